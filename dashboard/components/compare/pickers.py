"""The controls of Compare. Each keeps its label, takes the keyboard, and can be searched."""

from __future__ import annotations

import streamlit as st

from dashboard.components.compare.session import (
    AGAINST_KEY,
    AREA_TYPE_KEY,
    AREAS_KEY,
    BASIS_KEY,
    INDICATOR_KEY,
    KIND_KEY,
    PICKED_KEY,
    SECTION_KEY,
    on_widget,
)
from dashboard.components.figure_pickers import area_type_picker, basis_picker, indicator_picker
from dashboard.state.compare import COMPARATORS, KINDS, MOST_AREAS, PICKED, SECTIONS, CompareState
from etl.catalogue.services import SERVICE_KIND_BY_ID


def section_picker() -> None:
    """Which part of the page is shown."""
    st.radio(
        "Show",
        list(SECTIONS),
        format_func=SECTIONS.__getitem__,
        horizontal=True,
        key=SECTION_KEY,
        on_change=on_widget,
    )


def area_pickers(state: CompareState, *, names: dict[str, str]) -> None:
    """Area type, areas, and whom they are compared with."""
    left, middle, right = st.columns([2, 4, 2])
    with left:
        area_type_picker(key=AREA_TYPE_KEY, on_change=on_widget)
    with middle:
        _areas("Your area, or several as a group", AREAS_KEY, names, "Type a name")
    with right:
        st.selectbox(
            "Compared with",
            list(COMPARATORS),
            format_func=COMPARATORS.__getitem__,
            key=AGAINST_KEY,
            on_change=on_widget,
        )
    if state.against == PICKED:
        rest = {code: name for code, name in names.items() if code not in state.areas}
        _areas("Areas to compare with", PICKED_KEY, rest, "Type a name")


def _areas(label: str, key: str, names: dict[str, str], placeholder: str) -> None:
    st.multiselect(
        label,
        list(names),
        format_func=lambda code: names.get(code, code),
        placeholder=placeholder,
        max_selections=MOST_AREAS,
        wrap=True,
        key=key,
        on_change=on_widget,
    )


def indicator_pickers(state: CompareState) -> None:
    """Indicator, kind of service and basis."""
    left, right = st.columns([5, 3])
    with left:
        indicator_picker(key=INDICATOR_KEY, on_change=on_widget)
    with right:
        st.selectbox(
            "Kind of service",
            KINDS,
            format_func=lambda id_: SERVICE_KIND_BY_ID[id_].plural,
            key=KIND_KEY,
            on_change=on_widget,
        )
    basis_picker(state.indicator, state.basis, key=BASIS_KEY, on_change=on_widget)
