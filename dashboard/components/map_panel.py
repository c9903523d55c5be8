"""The map with its legend."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.area_map import area_map
from dashboard.charts.breaks import Steps
from dashboard.charts.legend import service_legend, step_legend
from dashboard.charts.service_points import count_kinds
from dashboard.components.explore_session import MAP_KEY, on_map_click
from dashboard.components.pickers import view_picker
from dashboard.data import Data
from dashboard.state.explore import VIEW_AREA, ExploreState
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.assumptions import DEFAULT_BASIS, NOT_COMPARABLE
from etl.catalogue.indicators import INDICATOR_BY_ID

_CONFIG = {"displaylogo": False, "displayModeBar": False, "scrollZoom": True}


def map_panel(data: Data, state: ExploreState, steps: Steps) -> None:
    """Draw the map. A click on an area chooses it."""
    indicator, area_type = INDICATOR_BY_ID[state.indicator], AREA_TYPE_BY_ID[state.area_type]
    look_at = None
    if state.area:
        view_picker()
        frame = data.frame_of(state.area_type, state.area)
        look_at = frame.widened() if frame and state.view == VIEW_AREA else None
    chart = area_map(
        frame=data.indicator(state.area_type, state.indicator, state.basis),
        steps=steps,
        indicator=indicator,
        area_type=area_type,
        boundaries_url=data.boundaries_url(state.area_type),
        land_url=data.boundaries_url("country"),
        services=data.services,
        kinds=state.kinds,
        selected=state.area,
        look_at=look_at,
        uk_value=data.uk_value(indicator, state.basis),
        flag="" if state.basis == DEFAULT_BASIS else NOT_COMPARABLE,
    )
    st.html(step_legend(steps, indicator=indicator, plural=area_type.plural))
    st.plotly_chart(
        chart.figure,
        key=MAP_KEY,
        theme=None,
        on_select=on_map_click,
        selection_mode="points",
        config=_CONFIG,
        alt=chart.alt,
    )
    st.html(service_legend(count_kinds(data.services, state.kinds)))
