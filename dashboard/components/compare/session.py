"""The widgets of Compare and its state."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.components.page_session import PageSession
from dashboard.data import Data
from dashboard.state.compare import TABLES, CompareState, parse, to_query

SECTION_KEY, AREA_TYPE_KEY, AREAS_KEY = "compare_section", "compare_area_type", "compare_areas"
INDICATOR_KEY, KIND_KEY, BASIS_KEY = "compare_indicator", "compare_kind", "compare_basis"
AGAINST_KEY, PICKED_KEY, DIMENSION_KEY = "compare_against", "compare_with", "compare_by"


def table_key(name: str) -> str:
    """Key of the widget that opens a table."""
    return f"compare_table_{name}"


def _widgets(state: CompareState) -> dict[str, Any]:
    return {
        SECTION_KEY: state.section,
        AREA_TYPE_KEY: state.area_type,
        AREAS_KEY: list(state.areas),
        INDICATOR_KEY: state.indicator,
        KIND_KEY: state.kind,
        BASIS_KEY: state.basis,
        AGAINST_KEY: state.against,
        PICKED_KEY: list(state.picked),
        DIMENSION_KEY: state.dimension,
        **{table_key(name): name in state.tables for name in TABLES},
    }


_SESSION = PageSession("compare", to_query, _widgets)


def current_state(data: Data) -> tuple[CompareState, tuple[str, ...]]:
    """The state to show, and what was wrong with the address, in words."""
    areas = data.area_codes()

    def known_areas(state: CompareState) -> CompareState:
        known = areas[state.area_type]
        return state.with_comparison(
            areas=tuple(code for code in state.areas if code in known),
            against=state.against,
            picked=tuple(code for code in state.picked if code in known),
        )

    return _SESSION.current(parse=lambda query: parse(query, areas=areas), still_right=known_areas)


def on_widget() -> None:
    """A widget changed: read it into the state."""
    old, seen = _SESSION.state, st.session_state
    new = old.with_indicator(
        seen.get(INDICATOR_KEY) or old.indicator, seen.get(BASIS_KEY) or old.basis
    )
    if new.indicator == old.indicator:
        new = new.with_kind(seen.get(KIND_KEY) or old.kind)
    new = new.with_comparison(
        areas=tuple(seen.get(AREAS_KEY, old.areas)),
        against=seen.get(AGAINST_KEY) or old.against,
        picked=tuple(seen.get(PICKED_KEY, old.picked)),
    )
    new = replace(
        new,
        section=seen.get(SECTION_KEY) or old.section,
        dimension=seen.get(DIMENSION_KEY) or old.dimension,
        tables=tuple(name for name in TABLES if seen.get(table_key(name), name in old.tables)),
    )
    _SESSION.change(new.with_area_type(seen.get(AREA_TYPE_KEY) or old.area_type))
