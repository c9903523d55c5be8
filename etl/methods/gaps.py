"""Gaps: need that care does not reach, by area, with a plain interval for the travel times.

An interval says what would come out if every journey took longer, or shorter, by the factor
`1 + error`. All journeys of an area move together, because an error of the speeds would be shared;
that is the careful choice.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.methods.access import share_within

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


class Estimate(NamedTuple):
    """A figure with its limits, each of shape (areas,)."""

    value: FloatArray
    lower: FloatArray
    upper: FloatArray


def reach(
    *,
    need: FloatArray,
    minutes: FloatArray,
    threshold: float,
    area: IntArray,
    error: FloatArray | float,
) -> Estimate:
    """Share of need within a threshold, by area.

    Args:
        need: Children, shape (small areas,).
        minutes: Minutes to the nearest service, infinity where none, shape (small areas,).
        threshold: Minutes, inclusive.
        area: Number of the area of each small area, -1 for none, shape (small areas,).
        error: Relative error of a journey, one number or one a small area: 0.1 means 10% longer,
            or the time over 1.1.

    Returns:
        Shares from 0 to 1; NaN for an area without need.

    Example:
        >>> reach(need=np.ones(2), minutes=np.array([50.0, 58.0]), threshold=60,
        ...       area=np.array([0, 0]), error=0.1)
        Estimate(value=array([1.]), lower=array([0.5]), upper=array([1.]))
    """

    def share(factor: FloatArray | float) -> FloatArray:
        return share_within(need=need, minutes=minutes * factor, threshold=threshold, area=area)

    return Estimate(value=share(1.0), lower=share(1 + error), upper=share(1 / (1 + error)))


def need_beyond(
    *, reached: Estimate, need: FloatArray, need_lower: FloatArray, need_upper: FloatArray
) -> Estimate:
    """Children beyond a threshold, by area, from the share reached and the need.

    The lower limit takes the lower need with the quicker journeys, the upper limit the upper need
    with the slower ones, so the interval is wide rather than narrow.

    Args:
        reached: Result of `reach`.
        need: Children by area, shape (areas,); with its limits.
        need_lower: Lower limit.
        need_upper: Upper limit.

    Returns:
        Children; 0 for an area without need.
    """

    def beyond(children: FloatArray, share: FloatArray) -> FloatArray:
        return children * (1 - np.nan_to_num(share, nan=1.0))

    return Estimate(
        value=beyond(need, reached.value),
        lower=beyond(need_lower, reached.upper),
        upper=beyond(need_upper, reached.lower),
    )


def mean_minutes(
    *, need: FloatArray, minutes: FloatArray, area: IntArray, error: FloatArray | float
) -> Estimate:
    """Average minutes to the nearest service, weighted by need, over those who can reach one.

    Args:
        need: Children, shape (small areas,).
        minutes: Minutes to the nearest service, infinity where none, shape (small areas,).
        area: Number of the area of each small area, -1 for none, shape (small areas,).
        error: Relative error of a journey, one number or one a small area.

    Returns:
        Minutes; NaN for an area from which none can be reached or where there is no need.
    """
    size = int(area.max(initial=-1)) + 1
    counts = (area >= 0) & np.isfinite(minutes)
    total = np.bincount(area[counts], weights=need[counts], minlength=size)

    def mean(factor: FloatArray | float) -> FloatArray:
        times = (need * minutes * factor)[counts]
        sums = np.bincount(area[counts], weights=times, minlength=size)
        return np.divide(sums, total, out=np.full(size, np.nan), where=total > 0)

    return Estimate(value=mean(1.0), lower=mean(1 / (1 + error)), upper=mean(1 + error))


def unreached_need(*, need: FloatArray, minutes: FloatArray, area: IntArray) -> FloatArray:
    """Children for whom no service can be reached at all, by area, shape (areas,)."""
    size = int(area.max(initial=-1)) + 1
    lost = (area >= 0) & ~np.isfinite(minutes)
    return np.asarray(np.bincount(area[lost], weights=need[lost], minlength=size), dtype=np.float64)


def gap_share(*, access: FloatArray, benchmark: float) -> FloatArray:
    """Share of the benchmark's capacity that is missing: max(0, 1 - access / benchmark).

    Args:
        access: Supply per child, shape (places,).
        benchmark: National supply per child. Where it is zero there is nothing to miss.

    Returns:
        From 0 to 1, shape (places,).

    Example:
        >>> gap_share(access=np.array([0.0, 1.0, 3.0]), benchmark=2.0)
        array([1. , 0.5, 0. ])
    """
    if not benchmark > 0:
        return np.zeros_like(access)
    return np.maximum(0.0, 1.0 - access / benchmark)


def capacity_shortfall(*, need: FloatArray, access: FloatArray, benchmark: float) -> FloatArray:
    """Children whose share of capacity is missing: need times the share that is missing.

    40 children with half of the national access count as 20: it would take the capacity of 20
    children at the national level to bring them up to it.

    Args:
        need: Children, shape (places,).
        access: Supply per child, shape (places,).
        benchmark: National supply per child.

    Returns:
        Children, shape (places,).

    Example:
        >>> capacity_shortfall(need=np.array([40.0]), access=np.array([0.01]), benchmark=0.02)
        array([20.])
    """
    return np.asarray(need * gap_share(access=access, benchmark=benchmark))


def mean_access(*, need: FloatArray, access: FloatArray) -> float:
    """Supply per child, averaged over all children: the benchmark. 0 where there is no need.

    Args:
        need: Children, shape (places,).
        access: Supply per child, shape (places,).

    Example:
        >>> mean_access(need=np.array([3.0, 1.0]), access=np.array([0.25, 0.5]))
        0.3125
    """
    total = float(need.sum())
    return float(need @ access) / total if total > 0 else 0.0
