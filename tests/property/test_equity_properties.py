"""Measures of inequality against plain loops, and what must hold whatever the figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etl.methods import reference_comparison as slow
from etl.methods.equity import (
    concentration_index,
    erreygers_index,
    gini,
    gradient,
    palma,
    slope_index,
    theil,
)
from etl.methods.equity.spread import TheilSums, theil_of_sums

pytestmark = pytest.mark.property

VALUE = st.floats(0, 1_000).map(lambda x: round(x, 3))
PEOPLE = st.floats(0.1, 1e5)
GROUPS = st.lists(st.tuples(VALUE, PEOPLE), min_size=2, max_size=12)
quick = settings(deadline=None, max_examples=60)


def _split(groups: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [v for v, _ in groups], [p for _, p in groups]


def _slope(value, population, error=0.0, **rest):
    return slope_index(
        value=value, standard_error=np.full(len(value), error), population=population,
        draws=100, **rest,
    )  # fmt: skip


@quick
@given(groups=GROUPS)
def test_the_line_is_the_one_of_the_normal_equations(groups) -> None:
    value, population = _split(groups)
    slope, first = slow.slope_and_first_end(value, population)
    found = _slope(value, population)
    assert found.sii == pytest.approx(slope, abs=1e-6, rel=1e-6)
    if first > 1e-3 and first + slope > 1e-3:
        assert found.rii == pytest.approx((first + slope) / first, rel=1e-5)


@quick
@given(value=st.floats(0.1, 1e4), population=st.lists(PEOPLE, min_size=2, max_size=10))
def test_equal_access_has_no_inequality(value: float, population: list[float]) -> None:
    everywhere = np.full(len(population), value)
    found = _slope(everywhere, population)
    assert abs(found.sii) < 1e-9 * value
    assert found.rii == pytest.approx(1.0)
    assert concentration_index(value=everywhere, population=population) == pytest.approx(0)
    assert gini(value=everywhere, weight=population) == pytest.approx(0, abs=1e-9)
    assert palma(value=everywhere, weight=population) == pytest.approx(0.25)
    parts = theil(value=everywhere, weight=population, group=np.arange(len(population)) % 3)
    assert parts == pytest.approx((0, 0, 0), abs=1e-9)


@quick
@given(groups=GROUPS)
def test_a_mirror_turns_the_sign(groups) -> None:
    value, population = _split(groups)
    assume(sum(value) > 0)
    one, other = _slope(value, population), _slope(value[::-1], population[::-1])
    assert one.sii == pytest.approx(-other.sii, abs=1e-6)
    if np.isfinite(one.rii) and np.isfinite(other.rii) and one.rii > 1e-6:
        assert one.rii == pytest.approx(1 / other.rii, rel=1e-5)
    here = concentration_index(value=value, population=population)
    there = concentration_index(value=value[::-1], population=population[::-1])
    assert here == pytest.approx(-there, abs=1e-9)


@quick
@given(groups=GROUPS, factor=st.floats(0.01, 100))
def test_another_unit_scales_the_slope_and_leaves_the_rest(groups, factor: float) -> None:
    value, population = _split(groups)
    assume(sum(value) > 1e-3)
    scaled = [factor * v for v in value]
    assert _slope(scaled, population).sii == pytest.approx(
        factor * _slope(value, population).sii, rel=1e-6, abs=1e-6
    )
    for measure in (gini, palma):
        one, other = (measure(value=v, weight=population) for v in (value, scaled))
        assert one == pytest.approx(other, rel=1e-6)


@quick
@given(groups=GROUPS)
def test_concentration_is_the_area_under_its_curve(groups) -> None:
    value, population = _split(groups)
    assume(sum(value) > 1e-3)
    found = concentration_index(value=value, population=population)
    assert found == pytest.approx(slow.concentration(value, population), abs=1e-9)
    assert -1 <= found <= 1


@quick
@given(groups=st.lists(st.tuples(st.floats(0, 100), PEOPLE), min_size=2, max_size=8))
def test_counting_those_who_lack_it_turns_the_index_of_erreygers(groups) -> None:
    value, population = _split(groups)
    have, lack = (
        erreygers_index(value=v, population=population, highest=100)
        for v in (np.array(value), 100 - np.array(value))
    )
    assert have == pytest.approx(-lack, abs=1e-9)
    assert abs(have) <= 1 + 1e-9


@quick
@given(groups=st.lists(st.tuples(VALUE, st.integers(1, 9)), min_size=2, max_size=9))
def test_spread_agrees_with_people_written_out(groups) -> None:
    value, weight = _split(groups)
    assume(sum(value) > 1e-3)
    assert gini(value=value, weight=weight) == pytest.approx(slow.gini(value, weight), abs=1e-9)
    assert palma(value=value, weight=weight) == pytest.approx(slow.palma(value, weight), rel=1e-6)


@quick
@given(places=st.lists(st.tuples(VALUE, PEOPLE, st.integers(0, 2)), min_size=2, max_size=12))
def test_theil_adds_up_and_agrees_with_plain_loops(places) -> None:
    value, weight, group = (list(column) for column in zip(*places, strict=True))
    assume(sum(value) > 1e-3)
    found = theil(value=value, weight=weight, group=group)
    assert found.total == pytest.approx(found.between + found.within, abs=1e-9)
    assert found == pytest.approx(slow.theil(value, weight, group), abs=1e-9)
    v, w = np.array(value), np.array(weight)
    log = np.log(v, out=np.zeros(len(v)), where=v > 0)
    sums = TheilSums(
        *(np.bincount(group, weights=x, minlength=3)[None] for x in (w, w * v, w * v * log))
    )
    assert [part[0] for part in theil_of_sums(sums)] == pytest.approx(list(found), abs=1e-8)


@settings(deadline=None, max_examples=15)
@given(
    groups=st.lists(
        st.tuples(st.floats(20, 80), PEOPLE, st.floats(0.1, 3)), min_size=3, max_size=10
    ),
    shared=st.floats(0, 3),
)
def test_exact_limits_are_what_the_draws_come_near(groups, shared: float) -> None:
    value, population, error = (np.array(column) for column in zip(*groups, strict=True))
    drawn = slope_index(
        value=value, standard_error=error, population=population, shared_error=shared,
        draws=20_000,
    )  # fmt: skip
    exact = gradient(
        value=value[None], standard_error=error[None], population=population[None],
        shared_error=shared, highest=100.0,
    )  # fmt: skip
    width = exact.sii.upper[0] - exact.sii.lower[0]
    assert drawn.sii == pytest.approx(exact.sii.value[0])
    assert drawn.sii_lower == pytest.approx(exact.sii.lower[0], abs=0.03 * width)
    assert drawn.sii_upper == pytest.approx(exact.sii.upper[0], abs=0.03 * width)
    if np.isfinite(drawn.rii_upper) and np.isfinite(exact.rii.upper[0]):
        spread = exact.rii.upper[0] - exact.rii.lower[0]
        assert drawn.rii_lower == pytest.approx(exact.rii.lower[0], abs=0.05 * spread)
        assert drawn.rii_upper == pytest.approx(exact.rii.upper[0], abs=0.1 * spread)


@quick
@given(groups=GROUPS)
def test_the_many_at_once_are_the_one_by_one(groups) -> None:
    """Measures of the build against the public functions."""
    value, population = (np.array(x)[None] for x in _split(groups))
    assume(value.sum() > 1e-3)
    found = gradient(
        value=value, standard_error=np.zeros_like(value), population=population, highest=1_000.0
    )
    assert found.concentration_index.value[0] == pytest.approx(
        concentration_index(value=value, population=population)[0], abs=1e-9
    )
    assert found.concentration_erreygers.value[0] == pytest.approx(
        erreygers_index(value=value, population=population, highest=1_000)[0], abs=1e-9
    )
