"""Forty hostile values of the address and searches: never a traceback, a sensible page each.

A page is opened once for several values that cannot hide one another, so that forty cost little.
"""

from __future__ import annotations

import html

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open
from tests.app.test_pages import words

pytestmark = pytest.mark.app

SCRIPT = "<script>alert(1)</script>"
LONG = "9" * 5000
# Page, values of its address, and words that the page says about them.
ADDRESSES: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
    ("explore", {"type": SCRIPT, "indicator": "need_all; rm -rf /", "services": "picu.moon",
                 "area": "../../etc/passwd", "basis": "national_study' OR 1=1"},
     ("area type", "indicator", "kind of service", "area code", "basis")),
    ("explore", {"assume": "speed:-80,speed:1e9,year:99999,ages:0-99,way:{{7*7}},=cmd:1,def",
                 "near": SCRIPT, "map": "\u0000", "breaks": "${jndi:ldap}", "limits": "NaN~inf"},
     ("speed of all journeys", "year", "ages", "postcode", "map", "limits")),
    ("explore", {"assume": "," * 3000, "rows": "[a-z]{99999}(((", "marked": "E1.E2." * 900,
                 "second": "second", "from": "\u202egnal", "table": "1"},
     ("second indicator", "start of the bands", "area code")),
    ("explore", {"assume": "also:picu.picu.mars,status:closed,tier:everything,sc:highest,year:2030",
                 "near": "BT99ZZ", "view": LONG, "lock": LONG},
     ("kinds of service that count as well", "services that count", "tier of need", "BT9 9ZZ")),
    ("services", {"kind": SCRIPT, "nation": "france.wales", "status": "%00", "age": "-1",
                  "offers": LONG, "near": "1234567", "service": "'; DROP TABLE services; --"},
     ("kind of service", "nation", "status", "age", "offer", "postcode", "service")),
    ("services", {"age": "1e1", "near": "ZZ99ZZ", "kind": "." * 4000,
                  "service": "acorns-birmingham"},
     ("age", "ZZ9 9ZZ", "Acorns")),
]  # fmt: skip
SEARCHES = [
    "", "   ", SCRIPT, "'; DROP TABLE areas; --", "../../../etc/passwd", "%s%s%s%n", "{{7*7}}",
    ".*", "(((((", "\\", "\u0000\u0001", "\u202eWales", "E" * 5000, "E99999999", "-1", "1e999",
    "B29 6HZ; SW1A 1AA", "[link](javascript:alert(1))", "**bold** `code`", "\U0001f600", "ÿþ",
    "null",
]  # fmt: skip


def test_there_are_forty() -> None:
    assert sum(len(query) for _, query, _ in ADDRESSES) + len(SEARCHES) >= 40


def said(page: AppTest) -> str:
    return html.unescape(words(page))


def assert_sensible(page: AppTest, title: str) -> None:
    assert not page.exception
    assert "cannot be shown" not in words(page)
    assert "<script>alert" not in words(page)
    assert page.title[0].value == title


@pytest.mark.parametrize("number", range(len(ADDRESSES)))
def test_a_hostile_address_gives_a_page_and_sentences(number: int, open_page: Open) -> None:
    view, query, expected = ADDRESSES[number]
    page = open_page(view, query=query)
    assert_sensible(page, view.capitalize())
    for part in expected:
        assert part in said(page), part


def test_hostile_searches_get_an_answer_each(open_page: Open) -> None:
    page = open_page("services")
    for text in SEARCHES:
        page.text_input(key="services_find_text").set_value(text).run()
        assert_sensible(page, "Services")
        if text.strip():
            answer = page.session_state["services_find_answer"].message
            assert answer.endswith(".")
            assert answer.split('"')[0].strip() in said(page)


def test_a_found_name_cannot_write_markdown(open_page: Open) -> None:
    page = open_page("services")
    page.text_input(key="services_find_text").set_value("newcastle").run()
    labels = [b.label for b in page.button if b.key and b.key.startswith("services_find_found")]
    assert len(labels) > 1
    assert all("[" not in label.replace("\\[", "") for label in labels)
