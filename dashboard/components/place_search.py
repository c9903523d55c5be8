"""One box to find a place: what is clear is chosen at once, what is not is asked."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.components.problems import show_notes
from dashboard.data import open_data
from dashboard.search import Answer, Place

Choose = Callable[[Place], None]
_LABEL = "Find a place or a service"
_HINT = "Council, constituency, health body, postcode, code or service"


def place_search(*, key: str, prefer: Callable[[], str], on_choose: Choose) -> None:
    """Draw the box and what was found.

    Args:
        key: Names the box.
        prefer: Gives the area type whose areas come first among those of one name.
        on_choose: Called, as a callback, with what was found for sure or chosen from several.
    """
    st.text_input(
        _LABEL,
        key=f"{key}_text",
        placeholder=_HINT,
        autocomplete="off",
        on_change=_typed,
        args=(key, prefer, on_choose),
    )
    answer: Answer | None = st.session_state.get(f"{key}_answer")
    if answer is not None:
        _found(key, answer, on_choose)


def _found(key: str, answer: Answer, on_choose: Choose) -> None:
    show_notes([answer.message])
    others = answer.places[1:] if answer.sure else answer.places
    if not others:
        return
    if answer.sure:
        st.caption("Others that fit:")
    with st.container(horizontal=True, gap="small"):
        for number, place in enumerate(others):
            st.button(
                f"{_plain(place.label)} ({_plain(place.about)})",
                key=f"{key}_found_{number}",
                on_click=_chosen,
                args=(key, place, on_choose),
            )


def _typed(key: str, prefer: Callable[[], str], on_choose: Choose) -> None:
    text = st.session_state.get(f"{key}_text") or ""
    if not text.strip():
        st.session_state.pop(f"{key}_answer", None)
        return
    answer = open_data().finder.find(text, prefer=prefer())
    st.session_state[f"{key}_answer"] = answer
    if answer.sure:
        on_choose(answer.places[0])


def _chosen(key: str, place: Place, on_choose: Choose) -> None:
    note = place.note or f"{place.label}: chosen."
    st.session_state[f"{key}_answer"] = Answer((place,), note, sure=True)
    on_choose(place)


def _plain(text: str) -> str:
    """Text that a label does not read as Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#:$~" else c for c in text)
