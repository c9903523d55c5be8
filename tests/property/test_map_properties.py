"""Natural groups are the best there are; the choice of map round-trips through the address."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts.breaks import METHODS
from dashboard.charts.limits import natural_breaks
from dashboard.charts.map_scene import compact
from dashboard.state.map_choice import MAP_KINDS, PUBLISHED, MapChoice, parse, to_query
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.catalogue.services import DESTINATION_KINDS

pytestmark = pytest.mark.property

SOURCES = tuple(kind.id for kind in DESTINATION_KINDS)
CODES = ("E06000001", "W06000001", "S12000005")
choices = st.builds(
    MapChoice,
    kind=st.sampled_from(list(MAP_KINDS)),
    breaks=st.sampled_from(list(METHODS)),
    limits=st.lists(st.integers(-50_000, 50_000), max_size=5, unique=True).map(
        lambda numbers: tuple(sorted(number / 100 for number in numbers))
    ),
    is_locked=st.booleans(),
    second=st.sampled_from([*INDICATOR_BY_ID, PUBLISHED]),
    source=st.sampled_from(SOURCES),
    marked=st.lists(st.sampled_from(CODES), unique=True).map(tuple),
)


def spread(values: np.ndarray, limits: tuple[float, ...]) -> float:
    groups = np.split(values, np.searchsorted(values, limits))
    return sum(float(((group - group.mean()) ** 2).sum()) for group in groups if len(group))


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=4, max_size=14), st.integers(2, 4))
def test_natural_groups_are_the_best_of_all_ways_to_cut(raw: list[int], steps: int) -> None:
    values = np.sort(np.array(raw, dtype=float))
    found = natural_breaks(values, steps=steps)
    cuts = np.unique(values)[1:]
    ways = combinations(cuts, min(steps - 1, len(cuts)))
    assert spread(values, tuple(found)) == pytest.approx(min(spread(values, w) for w in ways))


@pytest.mark.filterwarnings("ignore:Numba not installed")
def test_natural_groups_are_those_of_the_mapping_library() -> None:
    from mapclassify import FisherJenks

    values = np.round(np.random.default_rng(6).gamma(3, 20, 120), 1)
    theirs = FisherJenks(values, k=5).bins[:-1]  # highest value of each group but the last
    ours = natural_breaks(values, steps=5)
    assert [values[values < limit].max() for limit in ours] == pytest.approx(list(theirs))


@settings(deadline=None)
@given(choices)
def test_a_choice_of_map_round_trips_through_the_address(choice: MapChoice) -> None:
    assert parse(to_query(choice), sources=SOURCES, areas=CODES) == (choice, ())


@settings(deadline=None)
@given(st.dictionaries(
    st.sampled_from(["map", "breaks", "limits", "lock", "second", "from", "marked"]), st.text()
))  # fmt: skip
def test_any_words_give_a_choice_that_can_be_drawn(query: dict[str, str]) -> None:
    choice, problems = parse(query, sources=SOURCES, areas=CODES)
    assert parse(to_query(choice), sources=SOURCES, areas=CODES) == (choice, ())
    assert all(problem.startswith("The address asks for") for problem in problems)


@given(st.lists(st.floats(-1e6, 1e6), max_size=30), st.integers(0, 2))
def test_compact_figures_read_back_as_shown(values: list[float], decimals: int) -> None:
    text = compact(np.array(values), decimals)
    back = [int(word, 36) / 10**decimals for word in text.split(",")] if values else []
    assert np.allclose(back, np.round(values, decimals), atol=10.0 ** -(decimals + 6))
