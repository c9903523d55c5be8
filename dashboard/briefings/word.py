"""A briefing in Word: real headings, header rows, written alternatives, styles one can change."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as DocTable

from dashboard.briefings.model import AreaBriefing, Bullets, Illustration, Paragraph, Table
from dashboard.briefings.pdf import numeric_columns
from dashboard.charts.drawn import png_of
from dashboard.text.messages import languages
from dashboard.theme import ACCENT, INK, INK_SOFT, WARNING

_FONT = "Arial"
_WIDTH_CM = 17.0
_PICTURE_CM = {"map": 10.0, "strip": 12.0, "trend": 12.0}
_SMALL = 9
_FIXED = (1980, 1, 1, 0, 0, 0)


def word_of(briefing: AreaBriefing) -> bytes:
    """The briefing as a Word file; the same content gives the same bytes."""
    document = Document()
    _prepare(document, briefing)
    if briefing.notice:
        document.add_paragraph(briefing.notice, style="Notice")
    document.add_paragraph(briefing.kicker, style="Kicker")
    document.add_heading(briefing.title, level=1)
    document.add_paragraph(briefing.subtitle, style="Subtitle")
    document.add_paragraph(briefing.headline, style="Intense Quote")
    _key_figures(document, briefing)
    for section in briefing.sections:
        document.add_heading(section.heading, level=2)
        for block in section.blocks:
            match block:
                case Paragraph(text):
                    document.add_paragraph(text, style="Small" if section.small else None)
                case Bullets(items):
                    for item in items:
                        document.add_paragraph(item, style="List Bullet")
                case Table():
                    _table(document, block)
                case Illustration():
                    _picture(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return _settled(buffer.getvalue())


def _prepare(document: Doc, briefing: AreaBriefing) -> None:
    properties = document.core_properties
    properties.title = f"{briefing.title}: {briefing.kicker}"
    properties.author = "Gap Atlas"
    properties.language = languages()[briefing.language].tag
    properties.created = properties.modified = datetime.fromisoformat(briefing.built)
    properties.last_modified_by = "Gap Atlas"
    properties.comments = briefing.citation
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(1.8)
    section.footer.paragraphs[0].text = briefing.footer
    _styles(document, languages()[briefing.language].tag)


def _styles(document: Doc, tag: str) -> None:
    """The house look, all of it in named styles."""
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10.5)
    normal.font.color.rgb = _colour(INK)
    normal.paragraph_format.space_after = Pt(5)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    normal.element.get_or_add_rPr().append(language)
    for name, size in (("Heading 1", 24), ("Heading 2", 13.5), ("Subtitle", 11), ("Caption", 9),
                       ("Intense Quote", 13)):  # fmt: skip
        style = styles[name]
        style.font.name, style.font.size, style.font.italic = _FONT, Pt(size), False
        style.font.color.rgb = _colour(INK_SOFT if name in ("Subtitle", "Caption") else ACCENT)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if "Theme" in key or "theme" in key:
                del fonts.attrib[key]
    quote = styles["Intense Quote"].paragraph_format
    quote.left_indent = quote.right_indent = Cm(0)
    for name, size, colour in (("Kicker", 10, INK_SOFT), ("Small", _SMALL, INK),
                               ("Notice", 10.5, WARNING), ("Figure", 18, ACCENT)):  # fmt: skip
        style = styles.add_style(name, 1)
        style.base_style = normal
        style.font.size, style.font.color.rgb = Pt(size), _colour(colour)
        style.font.bold = name in ("Notice", "Figure")
        style.paragraph_format.space_after = Pt(2)
    styles["Caption"].paragraph_format.keep_with_next = True


def _key_figures(document: Doc, briefing: AreaBriefing) -> None:
    """Numbers that stand out, as a table with a heading in each row."""
    words = briefing.words
    document.add_heading(words["key_figures"], level=2)
    table = _grid(document, [words["figure"], words["estimate"], words["range"]], [3, 1, 1.4])
    for figure in briefing.figures:
        cells = table.add_row().cells
        for cell, text in zip(cells, (figure.label, figure.value, figure.note), strict=True):
            _fill(cell, text)
    document.add_paragraph("", style="Small")


def _table(document: Doc, block: Table) -> None:
    document.add_paragraph(block.caption, style="Caption")
    table = _grid(document, list(block.columns), list(block.weights or [1] * len(block.columns)))
    numeric = numeric_columns(block)
    for row in block.rows:
        for column, (cell, words) in enumerate(zip(table.add_row().cells, row, strict=True)):
            _fill(cell, words.text, right=numeric[column] and column > 0)
    _describe(table, block.caption)
    document.add_paragraph(block.note, style="Small")


def _grid(document: Doc, headings: list[str], weights: list[float]) -> DocTable:
    """A table whose first row is marked as its header and repeats on every page."""
    table = document.add_table(rows=1, cols=len(headings))
    table.style = document.styles["Light Shading Accent 1"]
    table.autofit = False
    properties = table.rows[0]._tr.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)
    for column, weight in enumerate(weights):
        table.columns[column].width = Cm(_WIDTH_CM * weight / sum(weights))
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        _fill(cell, heading)
    return table


def _fill(cell, text: str, *, right: bool = False) -> None:  # type: ignore[no-untyped-def]
    paragraph = cell.paragraphs[0]
    paragraph.text = text
    paragraph.paragraph_format.space_after = Pt(1)
    for run in paragraph.runs:
        run.font.size = Pt(_SMALL)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _describe(table: DocTable, words: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    table._tbl.tblPr.append(caption)


def _picture(document: Doc, block: Illustration) -> None:
    picture = block.picture
    made = png_of(picture.svg, width=picture.width, height=picture.height, scale=2.5)
    shape = document.add_picture(io.BytesIO(made), width=Cm(_PICTURE_CM[block.name]))
    shape._inline.docPr.set("descr", picture.alt)
    shape._inline.docPr.set("title", block.caption)
    document.add_paragraph(block.caption, style="Caption")


def _colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.removeprefix("#").upper())


def _settled(made: bytes) -> bytes:
    """The file with fixed times inside, so that the same content gives the same bytes."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            new.writestr(zipfile.ZipInfo(item.filename, _FIXED), old.read(item),
                         compress_type=zipfile.ZIP_DEFLATED)  # fmt: skip
    return buffer.getvalue()
