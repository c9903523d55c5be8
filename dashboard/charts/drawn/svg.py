"""The pieces of a picture: elements of SVG as text, and how wide words are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from dashboard.theme import INK, PAPER

FONT = "Source Sans 3"
_FAMILY = f"'{FONT}', 'Source Sans Pro', Arial, sans-serif"
_SEMIBOLD = 600

# Widths of the letters of Source Sans 3 in parts of the type size; any other letter counts 0.55.
_WIDTHS: dict[str, float] = {
    letter: width
    for width, letters in (
        (0.20, " "), (0.25, "ij',.:;|"), (0.26, "lI"), (0.30, "f!()[]{}-"), (0.35, "rt/\\"),
        (0.43, "sz*?\""), (0.46, "cx"), (0.48, "vyJYFL"), (0.50, "0123456789aegk#$+<=>^_~"),
        (0.52, "XVES"), (0.54, "houATZ"), (0.56, "bndpqCPR"), (0.59, "KB&"), (0.63, "DGU"),
        (0.65, "HNOQ"), (0.72, "wM"), (0.80, "W%m@"),
    )
    for letter in letters
}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A drawn picture.

    Attributes:
        svg: The picture.
        width: Its width in pixels of 1/96 inch.
        height: Its height in the same.
        alt: What it shows, in sentences that state facts.
    """

    svg: str
    width: float
    height: float
    alt: str


def document(parts: Iterable[str], *, width: float, height: float, alt: str) -> Picture:
    """Put parts together into one picture on paper."""
    body = "".join(parts)
    return Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(width)} {n(height)}" '
        f'width="{n(width)}" height="{n(height)}" font-family="{_FAMILY}" fill="{INK}">'
        f'<rect width="{n(width)}" height="{n(height)}" fill="{PAPER}"/>{body}</svg>',
        width, height, alt,
    )  # fmt: skip


def side_by_side(pictures: Sequence[Picture]) -> Picture:
    """Several pictures as one, from left to right.

    Example:
        >>> one = document([], width=20, height=10, alt="One.")
        >>> both = side_by_side([one, one])
        >>> both.width, both.height, both.alt
        (40, 10, 'One. One.')
    """
    lefts = accumulate((picture.width for picture in pictures), initial=0)
    parts = [
        f'<g transform="translate({n(left)} 0)">{picture.svg}</g>'
        for left, picture in zip(lefts, pictures, strict=False)
    ]
    return document(
        parts,
        width=sum(picture.width for picture in pictures),
        height=max(picture.height for picture in pictures),
        alt=" ".join(picture.alt for picture in pictures),
    )


def n(value: float) -> str:
    """A coordinate: two decimals at most.

    Example:
        >>> n(1.5), n(2.0), n(0.126)
        ('1.5', '2', '0.13')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(
    words: str,
    *,
    x: float,
    y: float,
    size: float = 11,
    weight: int = 400,
    anchor: str = "start",
    colour: str = INK,
    halo: bool = False,
) -> str:
    """Words at a place; `anchor` is start, middle or end. A halo keeps them legible on a map.

    Their width is written down, so that a browser without the house font does not cut them off.
    """
    edge = (
        f' stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
        if halo else ""
    )  # fmt: skip
    return (
        f'<text x="{n(x)}" y="{n(y)}" font-size="{n(size)}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{colour}" textLength="{n(text_width(words, size, weight))}" '
        f'lengthAdjust="spacingAndGlyphs"{edge}>{escape(words)}</text>'
    )


def rect(
    *, x: float, y: float, width: float, height: float, fill: str, line: str = "none",
    line_width: float = 0.6,
) -> str:  # fmt: skip
    """A box."""
    return (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(max(width, 0))}" height="{n(max(height, 0))}" '
        f'fill="{fill}" stroke="{line}" stroke-width="{n(line_width)}"/>'
    )


def rule(
    *, x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1, dash: str = ""
) -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}" stroke="{colour}" '
        f'stroke-width="{n(width)}"{dashed}/>'
    )


def mark(path: str, *, x: float, y: float, size: float, fill: str, line: str,
         line_width: float = 1.6) -> str:  # fmt: skip
    """A mark whose outline is a path on a square of 24 by 24, with its middle at a place."""
    scale = size / 24
    return (
        f'<path d="{path}" fill="{fill}" stroke="{line}" stroke-width="{n(line_width)}" '
        f'transform="translate({n(x - size / 2)} {n(y - size / 2)}) scale({n(scale)})"/>'
    )


def text_width(words: str, size: float, weight: int = 400) -> float:
    """About how wide words are in the house font.

    Example:
        >>> round(text_width("Leeds", 10), 1)
        24.7
    """
    wider = 1.03 if weight >= _SEMIBOLD else 1.0
    return size * wider * sum(_WIDTHS.get(letter, 0.55) for letter in words)


def wrapped(words: str, *, size: float, width: float, weight: int = 400) -> list[str]:
    """Words broken into lines that are no wider than asked, where spaces allow it.

    Example:
        >>> wrapped("one two three", size=10, width=40)
        ['one two', 'three']
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def block(
    words: str, *, x: float, y: float, width: float, size: float = 11, weight: int = 400,
    colour: str = INK, leading: float = 1.28,
) -> tuple[str, float]:  # fmt: skip
    """Words in lines; gives the elements and how high they are."""
    lines = wrapped(words, size=size, width=width, weight=weight)
    step = size * leading
    drawn = [
        text(line, x=x, y=y + size * 0.95 + row * step, size=size, weight=weight, colour=colour)
        for row, line in enumerate(lines)
    ]
    return "".join(drawn), step * len(lines)
