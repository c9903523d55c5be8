"""The map with its controls and its legend."""

from __future__ import annotations

from contextlib import nullcontext
from html import escape

import streamlit as st

from dashboard.charts.legend import service_legend
from dashboard.charts.service_points import count_kinds
from dashboard.components.explore_session import MAP_KEY, MAP_KEY_BESIDE, on_map_click
from dashboard.components.map import gap_map
from dashboard.components.map_controls import map_controls
from dashboard.components.map_figures import MapFigures
from dashboard.components.map_kinds import Drawn
from dashboard.components.map_scenes import OWN_VIEW, drawable, drawn_maps, why_not
from dashboard.components.paired import paired
from dashboard.components.pickers import view_picker
from dashboard.components.problems import show_notes
from dashboard.data import Data
from dashboard.data.kept import kept
from dashboard.state.explore import ExploreState
from dashboard.state.map_choice import BANDS, BESIDE


def map_panel(data: Data, state: ExploreState) -> None:
    """Draw the map, or two. A click on an area chooses it."""
    with paired("explore_map"):  # may be longer or shorter: the map below keeps its place
        map_controls(data, state, MapFigures(data, state))
        problem = why_not(data, state)
        if problem:
            show_notes([f"{problem} Until then the map shows areas in steps of colour."])
            state = drawable(data, state)
        if state.area and state.map.kind not in OWN_VIEW:
            view_picker()
        is_slow = state.map.kind == BANDS
        with st.spinner("Joining neighbourhoods by minutes") if is_slow else nullcontext():
            maps = drawn_maps(data, state)
    if state.map.kind == BESIDE:
        places = st.columns(2)
        for place, key, drawn in zip(places, (MAP_KEY, MAP_KEY_BESIDE), maps, strict=True):
            with place:
                st.html(f'<p class="ga-map-title">{escape(drawn.title)}</p>')
                _show(drawn, key)
    else:
        _show(maps[0], MAP_KEY)
    if maps[0].has_points:
        st.html(_services_legend(data.published, state.kinds))


@kept(most=200)
def _services_legend(data: Data, kinds: tuple[str, ...]) -> str:
    return service_legend(count_kinds(data.services, kinds))


def _show(drawn: Drawn, key: str) -> None:
    st.html(drawn.legend)
    gap_map(drawn.scene, key=key, on_click=lambda: on_map_click(key))
