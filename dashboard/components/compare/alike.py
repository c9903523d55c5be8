"""The statistical neighbours of the chosen area, with reasons and figures."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard.charts.alike import alike_table
from dashboard.components.chart_panel import Paper, table_buttons, table_twin
from dashboard.components.compare.figures import NEED_RATE, Figures
from dashboard.components.compare.session import on_widget, table_key
from dashboard.components.copy import text
from dashboard.state.compare import NEIGHBOURS

_LISTED = 5


def alike_panel(figures: Figures) -> None:
    """Reasons for the nearest, and a table of all beside the area."""
    st.markdown(text("compare/neighbours"))
    near = figures.neighbours().sort_values("neighbour_rank")
    if near.empty:
        several = len(figures.state.areas) > 1
        st.info(
            "Neighbours are given for one area at a time."
            if several or not figures.state.areas
            else f"{figures.area_type.plural} have no statistical neighbours: there are too few."
        )
        return
    items = "".join(
        f"<li><strong>{escape(figures.names[str(row.neighbour_code)])}</strong>: "
        f"{escape(_small(str(row.neighbour_reason)))}</li>"
        for row in near.head(_LISTED).itertuples()
    )
    st.html(f"<ol>{items}</ol>")
    if figures.state.against != NEIGHBOURS:
        st.caption('To rank the area among these only, choose "Areas most like it" above.')
    table = _table(figures, near)
    title = f"{figures.indicator.label}: {figures.name} beside the areas most like it"
    paper = Paper(
        title=title,
        about=text("compare/neighbours").replace("\n", " "),
        file=f"gap-atlas_neighbours_{figures.state.areas[0]}_{figures.data.id}",
        input_tables=(*figures.indicator.input_tables, "areas", "boundaries"),
        notes=[f"{figures.indicator.label}: {figures.indicator.about}"],
        decimals=_decimals(figures, table),
        units=dict.fromkeys(("Value", "Lower limit", "Upper limit"), figures.indicator.unit),
    )
    with st.container(horizontal=True, gap="small", key="actions_neighbours"):
        table_buttons(table, name="neighbours", paper=paper, manifest=figures.data.manifest)
    table_twin(table, name="neighbours", paper=paper, table_key=table_key("neighbours"),
               on_change=on_widget, label="The area beside all that are like it")  # fmt: skip


def _table(figures: Figures, near: pd.DataFrame) -> pd.DataFrame:
    code = figures.state.areas[0]
    codes = [code, *near["neighbour_code"].astype(str)]
    profiles = pd.concat(
        [figures.data.of_area("area_profiles", figures.state.area_type, c) for c in codes]
    )
    return alike_table(
        near,
        code=code,
        profiles=profiles,
        frame=figures.frame(figures.indicator.id),
        need=figures.frame(NEED_RATE),
        indicator=figures.indicator,
    )


def _decimals(figures: Figures, table: pd.DataFrame) -> dict[str, int]:
    whole = ("Residents", "People")
    values = ("Value", "Lower limit", "Upper limit")
    return {
        column: figures.indicator.decimals if column in values
        else 2 if column == "Distance" else 0 if column.startswith(whole) else 1
        for column in table.select_dtypes("number").columns
    }  # fmt: skip


def _small(reason: str) -> str:
    return reason[:1].lower() + reason[1:]
