"""Buttons that save a chart as PNG or SVG in the browser, without any other host."""

from __future__ import annotations

from typing import Any

from dashboard.components.served import served_component

WIDTH = 900
# The button of Plotly that saves a picture must be there, but is not shown: ours have words.
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
    "scrollZoom": False,
    "doubleClick": False,
}
STYLE = """
.st-key-chart_bodies_narrow {display: none;}
@media screen and (max-width: 900px) {
  .st-key-chart_bodies_wide {display: none;}
  .st-key-chart_bodies_narrow {display: block;}
}
[class*="st-key-chart_"] .modebar {display: none !important;}
"""
_component = served_component("chart_pictures", "chart/pictures.mjs")


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
