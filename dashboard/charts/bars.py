"""Bars with intervals and a line to compare with: ranking, gradient, regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.charts.slim import slim_figure, wrapped
from dashboard.theme import BAR, BAR_CHOSEN, BENCHMARK, INK_SOFT, INTERVAL, PAPER

MARK = "▶ "
ROW_HEIGHT, LINE_HEIGHT = 25, 17
# Beside long names a phone leaves 150 pixels for the bars: a longer line of the axis is cut off.
UNIT_CHARACTERS = 24


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        label: What it is, in lines. A label without a value is words between bars.
        value: Its length; None for words between bars.
        lower: Lower end of its interval; NaN if there is none.
        upper: Upper end of its interval.
        chosen: Whether it is marked.
        hover: What is said when it is pointed at.
    """

    label: str
    value: float | None
    lower: float = float("nan")
    upper: float = float("nan")
    chosen: bool = False
    hover: str = ""


@dataclass(frozen=True)
class Line:
    """A line to compare with, and its name."""

    value: float
    name: str


def bars(
    rows: Sequence[Bar],
    *,
    title: str,
    unit: str,
    source: str,
    line: Line | None = None,
    row_height: int = ROW_HEIGHT,
    largest: float | None = None,
    plot_height: int | None = None,
) -> go.Figure:
    """Bars from top to bottom.

    Args:
        rows: The bars in order, the first on top.
        title: What the chart shows.
        unit: Unit of the values, on the axis.
        source: Source and release.
        line: What they are compared with.
        row_height: Pixels for each bar; more if a label has several lines.
        largest: End of the axis, so that several charts can be compared.
        plot_height: Pixels for all bars; by default what they need.
    """
    values = np.array([np.nan if bar.value is None else bar.value for bar in rows])
    lower = np.array([bar.lower for bar in rows])
    upper = np.array([bar.upper for bar in rows])
    places = np.arange(len(rows), dtype="int16")
    traces = [
        _trace(values, lower, upper, places, rows, chosen=chosen)
        for chosen in (False, True)
        if any(bar.chosen == chosen and bar.value is not None for bar in rows)
    ]
    lines = max((1 + bar.label.count("<br>") for bar in rows), default=1)
    needed = len(rows) * max(row_height, LINE_HEIGHT * lines + 2)
    reach = np.concatenate([values, upper, [line.value if line else np.nan]])
    low = np.nanmin(np.concatenate([values, lower, [0.0]]))
    high = largest if largest is not None else np.nanmax(np.append(reach, 0.0)) * 1.04 or 1.0
    shapes, notes = _benchmark(line, low=low, high=high) if line else ([], [])
    return slim_figure(
        traces,
        title=title,
        source=source,
        plot_height=plot_height or max(needed, 60) + (20 if line else 0),
        x={"title": {"text": wrapped(unit, UNIT_CHARACTERS), "standoff": 6},
           "range": [low * 1.04, high], "showgrid": True, "nticks": 6},
        y={"tickvals": places, "ticktext": [_tick(bar) for bar in rows], "showgrid": False,
           "range": [len(rows) - 0.5, -0.5 - (0.7 if line else 0)], "zeroline": False},
        shapes=shapes,
        annotations=notes,
    )  # fmt: skip


def _tick(bar: Bar) -> str:
    if bar.value is None:
        return f'<span style="color:{INK_SOFT}"><i>{bar.label}</i></span>'
    return f"<b>{MARK}{bar.label}</b>" if bar.chosen else bar.label


def _trace(
    values: np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
    places: np.ndarray,
    rows: Sequence[Bar],
    *,
    chosen: bool,
) -> go.Bar:
    mine = np.array([bar.chosen == chosen and bar.value is not None for bar in rows])
    some: dict[str, Any] = {}
    if not np.isnan(upper[mine]).all():
        some["error_x"] = {
            "type": "data", "symmetric": False, "color": INTERVAL, "thickness": 1.4, "width": 3,
            "array": np.nan_to_num(upper - values)[mine].astype("float32"),
            "arrayminus": np.nan_to_num(values - lower)[mine].astype("float32"),
        }  # fmt: skip
    if chosen:
        pattern = {
            "shape": "/",
            "bgcolor": BAR_CHOSEN,
            "fgcolor": PAPER,
            "size": 7,
            "solidity": 0.25,
        }
        marker = {"color": BAR_CHOSEN, "pattern": pattern}
    else:
        marker = {"color": BAR}
    return go.Bar(
        orientation="h",
        x=values[mine].astype("float32"),
        y=places[mine],
        marker=marker,
        width=0.66,
        hovertext=[bar.hover for bar, take in zip(rows, mine, strict=True) if take],
        hovertemplate="%{hovertext}<extra></extra>",
        **some,
    )


def _benchmark(
    line: Line, *, low: float, high: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    shape = {"type": "line", "xref": "x", "x0": line.value, "x1": line.value, "yref": "paper",
             "y0": 0, "y1": 1,
             "line": {"color": BENCHMARK, "width": 2, "dash": "dash"}}  # fmt: skip
    # The name grows towards the middle, so that it is never cut off.
    side = "right" if line.value > (low + high) / 2 else "left"
    note = {"text": line.name, "showarrow": False, "xref": "x", "x": line.value, "yref": "paper",
            "y": 1, "yanchor": "top", "xanchor": side, "bgcolor": PAPER,
            "font": {"color": BENCHMARK, "size": 12}}  # fmt: skip
    return [shape], [note]
