"""Causes add up to the gap, agree with plain loops, and move the way they should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.methods.gap_causes import CAUSES, Factors, causes, national
from etl.methods.gaps import capacity_shortfall, gap_share, mean_access
from etl.methods.reference_access import shapley
from etl.methods.sensitivity import agreement

pytestmark = pytest.mark.property

POSITIVE = st.floats(0.01, 100)
PLACES = st.lists(st.tuples(POSITIVE, POSITIVE, POSITIVE), min_size=1, max_size=6)


def factors_of(places) -> Factors:
    nearness, size, crowding = np.array(places).T
    return Factors(nearness, nearness * size, nearness * size / crowding)


@settings(deadline=None)
@given(places=PLACES, nation=st.tuples(POSITIVE, POSITIVE, POSITIVE))
def test_causes_agree_with_every_order_written_out(places, nation) -> None:
    factors = factors_of(places)
    whole = Factors(*(part[0] for part in factors_of([nation])))
    found = causes(factors=factors, nation=whole)
    for column, place in enumerate(places):
        ratio = {
            "distance": place[0] / nation[0],
            "capacity": place[1] / nation[1],
            "need": nation[2] / place[2],
        }

        def gap(fixed: frozenset[str], ratio=ratio) -> float:
            left = [value for name, value in ratio.items() if name not in fixed]
            return max(0.0, 1.0 - float(np.prod(left)))

        expected = shapley(gap, CAUSES)
        if gap(frozenset()) <= 1e-12:
            expected = dict.fromkeys(CAUSES, 0.0)
            assert abs(found[:, column].sum()) < 1e-9
            continue
        assert found[:, column] == pytest.approx([expected[c] for c in CAUSES], abs=1e-9)


@settings(deadline=None)
@given(places=PLACES, need=st.lists(POSITIVE, min_size=6, max_size=6), lost=st.booleans())
def test_causes_add_up_to_the_gap(places, need, lost) -> None:
    factors = factors_of(places)
    if lost and len(places) > 1:
        for part in factors:
            part[0] = 0.0
    children = np.array(need[: len(places)])
    nation = national(need=children, factors=factors)
    found = causes(factors=factors, nation=nation)
    gap = gap_share(access=factors.access, benchmark=float(nation.access))
    assert found.sum(axis=0) == pytest.approx(gap, abs=1e-9)
    assert (found[:, gap == 0] == 0).all()
    if lost and len(places) > 1:
        assert found[:, 0] == pytest.approx([1.0, 0.0, 0.0], abs=1e-12)
    if len(places) == 1:
        assert found[:, 0] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)


@settings(deadline=None)
@given(access=st.lists(st.floats(0, 10), min_size=2, max_size=8), factor=st.floats(0.1, 10))
def test_shortfall_is_relative_and_never_more_than_the_children(access, factor) -> None:
    values, need = np.array(access), np.arange(1.0, len(access) + 1)
    benchmark = mean_access(need=need, access=values)
    short = capacity_shortfall(need=need, access=values, benchmark=benchmark)
    assert (short >= 0).all()
    assert (short <= need).all()
    scaled = capacity_shortfall(need=need, access=values * factor, benchmark=benchmark * factor)
    assert scaled == pytest.approx(short, abs=1e-9)


@settings(deadline=None)
@given(values=st.lists(st.floats(-5, 5), min_size=2, max_size=12, unique=True))
def test_a_ranking_agrees_with_itself_and_not_with_its_mirror(values) -> None:
    one = np.array(values)
    assert agreement(one=one, other=one) == (1.0, 1.0)
    assert agreement(one=one, other=-one).kendall_tau == -1.0
