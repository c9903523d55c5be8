"""The map of the atlas as a component: a scene in, clicks out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.charts.map_scene import Scene
from dashboard.components.served import served_component

_component = served_component("gap_map", "map/gap_map.mjs")
_ahead = served_component("gap_map_ahead", "map/ahead.mjs")
_AHEAD_KEY = "map_ahead"
STYLE = f"""
.st-key-{_AHEAD_KEY} {{display: none;}}
"""


@dataclass(frozen=True)
class Click:
    """What was clicked, or chosen with the keyboard, on a map.

    Attributes:
        area: Code of the area, or empty.
        point: Id of the service, or empty.
        longitude: Place of the click in degrees.
        latitude: Place of the click in degrees.
        add: Whether it adds to what is picked out (with Ctrl, Command or Shift held).
    """

    area: str
    point: str
    longitude: float
    latitude: float
    add: bool


def fetch_map_files() -> None:
    """Have the browser fetch what draws a map. Call it first where a page will show one."""
    with st.container(key=_AHEAD_KEY):
        _ahead()


def gap_map(scene: Scene, *, key: str, on_click: Callable[[], None] | None = None) -> None:
    """Draw a scene.

    Args:
        scene: What to draw.
        key: Names the map. The zoom and the position stay as long as it does.
        on_click: Called when something is clicked; read it with `clicked`.
    """
    # As text: values are written twice and looked through for data frames at every run.
    data = json.dumps({"id": key, **scene.payload()}).encode()
    _component(key=key, data=data, on_clicked_change=on_click or _nothing)


def clicked(key: str) -> Click | None:
    """What was clicked on a map, inside its callback."""
    event: Any = (st.session_state.get(key) or {}).get("clicked")
    if not isinstance(event, dict):
        return None
    longitude, latitude = event["place"]
    return Click(
        area=event.get("area") or "",
        point=event.get("point") or "",
        longitude=float(longitude),
        latitude=float(latitude),
        add=bool(event.get("add")),
    )


def _nothing() -> None:
    """A click that nobody waits for."""
