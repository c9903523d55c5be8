"""Recent trend by the rule of Fingertips.

Source: Fingertips trend markers, technical guidance of the Office for Health Improvement and
Disparities. The last five yearly points; a chi-square test for trend with one degree of freedom
above 9.5495 (p below 0.002); and a sign check: the direction must stay the same whichever single
point is left out. Points must be independent: no rolling or overlapping years, no break in the
series.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.catalogue.comparison import DECREASING, INCREASING, NO_CHANGE, NOT_CALCULATED
from etl.errors import UserError
from etl.methods.intervals.limits import FloatArray, counts_of, z_and_tail

POINTS = 5
LEVEL = 1e-12
CHI_SQUARE = 9.54953570608324


class Trend(NamedTuple):
    """The recent trend of each series, shape (...).

    Attributes:
        direction: `increasing`, `decreasing`, `no_significant_change`, or `cannot_be_calculated`.
        chi_square: The test statistic; NaN where it cannot be calculated.
        slope: Change per year on the scale of the test: the value itself, or the logit of a share.
    """

    direction: npt.NDArray[np.str_]
    chi_square: FloatArray
    slope: FloatArray


def recent_trend(
    *,
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    confidence: float = 0.95,
) -> Trend:
    """Recent trend of figures that have limits: rates, ratios, means.

    A straight line is fitted to the last five points, each weighted by one over its squared
    standard error, which is the width of its interval over twice the normal deviate. The test
    statistic is the squared slope over its variance.

    Args:
        value: Figures by year, oldest first, shape (..., years).
        lower: Their lower limits.
        upper: Their upper limits.
        confidence: Level of the limits.

    Returns:
        The trend; cannot be calculated with fewer than five points, or where one of the last five
        has no figure, no limits, or limits that coincide.

    Raises:
        UserError: If shapes differ or a lower limit is above its upper limit.

    Example:
        >>> found = recent_trend(value=[30.6, 30.2, 28.0, 24.6, 24.67],
        ...                      lower=[28.98, 28.63, 26.44, 23.15, 23.16],
        ...                      upper=[32.25, 31.9, 29.64, 26.19, 26.25])
        >>> found.direction.item(), round(float(found.chi_square), 1)
        ('decreasing', 46.8)
    """
    z, _ = z_and_tail(confidence, where="recent_trend")
    figures, low, high = _series(value, lower, upper, where="recent_trend")
    if (low > high).any():
        raise UserError("A lower limit is above its upper limit.", where="recent_trend")
    error = (high - low) / (2 * z)
    if figures.shape[-1] < POINTS:
        return _not_calculated(figures.shape[:-1])
    figures, error = figures[..., -POINTS:], error[..., -POINTS:]
    weight = 1 / np.where(error > 0, error, np.nan) ** 2
    slope, information = _line(figures, weight)
    return _marked(slope, slope**2 * information, _signs(figures, weight))


def recent_trend_of_share(*, numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> Trend:
    """Recent trend of shares, by the chi-square test for trend of Cochran and Armitage.

    The sign check fits a straight line to the logits of the shares, all points alike.

    Args:
        numerator: Those who have what is counted, by year, oldest first, shape (..., years).
        denominator: All, same shape.

    Returns:
        The trend; cannot be calculated with fewer than five points, or where one of the last five
        is not known, is 0% or is 100%, because then there is no logit.

    Raises:
        UserError: If shapes differ, a number is negative, or a numerator is above its denominator.

    Example:
        >>> found = recent_trend_of_share(
        ...     numerator=[57_274, 55_865, 53_681, 51_767, 53_185],
        ...     denominator=[61_834, 60_511, 59_074, 57_508, 59_028])
        >>> found.direction.item()
        'decreasing'
    """
    name = "recent_trend_of_share"
    part, whole = _series(
        counts_of(numerator, name="numerator", where=name),
        counts_of(denominator, name="denominator", where=name),
        where=name,
    )
    if (part > whole).any():
        raise UserError("A numerator is larger than its denominator.", where=name)
    if part.shape[-1] < POINTS:
        return _not_calculated(part.shape[:-1])
    part, whole = part[..., -POINTS:], whole[..., -POINTS:]
    inside = (part > 0) & (part < whole)
    odds = np.divide(part, whole - part, out=np.full(part.shape, np.nan), where=inside)
    logit, same = np.log(odds), np.ones(part.shape)
    year = np.arange(1.0, POINTS + 1)
    cases, people = part.sum(axis=-1), whole.sum(axis=-1)
    top = people * (people * (part * year).sum(axis=-1) - cases * (whole * year).sum(axis=-1)) ** 2
    bottom = (
        cases
        * (people - cases)
        * (people * (whole * year**2).sum(axis=-1) - (whole * year).sum(axis=-1) ** 2)
    )
    slope, _ = _line(logit, same)
    chi_square = top / np.where(np.isnan(slope), np.nan, bottom)
    return _marked(slope, chi_square, _signs(logit, same))


def _series(*values: npt.ArrayLike, where: str) -> list[FloatArray]:
    found = [np.asarray(v, dtype=np.float64) for v in values]
    if len({array.shape for array in found}) > 1 or not found[0].ndim:
        raise UserError("The series differ in length.", where=where,
                        try_="Give one number for each year in each of them.")  # fmt: skip
    return found


def _line(figures: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Slope of the weighted line and one over its variance."""
    year = np.arange(1.0, figures.shape[-1] + 1)
    total = weight.sum(axis=-1, keepdims=True)
    apart = year - (weight * year).sum(axis=-1, keepdims=True) / total
    information = (weight * apart**2).sum(axis=-1)
    terms = weight * apart * figures
    top, size = terms.sum(axis=-1), np.abs(terms).sum(axis=-1)
    # What rounding leaves of a level line must not count as a direction.
    top = np.where(np.abs(top) <= LEVEL * size, 0.0 * top, top)
    with np.errstate(divide="ignore", invalid="ignore"):
        return top / information, information


def _signs(figures: FloatArray, weight: FloatArray) -> FloatArray:
    """Sign of the slope with each point left out in turn, shape (..., points)."""
    found = []
    for point in range(POINTS):
        left = weight.copy()
        left[..., point] = 0.0
        found.append(np.sign(_line(figures, left)[0]))
    return np.stack(found, axis=-1)


def _marked(slope: FloatArray, chi_square: FloatArray, signs: FloatArray) -> Trend:
    steady = (signs == np.sign(slope)[..., None]).all(axis=-1) & (chi_square > CHI_SQUARE)
    direction = np.select(
        [np.isnan(chi_square), steady & (slope > 0), steady & (slope < 0)],
        [NOT_CALCULATED, INCREASING, DECREASING],
        default=NO_CHANGE,
    )
    return Trend(direction, chi_square, slope)


def _not_calculated(shape: tuple[int, ...]) -> Trend:
    return Trend(np.full(shape, NOT_CALCULATED), np.full(shape, np.nan), np.full(shape, np.nan))
