"""Area briefing: the profile of one area, to be read here and taken away in four formats."""

from __future__ import annotations

import streamlit as st

from dashboard.briefings.html import fragment_of
from dashboard.components.briefing_panels import (
    briefing_downloads,
    briefing_pickers,
    briefing_preview,
    region_zip,
)
from dashboard.components.briefing_session import briefing_of, current_state
from dashboard.components.frame import footer
from dashboard.components.problems import show_notes
from dashboard.data import open_data
from dashboard.text.messages import messages

TITLE = "Area briefing"


def render() -> None:
    """Show the page."""
    data = open_data()
    state, problems = current_state(data)
    say = messages(state.language)
    st.title(say(TITLE), anchor=False)
    st.markdown(
        say("One area in one or two pages, for a funder, a council, a health body or a member of "
            "Parliament. Read it here, or take it away.")
    )  # fmt: skip
    show_notes(problems)
    briefing_pickers(data, state)
    if state.area:
        with st.spinner(say("Writing the briefing")):
            briefing = briefing_of(data, state)
        briefing_downloads(briefing)
        briefing_preview(briefing)
        st.html(fragment_of(briefing))
    else:
        st.html(
            '<div class="ga-note" role="status"><p>No area is chosen yet. Pick one above: its '
            "briefing appears here.</p></div>"
        )
    region_zip(data, length=state.length)
    footer(data)
