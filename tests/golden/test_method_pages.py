"""The worked examples on the pages about methods run and give what they say."""

from __future__ import annotations

import doctest

import pytest

from etl.settings import ROOT

pytestmark = pytest.mark.golden


@pytest.mark.parametrize(
    "name", ["access", "gaps", "comparison", "equity", "clusters", "neighbours"]
)
def test_worked_example(name: str) -> None:
    path = ROOT / "docs" / "methods" / f"{name}.md"
    result = doctest.testfile(str(path), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0
