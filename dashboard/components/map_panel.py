"""The map with its legend."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.area_map import Shapes, area_map
from dashboard.charts.breaks import Steps
from dashboard.charts.legend import service_legend, step_legend
from dashboard.charts.map_scene import View
from dashboard.charts.service_points import count_kinds, service_points
from dashboard.components.explore_session import MAP_KEY, on_map_click
from dashboard.components.map import gap_map
from dashboard.components.pickers import view_picker
from dashboard.data import Data
from dashboard.state.explore import VIEW_AREA, ExploreState
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.assumptions import DEFAULT_BASIS, NOT_COMPARABLE
from etl.catalogue.indicators import INDICATOR_BY_ID


def map_panel(data: Data, state: ExploreState, steps: Steps) -> None:
    """Draw the map. A click on an area chooses it."""
    indicator, area_type = INDICATOR_BY_ID[state.indicator], AREA_TYPE_BY_ID[state.area_type]
    if state.area:
        view_picker()
    scene = area_map(
        frame=data.indicator(state.area_type, state.indicator, state.basis),
        steps=steps,
        indicator=indicator,
        area_type=area_type,
        shapes=Shapes(
            data.boundaries_url(state.area_type),
            data.codes_in_order(state.area_type),
            land=data.boundaries_url("country"),
        ),
        points=service_points(data.services, state.kinds),
        selected=state.area,
        view=_view(data, state),
        uk_value=data.uk_value(indicator, state.basis),
        flag="" if state.basis == DEFAULT_BASIS else NOT_COMPARABLE,
    )
    st.html(step_legend(steps, indicator=indicator, plural=area_type.plural))
    gap_map(scene, key=MAP_KEY, on_click=on_map_click)
    st.html(service_legend(count_kinds(data.services, state.kinds)))


def _view(data: Data, state: ExploreState) -> View:
    """The surroundings of the chosen area, or the whole UK."""
    frame = data.frame_of(state.area_type, state.area) if state.area else None
    if frame is None or state.view != VIEW_AREA:
        return View()
    return View(f"area:{state.area}", frame.widened())
