"""Limits, trends, clusters and neighbours against plain loops."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etl.methods import reference_comparison as slow
from etl.methods.clusters import false_discovery
from etl.methods.intervals import (
    Limits,
    byar,
    compare_with_benchmark,
    funnel_proportion,
    funnel_ratio,
    quantiles,
    recent_trend,
    recent_trend_of_share,
    wilson,
)
from etl.methods.neighbours import standardise, statistical_neighbours

pytestmark = pytest.mark.property

quick = settings(deadline=None, max_examples=60)
SERIES = st.lists(st.tuples(st.floats(1, 100), st.floats(0.1, 5)), min_size=5, max_size=5)


@quick
@given(count=st.integers(1, 9), level=st.sampled_from([0.9, 0.95, 0.998]))
def test_exact_limits_leave_half_of_the_rest_in_each_tail(count: int, level: float) -> None:
    limits = byar(count, confidence=level)
    tail = (1 - level) / 2
    assert slow.poisson_tail(count, float(limits.upper)) == pytest.approx(tail, rel=1e-6)
    assert 1 - slow.poisson_tail(count - 1, float(limits.lower)) == pytest.approx(tail, rel=1e-6)


@quick
@given(size=st.integers(1, 400), part=st.floats(0, 1))
def test_wilson_solves_the_score_equation(size: int, part: float) -> None:
    count = round(part * size)
    limits = wilson(count, size)
    for limit in limits:
        chance = float(limit)
        if 0 < chance < 1:
            score = (count / size - chance) / np.sqrt(chance * (1 - chance) / size)
            assert abs(score) == pytest.approx(1.959963985, rel=1e-6)
    assert limits.lower <= count / size + 1e-12
    assert limits.upper >= count / size - 1e-12


@quick
@given(expected=st.floats(0.5, 200))
def test_funnel_limits_hold_the_tails_of_the_poisson_distribution(expected: float) -> None:
    """A whole count inside the limits has more than the tail on its side, one outside less."""
    funnel = funnel_ratio(expected=expected)
    low, high = float(funnel.lower_2) * expected, float(funnel.upper_2) * expected
    assert slow.poisson_tail(int(np.ceil(high + 1e-9)) - 1, expected) >= 0.975 - 1e-9
    if low > 0:
        assert slow.poisson_tail(int(np.floor(low)), expected) <= 0.025 + 1e-9
    assert funnel.lower_3 <= funnel.lower_2 <= 1 <= funnel.upper_2 <= funnel.upper_3


@quick
@given(size=st.integers(1, 5_000), benchmark=st.floats(0, 1))
def test_funnels_narrow_with_size(size: int, benchmark: float) -> None:
    small, large = (funnel_proportion(denominator=n, benchmark=benchmark) for n in (size, 2 * size))
    assert large.upper_2 - large.lower_2 <= small.upper_2 - small.lower_2 + 1e-12
    assert small.lower_3 <= small.lower_2 <= benchmark + 1e-12


@quick
@given(lower=st.floats(-5, 5), width=st.floats(0, 5), benchmark=st.floats(-5, 5))
def test_a_mirror_exchanges_better_and_worse(lower, width, benchmark) -> None:
    limits = Limits(np.array([lower]), np.array([lower + width]))
    turned = {"better": "worse", "worse": "better", "similar": "similar"}
    one, other = (
        compare_with_benchmark(limits=limits, benchmark=benchmark, worse=w).item()
        for w in ("high", "low")
    )
    assert turned[one] == other


@quick
@given(values=st.lists(st.integers(-20, 20), min_size=1, max_size=60), groups=st.integers(1, 10))
def test_quantiles_keep_the_order_and_the_size(values: list[int], groups: int) -> None:
    found = quantiles(values, groups=groups, highest_first=False)
    if len(values) < groups:
        assert np.isnan(found).all()
        return
    assert found.min() >= 1
    assert found.max() <= groups
    order = np.argsort(values, kind="stable")
    assert (np.diff(found[order]) >= 0).all()
    for a, b in pairwise(order):
        assert values[a] != values[b] or found[a] == found[b]
    if len(set(values)) == len(values):
        sizes = np.bincount(found.astype(int), minlength=groups + 1)[1:]
        assert sizes.max() - sizes.min() <= 1


@quick
@given(series=SERIES)
def test_a_trend_is_the_one_of_plain_sums(series) -> None:
    value, error = (np.array(column) for column in zip(*series, strict=True))
    half = 1.959963984540054 * error
    found = recent_trend(value=value, lower=value - half, upper=value + half)
    slope, chi_square = slow.trend(value.tolist(), error.tolist())
    assert found.slope == pytest.approx(slope, rel=1e-6, abs=1e-9)
    assert found.chi_square == pytest.approx(chi_square, rel=1e-6, abs=1e-9)
    back = recent_trend(value=value[::-1], lower=(value - half)[::-1], upper=(value + half)[::-1])
    turned = {"increasing": "decreasing", "decreasing": "increasing"}
    assert back.direction.item() == turned.get(found.direction.item(), found.direction.item())


@quick
@given(counts=st.lists(st.integers(1, 99), min_size=5, max_size=5))
def test_the_trend_of_a_share_is_the_opposite_of_that_of_the_rest(counts: list[int]) -> None:
    part = np.array(counts)
    one = recent_trend_of_share(numerator=part, denominator=[100] * 5)
    other = recent_trend_of_share(numerator=100 - part, denominator=[100] * 5)
    assert one.chi_square == pytest.approx(other.chi_square, abs=1e-9)
    turned = {"increasing": "decreasing", "decreasing": "increasing"}
    assert other.direction.item() == turned.get(one.direction.item(), one.direction.item())


@quick
@given(p_value=st.lists(st.floats(0.0005, 1), min_size=1, max_size=30))
def test_false_discovery_against_its_definition(p_value: list[float]) -> None:
    found = false_discovery(np.array(p_value))
    assert found == pytest.approx(slow.false_discovery(p_value), rel=1e-9)


@quick
@given(data=st.data())
def test_neighbours_are_the_nearest(data) -> None:
    areas, dimensions = data.draw(st.integers(3, 10)), data.draw(st.integers(1, 4))
    cell = st.floats(-5, 5).map(lambda x: round(x, 2))
    rows = [[data.draw(cell) for _ in range(dimensions)] for _ in range(areas)]
    scores = np.array(rows)
    if dimensions > 1 and data.draw(st.booleans()):
        scores[0, 0] = np.nan
    k = data.draw(st.integers(1, areas - 1))
    found = statistical_neighbours(scores, k=k)
    for area, expected in enumerate(slow.nearest(scores.tolist(), k)):
        assert found.distance[area] == pytest.approx([d for d, _ in expected])
        assert area not in found.number[area]
        assert len(set(found.number[area])) == k
    # Distance is the same both ways.
    everyone = statistical_neighbours(scores, k=areas - 1)
    table = np.full((areas, areas), 0.0)
    table[np.arange(areas)[:, None], everyone.number] = everyone.distance
    assert table == pytest.approx(table.T)


@quick
@given(
    values=st.lists(st.floats(1, 1e4), min_size=3, max_size=20), factor=st.floats(0.1, 10),
    logarithm=st.booleans(),
)  # fmt: skip
def test_standardised_values_do_not_depend_on_the_unit(values, factor, logarithm) -> None:
    column = np.array(values)[:, None]
    assume(np.ptp(values) > 1e-3 * max(values))
    one, other = (standardise(x, logarithm=logarithm) for x in (column, factor * column))
    assert one == pytest.approx(other, abs=1e-6)
    assert one.mean() == pytest.approx(0, abs=1e-9)
    assert one.std() == pytest.approx(1)
