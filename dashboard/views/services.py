"""Services: the register, what it knows and what it lacks, and the nearest to a postcode."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.register import freshness, in_words
from dashboard.components.copy import text
from dashboard.components.frame import footer
from dashboard.components.nearest_panel import nearest_panel
from dashboard.components.place_search import place_search
from dashboard.components.problems import show_notes
from dashboard.components.service_downloads import service_downloads
from dashboard.components.service_filters import service_filters
from dashboard.components.service_panels import (
    correction_panel,
    freshness_panel,
    service_in_full,
    service_map,
    service_picker,
    service_table,
)
from dashboard.components.services_session import (
    current_state,
    on_forget_postcode,
    on_found,
    rows_of,
)
from dashboard.data import open_data

TITLE = "Services"


def render() -> None:
    """Show the page."""
    data = open_data()
    state, problems = current_state(data)
    rows = rows_of(data, state)
    st.title(TITLE, anchor=False)
    st.markdown(text("services"))
    with st.container():  # may be longer or shorter: the map below keeps its place
        show_notes(problems)
        place_search(key="services_find", prefer=lambda: "ltla", on_choose=on_found)
        if state.near:
            nearest_panel(data, state.near)
            st.button("Forget the postcode", key="services_forget", on_click=on_forget_postcode)
    st.header("The register", anchor=False)
    service_filters(data, state)
    st.markdown(in_words(rows, of=len(data.services), age=state.age))
    left, right = st.columns([3, 2], gap="large")
    with left:
        service_map(data, state, rows)
    with right:
        service_picker(data.services)
        if state.service:
            service_in_full(data, state)
    service_table(state, rows)
    service_downloads(data, state, rows)
    st.header("How fresh it is", anchor=False)
    freshness_panel(freshness(rows, year=int(data.manifest["built"][:4])))
    st.header("Propose a correction", anchor=False)
    correction_panel(data, state)
    footer(data)
