"""`area_services`: the services that a planning area's children can reach, and how far they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from etl.build.context import Context
from etl.build.indicators import joined
from etl.build.travel_minutes import minutes_matrix
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.assumptions import HEADLINE_THRESHOLD_MINUTES


def build(context: Context) -> pd.DataFrame:
    """Average journey and share of need within an hour, for every area and open service.

    The average is over the small areas from which the service can be reached within three hours.
    """
    minutes = minutes_matrix(context)
    need = context.built("need_small_area", columns=["need"])["need"].to_numpy()
    reached = np.isfinite(minutes)
    weights = {
        "time": np.where(reached, minutes, 0.0) * need[:, None],
        "need": reached * need[:, None],
        "near": (minutes <= HEADLINE_THRESHOLD_MINUTES) * need[:, None],
    }
    services = [str(id_) for id_ in context.open_services["service_id"]]
    return joined(
        [
            _of_type(area_type.id, *context.groups(area_type.id), weights, need, services)
            for area_type in PLANNING_AREA_TYPES
        ]
    )


def _of_type(
    area_type: str,
    rows: np.ndarray,
    codes: list[str],
    weights: dict[str, np.ndarray],
    need: np.ndarray,
    services: list[str],
) -> pd.DataFrame:
    inside = np.flatnonzero(rows >= 0)
    member = sparse.csr_matrix(
        (np.ones(len(inside)), (rows[inside], inside)), shape=(len(codes), len(rows))
    )
    sums = {name: member @ array for name, array in weights.items()}
    total = member @ need
    area, service = np.nonzero(sums["need"] > 0)
    return pd.DataFrame(
        {
            "area_type": pd.Categorical.from_codes(np.zeros(len(area), dtype=np.int8), [area_type]),
            "area_code": pd.Categorical.from_codes(area, codes),
            "service_id": pd.Categorical.from_codes(service, services),
            "travel_minutes": sums["time"][area, service] / sums["need"][area, service],
            "share_within_60": np.clip(sums["near"][area, service] / total[area], 0, 1),
        }
    )
