"""How long a map takes in the browser, and how much is sent: the first one, and every change.

Run it beside a served dashboard:

    python -m tests.perf.map_changes http://127.0.0.1:8501 [changes]

Times are from the Enter key to the map at rest (MapLibre's `idle`). They depend on the machine:
read them beside the first line, a page of text on the same server.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import numpy as np
from playwright.sync_api import Page, sync_playwright

from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.indicators import INDICATORS
from tests.browser.conftest import chromium_path

_IDLE = "() => document.querySelector('.ga-map')?.dataset.state === 'idle'"
_TURN = "() => document.querySelector('.ga-map').gapTurn ?? 0"


def main(address: str, changes: int) -> None:
    """Measure and print."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        sent = [0]
        page.on("websocket", lambda ws: ws.on("framereceived", lambda f: _add(sent, f)))
        text = _first(page, f"{address}/data-and-methods", "() => document.querySelector('h1')")
        cold = _first(page, address, _IDLE)
        warm = [_first(page, address, _IDLE) for _ in range(3)]
        print(f"page of text {text:.2f} s; first map {cold:.2f} s, again {np.median(warm):.2f} s")
        page.wait_for_timeout(3000)
        indicators = [i.label for i in INDICATORS if i.service_kind][:25]
        _changes(page, sent, "Indicator", indicators, changes)
        plurals = [area_type.plural for area_type in PLANNING_AREA_TYPES]
        _changes(page, sent, "Kind of area", plurals, changes)
        browser.close()


def _first(page: Page, address: str, ready: str) -> float:
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_function(ready, timeout=120_000)
    return time.perf_counter() - start


def _changes(page: Page, sent: list[int], label: str, words: Sequence[str], count: int) -> None:
    seconds, sizes = [], []
    for number in range(count):
        box = page.get_by_role("combobox", name=label)
        box.click()
        box.fill(words[(number + 1) % len(words)])
        page.wait_for_timeout(250)
        sent[0], turn = 0, page.evaluate(_TURN)
        start = time.perf_counter()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "turn => { const map = document.querySelector('.ga-map');"
            " return map && (map.gapTurn ?? 0) > turn && map.dataset.state === 'idle' }",
            arg=turn,
            timeout=60_000,
        )
        seconds.append(time.perf_counter() - start)
        page.wait_for_timeout(700)
        sizes.append(sent[0])
    half, most = np.quantile(seconds, [0.5, 0.95])
    print(
        f"{label}: {count} changes, p50 {half:.2f} s, p95 {most:.2f} s; "
        f"bytes p50 {np.median(sizes):,.0f}, p95 {np.quantile(sizes, 0.95):,.0f}"
    )


def _add(sent: list[int], frame: str | bytes) -> None:
    sent[0] += len(frame)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), int(sys.argv[2]) if len(sys.argv) > 2 else 50)
