"""What holds for every page: it fits a phone, and axe finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = {
    "explore": "/?type=ltla",
    "explore with an area": "/?type=ltla&area=E06000065",
    "explore with the table": "/?type=country&table=1&assume=speed:80,sc:highest",
    "explore with a tampered address": "/?type=moon",
    "explore on each nation's own study": (
        "/?type=country&indicator=need_all&basis=national_study&area=S92000003"
    ),
    "explore with a postcode": "/?type=ltla&near=B296HZ",
    "services with one chosen": "/services?near=B296HZ&service=acorns-birmingham",
    "compare a group, with a table": (
        "/compare?area=E54000069.E54000067.E54000032&against=region&tables=ranking"
    ),
    "compare one with areas like it": "/compare?area=S08000022&against=neighbours",
    "compare all regions": "/compare?section=regions&tables=bodies",
    "area briefing": "/area-briefing?type=ltla&area=E08000025",
    "area briefing in Welsh": "/area-briefing?type=constituency&area=W07000081&language=cy",
    "data and methods": "/data-and-methods",
}
# Faults in Streamlit's own markup: the rule, and what in the selector or markup names its element.
STREAMLITS_OWN: dict[str, tuple[str, ...]] = {}


def open_and_wait(visit: Visit, server: str, page: str) -> None:
    visit.page.goto(server + PAGES[page])
    if page.startswith("explore"):
        visit.settle()
        if "area=" in PAGES[page]:
            visit.page.get_by_text("Where does this number come from").click()
            visit.page.get_by_text("Assumptions", exact=True).first.wait_for(timeout=30_000)
        if "assume=" in PAGES[page]:
            visit.page.get_by_text("Change the assumptions").click()
            visit.page.get_by_text("Start from a named set").wait_for(timeout=30_000)
        visit.page.get_by_text("Where these figures come from").click()
        visit.page.get_by_text("Cite as:").wait_for(timeout=30_000)
        visit.rest()
    elif page.startswith("services"):
        visit.settle()
        visit.page.get_by_text("Services by year of the newest source").click()
        visit.rest()
    elif page.startswith("compare"):
        visit.page.wait_for_selector(".js-plotly-plot .main-svg", state="attached", timeout=90_000)
        visit.rest()
        visit.page.get_by_text("Where these figures come from").click()
        visit.page.get_by_text("Cite as:").wait_for(timeout=30_000)
        visit.rest()
    elif page.startswith("area briefing"):
        visit.page.get_by_role("heading", name="All briefings of a region").wait_for(timeout=60_000)
        visit.rest()
    else:
        visit.page.get_by_role("heading", name="Checks").wait_for(timeout=30_000)
        visit.rest()


def violations(visit: Visit) -> list[dict[str, Any]]:
    found = Axe().run(visit.page, options={"runOnly": {"type": "tag", "values": TAGS}})
    ours = []
    for violation in found.response["violations"]:
        for node in violation["nodes"]:
            allowed = STREAMLITS_OWN.get(violation["id"], ())
            target = " ".join(str(t) for t in node["target"])
            if not any(part in target or part in node["html"] for part in allowed):
                ours.append({"rule": violation["id"], "at": target, "html": node["html"][:200]})
    return ours


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(page: str, server: str, visit: Visit) -> None:
    open_and_wait(visit, server, page)
    assert violations(visit) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_phone_needs_no_sideways_scrolling(page: str, server: str, phone: Visit) -> None:
    open_and_wait(phone, server, page)
    beyond = phone.page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(e => e.scrollWidth - e.clientWidth)"
    )
    assert max(beyond) <= 0


@pytest.mark.parametrize("page", ["explore", "explore with an area"])
def test_on_a_phone_the_map_comes_before_the_figures(page: str, server: str, phone: Visit) -> None:
    open_and_wait(phone, server, page)
    top = phone.page.locator(".maplibregl-canvas").bounding_box()
    figure = phone.page.locator(".ga-figure").bounding_box()
    assert top is not None
    assert figure is not None
    assert top["y"] < figure["y"]
    assert top["width"] > 330
