"""The widgets of Area briefing and its state, and the briefing itself, kept between runs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.briefings.content import area_briefing
from dashboard.briefings.facts import Facts
from dashboard.briefings.model import AreaBriefing
from dashboard.components.page_session import PageSession
from dashboard.data import Data, open_data
from dashboard.data.kept import kept
from dashboard.state.area_briefing import BriefingState, parse, to_query
from etl.release import Release

TYPE_KEY, AREA_KEY = "briefing_type", "briefing_area"
LANGUAGE_KEY, LENGTH_KEY = "briefing_language", "briefing_length"


def _widgets(state: BriefingState) -> dict[str, Any]:
    return {
        TYPE_KEY: state.area_type,
        AREA_KEY: state.area or None,
        LANGUAGE_KEY: state.language,
        LENGTH_KEY: state.length,
    }


_SESSION = PageSession("area_briefing", to_query, _widgets)


def current_state(data: Data) -> tuple[BriefingState, tuple[str, ...]]:
    """The state to show, and what was wrong with the address, in words."""
    codes = data.area_codes()
    welsh = {(k.area_type, k.code) for k in facts_of(data).areas.values() if k.nation == "Wales"}

    def known(state: BriefingState) -> BriefingState:
        return state if state.area in {"", *codes[state.area_type]} else replace(state, area="")

    return _SESSION.current(
        parse=lambda query: parse(query, areas=codes, welsh=welsh), still_right=known
    )


def on_widget() -> None:
    """A widget changed: read it into the state."""
    old, seen = _SESSION.state, st.session_state
    state = old.with_area_type(seen[TYPE_KEY])
    if state.area_type == old.area_type:
        area = seen.get(AREA_KEY) or ""
        state = state.with_area(area, is_welsh=is_welsh(open_data(), state.area_type, area))
        if state.area == old.area:
            state = replace(state, language=seen.get(LANGUAGE_KEY, state.language))
    _SESSION.change(replace(state, length=seen.get(LENGTH_KEY, state.length)))


def is_welsh(data: Data, area_type: str, area: str) -> bool:
    """Whether an area lies in Wales, so that it has a briefing in Welsh."""
    return bool(area) and data.nation_of(area_type, area) == "Wales"


def facts_of(data: Data) -> Facts:
    """The release as briefings read it."""
    return _facts(data.key, data.release)


def briefing_of(data: Data, state: BriefingState) -> AreaBriefing:
    """The briefing that the state asks for."""
    return _briefing(data.key, data.release, state)


@kept(most=2)
def _facts(key: str, release: Release) -> Facts:  # noqa: ARG001 - the key says which release
    return Facts(release)


@kept(most=64)
def _briefing(key: str, release: Release, state: BriefingState) -> AreaBriefing:
    facts = _facts(key, release)
    return area_briefing(
        facts, state.area_type, state.area, language=state.language, length=state.length
    )
