"""The file of a workbook while it is written: its formats, its sheets, its properties."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.workbook.sheet import SHORTHAND, Sheet

LONGEST_TEXT = 32_767  # characters that Excel keeps in a cell
_WIDEST, _NARROWEST = 60, 9
_TEXT_WIDTH = 100
# Text that a spreadsheet would read as a formula if it were typed in or saved as CSV.
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Book:
    """The file while it is written."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        # Without these three, text such as "=1+1" would become a formula and could do harm.
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
        self._book = xlsxwriter.Workbook(self._buffer, safe)
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
        columns = [table.cells(position) for position in range(len(table.frame.columns))]
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
            style = self._header_right if table.is_numeric(position) else self._header
            self._column(sheet, header, position, cells, table)
            sheet.set_column(position, position, _width(heading, cells))
            self._write_text(sheet, header, position, heading, style)
        if len(table.frame):
            sheet.add_table(header, 0, header + len(table.frame), len(headings) - 1, {
                "name": f"table_{table.name.lower()}", "autofilter": False, "banded_rows": False,
                "style": "Table Style Light 1",
                "columns": [{"header": h, "header_format": self._header_right
                             if table.is_numeric(n) else self._header}
                            for n, h in enumerate(headings)],
            })  # fmt: skip
        return sheet, header + 1

    def _column(
        self, sheet: Worksheet, header: int, position: int, cells: list[Any], table: Sheet
    ) -> None:
        style = self._numbers[table.decimals.get(str(table.frame.columns[position]))]
        is_numeric = table.is_numeric(position)
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

    def finish(self, *, title: str, about: str, created: datetime, language: str) -> bytes:
        """Write the properties. Gives the file."""
        self._book.set_properties(
            {"title": title, "subject": title, "author": "Gap Atlas", "comments": about,
             "created": created.astimezone(UTC) if created.tzinfo else created}
        )  # fmt: skip
        self._book.close()
        return _with_language(self._buffer.getvalue(), language)


def _first_line(rows: int, notes: Sequence[int]) -> str:
    count = f"{rows:,} {'row' if rows == 1 else 'rows'}" if rows else "no rows"
    if not notes:
        return f"This sheet contains one table with {count}."
    listed = ", ".join(map(str, notes))
    plural = "note" if len(notes) == 1 else "notes"
    return f"This sheet contains one table with {count}. See {plural} {listed} on the sheet Notes."


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
