"""A ranking strip: every area of a kind as one thin bar in order, one of them picked out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.drawn.axes import nice_ticks
from dashboard.charts.drawn.svg import Picture, document, n, rect, rule, text, text_width
from dashboard.theme import ACCENT, INK, INK_SOFT, MARKS, RULE, SELECTED

Numbers = NDArray[np.float64]
_PLAIN = "#9db4c9"


@dataclass(frozen=True)
class StripWords:
    """Words of a ranking strip.

    Attributes:
        alt: What it shows, in sentences that state facts.
        area: Name of the area and its figure, as its label says them.
        benchmark: Name of the benchmark and its figure; empty for none.
        low_end: What stands under the first bar.
        high_end: What stands under the last bar.
        unit: What follows the numbers of the axis, such as `%`.
    """

    alt: str
    area: str
    benchmark: str = ""
    low_end: str = ""
    high_end: str = ""
    unit: str = ""


def draw_strip(
    *,
    values: Numbers,
    chosen: int,
    words: StripWords,
    width: float,
    height: float,
    limits: tuple[float, float] | None = None,
    benchmark: float | None = None,
    greatest: float | None = None,
) -> Picture:
    """Draw a ranking strip.

    Args:
        values: Figures of the areas that have one, shape `(n,)`.
        chosen: Row of the area picked out.
        words: Every word on it.
        width: Width of the picture.
        height: Height of the picture.
        limits: Interval of the chosen area.
        benchmark: Where the line of the benchmark is drawn.
        greatest: Greatest figure there can be, such as 100.
    """
    top, floor, left = 32.0, height - 17.0, 34.0
    highest = [float(values.max()), *(limits or ()), benchmark or 0.0]
    ticks = nice_ticks(0.0, min(max(highest), greatest) if greatest else max(highest), count=3)
    span = max(ticks[-1], *highest) or 1.0

    def down(value: float) -> float:
        return floor - (floor - top) * value / span

    order = np.argsort(values, kind="stable")
    place = int(np.flatnonzero(order == chosen)[0])
    step = (width - left - 2) / len(values)
    parts = [
        rule(x1=left, y1=down(t), x2=width, y2=down(t), colour=RULE, width=0.6)
        + text(f"{t:,.10g}{words.unit}", x=left - 5, y=down(t) + 3.5, size=9.5, anchor="end",
               colour=INK_SOFT)
        for t in ticks
    ]  # fmt: skip
    thin = step * (0.72 if step > 3 else 1)
    tops = [min(down(float(values[index])), floor - 0.8) for index in order]
    if thin == step:  # one outline: bars that touch would show slits between them
        outline = "".join(
            f"L{n(left + row * step)} {n(y)}H{n(left + (row + 1) * step)}"
            for row, y in enumerate(tops)
        )
        parts.append(f'<path d="M{n(left)} {n(floor)}{outline}V{n(floor)}Z" fill="{_PLAIN}"/>')
    else:
        parts += [
            rect(x=left + row * step, y=y, width=thin, height=floor - y, fill=_PLAIN)
            for row, y in enumerate(tops) if row != place
        ]  # fmt: skip
    parts += _benchmark(benchmark, words.benchmark, down=down, left=left, width=width)
    middle = left + (place + 0.5) * step
    parts += _chosen(float(values[chosen]), limits, middle=middle, step=max(thin, 4), down=down,
                     floor=floor, label=words.area, left=left, width=width)  # fmt: skip
    parts.append(text(words.low_end, x=left, y=height - 4, size=9.5, colour=INK_SOFT))
    parts.append(text(words.high_end, x=width, y=height - 4, size=9.5, anchor="end",
                      colour=INK_SOFT))  # fmt: skip
    return document(parts, width=width, height=height, alt=words.alt)


def _benchmark(
    value: float | None, label: str, *, down: Callable[[float], float], left: float, width: float
) -> list[str]:
    if value is None:
        return []
    y = down(value)
    return [
        rule(x1=left, y1=y, x2=width, y2=y, colour=MARKS["children_hospice"].colour, width=1.2,
             dash="4 3"),
        text(label, x=left + 3, y=y - 4, size=10, colour=MARKS["children_hospice"].colour,
             halo=True),
    ]  # fmt: skip


def _chosen(
    value: float, limits: tuple[float, float] | None, *, middle: float, step: float,
    down: Callable[[float], float],
    floor: float, label: str, left: float, width: float,
) -> list[str]:  # fmt: skip
    y = down(value)
    parts = [rect(x=middle - step / 2, y=y, width=step, height=max(floor - y, 1.5), fill=ACCENT)]
    if limits is not None:
        low, high = down(limits[0]), down(limits[1])
        parts.append(rule(x1=middle, y1=low, x2=middle, y2=high, colour=SELECTED, width=1.4))
        parts += [
            rule(x1=middle - 4, y1=end, x2=middle + 4, y2=end, colour=SELECTED, width=1.4)
            for end in (low, high)
        ]
    label = _fitting(label, width=width - left)
    half = text_width(label, 11, 600) / 2
    at = min(max(middle, left + half), width - half)
    top = min(y, down(limits[1]) if limits else y)
    parts.append(rule(x1=middle, y1=16, x2=middle, y2=max(top - 2, 17), colour=INK, width=0.6))
    parts.append(text(label, x=at, y=12, size=11, weight=600, anchor="middle"))
    return parts


def _fitting(label: str, *, width: float) -> str:
    """The label, or the first words of its name with its figure where it is too long."""
    name, _, figure = label.rpartition(": ")
    words = name.split(" ")
    while len(words) > 1 and text_width(label, 11, 600) > width:
        words.pop()
        label = f"{' '.join(words)} ...: {figure}"
    return label
