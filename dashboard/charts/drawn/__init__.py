"""Pictures drawn by hand as SVG, for paper and for downloads: fast, the same bytes every time.

A picture holds no words of its own: whoever asks for it gives them, in whichever language.
"""

from __future__ import annotations

from dashboard.charts.drawn.geography import Shapes, shapes_from
from dashboard.charts.drawn.lines import Line, draw_lines
from dashboard.charts.drawn.map import LegendRow, MapWords, ServicePoint, draw_map
from dashboard.charts.drawn.png import png_of
from dashboard.charts.drawn.strip import StripWords, draw_strip
from dashboard.charts.drawn.svg import Picture, side_by_side

__all__ = [
    "LegendRow", "Line", "MapWords", "Picture", "ServicePoint", "Shapes", "StripWords",
    "draw_lines", "draw_map", "draw_strip", "png_of", "shapes_from", "side_by_side",
]  # fmt: skip
