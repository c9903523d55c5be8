"""Every statistic of PHStatsMethods against ours, on 10,000 random cases each.

PHStatsMethods is the Python form of the package that the Office for Health Improvement and
Disparities uses. It is under the GPL and is imported here only.
"""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from etl.methods import intervals as ours

pytestmark = pytest.mark.property

CASES = 10_000
AGES = 19
CLOSE = 1e-11


@pytest.fixture(scope="module")
def peer():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import PHStatsMethods
    return PHStatsMethods


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(1991)


def _counts(rng: np.random.Generator, size: int) -> np.ndarray:
    """Counts from very few, where limits are exact, to very many."""
    return np.floor(10 ** rng.uniform(0, 6, size))


def _limits(frame: pd.DataFrame, level: str = "95") -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return tuple(frame[c].to_numpy() for c in ("Value", f"lower_{level}_ci", f"upper_{level}_ci"))


def _largest(one, other) -> float:
    """Largest relative difference; both must be unknown in the same places."""
    worst = 0.0
    for a, b in zip(np.asarray(one, float), np.asarray(other, float), strict=True):
        assert np.array_equal(np.isnan(a), np.isnan(b))
        known = ~np.isnan(a)
        scale = np.maximum(np.abs(b[known]), 1e-9)
        worst = max(worst, float(np.max(np.abs(a[known] - b[known]) / scale, initial=0.0)))
    return worst


LEVELS = {"95": 0.95, "99_8": 0.998}


def test_rates(peer, rng) -> None:
    count, population = _counts(rng, CASES), 10 ** rng.uniform(2, 7, CASES)
    frame = pd.DataFrame({"area": np.arange(CASES), "n": count, "d": population})
    levels = list(LEVELS.values())
    theirs = peer.ph_rate(frame, "n", "d", "area", metadata=False, confidence=levels)
    worst = max(
        _largest(ours.crude_rate(count, population, confidence=level), _limits(theirs, name))
        for name, level in LEVELS.items()
    )
    print(f"largest difference {worst:.1e}")
    assert worst < CLOSE


def test_proportions(peer, rng) -> None:
    whole = _counts(rng, CASES) + 1
    part = np.floor(rng.uniform(0, 1, CASES) * (whole + 1))
    frame = pd.DataFrame({"area": np.arange(CASES), "n": part, "d": whole})
    levels = list(LEVELS.values())
    theirs = peer.ph_proportion(frame, "n", "d", "area", metadata=False, confidence=levels)
    # At 0% theirs leaves a rounding error instead of 0: differences are of the share itself.
    worst = max(
        float(np.abs(a - b).max())
        for name, level in LEVELS.items()
        for a, b in zip(ours.proportion(part, whole, confidence=level), _limits(theirs, name),
                        strict=True)
    )  # fmt: skip
    print(f"largest difference {worst:.1e}")
    assert worst < CLOSE


def test_means(peer, rng) -> None:
    size = rng.integers(2, 9, CASES)
    area = np.repeat(np.arange(CASES), size)
    values = rng.normal(50, 10, len(area))
    theirs = peer.ph_mean(
        pd.DataFrame({"area": area, "n": np.abs(values)}), "n", "area", metadata=False
    )
    table = np.full((CASES, 8), np.nan)
    table[area, np.arange(len(area)) - np.repeat(np.cumsum(size) - size, size)] = np.abs(values)
    worst = _largest(ours.mean(table), _limits(theirs))
    print(f"largest difference {worst:.1e}")
    assert worst < CLOSE


def test_directly_standardised_rates(peer, rng) -> None:
    counts = rng.poisson(10 ** rng.uniform(-1.5, 3, (CASES, 1)), (CASES, AGES)).astype(float)
    people = 10 ** rng.uniform(2, 5, (CASES, AGES))
    standard = np.floor(rng.uniform(1_000, 7_000, AGES))
    frame = pd.DataFrame(
        {"area": np.repeat(np.arange(CASES), AGES), "n": counts.ravel(), "d": people.ravel(),
         "s": np.tile(standard, CASES)}
    )  # fmt: skip
    theirs = peer.ph_dsr(frame, "n", "d", "s", "area", metadata=False, euro_standard_pops=False)
    found = ours.directly_standardised_rate(counts, people, standard)
    worst = _largest(found, _limits(theirs))
    print(f"largest difference {worst:.1e}")
    assert worst < CLOSE
    assert 100 < np.isnan(found.value).sum() < CASES - 100


@pytest.mark.parametrize("kind", ["ratio", "rate"])
def test_indirectly_standardised(peer, rng, kind: str) -> None:
    ages = 4
    counts = rng.poisson(10 ** rng.uniform(-0.3, 3, (CASES, 1)), (CASES, ages)).astype(float)
    counts[counts.sum(axis=1) == 0, 0] = 1
    people = 10 ** rng.uniform(2, 5, (CASES, ages))
    cases, others = np.floor(rng.uniform(1e2, 1e4, ages)), np.floor(rng.uniform(1e5, 1e6, ages))
    frame = pd.DataFrame(
        {"area": np.repeat(np.arange(CASES), ages), "n": counts.ravel(), "d": people.ravel(),
         "rn": np.tile(cases, CASES), "rd": np.tile(others, CASES)}
    )  # fmt: skip
    method = peer.ph_ISRatio if kind == "ratio" else peer.ph_ISRate
    theirs = method(frame, "n", "d", "rn", "rd", "area", metadata=False)
    multiplier = 1.0 if kind == "ratio" else 100_000 * cases.sum() / others.sum()
    found = ours.indirectly_standardised_ratio(
        counts.sum(axis=1), people, cases, others, multiplier=multiplier
    )
    worst = _largest(found, _limits(theirs))
    print(f"largest difference {worst:.1e}")
    assert worst < CLOSE


@pytest.mark.parametrize("invert", [True, False])
def test_quantiles(peer, rng, invert: bool) -> None:
    size = rng.integers(5, 60, CASES // 20)
    area = np.repeat(np.arange(len(size)), size)
    values = np.round(rng.normal(0, 10, len(area)), 1)  # with ties
    assert len(values) > CASES
    frame = pd.DataFrame({"area": area, "v": values})
    theirs = peer.ph_quantile(frame, "v", ["area"], nquantiles=5, invert=invert)["quantile"]
    found = np.concatenate(
        [ours.quintiles(values[area == a], highest_first=invert) for a in range(len(size))]
    )
    assert (found == theirs.to_numpy()).all()


def test_funnel_of_proportions(peer, rng) -> None:
    """Four limits of each of 2,500 areas, and the curve that theirs draws."""
    from PHStatsMethods.utils_funnel import sigma_adjustment

    sizes, averages = _counts(rng, CASES // 4) + 1, rng.uniform(0.001, 0.999, CASES // 4)
    worst = 0.0
    for size, average in zip(sizes, averages, strict=True):
        found = ours.funnel_proportion(denominator=[size], benchmark=average)
        theirs = [
            sigma_adjustment(tail, size, average, side, 1)
            for tail in (0.975, 0.999)
            for side in ("low", "high")
        ]
        theirs = np.clip(theirs, 0, 1)
        worst = max(worst, float(np.abs(np.concatenate(found) - theirs).max()))
    frame = pd.DataFrame({"n": [40.0, 700.0], "d": [100.0, 2_000.0]})
    curve = peer.calculate_funnel_limits(frame, "n", "proportion", 100, "d", metadata=False)
    found = ours.funnel_proportion(denominator=curve["Population"], benchmark=740 / 2_100)
    for name, limit in zip(SIDES, found, strict=True):
        worst = max(worst, float(np.abs(curve[f"{name}_limit"] / 100 - limit).max()))
    print(f"largest difference {worst:.1e}")
    assert worst < 1e-9


SIDES = ("lower_2s", "upper_2s", "lower_3s", "upper_3s")


def test_funnel_of_ratios(peer, rng) -> None:
    """Theirs gives the expected number of which a count is the limit, by a search.

    The search stops when a share from 0 to 1 is known to a ten-millionth, so the two agree to
    about a millionth.
    """
    from PHStatsMethods.utils_funnel import poisson_funnel

    counts = np.floor(10 ** rng.uniform(0, 1.8, CASES // 4))
    worst = 0.0
    for number, (tail, side) in enumerate(
        [(0.025, "high"), (0.025, "low"), (0.001, "high"), (0.001, "low")]
    ):
        expected = np.array([poisson_funnel(count, tail, side) for count in counts])
        found = ours.funnel_ratio(expected=expected)[number]
        worst = max(worst, float(np.abs(found * expected / counts - 1).max()))
    print(f"largest difference {worst:.1e}")
    assert worst < 1e-5


def test_funnel_of_rates(peer) -> None:
    """The curve that theirs draws around a rate."""
    frame = pd.DataFrame({"n": [14.0, 30.0], "d": [9_000.0, 15_000.0]})
    frame["r"] = frame["n"] / frame["d"] * 100_000
    curve = peer.calculate_funnel_limits(
        frame, "n", "rate", 100_000, "d", metadata=False, rate="r", rate_type="crude",
        years_of_data=1,
    )  # fmt: skip
    worst = 0.0
    for number, name in enumerate(SIDES):
        found = ours.funnel_rate(
            population=curve[f"{name}_population_1_year"], benchmark=44 / 24_000 * 100_000
        )[number]
        worst = max(worst, float(np.abs(found / curve[f"{name}_limit"] - 1).max()))
    print(f"largest difference {worst:.1e}")
    assert worst < 1e-5


def test_where_the_two_differ(peer) -> None:
    """Differences that have a reason: no events have limits here, and an error there."""
    frame = pd.DataFrame({"area": [1], "n": [0.0], "d": [1_000.0]})
    with pytest.raises(ValueError, match="positive"):
        peer.ph_rate(frame, "n", "d", "area", metadata=False)
    rate = ours.crude_rate([0], [1_000], multiplier=1_000)
    assert (rate.value[0], rate.lower[0]) == (0, 0)
    assert rate.upper[0] == pytest.approx(3.689, abs=1e-3)
