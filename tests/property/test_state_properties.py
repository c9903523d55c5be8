"""Whatever stands in the address bar, a page comes out; what a page writes, it reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.breaks import METHODS
from dashboard.state import services
from dashboard.state.assumptions import from_text, settled, to_text
from dashboard.state.assumptions import parse as parse_assumptions
from dashboard.state.explore import ExploreState, parse, to_query
from dashboard.state.map_choice import MAP_KINDS, PUBLISHED, MapChoice
from dashboard.state.services import NATION_WORDS, OLDEST_ASKED, ServicesState
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.choices import CHOICES
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.catalogue.services import SERVICE_KIND_BY_ID, STATUSES
from etl.methods.scenario_parts import Assumptions

pytestmark = pytest.mark.property

OFFERS = ["short_breaks", "end_of_life", "24_7_support"]
SERVICES = ["acorns-birmingham", "naomi-house"]
AREAS = {t.id: {f"{t.id.upper()[:3]}{n}": "" for n in range(3)} for t in PLANNING_AREA_TYPES}


@st.composite
def assumptions(draw: st.DrawFn) -> Assumptions:
    values = {}
    for choice in CHOICES:
        if choice.id == "also":
            chosen = draw(st.sets(st.sampled_from(list(choice.options))))
            values["also"] = tuple(kind for kind in choice.options if kind in chosen)
        elif choice.options:
            values[choice.id] = from_text(choice, draw(st.sampled_from(list(choice.options))))
        else:
            number = st.integers(*choice.limits) | st.just(int(choice.default))
            values[choice.id] = draw(number)
    return settled(Assumptions(**values))


@st.composite
def services_states(draw: st.DrawFn) -> ServicesState:
    def some(words: list[str]) -> tuple[str, ...]:
        chosen = draw(st.sets(st.sampled_from(words)))
        return tuple(word for word in words if word in chosen)

    return ServicesState(
        kinds=some(list(SERVICE_KIND_BY_ID)),
        nations=some(list(NATION_WORDS.values())),
        statuses=some(list(STATUSES)),
        age=draw(st.none() | st.integers(0, OLDEST_ASKED)),
        offers=some(sorted(OFFERS)),
        near=draw(st.sampled_from(["", "B296HZ", "SW1A1AA"])),
        service=draw(st.sampled_from(["", *SERVICES])),
    )


@st.composite
def map_choices(draw: st.DrawFn, codes: list[str]) -> MapChoice:
    limits = st.sets(st.integers(-999, 9999).map(lambda tenths: tenths / 10), max_size=5)
    return MapChoice(
        kind=draw(st.sampled_from(list(MAP_KINDS))),
        breaks=draw(st.sampled_from(list(METHODS))),
        limits=tuple(sorted(draw(limits))),
        is_locked=draw(st.booleans()),
        second=draw(st.sampled_from([*INDICATOR_BY_ID, PUBLISHED])),
        marked=tuple(draw(st.lists(st.sampled_from(codes), unique=True))),
    )


@st.composite
def states(draw: st.DrawFn) -> ExploreState:
    area_type = draw(st.sampled_from(list(AREAS)))
    indicator = draw(st.sampled_from(list(INDICATOR_BY_ID)))
    chosen = draw(st.sets(st.sampled_from(list(SERVICE_KIND_BY_ID))))
    return ExploreState(
        area_type=area_type,
        indicator=indicator,
        kinds=tuple(kind for kind in SERVICE_KIND_BY_ID if kind in chosen),
        area=draw(st.sampled_from(["", *AREAS[area_type]])),
        view=draw(st.sampled_from(["uk", "area"])),
        table=draw(st.booleans()),
        basis=draw(st.sampled_from(INDICATOR_BY_ID[indicator].bases)),
        near=draw(st.sampled_from(["", "B296HZ", "SW1A1AA"])),
        assumed=draw(assumptions()),
        map=draw(map_choices(list(AREAS[area_type]))),
        rows=draw(st.sampled_from(["", "north wales", "higher", "%20&x=1#"])),
    )


@given(states())
def test_a_state_survives_the_address_bar(state: ExploreState) -> None:
    assert parse(to_query(state), areas=AREAS) == (state, ())


_NAMES = (
    st.sampled_from(
        [
            "type",
            "indicator",
            "services",
            "area",
            "view",
            "table",
            "basis",
            "near",
            "assume",
            "map",
            "breaks",
            "limits",
            "lock",
            "second",
            "from",
            "marked",
            "rows",
        ]
    )
    | st.text()
)


@given(st.dictionaries(_NAMES, st.text()))
def test_any_address_gives_a_page_that_its_own_address_reopens(query: dict[str, str]) -> None:
    state, problems = parse(query, areas=AREAS)
    assert parse(to_query(state), areas=AREAS) == (state, ())
    assert all(problem.endswith(".") and "<" not in problem for problem in problems)


@given(assumptions())
def test_assumptions_survive_the_address_bar(assumed: Assumptions) -> None:
    assert parse_assumptions(to_text(assumed)) == (assumed, ())


_WORDS = st.sampled_from([f"{c.short}:{v}" for c in CHOICES for v in (*c.options, "7", "x", "")])


@given(st.lists(_WORDS | st.text(max_size=12)).map(",".join))
def test_any_words_give_assumptions_that_can_be_used(text: str) -> None:
    assumed, problems = parse_assumptions(text)
    assert parse_assumptions(to_text(assumed)) == (assumed, ())
    assert all(problem.endswith(".") and "<" not in problem for problem in problems)


@given(services_states())
def test_the_state_of_services_survives_the_address_bar(state: ServicesState) -> None:
    read = services.parse(services.to_query(state), services=SERVICES, offers=OFFERS)
    assert read == (state, ())


_SERVICE_NAMES = st.sampled_from(["kind", "nation", "status", "age", "offers", "near", "service"])


@given(st.dictionaries(_SERVICE_NAMES, st.text()))
def test_any_address_of_services_gives_a_page(query: dict[str, str]) -> None:
    state, problems = services.parse(query, services=SERVICES, offers=OFFERS)
    again = services.parse(services.to_query(state), services=SERVICES, offers=OFFERS)
    assert again == (state, ())
    assert all(problem.endswith(".") and "<" not in problem for problem in problems)
