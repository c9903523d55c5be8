"""Compare opens for every kind of area, says its facts, and keeps its state in the address bar."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from etl.release import open_release
from tests.app.conftest import Open

pytestmark = pytest.mark.app

SURREY_AND_SUSSEX, KENT, HAMPSHIRE = "E54000069", "E54000032", "E54000067"
HIGHLAND, SCILLY = "S08000022", "E06000053"


def words(page: AppTest) -> str:
    shown = [element.value for kind in ("markdown", "title", "subheader", "header", "info")
             for element in page.get(kind)]  # fmt: skip
    return " ".join([*shown, *(element.proto.body for element in page.get("html"))])


def charts(page: AppTest) -> list[str]:
    return [chart.proto.alt for chart in page.get("plotly_chart")]


def opened(open_page: Open, **query: str) -> AppTest:
    page = open_page("compare", query=query)
    assert not page.exception
    assert "cannot be shown" not in words(page)
    return page


def test_without_an_area_it_shows_all_and_asks_for_one(open_page: Open) -> None:
    page = opened(open_page)
    assert page.query_params["type"] == "health_body"
    assert "Choose an area by name above" in words(page)
    assert "What stands out" not in words(page)
    assert len(charts(page)) == 3


def test_a_board_is_compared_with_its_nation(open_page: Open) -> None:
    page = opened(open_page, area=HIGHLAND, against="nation")
    alts = charts(page)
    assert len(alts) == 5
    assert "14 health bodies in Scotland" in alts[0]
    assert "The figure for Scotland is" in alts[0]
    assert "NHS Highland" in alts[0]
    assert "What stands out" in words(page)
    assert "Slope index of inequality" in words(page)
    assert page.query_params["against"] == "nation"


def test_tiny_numbers_get_reasons_in_place_of_charts(open_page: Open) -> None:
    page = opened(open_page, type="ltla", area=SCILLY, against="region")
    assert len(charts(page)) == 3
    assert "Projections are made for nations, regions and health bodies only" in words(page)
    assert "No gradient is given" in words(page)
    assert "27 local authorities in the South West" in charts(page)[0]


def test_a_group_is_said_to_be_weighted(open_page: Open) -> None:
    group = ".".join((KENT, HAMPSHIRE, SURREY_AND_SUSSEX))
    page = opened(open_page, area=group)
    assert "each weighted by its modelled number of children" in words(page)
    ticks = json.loads(page.get("plotly_chart")[0].proto.spec)["layout"]["yaxis"]["ticktext"]
    assert "<b>▶ All 3 together</b>" in ticks
    assert "Neighbours are given for one area at a time" in words(page)


def test_the_regional_view_holds_every_region_and_health_body(
    open_page: Open, release_dir: object
) -> None:
    page = opened(open_page, section="regions", indicator="capacity_shortfall_picu")
    wide = json.loads(page.get("plotly_chart")[0].proto.spec)
    drawn = [name for trace in wide["data"] for name in trace["hovertext"]]
    areas = open_release(release_dir).table("areas")  # type: ignore[arg-type]
    wanted = areas[areas["area_type"].isin(["region", "health_body"])]["name"].astype(str)
    assert sorted(drawn) == sorted(wanted)
    assert page.query_params["section"] == "regions"


def test_nations_own_studies_are_compared_within_a_nation_only(open_page: Open) -> None:
    page = opened(open_page, area=HIGHLAND, indicator="need_per_10000", basis="national_study")
    assert "Not comparable across nations" in words(page)
    assert "14 health bodies in Scotland" in charts(page)[0]


@pytest.mark.parametrize(
    "query",
    [
        {"type": "moon", "area": "<script>alert(1)</script>", "indicator": "'; DROP TABLE"},
        {"area": ".".join(["S08000022"] * 500), "against": "picked", "with": "....."},
        {"section": "regions", "basis": "national_study", "indicator": "need_all"},
        {"type": "country", "area": "N92000002", "indicator": "need_all",
         "basis": "national_study"},
        {"area": HIGHLAND, "indicator": "hospice_spend_per_child"},
        {"area": f"{HIGHLAND}.{KENT}", "indicator": "coverage_nation_picu", "by": "ethnic_fifth"},
        {"area": f"{HIGHLAND}.{KENT}", "indicator": "minutes_to_picu", "against": "neighbours"},
        {"type": "country", "area": "W92000004", "against": "region"},
        {"type": "nhs_region", "against": "neighbours", "area": "Y60"},
        {"area": HIGHLAND, "against": "picked", "with": KENT, "indicator": "worst_fifth_picu"},
        {"kind": "specialist_team_hospital", "indicator": "need_all", "area": "WHSCT"},
        {"area": "WHSCT", "by": "urban_rural", "tables": "ranking.funnel.scatter.gradient.moon"},
        {"section": "regions", "indicator": "worst_fifth_picu", "tables": "regions.bodies"},
        {"area": "\x00\ud800".encode("utf-8", "replace").decode()},
    ],
)  # fmt: skip
def test_a_hostile_address_gives_a_page(query: dict[str, str], open_page: Open) -> None:
    page = opened(open_page, **query)
    assert len(page.title) == 1
    assert "<script>" not in words(page)
    assert charts(page)


def test_changing_the_kind_of_service_takes_the_indicator_with_it(open_page: Open) -> None:
    page = opened(open_page, area=HIGHLAND)
    page.selectbox(key="compare_kind").select("picu").run()
    assert page.query_params["indicator"] == "share_within_30_picu"
    assert page.query_params["area"] == HIGHLAND
    page.selectbox(key="compare_area_type").select("ltla").run()
    assert "area" not in page.query_params
    assert not page.exception
