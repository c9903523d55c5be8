"""Accessible Excel files: the rules that a reader with a screen reader depends on."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import numpy as np
import openpyxl
import pandas as pd
import pytest

from dashboard.workbook import NOT_APPLICABLE, NOT_AVAILABLE, Sheet, workbook

pytestmark = pytest.mark.unit

ASSUMPTION = {"id": "a", "label": "Age", "value": 19, "unit": "years", "reason": "Because."}
SOURCE = {"id": "s", "title": "People", "publisher": "Office", "vintage": "2023", "licence": "OGL",
          "attribution": "Contains people.", "landing_urls": ["https://example.org/"]}  # fmt: skip
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://evil.example")', "{=1}"]


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Area": ["Ynys Môn", "Isles of Scilly"],
            "Need": [1234.5678, np.nan],
            "Year": [2026, 2030],
            "Open": [True, False],
            "Note": [None, "Few children."],
        }
    )


def made(*, sheets: list[Sheet] | None = None, **more: object) -> bytes:
    sheets = sheets or [
        Sheet("Need", "Need by area, mid-2023", frame(), notes=["Modelled."],
              decimals={"Need": 1}, units={"Need": "children"}, not_applicable=["Note"]),
        Sheet("Again", "The same again", frame(), notes=["Modelled.", "Other."]),
    ]  # fmt: skip
    return workbook(
        title="Need in Wales", about="First line.\n\nSecond line.", citation="Gap Atlas, r1.",
        notes=["Estimates, not counts."], assumptions=[ASSUMPTION], sources=[SOURCE],
        sheets=sheets, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_same_rows_give_the_same_bytes() -> None:
    assert made() == made()


def test_sheets_stand_in_the_order_a_reader_needs() -> None:
    assert opened(made()).sheetnames == [
        "Cover", "Contents", "Notes", "Assumptions", "Sources", "Need", "Again",
    ]  # fmt: skip
    one = made(sheets=[Sheet("Need", "Need", frame())])
    assert "Contents" not in opened(one).sheetnames


def test_every_table_sheet_has_its_title_in_a1_and_one_marked_table_without_gaps() -> None:
    book = opened(made())
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert sheet["A1"].value
        assert len(sheet.tables) == 1
        assert not sheet.merged_cells.ranges
        (table,) = sheet.tables.values()
        assert table.autoFilter is None
        first = openpyxl.utils.cell.range_boundaries(table.ref)
        above = [sheet.cell(row, 1).value for row in range(1, first[1])]
        assert all(above)
        cells = [cell.value for row in sheet[table.ref] for cell in row]
        assert None not in cells
        assert first[3] == sheet.max_row


def test_figures_keep_their_precision_and_show_their_decimals_and_units() -> None:
    sheet = opened(made())["Need"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Area")
    assert [cell.value for cell in header] == ["Area", "Need (children)", "Year", "Open", "Note"]
    first = sheet[header[0].row + 1]
    assert [cell.value for cell in first] == ["Ynys Môn", 1234.5678, 2026, "Yes", NOT_APPLICABLE]
    assert first[1].number_format == "#,##0.0"
    assert first[2].number_format == "General"
    assert sheet.cell(header[0].row + 2, 2).value == NOT_AVAILABLE


def test_shorthand_is_explained_where_it_is_used() -> None:
    book = opened(made())
    lines = [book["Need"].cell(row, 1).value for row in range(1, 5)]
    assert "Shorthand: [x] means not available." in lines
    assert "Shorthand: [z] means not applicable." in lines
    cover = [cell.value for cell in book["Cover"]["A"]]
    assert "[x] means not available." in cover
    assert "Gap Atlas, r1." in cover


def test_notes_are_numbered_once_and_each_table_names_its_own() -> None:
    book = opened(made())
    notes = [[cell.value for cell in row] for row in book["Notes"].iter_rows(min_row=4)]
    assert notes == [
        ["Note 1", "Estimates, not counts.", "Need, Again"],
        ["Note 2", "Modelled.", "Need, Again"],
        ["Note 3", "Other.", "Again"],
    ]
    assert book["Need"]["A2"].value.endswith("See notes 1, 2 on the sheet Notes.")
    assert book["Again"]["A2"].value.endswith("See notes 1, 2, 3 on the sheet Notes.")


def test_assumptions_and_sources_are_told() -> None:
    book = opened(made())
    assert [cell.value for cell in book["Assumptions"][4]] == ["Age", "19", "years", "Because."]
    assert [cell.value for cell in book["Sources"][4]][-1] == "https://example.org/"


def test_contents_link_to_every_sheet() -> None:
    sheet = opened(made())["Contents"]
    links = {cell.value: cell.hyperlink.location for cell in sheet["A"] if cell.hyperlink}
    assert links == {n: f"'{n}'!A1" for n in ("Notes", "Assumptions", "Sources", "Need", "Again")}


def test_properties_name_the_title_and_the_language() -> None:
    content = made(language="cy-GB", created=datetime(2026, 11, 25, 8, tzinfo=UTC))
    properties = opened(content).properties
    assert (properties.title, properties.creator) == ("Need in Wales", "Gap Atlas")
    assert properties.created == datetime(2026, 11, 25, 8)
    assert properties.language == "cy-GB"


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula(text: str) -> None:
    rows = pd.DataFrame({"Area": [text], text: ["b"]})
    content = workbook(
        title=text, about=text, citation=text, notes=[text],
        assumptions=[{**ASSUMPTION, "label": text, "reason": text}],
        sources=[{**SOURCE, "title": text, "landing_urls": [text]}],
        sheets=[Sheet("A", text, rows, notes=[text]), Sheet("B", text, rows)],
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        sheets = [name for name in file.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 7
        assert all(b"<f>" not in file.read(name) for name in sheets)
    book = opened(content)
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row
             if cell.value == text]  # fmt: skip
    assert len(found) >= 8
    assert {cell.data_type for cell in found} == {"s"}


def test_a_table_without_rows_says_so() -> None:
    sheet = opened(made(sheets=[Sheet("Need", "Need", frame().iloc[:0])]))["Need"]
    assert "no rows" in sheet["A2"].value
    assert not sheet.tables


@pytest.mark.parametrize(
    "sheets",
    [
        [],
        [Sheet("Notes", "t", frame())],
        [Sheet("has space", "t", frame())],
        [Sheet("x" * 32, "t", frame())],
        [Sheet("Same", "t", frame()), Sheet("same", "t", frame())],
        [Sheet("Twice", "t", pd.DataFrame([[1, 2]], columns=["A", "a"]))],
        [Sheet("Long", "t", pd.DataFrame({"A": ["x" * 32_768]}))],
    ],
)
def test_what_excel_would_refuse_is_refused_here(sheets: list[Sheet]) -> None:
    with pytest.raises(ValueError, match=r"table|name|Headings|fit"):
        workbook(title="t", about="a", citation="c", sheets=sheets)
