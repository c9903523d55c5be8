"""The widgets of Explore and its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.components.assumption_widgets import (
    PANEL_KEY,
    PRESET_KEY,
    assumption_widgets,
    assumptions_seen,
)
from dashboard.components.links import open_page
from dashboard.components.map import clicked
from dashboard.components.map_session import map_widgets, read_map
from dashboard.components.page_session import PageSession
from dashboard.data import Data, open_data
from dashboard.search import POSTCODE, SERVICE, Place
from dashboard.state.address import plain_words
from dashboard.state.assumptions import preset
from dashboard.state.explore import ExploreState, parse, to_query
from dashboard.state.map_choice import MOST_MARKED, MapChoice
from etl.methods.scenario_parts import Assumptions

MAP_KEY, MAP_KEY_BESIDE = "explore_map", "explore_map_beside"
AREA_TYPE_KEY, INDICATOR_KEY, AREA_KEY = "explore_area_type", "explore_indicator", "explore_area"
KINDS_KEY, VIEW_KEY, TABLE_KEY = "explore_kinds", "explore_view", "explore_table"
BASIS_KEY, ROWS_KEY = "explore_basis", "explore_rows"


def _widgets(state: ExploreState) -> dict[str, Any]:
    return {
        AREA_TYPE_KEY: state.area_type,
        INDICATOR_KEY: state.indicator,
        AREA_KEY: state.area or None,
        KINDS_KEY: list(state.kinds),
        VIEW_KEY: state.view,
        TABLE_KEY: state.table,
        BASIS_KEY: state.basis,
        ROWS_KEY: state.rows,
        **(assumption_widgets(state.assumed) if st.session_state.get(PANEL_KEY) else {}),
        **map_widgets(state.map),
    }


_SESSION = PageSession("explore", to_query, _widgets)


def current_state(data: Data) -> tuple[ExploreState, tuple[str, ...]]:
    """The state to show, and what was wrong with the address, in words."""
    areas, sources = data.area_codes(), data.band_sources

    def known(state: ExploreState) -> ExploreState:
        kept = state if state.area in areas[state.area_type] else state.with_area("")
        return kept if kept.map.source in sources else kept.with_map(MapChoice())

    return _SESSION.current(
        parse=lambda query: parse(query, areas=areas, sources=sources), still_right=known
    )


def area_type_now() -> str:
    """The kind of area that is looked at, for a callback."""
    return _SESSION.state.area_type


def on_widget() -> None:
    """A widget changed: read it into the state."""
    old = _SESSION.state
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
        map=read_map(old.map),
        rows=plain_words(seen.get(ROWS_KEY, old.rows) or ""),
    )
    _SESSION.change(new.with_area_type(seen.get(AREA_TYPE_KEY) or old.area_type))


def on_assumption() -> None:
    """A widget of the assumptions changed: read them into the state."""
    state = _SESSION.state
    _SESSION.change(replace(state, assumed=assumptions_seen(state.assumed)))


def on_map_click(key: str) -> None:
    """An area was clicked on a map: choose it, or with Ctrl or Shift pick it out too.

    A click on anything else changes nothing.
    """
    click, state = clicked(key), _SESSION.state
    if click is None or click.area not in open_data().areas(state.area_type):
        return
    if click.add:
        _SESSION.change(state.with_map(state.map.with_mark(click.area)))
    else:
        _SESSION.change(state.with_area(click.area))


def on_rows_picked(picked: Sequence[str], *, among: Sequence[str]) -> None:
    """Rows of the table were picked: pick these areas out on the map.

    The row of the chosen area is picked too; without it no area is chosen any more. Areas whose
    rows the table does not show stay as they are.

    Args:
        picked: Codes of the rows that are picked.
        among: Codes of the rows that are shown.
    """
    state, shown = _SESSION.state, set(among)
    dropped = state.area in shown and state.area not in picked
    kept = state.with_area("") if dropped else state
    hidden = [code for code in kept.map.marked if code not in shown]
    marked = [*hidden, *(code for code in picked if code != kept.area)][:MOST_MARKED]
    _SESSION.change(kept.with_map(replace(kept.map, marked=tuple(marked))))


def on_unmark() -> None:
    """Pick no area out any more."""
    state = _SESSION.state
    _SESSION.change(state.with_map(replace(state.map, marked=())))


def on_found(place: Place) -> None:
    """A place was found: show its area; a postcode with what is near, a service on its own page."""
    if place.kind == SERVICE:
        open_page("services", service=place.code)
        return
    old = _SESSION.state.with_area_type(place.area_type).with_area(place.area)
    near = place.code.replace(" ", "") if place.kind == POSTCODE else ""
    _SESSION.change(replace(old, near=near))


def on_forget_postcode() -> None:
    """Take the postcode away."""
    _SESSION.change(replace(_SESSION.state, near=""))


def on_preset() -> None:
    """A named set of assumptions was chosen."""
    name = st.session_state.get(PRESET_KEY)
    if name:
        _SESSION.change(replace(_SESSION.state, assumed=preset(name)))


def on_published() -> None:
    """Go back to the published figures."""
    _SESSION.change(replace(_SESSION.state, assumed=Assumptions()))
