"""The widgets of Services and its state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.charts.register import filtered, offered
from dashboard.components.map import clicked
from dashboard.components.page_session import PageSession
from dashboard.data import Data, open_data
from dashboard.search import AREA, POSTCODE, Place
from dashboard.state.services import NATION_WORDS, ServicesState, parse, to_query
from etl.catalogue.services import SERVICE_KIND_BY_ID, STATUSES

MAP_KEY, TABLE_KEY = "services_map", "services_table"
KINDS_KEY, NATIONS_KEY, STATUSES_KEY = "services_kinds", "services_nations", "services_statuses"
AGE_KEY, OFFERS_KEY, SERVICE_KEY = "services_age", "services_offers", "services_service"


def _widgets(state: ServicesState) -> dict[str, Any]:
    return {
        KINDS_KEY: list(state.kinds),
        NATIONS_KEY: list(state.nations),
        STATUSES_KEY: list(state.statuses),
        AGE_KEY: state.age,
        OFFERS_KEY: list(state.offers),
        SERVICE_KEY: state.service or None,
    }


_SESSION = PageSession("services", to_query, _widgets)


def current_state(data: Data) -> tuple[ServicesState, tuple[str, ...]]:
    """The state to show, and what was wrong with the address, in words."""
    ids = set(data.services["service_id"])

    def known(state: ServicesState) -> ServicesState:
        return state if not state.service or state.service in ids else replace(state, service="")

    return _SESSION.current(
        parse=lambda query: parse(query, services=ids, offers=offered(data.services)),
        still_right=known,
    )


def rows_of(data: Data, state: ServicesState) -> Any:
    """Rows of the register that the state's filters leave, by name."""
    found = filtered(
        data.services,
        kinds=state.kinds,
        nations=state.nations,
        statuses=state.statuses,
        age=state.age,
        offers=state.offers,
    )
    return found.sort_values("name", ignore_index=True)


def on_widget() -> None:
    """A widget changed: read it into the state."""
    old, seen = _SESSION.state, st.session_state
    age = seen.get(AGE_KEY)
    _SESSION.change(
        replace(
            old,
            kinds=in_order(SERVICE_KIND_BY_ID, seen.get(KINDS_KEY, old.kinds)),
            nations=in_order(NATION_WORDS.values(), seen.get(NATIONS_KEY, old.nations)),
            statuses=in_order(STATUSES, seen.get(STATUSES_KEY, old.statuses)),
            age=None if age is None else int(age),
            offers=tuple(sorted(seen.get(OFFERS_KEY, old.offers))),
            service=seen.get(SERVICE_KEY) or "",
        )
    )


def in_order(words: Iterable[str], chosen: Iterable[str]) -> tuple[str, ...]:
    """What was chosen, in the order of the words, whichever was clicked first."""
    picked = set(chosen)
    return tuple(word for word in words if word in picked)


def on_clear() -> None:
    """Take every filter away; the chosen service and postcode stay."""
    old = _SESSION.state
    _SESSION.change(ServicesState(near=old.near, service=old.service))


def on_map_click() -> None:
    """A service was clicked on the map: choose it."""
    click = clicked(MAP_KEY)
    if click and click.point:
        _SESSION.change(replace(_SESSION.state, service=click.point))


def on_row() -> None:
    """A row of the table was selected: choose its service."""
    event: Any = st.session_state.get(TABLE_KEY) or {}
    rows = event.get("selection", {}).get("rows", [])
    shown = rows_of(open_data(), _SESSION.state)
    if rows and rows[0] < len(shown):
        service = str(shown["service_id"].iloc[rows[0]])
        _SESSION.change(replace(_SESSION.state, service=service))


def on_found(place: Place) -> None:
    """Something was found: a postcode is looked up, a service chosen, an area gives its nation."""
    old = _SESSION.state
    if place.kind == POSTCODE:
        _SESSION.change(replace(old, near=place.code.replace(" ", "")))
    elif place.kind == AREA:
        nation = open_data().nation_of(place.area_type, place.area)
        _SESSION.change(replace(old, nations=(nation,) if nation else ()))
    else:
        _SESSION.change(replace(old, service=place.code))


def on_forget_postcode() -> None:
    """Take the postcode away."""
    _SESSION.change(replace(_SESSION.state, near=""))
