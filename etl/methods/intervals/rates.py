"""Rates, proportions and means with their limits, as public health in England defines them.

Sources: Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 10 (1991), 457 to 462, for
directly standardised rates; the technical guidance of the Office for Health Improvement and
Disparities (commonly used public health statistics and their confidence intervals) for the rest.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.errors import UserError
from etl.methods.intervals.limits import FloatArray, byar, counts_of, student_t, wilson

DSR_FROM = 10


class Rate(NamedTuple):
    """A figure with its limits, all of one shape; NaN where it is not given."""

    value: FloatArray
    lower: FloatArray
    upper: FloatArray


def crude_rate(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    confidence: float = 0.95,
    multiplier: float = 100_000,
) -> Rate:
    """Events for each resident, with Byar's limits (exact below 10).

    Args:
        count: Events, any shape; not negative.
        population: Residents or person-years, of a shape that fits. NaN comes out where it is 0.
        confidence: Confidence level between 0 and 1.
        multiplier: 100,000 gives a rate per 100,000.

    Returns:
        Rate and limits.

    Raises:
        UserError: If a number is negative or the level is wrong.

    Example:
        >>> rate = crude_rate([65], [100])
        >>> [round(float(x[0])) for x in rate]
        [65000, 50163, 82849]
    """
    events = counts_of(count, name="count", where="crude_rate")
    people = counts_of(population, name="population", where="crude_rate")
    scale = multiplier / np.where(people > 0, people, np.nan)
    limits = byar(events, confidence=confidence)
    return Rate(events * scale, limits.lower * scale, limits.upper * scale)


def proportion(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    *,
    confidence: float = 0.95,
    multiplier: float = 1,
) -> Rate:
    """A share with Wilson's limits.

    Args:
        numerator: Those who have what is counted, any shape.
        denominator: All. NaN comes out where it is 0.
        confidence: Confidence level between 0 and 1.
        multiplier: 100 gives a percentage.

    Returns:
        Share and limits.

    Raises:
        UserError: If a numerator is negative or above its denominator, or the level is wrong.

    Example:
        >>> share = proportion([82], [100], multiplier=100)
        >>> [round(float(x[0]), 1) for x in share]
        [82.0, 73.3, 88.3]
    """
    limits = wilson(numerator, denominator, confidence=confidence)
    part, whole = np.asarray(numerator, np.float64), np.asarray(denominator, np.float64)
    share = part / np.where(whole > 0, whole, np.nan)
    return Rate(share * multiplier, limits.lower * multiplier, limits.upper * multiplier)


def mean(values: npt.ArrayLike, *, confidence: float = 0.95) -> Rate:
    """The mean of observations with limits by Student's t.

    Args:
        values: Observations along the last axis, shape (..., observations). NaN is left out.
        confidence: Confidence level between 0 and 1.

    Returns:
        Mean and limits, shape (...); limits NaN with fewer than two observations.

    Raises:
        UserError: If the level is wrong.

    Example:
        >>> [round(float(x), 2) for x in mean([1.0, 2.0, 3.0, 4.0])]
        [2.5, 0.45, 4.55]
    """
    found = np.asarray(values, dtype=np.float64)
    known = ~np.isnan(found)
    size = known.sum(axis=-1)
    centre = np.where(known, found, 0.0).sum(axis=-1) / np.where(size > 0, size, np.nan)
    squares = np.where(known, (found - centre[..., None]) ** 2, 0.0).sum(axis=-1)
    spread = np.sqrt(squares / np.where(size > 1, size - 1, np.nan))
    limits = student_t(mean=centre, standard_deviation=spread, size=size, confidence=confidence)
    return Rate(centre, *limits)


def directly_standardised_rate(
    counts: npt.ArrayLike,
    populations: npt.ArrayLike,
    standard: npt.ArrayLike,
    *,
    confidence: float = 0.95,
    multiplier: float = 100_000,
) -> Rate:
    """The rate an area would have if its residents had the ages of a standard population.

    `value = sum(standard x count / population) / sum(standard)`. Limits by Dobson's method: Byar's
    limits of the total count, moved and scaled to the weighted rate.

    Args:
        counts: Events by age, shape (..., ages). NaN counts as none.
        populations: Residents by age, same shape.
        standard: Standard population by age, shape (ages,) or the same.
        confidence: Confidence level between 0 and 1.
        multiplier: 100,000 gives a rate per 100,000.

    Returns:
        Rate and limits, shape (...). NaN where there are fewer than 10 events, because the rate is
        not reliable then, or where an age has no residents.

    Raises:
        UserError: If shapes do not fit, a number is negative, or the level is wrong.

    Example:
        >>> rate = directly_standardised_rate([20, 30], [10_000, 5_000], [6, 4])
        >>> [round(float(x), 1) for x in rate]
        [360.0, 266.3, 475.7]
    """
    name = "directly_standardised_rate"
    events = np.nan_to_num(counts_of(counts, name="count", where=name))
    people = counts_of(populations, name="population", where=name)
    weights = counts_of(standard, name="standard population", where=name)
    events, people, weights = _same_ages(events, people, weights, where=name)
    per_head = weights / np.where(people > 0, people, np.nan) / weights.sum(axis=-1, keepdims=True)
    total = events.sum(axis=-1)
    value = (events * per_head).sum(axis=-1) * multiplier
    variance = (events * per_head**2).sum(axis=-1) * multiplier**2
    limits = byar(total, confidence=confidence)
    enough = total >= DSR_FROM
    scale = np.sqrt(variance / np.where(enough, total, np.nan))
    return Rate(
        np.where(enough, value, np.nan),
        value + scale * (limits.lower - total),
        value + scale * (limits.upper - total),
    )


def indirectly_standardised_ratio(
    observed: npt.ArrayLike,
    populations: npt.ArrayLike,
    reference_counts: npt.ArrayLike,
    reference_populations: npt.ArrayLike,
    *,
    confidence: float = 0.95,
    multiplier: float = 1,
) -> Rate:
    """Events over those that the reference rates would give, with Byar's limits.

    Args:
        observed: Events of all ages together, shape (...).
        populations: Residents by age, shape (..., ages).
        reference_counts: Events of the reference by age, shape (ages,) or the same. NaN counts as
            none.
        reference_populations: Residents of the reference by age.
        confidence: Confidence level between 0 and 1.
        multiplier: 100 gives 100 for an area like the reference. The crude rate of the reference
            gives an indirectly standardised rate.

    Returns:
        Ratio and limits, shape (...); NaN where no events are expected.

    Raises:
        UserError: If shapes do not fit, a number is negative, or the level is wrong.

    Example:
        >>> ratio = indirectly_standardised_ratio(30, [1_000, 2_000], [50, 100], [10_000, 10_000])
        >>> [round(float(x), 3) for x in ratio]
        [1.2, 0.809, 1.713]
    """
    name = "indirectly_standardised_ratio"
    events = counts_of(observed, name="count", where=name)
    people, counts, others = _same_ages(
        counts_of(populations, name="population", where=name),
        np.nan_to_num(counts_of(reference_counts, name="count", where=name)),
        counts_of(reference_populations, name="population", where=name),
        where=name,
    )
    expected = (counts / np.where(others > 0, others, np.nan) * people).sum(axis=-1)
    scale = multiplier / np.where(expected > 0, expected, np.nan)
    limits = byar(events, confidence=confidence)
    return Rate(events * scale, limits.lower * scale, limits.upper * scale)


def _same_ages(*arrays: FloatArray, where: str) -> list[FloatArray]:
    """Bring arrays to one shape whose last axis is age."""
    if len({array.shape[-1] if array.ndim else 0 for array in arrays}) > 1:
        shapes = ", ".join(str(array.shape) for array in arrays)
        raise UserError(f"The ages do not match: shapes {shapes}.", where=where,
                        try_="Give one number for each age, in the same order.")  # fmt: skip
    return list(np.broadcast_arrays(*arrays))
