"""Confidence limits used in public health, vectorised.

Sources: Byar's approximation as given by Breslow and Day, Statistical Methods in Cancer
Research, volume II (1987), page 69; exact Poisson limits by the chi-square relation.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

from etl.errors import UserError

FloatArray = npt.NDArray[np.float64]
EXACT_BELOW = 10


class Limits(NamedTuple):
    """Lower and upper limits, each the shape of what they belong to."""

    lower: FloatArray
    upper: FloatArray


def byar(count: npt.ArrayLike, *, confidence: float = 0.95) -> Limits:
    """Limits of a Poisson count: Byar's approximation, exact below 10.

    Args:
        count: Counts of events, any shape; not negative. Need not be whole numbers.
        confidence: Confidence level between 0 and 1.

    Returns:
        Lower and upper limits in the unit of `count`. NaN where the count is NaN.

    Raises:
        UserError: If a count is negative or the level is not between 0 and 1.

    Example:
        >>> limits = byar([100.0])
        >>> round(float(limits.lower[0]), 2), round(float(limits.upper[0]), 2)
        (81.36, 121.63)
    """
    if not 0 < confidence < 1:
        raise UserError(f"The confidence level {confidence} is not between 0 and 1.", where="byar")
    counts = np.asarray(count, dtype=np.float64)
    if (counts < 0).any():
        raise UserError("A count is negative.", where="byar", try_="Counts start at zero.")
    tail = (1 - confidence) / 2
    z = stats.norm.ppf(1 - tail)
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = counts * (1 - 1 / (9 * counts) - z / (3 * np.sqrt(counts))) ** 3
    upper = (counts + 1) * (1 - 1 / (9 * (counts + 1)) + z / (3 * np.sqrt(counts + 1))) ** 3
    few = counts < EXACT_BELOW
    exact_lower = stats.chi2.ppf(tail, 2 * counts) / 2
    exact_upper = stats.chi2.ppf(1 - tail, 2 * counts + 2) / 2
    lower = np.where(few, exact_lower, lower)
    return Limits(lower=np.where(counts == 0, 0.0, lower), upper=np.where(few, exact_upper, upper))
