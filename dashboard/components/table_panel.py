"""The table behind the map."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.tables import area_table
from dashboard.components.explore_session import TABLE_KEY, on_widget
from dashboard.data import Data
from dashboard.state.explore import ExploreState
from etl.catalogue.indicators import INDICATOR_BY_ID


def table_panel(data: Data, state: ExploreState) -> None:
    """The table. Its rows are sent only while it is open."""
    indicator = INDICATOR_BY_ID[state.indicator]
    panel = st.expander("The table behind the map", key=TABLE_KEY, on_change=on_widget)
    if not panel.open:
        return
    table = area_table(
        data.indicator(state.area_type, state.indicator, state.basis), indicator=indicator
    )
    number = f"%.{indicator.decimals}f"
    with panel:
        st.caption(
            f"Values are in: {indicator.unit}. Click a heading to sort. Rank 1 is the largest."
        )
        st.dataframe(
            table,
            hide_index=True,
            height=420,
            column_config={
                name: st.column_config.NumberColumn(format=number) for name in table.columns[2:5]
            }
            | {
                "Rank": st.column_config.NumberColumn(format="%d"),
                "Note": st.column_config.TextColumn(width="large"),
            },
            placeholder="",
            alt=f"{indicator.label} for {len(table)} areas, with limits, comparison and rank.",
        )
