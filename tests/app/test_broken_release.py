"""A release that is missing, empty, half-written or damaged gives a designed page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.data import opening
from dashboard.views import explore
from etl.catalogue.areas import PLANNING_AREA_TYPES
from tests.app.conftest import Open
from tests.app.test_pages import VIEWS, words

pytestmark = pytest.mark.app


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def empty_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def remove_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def cut_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"release": "2026', encoding="utf-8")


def remove_table(folder: Path) -> None:
    (folder / "areas.parquet").unlink()


def remove_boundaries(folder: Path) -> None:
    shutil.rmtree(folder / "boundaries")


DAMAGES = [remove_folder, empty_folder, remove_manifest, cut_manifest, remove_table,
           remove_boundaries]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_page_says_what_where_and_what_to_try(
    damage: Callable[[Path], None], view: str, open_page: Open, copied_release: Path
) -> None:
    damage(copied_release)
    page = open_page(view, release=copied_release)
    shown = words(page)
    assert not page.exception
    assert "This page cannot be shown yet" in shown
    assert str(copied_release) in shown
    assert "python -m etl build" in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("table", ["indicators", "areas", "services"])
def test_a_damaged_table_is_explained(table: str, open_page: Open, copied_release: Path) -> None:
    (copied_release / f"{table}.parquet").write_bytes(b"PAR1 this is not Parquet PAR1")
    page = open_page(release=copied_release)
    assert not page.exception
    assert f"{table} cannot be read" in words(page)


def test_a_rebuilt_release_is_picked_up(
    open_page: Open, copied_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LOOK_AGAIN_SECONDS", 0.0)
    manifest = copied_release / "manifest.json"
    before = open_page(release=copied_release)
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"release": "', '"release": "rebuilt-'), encoding="utf-8")
    before.run()
    assert "Release rebuilt-" in words(before)


def test_old_boundaries_are_removed(open_page: Open, static_boundaries: Path) -> None:
    static_boundaries.mkdir()
    (static_boundaries / "ltla.000000000000.json").write_text("{}", encoding="utf-8")
    open_page()
    names = [path.name for path in static_boundaries.iterdir()]
    assert "ltla.000000000000.json" not in names
    shapes = [name for name in names if name.endswith(".json")]
    assert len(shapes) == len(PLANNING_AREA_TYPES) + 1  # and the hexagons


def test_a_fault_of_ours_goes_to_the_log_and_not_to_the_page(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("secret detail")

    fail.__module__ = "dashboard.views.explore"
    monkeypatch.setattr(explore, "render", fail)
    page = open_page()
    assert not page.exception
    assert "Something went wrong on our side" in words(page)
    assert "secret detail" not in words(page)
    assert "secret detail" in caplog.text
