"""Byar's limits against published values."""

from __future__ import annotations

import numpy as np
import pytest

from etl.errors import UserError
from etl.methods.intervals import byar

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [
        # Exact Poisson limits (Breslow and Day 1987, table 2.10).
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (5, 1.623, 11.668),
        # Byar's approximation, worked by hand from the formula.
        (10, 4.787, 18.391),
        (100, 81.362, 121.628),
    ],
)
def test_published_limits(count: float, lower: float, upper: float) -> None:
    limits = byar([count])
    assert limits.lower[0] == pytest.approx(lower, abs=2e-3)
    assert limits.upper[0] == pytest.approx(upper, abs=2e-3)


def test_shape_is_kept_and_unknown_stays_unknown() -> None:
    limits = byar(np.array([[1.0, np.nan], [20.0, 3.0]]))
    assert limits.lower.shape == (2, 2)
    assert np.isnan(limits.lower[0, 1])
    assert np.isnan(limits.upper[0, 1])


def test_higher_confidence_is_wider() -> None:
    assert byar([30.0], confidence=0.998).upper[0] > byar([30.0]).upper[0]


@pytest.mark.parametrize(("count", "level"), [([-1.0], 0.95), ([1.0], 0.0), ([1.0], 1.0)])
def test_bad_input_is_named(count: list[float], level: float) -> None:
    with pytest.raises(UserError):
        byar(count, confidence=level)
