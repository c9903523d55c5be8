"""A briefing in Excel: its text, its tables with real numbers, and every figure of the release."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from dashboard.briefings.model import AreaBriefing, Bullets, Illustration, Paragraph, Table
from dashboard.text.messages import languages
from dashboard.workbook import Sheet, workbook


def excel_of(briefing: AreaBriefing) -> bytes:
    """The briefing as a workbook after the rules of the Government Analysis Function."""
    title = f"{briefing.title}: {briefing.kicker}"
    about = "\n".join(filter(None, (briefing.notice, briefing.subtitle, briefing.headline)))
    sheets = [_summary(briefing), _figures(briefing), *map(_sheet, briefing.tables())]
    if not briefing.full.empty:
        sheets.append(_full(briefing))
    return workbook(
        title=title, about=about, citation=briefing.citation, sheets=sheets,
        notes=[briefing.footer], sources=briefing.sources, assumptions=briefing.assumptions,
        language=languages()[briefing.language].tag,
        created=datetime.fromisoformat(briefing.built),
    )  # fmt: skip


def _summary(briefing: AreaBriefing) -> Sheet:
    """Every sentence of the briefing, with the part it stands in."""
    words, rows = briefing.words, []
    for section in briefing.sections:
        for block in section.blocks:
            match block:
                case Paragraph(text):
                    rows.append((section.heading, text))
                case Bullets(items):
                    rows += [(section.heading, item) for item in items]
                case Illustration():
                    rows.append((section.heading, f"{block.caption} {block.picture.alt}"))
                case Table():
                    continue
    frame = pd.DataFrame(rows, columns=[words["part"], words["text"]])
    return Sheet("Summary", words["summary"], frame)


def _figures(briefing: AreaBriefing) -> Sheet:
    words = briefing.words
    frame = pd.DataFrame(
        [(figure.label, figure.value, figure.note) for figure in briefing.figures],
        columns=[words["figure"], words["estimate"], words["range"]],
    )
    return Sheet("Key_figures", words["key_figures"], frame, not_applicable=[words["range"]])


def _sheet(table: Table) -> Sheet:
    """A table with numbers as numbers. Where words stand for a number, the cell holds the words."""
    columns: dict[str, list[object]] = {}
    decimals = {}
    for place, heading in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        numbers = [cell.value for cell in cells]
        if place and all(number is not None for number in numbers):
            columns[heading] = list(numbers)
            decimals[heading] = max(cell.decimals for cell in cells)
        else:
            columns[heading] = [cell.text for cell in cells]
    notes = [table.note] if table.note else []
    return Sheet(table.name, table.caption, pd.DataFrame(columns), notes, decimals)


def _full(briefing: AreaBriefing) -> Sheet:
    """All figures as the release holds them, not rounded."""
    words = briefing.words
    frame = briefing.full.rename(
        columns={"indicator_id": "indicator_id", "label": words["figure"],
                 "value": words["estimate"], "lower": "lower", "upper": "upper",
                 "unit": words["unit"], "period": "period", "note": words["note"]}
    )  # fmt: skip
    return Sheet("All_figures", words["all_figures"], frame, not_applicable=[words["note"]])
