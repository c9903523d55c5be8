"""Going from one page to another within a session. The app says which pages there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

_PAGES, _NEXT = "pages", "next_page"


def know_pages(pages: Mapping[str, Any]) -> None:
    """Remember the pages by their address, and go to the one that a callback asked for."""
    st.session_state[_PAGES] = dict(pages)
    waiting = st.session_state.pop(_NEXT, None)
    if waiting:
        name, query = waiting
        st.switch_page(pages[name], query_params=query)


def open_page(name: str, **query: str) -> None:
    """Ask, in a callback, for another page to be shown next.

    Args:
        name: Address of the page, for example `services`.
        query: What its address says.
    """
    if name in st.session_state.get(_PAGES, {}):
        st.session_state[_NEXT] = (name, query)


def page_link(label: str, *, to: str, query: Mapping[str, str]) -> None:
    """A link to another page. Nothing is drawn where a page is shown alone, without the app.

    Args:
        label: Words of the link.
        to: Address of the page, such as `compare`.
        query: What its address says.
    """
    page = st.session_state.get(_PAGES, {}).get(to)
    if page is not None:
        st.page_link(page, label=label, query_params=dict(query))
