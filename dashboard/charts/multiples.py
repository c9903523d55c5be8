"""Small multiples: all health bodies in panels by region, on one scale and one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.chart import Chart
from dashboard.charts.slim import short_name, slim_figure
from dashboard.charts.words import is_missing, with_unit
from dashboard.theme import BAR, BENCHMARK, GRID, INK_SOFT, INTERVAL
from etl.catalogue.indicators import Indicator

ROW, HEAD, FOOT = 22, 2.0, 1.3  # a head and a foot take so many rows
_LABEL, _GAP = 0.48, 0.04  # shares of the width of a column
_LONGEST = 22
FIRST = "Regions and nations"


@dataclass(frozen=True)
class Panel:
    """The health bodies of one region, highest first.

    Attributes:
        name: Name of the region or nation.
        value: Its own figure; NaN where there is none.
        rows: `name`, `value`, `lower`, `upper` of its health bodies.
    """

    name: str
    value: float
    rows: pd.DataFrame

    @property
    def height(self) -> float:
        """Height in rows."""
        return len(self.rows) + HEAD + FOOT


def panels_of(
    bodies: pd.DataFrame, regions: pd.DataFrame, *, first: pd.DataFrame, first_value: float
) -> list[Panel]:
    """The panels: one of the regions and nations, then one for each, highest first.

    Args:
        bodies: `area_code`, `name`, `region`, `value`, `lower`, `upper`, one row a health body.
        regions: `name` and `value`, one row a region that health bodies lie in.
        first: The regions and nations of the first panel, with the columns of `bodies`.
        first_value: The figure of all of them together; NaN where there is none.
    """
    ordered = regions.sort_values(["value", "name"], ascending=[False, True])
    top = first.sort_values(["value", "name"], ascending=[False, True], ignore_index=True)
    found = [Panel(FIRST, first_value, top)]
    for region in ordered.itertuples():
        mine = bodies[bodies["region"] == region.name]
        if len(mine):
            mine = mine.sort_values(["value", "name"], ascending=[False, True], ignore_index=True)
            found.append(Panel(str(region.name), float(str(region.value)), mine))
    return found


def multiples(
    panels: Sequence[Panel],
    *,
    indicator: Indicator,
    uk: float,
    columns: int,
    source: str,
) -> Chart:
    """All panels in columns, filled from top to bottom.

    Args:
        panels: The panels, in order.
        indicator: What is shown.
        uk: The figure for the United Kingdom; NaN where there is none.
        columns: How many columns.
        source: Source and release, in the picture.
    """
    placed = in_columns([panel.height for panel in panels], columns)
    tallest = max(sum(panels[i].height for i in column) for column in placed)
    reach = np.concatenate([p.rows[["value", "upper"]].to_numpy(float).ravel() for p in panels])
    least = np.concatenate([p.rows[["value", "lower"]].to_numpy(float).ravel() for p in panels])
    span = [min(0.0, float(np.nanmin(least))) * 1.03, float(np.nanmax(np.append(reach, uk))) * 1.03]
    traces: list[Any] = []
    axes: dict[str, Any] = {}
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for across, column in enumerate(placed):
        top = 0.0
        for place in column:
            panel = panels[place]
            axis = "" if place == 0 else str(place + 1)
            left, right = (across + _LABEL) / columns, (across + 1 - _GAP) / columns
            high, low = (1 - (top + HEAD) / tallest, 1 - (top + panel.height - FOOT) / tallest)
            axes |= _axes(panel, axis, [left, right], [low, high], span)
            traces.append(_bars(panel, axis, indicator))
            notes.append(_head(panel, indicator, across / columns, high))
            if not is_missing(uk):
                shapes.append(_uk_line(axis, uk))
            top += panel.height
    title = f"{indicator.label}: regions and health bodies"
    line = "" if is_missing(uk) else f"Dashed line: the UK figure of {with_unit(uk, indicator)}. "
    figure = slim_figure(
        traces,
        title=title,
        source=f"{line}Thin lines: 95% intervals. {source}",
        plot_height=round(tallest * ROW),
        x={},
        y={},
        shapes=shapes,
        annotations=notes,
    )
    figure.update_layout(axes)
    return Chart(figure, _alt(panels, indicator, title, uk), multiples_table(panels, indicator))


def in_columns(heights: Sequence[float], columns: int) -> list[list[int]]:
    """Places of panels by column, in order, so that the tallest column is as low as it can be.

    Args:
        heights: Height of each panel.
        columns: How many columns at most.

    Example:
        >>> in_columns([3, 3, 2, 4], 2)
        [[0, 1], [2, 3]]
    """
    low, high = max(heights), sum(heights)
    for _ in range(40):
        middle = (low + high) / 2
        if len(_fill(heights, middle)) <= columns:
            high = middle
        else:
            low = middle
    return _fill(heights, high)


def _fill(heights: Sequence[float], limit: float) -> list[list[int]]:
    found: list[list[int]] = [[]]
    used = 0.0
    for place, height in enumerate(heights):
        if found[-1] and used + height > limit + 1e-9:
            found.append([])
            used = 0.0
        found[-1].append(place)
        used += height
    return found


def _axes(
    panel: Panel, axis: str, x: list[float], y: list[float], span: list[float]
) -> dict[str, Any]:
    shared = {"fixedrange": True, "automargin": False, "zeroline": False}
    return {
        f"xaxis{axis}": {**shared, "domain": x, "anchor": f"y{axis}", "range": span, "nticks": 4,
                         "gridcolor": GRID, "tickfont": {"size": 10, "color": INK_SOFT}},
        f"yaxis{axis}": {**shared, "domain": y, "anchor": f"x{axis}", "showgrid": False,
                         "range": [len(panel.rows) - 0.5, -0.5], "tickfont": {"size": 10.5},
                         "tickvals": list(range(len(panel.rows))),
                         "ticktext": [_label(str(name)) for name in panel.rows["name"]]},
    }  # fmt: skip


def _label(name: str) -> str:
    short = short_name(name).removesuffix(" ICB").removesuffix(" HSC Trust").removeprefix("NHS ")
    return short if len(short) <= _LONGEST else short[: _LONGEST - 1].rstrip(" ,") + "…"


def _bars(panel: Panel, axis: str, indicator: Indicator) -> go.Bar:
    rows = panel.rows
    value = rows["value"].to_numpy(float)
    error = None
    if rows["upper"].notna().any():
        error = {"type": "data", "symmetric": False, "color": INTERVAL, "thickness": 1.2,
                 "width": 2,
                 "array": np.nan_to_num(rows["upper"].to_numpy(float) - value).astype("float32"),
                 "arrayminus": np.nan_to_num(value - rows["lower"].to_numpy(float))
                 .astype("float32")}  # fmt: skip
    return go.Bar(
        orientation="h", x=value.astype("float32"), y=np.arange(len(rows), dtype="int16"),
        xaxis=f"x{axis}", yaxis=f"y{axis}", error_x=error, width=0.66, marker={"color": BAR},
        hovertext=rows["name"].astype(str).tolist(),
        hovertemplate=f"<b>%{{hovertext}}</b><br>%{{x:,.{indicator.decimals}f}}<extra></extra>",
    )  # fmt: skip


def _head(panel: Panel, indicator: Indicator, left: float, high: float) -> dict[str, Any]:
    value = "" if is_missing(panel.value) else f": {with_unit(panel.value, indicator)}"
    return {
        "text": f"<b>{panel.name}</b>{value}", "xref": "paper",
        "yref": "paper", "x": left, "xanchor": "left", "y": high, "yanchor": "bottom",
        "showarrow": False, "font": {"size": 12}, "align": "left",
    }  # fmt: skip


def _uk_line(axis: str, uk: float) -> dict[str, Any]:
    return {"type": "line", "xref": f"x{axis}", "x0": uk, "x1": uk, "yref": f"y{axis} domain",
            "y0": 0, "y1": 1,
            "line": {"color": BENCHMARK, "width": 1.5, "dash": "dash"}}  # fmt: skip


def _alt(panels: Sequence[Panel], indicator: Indicator, title: str, uk: float) -> str:
    facts = [f"Bar charts, one panel a region: {title}, highest first."]
    if not is_missing(uk):
        facts.append(f"The UK figure is {with_unit(uk, indicator)}.")
    for panel in panels:
        known = panel.rows[panel.rows["value"].notna()]
        if known.empty:
            facts.append(f"{panel.name}: no figures.")
            continue
        top, bottom = known.iloc[0], known.iloc[-1]
        facts.append(
            f"{panel.name}: from {with_unit(bottom['value'], indicator)} in {bottom['name']} to "
            f"{with_unit(top['value'], indicator)} in {top['name']}."
        )
    return " ".join(facts)


def multiples_table(panels: Sequence[Panel], indicator: Indicator) -> pd.DataFrame:
    """The table behind the panels."""
    rows = pd.concat([panel.rows.assign(panel=panel.name) for panel in panels], ignore_index=True)
    decimals = indicator.decimals
    return pd.DataFrame(
        {
            "Panel": rows["panel"],
            "Area": rows["name"].astype(str),
            "Value": rows["value"].round(decimals),
            "Lower limit": rows["lower"].round(decimals),
            "Upper limit": rows["upper"].round(decimals),
            "Code": rows["area_code"],
        }
    )
