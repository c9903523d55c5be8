"""`travel_minutes`: every journey of up to three hours from a small area to an open service."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.travel import destinations, origins, travel_model
from etl.catalogue.assumptions import TRAVEL_LIMIT_MINUTES


def build(context: Context) -> pd.DataFrame:
    """Find the journeys on the land grid."""
    return journeys_to(context, context.open_services)


def journeys_to(context: Context, services: pd.DataFrame) -> pd.DataFrame:
    """Journeys from every small area to some services, one row each."""
    start, end = origins(context), destinations(services)
    minutes = travel_model(context).minutes(start, end, limit_minutes=TRAVEL_LIMIT_MINUTES)
    column, row = np.nonzero(np.isfinite(minutes).T)
    return pd.DataFrame(
        {
            "small_area_code": pd.Categorical.from_codes(row, start["id"]),
            "service_id": pd.Categorical.from_codes(column, end["id"]),
            "travel_minutes": minutes[row, column],
        }
    )


def minutes_matrix(context: Context) -> np.ndarray:
    """The built table as an array (small areas x open services), infinity where there is no row."""
    table = context.built("travel_minutes")
    rows = pd.Index(context.small_areas["small_area_code"])
    columns = pd.Index(context.open_services["service_id"])
    matrix = np.full((len(rows), len(columns)), np.inf)
    small_area, service = table["small_area_code"].cat, table["service_id"].cat
    row = rows.get_indexer(small_area.categories)[small_area.codes]
    column = columns.get_indexer(service.categories)[service.codes]
    matrix[row, column] = table["travel_minutes"].to_numpy()
    return matrix
