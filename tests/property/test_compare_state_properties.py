"""Whatever stands in the address bar, Compare comes out; what it writes, it reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state.compare import (
    COMPARATORS,
    KINDS,
    SECTIONS,
    TABLES,
    CompareState,
    parse,
    to_query,
)
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.comparison import DIMENSION_BY_ID
from etl.catalogue.indicators import INDICATOR_BY_ID

pytestmark = pytest.mark.property

AREAS = {t.id: {f"{t.id.upper()[:3]}{n}": "" for n in range(18)} for t in PLANNING_AREA_TYPES}


@st.composite
def states(draw: st.DrawFn) -> CompareState:
    area_type = draw(st.sampled_from(list(AREAS)))
    codes = st.lists(st.sampled_from(list(AREAS[area_type])), unique=True, max_size=5).map(tuple)
    indicator = draw(st.sampled_from(list(INDICATOR_BY_ID)))
    chosen = draw(st.sets(st.sampled_from(TABLES)))
    return (
        CompareState(
            section=draw(st.sampled_from(list(SECTIONS))),
            area_type=area_type,
            dimension=draw(st.sampled_from(list(DIMENSION_BY_ID))),
            kind=draw(st.sampled_from(KINDS)),
            tables=tuple(table for table in TABLES if table in chosen),
        )
        .with_indicator(indicator, draw(st.sampled_from(INDICATOR_BY_ID[indicator].bases)))
        .with_comparison(
            areas=draw(codes), against=draw(st.sampled_from(list(COMPARATORS))), picked=draw(codes)
        )
    )


@given(states())
def test_a_state_survives_the_address_bar(state: CompareState) -> None:
    assert parse(to_query(state), areas=AREAS) == (state, ())


@given(states(), st.sampled_from(KINDS))
def test_an_indicator_is_always_about_the_kind_of_service(state: CompareState, kind: str) -> None:
    moved = state.with_kind(kind)
    assert moved.kind == kind
    assert INDICATOR_BY_ID[moved.indicator].service_kind in ("", kind)
    assert parse(to_query(moved), areas=AREAS) == (moved, ())


_NAMES = st.sampled_from(
    ["section", "type", "area", "indicator", "kind", "against", "with", "basis", "by", "tables"]
)


@given(st.dictionaries(_NAMES | st.text(), st.text()))
def test_any_address_gives_a_page_that_its_own_address_reopens(query: dict[str, str]) -> None:
    state, problems = parse(query, areas=AREAS)
    assert parse(to_query(state), areas=AREAS) == (state, ())
    assert all(problem.endswith(".") and "<" not in problem for problem in problems)
