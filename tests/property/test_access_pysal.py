"""Random cases against PySAL's `access`, an independent implementation of three variants."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.methods.access import (
    floating_catchment,
    gaussian_weight,
    gravity_weight,
    step_weight,
)

# PySAL's own dependencies warn when they are first imported; ours may not.
pytestmark = [
    pytest.mark.property,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:(access|libpysal|geopandas).*"),
    pytest.mark.filterwarnings("ignore::FutureWarning:(access|libpysal|geopandas).*"),
]
pysal = pytest.importorskip("access", reason="PySAL access is a development dependency")

STEPS = {30: 1.0, 60: 0.68, 90: 0.22}


class Case:
    """One random country, as PySAL's tables and as arrays."""

    def __init__(self, seed: int, *, sparse_share: float = 0.8) -> None:
        rng = np.random.default_rng(seed)
        origins, services = int(rng.integers(1, 60)), int(rng.integers(1, 12))
        self.need = rng.uniform(0.1, 50, origins)
        self.supply = rng.uniform(0.5, 20, services)
        # Whole minutes fall on the boundaries of the steps often.
        self.minutes = rng.integers(0, 150, (origins, services)).astype(float)
        self.minutes[rng.random((origins, services)) > sparse_share] = np.inf
        self.minutes[0, 0] = 30.0

    def pysal(self) -> pysal.Access:
        row, column = np.nonzero(np.isfinite(self.minutes))
        return pysal.Access(
            demand_df=pd.DataFrame({"geoid": range(len(self.need)), "need": self.need}),
            demand_index="geoid",
            demand_value="need",
            supply_df=pd.DataFrame({"geoid": range(len(self.supply)), "beds": self.supply}),
            supply_index="geoid",
            supply_value="beds",
            cost_df=pd.DataFrame(
                {"origin": row, "dest": column, "minutes": self.minutes[row, column]}
            ),
            cost_origin="origin",
            cost_dest="dest",
            cost_name="minutes",
        )

    def ours(self, **options) -> np.ndarray:
        return floating_catchment(
            need=self.need, supply=self.supply, minutes=self.minutes, **options
        )


def theirs(frame: pd.DataFrame) -> np.ndarray:
    """PySAL leaves a place without any service in reach empty; here it is 0."""
    return frame.iloc[:, 0].fillna(0).to_numpy()


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 10**6), radius=st.sampled_from([30, 60, 90]))
def test_two_step_equals_pysal(seed, radius) -> None:
    case = Case(seed)
    expected = theirs(case.pysal().two_stage_fca(name="a", max_cost=radius))
    found = case.ours(weight=step_weight({radius: 1.0}), variant="2sfca")
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 10**6), kind=st.sampled_from(["step", "gaussian", "gravity"]))
def test_enhanced_equals_pysal(seed, kind) -> None:
    case = Case(seed)
    own, other = {
        "step": (step_weight(STEPS), pysal.weights.step_fn(STEPS)),
        "gaussian": (gaussian_weight(sigma=20, limit=90), pysal.weights.gaussian(20)),
        "gravity": (
            gravity_weight(scale=20, alpha=-2, minimum=1, limit=90),
            pysal.weights.gravity(20, -2, min_dist=1),
        ),
    }[kind]
    expected = theirs(case.pysal().enhanced_two_stage_fca(name="a", weight_fn=other, max_cost=90))
    assert case.ours(weight=own, variant="e2sfca") == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 10**6))
def test_three_step_equals_pysal(seed) -> None:
    case = Case(seed)
    expected = theirs(
        case.pysal().three_stage_fca(name="a", weight_fn=pysal.weights.step_fn(STEPS))
    )
    found = case.ours(weight=step_weight(STEPS), variant="3sfca")
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 10**6))
def test_three_step_by_the_convention_of_pysal(seed) -> None:
    """PySAL normalises over every journey of its table, and cuts at `max_cost` afterwards."""
    case = Case(seed)
    expected = theirs(
        case.pysal().three_stage_fca(name="a", weight_fn=pysal.weights.gaussian(40), max_cost=60)
    )
    found = case.ours(
        weight=gaussian_weight(sigma=40, limit=60),
        normalise_with=gaussian_weight(sigma=40),
        variant="3sfca",
    )
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_the_two_conventions_differ() -> None:
    """The first child's journey of 70 minutes is too long, and yet PySAL's choice counts it."""
    case = Case(1)
    case.need, case.supply = np.array([1.0, 1.0]), np.array([1.0, 1.0])
    case.minutes = np.array([[10.0, 70.0], [20.0, 30.0]])
    cut = gaussian_weight(sigma=40, limit=60)
    ours = case.ours(weight=cut, variant="3sfca")
    theirs_too = case.ours(weight=cut, variant="3sfca", normalise_with=gaussian_weight(sigma=40))
    assert abs(ours - theirs_too).max() > 0.01
