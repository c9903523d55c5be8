"""What changed between two tables, on cases small enough to check by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from etl.methods.differences import figure_changes, row_changes

pytestmark = pytest.mark.unit


def test_the_same_values_in_other_types_are_the_same() -> None:
    old = pd.DataFrame({"id": ["a", "b"], "n": [1, 2], "word": ["x", None], "x": [0.1, np.nan]})
    new = old.astype({"id": "category", "word": "category", "n": "float64"})
    new["x"] += 1e-12  # the last bits of another machine
    found = row_changes(old, new.iloc[::-1], key=["id"])
    assert (found.came, found.went, found.changed) == (0, 0, 0)


def test_a_value_that_is_lost_or_found_is_a_change() -> None:
    old = pd.DataFrame({"id": ["a", "b", "c"], "x": [1.0, np.nan, 3.0], "word": ["x", "y", "z"]})
    new = pd.DataFrame({"id": ["a", "b", "c"], "x": [np.nan, 2.0, 3.0], "word": ["x", "y", None]})
    assert row_changes(old, new, key=["id"]).changed == 3


def test_columns_that_come_and_go_are_named_and_change_no_row() -> None:
    old = pd.DataFrame({"id": ["a"], "gone": [1]})
    new = pd.DataFrame({"id": ["a"], "come": [1]})
    found = row_changes(old, new, key=["id"])
    assert (found.columns_came, found.columns_went, found.changed) == (("come",), ("gone",), 0)


def test_rows_with_two_part_keys_are_told_apart() -> None:
    old = pd.DataFrame({"type": ["a", "b"], "code": ["b", "a"], "x": [1.0, 2.0]})
    new = pd.DataFrame({"type": ["b", "a"], "code": ["b", "b"], "x": [9.0, 1.0]})
    found = row_changes(old, new, key=["type", "code"])
    assert (found.rows_old, found.rows_new, found.came, found.went, found.changed) == (
        2,
        2,
        1,
        1,
        0,
    )


def test_the_largest_relative_change_comes_first() -> None:
    old = _figures(small=[10.0, 20.0, 0.0], large=[1000.0, 2000.0, np.nan], same=[1.0, 2.0, 3.0])
    new = _figures(small=[10.0, 30.0, 0.0], large=[1010.0, 2000.0, 5.0], same=[1.0, 2.0, 3.0])
    small, large = figure_changes(old, new)
    assert (small.indicator_id, small.area_code, small.old, small.new) == ("small", "B", 20.0, 30.0)
    assert (small.areas, small.changed, small.came, small.went) == (3, 1, 0, 0)
    assert (large.indicator_id, large.area_code, large.came) == ("large", "A", 1)


def test_an_indicator_of_one_release_only_is_not_compared() -> None:
    assert figure_changes(_figures(a=[1.0]), _figures(b=[2.0])) == []


def _figures(**values: list[float]) -> pd.DataFrame:
    rows = [
        ("ltla", "ABC"[number], name, "one", value)
        for name, column in values.items()
        for number, value in enumerate(column)
    ]
    columns = ["area_type", "area_code", "indicator_id", "basis", "value"]
    return pd.DataFrame(rows, columns=columns)
