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
from dashboard.components.map_scenes import CHANGED, has_small_areas
from dashboard.components.map_small import SmallAreas
from dashboard.data import Data
from dashboard.state.explore import ExploreState
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.methods.scenario_parts import Assumptions

_GRID, _LAST = "explore_grid", "explore_grid_last"


def table_panel(data: Data, state: ExploreState) -> None:
    """The table. Its rows are sent only while it is open."""
    panel = st.expander("The table behind the map", key=TABLE_KEY, on_change=on_widget)
    if not panel.open:
        return
    is_live = data.is_live(state.indicator, state.basis)
    indicator = as_assumed(
        INDICATOR_BY_ID[state.indicator], state.assumed if is_live else Assumptions()
    )
    is_small = has_small_areas(data, state)
    frame = (
        SmallAreas(data, state).rows
        if is_small
        else data.indicator(state.area_type, state.indicator, state.basis)
    )
    whole = area_table(frame, indicator=indicator)
    table = rows_with(whole, state.rows).reset_index(drop=True)
    with panel:
        st.text_input(
            "Show rows that hold these words", key=ROWS_KEY, on_change=on_widget,
            placeholder="Part of a name, a nation, a code, higher or lower",
        )  # fmt: skip
        about = f"{len(table)} of {len(whole)} areas. Values are in: {indicator.unit}."
        if is_live:
            about = f"{CHANGED} {about}"
        if is_small:
            st.caption(
                f"{about} Small areas of {SmallAreas(data, state).place}. Click a heading to sort. "
                "Rank 1 is the largest of all small areas of the UK."
            )
            _plain(table, decimals=indicator.decimals, label=indicator.label)
            return
        st.caption(
            f"{about} Click a heading to sort. Rank 1 is the largest. Select rows to outline "
            "their areas on the map; areas outlined on the map are selected here."
        )
        picked = {code for code in (state.area, *state.map.marked) if code}
        _grid(table, picked=picked, decimals=indicator.decimals, label=indicator.label)
        if state.map.marked:
            st.button("Outline no areas", key="explore_unmark", on_click=on_unmark)


def _plain(table: pd.DataFrame, *, decimals: int, label: str) -> None:
    """Rows of small areas, which cannot be picked out."""
    st.dataframe(
        table, hide_index=True, height=420, key="explore_small_rows", placeholder="",
        column_config=_columns(table, decimals=decimals),
        alt=f"{label} for {len(table)} small areas, with limits, comparison and rank.",
    )  # fmt: skip


def _columns(table: pd.DataFrame, *, decimals: int) -> dict[str, Any]:
    number = f"%.{decimals}f"
    return {
        str(name): st.column_config.NumberColumn(format=number) for name in table.columns[2:5]
    } | {
        "Rank": st.column_config.NumberColumn(format="%d"),
        "Note": st.column_config.TextColumn(width="large"),
    }


def _grid(table: pd.DataFrame, *, picked: set[str], decimals: int, label: str) -> None:
    """The rows. The grid is made anew only when something else than itself changed its rows."""
    codes = tuple(table["Code"])
    shown = (codes, tuple(code for code in codes if code in picked))
    version, last = st.session_state.get(_LAST, (0, None))
    if last is not None and last != shown:
        version += 1
    st.session_state[_LAST] = (version, shown)
    key = f"{_GRID}_{version}"
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
        column_config=_columns(table, decimals=decimals),
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
