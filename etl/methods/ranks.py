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
