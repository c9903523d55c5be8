"""The map in the browser: it keeps its place, answers clicks and keys, and asks only us."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from etl.catalogue.indicators import INDICATOR_BY_ID
from tests.browser.conftest import Visit
from tests.browser.test_every_page import violations

pytestmark = pytest.mark.browser

HIGHLAND = "S12000017"
IN_HIGHLAND, IN_YORKSHIRE = {"lng": -4.6, "lat": 57.4}, {"lng": -1.3, "lat": 54.1}
MINUTES = INDICATOR_BY_ID["minutes_to_children_hospice"].label
NEED = INDICATOR_BY_ID["need_per_10000"].label
KINDS = {
    "hexagons": "?map=hexagons",
    "small areas": "?map=small&area=S12000042&indicator=minutes_to_children_hospice",
    "bands": "?map=bands&from=acorns-birmingham",
    "two indicators": "?map=pair",
    "side by side": "?map=beside",
    "clusters": "?map=clusters",
}


def query(visit: Visit) -> dict[str, list[str]]:
    return parse_qs(urlsplit(visit.page.url).query)


def open_map(visit: Visit, server: str, words: str = "?services=none") -> None:
    visit.page.goto(f"{server}/{words}")
    visit.settle()


def test_zoom_and_place_stay_when_indicator_and_kind_of_area_change(
    server: str, visit: Visit
) -> None:
    open_map(visit, server)
    visit.page.evaluate(
        "() => document.querySelector('.ga-map').gapMap.jumpTo({center: [-3.2, 51.9], zoom: 8})"
    )
    before = visit.camera()
    visit.pick("Indicator", MINUTES)
    visit.settle()
    assert visit.camera() == pytest.approx(before)
    visit.pick("Kind of area", "Westminster constituencies")
    visit.settle()
    assert visit.camera() == pytest.approx(before)
    assert visit.hosts <= {server.removeprefix("http://"), "data", "blob"}
    assert visit.errors == []
    assert visit.failed == []


def test_a_click_chooses_without_moving_and_shift_picks_out(server: str, visit: Visit) -> None:
    open_map(visit, server)
    before = visit.camera()
    visit.page.keyboard.down("Shift")
    visit.page.mouse.click(*visit.spot(IN_HIGHLAND))
    visit.page.keyboard.up("Shift")
    visit.page.wait_for_url("**marked=S12000017**")
    visit.rest()
    visit.page.mouse.click(*visit.spot(IN_HIGHLAND))
    visit.page.get_by_role("heading", name="Highland", exact=True).wait_for(timeout=20_000)
    visit.settle()
    assert query(visit)["area"] == [HIGHLAND]
    assert visit.camera() == pytest.approx(before)


def wait_until_picked(visit: Visit, *names: str) -> None:
    """Wait until these rows are selected and so many areas are outlined; fail if they never are."""
    visit.page.wait_for_function(
        "names => { const rows = [...document.querySelectorAll("
        "  '[data-testid=stDataFrame] canvas tr[aria-selected=true]')];"
        " const map = document.querySelector('.ga-map').gapMap;"
        " const drawn = map.queryRenderedFeatures({layers: ['picked']});"
        " const found = rows.map(row => row.querySelector('td').textContent).sort();"
        " return found.join() === names.join()"
        "   && new Set(drawn.map(one => one.id)).size === names.length }",
        arg=sorted(names),
        timeout=20_000,
    )


def click_row(visit: Visit, name: str) -> None:
    """Click the box at the start of a row. The table draws itself: its rows are 35 pixels high."""
    grid = visit.page.locator("[data-testid=stDataFrame] canvas").first
    grid.scroll_into_view_if_needed()
    row = grid.locator("tr", has_text=name).first.get_attribute("aria-rowindex")
    box = grid.bounding_box()
    assert row is not None
    assert box is not None
    visit.page.mouse.click(box["x"] + 16, box["y"] + 35 * (int(row) - 1) + 17)
    visit.settle()


@pytest.mark.parametrize("held", ["Shift", "Control"])
def test_areas_picked_out_on_the_map_are_picked_in_the_table_and_the_other_way_round(
    held: str, server: str, visit: Visit
) -> None:
    open_map(visit, server, "?type=region&services=none&table=1")
    for place in (IN_HIGHLAND, IN_YORKSHIRE):
        visit.page.keyboard.down(held)
        visit.page.mouse.click(*visit.spot(place))
        visit.page.keyboard.up(held)
        visit.settle()
    assert query(visit)["marked"] == ["S92000003.E12000003"]
    assert "area" not in query(visit)
    wait_until_picked(visit, "Scotland", "Yorkshire and The Humber")
    click_row(visit, "Scotland")
    wait_until_picked(visit, "Yorkshire and The Humber")
    assert query(visit)["marked"] == ["E12000003"]
    visit.page.keyboard.down(held)
    visit.page.mouse.click(*visit.spot(IN_YORKSHIRE))
    visit.page.keyboard.up(held)
    visit.settle()
    assert "marked" not in query(visit)
    wait_until_picked(visit)
    assert visit.errors == []


def test_the_keyboard_moves_zooms_reads_and_chooses(server: str, visit: Visit) -> None:
    open_map(visit, server)
    visit.page.evaluate(
        "place => { const map = document.querySelector('.ga-map').gapMap;"
        " map.jumpTo({center: place, zoom: 7});"
        " document.querySelector('.ga-map canvas').focus({focusVisible: true}) }",
        IN_HIGHLAND,
    )
    tip = visit.page.locator(".ga-map-tip")
    visit.page.keyboard.press("ArrowRight")
    visit.page.wait_for_timeout(900)
    assert tip.inner_text().startswith("Highland")
    before = visit.camera()
    visit.page.keyboard.press("+")
    visit.page.wait_for_timeout(900)
    assert visit.camera()["zoom"] > before["zoom"]
    visit.page.keyboard.press("Escape")
    assert not tip.is_visible()
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("heading", name="Highland", exact=True).wait_for(timeout=20_000)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_map_draws_says_its_facts_and_passes_axe(
    kind: str, server: str, visit: Visit
) -> None:
    open_map(visit, server, KINDS[kind])
    labels = visit.page.locator(".ga-map canvas").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    assert len(labels) == (2 if kind == "side by side" else 1)
    assert all("Map of" in label for label in labels)
    assert visit.errors == []
    assert violations(visit) == []


def test_maps_side_by_side_move_together(server: str, visit: Visit) -> None:
    open_map(visit, server, KINDS["side by side"])
    both = visit.page.evaluate(
        "() => { const maps = [...document.querySelectorAll('.ga-map')].map(m => m.gapMap);"
        " maps[1].jumpTo({center: [-2, 53], zoom: 8});"
        " return maps.map(m => [m.getCenter().lng, m.getCenter().lat, m.getZoom()]) }"
    )
    assert both[0] == pytest.approx(both[1])
    assert both[0][2] == pytest.approx(8)


def test_without_webgl_a_message_says_what_to_do(server: str, visit: Visit) -> None:
    visit.page.add_init_script(
        "const real = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
        " return kind.startsWith('webgl') ? null : real.call(this, kind, ...more) }"
    )
    visit.page.goto(server)
    visit.page.wait_for_selector(".ga-map[data-state=failed]", timeout=60_000)
    assert "needs WebGL" in visit.page.locator(".ga-map-words").inner_text()
    visit.page.get_by_role("combobox", name="Local authority to look at").wait_for()


def test_a_dark_page_passes_axe(server: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 1000})
    visit = Visit(context.new_page()).watch()
    open_map(visit, server, "?area=E06000065")
    sea = visit.page.locator(".ga-map").evaluate("map => map.style.getPropertyValue('--map-sea')")
    assert sea == "#1c262f"
    assert violations(visit) == []
    context.close()


def test_a_map_stands_still_for_those_who_ask_for_less_motion(
    server: str, browser: Browser
) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 1000})
    visit = Visit(context.new_page()).watch()
    open_map(visit, server, "?area=E06000065")
    visit.page.evaluate(
        "() => { const map = document.querySelector('.ga-map').gapMap; window.zooms = new Set();"
        " map.on('move', () => window.zooms.add(map.getZoom())) }"
    )
    visit.page.mouse.move(*visit.spot({"lng": -1.4, "lat": 54.2}))
    visit.page.keyboard.down("Control")
    visit.page.mouse.wheel(0, -200)
    visit.page.keyboard.up("Control")
    visit.page.wait_for_function("window.zooms.size === 1")
    visit.page.get_by_role("button", name="Zoom in").click()
    visit.page.wait_for_function("window.zooms.size === 2")
    visit.page.get_by_text("The whole UK", exact=True).click()
    visit.page.wait_for_function("[...window.zooms].at(-1) < 5")
    visit.settle()
    visit.page.wait_for_timeout(800)
    assert visit.page.evaluate("window.zooms.size") == 3
    context.close()


def test_a_figure_that_changes_is_one_frame(server: str, visit: Visit) -> None:
    open_map(visit, server, "?services=none&area=E06000065")
    visit.pick("Indicator", MINUTES)  # four councils have no road to one, and no value
    visit.settle()
    turn = visit.page.evaluate(
        "() => { const root = document.querySelector('.ga-map'); window.frames_drawn = 0;"
        " root.gapMap.on('render', () => window.frames_drawn++); return root.gapTurn }"
    )
    visit.pick("Indicator", NEED)
    visit.page.wait_for_function(
        "turn => document.querySelector('.ga-map').gapTurn > turn && window.frames_drawn", arg=turn
    )
    visit.settle()
    assert visit.page.evaluate("window.frames_drawn") == 1


def test_a_finger_scrolls_the_page_past_the_map(server: str, phone: Visit) -> None:
    open_map(phone, server)
    touch = phone.page.locator(".ga-map .maplibregl-canvas-container").evaluate(
        "one => getComputedStyle(one).touchAction"
    )
    assert "pan-y" in touch
