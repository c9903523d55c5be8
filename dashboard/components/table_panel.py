"""The table behind the map: sorted by its headings, filtered by words, tied to the map."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts.assumed import as_assumed
from dashboard.charts.tables import area_table, rows_with
from dashboard.components.explore_session import (
    ROWS_KEY,
    TABLE_KEY,
    on_rows_picked,
    on_unmark,
    on_widget,
)
from dashboard.data import Data
from dashboard.state.explore import ExploreState
from etl.catalogue.indicators import INDICATOR_BY_ID

_GRID, _LAST = "explore_grid", "explore_grid_last"


def table_panel(data: Data, state: ExploreState) -> None:
    """The table. Its rows are sent only while it is open."""
    panel = st.expander("The table behind the map", key=TABLE_KEY, on_change=on_widget)
    if not panel.open:
        return
    indicator = as_assumed(INDICATOR_BY_ID[state.indicator], state.assumed)
    frame = data.indicator(state.area_type, state.indicator, state.basis)
    whole = area_table(frame, indicator=indicator)
    table = rows_with(whole, state.rows).reset_index(drop=True)
    with panel:
        st.text_input(
            "Show rows that hold these words", key=ROWS_KEY, on_change=on_widget,
            placeholder="Part of a name, a nation, a code, higher or lower",
        )  # fmt: skip
        st.caption(
            f"{len(table)} of {len(whole)} areas. Values are in: {indicator.unit}. Click a heading "
            "to sort. Rank 1 is the largest. Select rows to outline their areas on the map; areas "
            "outlined on the map are selected here."
        )
        picked = {code for code in (state.area, *state.map.marked) if code}
        _grid(table, picked=picked, decimals=indicator.decimals, label=indicator.label)
        if state.map.marked:
            st.button("Outline no areas", key="explore_unmark", on_click=on_unmark)


def _grid(table: pd.DataFrame, *, picked: set[str], decimals: int, label: str) -> None:
    """The rows. The grid is made anew only when something else than itself changed its rows."""
    codes = tuple(table["Code"])
    shown = (codes, tuple(code for code in codes if code in picked))
    version, last = st.session_state.get(_LAST, (0, None))
    if last is not None and last != shown:
        version += 1
    st.session_state[_LAST] = (version, shown)
    key = f"{_GRID}_{version}"
    number = f"%.{decimals}f"
    st.dataframe(
        table,
        hide_index=True,
        height=420,
        key=key,
        on_select=lambda: _picked(key, codes),
        selection_mode="multi-row",
        selection_default={
            "selection": {"rows": [i for i, code in enumerate(codes) if code in picked]}
        },
        column_config={
            name: st.column_config.NumberColumn(format=number) for name in table.columns[2:5]
        }
        | {
            "Rank": st.column_config.NumberColumn(format="%d"),
            "Note": st.column_config.TextColumn(width="large"),
        },
        placeholder="",
        alt=f"{label} for {len(table)} areas, with limits, comparison and rank.",
    )


def _picked(key: str, codes: tuple[str, ...]) -> None:
    event: Any = st.session_state.get(key) or {}
    rows = event.get("selection", {}).get("rows", [])
    chosen = tuple(codes[row] for row in sorted(rows) if row < len(codes))
    version, _ = st.session_state[_LAST]
    st.session_state[_LAST] = (version, (codes, chosen))
    on_rows_picked(chosen, among=codes)
