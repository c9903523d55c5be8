"""How long a map takes in the browser, and how much is sent: the first one, and every change.

Run it beside a served dashboard:

    python -m tests.perf.map_changes http://127.0.0.1:8501 [changes]

Times are taken inside the page, by its own clock, so that the tool's own waiting is not in them:
for a first map from the start of the navigation, for a change from the Enter key, to the map at
rest (MapLibre's `idle`), and to the second frame after that, when it is on the screen. They depend
on the machine: read them beside the first line, a page of text on the same server.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from playwright.sync_api import Page, sync_playwright

from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.choices import CHOICE_BY_ID
from etl.catalogue.indicators import INDICATORS
from tests.browser.conftest import chromium_path

_WARM = 3
_SPEEDS = (70, 130)
_WAIT_MILLISECONDS = 120_000
# A map that is drawn after the key, or since the page was opened, and then rests.
_WATCH = """
const clock = window.gapClock = {from: 0};
const seen = () => {
  clock.text ??= document.querySelector("h1") && performance.now();
  const state = document.querySelector(".ga-map")?.dataset.state;
  if (state === "drawing") clock.drawing = true;
  if (state !== "idle" || !clock.drawing || clock.rest) return;
  clock.rest = performance.now() - clock.from;
  requestAnimationFrame(() => requestAnimationFrame(() => {
    clock.screen = performance.now() - clock.from;
  }));
};
document.addEventListener("DOMContentLoaded", () => new MutationObserver(seen).observe(
  document.documentElement,
  {subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"]},
));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  Object.assign(clock, {from: performance.now(), drawing: false, rest: 0, screen: 0});
}, true);
"""
_SENT = (
    "() => performance.getEntriesByType('resource')"
    ".reduce((sum, entry) => sum + entry.transferSize, 0)"
)


@dataclass
class Wire:
    """Counts the bytes of websocket frames that a page receives.

    Attributes:
        received: Bytes since it was last set to zero.
    """

    received: int = field(default=0)

    def watch(self, page: Page) -> None:
        """Count what a page receives from now on."""
        page.on("websocket", lambda ws: ws.on("framereceived", self._add))

    def _add(self, frame: str | bytes) -> None:
        self.received += len(frame)


def main(address: str, changes: int) -> None:
    """Measure and print."""
    wire = Wire()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        # A profile on disk keeps files and compiled scripts, as the browser of a visitor does.
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium_path(), args=["--no-sandbox"],
            viewport={"width": 1280, "height": 1000},
        )  # fmt: skip
        page = browser.pages[0]
        page.add_init_script(_WATCH)
        wire.watch(page)
        _first_maps(page, address)
        page.wait_for_timeout(2000)
        _changes(page, wire, "indicator", _choosing(page, "Indicator", _indicators()), changes)
        _choose(page, "Indicator", _indicators()[0])
        kinds = [area_type.plural for area_type in PLANNING_AREA_TYPES]
        _changes(page, wire, "kind of area", _choosing(page, "Kind of area", kinds), changes)
        _choose(page, "Kind of area", "Local authorities")
        page.get_by_text("Change the assumptions").click()
        page.wait_for_timeout(6000)  # what it needs is read once
        _changes(page, wire, "assumption (speed of every journey)", _speeding(page), changes)
        browser.close()


def _indicators() -> list[str]:
    return [indicator.label for indicator in INDICATORS if indicator.service_kind][:25]


def _first_maps(page: Page, address: str) -> None:
    """A page of text and the first map, with nothing in the browser's cache and with everything."""
    cold = _open(page, address)
    maps = [_open(page, address) for _ in range(_WARM)]
    text = [_open(page, f"{address}/data-and-methods", mark="text") for _ in range(_WARM)]
    print(f"page of text again: {np.median([t for t, _, _ in text]):.2f} s")
    print(f"first map, empty cache: rest {cold[0]:.2f} s, screen {cold[1]:.2f} s, {cold[2]:,.0f} B")
    rest, screen, sent = np.median(maps, axis=0)
    print(f"first map again: rest {rest:.2f} s, screen {screen:.2f} s, {sent:,.0f} B")
    _open(page, address)


def _open(page: Page, address: str, *, mark: str = "screen") -> tuple[float, float, float]:
    """Seconds to a mark (and to the screen), and bytes over HTTP."""
    page.goto("about:blank")
    page.wait_for_timeout(1500)  # the browser itself comes to rest
    page.goto(address)
    page.wait_for_function(f"() => window.gapClock.{mark}", timeout=_WAIT_MILLISECONDS)
    clock = page.evaluate("() => window.gapClock")
    first = clock["text"] if mark == "text" else clock["rest"]
    return first / 1000, clock[mark] / 1000, page.evaluate(_SENT)


def _choosing(page: Page, label: str, words: Sequence[str]) -> Callable[[int], None]:
    """Makes a choice ready in a list; the Enter key takes it."""

    def prepare(number: int) -> None:
        box = page.get_by_role("combobox", name=label)
        box.click()
        box.fill(words[(number + 1) % len(words)])
        page.wait_for_timeout(250)

    return prepare


def _speeding(page: Page) -> Callable[[int], None]:
    """Types a speed that was not used yet; the Enter key takes it."""
    choice = CHOICE_BY_ID["speed"]
    least, most = _SPEEDS

    def prepare(number: int) -> None:
        box = page.get_by_role("spinbutton", name=choice.label)
        box.fill(str(least + number % (most - least)))

    return prepare


def _choose(page: Page, label: str, words: str) -> None:
    _choosing(page, label, [words])(0)
    page.keyboard.press("Enter")
    page.wait_for_timeout(3000)


def _changes(page: Page, wire: Wire, what: str, prepare: Callable[[int], None], count: int) -> None:
    rest, screen, sizes = [], [], []
    for number in range(count):
        prepare(number)
        wire.received = 0
        page.keyboard.press("Enter")
        page.wait_for_function("() => window.gapClock.screen", timeout=_WAIT_MILLISECONDS)
        page.wait_for_timeout(700)
        clock = page.evaluate("() => window.gapClock")
        rest.append(clock["rest"] / 1000)
        screen.append(clock["screen"] / 1000)
        sizes.append(wire.received / 1000)
    words = [
        f"{name} p50 {np.quantile(values, 0.5):.2f}, p95 {np.quantile(values, 0.95):.2f} {unit}"
        for name, values, unit in (("rest", rest, "s"), ("screen", screen, "s"), ("", sizes, "kB"))
    ]
    print(f"{count} changes of {what}: {'; '.join(words)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), int(sys.argv[2]) if len(sys.argv) > 2 else 50)
