"""Finding a place on the pages: what is chosen, what is asked, and the table."""

from __future__ import annotations

import html

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open
from tests.app.test_pages import words

pytestmark = pytest.mark.app


def find(page: AppTest, text: str, box: str = "explore_find") -> AppTest:
    return page.text_input(key=f"{box}_text").set_value(text).run()


def test_explore_goes_to_what_is_found_and_asks_about_what_is_not_clear(open_page: Open) -> None:
    page = find(open_page(), "E07000165")
    assert page.query_params["area"] == "E06000065"
    assert "Harrogate is now part of North Yorkshire" in words(page)
    find(page, "Ynys Mon")
    assert (page.query_params["type"], page.query_params["area"]) == ("ltla", "W06000001")
    find(page, "Abertawe")  # Swansea, in Welsh
    assert (page.query_params["type"], page.query_params["area"]) == ("ltla", "W06000011")
    find(page, "shefield")
    assert page.query_params["area"] == "W06000011"
    sheffield = next(b for b in page.button if b.label.startswith("Sheffield (Local authority"))
    sheffield.click().run()
    assert page.query_params["area"] == "E08000019"
    find(page, "b296hz")
    assert page.query_params["near"] == "B296HZ"
    assert page.query_params["area"] == "E08000025"
    shown = html.unescape(words(page))
    assert "Nearest services to B29 6HZ" in shown
    assert "Acorns Children's Hospice in Birmingham, 8 minutes" in shown
    assert not page.exception


def test_services_shows_what_is_near_and_one_service_in_full(open_page: Open) -> None:
    page = find(open_page("services"), "KW1 4YT", "services_find")
    assert "Nearest services to KW1 4YT" in words(page)
    find(page, "zoes place middlesbrough", "services_find")
    assert page.query_params["service"] == "zoes-place-middlesbrough"
    assert "number of beds" in words(page)
    page.multiselect(key="services_nations").set_value(["Wales"]).run()
    assert page.query_params["nation"] == "wales"
    assert "of 116 services in the register" in words(page)
    page.button(key="services_clear").click().run()
    assert "nation" not in page.query_params
    assert not page.exception


def test_rows_of_the_table_are_filtered_by_words_of_the_address(open_page: Open) -> None:
    page = open_page(query={"table": "1", "rows": "wales higher"})
    shown = page.dataframe[0].value
    assert set(shown["Nation"]) == {"Wales"}
    assert set(shown["Compared with the UK"]) == {"Higher than the UK"}
    page.text_input(key="explore_rows").set_value("").run()
    assert len(page.dataframe[0].value) == 361
    assert "rows" not in page.query_params
