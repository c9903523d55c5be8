"""What draws say about an area: limits, rank with its interval, chance of being among the worst.

No rank stands without its interval.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Ranks:
    """Ranks of the areas of one type; 1 is the highest rate. Each of shape (areas,).

    Attributes:
        middle: The rank in the middle of the draws.
        lower: Rank that 2.5% of the draws do not exceed.
        upper: Rank that 97.5% of the draws do not exceed.
        worst_fifth: Share of draws in which the area is in the fifth with the highest rates.
    """

    middle: FloatArray
    lower: FloatArray
    upper: FloatArray
    worst_fifth: FloatArray


def limits(draws: FloatArray, *confidences: float) -> list[tuple[FloatArray, FloatArray]]:
    """Limits that hold the middle part of the draws.

    Args:
        draws: Shape (areas, draws).
        *confidences: Shares of the draws between the limits.

    Returns:
        Lower and upper limit for each share, each of shape (areas,).

    Example:
        >>> [round(float(x[0]), 6) for x in limits(np.arange(101.0)[None, :], 0.8)[0]]
        [10.0, 90.0]
    """
    tails = [(1 - confidence) / 2 for confidence in confidences]
    found = np.quantile(draws, [*tails, *(1 - tail for tail in tails)], axis=1)
    return [(found[i], found[i + len(tails)]) for i in range(len(tails))]


def rank_areas(rates: FloatArray) -> Ranks:
    """Rank the areas of one type in every draw.

    Args:
        rates: Rate of each area in each draw, shape (areas, draws). No empty values.

    Returns:
        Ranks and the share of draws in the worst fifth. The fifth has `areas / 5` areas, rounded,
        at least one. Equal rates are ranked in the order of the rows.

    Example:
        >>> found = rank_areas(np.array([[3.0, 3.0], [2.0, 1.0], [1.0, 2.0]]))
        >>> found.middle.tolist(), found.worst_fifth.tolist()
        ([1.0, 2.5, 2.5], [1.0, 0.0, 0.0])
    """
    areas, count = rates.shape
    order = np.argsort(-rates, axis=0, kind="stable")
    ranks = np.empty((areas, count))
    np.put_along_axis(ranks, order, np.arange(1.0, areas + 1)[:, None], axis=0)
    lower, middle, upper = np.quantile(ranks, [0.025, 0.5, 0.975], axis=1)
    fifth = max(1, round(areas / 5))
    return Ranks(middle=middle, lower=lower, upper=upper, worst_fifth=(ranks <= fifth).mean(axis=1))


def rank_range(
    value: npt.ArrayLike, lower: npt.ArrayLike, upper: npt.ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Ranks of figures, and the ranks that their intervals allow; 1 is the highest.

    An area is surely below those whose whole interval lies above its own, and surely above those
    whose whole interval lies below. Two intervals that overlap may still differ by a test of the
    pair, so the range is on the wide side.

    Source: the pairwise method of Mohamad, Goeman and van Zwet, Simultaneous confidence intervals
    for ranks, Journal of Statistical Planning and Inference 199 (2019), with intervals that do not
    overlap in the place of a test.

    Args:
        value: Figures, shape (areas,); NaN where not known.
        lower: Lower limits, the same shape; NaN where there are none.
        upper: Upper limits, the same shape.

    Returns:
        Rank, lowest and highest rank of each area. Equal figures share the first of their ranks.
        NaN where the figure is not known; the range is NaN where a figure has no limits.

    Example:
        >>> rank, first, last = rank_range([9, 5, 4], [8, 3, 2], [10, 6, 5])
        >>> rank.tolist(), first.tolist(), last.tolist()
        ([1.0, 2.0, 3.0], [1.0, 2.0, 2.0], [1.0, 3.0, 3.0])
    """
    values, low, high = (np.asarray(x, np.float64) for x in (value, lower, upper))
    known = ~np.isnan(values)
    # An area without limits may stand anywhere its figure says: it counts as its own interval.
    low, high = np.where(np.isnan(low), values, low), np.where(np.isnan(high), values, high)
    has_limits = known & ~np.isnan(np.asarray(lower, np.float64))
    count = int(known.sum())
    rank = 1.0 + (values[None, :] > values[:, None]).sum(axis=1)
    first = 1.0 + (low[None, :] > high[:, None]).sum(axis=1)
    last = count - (high[None, :] < low[:, None]).sum(axis=1).astype(np.float64)
    return (
        np.where(known, rank, np.nan),
        np.where(has_limits, first, np.nan),
        np.where(has_limits, last, np.nan),
    )
