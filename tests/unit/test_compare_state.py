"""The state of Compare and the address bar."""

from __future__ import annotations

import pytest

from dashboard.state.compare import MOST_AREAS, CompareState, parse, to_query
from etl.catalogue.indicators import FIRST_INDICATOR

pytestmark = pytest.mark.unit

BODIES = {f"S{n:08d}": "" for n in range(20)}
AREAS = {"health_body": BODIES, "country": {"W92000004": "Wales"}}
ONE, TWO, THREE = list(BODIES)[:3]


def test_an_empty_address_gives_the_default_page_without_a_word() -> None:
    assert parse({}, areas=AREAS) == (CompareState(), ())


def test_the_address_says_the_whole_state() -> None:
    state = CompareState(
        section="regions", area_type="health_body", areas=(TWO, ONE), indicator="need_all",
        kind="picu", against="picked", picked=(THREE,), basis="national_study",
        dimension="urban_rural", tables=("ranking", "bodies"),
    )  # fmt: skip
    assert to_query(state) == {
        "section": "regions", "type": "health_body", "area": f"{TWO}.{ONE}",
        "indicator": "need_all", "kind": "picu", "against": "picked", "with": THREE,
        "basis": "national_study", "by": "urban_rural", "tables": "ranking.bodies",
    }  # fmt: skip
    assert parse(to_query(state), areas=AREAS) == (state, ())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"section": "moon"}, 'the section "moon"'),
        ({"type": "small_area"}, 'the area type "small_area"'),
        ({"indicator": "x'; DROP TABLE"}, "the indicator"),
        ({"kind": "pub"}, 'the kind of service "pub"'),
        ({"against": "moon"}, "The United Kingdom is taken"),
        ({"by": "moon"}, 'the division "moon"'),
        ({"basis": "moon"}, "this indicator does not have"),
        ({"area": "E99999999"}, "Choose an area by name"),
        ({"area": f"{ONE}.E99999999"}, "The others are shown"),
        ({"type": "country", "area": ONE}, "is not known"),
        ({"against": "picked", "with": "nowhere"}, "is not known"),
        ({"area": ".".join(BODIES)}, f"The first {MOST_AREAS} are shown"),
    ],
)
def test_what_cannot_be_used_is_said_and_replaced(query: dict[str, str], said: str) -> None:
    state, problems = parse(query, areas=AREAS)
    assert len(problems) == 1
    assert said in problems[0]
    assert parse(to_query(state), areas=AREAS) == (state, ())


def test_the_kind_of_service_takes_the_same_measure_with_it() -> None:
    state = CompareState().with_indicator("need_beyond_30_children_hospice", "england_definition")
    assert state.with_kind("picu").indicator == "need_beyond_30_picu"
    shortfall = state.with_indicator("capacity_shortfall_picu", "england_definition")
    assert shortfall.kind == "picu"
    # There is no capacity for teams: the headline measure of the kind stands in.
    fallen = shortfall.with_kind("specialist_team_hospital")
    assert fallen.indicator == "share_within_30_specialist_team_hospital"
    need = state.with_indicator("need_all", "national_study").with_kind("picu")
    assert (need.indicator, need.kind, need.basis) == ("need_all", "picu", "national_study")


def test_another_area_type_drops_the_areas_and_no_area_is_compared_with_itself() -> None:
    state = CompareState(areas=(ONE,)).with_comparison(
        areas=(ONE, TWO), against="picked", picked=(TWO, THREE)
    )
    assert (state.areas, state.picked) == ((ONE, TWO), (THREE,))
    assert state.with_comparison(areas=(ONE,), against="uk", picked=(THREE,)).picked == ()
    moved = state.with_area_type("country")
    assert (moved.areas, moved.picked, moved.indicator) == ((), (), FIRST_INDICATOR)
