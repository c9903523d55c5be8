"""The state of Explore and the address bar."""

from __future__ import annotations

import pytest

from dashboard.state.explore import ExploreState, parse, to_query
from etl.catalogue.indicators import FIRST_INDICATOR

pytestmark = pytest.mark.unit

AREAS = {"ltla": {"E06000065": "North Yorkshire"}, "country": {"E92000001": "England"}}


def test_an_empty_address_gives_the_default_page_without_a_word() -> None:
    state, problems = parse({}, areas=AREAS)
    assert state == ExploreState("ltla", FIRST_INDICATOR, ("children_hospice",))
    assert problems == ()


def test_the_address_says_the_whole_state() -> None:
    state = ExploreState("ltla", "need_all", ("picu",), "E06000065", "uk", True)
    assert to_query(state) == {
        "type": "ltla",
        "indicator": "need_all",
        "services": "picu",
        "area": "E06000065",
        "view": "uk",
        "table": "1",
    }


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"type": "moon"}, 'the area type "moon"'),
        ({"type": "small_area"}, 'the area type "small area"'),
        ({"indicator": "x'; DROP"}, "the indicator"),
        ({"services": "pub"}, 'the kind of service "pub"'),
        ({"services": "picu.pub"}, "The others are shown"),
        ({"area": "E99999999"}, 'the area code "E99999999"'),
        ({"type": "country", "area": "E06000065"}, "Pick one from: Nations"),
    ],
)
def test_what_cannot_be_used_is_said_and_replaced(query: dict[str, str], said: str) -> None:
    state, problems = parse(query, areas=AREAS)
    assert len(problems) == 1
    assert said.replace("_", " ") in problems[0].replace("_", " ")
    assert parse(to_query(state), areas=AREAS) == (state, ())


def test_markup_in_the_address_is_not_repeated() -> None:
    _, problems = parse({"area": "<script>alert(1)</script>" * 20}, areas=AREAS)
    assert "<" not in problems[0]
    assert len(problems[0]) < 250


def test_no_services_is_a_state_of_its_own() -> None:
    state, problems = parse({"services": "none"}, areas=AREAS)
    assert (state.kinds, problems) == ((), ())
    assert to_query(state)["services"] == "none"


def test_another_area_type_drops_the_chosen_area() -> None:
    state = ExploreState(area="E06000065")
    assert state.with_area_type("country").area == ""
    assert state.with_area_type("ltla").area == "E06000065"
