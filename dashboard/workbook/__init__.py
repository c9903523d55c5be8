"""Accessible Excel files, after the Government Analysis Function's rules for spreadsheets.

A cover sheet, a table of contents where there are several tables, numbered notes, assumptions and
sources; then one table on each sheet: its title in A1, marked as an Excel table, with one header
row, no merged cells, no blank rows, units in the headers, and a shorthand for what is missing.
Source: "Releasing statistics in spreadsheets", Government Analysis Function. Pure: no Streamlit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from dashboard.workbook.book import Book
from dashboard.workbook.sheet import NOT_APPLICABLE, NOT_AVAILABLE, Sheet

__all__ = ["NOT_APPLICABLE", "NOT_AVAILABLE", "Sheet", "workbook"]

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_RESERVED = ("cover", "contents", "notes", "assumptions", "sources")
_FIXED = datetime(2000, 1, 1)  # the same rows give the same bytes


def workbook(
    *,
    title: str,
    about: str,
    citation: str,
    sheets: Sequence[Sheet],
    notes: Sequence[str] = (),
    assumptions: Sequence[Mapping[str, Any]] = (),
    sources: Sequence[Mapping[str, Any]] = (),
    language: str = "en-GB",
    created: datetime | None = None,
) -> bytes:
    """An accessible workbook.

    Args:
        title: Title of the file, on the cover and in its properties.
        about: What it holds, on the cover. Lines are kept apart.
        citation: How to cite it, on the cover.
        sheets: The tables, in order.
        notes: Notes on all tables.
        assumptions: Records with `label`, `value`, `unit` and `reason`, as in the manifest.
        sources: Records with `title`, `publisher`, `vintage`, `licence`, `attribution` and
            `landing_urls`, as in the manifest.
        language: Language of the words, in the file's properties.
        created: Date in the file's properties; the same rows give the same bytes either way.

    Returns:
        The file. Text that looks like a formula stays text.

    Raises:
        ValueError: If there is no table, or a name or a heading is not allowed or repeats, or a
            text is too long for a cell.

    Example:
        >>> frame = pd.DataFrame({"Area": ["Leeds"], "Need": [12.5]})
        >>> made = workbook(title="Need", about="Need by area.", citation="Gap Atlas.",
        ...                 sheets=[Sheet("Need_by_area", "Need by area", frame)])
        >>> made[:2]
        b'PK'
    """
    _check(sheets)
    book = Book()
    numbered = _numbered(notes, sheets)
    extra = {"Notes": "Notes"} if numbered else {}
    extra |= {"Assumptions": "Assumptions"} if assumptions else {}
    extra |= {"Sources": "Sources"} if sources else {}
    book.cover(title, about, citation, [*extra, *(sheet.name for sheet in sheets)])
    if len(sheets) > 1:
        book.contents([*extra.items(), *((sheet.name, sheet.title) for sheet in sheets)])
    for name, frame in _reference_frames(numbered, assumptions, sources).items():
        book.table(Sheet(name, name, frame), [])
    for sheet in sheets:
        mine = [n for n, (_, names) in enumerate(numbered.items(), 1) if sheet.name in names]
        book.table(sheet, mine)
    return book.finish(title=title, about=about, created=created or _FIXED, language=language)


def _check(sheets: Sequence[Sheet]) -> None:
    if not sheets:
        raise ValueError("A workbook needs a table.")
    names = [sheet.name.casefold() for sheet in sheets]
    for sheet in sheets:
        name = sheet.name
        if not _NAME.fullmatch(name) or name.casefold() in _RESERVED or names.count(
            name.casefold()
        ) > 1:  # fmt: skip
            raise ValueError(f"The name of a sheet is not allowed or repeats: {name!r}.")
        headings = [heading.casefold() for heading in sheet.headings()]
        if not headings or "" in headings or len(set(headings)) < len(headings):
            raise ValueError(f"Headings of the sheet {name} are empty or repeat.")


def _numbered(notes: Sequence[str], sheets: Sequence[Sheet]) -> dict[str, list[str]]:
    """Every note once, with the sheets it is about, in order."""
    found: dict[str, list[str]] = {note: [s.name for s in sheets] for note in notes}
    for sheet in sheets:
        for note in sheet.notes:
            names = found.setdefault(note, [])
            if sheet.name not in names:
                names.append(sheet.name)
    return found


def _reference_frames(
    numbered: Mapping[str, Sequence[str]],
    assumptions: Sequence[Mapping[str, Any]],
    sources: Sequence[Mapping[str, Any]],
) -> dict[str, pd.DataFrame]:
    """The tables of notes, assumptions and sources, where there are any."""
    rows = {
        "Notes": [
            {"Note number": f"Note {n}", "Note": note, "Sheets": ", ".join(names)}
            for n, (note, names) in enumerate(numbered.items(), 1)
        ],
        "Assumptions": [
            {
                "Assumption": record["label"],
                "Value": str(record["value"]),
                "Unit": record.get("unit") or "none",
                "Reason": record.get("reason", ""),
            }
            for record in assumptions
        ],
        "Sources": [
            {
                "Source": record["title"],
                "Publisher": record.get("publisher", ""),
                "Of": str(record.get("vintage", "")),
                "Licence": record.get("licence", ""),
                "Attribution": record.get("attribution", ""),
                "Address": ", ".join(record.get("landing_urls", ())),
            }
            for record in sources
        ],
    }
    return {name: pd.DataFrame(listed) for name, listed in rows.items() if listed}
