"""The state of Explore between the address bar, the session and the widgets.

One state is the truth. A widget's callback or a click on the map makes the next state; the run
that follows sets the widgets and the address bar from it.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.data import Data
from dashboard.state import ExploreState, parse, to_query

_STATE = "explore_state"
_WRITTEN = "explore_query"
MAP_KEY = "explore_map"
AREA_TYPE_KEY, INDICATOR_KEY, AREA_KEY = "explore_area_type", "explore_indicator", "explore_area"
KINDS_KEY, VIEW_KEY, TABLE_KEY = "explore_kinds", "explore_view", "explore_table"
BASIS_KEY = "explore_basis"


def current_state(data: Data) -> tuple[ExploreState, tuple[str, ...]]:
    """The state to show, and what was wrong with the address, in words."""
    query = st.query_params.to_dict()
    kept: ExploreState | None = st.session_state.get(_STATE)
    problems: tuple[str, ...] = ()
    areas = data.area_codes()
    if kept is None or (query and query != st.session_state.get(_WRITTEN)):
        state, problems = parse(query, areas=areas)
    else:
        state = kept
        if state.area and state.area not in areas[state.area_type]:
            state = state.with_area("")
    keep(state)
    return state, problems


def keep(state: ExploreState) -> None:
    """Make a state the current one, and write it to the address bar and the widgets."""
    st.session_state[_STATE] = state
    query = to_query(state)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query
    # Set in every run, changed or not: a widget's message then stays the same to the byte, and the
    # browser is not sent the list of areas again.
    st.session_state[AREA_TYPE_KEY] = state.area_type
    st.session_state[INDICATOR_KEY] = state.indicator
    st.session_state[AREA_KEY] = state.area or None
    st.session_state[KINDS_KEY] = list(state.kinds)
    st.session_state[VIEW_KEY] = state.view
    st.session_state[TABLE_KEY] = state.table
    st.session_state[BASIS_KEY] = state.basis


def on_widget() -> None:
    """A widget changed: read it into the state."""
    old: ExploreState = st.session_state[_STATE]
    seen = st.session_state
    kinds = seen.get(KINDS_KEY, old.kinds)
    new = replace(
        old.with_indicator(
            seen.get(INDICATOR_KEY) or old.indicator, seen.get(BASIS_KEY) or old.basis
        ),
        kinds=tuple(kinds),
        area=seen.get(AREA_KEY) or "",
        view=seen.get(VIEW_KEY) or old.view,
        table=bool(seen.get(TABLE_KEY, old.table)),
    )
    _change(new.with_area_type(seen.get(AREA_TYPE_KEY) or old.area_type))


def on_map_click() -> None:
    """An area was clicked on the map: choose it. A click on anything else changes nothing."""
    old: ExploreState = st.session_state[_STATE]
    event = st.session_state.get(MAP_KEY) or {}
    points = event.get("selection", {}).get("points", [])
    codes = [str(point["location"]) for point in points if point.get("location")]
    if codes:
        _change(old.with_area(codes[-1]))


def _change(state: ExploreState) -> None:
    """Keep a state that a visitor made. The address of the run that follows is ours."""
    st.session_state[_STATE] = state
    st.session_state[_WRITTEN] = st.query_params.to_dict()
