"""The funnel: is a share of a small area far out only because the area is small?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.area_facts import interval_in_words
from dashboard.charts.chart import Chart
from dashboard.charts.marks import names, points
from dashboard.charts.slim import slim_figure, wrapped
from dashboard.charts.standing import Standing
from dashboard.charts.words import list_of, number, with_unit
from dashboard.theme import BENCHMARK, INK_SOFT, PAPER
from etl.methods.intervals.funnel import Funnel, funnel_proportion

WITHIN, OUTSIDE_2, OUTSIDE_3 = "Within", "Outside 95%", "Outside 99.8%"
_STEPS = 60
_HEIGHT = 330


def funnel(standing: Standing, need: pd.DataFrame, *, source: str) -> Chart:
    """Share of each area by its number of children, with limits of what chance alone would do.

    Args:
        standing: Where the areas stand in a share, in %, with a figure to compare with.
        need: Number of children with life-limiting conditions, `value` by `area_code`.
        source: Source and release, in the picture.
    """
    children = need.set_index("area_code")["value"]
    rows = standing.rows.assign(children=standing.rows["area_code"].map(children))
    rows = rows[rows["value"].notna() & (rows["children"] > 0)].reset_index(drop=True)
    benchmark = standing.benchmark.value
    rows["place"] = funnel_places(rows["children"], rows["value"], benchmark)
    sizes = np.geomspace(rows["children"].min() * 0.9, rows["children"].max() * 1.1, _STEPS)
    limits = funnel_proportion(denominator=sizes, benchmark=benchmark / 100)
    hover = [_hover(row, standing) for _, row in rows.iterrows()]
    traces = [*_curves(sizes, limits), *points(rows, x="children", y="value", hover=hover)]
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": benchmark, "y1": benchmark,
            "line": {"color": BENCHMARK, "width": 2, "dash": "dash"}}  # fmt: skip
    note = {"text": f"{standing.comparator.name}: {with_unit(benchmark, standing.indicator)}",
            "xref": "paper", "x": 1, "xanchor": "right", "y": benchmark, "yanchor": "top",
            "showarrow": False, "font": {"color": BENCHMARK, "size": 12}, "bgcolor": PAPER,
            "opacity": 0.9}  # fmt: skip
    title = f"{standing.indicator.label} by number of children, {standing.comparator.among}"
    figure = slim_figure(
        traces,
        title=title,
        source=source,
        plot_height=_HEIGHT,
        x={"type": "log", "title": {"text": "Children with life-limiting conditions (log scale)"},
           "nticks": 6, "tickformat": ",.0f"},
        y={"title": {"text": "%"}, "range": _range(rows["value"], benchmark)},
        shapes=[line],
        annotations=[note, *names(rows, x="children", y="value", log_x=True)],
        legend=True,
    )  # fmt: skip
    return Chart(figure, _alt(rows, standing, title), funnel_table(rows, standing))


def funnel_places(children: pd.Series, value: pd.Series, benchmark: float) -> list[str]:
    """For each area, whether its share lies within the limits of the funnel.

    Args:
        children: Number of children of each area, above 0.
        value: Share of each area, in %.
        benchmark: The share compared with, in %.

    Example:
        >>> funnel_places(pd.Series([100.0, 100.0]), pd.Series([52.0, 70.0]), 50.0)
        ['Within', 'Outside 99.8%']
    """
    found = funnel_proportion(denominator=children, benchmark=benchmark / 100)
    share = value.to_numpy(dtype=np.float64) / 100
    outside_2 = (share < found.lower_2) | (share > found.upper_2)
    outside_3 = (share < found.lower_3) | (share > found.upper_3)
    return np.select([outside_3, outside_2], [OUTSIDE_3, OUTSIDE_2], default=WITHIN).tolist()


def _curves(sizes: np.ndarray, limits: Funnel) -> list[Any]:
    traces = []
    for name, dash, pair in (
        ("95% limits", "dot", (limits.lower_2, limits.upper_2)),
        ("99.8% limits", "solid", (limits.lower_3, limits.upper_3)),
    ):
        for number_, curve in enumerate(pair):
            traces.append(
                go.Scatter(
                    x=sizes.astype("float32"), y=(100 * curve).astype("float32"), mode="lines",
                    line={"color": INK_SOFT, "width": 1.3, "dash": dash}, name=name,
                    showlegend=number_ == 0, hoverinfo="skip",
                )
            )  # fmt: skip
    return traces


def _range(values: pd.Series, benchmark: float) -> list[float]:
    low, high = min(values.min(), benchmark), max(values.max(), benchmark)
    room = max(0.06 * (high - low), 1.0)
    return [low - room, high + room]


def _hover(row: pd.Series, standing: Standing) -> str:
    lines = [
        f"<b>{wrapped(str(row['name']), 40)}</b>",
        with_unit(row["value"], standing.indicator),
        interval_in_words(row["lower"], row["upper"], standing.indicator),
        f"{number(row['children'], decimals=0)} children; {row['place'].lower()}",
    ]
    return "<br>".join(line for line in lines if line)


def _alt(rows: pd.DataFrame, standing: Standing, title: str) -> str:
    counts = rows["place"].value_counts()
    facts = [
        f"Funnel plot: {title}.",
        f"The line is {standing.comparator.phrase} of "
        f"{with_unit(standing.benchmark.value, standing.indicator)}.",
        f"Of {len(rows)} areas, {counts.get(WITHIN, 0)} lie within the 95% limits, "
        f"{counts.get(OUTSIDE_3, 0)} outside the 99.8% limits.",
    ]
    for place in (WITHIN, OUTSIDE_2, OUTSIDE_3):
        mine = rows[rows["chosen"] & (rows["place"] == place)]["name"].astype(str).tolist()
        if mine:
            facts.append(f"{place} the limits: {list_of(mine, most=15)}." if place == WITHIN
                         else f"{place} limits: {list_of(mine, most=15)}.")  # fmt: skip
    return " ".join(facts)


def funnel_table(rows: pd.DataFrame, standing: Standing) -> pd.DataFrame:
    """The table behind the funnel."""
    limits = funnel_proportion(
        denominator=rows["children"], benchmark=standing.benchmark.value / 100
    )
    return pd.DataFrame(
        {
            "Area": rows["name"].astype(str),
            "Chosen": rows["chosen"],
            "Children with life-limiting conditions": rows["children"].round(0),
            "Share (%)": rows["value"].round(standing.indicator.decimals),
            "95% limit, low (%)": (100 * limits.lower_2).round(1),
            "95% limit, high (%)": (100 * limits.upper_2).round(1),
            "99.8% limit, low (%)": (100 * limits.lower_3).round(1),
            "99.8% limit, high (%)": (100 * limits.upper_3).round(1),
            "Place": rows["place"],
            "Code": rows["area_code"],
        }
    )
