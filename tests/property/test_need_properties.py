"""The vectorised draws against plain loops, on random areas and cells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.methods import ranks, reference_need
from etl.methods.margins import Margin, fit
from etl.methods.uncertainty import Cells, Spread, expected_children, make_draws

pytestmark = pytest.mark.property

SEEDS = st.integers(0, 2**32 - 1)


def random_case(seed: int) -> tuple[Cells, Spread, np.random.Generator]:
    rng = np.random.default_rng(seed)
    areas, ages, groups, patches = rng.integers(1, 5, 4)
    children = rng.gamma(0.5, 20, (areas, ages, groups, 10)) * (rng.random((areas, 1, 1, 1)) > 0.2)
    shares = rng.random((areas, patches))
    cells = Cells(
        children=children, england=rng.gamma(0.5, 50, (ages, groups, 10)),
        patches=shares / shares.sum(axis=1, keepdims=True), published=np.zeros(areas),
    )  # fmt: skip
    spread = Spread(
        definition_low=rng.uniform(0.5, 1), years_passed=rng.uniform(0, 10), years_to_2030=12.75,
        rate_base=66.4, rate_2030=(67.0, 84.22), rate_2030_error=(0.4, 3.0),
        risk_error=rng.uniform(0, 0.3), slope_high=rng.uniform(0, 0.1),
        local_error=rng.uniform(0, 0.3),
    )  # fmt: skip
    return cells, spread, rng


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_expected_children_equal_the_plain_version(seed: int) -> None:
    cells, spread, rng = random_case(seed)
    patches = cells.patches.shape[1]
    draws = make_draws(
        spread, count=4, groups=cells.england.shape[1],
        levels=(np.zeros(patches, dtype=int), np.arange(patches)),
        england=rng.random(patches), rng=rng,
    )  # fmt: skip
    slow = np.array(reference_need.expected_children(cells, draws))
    assert expected_children(cells, draws) == pytest.approx(slow, rel=1e-9, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.sampled_from([0.8, 0.95]))
def test_limits_equal_the_plain_version(seed: int, confidence: float) -> None:
    rng = np.random.default_rng(seed)
    drawn = rng.poisson(rng.gamma(1, 20, (rng.integers(1, 6), 1)) * np.ones(57)).astype(float)
    slow = reference_need.limits(drawn, confidence=confidence)
    assert np.stack(ranks.limits(drawn, confidence)[0], axis=1) == pytest.approx(
        np.array(slow), rel=1e-9
    )


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_the_chance_of_the_worst_fifth_equals_the_plain_version(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rates = rng.integers(0, 6, (rng.integers(1, 14), 23)).astype(float)  # many ties
    found = ranks.rank_areas(rates)
    assert found.worst_fifth == pytest.approx(np.array(reference_need.worst_fifth(rates)), rel=1e-9)
    assert (found.lower <= found.middle).all()
    assert (found.middle <= found.upper).all()
    assert found.worst_fifth.sum() == pytest.approx(max(1, round(len(rates) / 5)))


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_every_margin_holds_after_fitting(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.gamma(2, 10, (3, 4, 5))
    # Margins of another positive table of the same total can always be met together.
    other = rng.gamma(2, 10, table.shape)
    other *= table.sum() / other.sum()
    margins = [
        Margin(name="first", axis=0, category=np.arange(3), targets=other.sum(axis=(1, 2))),
        Margin(name="second", axis=1, category=np.array([0, 0, 1, -1]),
               targets=np.array([other[:, :2].sum(), other[:, 2].sum()])),
        Margin(name="third", axis=2, category=np.arange(5), targets=other.sum(axis=(0, 1))),
    ]  # fmt: skip
    fitted, factors = fit(table, margins)
    assert fitted.sum(axis=(1, 2)) == pytest.approx(other.sum(axis=(1, 2)))
    assert fitted[:, :2].sum() == pytest.approx(other[:, :2].sum())
    assert fitted.sum(axis=(0, 1)) == pytest.approx(other.sum(axis=(0, 1)))
    product = table * factors[0][:, None, None] * factors[1][:, None] * factors[2]
    assert product == pytest.approx(fitted)
