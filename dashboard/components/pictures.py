"""Buttons that save a chart as PNG or SVG in the browser, without any other host."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.theme import ACCENT, INK, INK_SOFT, PAPER, RULE, both

_SCRIPT = Path(__file__).resolve().parents[1] / "static" / "chart" / "pictures.mjs"
_VERSION = hashlib.sha256(_SCRIPT.read_bytes()).hexdigest()[:12]
WIDTH = 900
# The button of Plotly that saves a picture must be there, but is not shown: ours have words.
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
    "scrollZoom": False,
    "doubleClick": False,
}
STYLE = f"""
.ga-pictures {{display: flex; flex-wrap: wrap; gap: .4rem; align-items: center;}}
.ga-pictures button {{font: inherit; font-size: .875rem; line-height: 1.6; color: {both(INK)};
  background: {both(PAPER)}; border: 1px solid {both(RULE)}; border-radius: 4px;
  padding: .25rem .75rem; min-height: 2.5rem;
  cursor: pointer;}}
.ga-pictures button:hover {{border-color: {both(ACCENT)}; color: {both(ACCENT)};}}
.ga-pictures button:focus-visible {{outline: 3px solid {both(ACCENT)}; outline-offset: 1px;}}
.st-key-chart_bodies_narrow {{display: none;}}
@media screen and (max-width: 900px) {{
  .st-key-chart_bodies_wide {{display: none;}}
  .st-key-chart_bodies_narrow {{display: block;}}
}}
.ga-said {{font-size: .85rem; color: {both(INK_SOFT)};}}
[class*="st-key-chart_"] .modebar {{display: none !important;}}
"""
_LOADER = f"""
export default async (given) => {{
  const address = new URL("app/static/chart/pictures.mjs?{_VERSION}", document.baseURI);
  return (await import(address)).default(given);
}}
"""
_component = st.components.v2.component("chart_pictures", js=_LOADER, isolate_styles=False)


def picture_buttons(*, chart_key: str, what: str, file: str) -> None:
    """Buttons that save a chart of this page.

    Args:
        chart_key: Key of the chart on the page.
        what: What the chart shows, for those who hear the name of the button.
        file: Name of the picture, without ending.
    """
    _component(
        key=f"{chart_key}_pictures",
        data={"chart": chart_key, "what": what, "file": file, "width": WIDTH},
        width="content",
    )
