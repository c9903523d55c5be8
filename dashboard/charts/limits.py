"""Limits of the steps of a map: equal numbers, equal widths, natural groups, two sides."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_LEADS = (5.0, 2.0, 1.0)
_CLOSE_ENOUGH = 0.25
_STEPS_A_SIDE = 3


def equal_breaks(known: NDArray[np.float64], *, decimals: int, steps: int) -> list[float]:
    """Limits of steps of equal width. A step may hold no area.

    Example:
        >>> equal_breaks(np.array([0.0, 1, 2, 100]), decimals=0, steps=4)
        [25.0, 50.0, 75.0]
    """
    inside = np.linspace(known.min(), known.max(), steps + 1)[1:-1]
    found = sorted({round(float(limit), decimals) for limit in inside})
    return [limit for limit in found if known.min() < limit <= known.max()]


def natural_breaks(known: NDArray[np.float64], *, steps: int) -> list[float]:
    """Limits that make the steps as even inside as can be: the exact optimum of Fisher and Jenks.

    Source: Fisher, On Grouping for Maximum Homogeneity, 1958. Dynamic programming over the values
    that differ: 650 areas take some milliseconds.

    Example:
        >>> natural_breaks(np.array([1.0, 2, 2, 50, 51, 90]), steps=3)
        [50.0, 90.0]
    """
    value, count = np.unique(known, return_counts=True)
    if len(value) <= steps:
        return [float(v) for v in value[1:]]
    weight, total, square = (
        np.concatenate([[0.0], np.cumsum(count * power)]) for power in (1.0, value, value**2)
    )
    start = np.arange(len(value))
    # spread[i, j]: sum of squares about the mean of the values i to j, both included.
    held = np.maximum(weight[None, 1:] - weight[:-1, None], 1.0)
    spread = (square[None, 1:] - square[:-1, None]) - (
        total[None, 1:] - total[:-1, None]
    ) ** 2 / held
    spread = np.where(start[:, None] <= start[None, :], spread, np.inf)
    best, cuts = spread[0], []
    for _ in range(steps - 1):
        joined = np.concatenate([[np.inf], best[:-1]])[:, None] + spread
        cuts.append(joined.argmin(axis=0))
        best = joined.min(axis=0)
    found, end = [], len(value) - 1
    for cut in reversed(cuts):
        found.append(float(value[cut[end]]))
        end = int(cut[end]) - 1
    return found[::-1]


def side_breaks(known: NDArray[np.float64], *, middle: float, decimals: int) -> list[float]:
    """Limits on both sides of a middle, which is one of them: up to three steps on each side.

    Example:
        >>> side_breaks(np.arange(0.0, 10), middle=6.0, decimals=0)
        [2.0, 3.0, 6.0, 7.0, 8.0]
    """
    middle = round(middle, decimals)
    low, high = known[known < middle], known[known >= middle]
    cuts = [middle] if low.size and high.size else []
    for side in (low, high):
        if side.size:
            found = readable_breaks(side, decimals=decimals, steps=_STEPS_A_SIDE)
            cuts += found[: _STEPS_A_SIDE - 1]
    return sorted({float(cut) for cut in cuts})


def readable_breaks(known: NDArray[np.float64], *, decimals: int, steps: int) -> list[float]:
    """Lower limits of all steps but the first.

    Args:
        known: Values as shown, without gaps.
        decimals: Decimals shown: no break is finer.
        steps: How many steps are wanted.

    Returns:
        Rising limits; every step between them holds at least one value.
    """
    least, greatest = float(known.min()), float(known.max())
    grain = 10.0**-decimals
    at_least, at_greatest = (float((known == v).mean()) >= 1 / steps for v in (least, greatest))
    # Where many areas share the least or greatest value (often none, or all), it gets its own step.
    limits = [round(least + grain, decimals)] if at_least else []
    limits += [greatest] if at_greatest else []
    apart = (at_least & (known == least)) | (at_greatest & (known == greatest))
    between = known[~apart]
    if between.size:
        limits += _quantiles(between, grain=grain, steps=max(steps - len(limits), 1))
    inside = [b for b in sorted(set(limits)) if least < b <= greatest]
    return _without_empty_steps(known, inside)


def _quantiles(known: NDArray[np.float64], *, grain: float, steps: int) -> list[float]:
    cuts = [float(c) for c in np.quantile(known, np.arange(1, steps) / steps)]
    edges = [float(known.min()), *cuts, float(known.max())]
    found: list[float] = []
    for before, cut, after in zip(edges[:-2], edges[1:-1], edges[2:], strict=True):
        gaps = [gap for gap in (cut - before, after - cut) if gap > 0]
        found.append(_round_near(cut, slack=min(gaps, default=grain), grain=grain))
    return found


def _round_near(value: float, *, slack: float, grain: float) -> float:
    """The roundest number that is near enough for the step to stay about as full."""
    power = math.floor(math.log10(abs(value))) if value else 0
    while True:
        for lead in _LEADS:
            unit = max(lead * 10.0**power, grain)
            rounded = round(round(value / unit) * unit, 6)
            if unit == grain or abs(rounded - value) <= _CLOSE_ENOUGH * slack:
                return rounded
        power -= 1


def _without_empty_steps(known: NDArray[np.float64], limits: list[float]) -> list[float]:
    kept: list[float] = []
    last = -np.inf
    for limit in limits:
        if ((known >= last) & (known < limit)).any():
            kept.append(limit)
            last = limit
    return kept
