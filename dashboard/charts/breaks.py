"""Steps of a map, by default about equal numbers of areas in each, at readable numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.limits import equal_breaks, natural_breaks, readable_breaks, side_breaks
from dashboard.charts.words import number
from dashboard.theme import MAXIMUM_STEPS, side_colours, step_colours

STEPS = 5
QUANTILE, EQUAL, NATURAL, FIXED, SIDES = "quantile", "equal", "natural", "fixed", "sides"
METHODS: dict[str, str] = {
    QUANTILE: "About equal numbers of areas",
    EQUAL: "Equal widths",
    NATURAL: "Natural groups",
    SIDES: "Below and above the UK figure",
    FIXED: "Limits of your own",
}


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
        method: How the limits were chosen: a key of `METHODS`.
        are_locked: Whether the limits come from other values than those shown.
    """

    steps: tuple[Step, ...]
    index: NDArray[np.int16]
    method: str = QUANTILE
    are_locked: bool = False

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
    method: str = QUANTILE,
    limits: Sequence[float] = (),
    middle: float | None = None,
    locked_to: NDArray[np.float64] | None = None,
) -> Steps:
    """Put values into steps.

    Values are rounded to what is shown before they are put into a step, so that the legend
    never contradicts a figure on the page.

    Args:
        values: Shape `(n,)`; NaN for no value.
        decimals: Decimals shown.
        suffix: What follows every number, for example `%`.
        steps: How many steps are wanted. Fewer come out if values repeat.
        darkest_first: Whether the low end is the worse one: the lowest step is then the dark one.
        method: How limits are chosen: a key of `METHODS`.
        limits: Lower limits of all steps but the first, for the method `FIXED`.
        middle: The figure that the steps of the method `SIDES` lie below and above.
        locked_to: Take the limits from these values instead, so that two maps can be compared.

    Example:
        >>> found = make_steps(np.array([0.0, 10, 20, 30, 40, np.nan]), decimals=0, steps=2)
        >>> [(s.label, s.areas) for s in found.steps]
        [('0 to 19', 2), ('20 to 40', 3)]
    """
    if method == FIXED and not limits:
        method = QUANTILE
    shown = np.round(np.asarray(values, dtype=float), decimals)
    has_value = np.isfinite(shown)
    index = np.full(shown.shape, -1, dtype=np.int16)
    if not has_value.any():
        return Steps((), index, method)
    source = shown if locked_to is None else np.round(np.asarray(locked_to, float), decimals)
    source = source[np.isfinite(source)]
    are_fixed = method == FIXED
    if are_fixed:
        cuts = sorted({round(limit, decimals) for limit in limits})[: MAXIMUM_STEPS - 1]
    elif source.size:
        cuts = _cuts(source, method=method, decimals=decimals, steps=steps, middle=middle)
    else:
        cuts = []
    grain = 10.0**-decimals
    index[has_value] = np.searchsorted(cuts, shown[has_value] + grain / 1000, "right")
    shown_middle = 0.0 if middle is None else round(middle, decimals)
    below = int(np.searchsorted(cuts, shown_middle + grain / 1000, "right"))
    colours = (
        side_colours(below, len(cuts) + 1 - below, low_is_worse=darkest_first)
        if method == SIDES and middle is not None
        else step_colours(len(cuts) + 1, darkest_first=darkest_first)
    )
    ends = (float(shown[has_value].min()), float(shown[has_value].max()))
    is_open = are_fixed or locked_to is not None
    labels = _labels(cuts, ends, decimals=decimals, suffix=suffix, is_open=is_open)
    lows, highs = [ends[0], *cuts], [*(cut - grain for cut in cuts), ends[1]]
    counts = np.bincount(index[has_value], minlength=len(lows)).tolist()
    made = tuple(Step(*step) for step in zip(lows, highs, labels, colours, counts, strict=True))
    return Steps(made, index, method, locked_to is not None)


def _cuts(
    known: NDArray[np.float64], *, method: str, decimals: int, steps: int, middle: float | None
) -> list[float]:
    """Lower limits of all steps but the first."""
    if method == EQUAL:
        return equal_breaks(known, decimals=decimals, steps=steps)
    if method == NATURAL:
        return natural_breaks(known, steps=steps)
    if method == SIDES and middle is not None:
        return side_breaks(known, middle=middle, decimals=decimals)
    return readable_breaks(known, decimals=decimals, steps=steps)


def _labels(
    cuts: list[float], ends: tuple[float, float], *, decimals: int, suffix: str, is_open: bool
) -> list[str]:
    """Ranges in words. Where the limits are not those of the values, the ends are open."""
    grain = 10.0**-decimals
    lows, highs = [ends[0], *cuts], [*(cut - grain for cut in cuts), ends[1]]
    labels = [_range(low, high, decimals, suffix) for low, high in zip(lows, highs, strict=True)]
    if is_open and cuts:
        labels[0] = f"Under {_trim(cuts[0], decimals)}{suffix}"
        labels[-1] = f"{_trim(cuts[-1], decimals)}{suffix} or more"
    return labels


def _range(low: float, high: float, decimals: int, suffix: str) -> str:
    first, last = _trim(low, decimals), _trim(high, decimals)
    return f"{first}{suffix}" if first == last else f"{first}{suffix} to {last}{suffix}"


def _trim(value: float, decimals: int) -> str:
    return number(value, decimals=0 if float(value).is_integer() else decimals)
