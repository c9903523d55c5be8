"""Lines over years, each with the band it may lie in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.charts.drawn.axes import nice_ticks
from dashboard.charts.drawn.svg import Picture, document, n, rule, text, text_width
from dashboard.theme import INK_SOFT, RULE


@dataclass(frozen=True)
class Line:
    """One line over years.

    Attributes:
        label: Its name, written at its end.
        years: Years, rising.
        values: Its value in each.
        colour: Its colour.
        lower: Lower limits, if there is a band.
        upper: Upper limits.
        dash: Dashes of the line, so that colour is not the only signal; empty for none.
    """

    label: str
    years: Sequence[int]
    values: Sequence[float]
    colour: str
    lower: Sequence[float] = ()
    upper: Sequence[float] = ()
    dash: str = ""


def draw_lines(
    *, lines: Sequence[Line], alt: str, width: float, height: float, from_zero: bool = True
) -> Picture:
    """Draw lines over years.

    Args:
        lines: The lines.
        alt: What they show, in sentences that state facts.
        width: Width of the picture.
        height: Height of the picture.
        from_zero: Whether the axis starts at zero.
    """
    shown = [v for line in lines for v in (*line.values, *line.lower, *line.upper)]
    ticks = nice_ticks(0.0 if from_zero else min(shown), max(shown), count=4)
    years = sorted({year for line in lines for year in line.years})
    room = max(text_width(line.label, 10.5, 600) for line in lines) + 12
    left = max(text_width(f"{t:,.10g}", 9.5) for t in ticks) + 8
    right, top, floor = width - room, 8.0, height - 18.0

    def across(year: int) -> float:
        return left + (right - left) * (year - years[0]) / max(years[-1] - years[0], 1)

    def down(value: float) -> float:
        return floor - (floor - top) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    parts = [
        rule(x1=left, y1=down(t), x2=right, y2=down(t), colour=RULE, width=0.6)
        + text(f"{t:,.10g}", x=left - 6, y=down(t) + 3.5, size=9.5, anchor="end", colour=INK_SOFT)
        for t in ticks
    ]
    parts += [
        text(str(year), x=across(year), y=height - 4, size=9.5, colour=INK_SOFT,
             anchor="start" if year == years[0] else "end" if year == years[-1] else "middle")
        for year in years if year in _labelled(years)
    ]  # fmt: skip
    for line in lines:
        points = list(zip(line.years, line.values, strict=True))
        if line.lower:
            over = [(y, v) for y, v in zip(line.years, line.upper, strict=True)]
            under = [(y, v) for y, v in zip(line.years, line.lower, strict=True)][::-1]
            band = "L".join(f"{n(across(y))} {n(down(v))}" for y, v in [*over, *under])
            parts.append(f'<path d="M{band}Z" fill="{line.colour}" fill-opacity="0.14"/>')
        track = "L".join(f"{n(across(y))} {n(down(v))}" for y, v in points)
        dashed = f' stroke-dasharray="{line.dash}"' if line.dash else ""
        parts.append(f'<path d="M{track}" fill="none" stroke="{line.colour}" stroke-width="2"'
                     f'{dashed}/>')  # fmt: skip
    parts += _labels(lines, x=right + 6, down=down, floor=floor)
    return document(parts, width=width, height=height, alt=alt)


def _labelled(years: Sequence[int]) -> set[int]:
    """The first year, the last, and every other year between, counted from the last."""
    return {years[0], *(year for year in years[2:] if (years[-1] - year) % 2 == 0)}


def _labels(
    lines: Sequence[Line], *, x: float, down: Callable[[float], float], floor: float
) -> list[str]:
    """Names at the ends of the lines, moved apart where they would touch."""
    ends = sorted(((down(line.values[-1]), line) for line in lines), key=lambda pair: pair[0])
    parts, least = [], -1e9
    for y, line in ends:
        at = max(y, least + 13)
        least = at
        parts.append(text(line.label, x=x, y=min(at + 3.5, floor + 4), size=10.5, weight=600,
                          colour=line.colour))  # fmt: skip
    return parts
