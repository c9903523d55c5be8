"""The pages about methods say what is so: worked examples run, and tables are the release's."""

from __future__ import annotations

import doctest

import pytest

from etl.national import national_table
from etl.release import Release
from etl.settings import ROOT

pytestmark = pytest.mark.golden


@pytest.mark.parametrize(
    "name", ["access", "assumptions", "gaps", "comparison", "equity", "clusters", "neighbours"]
)
def test_worked_example(name: str) -> None:
    path = ROOT / "docs" / "methods" / f"{name}.md"
    result = doctest.testfile(str(path), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0


def test_the_national_table_is_that_of_the_release(release: Release) -> None:
    """If this fails, run `python -m etl national` and say in the change log why it moved."""
    page = (ROOT / "docs" / "methods" / "gaps.md").read_text(encoding="utf-8")
    table = national_table(release)
    assert table in page
    assert table.count("\n| ") == 2 + 14 + 2 + 20
