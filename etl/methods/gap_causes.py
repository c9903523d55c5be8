"""Why a place has a gap: too far, too little capacity, or many children to share with.

Access A of a place is the product of three factors, exactly:

    nearness  n = sum_j W_j                  sites in reach, each counted by how near it is
    capacity  s = sum_j W_j S_j / n          supply of such a site
    crowding  d = sum_j W_j S_j / A          children who share such a site
    A = n x s / d

The gap is the share of capacity that is missing, max(0, 1 - A / B), where B is the national
access. Each factor in turn is set to its national level, and the gap that goes away is put down to
it. How much goes away depends on the order, so it is averaged over all six orders (Shapley 1953;
Shorrocks 2013): the three parts then add up to the gap exactly. A part below zero eases the gap:
a crowded city may still have many sites close by.

A place that reaches no site at all has no capacity or crowding to speak of: its whole gap is
distance.
"""

from __future__ import annotations

from itertools import permutations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
DISTANCE, CAPACITY, NEED = CAUSES = ("distance", "capacity", "need")


class Factors(NamedTuple):
    """What access is made of, each of shape (places,) or a single number for the nation.

    Attributes:
        nearness: Sites in reach, weighted by nearness.
        supply_met: Supply of these sites, weighted by nearness: nearness times capacity.
        access: Supply per child.
    """

    nearness: FloatArray
    supply_met: FloatArray
    access: FloatArray


def national(*, need: FloatArray, factors: Factors) -> Factors:
    """Average the factors over all children.

    Args:
        need: Children, shape (places,).
        factors: Of the places.

    Returns:
        One number each, zero where there is no need.
    """
    total = need.sum()
    return Factors(*(np.float64(need @ part / total if total > 0 else 0.0) for part in factors))


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


def causes(*, factors: Factors, nation: Factors) -> FloatArray:
    """Split the gap of each place into distance, capacity and need.

    Args:
        factors: Of the places, each (places,).
        nation: The national level, from `national`. Its access is the benchmark.

    Returns:
        Parts in the order of `CAUSES`, shape (3, places). They add up to `gap_share`, and are all
        zero where there is no gap.

    Example:
        >>> half_as_near = Factors(np.array([1.0]), np.array([8.0]), np.array([0.05]))
        >>> causes(factors=half_as_near, nation=Factors(2.0, 16.0, 0.1)).round(2).tolist()
        [[0.5], [0.0], [0.0]]
    """
    parts = np.zeros((3, len(factors.access)))
    gap = gap_share(access=factors.access, benchmark=float(nation.access))
    short = np.flatnonzero(gap > 0)
    if not len(short):
        return parts
    ratios = _ratios(Factors(*(part[short] for part in factors)), nation)
    gap_when = {
        frozenset(fixed): np.maximum(
            0.0, 1.0 - np.prod([ratios[f] for f in range(3) if f not in fixed], axis=0)
        )
        for size in range(4)
        for fixed in _subsets(size)
    }
    for order in permutations(range(3)):
        for place, factor in enumerate(order):
            fixed = frozenset(order[:place])
            parts[factor, short] += (gap_when[fixed] - gap_when[fixed | {factor}]) / 6
    return parts


def _ratios(factors: Factors, nation: Factors) -> FloatArray:
    """Each factor over its national level; the product is access over the benchmark."""
    reached, used = factors.nearness > 0, factors.access > 0
    nearness = factors.nearness / nation.nearness
    # Supply of a site over the nation's, 1 where no site is reached.
    capacity = np.divide(
        factors.supply_met, factors.nearness, out=np.ones_like(nearness), where=reached
    )
    capacity = np.where(reached, capacity / (nation.supply_met / nation.nearness), 1.0)
    # Children at a site: the nation's over the place's, 1 where nothing is shared out.
    crowding = np.divide(
        factors.access, factors.supply_met, out=np.ones_like(nearness),
        where=used & (factors.supply_met > 0),
    )  # fmt: skip
    crowding = np.where(
        used & (factors.supply_met > 0), crowding * (nation.supply_met / nation.access), 1.0
    )
    return np.array([nearness, capacity, crowding])


def _subsets(size: int) -> set[tuple[int, ...]]:
    return {tuple(sorted(order[:size])) for order in permutations(range(3))}
