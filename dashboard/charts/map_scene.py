"""What a map shows, ready to be drawn: typed, small, and without Streamlit.

A scene names its shapes by address and gives one character and a few figures for each of them, in
the order of the shapes, so that a change of indicator sends some kilobytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.service_points import NO_POINTS, Points, points_in_words
from dashboard.frame import UK, Frame
from dashboard.order import codes_of, places_in
from dashboard.theme import MAP_SHEET

HEIGHT = 680
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NONE = "."
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Figures:
    """Figures of every shape, for the words beside the pointer.

    Attributes:
        value: Shape `(n,)`, in the order of the shapes; NaN for no value.
        decimals: Decimals shown.
        suffix: What follows a number: its unit.
        label: What stands before it; empty if the map shows only this.
        lower: Lower limits, shape `(n,)`, if there are any.
        upper: Upper limits, shape `(n,)`, if there are any.
    """

    value: Numbers
    decimals: int
    suffix: str
    label: str = ""
    lower: Numbers | None = None
    upper: Numbers | None = None

    @cached_property
    def payload(self) -> dict[str, Any]:
        """As the browser reads it."""
        limits = {
            name: compact(array, self.decimals)
            for name, array in (("lower", self.lower), ("upper", self.upper))
            if array is not None
        }
        return {
            "value": compact(self.value, self.decimals),
            "decimals": self.decimals,
            "suffix": self.suffix,
            "label": self.label,
            **limits,
        }


@dataclass(frozen=True)
class View:
    """The part of the map to look at.

    Attributes:
        id: Name of the place. The map moves when the name changes and at no other time.
        frame: The place; by default all of the shapes.
    """

    id: str = "uk"
    frame: Frame | None = UK


@dataclass(frozen=True)
class Scene:
    """One map.

    Attributes:
        shapes: Address of the GeoJSON, or a collection itself where it may not be public.
        steps: Step of each shape, shape `(n,)`, in their order; -1 for no value.
        colours: Colour of each step.
        alt: What the map shows, in sentences that state facts.
        table: The rows it is drawn from.
        classes: Words for each step where a step is a class; empty for steps of one figure.
        figures: What is said about a shape beside the pointer.
        land: Address of shapes drawn as land behind; empty for none.
        land_colour: Colour of that land where it says something; empty for the usual one.
        outlines: Address of shapes drawn as lines above; empty for none.
        points: Services.
        selected: Code of the chosen area.
        marked: Codes of areas that are picked out too.
        view: The part to look at.
        link: Maps of one name move together; empty for none.
        height: Height in pixels on a desk.
    """

    shapes: str | dict[str, Any]
    steps: NDArray[np.int16]
    colours: tuple[str, ...]
    alt: str
    table: pd.DataFrame
    classes: tuple[str, ...] = ()
    figures: tuple[Figures, ...] = ()
    land: str = ""
    land_colour: str = ""
    outlines: str | dict[str, Any] = ""
    points: Points = NO_POINTS
    selected: str = ""
    marked: tuple[str, ...] = ()
    view: View = View()
    link: str = ""
    height: int = HEIGHT

    def with_points(self, points: Points) -> Scene:
        """The same map with services on it, and how many they are in its alternative."""
        return replace(self, points=points, alt=f"{self.alt} {points_in_words(points)}")

    def payload(self) -> dict[str, Any]:
        """As the browser reads it: plain values, few bytes."""
        frame = self.view.frame
        bounds = None if frame is None else [frame.west, frame.south, frame.east, frame.north]
        return {
            "alt": self.alt,
            "shapes": self.shapes,
            "fills": step_text(self.steps),
            "colours": list(self.colours),
            "classes": list(self.classes),
            "figures": [figure.payload for figure in self.figures],
            "land": self.land,
            "land_colour": self.land_colour,
            "outlines": self.outlines,
            "selected": self.selected,
            "marked": list(self.marked),
            "view": {"id": self.view.id, "bounds": bounds},
            "link": self.link,
            "height": self.height,
            "sheet": MAP_SHEET,
            **self.points.payload,
        }


def rows_in_order(frame: pd.DataFrame, codes: Sequence[str]) -> NDArray[np.intp]:
    """Numbers of the rows of a frame with `area_code` in the order of the shapes; -1 for no row."""
    return places_in(codes_of(frame), tuple(codes))


def step_text(steps: NDArray[np.int16]) -> str:
    """One character a shape: its step from 0 to z, or a full stop for no value.

    Example:
        >>> step_text(np.array([0, 11, -1], dtype=np.int16))
        '0b.'
    """
    return "".join(_DIGITS[step] if step >= 0 else _NONE for step in steps.tolist())


def compact(values: Numbers, decimals: int) -> str:
    """Figures as shown, as whole numbers in base 36 joined by commas; nothing for no value.

    Example:
        >>> compact(np.array([12.34, np.nan, -0.04, 3.6]), 1)
        '3f,,0,10'
    """
    whole = np.round(np.asarray(values, dtype=float) * 10**decimals)
    is_known = np.isfinite(whole)
    words = np.full(whole.shape, "", dtype=object)
    words[is_known] = [_base_36(number) for number in whole[is_known].astype(np.int64).tolist()]
    return ",".join(words.tolist())


@lru_cache(1 << 15)  # the same figures come again and again
def _base_36(number: int) -> str:
    if number < 0:
        return f"-{_base_36(-number)}"
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
        if number == 0:
            return text
