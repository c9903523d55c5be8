"""The table behind the map: sorted by its headings, filtered by words, tied to the map."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts.tables import FIGURES, area_table, rows_with
from dashboard.charts.words import in_sentence
from dashboard.components.explore_session import (
    ROWS_KEY,
    TABLE_KEY,
    on_rows_picked,
    on_unmark,
    on_widget,
)
from dashboard.components.map_kinds import CHANGED
from dashboard.components.map_rows import BAND, shown_rows
from dashboard.components.map_scenes import drawable
from dashboard.data import Data
from dashboard.state.explore import ExploreState

_GRID, _LAST = "explore_grid", "explore_grid_last"


def table_panel(data: Data, state: ExploreState) -> None:
    """The table. Its rows are sent only while it is open."""
    panel = st.expander("The table behind the map", key=TABLE_KEY, on_change=on_widget)
    if not panel.open:
        return
    shown = shown_rows(data, drawable(data, state))
    indicator = shown.indicator
    whole = area_table(
        shown.frame, indicator=indicator, more=shown.more, is_sparse=shown.area_type is BAND
    )
    table = rows_with(whole, state.rows).reset_index(drop=True)
    with panel:
        st.text_input(
            "Show rows that hold these words", key=ROWS_KEY, on_change=on_widget,
            placeholder="Part of a name, a nation, a code, higher or lower",
        )  # fmt: skip
        flag = "" if shown.assumed.is_published else f"{CHANGED} "
        about = (
            f"{flag}{len(table)} of {len(whole)} {in_sentence(shown.area_type.plural)}"
            f"{f' of {shown.place}' if shown.place else ''}. Values are in: {indicator.unit}."
        )
        if not shown.are_areas:
            rank = "Rank 1 is the largest of all small areas of the UK." if shown.place else ""
            st.caption(f"{about} Click a heading to sort. {rank}")
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
    """Rows of small areas or bands, which cannot be picked out."""
    st.dataframe(
        table, hide_index=True, height=min(420, 38 + 35 * max(len(table), 1)), placeholder="",
        key="explore_plain_rows", column_config=_columns(decimals=decimals),
        alt=f"{label}: {len(table)} rows.",
    )  # fmt: skip


def _columns(*, decimals: int) -> dict[str, Any]:
    number = f"%.{decimals}f"
    return {name: st.column_config.NumberColumn(format=number) for name in FIGURES} | {
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
        column_config=_columns(decimals=decimals),
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
