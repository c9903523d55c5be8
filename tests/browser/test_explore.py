"""Explore in a real browser: it draws, it is clicked, it downloads, it stays on this host."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from PIL import Image

from dashboard.theme import SEA, step_colours
from etl.catalogue.indicators import FIRST_INDICATOR
from etl.release import open_release
from tests.browser.conftest import MAP, Visit

pytestmark = pytest.mark.browser

SOMEWHERE_IN_HIGHLAND = {"lng": -4.6, "lat": 57.4}
HIGHLAND = "S12000017"
LARGEST_CHANGE_BYTES = 27_000  # the first change sends the lists of options once more


def query(visit: Visit) -> dict[str, list[str]]:
    return parse_qs(urlsplit(visit.page.url).query)


def colours(visit: Visit) -> dict[tuple[int, int, int], int]:
    picture = Image.open(io.BytesIO(visit.page.locator(MAP).screenshot())).convert("RGB")
    counted = picture.getcolors(maxcolors=picture.width * picture.height) or []
    return {colour: count for count, colour in counted}


def as_rgb(colour: str) -> tuple[int, int, int]:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def test_the_map_draws_sea_and_steps_of_colour(server: str, visit: Visit) -> None:
    visit.page.goto(f"{server}/?type=ltla&indicator=need_all&services=none")
    visit.settle()
    found = colours(visit)
    for colour in (SEA, *step_colours(5)):
        assert found.get(as_rgb(colour), 0) > 200, colour


def test_a_click_on_the_map_chooses_the_area(server: str, visit: Visit) -> None:
    visit.page.goto(f"{server}/?type=ltla&services=none")
    visit.settle()
    visit.page.mouse.click(*visit.spot(SOMEWHERE_IN_HIGHLAND))
    visit.page.get_by_role("heading", name="Highland", exact=True).wait_for(timeout=20_000)
    visit.settle()
    assert query(visit)["area"] == [HIGHLAND]


def test_the_picker_chooses_an_area_by_keyboard_and_the_link_reopens_it(
    server: str, visit: Visit
) -> None:
    visit.page.goto(f"{server}/?type=ltla")
    visit.settle()
    visit.pick("Local authority to look at", "North Yorkshire")
    heading = visit.page.get_by_role("heading", name="North Yorkshire", exact=True)
    heading.wait_for(timeout=20_000)
    assert query(visit)["area"] == ["E06000065"]
    visit.page.goto(visit.page.url)
    heading.wait_for(timeout=20_000)
    visit.settle()
    assert visit.page.get_by_text("Services within 60 minutes").is_visible()


def test_the_back_button_returns_to_the_start_after_another_page(server: str, visit: Visit) -> None:
    visit.page.goto(f"{server}/?type=country&area=W92000004")
    visit.settle()
    visit.page.get_by_role("link", name="Data and methods").first.click()
    visit.page.get_by_role("heading", name="Sources").wait_for(timeout=20_000)
    visit.page.get_by_role("link", name="Explore").first.click()
    visit.page.get_by_role("heading", name="Wales", exact=True).wait_for(timeout=20_000)
    visit.rest()
    assert query(visit)["area"] == ["W92000004"]


def test_the_csv_holds_the_rows_of_the_release(
    server: str, visit: Visit, release_dir: Path, tmp_path: Path
) -> None:
    visit.page.goto(f"{server}/?type=ltla")
    visit.settle()
    visit.page.get_by_text("Take it away").click()
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name="Data (CSV)").click()
    file = tmp_path / "data.csv"
    waiting.value.save_as(file)
    got = pd.read_csv(file, encoding="utf-8-sig").set_index("area_code").sort_index()
    rows = open_release(release_dir).table("indicators")
    mine = rows[(rows["area_type"] == "ltla") & (rows["indicator_id"] == FIRST_INDICATOR)]
    want = mine.assign(area_code=mine["area_code"].astype(str)).set_index("area_code").sort_index()
    assert got.index.tolist() == want.index.tolist()
    for column in ("value", "lower", "upper", "rank"):
        pd.testing.assert_series_equal(got[column], want[column], check_dtype=False)
    assert got["release"].unique().tolist() == [open_release(release_dir).id]
    assert waiting.value.suggested_filename.startswith(f"gap-atlas_{FIRST_INDICATOR}_ltla_")


def test_geojson_and_citation_download(server: str, visit: Visit, tmp_path: Path) -> None:
    visit.page.goto(f"{server}/?type=country")
    visit.settle()
    visit.page.get_by_text("Take it away").click()
    for label, part in (("Areas (GeoJSON)", '"citation"'), ("Citation (text)", "Assumptions")):
        with visit.page.expect_download() as waiting:
            visit.page.get_by_role("button", name=label).click()
        waiting.value.save_as(tmp_path / "file")
        assert part in (tmp_path / "file").read_text(encoding="utf-8")


def test_nothing_leaves_for_another_host_and_the_console_is_clean(
    server: str, visit: Visit
) -> None:
    visit.page.goto(f"{server}/?type=ltla&table=1&area=E06000065")
    visit.settle()
    visit.page.get_by_text("Where these figures come from").click()
    visit.rest()
    visit.pick("Indicator", "Minutes to the nearest children's hospice")
    visit.settle()
    assert visit.hosts <= {server.removeprefix("http://"), "data", "blob"}
    assert visit.errors == []
    assert visit.failed == []


def test_a_change_of_indicator_sends_little(server: str, visit: Visit) -> None:
    visit.page.goto(f"{server}/?type=ltla")
    visit.settle()
    for indicator in ("Children with life-limiting conditions per 10,000",
                      "Minutes to the nearest children's hospice"):  # fmt: skip
        visit.received = 0
        visit.pick("Indicator", indicator)
        visit.settle()
        assert 0 < visit.received <= LARGEST_CHANGE_BYTES


def test_the_first_page_answers_to_its_name_and_its_citation_is_copied(
    server: str, visit: Visit
) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.goto(f"{server}/explore?area={HIGHLAND}&indicator=minutes_to_children_hospice")
    visit.settle()
    visit.page.get_by_role("heading", name="Highland", exact=True).wait_for()
    assert visit.page.get_by_role("dialog").count() == 0
    assert urlsplit(visit.page.url).path == "/"
    visit.page.get_by_text("Take it away").click()
    visit.page.get_by_role("button", name="Copy the citation").click()
    visit.page.get_by_text("Copied.", exact=True).wait_for()
    copied = visit.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("Gap Atlas, release")
    assert "children's hospice" in copied
