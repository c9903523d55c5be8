"""Gap Atlas: the router and the frame around every page.

Run it from the root of the project: `python -m streamlit run dashboard/app.py`.
"""

from __future__ import annotations

import streamlit as st

from dashboard.components.frame import brand
from dashboard.components.links import know_pages
from dashboard.components.problems import guarded
from dashboard.components.style import apply_style
from dashboard.views import area_briefing, compare, data_and_methods, explore, services


def main() -> None:
    """Choose the page by the address and show it."""
    st.set_page_config(page_title="Gap Atlas", layout="wide", initial_sidebar_state="auto")
    apply_style()
    brand()
    pages = [
        st.Page(guarded(explore.render), title=explore.TITLE, url_path="explore", default=True),
        st.Page(guarded(compare.render), title=compare.TITLE, url_path="compare"),
        st.Page(guarded(area_briefing.render), title=area_briefing.TITLE, url_path="area-briefing"),
        st.Page(guarded(services.render), title=services.TITLE, url_path="services"),
        st.Page(
            guarded(data_and_methods.render),
            title=data_and_methods.TITLE,
            url_path="data-and-methods",
        ),
    ]
    chosen = st.navigation(pages, position="top")
    know_pages({page.url_path or "explore": page for page in pages})
    chosen.run()


main()
