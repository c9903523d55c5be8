"""Several areas together, and the ranks that intervals allow."""

from __future__ import annotations

import numpy as np
import pytest

from etl.catalogue.aggregation import BY_NEED, BY_POPULATION, NOT_TOGETHER, SUM, together
from etl.catalogue.indicators import INDICATOR_BY_ID, INDICATORS
from etl.errors import UserError
from etl.methods.aggregation import put_together
from etl.methods.ranks import rank_range

pytestmark = pytest.mark.unit


def test_counts_add_and_averages_are_weighted() -> None:
    parts = {"value": [10.0, 30.0], "lower": [8.0, 20.0], "upper": [14.0, 50.0]}
    assert put_together(**parts) == (40.0, 28.0, 64.0)
    # 1 child at 10 and 3 at 30: (10 + 90) / 4, not the mean of 10 and 30.
    assert put_together(**parts, weight=[1, 3]) == (25.0, 17.0, 41.0)


def test_what_is_not_known_stays_so_unless_it_has_no_weight() -> None:
    nan = float("nan")
    known = put_together(value=[10, nan], lower=[8, nan], upper=[14, nan], weight=[5, 0])
    assert known == (10.0, 8.0, 14.0)
    for weight in (None, [5, 1]):
        unknown = put_together(value=[10, nan], lower=[8, 1], upper=[14, 2], weight=weight)
        assert np.isnan(unknown.value)
    assert np.isnan(put_together(value=[1], lower=[1], upper=[1], weight=[0]).value)


@pytest.mark.parametrize("weight", [[-1, 2], [float("nan"), 1]])
def test_a_weight_must_be_a_number_of_children(weight: list[float]) -> None:
    with pytest.raises(UserError, match="weight"):
        put_together(value=[1, 2], lower=[1, 2], upper=[1, 2], weight=weight)


def test_every_indicator_has_a_rule() -> None:
    by_weight = {indicator.id: together(indicator).weight for indicator in INDICATORS}
    assert all(together(i).words.endswith(".") for i in INDICATORS)
    assert {i for i, weight in by_weight.items() if weight == SUM} == {
        i.id for i in INDICATORS if i.is_count
    }
    assert by_weight["need_per_10000"] == BY_POPULATION
    assert by_weight["share_within_60_picu"] == BY_NEED
    assert by_weight["worst_fifth_picu"] == NOT_TOGETHER
    assert together(INDICATOR_BY_ID["coverage_nation_picu"]).within_nation
    assert together(INDICATOR_BY_ID["minutes_to_picu"]).without_notes


def test_the_range_of_a_rank_is_what_intervals_that_do_not_overlap_leave() -> None:
    generator = np.random.default_rng(3)
    value = generator.normal(size=30).round(1)
    half = generator.uniform(0, 1, size=(2, 30))
    lower, upper = value - half[0], value + half[1]
    rank, first, last = rank_range(value, lower, upper)
    for i in range(30):
        assert rank[i] == 1 + sum(value[j] > value[i] for j in range(30))
        assert first[i] == 1 + sum(lower[j] > upper[i] for j in range(30))
        assert last[i] == 30 - sum(upper[j] < lower[i] for j in range(30))
    assert (first <= rank).all()
    assert (rank <= last).all()


def test_an_area_without_a_figure_has_no_rank_and_does_not_count() -> None:
    nan = float("nan")
    rank, first, last = rank_range([3, nan, 1], [2, nan, nan], [4, nan, nan])
    assert rank.tolist()[::2] == [1.0, 2.0]
    assert np.isnan([rank[1], first[1], last[1], first[2], last[2]]).all()
    assert (first[0], last[0]) == (1.0, 1.0)
