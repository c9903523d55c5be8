"""The panel in which assumptions are changed, and the banner that says which are."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard.charts.assumed import NO_LIMITS, NOT_TOUCHED, differences
from dashboard.components.assumption_widgets import PANEL_KEY, PRESET_KEY, key_of
from dashboard.components.problems import show_notes
from etl.catalogue.choices import CHOICE_BY_ID, PRESETS
from etl.catalogue.services import SERVICE_KIND_BY_ID
from etl.methods.scenario_parts import Assumptions

_NEED = ("definition", "basis", "scenario", "year", "ages", "tier")
_SERVICES = ("also", "statuses", "supply", "threshold", "speed")
_SHARING = ("variant", "decay", "radius")
Change = Callable[[], None]


def assumption_panel(assumed: Assumptions, *, on_change: Change, on_preset: Change) -> bool:
    """Draw the panel. Its widgets are sent only while it is open.

    Args:
        assumed: What the widgets show.
        on_change: Called when an assumption was changed.
        on_preset: Called when a named set was chosen.

    Returns:
        Whether it is open.
    """
    panel = st.expander("Change the assumptions", key=PANEL_KEY, on_change="rerun")
    if not panel.open:
        return False
    with panel:
        st.markdown(
            "Every figure of need, reach, access and gap is worked out anew for the whole UK. "
            "The address of the page holds what you assume, so a link shows the same to others."
        )
        st.selectbox(
            "Start from a named set", list(PRESETS), index=None, key=PRESET_KEY,
            format_func=lambda name: PRESETS[name][0], placeholder="Your own",
            on_change=on_preset,
        )  # fmt: skip
        columns = st.columns(3, gap="medium")
        groups = (("Need", _NEED), ("Services and journeys", _SERVICES),
                  ("How capacity is shared out", _SHARING))  # fmt: skip
        for column, (title, ids) in zip(columns, groups, strict=True):
            with column:
                st.subheader(title, anchor=False)
                for id_ in ids:
                    if id_ != "year" or assumed.scenario != "none":
                        _widget(id_, on_change=on_change)
    return True


def assumption_banner(assumed: Assumptions, *, on_back: Change) -> None:
    """Say what differs from the published assumptions, and offer the way back.

    Args:
        assumed: What the figures rest on.
        on_back: Called to go back to the published figures.
    """
    found = differences(assumed)
    if not found:
        return
    items = "".join(f"<li>{escape(d.sentence)}</li>" for d in found)
    st.html(
        '<div class="ga-note ga-changed" role="status"><p><strong>Not the published figures: '
        f"assumptions are changed.</strong></p><ul>{items}</ul></div>"
    )
    st.button("Back to the published figures", key="assumed_back", on_click=on_back)


def assumption_note(assumed: Assumptions, *, is_touched: bool, map_note: str = "") -> None:
    """Say what changed assumptions do to the figures that are shown.

    Args:
        assumed: What the figures rest on.
        is_touched: Whether the figures that are shown differ because of it.
        map_note: What the reader must know about the map; nothing if it follows the assumptions.
    """
    if not assumed.is_published:
        words = (NO_LIMITS if is_touched else NOT_TOUCHED, map_note)
        show_notes([" ".join(filter(None, words))])


def _widget(id_: str, *, on_change: Change) -> None:
    choice = CHOICE_BY_ID[id_]
    key = key_of(choice)
    if id_ == "also":
        st.multiselect(choice.label, list(choice.options), key=key, help=choice.about,
                       on_change=on_change, format_func=lambda k: SERVICE_KIND_BY_ID[k].plural,
                       placeholder="None")  # fmt: skip
    elif choice.options:
        st.selectbox(choice.label, list(choice.options), key=key, help=choice.about,
                     format_func=choice.options.__getitem__, on_change=on_change)  # fmt: skip
    else:
        least, most = choice.limits
        unit = f" ({choice.unit})" if choice.unit else ""
        st.number_input(f"{choice.label}{unit}", min_value=least, max_value=most, step=1,
                        value=None if id_ == "threshold" else "min", key=key, help=choice.about,
                        placeholder="As the indicator says", on_change=on_change)  # fmt: skip
