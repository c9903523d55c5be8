"""Every page opens, says its facts, and keeps its state in the address bar."""

from __future__ import annotations

import html
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.assumptions import NOT_COMPARABLE
from etl.release import Release, open_release
from tests.app.conftest import ROOT, RUN_SECONDS, Open

pytestmark = pytest.mark.app

VIEWS = sorted(p.stem for p in (ROOT / "dashboard" / "views").glob("[!_]*.py"))


def drawn(page: AppTest) -> dict:
    """What the browser is sent for the map."""
    return json.loads(page.get("bidi_component")[0].proto.bytes)


def words(page: AppTest) -> str:
    shown = [element.value for kind in ("markdown", "title", "subheader", "header")
             for element in page.get(kind)]  # fmt: skip
    return " ".join([*shown, *(element.proto.body for element in page.get("html"))])


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_without_an_exception(view: str, open_page: Open) -> None:
    page = open_page(view)
    assert not page.exception
    assert "cannot be shown" not in words(page)
    assert len(page.title) == 1


def test_the_app_opens_on_explore(
    release_dir: Path, static_boundaries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(data.RELEASE_VARIABLE, str(release_dir))
    page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=RUN_SECONDS).run()
    assert not page.exception
    assert page.title[0].value == "Explore"


def test_the_start_page_is_the_headline_for_local_authorities(open_page: Open) -> None:
    page = open_page()
    assert page.query_params["type"] == "ltla"
    assert "Share within 30 minutes of a children's hospice: Local authorities" in words(page)
    assert "modelled estimates, not counts" in words(page)
    assert "The UK figure is" in drawn(page)["alt"]


@pytest.mark.parametrize("area_type", [t.id for t in PLANNING_AREA_TYPES])
def test_every_area_type_draws_all_of_its_areas(
    area_type: str, open_page: Open, release_dir: Path
) -> None:
    shown = drawn(open_page(query={"type": area_type}))
    areas = open_release(release_dir).table("areas")
    shapes = json.loads(
        (release_dir / "boundaries" / Path(shown["shapes"]).name).read_text("utf-8")
    )
    codes = [feature["id"] for feature in shapes["features"]]
    assert codes == sorted(areas.loc[areas["area_type"] == area_type, "area_code"])
    assert len(shown["fills"]) == len(shown["figures"][0]["value"].split(",")) == len(codes)


def test_changing_the_picker_changes_the_address_and_the_map(open_page: Open) -> None:
    page = open_page()
    page.selectbox(key="explore_area_type").select("country").run()
    assert page.query_params["type"] == "country"
    page.selectbox(key="explore_area").select("W92000004").run()
    assert page.query_params["area"] == "W92000004"
    assert drawn(page)["selected"] == "W92000004"
    page.selectbox(key="explore_indicator").select("need_all").run()
    assert page.query_params["indicator"] == "need_all"
    assert page.query_params["area"] == "W92000004"
    page.selectbox(key="explore_area_type").select("ltla").run()
    assert "area" not in page.query_params
    assert not page.exception


def test_a_chosen_area_shows_its_figure_and_the_services_near_it(
    open_page: Open, release_dir: Path
) -> None:
    page = open_page(query={"type": "ltla", "area": "E06000065"})
    shown = words(page)
    for part in ("North Yorkshire", "UK figure", "highest of", "Likely between"):
        assert part in shown
    links = open_release(release_dir).table("area_services")
    mine = links[(links["area_code"] == "E06000065") & (links["area_type"] == "ltla")]
    within = mine[mine["share_within_60"] > 0]
    assert len(page.dataframe[0].value) == len(within) > 0
    minutes = page.dataframe[0].value["Minutes"].tolist()
    assert minutes == sorted(minutes)


def test_the_table_behind_the_map_opens_from_the_address(open_page: Open) -> None:
    assert len(open_page().dataframe) == 0
    page = open_page(query={"table": "1"})
    assert len(page.dataframe[0].value) == 361


def test_services_can_be_hidden(open_page: Open) -> None:
    page = open_page(query={"services": "none"})
    assert drawn(page)["points"] == []


HOSTILE = [
    {"type": "moon"},
    {"type": ""},
    {"indicator": "../../etc/passwd"},
    {"services": "<script>alert(1)</script>"},
    {"area": "E99999999"},
    {"area": "'; DROP TABLE areas; --"},
    {"type": "country", "area": "E06000065"},
    {"type": "%00", "indicator": "\u202e", "services": "." * 2000, "area": "x" * 5000},
    {"view": "sideways", "table": "maybe", "unknown": "1"},
]


@pytest.mark.parametrize("query", HOSTILE, ids=[str(i) for i in range(len(HOSTILE))])
def test_a_tampered_address_gives_a_sensible_page(query: dict[str, str], open_page: Open) -> None:
    page = open_page(query=query)
    assert not page.exception
    assert page.title[0].value == "Explore"
    assert "<script>alert" not in words(page)
    assert drawn(page)["fills"]
    if set(query) - {"view", "table", "unknown"}:
        assert "The address asks for" in unquote(words(page))


def test_data_and_methods_lists_every_source_and_check(open_page: Open, release: Release) -> None:
    shown = words(open_page("data_and_methods"))
    for source in release.manifest["sources"]:
        assert source["title"] in shown
    assert f"{len(release.checks)} checks were made" in shown


def test_a_number_says_where_it_comes_from(open_page: Open, release: Release) -> None:
    query = {"type": "ltla", "area": "E08000025", "indicator": "need_all"}
    page = open_page(query=query)
    found = release.explain("E08000025", "need_all", area_type="ltla")
    formula = "\n".join(found.formula)
    assert formula not in [block.value for block in page.code]
    page.session_state["explore_number"] = True
    page.run()
    assert not page.exception
    assert formula in [block.value for block in page.code]
    assert found.code_version in words(page)


def test_an_area_with_a_gap_says_why(open_page: Open, release: Release) -> None:
    reasons = release.table("gap_reasons").set_index(["area_type", "area_code", "service_kind"])
    sentence = reasons.loc[("ltla", "S12000027", "children_hospice"), "sentence"]
    shown = words(open_page(query={"type": "ltla", "area": "S12000027"}))
    assert sentence in html.unescape(shown)


def test_a_nations_own_study_is_flagged_wherever_it_is_shown(open_page: Open) -> None:
    query = {"type": "country", "indicator": "need_all", "basis": "national_study"}
    page = open_page(query={**query, "area": "S92000003"})
    assert not page.exception
    assert NOT_COMPARABLE in page.warning[0].value
    assert "15,0" in words(page)  # Scotland's study finds about twice England's rate
    assert drawn(page)["alt"].startswith(NOT_COMPARABLE)
    page.radio(key="explore_basis").set_value("england_definition").run()
    assert not page.warning
    assert "basis" not in page.query_params


def test_a_basis_the_indicator_does_not_have_gives_a_message(open_page: Open) -> None:
    page = open_page(query={"basis": "national_study"})
    assert not page.exception
    assert "basis" in unquote(words(page))
    assert not [radio for radio in page.radio if radio.key == "explore_basis"]
