"""Accessible Excel files, after the Government Analysis Function's rules for spreadsheets.

A cover sheet, a table of contents where there are several tables, numbered notes, assumptions and
sources; then one table on each sheet: its title in A1, marked as an Excel table, with one header
row, no merged cells, no blank rows, units in the headers, and a shorthand for what is missing.
Source: "Releasing statistics in spreadsheets", Government Analysis Function. Pure: no Streamlit.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

NOT_AVAILABLE, NOT_APPLICABLE = "[x]", "[z]"
SHORTHAND = {NOT_AVAILABLE: "not available", NOT_APPLICABLE: "not applicable"}
LONGEST_TEXT = 32_767  # characters that Excel keeps in a cell
_WIDEST, _NARROWEST = 60, 9
_TEXT_WIDTH = 100
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_RESERVED = ("cover", "contents", "notes", "assumptions", "sources")
# Text that a spreadsheet would read as a formula if it were typed in or saved as CSV.
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIXED = datetime(2000, 1, 1)  # the same rows give the same bytes


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook.

    Attributes:
        name: Name of the sheet: a letter, then letters, digits and underscores, 31 at most.
        title: What the table shows: what, where, when. Stands in A1.
        frame: The rows, with headings as a person reads them. Its index is left out.
        notes: Notes on this table. They are numbered on the sheet Notes.
        decimals: Decimals shown, by column. Other numbers stand as they are. Full precision is
            kept in the cell.
        units: Units put in brackets after a heading, by column.
        not_applicable: Columns in which nothing means "does not apply", not "not available".
    """

    name: str
    title: str
    frame: pd.DataFrame
    notes: Sequence[str] = ()
    decimals: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    not_applicable: Sequence[str] = ()

    def headings(self) -> list[str]:
        """Headings of the columns with their units."""
        return [
            f"{column} ({self.units[column]})" if self.units.get(column) else str(column)
            for column in self.frame.columns
        ]


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
    buffer = io.BytesIO()
    book = _Book(buffer)
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
    book.close(title=title, about=about, created=created or _FIXED)
    return _with_language(buffer.getvalue(), language)


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


class _Book:
    """The file while it is written."""

    def __init__(self, buffer: io.BytesIO) -> None:
        # Without these three, text such as "=1+1" would become a formula and could do harm.
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
        self._book = xlsxwriter.Workbook(buffer, safe)
        font = {"font_name": "Arial", "font_size": 12, "valign": "top"}
        add = self._book.add_format
        self._title = add({**font, "font_size": 16, "bold": True})
        self._heading = add({**font, "font_size": 14, "bold": True, "text_wrap": True})
        self._text = add({**font, "text_wrap": True})
        self._line = add(font)
        self._literal = add({**font, "text_wrap": True, "quote_prefix": True})
        self._link = add({**font, "font_color": "#0000ee", "underline": 1})
        self._header = add({**font, "bold": True, "text_wrap": True, "bottom": 1})
        self._header_right = add({**font, "bold": True, "text_wrap": True, "bottom": 1,
                                  "align": "right"})  # fmt: skip
        self._missing = add({**font, "align": "right"})
        self._numbers: dict[int | None, Format] = {
            None: add(font),
            **{n: add({**font, "num_format": _number_format(n)}) for n in range(10)},
        }

    def cover(self, title: str, about: str, citation: str, names: Sequence[str]) -> None:
        """The first sheet: what this is and how to cite it."""
        sheet = self._book.add_worksheet("Cover")
        sheet.set_column(0, 0, _TEXT_WIDTH)
        lines: list[tuple[str, Format]] = [(title, self._title)]
        lines += [(line, self._text) for line in about.splitlines() if line.strip()]
        lines += [("How to cite", self._heading), (citation, self._text)]
        lines += [("Shorthand in the tables", self._heading)]
        lines += [(f"{mark} means {words}.", self._text) for mark, words in SHORTHAND.items()]
        lines += [("Sheets in this file", self._heading)]
        for row, (line, style) in enumerate(lines):
            self._write_text(sheet, row, 0, line, style)
        for row, name in enumerate(names, len(lines)):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self._link, name)

    def contents(self, entries: Sequence[tuple[str, str]]) -> None:
        """The table of contents, with links."""
        frame = pd.DataFrame(entries, columns=["Sheet", "Title"])
        sheet, first = self.table(Sheet("Contents", "Contents", frame), [])
        for row, (name, _) in enumerate(entries, first):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self._link, name)

    def table(self, table: Sheet, notes: Sequence[int]) -> tuple[Worksheet, int]:
        """One sheet with one table; gives it and the row of its first figures."""
        sheet = self._book.add_worksheet(table.name)
        columns = [_cells(table, position) for position in range(len(table.frame.columns))]
        above = [_first_line(len(table.frame), notes)]
        above += [
            f"Shorthand: {mark} means {words}."
            for mark, words in SHORTHAND.items()
            if any(mark in column for column in columns)
        ]
        self._write_text(sheet, 0, 0, table.title, self._title)
        for row, line in enumerate(above, 1):
            self._write_text(sheet, row, 0, line, self._line)
        header = 1 + len(above)
        headings = table.headings()
        for position, (heading, cells) in enumerate(zip(headings, columns, strict=True)):
            style = self._header_right if _is_numeric(table, position) else self._header
            self._column(sheet, header, position, cells, table)
            sheet.set_column(position, position, _width(heading, cells))
            self._write_text(sheet, header, position, heading, style)
        if len(table.frame):
            sheet.add_table(header, 0, header + len(table.frame), len(headings) - 1, {
                "name": f"table_{table.name.lower()}", "autofilter": False, "banded_rows": False,
                "style": "Table Style Light 1",
                "columns": [{"header": h, "header_format": self._header_right
                             if _is_numeric(table, n) else self._header}
                            for n, h in enumerate(headings)],
            })  # fmt: skip
        return sheet, header + 1

    def _column(
        self, sheet: Worksheet, header: int, position: int, cells: list[Any], table: Sheet
    ) -> None:
        style = self._numbers[table.decimals.get(str(table.frame.columns[position]))]
        is_numeric = _is_numeric(table, position)
        for row, cell in enumerate(cells, header + 1):
            if isinstance(cell, str):
                mark = is_numeric and cell in SHORTHAND
                self._write_text(sheet, row, position, cell, self._missing if mark else self._text)
            else:
                sheet.write_number(row, position, cell, style)

    def _write_text(
        self, sheet: Worksheet, row: int, column: int, text: str, style: Format
    ) -> None:
        if len(text) > LONGEST_TEXT:
            raise ValueError(f"A text of {len(text)} characters does not fit a cell.")
        if text.startswith(_LIKE_A_FORMULA):
            style = self._literal
        sheet.write_string(row, column, text, style)

    def close(self, *, title: str, about: str, created: datetime) -> None:
        """Write the properties and finish."""
        self._book.set_properties(
            {"title": title, "subject": title, "author": "Gap Atlas", "comments": about,
             "created": created.astimezone(UTC) if created.tzinfo else created}
        )  # fmt: skip
        self._book.close()


def _first_line(rows: int, notes: Sequence[int]) -> str:
    count = f"{rows:,} {'row' if rows == 1 else 'rows'}" if rows else "no rows"
    if not notes:
        return f"This sheet contains one table with {count}."
    listed = ", ".join(map(str, notes))
    plural = "note" if len(notes) == 1 else "notes"
    return f"This sheet contains one table with {count}. See {plural} {listed} on the sheet Notes."


def _is_numeric(table: Sheet, position: int) -> bool:
    kind = table.frame.dtypes.iloc[position]
    return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)


def _cells(table: Sheet, position: int) -> list[Any]:
    """The cells of a column: numbers, or text; never nothing."""
    column = str(table.frame.columns[position])
    blank = NOT_APPLICABLE if column in table.not_applicable else NOT_AVAILABLE
    return [_cell(value, blank) for value in table.frame.iloc[:, position].tolist()]


def _cell(value: Any, blank: str) -> Any:
    if isinstance(value, bool | np.bool_):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return value if value.strip() else blank
    if value is None or value is pd.NaT or value is pd.NA:
        return blank
    if isinstance(value, int | float | np.number):
        return value if np.isfinite(value) else blank
    return value.isoformat() if isinstance(value, date) else str(value)


def _width(heading: str, cells: Iterable[Any]) -> float:
    """Characters that show the longest word of the heading and the longest cell, within limits."""
    longest = max((len(c) if isinstance(c, str) else 12 for c in cells), default=0)
    word = max(map(len, heading.split()))
    return min(max(longest, word, len(heading) / 2, _NARROWEST) * 1.15 + 2, _WIDEST)


def _number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _with_language(made: bytes, language: str) -> bytes:
    """The file with its language among its properties, which XlsxWriter cannot set."""
    core = "docProps/core.xml"
    tag = f"<dc:language>{language}</dc:language></cp:coreProperties>".encode()
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise ValueError(f"Not a language tag: {language!r}.")
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            content = old.read(item)
            if item.filename == core:
                content = content.replace(b"</cp:coreProperties>", tag)
            new.writestr(item, content)
    return buffer.getvalue()
