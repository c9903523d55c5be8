"""The served dashboard in headless Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
START_SECONDS = 60
MAP_MILLISECONDS = 60_000
MAP = ".maplibregl-canvas"


def chromium_path() -> str:
    """The system's Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    pytest.fail(
        "Chromium is missing: run `apt-get install -y --no-install-recommends chromium`.",
        pytrace=False,
    )


@dataclass
class Visit:
    """A page with what happened on it.

    Attributes:
        page: The browser page.
        hosts: Every host that was asked for anything.
        errors: Errors in the console and of scripts.
        failed: Addresses that were answered with an error.
        received: Bytes of websocket frames received.
    """

    page: Page
    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    received: int = 0

    def watch(self) -> Visit:
        """Start to write down what happens."""
        page = self.page
        page.on("request", lambda r: self.hosts.add(_host(r.url)))
        page.on("response", lambda r: self.failed.append(r.url) if r.status >= 400 else None)
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("websocket", lambda ws: ws.on("framereceived", self._count))
        return self

    def _count(self, frame: str | bytes) -> None:
        self.received += len(frame if isinstance(frame, bytes) else frame.encode())

    def settle(self) -> None:
        """Wait until the app rests and every map is drawn."""
        self.page.wait_for_selector(MAP, timeout=MAP_MILLISECONDS)
        self.rest()
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.ga-map')]"
            ".every(map => map.dataset.state === 'idle')",
            timeout=MAP_MILLISECONDS,
        )

    def camera(self) -> dict[str, float]:
        """Where the map looks: longitude, latitude and zoom."""
        return self.page.evaluate(
            "() => { const map = document.querySelector('.ga-map').gapMap;"
            " return {...map.getCenter(), zoom: map.getZoom()} }"
        )

    def spot(self, place: dict[str, float]) -> tuple[float, float]:
        """Where on the page a place of the map is; scrolls it into view."""
        canvas = self.page.locator(MAP).first
        canvas.scroll_into_view_if_needed()
        found = self.page.evaluate(
            "place => { const map = document.querySelector('.ga-map').gapMap;"
            " const at = map.project(place), box = map.getCanvas().getBoundingClientRect();"
            " return [box.x + at.x, box.y + at.y] }",
            place,
        )
        return found[0], found[1]

    def rest(self) -> None:
        """Wait until no script runs."""
        self.page.wait_for_selector(
            "[data-testid=stApp][data-test-script-state=notRunning]", timeout=MAP_MILLISECONDS
        )
        self.page.wait_for_timeout(400)

    def pick(self, label: str, text: str) -> None:
        """Choose from a searchable list, with the keyboard."""
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        box.fill(text)
        self.page.wait_for_timeout(300)
        self.page.keyboard.press("Enter")
        self.rest()


def _host(url: str) -> str:
    scheme, _, rest = url.partition(":")
    return scheme if scheme in ("data", "blob") else rest.removeprefix("//").split("/")[0]


@pytest.fixture(scope="session")
def server(release_dir: Path) -> Iterator[str]:
    """Address of the dashboard, served from the release on a free port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", f"--server.port={port}",
         "--server.headless=true", "--server.fileWatcherType=none"],
        cwd=ROOT,
        env={**os.environ, "GAP_ATLAS_RELEASE": str(release_dir)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://{HOST}:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"Streamlit stopped with code {process.returncode}.", pytrace=False)
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"Streamlit did not start within {START_SECONDS} s.", pytrace=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    path = chromium_path()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A fresh page on a desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    yield Visit(context.new_page()).watch()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Visit]:
    """A fresh page on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield Visit(context.new_page()).watch()
    context.close()
