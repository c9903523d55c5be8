"""The state of a page between the address bar, the session and the widgets.

One state is the truth. A widget's callback or a click on the map makes the next state; the run
that follows sets the widgets and the address bar from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st

State = TypeVar("State")
_NOT_THERE = object()


@dataclass(frozen=True)
class PageSession(Generic[State]):
    """Keeps the state of one page.

    Attributes:
        page: Name of the page; the keys in the session start with it.
        to_query: The words in the address bar for a state.
        widgets: The value of every widget for a state, by the widget's key.
    """

    page: str
    to_query: Callable[[State], dict[str, str]]
    widgets: Callable[[State], dict[str, Any]]

    def current(
        self,
        *,
        parse: Callable[[Mapping[str, str]], tuple[State, tuple[str, ...]]],
        still_right: Callable[[State], State] = lambda state: state,
    ) -> tuple[State, tuple[str, ...]]:
        """The state to show, and what was wrong with the address, in words.

        Args:
            parse: Reads a state from the address bar.
            still_right: Mends a kept state that a new release no longer allows.
        """
        query = st.query_params.to_dict()
        kept: State | None = st.session_state.get(self._state_key)
        problems: tuple[str, ...] = ()
        if kept is None or (query and query != st.session_state.get(self._written_key)):
            state, problems = parse(query)
        else:
            state = still_right(kept)
        self.keep(state)
        return state, problems

    def keep(self, state: State) -> None:
        """Make a state the current one, and write it to the address bar and the widgets."""
        st.session_state[self._state_key] = state
        query = self.to_query(state)
        if st.query_params.to_dict() != query:
            st.query_params.from_dict(query)
        st.session_state[self._written_key] = query
        # A widget that shows the right value is left alone: its message then stays the same to the
        # byte, whatever is chosen, and the browser is not sent its list of options again.
        for key, value in self.widgets(state).items():
            if st.session_state.get(key, _NOT_THERE) != value:
                st.session_state[key] = value

    def change(self, state: State) -> None:
        """Keep a state that a visitor made. The address of the run that follows is ours."""
        st.session_state[self._state_key] = state
        st.session_state[self._written_key] = st.query_params.to_dict()

    @property
    def state(self) -> State:
        """The state of the last run, for a widget's callback."""
        return st.session_state[self._state_key]

    @property
    def _state_key(self) -> str:
        return f"{self.page}_state"

    @property
    def _written_key(self) -> str:
        return f"{self.page}_query"
