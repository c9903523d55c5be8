"""Area briefing under AppTest: what it shows for good, bad and no addresses."""

from __future__ import annotations

import pytest

from tests.app.conftest import Open

pytestmark = pytest.mark.app
PAGE = "area_briefing"


def _html(page) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def test_a_briefing_is_read_on_the_page_and_taken_away(open_page: Open) -> None:
    page = open_page(PAGE, query={"type": "ltla", "area": "E08000025"})
    assert not page.exception
    shown = _html(page)
    assert "children and young people in Birmingham live with a life-limiting condition" in shown
    assert shown.count("<img alt=") == 3
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels == ["PDF", "Word", "Excel", "HTML"]


def test_without_an_area_it_says_what_to_do(open_page: Open) -> None:
    page = open_page(PAGE)
    assert not page.exception
    assert "No area is chosen yet" in _html(page)


def test_an_area_in_wales_has_welsh_with_its_mark(open_page: Open) -> None:
    page = open_page(PAGE, query={"type": "constituency", "area": "W07000081", "language": "cy"})
    assert not page.exception
    assert page.title[0].value == "Papur briffio ardal"
    shown = _html(page)
    assert "Drafftiwyd gan beiriant, heb ei adolygu eto." in shown
    assert "drafted by machine, not yet reviewed" in shown
    assert 'lang="cy-GB"' in shown


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"type": "moon"}, "area type"),
        ({"type": "ltla", "area": "E99999999"}, "area code"),
        ({"language": "xx"}, "language"),
        ({"type": "ltla", "area": "E08000025", "language": "cy"}, "Welsh briefings exist"),
        ({"length": "nine"}, "length"),
    ],
)
def test_a_tampered_address_gives_a_sensible_page(
    query: dict[str, str], words: str, open_page: Open
) -> None:
    page = open_page(PAGE, query=query)
    assert not page.exception
    assert words in _html(page)


def test_another_kind_of_area_asks_for_an_area_again(open_page: Open) -> None:
    page = open_page(PAGE, query={"type": "ltla", "area": "E08000025"})
    page.selectbox(key="briefing_type").select("constituency").run()
    assert not page.exception
    assert page.query_params["type"] == "constituency"
    assert "area" not in page.query_params
