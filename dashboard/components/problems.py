"""What a visitor sees when something is wrong: plain words, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from etl.errors import GapAtlasError

_log = logging.getLogger("gap_atlas.dashboard")


def guarded(page: Callable[[], None]) -> Callable[[], None]:
    """A page that explains its errors. Ours go to the log, and the visitor gets one sentence."""

    def run() -> None:
        try:
            page()
        except GapAtlasError as error:
            show_error(error)
        except Exception:
            _log.exception("The page %s failed.", page.__module__)
            show_unexpected()

    run.__name__ = page.__module__.rsplit(".", 1)[-1]
    return run


def show_error(error: GapAtlasError) -> None:
    """What happened, where, and what to try."""
    rows = [("Where", error.where), ("What to try", error.try_)]
    parts = "".join(f"<dt>{name}</dt><dd>{_code(text)}</dd>" for name, text in rows if text)
    st.title("This page cannot be shown yet")
    st.html(
        f'<div class="ga-problem" role="alert"><p>{escape(error.what)}</p><dl>{parts}</dl></div>'
    )


def show_unexpected() -> None:
    """A fault of ours."""
    st.title("This page cannot be shown")
    st.html(
        '<div class="ga-problem" role="alert"><p>Something went wrong on our side. The details are '
        "in the log of the server.</p><dl><dt>What to try</dt><dd>Reload the page. If it happens "
        "again, open the start page without anything after the address, and report what you "
        "did.</dd></dl></div>"
    )


def show_notes(notes: Sequence[str]) -> None:
    """Things the visitor should know about what was asked for."""
    if notes:
        text = "".join(f"<p>{escape(note)}</p>" for note in notes)
        st.html(f'<div class="ga-note" role="status">{text}</div>')


def _code(text: str) -> str:
    """Text as HTML, with what stands in backticks as code."""
    parts = escape(text).split("`")
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(parts))
