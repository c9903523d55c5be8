"""Confidence limits of a count, a proportion and a mean, vectorised.

Sources: Byar's approximation as given by Breslow and Day, Statistical Methods in Cancer Research,
volume II (1987), page 69; exact Poisson limits by the chi-square relation (Armitage and Berry,
Statistical Methods in Medical Research, 4th edition, 2002); Wilson, Journal of the American
Statistical Association 22 (1927), 209 to 212. Chosen as in the technical guidance of the Office for
Health Improvement and Disparities.
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
    z, tail = z_and_tail(confidence, where="byar")
    counts = counts_of(count, name="count", where="byar")
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = counts * (1 - 1 / (9 * counts) - z / (3 * np.sqrt(counts))) ** 3
    upper = (counts + 1) * (1 - 1 / (9 * (counts + 1)) + z / (3 * np.sqrt(counts + 1))) ** 3
    few = counts < EXACT_BELOW
    exact_lower = stats.chi2.ppf(tail, 2 * counts) / 2
    exact_upper = stats.chi2.ppf(1 - tail, 2 * counts + 2) / 2
    lower = np.where(few, exact_lower, lower)
    return Limits(lower=np.where(counts == 0, 0.0, lower), upper=np.where(few, exact_upper, upper))


def wilson(
    numerator: npt.ArrayLike, denominator: npt.ArrayLike, *, confidence: float = 0.95
) -> Limits:
    """Limits of a proportion by Wilson's score method.

    Args:
        numerator: Those who have what is counted, any shape; not negative.
        denominator: All, of a shape that fits; not less than the numerator.
        confidence: Confidence level between 0 and 1.

    Returns:
        Lower and upper limits from 0 to 1. NaN where either is NaN or the denominator is 0.

    Raises:
        UserError: If a numerator is negative or above its denominator, or the level is wrong.

    Example:
        >>> limits = wilson([48], [10_000])
        >>> round(float(limits.lower[0]), 5), round(float(limits.upper[0]), 5)
        (0.00362, 0.00636)
    """
    z, _ = z_and_tail(confidence, where="wilson")
    part, whole = np.broadcast_arrays(
        counts_of(numerator, name="numerator", where="wilson"),
        counts_of(denominator, name="denominator", where="wilson"),
    )
    if (part > whole).any():
        raise UserError("A numerator is larger than its denominator.", where="wilson",
                        try_="Check that both count the same people.")  # fmt: skip
    whole = np.where(whole > 0, whole, np.nan)
    middle = 2 * part + z**2
    # A product that is 0 in truth may come out just below it.
    half = z * np.sqrt(z**2 + np.maximum(4 * part * (1 - part / whole), 0.0))
    size = 2 * (whole + z**2)
    # At the ends the limit is the end itself, which subtraction would miss by a rounding error.
    lower = np.where(part == 0, 0.0 * whole, (middle - half) / size)
    return Limits(lower=lower, upper=np.where(part == whole, 1.0, (middle + half) / size))


def student_t(
    *,
    mean: npt.ArrayLike,
    standard_deviation: npt.ArrayLike,
    size: npt.ArrayLike,
    confidence: float = 0.95,
) -> Limits:
    """Limits of a mean by Student's t distribution.

    Args:
        mean: Means, any shape.
        standard_deviation: Sample standard deviations (divisor one less than the size).
        size: Numbers of observations; NaN comes out below 2.
        confidence: Confidence level between 0 and 1.

    Returns:
        Lower and upper limits in the unit of the mean.

    Raises:
        UserError: If a standard deviation is negative or the level is wrong.

    Example:
        >>> limits = student_t(mean=[5.0], standard_deviation=[2.0], size=[16])
        >>> round(float(limits.lower[0]), 3), round(float(limits.upper[0]), 3)
        (3.934, 6.066)
    """
    _, tail = z_and_tail(confidence, where="student_t")
    centre, number = np.asarray(mean, np.float64), np.asarray(size, np.float64)
    spread = counts_of(standard_deviation, name="standard deviation", where="student_t")
    number = np.where(number >= 2, number, np.nan)
    half = stats.t.ppf(1 - tail, number - 1) * spread / np.sqrt(number)
    return Limits(lower=centre - half, upper=centre + half)


def z_and_tail(confidence: float, *, where: str) -> tuple[float, float]:
    """The normal deviate of a confidence level and the share left in each tail.

    Raises:
        UserError: If the level is not between 0 and 1.

    Example:
        >>> z, tail = z_and_tail(0.95, where="here")
        >>> round(z, 4), round(tail, 3)
        (1.96, 0.025)
    """
    if not 0 < confidence < 1:
        raise UserError(
            f"The confidence level {confidence} is not between 0 and 1.", where=where,
            try_="Write 95% as 0.95.",
        )  # fmt: skip
    tail = (1 - confidence) / 2
    return float(stats.norm.ppf(1 - tail)), tail


def counts_of(values: npt.ArrayLike, *, name: str, where: str) -> FloatArray:
    """Values as numbers that are not negative.

    Raises:
        UserError: If one is negative.
    """
    found = np.asarray(values, dtype=np.float64)
    if (found < 0).any():
        raise UserError(f"A {name} is negative.", where=where, try_=f"A {name} starts at zero.")
    return found
