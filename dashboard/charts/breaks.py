"""Steps of a map: about equal numbers of areas in each, at numbers a person would choose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.words import number
from dashboard.theme import step_colours

STEPS = 5
_LEADS = (5.0, 2.0, 1.0)
_CLOSE_ENOUGH = 0.25


@dataclass(frozen=True)
class Step:
    """One step of the legend.

    Attributes:
        low: Least value shown in it.
        high: Greatest value shown in it.
        label: The range in words.
        colour: Its colour.
        areas: How many areas are in it.
    """

    low: float
    high: float
    label: str
    colour: str
    areas: int


@dataclass(frozen=True)
class Steps:
    """The steps of a map and the step of every area.

    Attributes:
        steps: Lowest first. Empty if no area has a value.
        index: Step of each value, shape `(n,)`; -1 where there is no value.
    """

    steps: tuple[Step, ...]
    index: NDArray[np.int16]

    @property
    def without_value(self) -> int:
        """How many areas have no value, and so no colour."""
        return int((self.index < 0).sum())


def make_steps(
    values: NDArray[np.float64],
    *,
    decimals: int,
    suffix: str = "",
    steps: int = STEPS,
    darkest_first: bool = False,
) -> Steps:
    """Put values into steps.

    Values are rounded to what is shown before they are put into a step, so that the legend
    never contradicts a figure on the page.

    Args:
        values: Shape `(n,)`; NaN for no value.
        decimals: Decimals shown.
        suffix: What follows every number, for example `%`.
        steps: How many steps are wanted. Fewer come out if values repeat.
        darkest_first: Whether the lowest step is the dark one.

    Example:
        >>> found = make_steps(np.array([0.0, 10, 20, 30, 40, np.nan]), decimals=0, steps=2)
        >>> [(s.label, s.areas) for s in found.steps]
        [('0 to 19', 2), ('20 to 40', 3)]
    """
    shown = np.round(np.asarray(values, dtype=float), decimals)
    known = shown[np.isfinite(shown)]
    index = np.full(shown.shape, -1, dtype=np.int16)
    if known.size == 0:
        return Steps((), index)
    lows = [float(known.min()), *readable_breaks(known, decimals=decimals, steps=steps)]
    has_value = np.isfinite(shown)
    grain = 10.0**-decimals
    index[has_value] = np.searchsorted(lows, shown[has_value] + grain / 1000, "right") - 1
    highs = [*(low - grain for low in lows[1:]), float(known.max())]
    colours = step_colours(len(lows), darkest_first=darkest_first)
    made = tuple(
        Step(low, high, _label(low, high, decimals, suffix), colour, int((index == i).sum()))
        for i, (low, high, colour) in enumerate(zip(lows, highs, colours, strict=True))
    )
    return Steps(made, index)


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
    power = np.floor(np.log10(abs(value))) if value else 0
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


def _label(low: float, high: float, decimals: int, suffix: str) -> str:
    first, last = _trim(low, decimals), _trim(high, decimals)
    return f"{first}{suffix}" if first == last else f"{first}{suffix} to {last}{suffix}"


def _trim(value: float, decimals: int) -> str:
    return number(value, decimals=0 if float(value).is_integer() else decimals)
