"""The slow, obvious versions of access and of the causes of a gap, which judge the fast ones.

Plain loops over lists of numbers. Minutes are a list of rows, one for each origin, with
`math.inf` where there is no journey; a weight takes one number of minutes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import permutations

Table = Sequence[Sequence[float]]
OneWeight = Callable[[float], float]


def step(steps: Mapping[float, float], minutes: float) -> float:
    """Judge `step_weight`: the weight of the first step that is long enough."""
    for cut in sorted(steps):
        if minutes <= cut:
            return steps[cut]
    return 0.0


def gaussian(sigma: float, minutes: float) -> float:
    """Judge `gaussian_weight`."""
    return math.exp(-(minutes**2) / (2 * sigma**2))


def gravity(scale: float, alpha: float, minimum: float, minutes: float) -> float:
    """Judge `gravity_weight`."""
    if math.isinf(minutes):
        return 0.0
    return float((max(minutes, minimum) / scale) ** alpha)


def two_step(
    need: Sequence[float], supply: Sequence[float], minutes: Table, weight: OneWeight, power: int
) -> list[float]:
    """Judge `2sfca` (with a weight of 1 or 0), `e2sfca` (power 1) and `m2sfca` (power 2)."""
    access = [0.0] * len(need)
    for j, capacity in enumerate(supply):
        demand = sum(need[i] * weight(minutes[i][j]) for i in range(len(need)))
        for i in range(len(need)):
            if demand > 0:
                access[i] += capacity / demand * weight(minutes[i][j]) ** power
    return access


def three_step(
    need: Sequence[float],
    supply: Sequence[float],
    minutes: Table,
    weight: OneWeight,
    normalise_with: OneWeight,
) -> list[float]:
    """Judge `3sfca`: families choose among services in proportion to their weights."""
    shared = []
    for row in minutes:
        total = sum(normalise_with(time) for time in row)
        shared.append(
            [normalise_with(time) / total * weight(time) if total > 0 else 0.0 for time in row]
        )
    access = [0.0] * len(need)
    for j, capacity in enumerate(supply):
        demand = sum(need[i] * shared[i][j] for i in range(len(need)))
        for i in range(len(need)):
            if demand > 0:
                access[i] += capacity / demand * shared[i][j]
    return access


def balanced(
    need: Sequence[float], supply: Sequence[float], minutes: Table, weight: OneWeight
) -> list[float]:
    """Judge `bfca`: rows add up to one for demand, columns add up to one for access."""
    rows = [sum(weight(time) for time in row) for row in minutes]
    access = [0.0] * len(need)
    for j, capacity in enumerate(supply):
        weights = [weight(row[j]) for row in minutes]
        demand = sum(p * w / total for p, w, total in zip(need, weights, rows, strict=True)
                     if total > 0)  # fmt: skip
        for i in range(len(need)):
            if demand > 0:
                access[i] += capacity / demand * weights[i] / sum(weights)
    return access


def catchment(
    variant: str,
    *,
    need: Sequence[float],
    supply: Sequence[float],
    minutes: Table,
    weight: OneWeight,
) -> list[float]:
    """Judge `floating_catchment` for any variant.

    Example:
        >>> catchment("2sfca", need=[2], supply=[4], minutes=[[10]], weight=lambda m: 0.5)
        [2.0]
    """
    if variant == "3sfca":
        return three_step(need, supply, minutes, weight, weight)
    if variant == "bfca":
        return balanced(need, supply, minutes, weight)
    if variant == "2sfca":
        return two_step(need, supply, minutes, lambda time: float(weight(time) > 0), 1)
    return two_step(need, supply, minutes, weight, 2 if variant == "m2sfca" else 1)


def nearest(minutes: Table) -> list[tuple[int, float]]:
    """Judge `nearest`: the first of the quickest services; -1 and infinity where there is none."""
    found = []
    for row in minutes:
        best = min(row, default=math.inf)
        found.append((-1, math.inf) if math.isinf(best) else (list(row).index(best), best))
    return found


def shapley(gap: Callable[[frozenset[str]], float], factors: Sequence[str]) -> dict[str, float]:
    """Judge `causes`: the mean change a factor makes over every order of setting factors right.

    Args:
        gap: The gap when the factors named are set to the national level.
        factors: Names of all factors.

    Example:
        >>> shapley(lambda fixed: 6.0 - 2 * len(fixed), ["a", "b", "c"])
        {'a': 2.0, 'b': 2.0, 'c': 2.0}
    """
    total = dict.fromkeys(factors, 0.0)
    orders = list(permutations(factors))
    for order in orders:
        fixed: frozenset[str] = frozenset()
        for factor in order:
            total[factor] += gap(fixed) - gap(fixed | {factor})
            fixed |= {factor}
    return {factor: change / len(orders) for factor, change in total.items()}
