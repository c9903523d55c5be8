"""Widgets of assumptions: their keys and values, for any page that lets them be changed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.state.assumptions import from_text, preset_of, settled, value_text
from etl.catalogue.choices import CHOICES, YEARS, Choice
from etl.methods.scenario_parts import Assumptions

PANEL_KEY, PRESET_KEY = "assumed_panel", "assumed_preset"
WITHIN_KEY = "assumed_has_threshold"


def key_of(choice: Choice) -> str:
    """Key of the widget of one assumption."""
    return f"assumed_{choice.id}"


def assumption_widgets(assumptions: Assumptions) -> dict[str, Any]:
    """The value of every widget, by its key."""
    values: dict[str, Any] = {PRESET_KEY: preset_of(assumptions) or None}
    for choice in CHOICES:
        if choice.id == "also":
            values[key_of(choice)] = list(assumptions.also)
        elif choice.options:
            values[key_of(choice)] = value_text(choice, assumptions)
        elif choice.id == "year":
            values[key_of(choice)] = assumptions.year or YEARS[1]
        elif choice.id == "threshold":
            values[key_of(choice)] = assumptions.threshold or None
        else:
            values[key_of(choice)] = getattr(assumptions, choice.id)
    return values


def assumptions_seen(old: Assumptions) -> Assumptions:
    """The assumptions that the widgets show, in a callback.

    Args:
        old: Stands in for a widget that is not there.
    """
    found: dict[str, Any] = {}
    for choice in CHOICES:
        seen = st.session_state.get(key_of(choice), getattr(old, choice.id))
        if isinstance(seen, (list, tuple)):
            found[choice.id] = tuple(kind for kind in choice.options if kind in seen)
        elif choice.id == "threshold":
            found[choice.id] = int(seen or 0)
        else:
            value = from_text(choice, str(seen))
            found[choice.id] = getattr(old, choice.id) if value is None else value
    return settled(Assumptions(**found))
