"""The map of the atlas as a component: a scene in, clicks out.

The script and the library stand in `dashboard/static` and are fetched by address once; only the
line below that fetches them is sent with a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.charts.map_scene import Scene

_ASSETS = Path(__file__).resolve().parents[2] / "static" / "map"


def _version() -> str:
    """Changes whenever an asset does, so that a browser never mixes old and new ones."""
    files = sorted(path for path in _ASSETS.iterdir() if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


_LOADER = f"""
export default async (given) => {{
  const address = new URL("app/static/map/gap_map.mjs?{_version()}", document.baseURI);
  return (await import(address)).default({{ ...given, data: given.data.scene }});
}}
"""
_component = st.components.v2.component("gap_map", js=_LOADER, isolate_styles=False)


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


def gap_map(scene: Scene, *, key: str, on_click: Callable[[], None] | None = None) -> None:
    """Draw a scene.

    Args:
        scene: What to draw.
        key: Names the map. The zoom and the position stay as long as it does.
        on_click: Called when something is clicked; read it with `clicked`.
    """
    # As one value: every value of its own is looked through for data frames at every run.
    data = {"scene": {"id": key, **scene.payload()}}
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
