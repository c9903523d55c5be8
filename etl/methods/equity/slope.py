"""Slope and relative index of inequality, with simulated limits.

Sources: Low and Low, Measuring the gap: quantifying and comparing local health inequalities,
Journal of Public Health 26 (2004), 388 to 395; the function `phe_sii` of PHEindicatormethods
(Office for Health Improvement and Disparities) for the weights, the transformations and the
simulation.

Groups stand in order from the first end of a scale to the last (from most to least deprived). Each
has a share `a` of the population and a rank `b`, the middle of its part of the cumulative
population. The line `value = first + sii x b` is fitted by least squares with weights `a` (both
sides times the square root of `a`). The SII is its slope, the last end minus the first; the RII is
the last end over the first.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

from etl.catalogue.comparison import EQUITY_CONFIDENCE, EQUITY_DRAWS, EQUITY_SEED
from etl.methods.equity.line import Line, fitted_line, kind_of_value, relative_index, tilt
from etl.methods.intervals.limits import FloatArray, Limits, z_and_tail


class SlopeIndex(NamedTuple):
    """Slope and relative index with limits, each of shape (...).

    Attributes:
        sii: Fitted value at the last end of the scale minus that at the first.
        sii_lower: Its lower limit.
        sii_upper: Its upper limit.
        rii: Fitted value at the last end over that at the first. NaN where the line does not stay
            above zero, because a ratio means nothing then.
        rii_lower: Its lower limit. NaN where the line comes to zero within its error.
        rii_upper: Its upper limit.
    """

    sii: FloatArray
    sii_lower: FloatArray
    sii_upper: FloatArray
    rii: FloatArray
    rii_lower: FloatArray
    rii_upper: FloatArray


def slope_index(
    *,
    value: npt.ArrayLike,
    standard_error: npt.ArrayLike,
    population: npt.ArrayLike,
    value_type: int | str = "other",
    shared_error: npt.ArrayLike = 0.0,
    confidence: float = EQUITY_CONFIDENCE,
    draws: int = EQUITY_DRAWS,
    seed: int = EQUITY_SEED,
) -> SlopeIndex:
    """Slope and relative index of inequality with simulated limits.

    Each draw moves the value of each group by its standard error on the scale of `value_type`, fits
    the line again, and the limits are the quantiles of the draws. The same seed gives the same
    limits, and an area has the same limits whatever other areas stand beside it.

    Args:
        value: Values of the groups, from the first end of the scale to the last, shape
            (..., groups). Groups that are NaN or have no population are left out.
        standard_error: Standard errors that are each group's own, same shape; not negative. On the
            scale of the transformation, as in `phe_sii`: of the logarithm for a rate, of the logit
            for a proportion. `standard_error_of` makes them from limits.
        population: Populations of the groups, same shape; not negative.
        value_type: `other` or 0: no transformation. `rate` or 1: errors act on the logarithm.
            `proportion` or 2, from 0 to 1: on the logit. The line is always fitted to the values.
        shared_error: Standard errors that all groups share, on the same scale: one draw moves all
            groups of an area in the same direction.
        confidence: Confidence level between 0 and 1.
        draws: How many.
        seed: Seed of the draws.

    Returns:
        Both measures with limits, shape (...). NaN where fewer than two groups are left.

    Raises:
        UserError: If shapes do not fit, an error or population is negative, a value does not suit
            its type, or the type is not known.

    Example:
        >>> found = slope_index(value=[10, 20, 30, 40, 50], standard_error=[1] * 5,
        ...                     population=[100] * 5)
        >>> round(float(found.sii), 6), round(float(found.rii), 6)
        (50.0, 11.0)
        >>> bool(found.sii_lower < 50 < found.sii_upper)
        True
    """
    kind = kind_of_value(value_type)
    line = fitted_line(
        value=value, standard_error=standard_error, population=population, value_type=kind,
        shared_error=shared_error,
    )  # fmt: skip
    _, tail = z_and_tail(confidence, where="slope_index")
    slopes, means = _draws(line, kind, draws=draws, seed=seed)
    sii = quantile_limits(slopes, tail=tail)
    tilted = quantile_limits(tilt(slopes, means), tail=tail)
    slope, central = line.slope, tilt(line.slope, line.mean)
    return SlopeIndex(slope, *sii, relative_index(central), *(relative_index(x) for x in tilted))


def standard_error_of(
    *,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    value_type: int | str = "other",
    confidence: float = 0.95,
) -> FloatArray:
    """Standard errors on the scale of a kind of value, from limits.

    Args:
        lower: Lower limits, in the unit of the value; above 0 for a rate or proportion.
        upper: Upper limits; below 1 for a proportion.
        value_type: As in `slope_index`.
        confidence: Level of the limits.

    Returns:
        Width of the interval on that scale over twice the normal deviate.

    Raises:
        UserError: If the type is not known or the level is wrong.

    Example:
        >>> round(float(standard_error_of(lower=8.04, upper=11.96)), 3)
        1.0
    """
    z, _ = z_and_tail(confidence, where="standard_error_of")
    change = _TO_SCALE[kind_of_value(value_type)]
    low, high = (change(np.asarray(x, np.float64)) for x in (lower, upper))
    return np.asarray((high - low) / (2 * z))


def quantile_limits(drawn: FloatArray, *, tail: float) -> Limits:
    """Quantiles of draws along the last axis; NaN where one is not finite."""
    size = drawn.shape[-1]
    places = [share * (size - 1) for share in (tail, 1 - tail)]
    around = [(int(np.floor(place)), int(np.ceil(place))) for place in places]
    ordered = np.partition(drawn, sorted({k for pair in around for k in pair}), axis=-1)
    found = []
    for place, (low, high) in zip(places, around, strict=True):
        below, above = ordered[..., low], ordered[..., high]
        with np.errstate(invalid="ignore"):
            limit = below + (above - below) * (place - low)
        found.append(np.where(np.isfinite(limit), limit, np.nan))
    return Limits(*found)


def _draws(line: Line, kind: str, *, draws: int, seed: int) -> tuple[FloatArray, FloatArray]:
    """Slopes and means of the draws, shape (..., draws)."""
    groups, areas = line.value.shape[-1], line.value.shape[:-1]
    noise = np.random.default_rng(seed).standard_normal((draws, groups + 1))
    single, common = noise[:, :groups], noise[:, groups:]
    slopes, means = np.empty((2, int(np.prod(areas)), draws))
    rows = (part.reshape(-1, groups) for part in line[:5])
    for number, (to_slope, to_mean, value, own, shared) in enumerate(zip(*rows, strict=True)):
        scale = _TO_SCALE[kind](value) + single * own + common * shared
        drawn = _FROM_SCALE[kind](scale)
        slopes[number], means[number] = drawn @ to_slope, drawn @ to_mean
    return slopes.reshape(*areas, draws), means.reshape(*areas, draws)


_TO_SCALE = {"other": np.asarray, "rate": np.log, "proportion": special.logit}
_FROM_SCALE = {"other": np.asarray, "rate": np.exp, "proportion": special.expit}
