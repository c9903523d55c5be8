"""Two releases side by side: everything that was changed by hand is found, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl.cli import app
from etl.diff import compare
from etl.diff_report import lines
from etl.errors import DataError, ResourceError
from etl.files import file_hash
from etl.store import read_table, write_table
from tests.support.slice import Slice

pytestmark = pytest.mark.integration

TABLES = ("areas", "services", "need_area", "gap_reasons", "indicators")


@pytest.fixture(scope="module")
def pair(cornwall: Slice, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A release, and the same with a few things changed."""
    old, new = (tmp_path_factory.mktemp(name) for name in ("old", "new"))
    for folder in (old, new):
        for name in TABLES:
            shutil.copy(cornwall.draft / f"{name}.parquet", folder)
    areas = read_table(new, "areas")
    areas.loc[areas["name"] == "Cornwall", "name"] = "Kernow"
    write_table(new, "areas", areas)
    services = read_table(new, "services")
    services.loc[services["service_id"] == "little-harbour", "status"] = "closed"
    write_table(new, "services", services.iloc[1:])
    figures = read_table(new, "indicators")
    here = (figures["indicator_id"] == "need_all") & (figures["area_code"] == "E06000052")
    here &= (figures["area_type"] == "ltla") & (figures["basis"] == "england_definition")
    figures.loc[here, "value"] *= 1.25
    figures = figures[figures["indicator_id"] != "nurses_needed"]
    figures["period"] = figures["period"].cat.rename_categories(lambda word: f"{word}, revised")
    write_table(new, "indicators", figures)
    (new / "gap_reasons.parquet").unlink()
    _manifest(old, "one", {"areas.parquet": "a", "old.csv": "b"}, "25")
    _manifest(new, "two", {"areas.parquet": "c"}, "30")
    return old, new


def _manifest(folder: Path, release: str, inputs: dict[str, str], draws: str) -> None:
    steps = {
        path.stem: {"files": {path.name: {"sha256": file_hash(path)}}}
        for path in sorted(folder.glob("*.parquet"))
    }
    said = [{"id": "draws", "label": "Number of draws", "value": draws, "unit": ""}]
    manifest = {"release": release, "inputs": inputs, "assumptions": said, "steps": steps}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_what_was_changed_is_found(pair: tuple[Path, Path]) -> None:
    found = compare(*pair)
    assert found.inputs == {"came": [], "went": ["old.csv"], "changed": ["areas.parquet"]}
    assert found.assumptions == {"Number of draws": ("25", "30")}
    assert (found.tables_same, found.tables_went) == (["need_area"], ["gap_reasons"])
    assert set(found.tables) == {"areas", "services", "indicators"}
    assert (found.tables["services"].went, found.tables["services"].changed) == (1, 1)
    assert all(words.endswith("Cornwall -> Kernow") for words in found.areas["changed"])
    assert len(found.areas["changed"]) == found.tables["areas"].changed > 0
    assert any("open -> closed" in words for words in found.services["changed"])
    assert found.indicators == {"came": [], "went": ["nurses_needed"]}
    assert all(period.endswith("revised") for period in found.periods["came"])
    assert [figure.indicator_id for figure in found.figures] == ["need_all"]
    assert found.figures[0].new == pytest.approx(1.25 * found.figures[0].old)


def test_the_report_says_it_and_the_json_holds_it(pair: tuple[Path, Path]) -> None:
    words = "\n".join(lines(compare(*pair), top=5))
    assert "1 of" in words
    assert "most in Kernow" in words
    assert "(+25.0%)" in words
    done = CliRunner().invoke(app, ["diff", *map(str, pair), "--json"])
    assert done.exit_code == 0
    held = json.loads(done.stdout)
    assert held["figures"][0]["area_name"] == "Kernow"
    assert held["tables"]["services"]["went"] == 1


def test_a_release_is_the_same_as_itself(pair: tuple[Path, Path]) -> None:
    words = list(lines(compare(pair[0], pair[0]), top=5))
    assert words[1:] == ["All 5 tables are as they were.", "No figure of a planning area changed."]


def test_a_folder_without_a_release_and_a_damaged_table_are_named(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    with pytest.raises(ResourceError, match="no release in this folder"):
        compare(tmp_path, pair[1])
    broken = shutil.copytree(pair[1], tmp_path / "broken")
    (broken / "areas.parquet").write_bytes(b"not a table")
    with pytest.raises(DataError, match="table areas cannot be read"):
        compare(pair[0], broken)
