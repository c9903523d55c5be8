"""Need against access: four quarters with names in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dashboard.charts.chart import Chart
from dashboard.charts.marks import names, points
from dashboard.charts.slim import slim_figure, wrapped
from dashboard.charts.standing import Standing
from dashboard.charts.words import count_of_areas, list_of, with_unit
from dashboard.theme import BENCHMARK, INK_SOFT, PAPER

QUADRANTS = {
    (True, False): "More need, less access",
    (True, True): "More need, more access",
    (False, False): "Less need, less access",
    (False, True): "Less need, more access",
}
_HEIGHT = 380


def need_against_access(need: Standing, access: Standing, *, source: str) -> Chart:
    """Each area by its need (across) and its access (up), divided at the comparator's figures.

    Args:
        need: Where the areas stand in need, per 10,000.
        access: Where the same areas stand in access, where more is better.
        source: Source and release, in the picture.
    """
    rows = need.rows.rename(columns={"value": "need"})[["area_code", "name", "need", "chosen"]]
    rows = rows.merge(
        access.rows[["area_code", "value"]].rename(columns={"value": "access"}), on="area_code"
    )
    rows = rows[rows["need"].notna() & rows["access"].notna()].reset_index(drop=True)
    rows["quadrant"] = quadrants(rows["need"], rows["access"], need.benchmark.value,
                                 access.benchmark.value)  # fmt: skip
    hover = [
        f"<b>{wrapped(str(row.name), 40)}</b><br>{with_unit(row.need, need.indicator)}<br>"
        f"{with_unit(row.access, access.indicator)}<br>{row.quadrant}"
        for row in rows.itertuples(index=False)
    ]
    x_range = _range(rows["need"], need.benchmark.value)
    y_range = _range(rows["access"], access.benchmark.value)
    y_range[1] += 0.1 * (y_range[1] - y_range[0])  # room for the names of the quarters
    title = f"Need against access, {need.comparator.among}"
    figure = slim_figure(
        points(rows, x="need", y="access", hover=hover),
        title=title,
        source=source,
        plot_height=_HEIGHT,
        x={"title": {"text": wrapped(need.indicator.label, 44)}, "range": x_range, "nticks": 6},
        y={"title": {"text": wrapped(access.indicator.label, 40)}, "range": y_range, "nticks": 6},
        shapes=[_line("x", need.benchmark.value), _line("y", access.benchmark.value)],
        annotations=[*_corner_words(), *names(rows, x="need", y="access")],
    )
    return Chart(figure, _alt(rows, need, access, title), _table(rows, need, access))


def quadrants(
    need: pd.Series, access: pd.Series, need_line: float, access_line: float
) -> list[str]:
    """The quarter of each area, in words. On a line counts as more.

    Example:
        >>> quadrants(pd.Series([70.0, 50.0]), pd.Series([1.0, 9.0]), 60.0, 5.0)
        ['More need, less access', 'Less need, more access']
    """
    return [
        QUADRANTS[bool(n >= need_line), bool(a >= access_line)]
        for n, a in zip(need, access, strict=True)
    ]


def _range(values: pd.Series, line: float) -> list[float]:
    low, high = float(np.nanmin([values.min(), line])), float(np.nanmax([values.max(), line]))
    room = 0.09 * (high - low) or 1.0
    return [low - room, high + room]


def _line(axis: str, at: float) -> dict[str, Any]:
    other = "y" if axis == "x" else "x"
    return {"type": "line", f"{axis}ref": axis, f"{axis}0": at, f"{axis}1": at,
            f"{other}ref": "paper", f"{other}0": 0, f"{other}1": 1, "layer": "below",
            "line": {"color": BENCHMARK, "width": 1.5, "dash": "dash"}}  # fmt: skip


def _corner_words() -> list[dict[str, Any]]:
    return [
        {"text": words.replace(", ", ",<br>"), "showarrow": False, "xref": "paper", "yref": "paper",
         "x": 0.99 if more_need else 0.01, "xanchor": "right" if more_need else "left",
         "align": "right" if more_need else "left",
         "y": 0.99 if more_access else 0.01, "yanchor": "top" if more_access else "bottom",
         "font": {"size": 12, "color": INK_SOFT}, "bgcolor": PAPER, "opacity": 0.85}
        for (more_need, more_access), words in QUADRANTS.items()
    ]  # fmt: skip


def _alt(rows: pd.DataFrame, need: Standing, access: Standing, title: str) -> str:
    facts = [
        f"Scatter plot: {title}. Across: {need.indicator.label}. Up: {access.indicator.label}.",
        f"Lines stand at {need.comparator.phrase}: "
        f"{with_unit(need.benchmark.value, need.indicator)}, and "
        f"{with_unit(access.benchmark.value, access.indicator)}.",
    ]
    counts = rows["quadrant"].value_counts()
    facts.append(
        "; ".join(
            f"{words}: {count_of_areas(counts.get(words, 0))}" for words in QUADRANTS.values()
        )
        + "."
    )
    for words in QUADRANTS.values():
        mine = rows[rows["chosen"] & (rows["quadrant"] == words)]["name"].astype(str).tolist()
        if mine:
            facts.append(f"{words}: {list_of(mine, most=15)}.")
    return " ".join(facts)


def _table(rows: pd.DataFrame, need: Standing, access: Standing) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Area": rows["name"].astype(str),
            "Chosen": rows["chosen"],
            need.indicator.label: rows["need"].round(need.indicator.decimals),
            access.indicator.label: rows["access"].round(access.indicator.decimals),
            "Quarter": rows["quadrant"],
            "Code": rows["area_code"],
        }
    )
