"""Intervals, funnels, quantiles and trends against published values."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from etl.errors import UserError
from etl.methods.intervals import (
    Limits,
    byar,
    compare_at_both_levels,
    compare_with_benchmark,
    crude_rate,
    directly_standardised_rate,
    funnel_proportion,
    indirectly_standardised_ratio,
    quantiles,
    recent_trend,
    recent_trend_of_share,
    wilson,
)

pytestmark = pytest.mark.unit

ONE = np.array([1.0])


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


def test_wilson_at_the_ends() -> None:
    limits = wilson([0, 10, 3], [10, 10, 0 + 10])
    assert limits.lower[0] == 0
    assert limits.upper[1] == 1
    assert limits.upper[0] == pytest.approx(1 - limits.lower[1])
    assert np.isnan(wilson([0], [0]).lower[0])


def test_a_proportion_of_newcombe_and_altman() -> None:
    """81 of 263 has limits 0.2553 and 0.3662 (Newcombe, Statistics in Medicine 17, 1998)."""
    limits = wilson([81], [263])
    assert limits.lower[0] == pytest.approx(0.2553, abs=5e-5)
    assert limits.upper[0] == pytest.approx(0.3662, abs=5e-5)


def test_a_rate_is_not_standardised_below_ten_events() -> None:
    people, standard = [[1_000, 2_000]] * 2, [3, 7]
    rate = directly_standardised_rate([[4, 5], [4, 6]], people, standard)
    assert np.isnan([rate.value[0], rate.lower[0], rate.upper[0]]).all()
    assert rate.lower[1] < rate.value[1] < rate.upper[1]


def test_a_rate_standardised_to_itself_is_the_crude_rate() -> None:
    people = [1_000.0, 2_000.0, 500.0]
    found = directly_standardised_rate([10, 30, 5], people, people)
    crude = crude_rate(45, 3_500)
    assert found.value == pytest.approx(crude.value)
    assert found.lower == pytest.approx(crude.lower)
    assert found.upper == pytest.approx(crude.upper)


def test_an_area_like_the_reference_has_a_ratio_of_one() -> None:
    found = indirectly_standardised_ratio(45, [100, 200], [150, 300], [1_000, 2_000])
    assert found.value == pytest.approx(1.0)


@pytest.mark.parametrize(
    "call",
    [
        lambda: wilson([5], [4]),
        lambda: crude_rate([-1], [10]),
        lambda: directly_standardised_rate([1, 2], [10, 20], [1, 2, 3]),
        lambda: funnel_proportion(denominator=[10], benchmark=80),
        lambda: compare_with_benchmark(limits=Limits(ONE, ONE), benchmark=1, worse="big"),
        lambda: compare_with_benchmark(limits=Limits(ONE + 1, ONE), benchmark=1, worse="high"),
        lambda: compare_at_both_levels(
            limits_95=Limits(ONE, ONE + 4), limits_998=Limits(ONE + 1, ONE + 3), benchmark=1,
            worse="high",
        ),
        lambda: quantiles([[1.0]], groups=5),
        lambda: recent_trend(value=[1.0], lower=[2.0], upper=[1.0]),
        lambda: recent_trend(value=[1.0, 2.0], lower=[1.0], upper=[2.0]),
        lambda: recent_trend_of_share(numerator=[5], denominator=[4]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named(call: Callable[[], object]) -> None:
    with pytest.raises(UserError):
        call()


@pytest.mark.parametrize(
    ("worse", "words"),
    [
        ("high", ["better", "similar", "worse", "not_compared"]),
        ("low", ["worse", "similar", "better", "not_compared"]),
        ("neither", ["lower", "similar", "higher", "not_compared"]),
        ("not_compared", ["not_compared"] * 4),
    ],
)
def test_wordings(worse: str, words: list[str]) -> None:
    limits = Limits(np.array([1.0, 4.0, 6.0, np.nan]), np.array([4.0, 6.0, 9.0, np.nan]))
    assert compare_with_benchmark(limits=limits, benchmark=5, worse=worse).tolist() == words


def test_touching_the_benchmark_is_similar() -> None:
    limits = Limits(np.array([5.0, 1.0]), np.array([9.0, 5.0]))
    found = compare_with_benchmark(limits=limits, benchmark=5, worse="high")
    assert found.tolist() == ["similar", "similar"]


def test_published_funnel_of_proportions() -> None:
    """Rows of the test table of the package of OHID (PHEindicatormethods), baseline 80.642448%."""
    found = funnel_proportion(denominator=[1, 18, 1_008, 110_000], benchmark=0.80642448)
    assert 100 * found.lower_2 == pytest.approx([3.204264, 62.390093, 78.203374, 80.408963])
    assert 100 * found.upper_2 == pytest.approx([100, 98.894803, 83.081521, 80.875933])
    assert 100 * found.lower_3 == pytest.approx([0, 51.864359, 76.796814, 80.274317])
    assert 100 * found.upper_3 == pytest.approx([100, 100, 84.488082, 81.010578])


def test_a_share_is_outside_the_funnel_exactly_where_wilson_excludes_the_benchmark() -> None:
    size, benchmark = 60, 0.3
    share = np.arange(size + 1)
    limits, funnel = wilson(share, size), funnel_proportion(denominator=size, benchmark=benchmark)
    outside = (share / size < funnel.lower_2) | (share / size > funnel.upper_2)
    assert (outside == ((limits.upper < benchmark) | (limits.lower > benchmark))).all()


# Published series of Fingertips with the markers that it shows, oldest year first.
MARKERS = {
    "diabetes, England": (
        [3_455_176, 3_491_868, 3_625_401, 3_774_801, 3_938_080],
        [48_783_947, 49_122_259, 49_956_777, 50_649_129, 51_441_896],
        "increasing",
    ),
    "MMR at 2 years, Yorkshire and the Humber": (
        [57_274, 55_865, 53_681, 51_767, 53_185],
        [61_834, 60_511, 59_074, 57_508, 59_028],
        "decreasing",
    ),
}


@pytest.mark.parametrize("name", MARKERS)
def test_published_trend_markers_of_shares(name: str) -> None:
    numerator, denominator, marker = MARKERS[name]
    found = recent_trend_of_share(numerator=numerator, denominator=denominator)
    assert found.direction.item() == marker


def test_a_published_trend_marker_of_a_rate() -> None:
    """Sight loss from diabetic eye disease, England: Fingertips shows an increase."""
    found = recent_trend(
        value=[2.935, 1.93028, 2.7567, 2.8701, 3.0121],
        lower=[2.7841, 1.8085, 2.6113, 2.7225, 2.8616],
        upper=[3.0919, 2.058, 2.9082, 3.0237, 3.1683],
    )
    assert found.direction.item() == "increasing"


def test_one_odd_point_is_not_a_trend() -> None:
    value = np.array([10.0, 10.2, 9.9, 10.0, 14.0])
    found = recent_trend(value=value, lower=value - 0.5, upper=value + 0.5)
    assert found.chi_square > 9.5495
    assert found.direction.item() == "no_significant_change"


def test_no_trend_without_five_points_or_limits() -> None:
    value = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    short = recent_trend(value=value[:4], lower=value[:4] - 0.1, upper=value[:4] + 0.1)
    no_width = recent_trend(value=value, lower=value, upper=value)
    one_gone = recent_trend(
        value=value, lower=np.where(value == 3, np.nan, value - 0.1), upper=value + 0.1
    )
    none_at_all = recent_trend_of_share(numerator=[0, 1, 2, 3, 4], denominator=[9] * 5)
    for found in (short, no_width, one_gone, none_at_all):
        assert found.direction.item() == "cannot_be_calculated"


def test_only_the_last_five_points_count() -> None:
    value = np.array([50.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    found = recent_trend(value=value, lower=value - 0.1, upper=value + 0.1)
    assert found.direction.item() == "increasing"
