"""Finding places: fragments, slips, codes of other years, postcodes; what is unclear is asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dashboard.search import AREA, POSTCODE, SERVICE, Finder, make_finder

pytestmark = pytest.mark.unit

AREAS = [
    ("ltla", "E08000025", "Birmingham", "", "England"),
    ("utla", "E08000025", "Birmingham", "", "England"),
    ("constituency", "E14001096", "Birmingham Yardley", "", "England"),
    ("ltla", "E06000065", "North Yorkshire", "", "England"),
    ("ltla", "E09000001", "City of London", "", "England"),
    ("region", "E12000007", "London", "", "England"),
    ("ltla", "W06000006", "Wrexham", "", "Wales"),
    ("constituency", "W07000112", "Wrexham", "Wrecsam", "Wales"),
    ("ltla", "E07000240", "St Albans", "", "England"),
    ("ltla", "N09000003", "Belfast", "", "Northern Ireland"),
    ("ltla", "N09000005", "Derry City and Strabane", "", "Northern Ireland"),
    ("ltla", "S12000047", "Fife", "", "Scotland"),
    ("health_body", "W11000030", "Cwm Taf Morgannwg University Health Board", "", "Wales"),
]
OLD = [("E07000165", "Harrogate", "E06000065"), ("S12000015", "Fife", "S12000047")]
SERVICES = [
    ("acorns-birmingham", "Acorns Children's Hospice in Birmingham", "Children's hospice", ""),
    ("naomi-house", "Naomi House", "Children's hospice", "Winchester"),
]


def postcodes(district: str, start: str) -> Sequence[tuple[str, int]]:
    whole = {"B29": [("6HZ", "E08000025")], "AL3": [("4AA", "E07000240"), ("4AB", "E08000025")]}
    found = [code for inward, code in whole.get(district, []) if inward.startswith(start)]
    return [(code, found.count(code)) for code in dict.fromkeys(found)]


@pytest.fixture(scope="module")
def finder() -> Finder:
    return make_finder(areas=AREAS, old=OLD, services=SERVICES, postcodes=postcodes)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Birmingham", "E08000025"),
        ("  bIRMINGHAM ", "E08000025"),
        ("e08000025", "E08000025"),
        ("E07000165", "E06000065"),
        ("S12000015", "S12000047"),
        ("harrogate", "E06000065"),
        ("Wrecsam", "W07000112"),
        ("Saint Albans", "E07000240"),
        ("cwm taf morgannwg", "W11000030"),
        ("yardley", "E14001096"),
        ("naomi", "naomi-house"),
        ("b296hz", "B29 6HZ"),
        ("B29 6HZ", "B29 6HZ"),
        ("B29", "E08000025"),
    ],
)
def test_what_can_be_read_in_one_way_is_found(typed: str, code: str, finder: Finder) -> None:
    answer = finder.find(typed)
    assert answer.sure
    assert answer.places[0].code == code


@pytest.mark.parametrize(("prefer", "area_type"), [("ltla", "ltla"), ("constituency",) * 2])
def test_of_areas_with_one_name_that_of_the_page_comes_first(
    prefer: str, area_type: str, finder: Finder
) -> None:
    answer = finder.find("Wrexham", prefer=prefer)
    assert answer.sure
    assert answer.places[0].area_type == area_type
    assert len(answer.places) == 2


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("birmingam", "Birmingham"),
        ("north yorkshrie", "North Yorkshire"),
        ("belfsat", "Belfast"),
        ("AL3", "St Albans"),
    ],
)
def test_slips_and_divided_districts_are_asked_about(
    typed: str, first: str, finder: Finder
) -> None:
    answer = finder.find(typed)
    assert not answer.sure
    assert first in [place.label for place in answer.places]


def test_london_may_be_the_city_or_the_region(finder: Finder) -> None:
    answer = finder.find("London", prefer="constituency")
    assert {place.code for place in answer.places} == {"E12000007", "E09000001"}


@pytest.mark.parametrize("typed", ["BT9 5AB", "bt1"])
def test_a_postcode_of_northern_ireland_asks_for_the_council(typed: str, finder: Finder) -> None:
    answer = finder.find(typed)
    assert not answer.sure
    assert [place.label for place in answer.places] == ["Belfast", "Derry City and Strabane"]
    assert "not open data" in answer.message


def test_each_kind_of_result_says_what_to_choose(finder: Finder) -> None:
    kinds = {typed: finder.find(typed).places[0] for typed in ("Fife", "naomi", "B296HZ")}
    assert [place.kind for place in kinds.values()] == [AREA, SERVICE, POSTCODE]
    assert kinds["B296HZ"].area == "E08000025"
    assert finder.find("E07000165").places[0].note == "Harrogate is now part of North Yorkshire."


@pytest.mark.parametrize(
    "typed", ["", " ", "\x00\u202e", "(((", ".*", "<script>", "%", "B29 9ZZ", "ZZ99ZZ", "x" * 9000]
)
def test_nothing_found_is_said_and_nothing_fails(typed: str, finder: Finder) -> None:
    answer = finder.find(typed)
    assert not answer.places
    assert answer.message.endswith(".")
