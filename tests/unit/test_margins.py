"""Fitting a table of children to published totals, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from etl.errors import DataError
from etl.methods.margins import Margin, fit
from etl.methods.synthetic import AgeRange, Tables, age_ranges, expected_table, fit_rates

pytestmark = pytest.mark.unit


def margin(name: str, axis: int, category: list[int], targets: list[float]) -> Margin:
    return Margin(
        name=name, axis=axis, category=np.array(category), targets=np.array(targets, dtype=float)
    )


def test_a_partly_published_margin_leaves_the_rest_of_the_total() -> None:
    table, factors = fit(np.full((2, 2), 5.0), [margin("age", 0, [0, -1], [4.0])])
    assert table.tolist() == [[2.0, 2.0], [8.0, 8.0]]
    assert factors[0].tolist() == pytest.approx([0.4, 1.6])


def test_overlapping_margins_hold_together() -> None:
    # Most people of group 2 live in the deprived row: both ratios contain the same children.
    people = np.array([[20.0, 80.0], [90.0, 10.0]])
    margins = [margin("group", 1, [0, 1], [90.0, 110.0]), margin("row", 0, [0, 1], [130.0, 70.0])]
    table, _ = fit(people, margins)
    assert table.sum(axis=0) == pytest.approx([90.0, 110.0])
    assert table.sum(axis=1) == pytest.approx([130.0, 70.0])
    # Multiplying the two marginal ratios would give another table, with another total.
    multiplied = people * np.array([90 / 110, 110 / 90]) * np.array([[1.3], [0.7]])
    assert abs(multiplied.sum() - 200) > 5


def test_parts_above_the_whole_are_an_error() -> None:
    with pytest.raises(DataError, match="larger than the published whole"):
        fit(np.full((2, 2), 1.0), [margin("age", 0, [0, -1], [5.0])])


def test_a_figure_about_nobody_is_an_error() -> None:
    with pytest.raises(DataError, match="nobody lives"):
        fit(np.array([[0.0], [1.0]]), [margin("region", 0, [0, 1], [3.0, 1.0])])


def test_margins_that_contradict_each_other_are_an_error() -> None:
    seed = np.array([[1.0, 0.0], [0.0, 1.0]])
    with pytest.raises(DataError, match="contradict"):
        fit(seed, [margin("a", 0, [0, 1], [3.0, 1.0]), margin("b", 1, [0, 1], [1.0, 3.0])])


def test_ages_between_published_ranges_are_one_range() -> None:
    published = [AgeRange(first=6, last=10, rate=60.0), AgeRange(first=0, last=0, rate=226.5)]
    found = age_ranges(published)
    assert [(a.first, a.last, a.rate) for a in found] == [
        (0, 0, 226.5), (1, 5, None), (6, 10, 60.0), (11, 19, None),
    ]  # fmt: skip


def test_rates_by_hand_with_two_ages_and_two_groups() -> None:
    people = np.zeros((2, 2, 10, 1))
    people[0, :, 0, 0] = [600.0, 400.0]
    people[1, :, 0, 0] = [6_000.0, 3_000.0]
    tables = Tables(
        total=110.0, ages=(AgeRange(first=0, last=0, rate=200.0), AgeRange(first=1, last=19)),
        risks=np.array([1.0, 2.0]),
    )  # fmt: skip
    rates = fit_rates(people, tables)
    # 20 of 1,000 infants, mean risk 1.4; the other 90 of 9,000, mean risk 4/3.
    assert rates.age.tolist() == pytest.approx([200 / 1.4, 100 / (4 / 3)])
    assert expected_table(people, rates).sum() == pytest.approx(110.0)
