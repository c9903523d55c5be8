"""Comparison with a benchmark: whether an interval lies above it, below it, or holds it.

Source: the technical guidance of the Office for Health Improvement and Disparities on comparing
areas. The benchmark is taken as known; an interval at 99.8% leaves one area in 500 outside by
chance where one at 95% leaves one in 20.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.catalogue.comparison import BENCHMARK_WORDS, NOT_COMPARED
from etl.errors import UserError
from etl.methods.intervals.limits import Limits

Words = npt.NDArray[np.str_]


class BothLevels(NamedTuple):
    """The comparison at both levels of confidence, in words."""

    at_95: Words
    at_998: Words


def compare_with_benchmark(*, limits: Limits, benchmark: npt.ArrayLike, worse: str) -> Words:
    """Say in one word how each area stands against a benchmark.

    Args:
        limits: Limits of the areas at the level that is wanted, any shape.
        benchmark: The benchmark, in the same unit; one number, or one for each area.
        worse: `high` or `low` where that end is worse: the words are better, similar and worse.
            `neither`: higher, similar and lower. `not_compared`: nothing is said.

    Returns:
        Words, the shape of the limits; `not_compared` where a limit or the benchmark is NaN.

    Raises:
        UserError: If `worse` is none of these, or a lower limit is above its upper limit.

    Example:
        >>> limits = Limits(np.array([41.0, 48.0, 55.0]), np.array([49.0, 56.0, 62.0]))
        >>> compare_with_benchmark(limits=limits, benchmark=50, worse="high").tolist()
        ['better', 'similar', 'worse']
    """
    if worse not in BENCHMARK_WORDS and worse != NOT_COMPARED:
        raise UserError(
            f"Which end is worse is not known: {worse!r}.", where="compare_with_benchmark",
            try_=f"Choose one of {', '.join([*BENCHMARK_WORDS, NOT_COMPARED])}.",
        )  # fmt: skip
    lower, upper, middle = np.broadcast_arrays(
        *(np.asarray(x, np.float64) for x in (limits.lower, limits.upper, benchmark))
    )
    if (lower > upper).any():
        raise UserError("A lower limit is above its upper limit.", where="compare_with_benchmark")
    if worse == NOT_COMPARED:
        return np.full(lower.shape, NOT_COMPARED)
    above, around, below = BENCHMARK_WORDS[worse]
    unknown = np.isnan(lower) | np.isnan(upper) | np.isnan(middle)
    return np.select(
        [unknown, lower > middle, upper < middle], [NOT_COMPARED, above, below], default=around
    )


def compare_at_both_levels(
    *, limits_95: Limits, limits_998: Limits, benchmark: npt.ArrayLike, worse: str
) -> BothLevels:
    """The comparison at 95% and at 99.8%.

    Args:
        limits_95: Limits at 95%.
        limits_998: Limits at 99.8%, which hold those at 95%.
        benchmark: As in `compare_with_benchmark`.
        worse: As in `compare_with_benchmark`.

    Returns:
        Words at both levels.

    Raises:
        UserError: If limits at 99.8% are narrower than at 95%, which means they were mixed up.

    Example:
        >>> one = Limits(np.array([52.0]), np.array([60.0]))
        >>> other = Limits(np.array([49.0]), np.array([63.0]))
        >>> found = compare_at_both_levels(limits_95=one, limits_998=other, benchmark=50,
        ...                                worse="low")
        >>> found.at_95.item(), found.at_998.item()
        ('better', 'similar')
    """
    narrower = (np.asarray(limits_998.lower) > np.asarray(limits_95.lower)) | (
        np.asarray(limits_998.upper) < np.asarray(limits_95.upper)
    )
    if narrower.any():
        raise UserError(
            "Limits at 99.8% are narrower than at 95%.", where="compare_at_both_levels",
            try_="Check that the two were not exchanged.",
        )  # fmt: skip
    return BothLevels(
        *(compare_with_benchmark(limits=limits, benchmark=benchmark, worse=worse)
          for limits in (limits_95, limits_998))
    )  # fmt: skip
