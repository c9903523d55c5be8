"""`access_small_area`: what each small area can reach, for each kind of service."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.travel import destinations, origins, travel_model
from etl.build.travel_minutes import minutes_matrix
from etl.catalogue.assumptions import TRAVEL_THRESHOLDS_MINUTES
from etl.catalogue.services import DESTINATION_KINDS
from etl.errors import DataError
from etl.methods.access import choices_within, nearest
from etl.methods.travel import TravelModel


def build(context: Context) -> pd.DataFrame:
    """Find the nearest service and the number of choices by kind."""
    minutes, model = minutes_matrix(context), travel_model(context)
    return pd.concat(
        [_of_kind(context, kind.id, minutes, model) for kind in DESTINATION_KINDS],
        ignore_index=True,
    )


def _of_kind(context: Context, kind: str, minutes: np.ndarray, model: TravelModel) -> pd.DataFrame:
    services = context.open_services
    columns = np.flatnonzero((services["service_kind"] == kind).to_numpy())
    if len(columns) == 0:
        raise DataError(f"The register has no open service of the kind {kind} with a point.",
                        where="services", try_="Restore data/inputs/services.parquet.")  # fmt: skip
    times = minutes[:, columns]
    best = nearest(minutes=times)
    ids = services["service_id"].to_numpy()[columns]
    reached = np.isfinite(best.minutes)
    frame = pd.DataFrame(
        {
            "small_area_code": context.small_areas["small_area_code"],
            "service_kind": kind,
            "nearest_service_id": np.where(reached, ids[best.service], None),
            "nearest_minutes": np.where(reached, best.minutes, np.nan),
        }
    )
    for threshold in TRAVEL_THRESHOLDS_MINUTES:
        frame[f"choices_within_{threshold}"] = choices_within(minutes=times, threshold=threshold)
    frame["reason"] = None
    far = np.flatnonzero(~reached)
    start = origins(context).iloc[far]
    end = destinations(services.iloc[columns])
    codes = model.reasons(start, end, minutes=times[far])
    frame.loc[far, "reason"] = [_reason(row) for row in codes]
    return frame


def _reason(codes: np.ndarray) -> str:
    """The reason that comes nearest to a journey: a road that is too long before no road."""
    return "beyond_limit" if "beyond_limit" in codes else str(codes[0])
