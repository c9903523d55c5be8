"""The choice of figures: kind of area, indicator, basis of need. The same on every page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from etl.catalogue.areas import AREA_TYPE_BY_ID, PLANNING_AREA_TYPES
from etl.catalogue.assumptions import BASES, BASIS_LABELS, DEFAULT_BASIS
from etl.catalogue.indicators import INDICATOR_BY_ID, INDICATORS


def area_type_picker(*, key: str, on_change: Callable[[], None]) -> None:
    """For which kind of area figures are shown."""
    st.selectbox(
        "Kind of area",
        [area_type.id for area_type in PLANNING_AREA_TYPES],
        format_func=lambda id_: AREA_TYPE_BY_ID[id_].plural,
        key=key,
        on_change=on_change,
    )


def indicator_picker(*, key: str, on_change: Callable[[], None]) -> None:
    """Which indicator is shown."""
    st.selectbox(
        "Indicator",
        [indicator.id for indicator in INDICATORS],
        format_func=lambda id_: INDICATOR_BY_ID[id_].label,
        key=key,
        on_change=on_change,
    )


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
