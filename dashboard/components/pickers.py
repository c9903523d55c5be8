"""The controls of Explore. Each keeps its label, takes the keyboard, and can be searched."""

from __future__ import annotations

import streamlit as st

from dashboard.components.explore_session import (
    AREA_KEY,
    AREA_TYPE_KEY,
    INDICATOR_KEY,
    KINDS_KEY,
    VIEW_KEY,
    on_widget,
)
from dashboard.components.figure_pickers import area_type_picker, indicator_picker
from dashboard.state.explore import VIEW_AREA, VIEW_UK, ExploreState
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.services import SERVICE_KIND_BY_ID

# Kinds without a single address cannot be drawn.
_NOT_DRAWN = ("palliative_care_network", "family_support")
_KINDS = tuple(kind for kind in SERVICE_KIND_BY_ID if kind not in _NOT_DRAWN)


def pickers(state: ExploreState, *, names: dict[str, str]) -> None:
    """Area type, indicator, area and services: two rows of a pair.

    Args:
        state: The state the widgets show.
        names: Names of the areas of the type by code.
    """
    area_type_picker(key=AREA_TYPE_KEY, on_change=on_widget)
    indicator_picker(key=INDICATOR_KEY, on_change=on_widget)
    st.selectbox(
        f"{AREA_TYPE_BY_ID[state.area_type].label} to look at",
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        placeholder="Type a name, or click the map",
        key=AREA_KEY,
        on_change=on_widget,
    )
    st.multiselect(
        "Services on the map",
        _KINDS,
        format_func=lambda id_: SERVICE_KIND_BY_ID[id_].plural,
        placeholder="No services drawn",
        wrap=True,
        key=KINDS_KEY,
        on_change=on_widget,
    )


def view_picker() -> None:
    """What the map shows once an area is chosen."""
    labels = {VIEW_AREA: "The area and around it", VIEW_UK: "The whole UK"}
    st.radio(
        "The map shows",
        list(labels),
        format_func=labels.__getitem__,
        horizontal=True,
        key=VIEW_KEY,
        on_change=on_widget,
    )
