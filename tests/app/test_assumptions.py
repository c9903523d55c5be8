"""Changing assumptions on Explore: what is shown, what is said, and the way back."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.assumed import NO_LIMITS, NOT_TOUCHED
from dashboard.components.map_kinds import CHANGED
from dashboard.data import bands, open_data
from tests.app.conftest import Open
from tests.app.test_pages import drawn, words

pytestmark = pytest.mark.app

AREA = {"type": "ltla", "area": "E06000065"}


def said(page: AppTest) -> str:
    return html.unescape(words(page))


def test_slower_journeys_change_the_figure_and_take_its_interval_away(open_page: Open) -> None:
    before, after = (
        said(open_page(query=AREA)),
        said(open_page(query={**AREA, "assume": "speed:80"})),
    )
    assert "Likely between" in before
    assert "Not the published figures" not in before
    assert "Likely between" not in after
    assert "Speed of all journeys: 80% of the published speed" in after
    assert NO_LIMITS in after
    figures = [re.findall(r'class="ga-figure">([^<]+)<', text) for text in (before, after)]
    assert all(len(found) == 1 for found in figures)
    assert figures[0] != figures[1]


def test_the_way_back_leads_to_the_published_figures(open_page: Open) -> None:
    page = open_page(query={**AREA, "assume": "speed:80"})
    page.button(key="assumed_back").click().run()
    assert not page.exception
    assert "assume" not in page.query_params
    assert "Likely between" in said(page)


def test_what_does_not_rest_on_a_change_stays_as_published(open_page: Open) -> None:
    page = open_page(query={**AREA, "indicator": "need_all", "assume": "speed:80"})
    assert NOT_TOUCHED in said(page)
    assert "Likely between" in said(page)


def test_the_panel_changes_the_address(open_page: Open) -> None:
    page = open_page(query={"type": "country", "indicator": "need_all"})
    page.session_state["assumed_panel"] = True
    page.run()
    page.selectbox(key="assumed_definition").select("restricted").run()
    assert page.query_params["assume"] == "def:restricted"
    page.selectbox(key="assumed_preset").select("future_high").run()
    assert page.query_params["assume"] == "sc:highest,year:2030"
    page.number_input(key="assumed_year").set_value(2028).run()
    assert page.query_params["assume"] == "sc:highest,year:2028"
    assert not page.exception


def test_a_changed_threshold_is_in_the_heading(open_page: Open) -> None:
    page = open_page(query={"assume": "within:45"})
    assert "Share within 45 minutes of a children's hospice" in said(page)


def test_small_areas_follow_on_map_legend_and_table(open_page: Open) -> None:
    query = {"type": "ltla", "area": "E07000244", "map": "small", "table": "1"}
    before, after = open_page(query=query), open_page(query={**query, "assume": "speed:80"})
    fills = [drawn(page)["fills"] for page in (before, after)]
    assert len(fills[0]) == len(fills[1])
    assert fills[0] != fills[1]
    assert not drawn(before)["alt"].startswith(CHANGED)
    assert drawn(after)["alt"].startswith(CHANGED)
    assert f'<p class="ga-legend-flag">{CHANGED}' in words(after)
    assert "ga-legend-flag" not in words(before)
    tables = [page.dataframe[1].value for page in (before, after)]
    assert all(len(table) == len(fills[0]) for table in tables)
    assert tables[0]["Lower limit"].notna().any()
    assert tables[1]["Lower limit"].isna().all()
    assert (tables[1]["Value"] <= tables[0]["Value"]).all()


def test_locked_small_areas_keep_the_limits_of_the_published_figures(open_page: Open) -> None:
    query = {"type": "ltla", "area": "E07000244", "map": "small",
             "indicator": "minutes_to_children_hospice"}  # fmt: skip

    def limits(**more: str) -> list[str]:
        legend = words(open_page(query={**query, **more}))
        return re.findall(r"<span>([^<]+) <small>\(\d+ areas?\)", legend)

    published = limits()
    assert limits(assume="speed:80") != published
    kept = limits(assume="speed:80", lock="1")
    assert kept[1:-1] == published[1:-1]  # the ends say what is smallest and largest


def test_bands_follow_and_say_so(open_page: Open) -> None:
    query = {"map": "bands"}
    before, after = open_page(query=query), open_page(query={**query, "assume": "speed:80"})
    need = open_page(query={**query, "assume": "def:restricted"})
    as_before = open_page(query={**query, "assume": "way:bfca"})
    urls = [drawn(page)["shapes"] for page in (before, after, need, as_before)]
    assert urls[0] != urls[1]
    assert urls[0] == urls[3]
    assert drawn(after)["alt"].startswith(f"{CHANGED} Map of minutes by car")
    assert "Changed assumptions: speed of all journeys, 80% of the published speed." in said(after)
    assert drawn(need)["figures"] != drawn(before)["figures"]
    assert "on the published assumptions" in said(as_before)
    assert drawn(as_before)["alt"] == drawn(before)["alt"]


def test_only_the_bands_that_were_used_last_are_kept(
    open_page: Open, static_boundaries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bands, "MOST_CHANGED", 2)
    for number, speed in enumerate((90, 80, 70, 80, 60)):
        page = open_page(query={"map": "bands", "from": "acorns-birmingham",
                                "assume": f"speed:{speed}"})  # fmt: skip
        file = static_boundaries / drawn(page)["shapes"].removeprefix("app/static/boundaries/")
        assert file.is_file()
        os.utime(file, (number, number))
    folder = static_boundaries / open_data().id / "bands" / "changed"
    assert len(list(folder.iterdir())) == 2
    again = open_page(query={"map": "bands", "from": "acorns-birmingham", "assume": "speed:90"})
    file = static_boundaries / drawn(again)["shapes"].removeprefix("app/static/boundaries/")
    assert file.is_file()  # written again


def test_services_near_an_area_follow_the_speed_and_who_counts(open_page: Open) -> None:
    pages = {
        assume: open_page(query={**AREA, "assume": assume})
        for assume in ("", "speed:80", "status:open.unknown.closed")
    }
    tables = {assume: page.dataframe[0].value for assume, page in pages.items()}

    def minutes(table: pd.DataFrame) -> pd.Series:
        return table.set_index("Service")["Minutes"]

    slow = minutes(tables["speed:80"])
    both = minutes(tables[""]).loc[slow.index]
    assert len(slow) < len(tables[""])
    assert ((slow - both * 1.25).abs() <= 1.2).all()  # both are rounded
    assert "three hours at the published speed" in said(pages["speed:80"])
    assert "at the published speed. 'Within" not in said(pages[""])
    assert set(tables[""]["Service"]) <= set(tables["status:open.unknown.closed"]["Service"])


def test_the_services_near_a_postcode_follow_too(open_page: Open) -> None:
    pages = [open_page(query={"near": "HG45AJ", **more})
             for more in ({}, {"assume": "speed:50"})]  # fmt: skip
    first, slow = (page.dataframe[-1].value for page in pages)
    assert slow["Service"].iloc[0] == first["Service"].iloc[0]
    assert slow["Minutes"].iloc[0] == pytest.approx(2 * first["Minutes"].iloc[0], abs=1.1)
    captions = " ".join(caption.value for caption in pages[1].caption)
    assert "Changed assumptions: speed" in captions
