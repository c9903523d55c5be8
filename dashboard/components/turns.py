"""Runs of pages take turns: one at a time, in the order in which they came.

One process runs one line of Python at a time, whatever is asked of it. Runs that share it all end
late; runs in a row end one after the other, and only the last as late as all would have.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

PATIENCE_SECONDS = 1.0
Given = ParamSpec("Given")


class Turns:
    """Who comes first goes first. Nobody waits longer than the patience for a slow one.

    Args:
        patience: Seconds after which a run goes on beside the one that has the turn.

    Example:
        >>> turns = Turns()
        >>> with turns.one():
        ...     with turns.one():
        ...         "a run has the turn until its outermost part ends"
        'a run has the turn until its outermost part ends'
    """

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._line: deque[threading.Event] = deque()
        self._mine = threading.local()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for the turn, and pass it on at the end."""
        if getattr(self._mine, "has_turn", False):
            yield
            return
        turn = self._stand_in_line()
        self._mine.has_turn = True
        try:
            turn.wait(self._patience)
            yield
        finally:
            self._mine.has_turn = False
            self._leave(turn)

    def _stand_in_line(self) -> threading.Event:
        turn = threading.Event()
        with self._lock:
            self._line.append(turn)
            self._line[0].set()
        return turn

    def _leave(self, turn: threading.Event) -> None:
        with self._lock:
            self._line.remove(turn)
            if self._line:
                self._line[0].set()


_TURNS = Turns()


def in_turn(run: Callable[Given, None]) -> Callable[Given, None]:
    """A run, or a part that runs alone, that takes turns with all others of the process."""

    @wraps(run)
    def taken(*args: Given.args, **options: Given.kwargs) -> None:
        with _TURNS.one():
            run(*args, **options)

    return taken
