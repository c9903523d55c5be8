"""Explore: where the children are, where care is, and how far apart.

The page has two parts. What is looked at runs alone when a visitor changes it: the other part
stays as it is, in the browser too.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.charts.assumed import BANDS_AS_ASSUMED, CLUSTERS_AS_PUBLISHED, label_of
from dashboard.components.area_panel import area_panel
from dashboard.components.assumption_panel import (
    assumption_banner,
    assumption_note,
    assumption_panel,
)
from dashboard.components.copy import text
from dashboard.components.explore_session import (
    BASIS_KEY,
    area_type_now,
    current_state,
    on_assumption,
    on_forget_postcode,
    on_found,
    on_preset,
    on_published,
    on_widget,
)
from dashboard.components.figure_pickers import basis_picker
from dashboard.components.frame import footer
from dashboard.components.map_bands import source_label
from dashboard.components.map_panel import map_panel
from dashboard.components.map_scenes import drawable
from dashboard.components.nearest_panel import nearest_panel
from dashboard.components.paired import paired
from dashboard.components.pickers import pickers
from dashboard.components.place_search import place_search
from dashboard.components.problems import guarded, show_notes
from dashboard.components.provenance import number_panel, provenance_panel
from dashboard.components.table_panel import table_panel
from dashboard.components.take_away import take_away
from dashboard.components.turns import in_turn
from dashboard.data import Data, open_data
from dashboard.state.explore import ExploreState
from dashboard.state.map_choice import BANDS, BESIDE, CLUSTERS, SMALL
from etl.catalogue.areas import AREA_TYPE_BY_ID, SMALL_AREA
from etl.catalogue.indicators import INDICATOR_BY_ID

TITLE = "Explore"
_NOTES = "explore_notes"
_MAP_NOTES = {BANDS: BANDS_AS_ASSUMED, CLUSTERS: CLUSTERS_AS_PUBLISHED}


def render() -> None:
    """Show the page."""
    data = open_data()
    state, st.session_state[_NOTES] = current_state(data)
    st.title(TITLE, anchor=False)
    st.markdown(text("explore"))
    # What may be there or not stands in a container: the place of what follows stays the same, so
    # that the browser keeps the map instead of making it anew.
    with st.container():
        place_search(key="explore_find", prefer=area_type_now, on_choose=on_found)
        is_open = assumption_panel(state.assumed, on_change=on_assumption, on_preset=on_preset)
        assumption_banner(state.assumed, on_back=on_published)
    _looked_at()
    footer(data)
    if is_open:
        data.warm_up()


@st.fragment
@guarded
@in_turn
def _looked_at() -> None:
    """Everything that follows from the choice of areas and figures, and the choice itself."""
    data = open_data()
    state, _ = current_state(data)
    data = data.under(state.assumed)
    is_live = data.is_live(state.indicator, state.basis)
    with paired("explore_pickers", is_wide=True):
        # What was wrong with the address is said until something is changed.
        show_notes(st.session_state.pop(_NOTES, ()))
        pickers(state, names=data.areas(state.area_type))
        basis_picker(state.indicator, state.basis, key=BASIS_KEY, on_change=on_widget)
        assumption_note(
            state.assumed, is_touched=is_live, map_note=_MAP_NOTES.get(state.map.kind, "")
        )
    st.header(_heading(data, state), anchor=False)
    left, right = _places(state)
    with left:
        map_panel(data, state)
    with right:
        area_panel(data, state)
    if state.near:
        nearest_panel(data, state.near)
        st.button("Forget the postcode", key="explore_forget", on_click=on_forget_postcode)
    table_panel(data, state)
    if state.area and not is_live:
        number_panel(data, state)
    provenance_panel(data, indicator_id=state.indicator)
    take_away(data, state)


def _heading(data: Data, state: ExploreState) -> str:
    if state.map.kind == BANDS:
        return f"Minutes by car to {source_label(data, state.map.source, state.assumed)}"
    areas = AREA_TYPE_BY_ID[state.area_type].plural
    if drawable(data, state).map.kind == SMALL:
        areas = f"{SMALL_AREA.plural} of {data.areas(state.area_type)[state.area]}"
    return f"{label_of(INDICATOR_BY_ID[state.indicator], state.assumed)}: {areas}"


def _places(state: ExploreState) -> Sequence[DeltaGenerator]:
    """Map and figures beside each other; two maps take the whole width."""
    if state.map.kind == BESIDE:
        return (st.container(), st.container())
    return st.columns([3, 2], gap="large")
