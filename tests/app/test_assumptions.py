"""Changing assumptions on Explore: what is shown, what is said, and the way back."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.assumed import NO_LIMITS, NOT_TOUCHED
from tests.app.conftest import Open
from tests.app.test_pages import words

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
