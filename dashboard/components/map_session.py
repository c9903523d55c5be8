"""The widgets of the map and its part of the state."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.state.map_choice import MapChoice, parse_limits

KIND_KEY, BREAKS_KEY, LIMITS_KEY = "explore_map_kind", "explore_breaks", "explore_limits"
LOCK_KEY, SECOND_KEY, SOURCE_KEY = "explore_lock", "explore_second", "explore_from"


def map_widgets(choice: MapChoice) -> dict[str, Any]:
    """The value of every widget of the map."""
    return {
        KIND_KEY: choice.kind,
        BREAKS_KEY: choice.breaks,
        LIMITS_KEY: " ".join(f"{limit:g}" for limit in choice.limits),
        LOCK_KEY: choice.is_locked,
        SECOND_KEY: choice.second,
        SOURCE_KEY: choice.source,
    }


def read_map(old: MapChoice) -> MapChoice:
    """The choice that the widgets show. Limits that cannot be read change nothing."""
    seen = st.session_state
    limits = parse_limits(seen.get(LIMITS_KEY) or "")
    return replace(
        old,
        kind=seen.get(KIND_KEY) or old.kind,
        breaks=seen.get(BREAKS_KEY) or old.breaks,
        limits=old.limits if limits is None else limits,
        is_locked=bool(seen.get(LOCK_KEY, old.is_locked)),
        second=seen.get(SECOND_KEY) or old.second,
        source=seen.get(SOURCE_KEY) or old.source,
    )
