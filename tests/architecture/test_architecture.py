"""Layers, names and documentation: what is not documented fails here."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from etl.catalogue.dictionary import markdown
from etl.catalogue.indicators import INDICATORS
from etl.catalogue.sources import read_sources
from etl.catalogue.tables import TABLES
from etl.settings import ROOT, folders
from etl.steps import STEPS

pytestmark = pytest.mark.architecture

MODULES = sorted([*(ROOT / "etl").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")])
READER_FACING = sorted(
    [*(ROOT / "dashboard").rglob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
)


def test_every_contract_of_the_layers_is_kept() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    assert len(contracts) >= 7
    assert f"Contracts: {len(contracts)} kept, 0 broken" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_everything_public_is_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not tree.body:
        return
    nodes = [tree] + [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    nested = {
        inner for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node) if inner is not node
    }  # fmt: skip
    silent = [
        getattr(node, "name", "module")
        for node in nodes
        if node not in nested and ast.get_docstring(node) is None
    ]
    assert silent == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_names_that_break_streamlit_are_not_used(path: Path) -> None:
    assert path.name != "click.py"
    assert path.parent.name != "pages"


def test_the_data_dictionary_is_the_catalogue() -> None:
    written = (ROOT / "docs" / "data_dictionary.md").read_text(encoding="utf-8")
    assert written == markdown(), "Run `python -m etl dictionary`."


def test_every_input_has_a_source_record() -> None:
    records = read_sources(folders().sources)
    used = {name for record in records.values() for name in record.used_in}
    inputs = {table.name for table in TABLES if table.stage == "input"}
    on_disk = {path.stem for path in folders().inputs.iterdir() if path.suffix == ".parquet"} | {
        "evidence",
        "crossings",
    }
    assert inputs <= on_disk
    assert on_disk <= used
    assert used <= on_disk
    for name, record in records.items():
        assert record.id == name


def test_every_indicator_names_inputs_that_have_a_source() -> None:
    used = {name for r in read_sources(folders().sources).values() for name in r.used_in}
    for indicator in INDICATORS:
        assert indicator.about.endswith(".")
        assert set(indicator.input_tables) <= used, indicator.id


def test_inputs_stay_small() -> None:
    size = sum(path.stat().st_size for path in folders().inputs.rglob("*") if path.is_file())
    assert size < 40e6


def test_every_built_table_has_a_step() -> None:
    built = {table.name for table in TABLES if table.stage == "release"}
    assert built <= {step.name for step in STEPS}


def test_every_command_is_in_the_readme() -> None:
    from typer.main import get_command

    from etl.cli import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"python -m etl {name}" in readme, name
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    for target in targets:
        assert f"make {target}" in readme, target


@pytest.mark.parametrize("path", READER_FACING, ids=lambda p: str(p.relative_to(ROOT)))
def test_words_fit_the_subject(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```|`[^`]*`|!\[|<!--.*?-->", "", text, flags=re.DOTALL)
    assert "!" not in prose
    assert not re.search(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]", prose)
    assert not re.search(r"\bcases of (?:children|life)", prose, flags=re.IGNORECASE)


def test_no_file_names_a_path_of_one_machine() -> None:
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    found = [
        name
        for name in files
        if (ROOT / name).suffix in {".py", ".md", ".yaml", ".toml", ".txt", ".csv", ""}
        and (ROOT / name).is_file()
        and re.search(r"(^|[\s\"'(=])/(root|home|work)/", (ROOT / name).read_text("utf-8"))
    ]
    assert found == []
