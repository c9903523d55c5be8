"""What a reader gets out of a document: its words, without the layout."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


_FOOT = 38  # points of the foot of a page, which would stand inside a sentence that runs over


def pdf_text(made: bytes) -> str:
    """The words of a PDF, without the feet of its pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(made)
    return "\n".join(page.get_textpage().get_text_bounded(bottom=_FOOT) for page in document)


def word_text(made: bytes) -> str:
    """The words of a Word file, tables included."""
    from docx import Document

    document = Document(io.BytesIO(made))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells,
                      document.sections[0].footer.paragraphs[0].text])  # fmt: skip


def html_text(made: bytes) -> str:
    """The words of an HTML file, without its pictures."""
    return _Words.of(made.decode())


def excel_cells(made: bytes) -> list[object]:
    """Every cell of a workbook that holds something."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(made), read_only=True)
    return [c for s in book for row in s.iter_rows(values_only=True) for c in row if c is not None]


def squeezed(text: str) -> str:
    """Words without spaces, line ends and hyphens, so that a line break changes nothing."""
    return re.sub(r"[\s\-\u00ad\u0002\ufffe]+", "", text)


def numbers(text: str) -> set[str]:
    """Every number in a text, as it is written."""
    return set(_NUMBER.findall(text))


class _Words(HTMLParser):
    _SILENT = ("style", "svg", "title")

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.depth = 0

    @classmethod
    def of(cls, text: str) -> str:
        parser = cls()
        parser.feed(text)
        return "\n".join(parser.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in self._SILENT

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in self._SILENT

    def handle_data(self, data: str) -> None:
        if not self.depth and data.strip():
            self.words.append(data)
