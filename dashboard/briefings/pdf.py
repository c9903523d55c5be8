"""A briefing as PDF/UA-1: tagged, with written alternatives, the same bytes every time."""

from __future__ import annotations

import json
import re
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from dashboard.briefings.model import (
    ONE_PAGE,
    TWO_PAGES,
    AreaBriefing,
    Block,
    Bullets,
    Illustration,
    Paragraph,
    Table,
)
from dashboard.charts.drawn.png import house_fonts
from dashboard.charts.drawn.svg import FONT
from dashboard.text.messages import languages
from dashboard.theme import ACCENT, INK, INK_SOFT, PANEL, RULE, WARNING

_TEMPLATE = Path(__file__).with_name("briefing.typ")
# A page too many is a page set a little tighter: the densities that are tried in turn.
_DENSITIES = {ONE_PAGE: (0.97, 0.94, 0.91, 0.88, 0.85), TWO_PAGES: (1.0, 0.94, 0.91, 0.88, 0.85)}
_ONE_PAGE_OF_CATCHMENT = 0.88
_PAGES = {ONE_PAGE: 1, TWO_PAGES: 2}
_PAGE = re.compile(rb"/Type\s*/Page\b")
_local = threading.local()


def pdf_of(briefing: AreaBriefing) -> bytes:
    """The briefing as PDF.

    Raises:
        ValueError: If typst warns, for example of a letter that the font lacks.
    """
    data = json.dumps(_data(briefing), ensure_ascii=False)
    if briefing.area_type == "catchment":  # one page where it fits, otherwise two at ease
        made = _compiled(data, _ONE_PAGE_OF_CATCHMENT, briefing.built)
        if len(_PAGE.findall(made)) == 1:
            return made
    for density in _DENSITIES[briefing.length]:
        made = _compiled(data, density, briefing.built)
        if len(_PAGE.findall(made)) <= _PAGES[briefing.length]:
            break
    return made


def _compiled(data: str, density: float, built: str) -> bytes:
    made, warnings = _compiler().compile_with_warnings(
        format="pdf",
        sys_inputs={"data": data, "density": f"{density}"},
        pdf_standards="ua-1",
        timestamp=int(datetime.fromisoformat(f"{built}T00:00:00+00:00").timestamp()),
    )
    if warnings:
        raise ValueError("; ".join(str(warning.message) for warning in warnings))
    assert isinstance(made, bytes)
    return made


def pages_of(briefing: AreaBriefing, *, scale: float = 1.4) -> list[bytes]:
    """The pages of the PDF as PNG, to be looked at on a screen."""
    data = json.dumps(_data(briefing), ensure_ascii=False)
    for density in _DENSITIES[briefing.length]:
        made = _compiler().compile(
            format="png", ppi=72 * scale, sys_inputs={"data": data, "density": f"{density}"}
        )
        pages = made if isinstance(made, list) else [made]
        if len(pages) <= _PAGES[briefing.length]:
            break
    return [page for page in pages if page is not None]


def _compiler() -> typst.Compiler:
    """One for each thread: a compiler that two threads share raises `Already borrowed`."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(str(_TEMPLATE), font_paths=house_fonts())
    return _local.compiler


def _data(briefing: AreaBriefing) -> dict[str, Any]:
    lang, _, region = languages()[briefing.language].tag.partition("-")
    return {
        "lang": lang, "region": region, "font": FONT, "length": briefing.length,
        "kicker": briefing.kicker, "title": briefing.title, "subtitle": briefing.subtitle,
        "headline": briefing.headline, "footer": briefing.footer, "notice": briefing.notice,
        "words": briefing.words,
        "colours": {"ink": INK, "soft": INK_SOFT, "accent": ACCENT, "panel": PANEL, "rule": RULE,
                    "warning": WARNING},
        "figures": [
            {"value": f.value, "label": f.label, "note": f.note} for f in briefing.figures
        ],
        "sections": {
            s.id: {"heading": s.heading, "small": s.small, "blocks": [_block(b) for b in s.blocks]}
            for s in briefing.sections
        },
    }  # fmt: skip


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Bullets(items):
            return {"kind": "bullets", "items": items}
        case Illustration(picture, caption):
            return {"kind": "picture", "svg": picture.svg, "alt": picture.alt, "caption": caption}
        case Table():
            return {
                "kind": "table", "caption": block.caption, "columns": block.columns,
                "rows": [[cell.text for cell in row] for row in block.rows],
                "numeric": numeric_columns(block), "note": block.note,
                "weights": block.weights or [1.0] * len(block.columns),
            }  # fmt: skip


def numeric_columns(table: Table) -> list[bool]:
    """Which columns hold numbers, and so stand on the right."""
    return [
        any(row[column].value is not None for row in table.rows)
        for column in range(len(table.columns))
    ]
