"""The register as a reader sees it, its state in the address bar, and corrections."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from dashboard.charts.register import filtered, freshness, in_words, missing, register_table
from dashboard.correction import EXTRA, FIELDS_OF_A_SERVICE, correction_row, instructions
from dashboard.state.services import ServicesState, parse, to_query
from etl.catalogue.fields import FIELDS

pytestmark = pytest.mark.unit

REGISTER = pd.DataFrame(
    [
        {"service_id": "a", "name": "Anna House", "service_kind": "children_hospice",
         "nation": "England", "status": "open", "age_from": 0.0, "age_to": 18.0, "beds": 8.0,
         "offers": "short_breaks;end_of_life", "last_verified": "2025", "longitude": -1.0,
         "latitude": 52.0, "address": "1 High Street", "postcode": "B296HZ", "website": "https://a",
         "regulator_id": "1"},
        {"service_id": "b", "name": "Bells", "service_kind": "children_hospice", "nation": "Wales",
         "status": "closed", "last_verified": "2018"},
        {"service_id": "c", "name": "City Unit", "service_kind": "picu", "nation": "Wales",
         "status": "open", "age_from": 0.0, "age_to": 5.0, "offers": "paediatric_intensive_care"},
    ]
).reindex(columns=list(FIELDS_OF_A_SERVICE))  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({}, "abc"),
        ({"kinds": ["picu"]}, "c"),
        ({"nations": ["Wales"], "statuses": ["open"]}, "c"),
        ({"age": 5}, "abc"),
        ({"age": 6}, "ab"),  # b may take the child: its ages are not stated
        ({"age": 19}, "b"),
        ({"offers": ["short_breaks"]}, "a"),
        ({"offers": ["short_breaks", "day_care"]}, ""),
        ({"offers": ["short"]}, ""),
    ],
)
def test_filters_leave_what_fits(choice: dict, left: str) -> None:
    assert "".join(filtered(REGISTER, **choice)["service_id"]) == left


def test_the_sentence_says_what_is_left_and_what_is_not_known() -> None:
    assert in_words(REGISTER, of=3, age=9) == (
        "3 of 3 services in the register: 2 children's hospices and 1 paediatric intensive care "
        "unit. 2 of them have no point on the map. 1 of them has no ages stated, and may or may "
        "not take a child of 9."
    )
    assert "Take a filter away" in in_words(REGISTER.head(0), of=3, age=None)


def test_what_is_missing_is_named() -> None:
    rows = list(REGISTER.itertuples())
    assert missing(rows[0]) == []
    assert "number of beds" in missing(rows[1])
    assert "number of beds" not in missing(rows[2])
    table = register_table(REGISTER)
    assert table["Ages"].tolist() == ["0 to 18", "Not stated", "0 to 5"]
    assert table["Offers"].tolist()[1] == "Not stated"


def test_freshness_counts_every_row_once() -> None:
    found = freshness(REGISTER, year=2026)
    assert found.years == (("2025", 1), ("2018", 1), (None, 1))
    assert found.sentence == (
        "Services shown: 3. With a source of 2025 or later: 1. With no source since 2021: 1. "
        "With a source of unknown year: 1."
    )


def test_a_correction_holds_the_row_and_room_for_the_source() -> None:
    text = correction_row(REGISTER, "a").decode("utf-8-sig")
    frame = pd.read_csv(io.StringIO(text), dtype="str")
    assert list(frame.columns) == [*FIELDS_OF_A_SERVICE, *EXTRA]
    assert frame.loc[0, "name"] == "Anna House"
    assert frame[list(EXTRA)].isna().all(axis=None)
    empty = pd.read_csv(io.StringIO(correction_row(REGISTER, "").decode("utf-8-sig")))
    assert len(empty) == 1
    assert empty.isna().all(axis=None)


def test_the_instructions_explain_every_column() -> None:
    words = instructions("Anna House").decode("utf-8")
    for field in FIELDS_OF_A_SERVICE:
        assert f"- {field}: {FIELDS[field].label}." in words


def test_the_address_says_the_whole_state() -> None:
    state = ServicesState(
        kinds=("children_hospice", "picu"), nations=("Northern Ireland",), statuses=("open",),
        age=0, offers=("short_breaks",), near="B296HZ", service="a",
    )  # fmt: skip
    query = to_query(state)
    assert query["nation"] == "northern-ireland"
    assert parse(query, services={"a"}, offers=["short_breaks"]) == (state, ())
    assert to_query(ServicesState()) == {}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"kind": "moon"}, 'the kind of service "moon"'),
        ({"nation": "france"}, 'the nation "france"'),
        ({"status": "x"}, 'the status "x"'),
        ({"age": "-1"}, 'the age "-1"'),
        ({"age": "٣"}, "the age"),
        ({"offers": "gold"}, 'the offer "gold"'),
        ({"near": "<b>"}, "the postcode"),
        ({"service": "zz"}, 'the service "zz"'),
    ],
)
def test_what_the_address_gets_wrong_is_said(query: dict[str, str], said: str) -> None:
    state, problems = parse(query, services={"a"}, offers=["short_breaks"])
    assert state == ServicesState()
    assert len(problems) == 1
    assert said in problems[0]
