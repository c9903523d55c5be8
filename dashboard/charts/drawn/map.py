"""A map on paper: areas in steps of colour, services as marks, a legend, a scale and the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.charts.drawn.geography import Numbers, Shapes, Window, path_of, project
from dashboard.charts.drawn.svg import Picture, block, document, mark, n, rect, rule, text
from dashboard.theme import (
    BOUNDARY,
    INK_SOFT,
    LAND,
    MARK_EDGE,
    MARK_OUTLINE,
    MARKS,
    PAPER,
    RULE,
    SEA,
    SELECTED,
)  # fmt: skip

_BARS_KM = (1, 2, 5, 10, 20, 50, 100, 200)
_PADDING = 14.0
_LEGEND_RIGHT = 190.0


@dataclass(frozen=True)
class LegendRow:
    """One line of a legend.

    Attributes:
        label: Its words.
        colour: Fill of its box; empty for areas without a value.
        kind: A kind of service: its mark is drawn instead of a box.
        hollow: Whether the mark is the one of an approximate place.
    """

    label: str
    colour: str = ""
    kind: str = ""
    hollow: bool = False


@dataclass(frozen=True)
class ServicePoint:
    """One service on a map: its kind, its place in degrees, whether the place is approximate."""

    kind: str
    longitude: float
    latitude: float
    approximate: bool = False
    label: str = ""


@dataclass(frozen=True)
class MapWords:
    """Words of a map. What is empty is left out.

    Attributes:
        title: What, where.
        note: When, and what else must be known.
        legend: Heading of the legend.
        source: Sources, licence, date and release.
        alt: What the map shows, in sentences that state facts.
    """

    alt: str
    title: str = ""
    note: str = ""
    legend: str = ""
    source: str = ""


def draw_map(
    *,
    shapes: Shapes,
    colours: Mapping[str, str],
    legend: Sequence[LegendRow],
    words: MapWords,
    box: Numbers,
    width: float,
    height: float,
    services: Sequence[ServicePoint] = (),
    land: Shapes | None = None,
    selected: Sequence[str] = (),
    outlines: Shapes | None = None,
    legend_below: bool = False,
    has_scale: bool = True,
) -> Picture:
    """Draw a map.

    Args:
        shapes: Shapes of the areas.
        colours: Fill of each area by code. An area that is not in it is hatched: no value.
        legend: Lines of the legend.
        words: Every word on it.
        box: What to show, in kilometres: see `Shapes.box_of` and `box_of_frame`.
        width: Width of the picture.
        height: Height of the picture.
        services: Services drawn above the areas.
        land: Shapes drawn behind, where the areas do not cover the country.
        selected: Codes of areas with a thick outline.
        outlines: Shapes of the selected areas, where they are of another kind than `shapes`.
        legend_below: Whether the legend stands below the map; otherwise on the right.
        has_scale: Whether there is a scale of distances.
    """
    head, top = _head(words, width)
    foot, bottom = _foot(words.source, width=width, height=height)
    rows, below = _legend(words.legend, legend, width=width, below=legend_below)
    left = _PADDING if words.title or words.source else 0.5
    right = width - left - (0 if legend_below or not rows else _LEGEND_RIGHT)
    floor = bottom - (below if legend_below else 0)
    window = Window.fitting(box, left=left, top=top, width=right - left, height=floor - top)
    parts = [
        head,
        foot,
        *_sheet(shapes, colours, window, land=land, selected=selected, outlines=outlines or shapes),
    ]
    parts += _marks(services, window)
    parts += ["</g>", _scale_bar(window) if has_scale else ""]
    at = (left, floor + 6) if legend_below else (right + 14, top)
    parts.append(f'<g transform="translate({n(at[0])} {n(at[1])})">{rows}</g>')
    return document(parts, width=width, height=height, alt=words.alt)


def _head(words: MapWords, width: float) -> tuple[str, float]:
    if not words.title:
        return "", 0.5
    drawn, high = block(words.title, x=_PADDING, y=_PADDING, width=width - 2 * _PADDING, size=17,
                        weight=600)  # fmt: skip
    top = _PADDING + high
    if words.note:
        note, high = block(words.note, x=_PADDING, y=top + 1, width=width - 2 * _PADDING,
                           size=11.5, colour=INK_SOFT)  # fmt: skip
        drawn, top = drawn + note, top + high + 1
    return drawn, top + 8


def _foot(source: str, *, width: float, height: float) -> tuple[str, float]:
    if not source:
        return "", height - 0.5
    _, high = block(source, x=0, y=0, width=width - 2 * _PADDING, size=9.5)
    drawn, _ = block(source, x=_PADDING, y=height - _PADDING - high, size=9.5, colour=INK_SOFT,
                     width=width - 2 * _PADDING)  # fmt: skip
    return drawn, height - _PADDING - high - 8


def _sheet(
    shapes: Shapes, colours: Mapping[str, str], window: Window, *, land: Shapes | None,
    selected: Sequence[str], outlines: Shapes,
) -> list[str]:  # fmt: skip
    """Sea, land and areas, in a group that is left open for the marks."""

    def _box(fill: str) -> str:
        return rect(x=window.left, y=window.top, width=window.width, height=window.height,
                    fill=fill)  # fmt: skip

    # Several pictures may stand in one document: windows that differ have names that differ.
    sides = (window.left, window.top, window.width, window.height)
    clip = "-".join(["ga-map", *map(n, sides)]).replace(".", "_")
    parts = [
        f'<defs><clipPath id="{clip}">{_box(PAPER)}</clipPath>'
        '<pattern id="ga-none" width="4" height="4" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="4" height="4" fill="{LAND}"/>'
        f'<line x1="0" y1="0" x2="0" y2="4" stroke="{BOUNDARY}"/></pattern></defs>',
        _box(SEA), f'<g clip-path="url(#{clip})" stroke-linejoin="round">',
    ]  # fmt: skip
    if land is not None:
        parts += [
            f'<path d="{path_of(land.rings[row], window)}" fill="{LAND}" stroke="{RULE}" '
            'stroke-width="0.6"/>'
            for row in np.flatnonzero(window.shows(land.boxes))
        ]
    line = 0.5 if window.scale > 0.6 else 0.25
    for row in np.flatnonzero(window.shows(shapes.boxes)):
        path = path_of(shapes.rings[row], window)
        if path:
            fill = colours.get(shapes.codes[row], "url(#ga-none)")
            parts.append(
                f'<path d="{path}" fill="{fill}" stroke="{BOUNDARY}" stroke-width="{line}"/>'
            )
    chosen = set(selected)
    for code, rings in zip(outlines.codes, outlines.rings, strict=True):
        if code in chosen:
            path = path_of(rings, window)
            parts.append(f'<path d="{path}" fill="none" stroke="{PAPER}" stroke-width="4"/>')
            parts.append(f'<path d="{path}" fill="none" stroke="{SELECTED}" stroke-width="2"/>')
    return parts


def _marks(services: Sequence[ServicePoint], window: Window) -> list[str]:
    if not services:
        return []
    places = window.on_paper(
        project(np.array([s.longitude for s in services]), np.array([s.latitude for s in services]))
    )
    small = 0.7 if window.scale < 1 else 0.95
    parts = []
    for service, (x, y) in zip(services, places.tolist(), strict=True):
        parts.append(_mark(service.kind, hollow=service.approximate, x=x, y=y, scale=small))
        if service.label:
            parts.append(text(service.label, x=x + 8, y=y + 3.5, size=9.5, weight=600, halo=True))
    return parts


def _mark(kind: str, *, hollow: bool, x: float, y: float, scale: float = 1.0) -> str:
    one = MARKS[kind]
    fill, line = (MARK_EDGE, one.colour) if hollow else (one.colour, MARK_OUTLINE)
    return mark(one.path, x=x, y=y, size=one.size * scale, fill=fill, line=line,
                line_width=2.6 if hollow else 1.6)  # fmt: skip


def _legend(
    title: str, rows: Sequence[LegendRow], *, width: float, below: bool
) -> tuple[str, float]:
    """The legend from its own corner, and how high it is. Below the map it has two columns."""
    if not rows:
        return "", 0.0
    room = (width - 8) if below else _LEGEND_RIGHT - 14
    drawn, y = block(title, x=0, y=0, width=room, size=11, weight=600) if title else ("", 0.0)
    y += 3
    columns = 2 if below and len(rows) > 3 else 1
    long = -(-len(rows) // columns)
    heights = []
    for column in range(columns):
        x, at = column * room / columns, y
        for row in rows[column * long : (column + 1) * long]:
            swatch = (
                _mark(row.kind, hollow=row.hollow, x=x + 8, y=at + 7.5)
                if row.kind
                else _swatch(row.colour, x=x, y=at + 2)
            )
            words, high = block(row.label, x=x + 22, y=at + 0.5, width=room / columns - 26,
                                size=10.5)  # fmt: skip
            drawn += swatch + words
            at += max(high, 13) + 3
        heights.append(at)
    return drawn, max(heights) + 6


def _swatch(colour: str, *, x: float, y: float) -> str:
    return rect(x=x, y=y, width=16, height=11, line=BOUNDARY, fill=colour or "url(#ga-none)")


def _scale_bar(window: Window) -> str:
    room = min(window.width * 0.3, 110)
    fitting = [km for km in _BARS_KM if km * window.scale <= room]
    if not fitting:
        return ""
    km = fitting[-1]
    long = km * window.scale
    x, y = window.left + 8, window.top + window.height - 8
    return (
        rect(x=x - 4, y=y - 16, width=long + 12, height=20, fill=PAPER)
        + rule(x1=x, y1=y, x2=x + long, y2=y, colour=MARK_OUTLINE, width=1.4)
        + rule(x1=x, y1=y - 4, x2=x, y2=y, colour=MARK_OUTLINE, width=1.4)
        + rule(x1=x + long, y1=y - 4, x2=x + long, y2=y, colour=MARK_OUTLINE, width=1.4)
        + text(f"{km} km", x=x + long / 2, y=y - 4, size=9, anchor="middle")
    )
