"""All measures of a gradient over many areas at once, with exact limits instead of draws.

Without a transformation the slope and the mean of the line are weighted sums of normal errors, so
the limits that the draws of `slope_index` come near are known: those of a normal variable for the
slope, and those of Fieller (Quarterly Journal of Pharmacy and Pharmacology 17, 1944, 117 to 123)
for the ratio of slope and mean. They need no draws, have no noise of their own, and are tested
against the draws.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.catalogue.comparison import EQUITY_CONFIDENCE
from etl.methods.equity.line import Line, fitted_line, relative_index, tilt
from etl.methods.gaps import Estimate
from etl.methods.intervals.limits import FloatArray, Limits, z_and_tail


class Gradient(NamedTuple):
    """Measures of the gradients of many areas, each an estimate of shape (areas,)."""

    sii: Estimate
    rii: Estimate
    concentration_index: Estimate
    concentration_erreygers: Estimate


def gradient(
    *,
    value: FloatArray,
    standard_error: FloatArray,
    population: FloatArray,
    shared_error: npt.ArrayLike = 0.0,
    highest: float = np.nan,
    confidence: float = EQUITY_CONFIDENCE,
) -> Gradient:
    """Slope, relative and concentration indices with their limits.

    The slope is the covariance of value and rank over the variance of the rank, so the
    concentration index is four times that variance times the tilt, half the slope over the mean.

    Args:
        value: Values of the groups in order, shape (areas, groups).
        standard_error: Standard errors that are each group's own, same shape.
        population: Populations of the groups, same shape.
        shared_error: Standard errors that all groups of an area share.
        highest: Highest possible value, where there is one; the lowest is 0. NaN gives no index of
            Erreygers.
        confidence: Confidence level between 0 and 1.

    Returns:
        Estimates with limits; NaN where they cannot be given.

    Example:
        >>> found = gradient(value=np.array([[20.0, 50.0, 80.0]]), population=np.ones((1, 3)),
        ...                  standard_error=np.ones((1, 3)), highest=100.0)
        >>> [round(float(part.value[0]), 4) for part in found]
        [90.0, 19.0, 0.2667, 0.5333]
    """
    line = fitted_line(
        value=value, standard_error=standard_error, population=population,
        shared_error=shared_error,
    )  # fmt: skip
    z, _ = z_and_tail(confidence, where="gradient")
    slope, mean = line.slope, line.mean
    half = z * np.sqrt(_covariance(line, line.to_slope, line.to_slope))
    sii = Limits(slope - half, slope + half)
    tilted = _ratio_limits(line, slope / 2, mean, z=z)
    central = tilt(slope, mean)
    central = np.where(np.isfinite(central), central, np.nan)
    bounded = 8 * line.spread / highest
    return Gradient(
        Estimate(slope, *sii),
        Estimate(*(relative_index(x) for x in (central, *tilted))),
        Estimate(*(4 * line.spread * x for x in (central, *tilted))),
        Estimate(*(bounded * x for x in (slope, *sii))),
    )


def _covariance(line: Line, one: FloatArray, other: FloatArray) -> FloatArray:
    """Covariance of two weighted sums of the values."""
    own = (one * other * line.own**2).sum(axis=-1)
    shared = (one * line.shared).sum(axis=-1) * (other * line.shared).sum(axis=-1)
    return np.asarray(own + shared)


def _ratio_limits(line: Line, top: FloatArray, bottom: FloatArray, *, z: float) -> Limits:
    """Fieller's limits of half the slope over the mean; NaN where the mean may be zero."""
    to_top = line.to_slope / 2
    a = bottom**2 - z**2 * _covariance(line, line.to_mean, line.to_mean)
    b = top * bottom - z**2 * _covariance(line, to_top, line.to_mean)
    c = top**2 - z**2 * _covariance(line, to_top, to_top)
    sure = (a > 0) & (bottom > 0)
    a = np.where(sure, a, np.nan)
    half = np.sqrt(np.maximum(b**2 - a * c, 0.0))
    return Limits((b - half) / a, (b + half) / a)
