"""Points of many areas, with the chosen ones marked by form, size and name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.slim import short_name, wrapped
from dashboard.theme import BAR, BAR_CHOSEN, INK, PAPER

MOST_NAMED = 6
_APART = 24  # pixels between the names of points that lie close together


def points(rows: pd.DataFrame, *, x: str, y: str, hover: list[str]) -> list[go.Scatter]:
    """Traces for all areas: discs for the others, large diamonds with names for the chosen.

    Args:
        rows: One row an area, with `name`, `chosen` and the two columns.
        x: Column across.
        y: Column up.
        hover: What is said when a row is pointed at.
    """
    chosen = rows["chosen"].to_numpy(dtype=bool)
    said = np.array(hover, dtype=object)
    plain = {"color": BAR, "size": 7, "opacity": 0.75, "line": {"color": PAPER, "width": 1}}
    traces = [_trace(rows[~chosen], said[~chosen], x, y, plain)]
    if chosen.any():
        marked = {"color": BAR_CHOSEN, "size": 14, "symbol": "diamond",
                  "line": {"color": INK, "width": 1.5}}  # fmt: skip
        traces.append(_trace(rows[chosen], said[chosen], x, y, marked))
    return traces


def _trace(
    rows: pd.DataFrame, hover: np.ndarray, x: str, y: str, marker: dict[str, Any]
) -> go.Scatter:
    return go.Scatter(
        mode="markers",
        x=rows[x].to_numpy(dtype="float32"),
        y=rows[y].to_numpy(dtype="float32"),
        marker=marker,
        hovertext=hover.tolist(),
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )


def names(rows: pd.DataFrame, *, x: str, y: str, log_x: bool = False) -> list[dict[str, Any]]:
    """The names of the chosen areas beside their points, as long as they are few."""
    chosen = rows[rows["chosen"]]
    if len(chosen) > MOST_NAMED:
        return []
    ends = rows[x].agg(["min", "max"])
    middle = float(np.sqrt(ends.prod()) if log_x else ends.mean())
    found = []
    for place, (_, row) in enumerate(chosen.sort_values(y).iterrows()):
        right = row[x] < middle
        found.append(
            {"text": f"<b>{wrapped(short_name(str(row['name'])), 22)}</b>",
             "x": float(np.log10(row[x])) if log_x else float(row[x]), "y": float(row[y]),
             "xanchor": "left" if right else "right", "showarrow": True, "arrowhead": 0,
             "ax": 22 if right else -22, "ay": _APART * (place // 2 + 1) * (-1) ** (place + 1),
             "bgcolor": PAPER,
             "opacity": 0.95, "font": {"size": 12}}
        )  # fmt: skip
    return found
