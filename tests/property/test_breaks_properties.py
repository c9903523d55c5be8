"""Steps of a map hold every value once, whatever the values are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.breaks import STEPS, make_steps

pytestmark = pytest.mark.property

values = st.lists(
    st.one_of(
        st.floats(0, 1e6, allow_nan=False),
        st.sampled_from([0.0, 100.0, 50.0, float("nan")]),
    ),
    max_size=80,
)


@given(values, st.integers(0, 2), st.booleans())
def test_every_value_is_in_the_step_that_its_shown_figure_says(
    raw: list[float], decimals: int, darkest_first: bool
) -> None:
    array = np.array(raw, dtype=float)
    found = make_steps(array, decimals=decimals, darkest_first=darkest_first)
    has_value = np.isfinite(array)
    assert len(found.steps) <= STEPS
    assert (found.index[~has_value] == -1).all()
    assert sum(step.areas for step in found.steps) == has_value.sum()
    assert all(step.areas > 0 for step in found.steps)
    shown = np.round(array, decimals)
    for value, step in zip(shown[has_value], found.index[has_value], strict=True):
        slack = 10.0 ** -(decimals + 2)
        assert found.steps[step].low - slack <= value <= found.steps[step].high + slack


@given(values, st.integers(0, 2))
def test_steps_rise_and_do_not_overlap(raw: list[float], decimals: int) -> None:
    steps = make_steps(np.array(raw, dtype=float), decimals=decimals).steps
    for lower, upper in pairwise(steps):
        assert lower.high < upper.low
        assert lower.colour != upper.colour
