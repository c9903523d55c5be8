"""The formats of a briefing, and the names of their files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.briefings.model import TWO_PAGES, AreaBriefing
from dashboard.text.messages import ENGLISH


@dataclass(frozen=True)
class Format:
    """One format: its ending, what it is called, its media type, and what makes it."""

    id: str
    label: str
    mime: str
    make: Callable[[AreaBriefing], bytes]


def _pdf(briefing: AreaBriefing) -> bytes:
    from dashboard.briefings.pdf import pdf_of  # noqa: PLC0415

    return pdf_of(briefing)


def _word(briefing: AreaBriefing) -> bytes:
    from dashboard.briefings.word import word_of  # noqa: PLC0415

    return word_of(briefing)


def _excel(briefing: AreaBriefing) -> bytes:
    from dashboard.briefings.excel import excel_of  # noqa: PLC0415

    return excel_of(briefing)


def _html(briefing: AreaBriefing) -> bytes:
    from dashboard.briefings.html import html_of  # noqa: PLC0415

    return html_of(briefing)


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: dict[str, Format] = {
    f.id: f
    for f in (
        Format("pdf", "PDF", "application/pdf", _pdf),
        Format("docx", "Word", f"{_OFFICE}.wordprocessingml.document", _word),
        Format("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", _excel),
        Format("html", "HTML", "text/html", _html),
    )
}


def file_name(briefing: AreaBriefing, ending: str) -> str:
    """A name that says area, format and release."""
    return name_of(briefing.title, briefing.area_type, briefing.code, release=briefing.release,
                   ending=ending, language=briefing.language, length=briefing.length)  # fmt: skip


def name_of(
    title: str, area_type: str, code: str, *, release: str, ending: str, language: str = ENGLISH,
    length: str = TWO_PAGES,
) -> str:  # fmt: skip
    """The name of a file.

    Example:
        >>> name_of("Tŷ Hafan", "ltla", "W06000014", release="2026-11-25-ab", ending="pdf")
        'gap-atlas_ltla_W06000014_ty-hafan_2026-11-25-ab.pdf'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60]
    extra = ("" if language == ENGLISH else f"_{language}") + (
        "" if length == TWO_PAGES else "_one-page"
    )
    return f"gap-atlas_{area_type}_{code}_{slug}_{release}{extra}.{ending}"
