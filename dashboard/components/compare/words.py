"""What stands out, in sentences, and how the figure of a group was made."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.charts.fan import projected
from dashboard.charts.standing import Standing
from dashboard.charts.stands_out import Beyond, stands_out
from dashboard.components.compare.equity import slope_of
from dashboard.components.compare.figures import NEED, NEED_RATE, Figures
from dashboard.components.compare.panels import share_indicator
from etl.catalogue.indicators import INDICATOR_BY_ID


def sentences_of(figures: Figures, standing: Standing) -> tuple[str, ...]:
    """What stands out about the chosen areas."""
    beyond_id = share_indicator(figures).id.replace("share_within", "need_beyond")
    rows = figures.projection()
    return stands_out(
        standing,
        beyond=Beyond(
            INDICATOR_BY_ID[beyond_id], figures.together(beyond_id), figures.together(NEED)
        ),
        need=figures.standing(NEED_RATE),
        slope=slope_of(figures),
        projection=None if rows is None else projected(rows),
    )


def sentences_panel(figures: Figures, standing: Standing) -> None:
    """The sentences as a list."""
    items = "".join(f"<li>{escape(words)}</li>" for words in sentences_of(figures, standing))
    st.html(
        f'<section class="ga-stands-out" aria-labelledby="ga-stands-out"><h3 id="ga-stands-out">'
        f"What stands out</h3><ul>{items}</ul></section>"
    )


def group_note(standing: Standing) -> None:
    """How the figure of several areas was made, or why there is none."""
    if len(standing.codes) > 1 and standing.chosen.words:
        st.html(f'<p class="ga-soft">{escape(standing.chosen.words)}</p>')
