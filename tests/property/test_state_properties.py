"""Whatever stands in the address bar, a page comes out; what a page writes, it reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state.explore import ExploreState, parse, to_query
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.catalogue.services import SERVICE_KIND_BY_ID

pytestmark = pytest.mark.property

AREAS = {t.id: {f"{t.id.upper()[:3]}{n}": "" for n in range(3)} for t in PLANNING_AREA_TYPES}


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
    )


@given(states())
def test_a_state_survives_the_address_bar(state: ExploreState) -> None:
    assert parse(to_query(state), areas=AREAS) == (state, ())


_NAMES = (
    st.sampled_from(["type", "indicator", "services", "area", "view", "table", "basis"]) | st.text()
)


@given(st.dictionaries(_NAMES, st.text()))
def test_any_address_gives_a_page_that_its_own_address_reopens(query: dict[str, str]) -> None:
    state, problems = parse(query, areas=AREAS)
    assert parse(to_query(state), areas=AREAS) == (state, ())
    assert all(problem.endswith(".") and "<" not in problem for problem in problems)
