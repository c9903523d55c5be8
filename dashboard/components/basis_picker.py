"""The choice of the basis on which need is estimated: the same on every page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from etl.catalogue.assumptions import BASES, BASIS_LABELS, DEFAULT_BASIS
from etl.catalogue.indicators import INDICATOR_BY_ID


def basis_picker(indicator_id: str, basis: str, *, key: str, on_change: Callable[[], None]) -> None:
    """On which basis need is estimated, where there is a choice, and what it means.

    Args:
        indicator_id: The indicator that is shown.
        basis: The basis that is shown.
        key: Key of the widget.
        on_change: Called when another is chosen.
    """
    bases = INDICATOR_BY_ID[indicator_id].bases
    if len(bases) == 1:
        return
    st.radio(
        "Need is estimated",
        bases,
        format_func=BASIS_LABELS.__getitem__,
        horizontal=True,
        key=key,
        on_change=on_change,
    )
    if basis != DEFAULT_BASIS:
        st.warning(BASES[basis])
