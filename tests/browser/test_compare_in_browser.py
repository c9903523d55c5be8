"""Compare in a real browser: pictures, tables, links, print, and little on the wire."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pandas as pd
import pypdfium2
import pytest
from PIL import Image

from dashboard.theme import BAR_CHOSEN
from etl.release import open_release
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

HIGHLAND = "/compare?type=health_body&area=S08000022"
AREAS = "Your area, or several as a group"
LARGEST_CHANGE_BYTES = 110_000
DRAWN = """count => [...document.querySelectorAll('.js-plotly-plot')]
  .filter(plot => plot._fullLayout && plot.querySelector('.main-svg')).length >= count"""


def open_compare(visit: Visit, address: str, *, charts: int) -> None:
    visit.page.goto(address)
    visit.page.wait_for_function(DRAWN, arg=charts, timeout=90_000)
    visit.rest()


def saved(visit: Visit, chart: str, label: str, folder: Path) -> bytes:
    button = visit.page.locator(f".st-key-actions_{chart}").get_by_role("button", name=label)
    with visit.page.expect_download(timeout=60_000) as waiting:
        button.click()
    assert waiting.value.suggested_filename.endswith(f".{label.lower()}")
    assert waiting.value.suggested_filename.startswith(f"gap-atlas_{chart}_")
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file.read_bytes()


def test_a_chart_is_taken_away_in_four_forms_that_stand_alone(
    server: str, visit: Visit, release_dir: Path, tmp_path: Path
) -> None:
    open_compare(visit, server + HIGHLAND, charts=5)
    release = open_release(release_dir)
    picture = Image.open(io.BytesIO(saved(visit, "ranking", "PNG", tmp_path))).convert("RGB")
    assert picture.width == 1800
    colours = {colour for _, colour in picture.getcolors(maxcolors=10**7) or []}
    assert tuple(int(BAR_CHOSEN[i : i + 2], 16) for i in (1, 3, 5)) in colours
    for chart in ("ranking", "funnel", "scatter", "projection", "gradient"):
        drawing = saved(visit, chart, "SVG", tmp_path).decode("utf-8")
        assert drawing.startswith("<svg")
        assert release.id in drawing
        assert "Modelled estimates" in drawing
    assert "Share within 30 minutes" in saved(visit, "ranking", "SVG", tmp_path).decode("utf-8")
    rows = pd.read_csv(io.BytesIO(saved(visit, "ranking", "CSV", tmp_path)), encoding="utf-8-sig")
    assert len(rows) == 62
    assert rows["release"].unique().tolist() == [release.id]
    book = openpyxl.load_workbook(io.BytesIO(saved(visit, "ranking", "XLSX", tmp_path)))
    assert book.sheetnames == ["Cover", "Notes", "Assumptions", "Sources", "Data"]
    assert visit.hosts <= {server.removeprefix("http://"), "data", "blob"}


def test_another_area_comes_by_keyboard_and_sends_little(server: str, visit: Visit) -> None:
    open_compare(visit, server + "/compare?type=health_body", charts=3)
    box = visit.page.get_by_role("combobox", name=AREAS)
    box.click()
    box.press_sequentially("NHS Fife")
    visit.page.get_by_role("option", name="NHS Fife").wait_for(timeout=30_000)
    visit.received = 0
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Escape")  # the open list hides the page from assistive technology
    visit.page.get_by_role("heading", name="NHS Fife", exact=True).wait_for(timeout=30_000)
    visit.page.wait_for_function(DRAWN, arg=5, timeout=60_000)
    visit.rest()
    assert 0 < visit.received <= LARGEST_CHANGE_BYTES
    assert parse_qs(urlsplit(visit.page.url).query)["area"] == ["S08000029"]
    assert visit.errors == [] or all("404" in error for error in visit.errors)


def test_links_carry_the_area_to_explore_and_back(server: str, visit: Visit) -> None:
    open_compare(visit, server + HIGHLAND + "&indicator=minutes_to_picu", charts=5)
    visit.page.get_by_role("link", name="See it on the map").click()
    visit.page.get_by_role("heading", name="NHS Highland", exact=True).wait_for(timeout=60_000)
    visit.rest()
    found = parse_qs(urlsplit(visit.page.url).query)
    assert (found["area"], found["indicator"]) == (["S08000022"], ["minutes_to_picu"])
    visit.page.get_by_role("link", name="Compare it with other areas").click()
    visit.page.get_by_text("What stands out").wait_for(timeout=60_000)
    visit.rest()
    found = parse_qs(urlsplit(visit.page.url).query)
    assert (found["area"], found["indicator"]) == (["S08000022"], ["minutes_to_picu"])


def test_it_prints_without_controls_and_with_every_chart(server: str, visit: Visit) -> None:
    open_compare(visit, server + HIGHLAND, charts=5)
    printed = pypdfium2.PdfDocument(visit.page.pdf(format="A4", print_background=True))
    text = " ".join(printed[n].get_textpage().get_text_range() for n in range(len(printed)))
    for part in ("What stands out", "Ranking", "Need against access", "Where it is heading",
                 "Who is left behind", "Modelled estimates"):  # fmt: skip
        assert part in text
    for control in ("Kind of area", "XLSX", "The table behind this chart"):
        assert control not in text
    assert 3 <= len(printed) <= 8


def test_on_a_phone_the_panels_stand_in_one_column(server: str, phone: Visit) -> None:
    open_compare(phone, server + "/compare?section=regions", charts=2)
    narrow = phone.page.locator(".st-key-chart_bodies_narrow")
    assert narrow.is_visible()
    assert not phone.page.locator(".st-key-chart_bodies_wide").is_visible()
    box = narrow.bounding_box()
    assert box is not None
    assert box["height"] > 1500
