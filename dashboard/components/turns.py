"""Runs of pages take turns: one at a time, in the order in which they came.

One process runs one line of Python at a time, whatever is asked of it. Runs that share it all end
late; runs in a row end one after the other, and only the last as late as all would have. Callbacks
of widgets, which come before a run, and files that are made for a download take no turns.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec

PATIENCE_SECONDS = 1.0
Given = ParamSpec("Given")


@dataclass(eq=False)
class _Turn:
    """The place of one run in the line.

    Attributes:
        has_come: Set when it is at the head.
        since: When that was, in seconds of the monotonic clock.
    """

    has_come: threading.Event = field(default_factory=threading.Event)
    since: float = 0.0

    def come(self) -> None:
        """It is at the head of the line now, or was before."""
        if not self.has_come.is_set():
            self.since = time.monotonic()
            self.has_come.set()


class Turns:
    """Who comes first goes first. A run that is slow goes on, and the line goes on beside it.

    Args:
        patience: Seconds after which the turn of a slow run goes to the next.

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
        self._line: deque[_Turn] = deque()
        self._mine = threading.local()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for the turn, and pass it on at the end."""
        if getattr(self._mine, "is_running", False):
            yield
            return
        turn = _Turn()
        self._stand(turn)
        self._mine.is_running = True
        try:
            self._wait_for(turn)
            yield
        finally:
            self._mine.is_running = False
            self._leave(turn)

    def _stand(self, turn: _Turn) -> None:
        with self._lock:
            self._line.append(turn)
            self._line[0].come()

    def _wait_for(self, turn: _Turn) -> None:
        """Wait; pass the turn of the run at the head on when it has had it for too long."""
        while True:
            with self._lock:
                if turn.has_come.is_set():
                    return
                # The turn of a head has come, so this one stands behind it.
                left = self._line[0].since + self._patience - time.monotonic()
                if left <= 0:
                    self._line.popleft()
                    self._line[0].come()
                    continue
            turn.has_come.wait(left)

    def _leave(self, turn: _Turn) -> None:
        with self._lock:
            if turn in self._line:  # and was not overtaken
                self._line.remove(turn)
            if self._line:
                self._line[0].come()


_TURNS = Turns()


def in_turn(run: Callable[Given, None]) -> Callable[Given, None]:
    """A run, or a part that runs alone, that takes turns with all others of the process."""

    @wraps(run)
    def taken(*args: Given.args, **options: Given.kwargs) -> None:
        with _TURNS.one():
            run(*args, **options)

    return taken
