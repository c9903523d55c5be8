"""The controls of the map: its kind, its steps, and what it is set beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.charts.breaks import FIXED, METHODS, SIDES
from dashboard.components.explore_session import on_widget
from dashboard.components.map_bands import source_label
from dashboard.components.map_figures import MapFigures
from dashboard.components.map_session import (
    BREAKS_KEY,
    KIND_KEY,
    LIMITS_KEY,
    LOCK_KEY,
    SECOND_KEY,
    SOURCE_KEY,
)
from dashboard.data import Data
from dashboard.state.explore import ExploreState
from dashboard.state.map_choice import (
    AREAS,
    BANDS,
    BESIDE,
    HEXAGONS,
    MAP_KINDS,
    PAIR,
    PUBLISHED,
    SMALL,
)
from etl.catalogue.indicators import INDICATOR_BY_ID

_WITH_STEPS = (AREAS, HEXAGONS, SMALL, BESIDE)


def map_controls(data: Data, state: ExploreState, figures: MapFigures) -> None:
    """Kind of map, and beside it the controls that this kind has."""
    kind = state.map.kind
    _select("Kind of map", KIND_KEY, list(MAP_KINDS), MAP_KINDS.__getitem__)
    if kind == BANDS:
        _select("Minutes by car to", SOURCE_KEY, data.band_sources, lambda s: _source(data, s))
    elif kind in (PAIR, BESIDE):
        options = list(INDICATOR_BY_ID)
        if kind == BESIDE and (figures.are_changed or state.map.second == PUBLISHED):
            options.insert(0, PUBLISHED)
        _select("Second figure", SECOND_KEY, options, _second_label)
    elif kind in _WITH_STEPS:
        _steps(state, figures)
    if kind == BESIDE:
        _steps(state, figures)


def _steps(state: ExploreState, figures: MapFigures) -> None:
    indicator = INDICATOR_BY_ID[state.indicator]
    has_middle = not indicator.is_count and figures.uk_value(indicator.id) is not None
    options = [m for m in METHODS if m != SIDES or has_middle or state.map.breaks == SIDES]
    _select("Steps of colour", BREAKS_KEY, options, METHODS.__getitem__)
    if state.map.breaks == FIXED:
        st.text_input(
            "Limits, up to five numbers",
            key=LIMITS_KEY,
            on_change=on_widget,
            placeholder="For example: 10 25 50 75",
        )
    else:
        st.checkbox(
            "Keep the limits of the published figures",
            key=LOCK_KEY,
            on_change=on_widget,
        )


def _second_label(second: str) -> str:
    return "The same as published" if second == PUBLISHED else INDICATOR_BY_ID[second].label


def _source(data: Data, source: str) -> str:
    label = source_label(data, source)
    return label[:1].upper() + label[1:]


def _select(label: str, key: str, options: Sequence[str], words: Callable[[str], str]) -> None:
    st.selectbox(label, list(options), format_func=words, key=key, on_change=on_widget)
