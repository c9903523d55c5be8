"""Fifths, tenths and other groups of equal size by rank.

Source: the technical guidance of the Office for Health Improvement and Disparities on assigning
deprivation categories.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

from etl.errors import UserError
from etl.methods.intervals.limits import FloatArray


def quantiles(values: npt.ArrayLike, *, groups: int = 10, highest_first: bool = True) -> FloatArray:
    """Put values into groups of equal size by rank; equal values share a group.

    Args:
        values: Values, shape (areas,). NaN has no group and does not count.
        groups: How many groups.
        highest_first: Whether group 1 holds the highest values; otherwise the lowest.

    Returns:
        Group of each value from 1; all NaN where there are fewer values than groups, because then
        some groups would be empty.

    Raises:
        UserError: If values are not in one row or there is not at least one group.

    Example:
        >>> quantiles([10, 40, 20, 50, 30], groups=5).tolist()
        [5.0, 2.0, 4.0, 1.0, 3.0]
    """
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1 or groups < 1:
        raise UserError(
            f"Values of shape {found.shape} cannot be put into {groups} groups.", where="quantiles",
            try_="Give one row of values and at least one group.",
        )  # fmt: skip
    known = ~np.isnan(found)
    size = int(known.sum())
    result = np.full(len(found), np.nan)
    if size < groups:
        return result
    signed = -found[known] if highest_first else found[known]
    rank = stats.rankdata(signed, method="min").astype(np.int64)
    # Whole numbers, so that a boundary is never missed by a rounding error.
    from_top = -(-(size + 1 - rank) * groups // size)
    result[known] = groups + 1 - from_top
    return result


def quintiles(values: npt.ArrayLike, *, highest_first: bool = True) -> FloatArray:
    """Fifths by rank: `quantiles` with five groups.

    Example:
        >>> quintiles([10, 40, 20, 50, 30], highest_first=False).tolist()
        [1.0, 4.0, 2.0, 5.0, 3.0]
    """
    return quantiles(values, groups=5, highest_first=highest_first)
