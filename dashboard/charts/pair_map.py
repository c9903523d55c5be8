"""The map of two indicators at once: three steps of one by three of the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.area_map import Shapes, figures_of, step_of
from dashboard.charts.breaks import Steps, make_steps
from dashboard.charts.map_scene import Scene, rows_in_order
from dashboard.charts.words import count_of_areas, in_sentence, list_of
from dashboard.theme import PAIR_COLOURS
from etl.catalogue.areas import AreaType
from etl.catalogue.indicators import Indicator

_SIDE = 3
_DARK_CELLS = (5, 8)


@dataclass(frozen=True)
class Pair:
    """Two indicators of the same areas, each in up to three steps.

    Attributes:
        first: The one that goes from left to right.
        second: The one that goes from bottom to top.
        columns: Steps of the first.
        rows: Steps of the second.
        table: `area_code`, `name`, the values of both, and `cell`: column and row as one number,
            -1 where one of the two has no value.
    """

    first: Indicator
    second: Indicator
    columns: Steps
    rows: Steps
    table: pd.DataFrame

    def count(self, column: int, row: int) -> int:
        """How many areas stand in a cell."""
        return int((self.table["cell"] == self.place(column, row)).sum())

    def place(self, column: int, row: int) -> int:
        """Number of the colour of a cell."""
        up = _place(row, self.rows, self.second)
        return up * _SIDE + _place(column, self.columns, self.first)


def make_pair(
    first: pd.DataFrame, second: pd.DataFrame, indicators: tuple[Indicator, Indicator]
) -> Pair:
    """Put the areas into the cells of two indicators.

    Args:
        first: One row an area with `area_code`, `name` and `value`.
        second: The same areas for the second indicator, in any order.
        indicators: The two.
    """
    other = second.set_index("area_code")["value"].reindex(first["area_code"]).to_numpy(float)
    steps = [
        make_steps(values, decimals=i.decimals, suffix=_suffix(i), steps=_SIDE)
        for values, i in zip((first["value"].to_numpy(float), other), indicators, strict=True)
    ]
    columns, rows = (_places(found, i) for found, i in zip(steps, indicators, strict=True))
    cell = np.where((columns < 0) | (rows < 0), -1, rows * _SIDE + columns)
    table = first[["area_code", "name"]].assign(
        first=first["value"].to_numpy(float), second=other, cell=cell
    )
    return Pair(indicators[0], indicators[1], steps[0], steps[1], table)


def pair_map(
    pair: Pair,
    *,
    frames: tuple[pd.DataFrame, pd.DataFrame],
    area_type: AreaType,
    shapes: Shapes,
) -> Scene:
    """Draw two indicators on one map."""
    first, second = pair.first, pair.second
    scene = Scene(
        shapes=shapes.url,
        steps=step_of(pair.table["cell"].to_numpy(), rows_in_order(pair.table, shapes.codes)),
        colours=PAIR_COLOURS,
        alt=_describe(pair, area_type),
        table=pair.table,
        figures=(
            figures_of(frames[0], first, shapes.codes, label=first.label),
            figures_of(frames[1], second, shapes.codes, label=second.label),
        ),
        land=shapes.land,
    )
    # Two intervals would crowd the words beside the pointer; the table has them.
    plain = tuple(replace(figures, lower=None, upper=None) for figures in scene.figures)
    return replace(scene, figures=plain)


def pair_legend(pair: Pair) -> str:
    """A table of three by three: ranges of both in words, the number of areas in every cell."""
    head = "".join(f'<th scope="col">{escape(step.label)}</th>' for step in pair.columns.steps)
    body = []
    for row in reversed(range(len(pair.rows.steps))):
        cells = "".join(_cell(pair, column, row) for column in range(len(pair.columns.steps)))
        label = escape(pair.rows.steps[row].label)
        body.append(f'<tr><th scope="row">{label}</th>{cells}</tr>')
    without = int((pair.table["cell"] < 0).sum())
    note = f" {count_of_areas(without)} without one of the two figures." if without else ""
    first, second = (_title(indicator) for indicator in (pair.first, pair.second))
    return (
        f'<p class="ga-legend-title">From left to right: {first}. From bottom to top: {second}.</p>'
        '<table class="ga-pair" aria-label="Number of areas by both figures">'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
        f'<p class="ga-legend-note">Blue deepens as the first figure {_way(pair.first)}, gold as '
        f"the second {_way(pair.second)}; black is both. A number says how many areas have the "
        f"colour. Steps hold about equal numbers.{note}</p>"
    )


def pair_key(pair: Pair) -> tuple[tuple[str, str], ...]:
    """The legend on paper: the steps of both and the colour of their cell, the darkest first."""
    rows = [
        (f"{across.label}; {up.label} ({pair.count(column, row)})",
         PAIR_COLOURS[pair.place(column, row)], pair.place(column, row))
        for row, up in enumerate(pair.rows.steps)
        for column, across in enumerate(pair.columns.steps)
    ]  # fmt: skip
    rows.sort(key=lambda one: -one[2])
    without = [("No value", "")] if (pair.table["cell"] < 0).any() else []
    return (*((words, colour) for words, colour, _ in rows), *without)


def _cell(pair: Pair, column: int, row: int) -> str:
    place = pair.place(column, row)
    ink = "#ffffff" if place in _DARK_CELLS else "#000000"
    return (
        f'<td style="background-color:{PAIR_COLOURS[place]};color:{ink}">'
        f"{pair.count(column, row)}</td>"
    )


def _describe(pair: Pair, area_type: AreaType) -> str:
    head = (
        f"Map of the UK with two figures, by {in_sentence(area_type.label)}: {pair.first.label}, "
        f"and {pair.second.label}."
    )
    if not pair.columns.steps or not pair.rows.steps:
        return f"{head} No area has both."
    top = pair.table[pair.table["cell"] == _SIDE * _SIDE - 1]
    names = list_of(sorted(top["name"].astype(str)))
    both = (
        f"In the darkest step of both: {count_of_areas(len(top))}, {names}."
        if len(top)
        else ("No area is in the darkest step of both.")
    )
    return f"{head} {both}"


def _places(steps: Steps, indicator: Indicator) -> NDArray[np.int64]:
    count = len(steps.steps)
    table = np.array([_place(step, steps, indicator) for step in range(count)] + [-1])
    return table[steps.index]


def _place(step: int, steps: Steps, indicator: Indicator) -> int:
    """Place of a step among three, the worse end last; two steps stand at the ends."""
    place = step if len(steps.steps) == _SIDE else step * (_SIDE - 1)
    return _SIDE - 1 - place if indicator.worse == "low" else place


def _way(indicator: Indicator) -> str:
    return "falls" if indicator.worse == "low" else "rises"


def _suffix(indicator: Indicator) -> str:
    return "%" if indicator.unit.startswith("%") else ""


def _title(indicator: Indicator) -> str:
    return escape(f"{indicator.label} ({indicator.unit})")
