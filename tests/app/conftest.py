"""Fixtures for pages under AppTest."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data
from dashboard.data import shapes

ROOT = Path(__file__).resolve().parents[2]
RUN_SECONDS = 60
Open = Callable[..., AppTest]


@pytest.fixture
def static_boundaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somewhere else to copy the shapes to, so that a test leaves the project as it is."""
    folder = tmp_path / "boundaries"
    monkeypatch.setattr(shapes, "STATIC", folder)
    return folder


@pytest.fixture
def open_page(release_dir: Path, static_boundaries: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open one view by its name, with an address and a release."""

    def run(
        view: str = "explore", *, query: dict[str, str] | None = None, release: Path | None = None
    ) -> AppTest:
        monkeypatch.setenv(data.RELEASE_VARIABLE, str(release or release_dir))
        script = (
            f"from dashboard.components.problems import guarded\n"
            f"from dashboard.views import {view}\n"
            f"guarded({view}.render)()\n"
        )
        page = AppTest.from_string(script, default_timeout=RUN_SECONDS)
        for name, value in (query or {}).items():
            page.query_params[name] = value
        return page.run()

    return run


@pytest.fixture
def copied_release(release_dir: Path, tmp_path: Path) -> Path:
    """A copy of the release that a test may damage."""
    return Path(shutil.copytree(release_dir, tmp_path / "release"))
