"""The draws: what they keep, and what they move."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from etl.methods.ranks import limits, rank_areas
from etl.methods.small_intervals import small_area_limits
from etl.methods.uncertainty import (
    Cells,
    Draws,
    Spread,
    expected_children,
    make_draws,
    relative_variances,
    with_chance,
)

pytestmark = pytest.mark.unit

SPREAD = Spread(
    definition_low=0.92, years_passed=5.75, years_to_2030=12.75, rate_base=66.4,
    rate_2030=(67.0, 84.22), rate_2030_error=(0.36, 2.9), risk_error=0.14, slope_high=0.07,
    local_error=0.15,
)  # fmt: skip


def cells(seed: int = 1) -> Cells:
    rng = np.random.default_rng(seed)
    children = rng.random((3, 2, 4, 10)) * 5
    patches = rng.random((3, 3))
    patches[0] = np.eye(3)[0]
    return Cells(
        children=children, england=children.sum(axis=0),
        patches=patches / patches.sum(axis=1, keepdims=True), published=np.array([0.0, 2.0, 0.0]),
    )  # fmt: skip


def draws(count: int = 400) -> Draws:
    return make_draws(
        SPREAD, count=count, groups=4, levels=(np.array([0, 0, 1]), np.array([0, 1, 2])),
        england=np.array([10.0, 20.0, 30.0]), rng=np.random.default_rng(2),
    )  # fmt: skip


def test_draws_stay_within_the_published_bounds() -> None:
    found = draws()
    assert 0.92 <= found.definition.min() < 0.93
    assert 0.99 < found.definition.max() <= 1
    assert found.slope.min() >= 0
    assert found.slope.max() <= 0.07
    assert (found.risks[:, 0] == 1).all()
    # Between 66.4 -> 67.0 and 66.4 -> 84.22 after 5.75 of 12.75 years, give or take the errors.
    assert 0.99 < found.trend.min() < found.trend.max() < 1.18
    assert 1.05 < found.trend.mean() < 1.08


def test_the_national_total_moves_with_definition_and_trend_only() -> None:
    one = cells()
    whole = Cells(
        children=one.england[None], england=one.england, patches=np.array([[1 / 6, 2 / 6, 3 / 6]]),
        published=np.zeros(1),
    )  # fmt: skip
    found = draws()
    expected = expected_children(whole, found)[0]
    assert expected == pytest.approx(one.england.sum() * found.definition * found.trend)


def test_without_uncertainty_the_estimate_comes_back() -> None:
    still = dataclasses.replace(
        SPREAD, definition_low=1.0, rate_2030=(66.4, 66.4), rate_2030_error=(0.0, 0.0),
        risk_error=0.0, slope_high=0.0, local_error=0.0,
    )  # fmt: skip
    found = make_draws(
        still, count=5, groups=4, levels=(np.array([0, 1, 2]),), england=np.ones(3),
        rng=np.random.default_rng(1),
    )  # fmt: skip
    one = cells()
    central = one.children.sum(axis=(1, 2, 3))
    assert expected_children(one, found) == pytest.approx(np.tile(central[:, None], 5))


def test_chance_adds_published_children_and_their_own_spread() -> None:
    drawn = with_chance(np.full((1, 20_000), 30.0), np.array([70.0]), np.random.default_rng(3))
    assert drawn.mean() == pytest.approx(100.0, rel=0.01)
    assert drawn.var() == pytest.approx(100.0, rel=0.05)


def test_variance_of_a_small_area_is_mostly_chance_and_of_a_large_one_is_not() -> None:
    small, large = cells(), cells()
    small = dataclasses.replace(small, children=small.children / 500, published=np.zeros(3))
    large = dataclasses.replace(large, children=large.children * 50, published=np.zeros(3))
    parts_small = relative_variances(small, draws())
    parts_large = relative_variances(large, draws())
    assert (parts_small["chance"] > parts_small["local"]).all()
    assert (parts_large["chance"] < parts_large["local"]).all()


def test_limits_are_those_between_which_the_share_of_draws_lies() -> None:
    ((low, high),) = limits(np.arange(1001.0)[None, :], 0.95)
    assert [low[0], high[0]] == pytest.approx([25.0, 975.0])


def test_a_clear_order_gives_certain_ranks() -> None:
    rates = np.array([[10.0, 11.0], [5.0, 6.0], [1.0, 2.0], [0.5, 0.4], [0.1, 0.1]])
    found = rank_areas(rates)
    assert found.lower.tolist() == found.upper.tolist() == [1, 2, 3, 4, 5]
    assert found.worst_fifth.tolist() == [1, 0, 0, 0, 0]


def test_small_area_limits_widen_with_uncertainty_and_are_nothing_where_none_are_expected() -> None:
    mean = np.array([0.0, 5.0, 5.0])
    found = small_area_limits(mean=mean, squared_cv=np.array([0.1, 1e-9, 0.2]), confidence=0.95)
    assert found.upper[0] == 0
    # Poisson with mean 5: P(X <= 0) = 0.7%, P(X <= 1) = 4.0%, P(X <= 10) = 98.6%.
    assert (found.lower[1], found.upper[1]) == (1, 10)
    assert found.lower[2] <= 1
    assert found.upper[2] > 10
