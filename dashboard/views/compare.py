"""Compare: where areas stand, whether the difference is real, who is left behind."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.charts.standing import Standing
from dashboard.components.compare.alike import alike_panel
from dashboard.components.compare.equity import equity_panel
from dashboard.components.compare.figures import Figures
from dashboard.components.compare.panels import (
    funnel_panel,
    projection_panel,
    ranking_panel,
    scatter_panel,
)
from dashboard.components.compare.pickers import (
    area_pickers,
    indicator_pickers,
    section_picker,
)
from dashboard.components.compare.regional import bodies_chart, regions_chart
from dashboard.components.compare.session import current_state
from dashboard.components.compare.words import group_note, sentences_panel
from dashboard.components.copy import text
from dashboard.components.frame import footer
from dashboard.components.links import page_link
from dashboard.components.problems import show_notes
from dashboard.components.provenance import provenance_panel
from dashboard.data import open_data
from dashboard.state import explore
from dashboard.state.compare import SECTION_REGIONS

TITLE = "Compare"


def render() -> None:
    """Show the page."""
    data = open_data()
    state, problems = current_state(data)
    figures = Figures(data, state)
    st.title(TITLE, anchor=False)
    st.markdown(text("compare"))
    show_notes(problems)
    section_picker()
    if state.section == SECTION_REGIONS:
        indicator_pickers(state)
        st.header(f"{figures.indicator.label}: the regional view", anchor=False)
        with st.container(key="panel_bodies"):
            bodies_chart(figures)
        with st.container(key="panel_regions"):
            regions_chart(figures)
    else:
        area_pickers(state, names=figures.names)
        indicator_pickers(state)
        _areas(figures)
    provenance_panel(data, indicator_id=state.indicator)
    footer(data)


def _areas(figures: Figures) -> None:
    state = figures.state
    standing = figures.standing(state.indicator)
    if figures.comparator.note:
        show_notes([figures.comparator.note])
    _head(figures, standing)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Ranking", anchor=False)
        ranking_panel(figures, standing)
    with right:
        st.subheader("Chance or real", anchor=False)
        funnel_panel(figures)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Need against access", anchor=False)
        scatter_panel(figures)
    with right:
        st.subheader("Where it is heading", anchor=False)
        projection_panel(figures)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Who is left behind", anchor=False)
        equity_panel(figures)
    with right:
        st.subheader("Areas most like it", anchor=False)
        alike_panel(figures)


def _head(figures: Figures, standing: Standing) -> None:
    state = figures.state
    if not state.areas:
        st.header(f"{figures.area_type.plural}: all", anchor=False)
        st.html(f"<p>{escape('Choose an area by name above to see where it stands.')}</p>")
        return
    st.header(figures.name, anchor=False)
    sentences_panel(figures, standing)
    group_note(standing)
    if len(state.areas) == 1:
        there = explore.ExploreState(area_type=state.area_type, area=state.areas[0]).with_indicator(
            state.indicator, state.basis
        )
        page_link("See it on the map", to="explore", query=explore.to_query(there))
