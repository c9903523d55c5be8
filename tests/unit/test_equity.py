"""Slope index of inequality and its company on figures worked out beforehand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from etl.errors import UserError
from etl.methods.equity import (
    concentration_index,
    erreygers_index,
    gini,
    gradient,
    palma,
    slope_index,
    standard_error_of,
    theil,
)

pytestmark = pytest.mark.unit

# Life expectancy by deprivation tenth of two areas: the example of `phe_sii` in the package
# PHEindicatormethods, with its standard errors and limits.
POPULATION = [
    [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534],
    [21675, 20065, 19750, 24713, 20112, 19618, 22408, 19752, 18939, 19312],
]
VALUE = [
    [75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3],
    [70.5, 71.6, 72.5, 73.5, 73.1, 76.2, 78.7, 80.6, 80.9, 80.0],
]
ERROR = [
    [1.64, 1.58, 1.51, 1.78, 1.70, 1.56, 1.37, 1.40, 2.43, 1.57],
    [0.23, 0.26, 0.30, 0.16, 0.79, 0.78, 0.40, 0.28, 0.23, 0.35],
]


def test_the_line_of_the_example_of_the_standard() -> None:
    """By least squares on both sides times the root of the share, as `lm` in `phe_sii` does it."""
    found = slope_index(value=VALUE, standard_error=ERROR, population=POPULATION)
    for area in (0, 1):
        people = np.array(POPULATION[area], float)
        share = people / people.sum()
        rank = np.cumsum(share) - share / 2
        root = np.sqrt(share)
        sides = np.column_stack([root, root * rank])
        first, slope = np.linalg.lstsq(sides, root * VALUE[area], rcond=None)[0]
        assert found.sii[area] == pytest.approx(slope, rel=1e-10)
        assert found.rii[area] == pytest.approx((first + slope) / first, rel=1e-10)


def test_limits_hold_the_slope_and_follow_the_errors() -> None:
    found = slope_index(value=VALUE, standard_error=ERROR, population=POPULATION)
    wide = slope_index(value=VALUE, standard_error=2 * np.array(ERROR), population=POPULATION)
    assert (found.sii_lower < found.sii).all()
    assert (found.sii < found.sii_upper).all()
    assert (found.rii_lower < found.rii).all()
    assert (found.rii < found.rii_upper).all()
    width = found.sii_upper - found.sii_lower
    assert wide.sii_upper - wide.sii_lower == pytest.approx(2 * width)
    # The slope is a weighted sum, so the width is known: 3.92 standard errors.
    share = np.array(POPULATION[0]) / sum(POPULATION[0])
    apart = np.cumsum(share) - share / 2 - 0.5
    weight = share * apart / (share * apart**2).sum()
    expected = 2 * 1.96 * np.sqrt(((weight * ERROR[0]) ** 2).sum())
    assert width[0] == pytest.approx(expected, rel=0.03)


def test_the_same_seed_gives_the_same_limits_whatever_stands_beside() -> None:
    both = slope_index(value=VALUE, standard_error=ERROR, population=POPULATION)
    alone = slope_index(value=VALUE[1], standard_error=ERROR[1], population=POPULATION[1])
    other = slope_index(value=VALUE, standard_error=ERROR, population=POPULATION, seed=1)
    assert alone.sii_lower == both.sii_lower[1]
    assert other.sii_lower[1] != both.sii_lower[1]


@pytest.mark.parametrize(("kind", "number"), [("rate", 1), ("proportion", 2)])
def test_transformations_are_those_of_the_standard(kind: str, number: int) -> None:
    value, error = np.array([0.2, 0.3, 0.35, 0.5, 0.6]), np.full(5, 0.2)
    one, other = (
        slope_index(value=value, standard_error=error, population=[10] * 5, value_type=t)
        for t in (kind, number)
    )
    plain = slope_index(value=value, standard_error=error, population=[10] * 5)
    assert one == other
    # The line is fitted to the values; only the errors act on the other scale.
    assert one.sii == pytest.approx(plain.sii)
    # On the logarithm or the logit no draw leaves the possible values, so the line cannot fall
    # below zero as often.
    assert one.sii_upper - one.sii_lower < plain.sii_upper - plain.sii_lower


def test_errors_on_the_scale_of_a_kind_of_value() -> None:
    assert standard_error_of(lower=2.0, upper=8.0, value_type="rate") == pytest.approx(
        np.log(4) / 3.919928
    )
    assert standard_error_of(lower=0.2, upper=0.8, value_type=2) == pytest.approx(
        2 * np.log(4) / 3.919928
    )


def test_an_error_that_all_share_does_not_make_a_gradient() -> None:
    value, people = np.array([20.0, 30.0, 40.0]), np.full(3, 10.0)
    own = slope_index(value=value, standard_error=np.full(3, 2.0), population=people)
    shared = slope_index(
        value=value, standard_error=np.zeros(3), population=people, shared_error=np.full(3, 2.0)
    )
    assert own.sii_upper - own.sii_lower > 1
    assert shared.sii_upper - shared.sii_lower == pytest.approx(0, abs=1e-9)
    assert shared.rii_lower < shared.rii < shared.rii_upper


def test_a_group_without_people_or_figure_is_left_out() -> None:
    found = slope_index(
        value=[10, 99, 20, np.nan, 30], standard_error=[1, 1, 1, np.nan, 1],
        population=[5, 0, 5, 5, 5],
    )  # fmt: skip
    same = slope_index(value=[10, 20, 30], standard_error=[1] * 3, population=[5] * 3)
    assert found.sii == pytest.approx(same.sii)
    one = slope_index(value=[10, np.nan], standard_error=[1, 1], population=[5, 5])
    assert np.isnan(one.sii)


def test_a_line_through_zero_has_no_ratio() -> None:
    found = slope_index(value=[0, 0, 0, 0, 60], standard_error=[1] * 5, population=[1] * 5)
    assert found.sii == pytest.approx(60)
    assert np.isnan([found.rii, found.rii_lower, found.rii_upper]).all()
    nothing = gradient(
        value=np.zeros((1, 5)), standard_error=np.zeros((1, 5)), population=np.ones((1, 5))
    )
    assert nothing.sii.value == 0
    assert np.isnan(nothing.rii.value)
    assert np.isnan(nothing.concentration_index.value)


def test_extremes_of_the_spread() -> None:
    assert gini(value=[0] * 9 + [1], weight=[1] * 10) == pytest.approx(0.9)
    assert palma(value=[0] * 9 + [1], weight=[1] * 10) == float("inf")
    assert np.isnan(gini(value=[0, 0], weight=[1, 1]))
    assert np.isnan(palma(value=[1, 2], weight=[0, 0]))
    one_has_all = theil(value=[0, 0, 0, 8], weight=[1] * 4, group=[0, 0, 1, 1])
    assert one_has_all.total == pytest.approx(np.log(4))
    assert one_has_all.between == pytest.approx(np.log(2))
    assert np.isnan(theil(value=[0, 0], weight=[1, 1], group=[0, 1]).total)


def test_everything_at_one_end_is_as_concentrated_as_can_be() -> None:
    found = concentration_index(value=[0] * 99 + [1], population=[1] * 100)
    assert found == pytest.approx(0.99)


@pytest.mark.parametrize(
    "call",
    [
        lambda: slope_index(value=[1, 2], standard_error=[-1, 1], population=[1, 1]),
        lambda: slope_index(value=[1, 2], standard_error=[1, 1], population=[-1, 1]),
        lambda: slope_index(value=3, standard_error=1, population=1),
        lambda: slope_index(value=[0, 2], standard_error=[1, 1], population=[1, 1], value_type=1),
        lambda: slope_index(
            value=[0.5, 20], standard_error=[1, 1], population=[1, 1], value_type="proportion"
        ),
        lambda: slope_index(value=[1, 2], standard_error=[1, 1], population=[1, 1], value_type=3),
        lambda: concentration_index(value=[-1, 2], population=[1, 1]),
        lambda: erreygers_index(value=[1, 2], population=[1, 1], highest=1.5),
        lambda: gini(value=[1, 2], weight=[1]),
        lambda: theil(value=[1, 2], weight=[1, 1], group=[0]),
    ],
)
def test_what_cannot_be_is_named(call: Callable[[], object]) -> None:
    with pytest.raises(UserError):
        call()
