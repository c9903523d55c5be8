"""Draws of a gap: on a country small enough to check by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from etl.methods.gap_draws import GapCase, Spread, draw, limits, outcome, worst_fifth
from etl.methods.weights import step_weight

pytestmark = pytest.mark.unit

# Three neighbourhoods, one service with 4 beds: at the door, an hour away, out of reach.
CASE = GapCase(
    need=np.array([10.0, 10.0, 20.0]),
    minutes=sparse.csc_array(np.array([[10.0], [60.0], [0.0]])),
    nearest=np.array([10.0, 60.0, np.inf]),
    supply=np.array([4.0]),
    basis=np.array(["stated"]),
    weight=step_weight({30: 1.0, 60: 0.5}),
    district=np.array([0, 0, 1]),
    atom=sparse.csr_array(np.eye(3)),
    member=sparse.csr_array(np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 1.0, 1.0]])),
    thresholds=(30, 60),
)
NOTHING = Spread(need_shared=0, need_local=np.zeros(2), travel_shared=0,
                 travel_local=np.zeros(2), supply=0)  # fmt: skip


@pytest.fixture
def case() -> GapCase:
    """The third neighbourhood has no journey at all, so its entry is left out."""
    table = CASE.minutes.tocoo()
    kept = table.row < 2
    minutes = sparse.coo_array((table.data[kept], (table.row[kept], table.col[kept])), (3, 1))
    return GapCase(**{**vars(CASE), "minutes": minutes.tocsc()})


def test_outcome_by_hand(case: GapCase) -> None:
    found = outcome(case)
    # 4 beds over 10 x 1 + 10 x 0.5 children; 4 beds over all 40 children is the benchmark.
    assert found.access == pytest.approx([4 / 15, 2 / 15, 0])
    assert found.benchmark == pytest.approx(0.1)
    assert found.shortfall == pytest.approx([0, 0, 20])
    assert found.areas[1] == pytest.approx([20, 0, 20, 20, 0, 0, 0, 0])
    assert found.areas[2] == pytest.approx([40, 4, 20, 20, 0, 0, 10, 20])


def test_without_uncertainty_every_draw_is_the_estimate(case: GapCase) -> None:
    found, drawn = outcome(case), draw(case, spread=NOTHING, draws=3, seed=1)
    assert drawn.areas == pytest.approx(np.tile(found.areas, (3, 1, 1)))
    assert drawn.access == pytest.approx(np.tile(found.access, (3, 1)), rel=1e-6)
    assert drawn.coverage[:, 0] == pytest.approx([8 / 3] * 3, rel=1e-6)


def test_what_all_share_does_not_move_the_relative_gap(case: GapCase) -> None:
    spread = Spread(**{**vars(NOTHING), "need_shared": 0.5, "supply": 0.5})
    drawn = draw(case, spread=spread, draws=50, seed=2)
    assert drawn.areas[:, 2, 0].std() > 5
    assert drawn.coverage[:, 0] == pytest.approx([8 / 3] * 50, rel=1e-6)


def test_journeys_on_the_boundary_fall_on_both_sides(case: GapCase) -> None:
    spread = Spread(**{**vars(NOTHING), "travel_shared": 0.05})
    within = draw(case, spread=spread, draws=200, seed=3).areas[:, 0, 7]
    assert set(np.unique(within)) == {10.0, 20.0}
    assert 0.3 < (within == 20).mean() < 0.7


def test_same_seed_same_draws(case: GapCase) -> None:
    spread = Spread(**{**vars(NOTHING), "need_local": np.array([0.2, 0.3]), "supply": 0.2})
    one, two, three = (draw(case, spread=spread, draws=4, seed=s).areas for s in (5, 5, 6))
    assert np.array_equal(one, two)
    assert not np.array_equal(one, three)


def test_a_country_without_any_supply_has_no_gap_to_measure(case: GapCase) -> None:
    none = GapCase(**{**vars(case), "supply": np.array([0.0])})
    found = draw(none, spread=NOTHING, draws=2, seed=1)
    assert np.isnan(found.coverage).all()
    assert (found.shortfall == 0).all()


def test_limits_hold_the_estimate() -> None:
    draws = np.random.default_rng(1).normal(10, 1, size=(2000, 2))
    lower, upper = limits(draws, estimate=np.array([10.0, 14.0]))
    assert lower == pytest.approx([8.04, 8.04], abs=0.15)
    assert upper == pytest.approx([11.96, 14.0], abs=0.15)


def test_worst_fifth_counts_only_areas_with_a_gap() -> None:
    values = np.array([[0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [5.0, 4.0, 3.0, 0.0, 0.0, 0.0]])
    assert worst_fifth(values).tolist() == [0.5, 0.5, 0, 0, 0, 0]
    assert worst_fifth(np.full((2, 5), np.nan)).tolist() == [0.0] * 5
