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

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.methods.gaps import gap_share

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
    # Not a dot product: threads of the linear algebra library cost more than they save here.
    means = ((need * part).sum() / total if total > 0 else 0.0 for part in factors)
    return Factors(*(np.asarray(mean) for mean in means))


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
    pairs = [ratios[1] * ratios[2], ratios[0] * ratios[2], ratios[0] * ratios[1]]
    whole = gap[short]
    one_right = [np.maximum(0.0, 1.0 - left) for left in pairs]
    two_right = [np.maximum(0.0, 1.0 - left) for left in ratios]
    for this, (other, third) in enumerate(((1, 2), (0, 2), (0, 1))):
        # What setting `this` right takes away: first of the three (2 of 6 orders), after one
        # of the others (1 of 6 each), last (2 of 6).
        parts[this, short] = (
            2 * (whole - one_right[this])
            + (one_right[other] - two_right[third])
            + (one_right[third] - two_right[other])
            + 2 * two_right[this]
        ) / 6
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
