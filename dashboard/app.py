"""Gap Atlas: the router and the frame around every page.

Run it from the root of the project: `python -m streamlit run dashboard/app.py`.
"""

from __future__ import annotations

from types import ModuleType

import streamlit as st
from streamlit.navigation.page import Page

from dashboard.components.frame import brand
from dashboard.components.links import know_pages
from dashboard.components.map import fetch_map_files
from dashboard.components.problems import guarded
from dashboard.components.style import apply_style
from dashboard.components.turns import in_turn
from dashboard.views import area_briefing, compare, data_and_methods, explore, services


@in_turn
def main() -> None:
    """Choose the page by the address and show it."""
    st.set_page_config(page_title="Gap Atlas", layout="wide", initial_sidebar_state="auto")
    apply_style()
    brand()
    start = st.Page(guarded(explore.render), title=explore.TITLE, url_path="start", default=True)
    pages = {
        "explore": start,
        "compare": _page(compare, "compare"),
        "area-briefing": _page(area_briefing, "area-briefing"),
        "services": _page(services, "services"),
        "data-and-methods": _page(data_and_methods, "data-and-methods"),
    }
    # The first page stands at the root. Under its name it would be a page that is not found.
    named = st.Page(
        lambda: st.switch_page(start, query_params=st.query_params.to_dict()),
        title=explore.TITLE,
        url_path="explore",
        visibility="hidden",
    )
    chosen = st.navigation([*pages.values(), named], position="top")
    know_pages(pages)
    if chosen in (pages["explore"], pages["services"]):
        fetch_map_files()
    chosen.run()


def _page(view: ModuleType, url_path: str) -> Page:
    return st.Page(guarded(view.render), title=view.TITLE, url_path=url_path)


main()
