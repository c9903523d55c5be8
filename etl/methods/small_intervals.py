"""Limits for small areas, where a few children make all the difference.

The number in a small area is Poisson around an expected number that is itself uncertain. With a
gamma shape for the uncertainty that is a negative binomial, whose limits need no draws. Source:
Cameron and Trivedi, Regression Analysis of Count Data, chapter 3.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

from etl.methods.intervals import Limits

FloatArray = npt.NDArray[np.float64]


def small_area_limits(*, mean: FloatArray, squared_cv: FloatArray, confidence: float) -> Limits:
    """Limits of a count whose expected value is uncertain.

    Args:
        mean: Expected children, shape (areas,); not negative.
        squared_cv: Variance of the expected number over its square, shape (areas,); above 0.
        confidence: Share of the distribution between the limits.

    Returns:
        Whole children; 0 and 0 where none are expected.

    Example:
        >>> limits = small_area_limits(mean=np.array([4.0]), squared_cv=np.array([1e-9]),
        ...                            confidence=0.95)
        >>> float(limits.lower[0]), float(limits.upper[0])
        (1.0, 8.0)
    """
    some = mean > 0
    size = 1 / np.maximum(squared_cv[some], 1e-9)
    chance = size / (size + mean[some])
    tail = (1 - confidence) / 2
    lower, upper = np.zeros(len(mean)), np.zeros(len(mean))
    lower[some] = stats.nbinom.ppf(tail, size, chance)
    upper[some] = stats.nbinom.ppf(1 - tail, size, chance)
    return Limits(lower=lower, upper=upper)
