"""Publishing: a reader always finds a whole release."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import publish
from etl.errors import ResourceError, UserError
from etl.files import previous_folder
from etl.release import open_release

pytestmark = pytest.mark.unit


def _release(folder: Path, word: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(f'{{"release": "{word}"}}')
    return folder


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_new_release_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    target = _release(tmp_path / "release", "old")
    with publish.draft_folder(target) as draft:
        _release(draft, "new")
        publish.swap_in(draft, target)
    assert "new" in (target / "manifest.json").read_text()
    assert [p.name for p in tmp_path.iterdir()] == ["release"]


def test_a_build_that_fails_leaves_the_old_release(tmp_path: Path) -> None:
    target = _release(tmp_path / "release", "old")
    with pytest.raises(RuntimeError), publish.draft_folder(target) as draft:
        _release(draft, "half")
        raise RuntimeError
    assert "old" in (target / "manifest.json").read_text()
    assert [p.name for p in tmp_path.iterdir()] == ["release"]


def test_a_swap_that_died_is_mended_by_the_next_build(tmp_path: Path) -> None:
    target = tmp_path / "release"
    _release(previous_folder(target), "old")
    with publish.draft_folder(target):
        assert "old" in (target / "manifest.json").read_text()


def test_drafts_of_dead_builds_are_swept_and_living_ones_stay(tmp_path: Path) -> None:
    dead = tmp_path / ".release-99999999.building"
    living = tmp_path / ".release-1.building"
    dead.mkdir()
    living.mkdir()
    with publish.draft_folder(tmp_path / "release"):
        assert not dead.exists()
        assert living.exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(UserError, match="left alone"), publish.draft_folder(tmp_path):
        pass
    assert (tmp_path / "thesis.docx").read_text() == "mine"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "no release yet"),
        (lambda path: path.mkdir(), "empty"),
        (lambda path: [path.mkdir(), (path / "areas.parquet").touch()], "half-written"),
        (lambda path: _release(path, "x"), "lacks"),
    ],
)
def test_a_release_that_is_not_whole_says_what_is_wrong(tmp_path: Path, make, words: str) -> None:
    make(tmp_path / "release")
    with pytest.raises(ResourceError, match=words) as raised:
        open_release(tmp_path / "release")
    assert "python -m etl build" in str(raised.value)
