"""Measures of areas from the sums over their small areas: what is shown, from what is added up."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from etl.methods.gap_causes import CAUSES

FloatArray = npt.NDArray[np.float64]
PER_CHILDREN = 1000.0
# Columns of `Outcome.areas`.
NEED, SUPPLY_MET, SHORTFALL = 0, 1, 2
FIRST_CAUSE = 3
FIRST_THRESHOLD = FIRST_CAUSE + len(CAUSES)


def capacity_measures(
    kind: str, sums: FloatArray, benchmark: FloatArray, nation: npt.NDArray[np.int64]
) -> dict[str, FloatArray]:
    """Measures of capacity from the sums by area, shape (..., areas, columns)."""
    access = over(sums[..., SUPPLY_MET], sums[..., NEED])
    return {
        f"access_score_{kind}": PER_CHILDREN * access,
        f"capacity_shortfall_{kind}": sums[..., SHORTFALL],
        f"shortfall_share_{kind}": 100 * over(sums[..., SHORTFALL], sums[..., NEED]),
        f"coverage_uk_{kind}": 100 * over(access, benchmark),
        f"coverage_nation_{kind}": 100 * over(access, access[..., nation]),
        **{
            f"gap_{cause}_{kind}": sums[..., FIRST_CAUSE + number]
            for number, cause in enumerate(CAUSES)
        },
    }


def reach_measures(
    kind: str, sums: FloatArray, thresholds: tuple[int, ...]
) -> dict[str, FloatArray]:
    """Need beyond each threshold and share within it, from the sums, shape (..., areas, columns).

    Args:
        kind: Kind of service.
        sums: Columns of `Outcome.areas`.
        thresholds: What the ids say, in the order of the columns of the sums.
    """
    need, found = sums[..., NEED], {}
    for number, threshold in enumerate(thresholds):
        within = sums[..., FIRST_THRESHOLD + number]
        found[f"share_within_{threshold}_{kind}"] = 100 * over(within, need)
        found[f"need_beyond_{threshold}_{kind}"] = np.maximum(need - within, 0.0)
    return found


def over(top: FloatArray, bottom: FloatArray) -> FloatArray:
    """Divide; NaN where there is nothing to divide by."""
    top, bottom = np.broadcast_arrays(top, bottom)
    return np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)
