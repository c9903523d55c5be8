"""The projection to 2030: a fan between the lowest and the highest published scenario."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.chart import Chart
from dashboard.charts.slim import slim_figure
from dashboard.charts.words import is_missing, number
from dashboard.theme import BAR_CHOSEN, FILL_BETWEEN, FILL_BETWEEN_DARK, INK
from etl.methods.aggregation import Figure

LOWEST, HIGHEST = "lowest", "highest"
_NUMBERS = ("population_0_19", "need", "need_lower", "need_upper", "chance_lower", "chance_upper")
_HEIGHT = 300


def projected(rows: pd.DataFrame) -> pd.DataFrame:
    """The projection of several areas together: one row for each scenario and year.

    Numbers are added up, and so are limits, as if every error went the same way in all areas.

    Args:
        rows: Rows of the table `projections` for the chosen areas.
    """
    return rows.groupby(["scenario", "year"], as_index=False, observed=True)[list(_NUMBERS)].sum()


def fan(rows: pd.DataFrame, *, name: str, today: Figure, source: str) -> Chart:
    """Children with life-limiting conditions in the years to come.

    Args:
        rows: What `projected` gives.
        name: Name of the area or areas.
        today: The estimate of the atlas for the latest year, with limits.
        source: Source and release, in the picture.
    """
    low = rows[rows["scenario"] == LOWEST].sort_values("year")
    high = rows[rows["scenario"] == HIGHEST].sort_values("year")
    years = low["year"].to_numpy()
    traces: list[Any] = [
        _edge(years, low["chance_lower"]),
        _edge(years, high["chance_upper"], fill=FILL_BETWEEN),
        _edge(years, low["need"]),
        _edge(years, high["need"], fill=FILL_BETWEEN_DARK),
    ]
    for part, words, dash in ((high, "Highest scenario", "solid"), (low, "Lowest scenario", "dot")):
        traces.append(
            go.Scatter(x=years, y=_light(part["need"]), mode="lines+markers", name=words,
                       line={"color": BAR_CHOSEN, "width": 2.5, "dash": dash},
                       marker={"size": 5}, hovertemplate=f"{words} %{{x}}: %{{y:,.0f}}"
                       "<extra></extra>")
        )  # fmt: skip
    traces.append(_today(years[0], today))
    ends = (("Highest", high, "bottom", 4), ("Lowest", low, "top", -4))
    notes = [_end(word, part.iloc[-1], side, shift) for word, part, side, shift in ends]
    title = f"Children with life-limiting conditions to {years[-1]}: {name}"
    figure = slim_figure(
        traces,
        title=title,
        source=source,
        plot_height=_HEIGHT,
        x={"dtick": 1, "tickformat": "d", "range": [years[0] - 0.35, years[-1] + 0.35]},
        y={"title": {"text": "Children"}, "rangemode": "tozero", "tickformat": ",.0f",
           "nticks": 6},
        annotations=notes,
    )  # fmt: skip
    return Chart(figure, _alt(rows, title, today), fan_table(rows))


def _end(word: str, row: pd.Series, side: str, shift: int) -> dict[str, Any]:
    return {
        "text": f"<b>{word} scenario: {number(row['need'], decimals=0)}</b>", "yshift": shift,
        "x": float(row["year"]), "y": float(row["need"]), "xanchor": "right", "yanchor": side,
        "showarrow": False,
    }  # fmt: skip


def _light(values: pd.Series) -> np.ndarray:
    return values.to_numpy(dtype="float32")


def _edge(years: np.ndarray, values: pd.Series, *, fill: str = "") -> go.Scatter:
    return go.Scatter(
        x=years, y=_light(values), mode="lines", line={"width": 0}, hoverinfo="skip",
        fill="tonexty" if fill else None, fillcolor=fill or None,
    )  # fmt: skip


def _today(year: int, today: Figure) -> go.Scatter:
    error = None
    if not is_missing(today.lower):
        error = {"type": "data", "symmetric": False, "array": [today.upper - today.value],
                 "arrayminus": [today.value - today.lower], "color": INK, "width": 4}  # fmt: skip
    return go.Scatter(
        x=[year], y=[today.value], error_y=error, mode="markers", name="Estimate of the atlas",
        marker={"symbol": "diamond", "size": 11, "color": INK},
        hovertemplate="Estimate of the atlas: %{y:,.0f}<extra></extra>",
    )  # fmt: skip


def _alt(rows: pd.DataFrame, title: str, today: Figure) -> str:
    facts = [f"Line chart: {title}."]
    if not is_missing(today.value):
        facts.append(f"The estimate of the atlas is {number(today.value, decimals=0)} children.")
    end = rows[rows["year"] == rows["year"].max()].set_index("scenario")
    for scenario, words in ((LOWEST, "lowest"), (HIGHEST, "highest")):
        row = end.loc[scenario]
        facts.append(
            f"In {rows['year'].max()}, the {words} published scenario gives "
            f"{number(row['need'], decimals=0)} (with chance and error, "
            f"{number(row['chance_lower'], decimals=0)} to "
            f"{number(row['chance_upper'], decimals=0)})."
        )
    return " ".join(facts)


def fan_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The table behind the fan."""
    ordered = rows.sort_values(["scenario", "year"], ascending=[False, True])
    return pd.DataFrame(
        {
            "Scenario": ordered["scenario"].astype(str).str.capitalize(),
            "Year": ordered["year"],
            "Residents aged 0 to 19": ordered["population_0_19"].round(0),
            "Children": ordered["need"].round(0),
            "Lower limit": ordered["need_lower"].round(0),
            "Upper limit": ordered["need_upper"].round(0),
            "Lower limit with chance": ordered["chance_lower"].round(0),
            "Upper limit with chance": ordered["chance_upper"].round(0),
        }
    )
