"""Briefings: the same words in every format, accessible, in bounds, and made again the same."""

from __future__ import annotations

import io
import os
import re
from functools import cache

import numpy as np
import pikepdf
import pytest
import textstat

from dashboard.briefings.bulk import ALL_TYPES, Order, Target, one_target, run
from dashboard.briefings.catchment import catchment_of, catchments
from dashboard.briefings.catchment_content import catchment_briefing
from dashboard.briefings.content import area_briefing
from dashboard.briefings.facts import Facts
from dashboard.briefings.formats import FORMATS, file_name
from dashboard.briefings.model import AreaBriefing, Illustration
from dashboard.briefings.parts_gap import gap_facts
from dashboard.briefings.wording import rounded
from dashboard.text.messages import languages, messages
from etl.catalogue.sentences import gap_sentence
from etl.catalogue.services import CAPACITY_KINDS
from etl.errors import UserError
from etl.release import Release
from tests.support.documents import (
    excel_cells,
    html_text,
    numbers,
    pdf_text,
    squeezed,
    word_text,
)

pytestmark = pytest.mark.integration
# The longer run, made by hand: GAP_ATLAS_BRIEFINGS=30.
SAMPLE = int(os.environ.get("GAP_ATLAS_BRIEFINGS", "1"))
HIGHEST_READING_AGE = 14
SCHOOL_STARTS_AT = 5


@pytest.fixture(scope="session")
def facts(release: Release) -> Facts:
    return Facts(release)


def _areas(facts: Facts, each: int = SAMPLE) -> list[Target]:
    """Some areas of every type, the smallest and the longest-named among them."""
    chosen = []
    for area_type in ALL_TYPES:
        mine = sorted((a for (t, _), a in facts.areas.items() if t == area_type),
                      key=lambda a: a.code)  # fmt: skip
        places = np.linspace(0, len(mine) - 1, min(each, len(mine))).astype(int)
        chosen += [Target(area_type, mine[i].code) for i in places]
    smallest = min(facts.areas.values(), key=lambda a: a.population)
    longest = max(facts.areas.values(), key=lambda a: len(a.name))
    extra = [Target(a.area_type, a.code) for a in (smallest, longest)]
    return list(dict.fromkeys([*chosen, *extra]))


@cache
def _made(briefing_of: Facts, target: Target, language: str) -> AreaBriefing:
    return area_briefing(briefing_of, target.area_type, target.code, language=language)


def _briefings(facts: Facts) -> list[AreaBriefing]:
    english = [_made(facts, target, "en") for target in _areas(facts)]
    welsh = [_made(facts, target, "cy") for target in (Target("health_body", "W11000023"),)]
    return [*english, *welsh]


def _words(briefing: AreaBriefing) -> list[str]:
    """Every text that a person must find in every format."""
    found = [briefing.title, briefing.subtitle, *briefing.prose()]
    for figure in briefing.figures:
        found += [figure.value, figure.label, figure.note]
    found += [s.heading for s in briefing.sections]
    for table in briefing.tables():
        found += [table.caption, table.note]
        found += [cell.text for row in table.rows for cell in row]
    return [text for text in found if text]


def test_every_format_says_the_same(facts: Facts) -> None:
    for briefing in _briefings(facts):
        texts = {
            "pdf": pdf_text(FORMATS["pdf"].make(briefing)),
            "docx": word_text(FORMATS["docx"].make(briefing)),
            "html": html_text(FORMATS["html"].make(briefing)),
        }
        for ending, text in texts.items():
            plain = squeezed(text)
            lost = [words for words in _words(briefing) if squeezed(words) not in plain]
            assert lost == [], (briefing.code, ending)
        assert numbers(texts["docx"]) == numbers(texts["html"]), briefing.code


def test_the_workbook_holds_the_same_numbers_as_numbers(facts: Facts) -> None:
    for briefing in _briefings(facts):
        cells = excel_cells(FORMATS["xlsx"].make(briefing))
        texts = {c for c in cells if isinstance(c, str)}
        values = {float(c) for c in cells if isinstance(c, int | float)}
        assert set(briefing.prose()) - {briefing.headline} <= texts, briefing.code
        for table in briefing.tables():
            for row in table.rows:
                for cell in row:
                    assert cell.text in texts or cell.value in values, (briefing.code, cell)


def test_every_pdf_is_tagged_and_says_what_its_pictures_show(facts: Facts) -> None:
    for briefing in _briefings(facts):
        made = FORMATS["pdf"].make(briefing)
        with pikepdf.open(io.BytesIO(made)) as pdf:
            root = pdf.Root
            assert b"pdfuaid" in root.Metadata.read_bytes()
            assert bool(root.MarkInfo.Marked)
            assert str(root.Lang).lower() == languages()[briefing.language].tag.lower()
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert str(pdf.docinfo.Title).startswith(briefing.title)
            assert len(pdf.pages) <= 2
            tags = _tags(root.StructTreeRoot)
            headings = [tag for tag, _ in tags if re.fullmatch(r"H\d", tag)]
            assert headings[0] == "H1" and headings.count("H1") == 1
            assert headings.count("H2") == len(briefing.sections)
            alternatives = [alt for tag, alt in tags if tag == "Figure"]
            assert sorted(alternatives) == sorted(i.picture.alt for i in briefing.illustrations())
            kinds = {tag for tag, _ in tags}
            assert {"Table", "THead", "TH", "TD", "L", "LI", "P"} <= kinds
            with pdf.open_outline() as outline:
                entries = list(_titles(outline.root))
            assert entries == [briefing.title, *_in_layout(briefing, entries)]


def _tags(node: pikepdf.Object) -> list[tuple[str, str]]:
    """Tags in reading order with their written alternatives."""
    found = [(str(node.S).lstrip("/"), str(node.get("/Alt", "")))] if "/S" in node else []
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and ("/S" in child or "/K" in child):
            found += _tags(child)
    return found


def _titles(items: list[pikepdf.OutlineItem]) -> list[str]:
    return [t for item in items for t in (str(item.title), *_titles(item.children))]


def _in_layout(briefing: AreaBriefing, entries: list[str]) -> list[str]:
    """The bookmarks: every heading once; the layout may move one."""
    headings = {section.heading for section in briefing.sections}
    assert set(entries[1:]) == headings
    return entries[1:]


def test_the_same_content_gives_the_same_bytes(facts: Facts) -> None:
    briefing = area_briefing(facts, "ltla", "E08000025")
    for form in FORMATS.values():
        assert form.make(briefing) == form.make(briefing), form.id


def test_one_page_stays_one_page(facts: Facts) -> None:
    for target in _areas(facts):
        briefing = area_briefing(facts, target.area_type, target.code, length="one")
        with pikepdf.open(io.BytesIO(FORMATS["pdf"].make(briefing))) as pdf:
            assert len(pdf.pages) == 1, target


def test_a_person_of_fourteen_can_read_it(facts: Facts) -> None:
    for target in _areas(facts):
        prose = " ".join(_made(facts, target, "en").prose(without=("sources",)))
        # By letters and sentences: other formulas need a list of syllables from another host.
        age = textstat.automated_readability_index(prose) + SCHOOL_STARTS_AT
        assert age <= HIGHEST_READING_AGE, target


def test_gap_sentences_are_those_of_the_release(facts: Facts, release: Release) -> None:
    reasons = release.table("gap_reasons")
    said = dict(zip(zip(reasons["area_type"], reasons["area_code"], reasons["service_kind"],
                        strict=True), reasons["sentence"], strict=True))  # fmt: skip
    for target in _areas(facts, 5):
        area = facts.area(target.area_type, target.code)
        for kind in CAPACITY_KINDS:
            found = gap_sentence(gap_facts(facts, area, kind.id, name=area.name))
            assert found == said[area.area_type, area.code, kind.id]


def test_an_estimate_never_stands_without_its_range(facts: Facts) -> None:
    for target in _areas(facts):
        briefing = _made(facts, target, "en")
        need = facts.figure(facts.area(target.area_type, target.code), "need_all")
        low, high = f"{rounded(need.lower):,.0f}", f"{rounded(need.upper):,.0f}"
        assert f"between {low} and {high}" in briefing.headline
        assert "About" in briefing.headline


def test_html_fetches_nothing_and_names_its_pictures(facts: Facts) -> None:
    briefing = area_briefing(facts, "constituency", "W07000081")
    page = FORMATS["html"].make(briefing).decode()
    assert not re.search(r'(?:src|href)="|url\((?!#)|@import', page)
    assert page.count('role="img"') == len(briefing.illustrations())
    assert '<html lang="en-GB">' in page


def test_a_document_in_word_has_headings_header_rows_and_alternatives(facts: Facts) -> None:
    from docx import Document

    briefing = area_briefing(facts, "ltla", "E08000025")
    document = Document(io.BytesIO(FORMATS["docx"].make(briefing)))
    styles = [p.style.name for p in document.paragraphs]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == len(briefing.sections) + 1
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    described = re.findall(r'descr="([^"]+)"', document.element.xml)
    assert len(described) == len(briefing.illustrations())


def test_the_file_name_says_area_format_and_release(facts: Facts) -> None:
    name = file_name(area_briefing(facts, "ltla", "E08000025"), "docx")
    assert name == f"gap-atlas_ltla_E08000025_birmingham_{facts.release.id}.docx"


def test_a_stopped_run_goes_on_and_comes_to_the_same(facts: Facts, tmp_path) -> None:
    targets = _areas(facts)[:4]
    order = Order(str(facts.release.path), str(tmp_path / "one"), ("pdf", "html"))
    run(targets, order, workers=1, tell=lambda _: None)
    whole = (tmp_path / "one" / "manifest.json").read_bytes()

    other = tmp_path / "two"
    again = Order(order.release, str(other), order.formats)
    run(targets[:2], again, workers=1, tell=lambda _: None)
    (other / ".gap-atlas_half.pdf.99.part").write_bytes(b"half")
    outcomes = run(targets, again, workers=1, tell=lambda _: None)
    assert (other / "manifest.json").read_bytes() == whole
    assert sum(outcome.kept for outcome in outcomes) == 4
    assert not list(other.glob(".*.part"))


def test_a_folder_of_another_language_is_refused(facts: Facts, tmp_path) -> None:
    target = [Target("country", "W92000004")]
    order = Order(str(facts.release.path), str(tmp_path), ("html",))
    run(target, order, workers=1, tell=lambda _: None)
    with pytest.raises(UserError, match="another release"):
        run(target, Order(order.release, order.out, ("html",), "cy"), workers=1,
            tell=lambda _: None)  # fmt: skip


def test_an_unknown_code_is_refused(facts: Facts) -> None:
    with pytest.raises(UserError, match="E99"):
        one_target(facts, "E99")


def test_every_picture_has_a_caption(facts: Facts) -> None:
    for briefing in _briefings(facts):
        pictures = [b for s in briefing.sections for b in s.blocks if isinstance(b, Illustration)]
        assert all(p.caption and p.picture.alt for p in pictures)


def test_every_hospice_has_a_catchment_that_says_how_it_is_drawn(facts: Facts) -> None:
    for service_id in catchments(facts):
        found = catchment_of(facts, service_id)
        need = found.figure("need_all")
        assert need.value == pytest.approx(found.need, rel=0.01), service_id
        assert need.lower < need.value < need.upper
        briefing = catchment_briefing(facts, service_id)
        how = " ".join(briefing.prose())
        if found.how == "stated":
            assert "the one that the hospice states" in how
        else:
            assert "within 60 minutes by car" in how
            assert found.within(60) == pytest.approx(100)
    birmingham = catchment_briefing(facts, "acorns-birmingham")
    plain = squeezed(pdf_text(FORMATS["pdf"].make(birmingham)))
    assert all(squeezed(words) in plain for words in _words(birmingham))


def test_every_word_of_a_welsh_briefing_is_translated(facts: Facts) -> None:
    say = messages("cy")
    say.missing.clear()
    for area in facts.areas.values():
        if area.nation == "Wales" and area.area_type != "health_body_2024":
            briefing = area_briefing(facts, area.area_type, area.code, language="cy")
            assert "heb ei adolygu eto" in briefing.notice
            assert "not yet reviewed" in briefing.notice
    assert say.missing == set()
