"""What a briefing is made of. Every format draws the same pieces, with the same words in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from dashboard.charts.drawn import Picture

ONE_PAGE, TWO_PAGES = "one", "two"


@dataclass(frozen=True)
class KeyFigure:
    """A number that stands out: the figure, what it is, and what must be known about it."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of whole sentences."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """Points of a list, each a whole sentence."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One cell: the words, and the number they show, if it is one.

    Attributes:
        text: As it is read.
        value: The same number as a number; None for words.
        decimals: Decimals of `text`.
    """

    text: str
    value: float | None = None
    decimals: int = 0


@dataclass(frozen=True)
class Table:
    """A table. The first cell of a row is its heading.

    Attributes:
        caption: What it shows.
        columns: Headings.
        rows: Cells, as many in each row as there are headings.
        name: Name of its sheet in a workbook: letters, digits and underscores.
        note: What must be known about it; empty for nothing.
        weights: How wide the columns are beside each other.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: str
    note: str = ""
    weights: tuple[float, ...] = ()


@dataclass(frozen=True)
class Illustration:
    """A picture with its caption; the picture holds its own written alternative."""

    picture: Picture
    caption: str
    name: str


Block = Paragraph | Bullets | Table | Illustration


@dataclass(frozen=True)
class Section:
    """A part of a briefing under one heading.

    Attributes:
        id: Its name in the layout.
        heading: Its heading.
        blocks: What it holds, in reading order.
        small: Whether it is set small: reference matter.
    """

    id: str
    heading: str
    blocks: tuple[Block, ...]
    small: bool = False


@dataclass(frozen=True)
class AreaBriefing:
    """One briefing, ready to be written in any format.

    Attributes:
        area_type: Type of the area, or `catchment`.
        code: Code of the area, or the id of a hospice.
        language: Tag of the language of the words.
        length: `one` or `two` pages.
        kicker: The line above the title.
        title: Name of the area.
        subtitle: What and where the area is.
        headline: The most important sentences.
        figures: Numbers that stand out.
        sections: The parts in reading order.
        citation: How to cite it.
        footer: The line at the foot of every page.
        words: Fixed words of the formats, such as the heading of the notes.
        notice: What stands above everything: that no one has reviewed the translation.
        release: Release it rests on.
        built: Day of the release, as `YYYY-MM-DD`.
        full: Every figure of the area as the release holds it, for the workbook.
        sources: Source records, for the workbook.
        assumptions: Assumptions, for the workbook.
    """

    area_type: str
    code: str
    language: str
    length: str
    kicker: str
    title: str
    subtitle: str
    headline: str
    figures: tuple[KeyFigure, ...]
    sections: tuple[Section, ...]
    citation: str
    footer: str
    words: dict[str, str]
    notice: str
    release: str
    built: str
    full: pd.DataFrame = field(repr=False)
    sources: Sequence[dict[str, object]] = field(default=(), repr=False)
    assumptions: Sequence[dict[str, object]] = field(default=(), repr=False)

    def tables(self) -> list[Table]:
        """Its tables in order."""
        return [b for s in self.sections for b in s.blocks if isinstance(b, Table)]

    def illustrations(self) -> list[Illustration]:
        """Its pictures in order."""
        return [b for s in self.sections for b in s.blocks if isinstance(b, Illustration)]

    def prose(self, *, without: Sequence[str] = ()) -> Iterator[str]:
        """Every sentence a person reads, without tables and without the sections named."""
        yield self.headline
        for section in self.sections:
            for block in section.blocks if section.id not in without else ():
                if isinstance(block, Paragraph):
                    yield block.text
                elif isinstance(block, Bullets):
                    yield from block.items
