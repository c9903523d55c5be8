"""Random cases: the fast catchments against plain loops, and what must hold of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from etl.methods import links, reference_access
from etl.methods.access import (
    CONSERVING,
    VARIANTS,
    choices_within,
    floating_catchment,
    gaussian_weight,
    gravity_weight,
    nearest,
    share_within,
    step_weight,
)

pytestmark = pytest.mark.property

STEPS = {30.0: 1.0, 60.0: 0.68, 90.0: 0.22}
WEIGHTS = {
    "step": (step_weight(STEPS), lambda m: reference_access.step(STEPS, m)),
    "gaussian": (gaussian_weight(sigma=25), lambda m: reference_access.gaussian(25, m)),
    "gravity": (
        gravity_weight(scale=20, alpha=-1.5, minimum=2),
        lambda m: reference_access.gravity(20, -1.5, 2, m),
    ),
}
# Boundaries, doors and no road at all come up often.
TIMES = st.one_of(
    st.sampled_from([0.0, 30.0, 60.0, 90.0, math.inf]), st.floats(0, 200, allow_subnormal=False)
)
AMOUNTS = st.one_of(st.just(0.0), st.floats(0.01, 1000))


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[float], list[float], list[list[float]]]:
    origins, services = draw(st.integers(1, 9)), draw(st.integers(1, 6))
    need = draw(st.lists(AMOUNTS, min_size=origins, max_size=origins))
    supply = draw(st.lists(AMOUNTS, min_size=services, max_size=services))
    row = st.lists(TIMES, min_size=services, max_size=services)
    return need, supply, draw(st.lists(row, min_size=origins, max_size=origins))


def as_sparse(minutes: list[list[float]]) -> sparse.csc_array:
    """Leave out what cannot be reached, and keep journeys of zero minutes as stored zeros."""
    table = np.array(minutes)
    row, column = np.nonzero(np.isfinite(table))
    return sparse.coo_array((table[row, column], (row, column)), shape=table.shape).tocsc()


@settings(deadline=None)
@given(
    case=cases(),
    variant=st.sampled_from(VARIANTS),
    weight=st.sampled_from(sorted(WEIGHTS)),
    form=st.sampled_from(["dense", "sparse"]),
    block=st.sampled_from([1, 3, links.BLOCK]),
)
def test_fast_agrees_with_plain_loops(case, variant, weight, form, block) -> None:
    need, supply, minutes = case
    fast, slow = WEIGHTS[weight]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "BLOCK", block)
        found = floating_catchment(
            need=need, supply=supply, weight=fast, variant=variant,
            minutes=np.array(minutes) if form == "dense" else as_sparse(minutes),
        )  # fmt: skip
    expected = reference_access.catchment(
        variant, need=need, supply=supply, minutes=minutes, weight=slow
    )
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(case=cases(), variant=st.sampled_from(CONSERVING), weight=st.sampled_from(sorted(WEIGHTS)))
def test_supply_in_reach_of_need_is_conserved(case, variant, weight) -> None:
    need, supply, minutes = (np.array(part) for part in case)
    access = floating_catchment(
        need=need, supply=supply, minutes=minutes, weight=WEIGHTS[weight][0], variant=variant
    )
    in_reach = (need[:, None] * WEIGHTS[weight][0](minutes)).sum(axis=0) > 0
    assert need @ access == pytest.approx(supply[in_reach].sum(), rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(case=cases(), weight=st.sampled_from(sorted(WEIGHTS)))
def test_modified_never_gives_more_than_there_is(case, weight) -> None:
    need, supply, minutes = (np.array(part) for part in case)
    weigh = WEIGHTS["step" if weight == "gravity" else weight][0]  # weights of at most 1
    access = floating_catchment(
        need=need, supply=supply, minutes=minutes, weight=weigh, variant="m2sfca"
    )
    assert need @ access <= supply.sum() * (1 + 1e-9)


@settings(deadline=None)
@given(case=cases())
def test_balanced_conserves_its_ratios(case) -> None:
    """The sum of access equals the sum of supply over the need that lands on each service."""
    need, supply, minutes = (np.array(part) for part in case)
    weights = step_weight(STEPS)(minutes)
    rows = weights.sum(axis=1, keepdims=True)
    landed = need @ np.divide(weights, rows, out=np.zeros_like(weights), where=rows > 0)
    ratio = np.divide(supply, landed, out=np.zeros_like(supply), where=landed > 0)
    access = floating_catchment(
        need=need, supply=supply, minutes=minutes, weight=step_weight(STEPS), variant="bfca"
    )
    assert access.sum() == pytest.approx(ratio.sum(), rel=1e-9, abs=1e-9)
    assert landed.sum() == pytest.approx(need[rows[:, 0] > 0].sum(), rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(case=cases(), variant=st.sampled_from(VARIANTS), extra=st.floats(0.01, 500))
def test_more_supply_never_lowers_access(case, variant, extra) -> None:
    need, supply, minutes = (np.array(part) for part in case)
    more = supply.copy()
    more[0] += extra
    before, after = (
        floating_catchment(
            need=need, supply=beds, minutes=minutes, weight=step_weight(STEPS), variant=variant
        )
        for beds in (supply, more)
    )
    assert (after >= before - 1e-12).all()


@settings(deadline=None)
@given(case=cases(), variant=st.sampled_from(VARIANTS), extra=st.floats(0.01, 500))
def test_more_need_elsewhere_never_raises_access(case, variant, extra) -> None:
    """Services that nobody needed are left out: they begin to have a ratio with the first child."""
    need, supply, minutes = (np.array(part) for part in case)
    need = need + 1.0
    more = need.copy()
    more[0] += extra
    before, after = (
        floating_catchment(
            need=people, supply=supply, minutes=minutes, weight=step_weight(STEPS), variant=variant
        )
        for people in (need, more)
    )
    assert (after <= before * (1 + 1e-12)).all()


@settings(deadline=None)
@given(case=cases(), variant=st.sampled_from(VARIANTS), factor=st.floats(0.01, 100))
def test_scales_with_supply_and_against_need(case, variant, factor) -> None:
    need, supply, minutes = (np.array(part) for part in case)
    weigh = {"minutes": minutes, "weight": step_weight(STEPS), "variant": variant}
    plain = floating_catchment(need=need, supply=supply, **weigh)
    both = floating_catchment(need=need * factor, supply=supply * factor, **weigh)
    supply_only = floating_catchment(need=need, supply=supply * factor, **weigh)
    assert both == pytest.approx(plain, rel=1e-9)
    assert supply_only == pytest.approx(plain * factor, rel=1e-9)


@settings(deadline=None)
@given(case=cases(), variant=st.sampled_from(VARIANTS))
def test_unreachable_gives_zero(case, variant) -> None:
    need, supply, minutes = (np.array(part) for part in case)
    minutes[0] = [math.inf, math.nan][len(need) % 2]
    access = floating_catchment(
        need=need, supply=supply, minutes=minutes, weight=gaussian_weight(sigma=20), variant=variant
    )
    assert access[0] == 0
    assert np.isfinite(access).all()


@settings(deadline=None)
@given(case=cases(), threshold=st.sampled_from([0.0, 30.0, 60.0, 150.0]))
def test_reach_agrees_with_plain_loops(case, threshold) -> None:
    need, _, minutes = case
    expected = reference_access.nearest(minutes)
    reached = sum(n for n, (_, m) in zip(need, expected, strict=True) if m <= threshold)
    for table in (np.array(minutes), as_sparse(minutes)):
        found = nearest(minutes=table)
        assert list(zip(found.service.tolist(), found.minutes.tolist(), strict=True)) == expected
        counts = choices_within(minutes=table, threshold=threshold)
        assert counts.tolist() == [sum(m <= threshold for m in row) for row in minutes]
        share = share_within(need=np.array(need), minutes=table, threshold=threshold)
        if sum(need) > 0:
            assert share[0] == pytest.approx(reached / sum(need))
        else:
            assert np.isnan(share[0])
