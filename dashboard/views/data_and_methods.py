"""Data and methods: sources, licences, assumptions, checks and limits of the release."""

from __future__ import annotations

import streamlit as st

from dashboard.components.copy import text
from dashboard.components.frame import footer
from dashboard.components.provenance import assumption_lines
from dashboard.components.release_panels import (
    checks_panel,
    licences_panel,
    register_panel,
    sources_panel,
    totals_panel,
)
from dashboard.data import open_data

TITLE = "Data and methods"


def render() -> None:
    """Show the page."""
    data = open_data()
    st.title(TITLE, anchor=False)
    st.markdown(text("data_intro"))
    st.header("What is in this release", anchor="release")
    totals_panel(data)
    st.header("What the figures cannot tell", anchor="limits")
    st.markdown(text("limits"))
    st.header("What the register covers", anchor="register")
    register_panel(data)
    st.header("Sources", anchor="sources")
    sources_panel(data)
    st.header("Licences and attribution", anchor="licences")
    licences_panel(data)
    st.header("Assumptions", anchor="assumptions")
    st.markdown("\n".join(assumption_lines(data.manifest["assumptions"])))
    st.header("Checks", anchor="checks")
    checks_panel(data)
    footer(data)
