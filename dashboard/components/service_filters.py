"""The filters of the register."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.register import offer_words, offered
from dashboard.components.services_session import (
    AGE_KEY,
    KINDS_KEY,
    NATIONS_KEY,
    OFFERS_KEY,
    STATUSES_KEY,
    on_clear,
    on_widget,
)
from dashboard.data import Data
from dashboard.state.services import NATION_WORDS, OLDEST_ASKED, ServicesState
from etl.catalogue.services import SERVICE_KIND_BY_ID, STATUSES


def service_filters(data: Data, state: ServicesState) -> None:
    """Kind, nation, status, age and what is offered. Nothing chosen leaves nothing out."""
    left, right = st.columns(2)
    with left:
        st.multiselect("Kind of service", list(SERVICE_KIND_BY_ID), key=KINDS_KEY,
                       format_func=lambda id_: SERVICE_KIND_BY_ID[id_].plural,
                       placeholder="All kinds", on_change=on_widget)  # fmt: skip
        st.multiselect("What it offers", offered(data.services), key=OFFERS_KEY,
                       format_func=offer_words, placeholder="Anything",
                       on_change=on_widget)  # fmt: skip
    with right:
        st.multiselect("Nation", list(NATION_WORDS.values()), key=NATIONS_KEY,
                       placeholder="All four nations", on_change=on_widget)  # fmt: skip
        narrow, wide = st.columns([2, 3])
        with narrow:
            st.number_input("Takes a child aged", min_value=0, max_value=OLDEST_ASKED, step=1,
                            value=None, key=AGE_KEY, placeholder="Any age",
                            on_change=on_widget)  # fmt: skip
        with wide:
            st.multiselect("Status", list(STATUSES), key=STATUSES_KEY,
                           format_func=STATUSES.__getitem__, placeholder="Open or not",
                           on_change=on_widget)  # fmt: skip
    if state.is_filtered:
        st.button("Show all services", key="services_clear", on_click=on_clear)
