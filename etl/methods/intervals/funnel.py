"""Control limits of a funnel plot: how far chance alone would carry an area of a given size.

Source: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine
24 (2005), 1185 to 1202. Two sigma is 95%, three sigma 99.8%, as in the guidance of the Office for
Health Improvement and Disparities. The benchmark is taken as known.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

from etl.errors import UserError
from etl.methods.intervals.limits import FloatArray, Limits, counts_of, z_and_tail

TWO_SIGMA, THREE_SIGMA = 0.95, 0.998


class Funnel(NamedTuple):
    """Control limits, each the shape of the sizes."""

    lower_2: FloatArray
    upper_2: FloatArray
    lower_3: FloatArray
    upper_3: FloatArray


def funnel_proportion(*, denominator: npt.ArrayLike, benchmark: float) -> Funnel:
    """Limits for a share, by the score method that Wilson's limits turn round.

    `benchmark +/- z sqrt(benchmark (1 - benchmark) / denominator)`: a share lies outside exactly
    where its Wilson interval does not hold the benchmark.

    Args:
        denominator: Sizes of the areas, any shape; above 0.
        benchmark: The share of all areas together, from 0 to 1.

    Returns:
        Limits from 0 to 1; NaN where the size is 0.

    Raises:
        UserError: If the benchmark is not from 0 to 1, or a size is negative.

    Example:
        >>> funnel = funnel_proportion(denominator=[102], benchmark=0.80642448)
        >>> [round(100 * float(x[0]), 4) for x in funnel]
        [72.9749, 88.31, 68.5532, 92.7317]
    """
    if not 0 <= benchmark <= 1:
        raise UserError(f"The benchmark {benchmark} is not from 0 to 1.", where="funnel_proportion",
                        try_="Divide a percentage by 100.")  # fmt: skip
    sizes = _sizes(denominator, name="denominator", where="funnel_proportion")
    deviation = np.sqrt(benchmark * (1 - benchmark) / sizes)
    found = []
    for level in (TWO_SIGMA, THREE_SIGMA):
        z, _ = z_and_tail(level, where="funnel_proportion")
        found += [
            np.maximum(benchmark - z * deviation, 0.0),
            np.minimum(benchmark + z * deviation, 1.0),
        ]
    return Funnel(*found)


def funnel_ratio(*, expected: npt.ArrayLike) -> Funnel:
    """Limits for a ratio of observed to expected events, by the exact Poisson distribution.

    The lower limit is the count, taken as continuous, that is reached or not passed with a
    probability of 2.5% (or 0.1%) when `expected` events are expected, divided by these.

    Args:
        expected: Expected events, any shape; above 0.

    Returns:
        Limits of the ratio, around 1; a lower limit is 0 where even no events would not be unusual.

    Raises:
        UserError: If a number is negative.

    Example:
        >>> [round(float(x[0]), 3) for x in funnel_ratio(expected=[20.0])]
        [0.562, 1.485, 0.362, 1.783]
    """
    sizes = _sizes(expected, name="expected number", where="funnel_ratio")
    found = []
    for level in (TWO_SIGMA, THREE_SIGMA):
        limits = _poisson(sizes, level)
        found += [limits.lower / sizes, limits.upper / sizes]
    return Funnel(*found)


def funnel_rate(
    *, population: npt.ArrayLike, benchmark: float, multiplier: float = 100_000
) -> Funnel:
    """Limits for a rate: those of a ratio around the benchmark.

    Args:
        population: Residents or person-years of the areas, any shape; above 0.
        benchmark: The rate of all areas together, in events per `multiplier`.
        multiplier: 100,000 for rates per 100,000.

    Returns:
        Limits in the unit of the benchmark.

    Raises:
        UserError: If a number is negative.

    Example:
        >>> [round(float(x[0])) for x in funnel_rate(population=[2_000], benchmark=1_000)]
        [562, 1485, 362, 1783]
    """
    if benchmark < 0:
        raise UserError("The benchmark is negative.", where="funnel_rate")
    sizes = _sizes(population, name="population", where="funnel_rate")
    return Funnel(*(part * benchmark for part in
                    funnel_ratio(expected=sizes * benchmark / multiplier)))  # fmt: skip


def _poisson(expected: FloatArray, level: float) -> Limits:
    """Counts at which the tails of the Poisson distribution hold their share."""
    _, tail = z_and_tail(level, where="funnel_ratio")
    some = np.where(np.exp(-expected) < tail, expected, np.nan)
    lower = np.where(np.isnan(some), 0.0 * expected, special.pdtrik(tail, some))
    return Limits(lower=lower, upper=special.pdtrik(1 - tail, expected) + 1)


def _sizes(values: npt.ArrayLike, *, name: str, where: str) -> FloatArray:
    sizes = counts_of(values, name=name, where=where)
    return np.where(sizes > 0, sizes, np.nan)
