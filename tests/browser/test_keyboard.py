"""Three tasks by keyboard alone: find an area, change the indicator, download the table."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

MOST_STEPS = 60


def focus_name(visit: Visit) -> str:
    """What a screen reader would call the element that has the focus."""
    return visit.page.evaluate(
        "() => { const e = document.activeElement;"
        " const words = ['A', 'BUTTON', 'SUMMARY'].includes(e.tagName) ? e.innerText : '';"
        " return e.getAttribute('aria-label') || words || e.tagName }"
    )


def tab_to(visit: Visit, name: str) -> None:
    """Press Tab until something of this name has the focus, and see that it is marked."""
    for _ in range(MOST_STEPS):
        visit.page.keyboard.press("Tab")
        if name in focus_name(visit):
            assert focus_is_visible(visit), name
            return
    pytest.fail(f"{name} was not reached with {MOST_STEPS} steps of the Tab key.")


def focus_is_visible(visit: Visit) -> bool:
    """Whether the place around the focused element looks different without the focus."""
    page = visit.page
    page.wait_for_timeout(300)
    box = page.evaluate(
        """() => { window.focused = document.activeElement;
          const b = focused.getBoundingClientRect();
          return {x: Math.max(b.x - 12, 0), y: Math.max(b.y - 12, 0),
                  width: b.width + 24, height: b.height + 24}; }"""
    )
    with_focus = page.screenshot(clip=box, caret="hide")
    page.evaluate("() => focused.blur()")
    page.wait_for_timeout(300)
    without = page.screenshot(clip=box, caret="hide")
    page.evaluate("() => focused.focus()")
    return with_focus != without


def test_find_an_area_change_the_indicator_and_download_the_table(
    server: str, visit: Visit, tmp_path: Path
) -> None:
    page = visit.page
    page.goto(f"{server}/?type=ltla")
    visit.settle()
    tab_to(visit, "Find a place or a service")
    page.keyboard.type("harrogate")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="North Yorkshire", exact=True).wait_for(timeout=30_000)
    visit.rest()
    assert parse_qs(urlsplit(page.url).query)["area"] == ["E06000065"]

    tab_to(visit, "Indicator")
    page.keyboard.type("Minutes to the nearest children's hospice")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Minutes to the nearest children's hospice").first.wait_for(
        timeout=30_000
    )
    visit.rest()
    assert parse_qs(urlsplit(page.url).query)["indicator"] == ["minutes_to_children_hospice"]

    tab_to(visit, "Take it away")
    page.keyboard.press("Enter")
    tab_to(visit, "Data (CSV)")
    with page.expect_download(timeout=30_000) as waiting:
        page.keyboard.press("Enter")
    file = tmp_path / "table.csv"
    waiting.value.save_as(file)
    frame = pd.read_csv(file, encoding="utf-8-sig")
    assert len(frame) == 361
    assert set(frame["indicator_id"]) == {"minutes_to_children_hospice"}
    assert visit.errors == []
