"""Runs take turns: in order, one at a time, and a slow or broken one holds nobody for good."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from dashboard.components import turns
from dashboard.components.turns import Turns, in_turn

pytestmark = pytest.mark.unit
LONG = 30.0


class Line:
    """A line of runs whose order is known: each is let in when the one before it stands in line."""

    def __init__(self, patience: float) -> None:
        self.turns = Turns(patience)
        self.began: list[int] = []
        self.ended: list[int] = []
        self.pool = ThreadPoolExecutor(8)
        self.ends: dict[int, threading.Event] = {}
        self.came = threading.Semaphore(0)
        stand = self.turns._stand

        def stand_and_say(turn: object) -> None:
            stand(turn)
            self.came.release()

        self.turns._stand = stand_and_say

    def stand(self, number: int) -> None:
        self.ends[number] = threading.Event()
        self.pool.submit(self._run, number)
        assert self.came.acquire(timeout=LONG)

    def _run(self, number: int) -> None:
        with self.turns.one():
            self.began.append(number)
            self.ends[number].wait(LONG)
        self.ended.append(number)

    def end(self, number: int) -> None:
        self.ends[number].set()
        wait_until(lambda: number in self.ended)


def wait_until(is_so: Callable[[], bool]) -> None:
    waiting = threading.Event()
    for _ in range(3000):
        if is_so():
            return
        waiting.wait(0.01)
    raise AssertionError("It did not come about in 30 seconds.")


@contextmanager
def line(patience: float = LONG) -> Iterator[Line]:
    made = Line(patience)
    try:
        yield made
    finally:
        for end in made.ends.values():
            end.set()
        made.pool.shutdown()


def test_runs_begin_in_the_order_in_which_they_came_one_at_a_time() -> None:
    with line() as runs:
        for number in (1, 2, 3):
            runs.stand(number)
        for number in (1, 2, 3):
            wait_until(lambda number=number: runs.began == list(range(1, number + 1)))
            runs.end(number)
        assert runs.began == [1, 2, 3]


def test_the_line_goes_on_beside_a_run_that_is_slow() -> None:
    with line(patience=0.05) as runs:
        runs.stand(1)
        runs.stand(2)
        wait_until(lambda: runs.began == [1, 2])  # while the first still runs
        runs.end(2)
        runs.stand(3)
        wait_until(lambda: runs.began == [1, 2, 3])
        runs.end(1)
        runs.end(3)
        assert not runs.turns._line


def test_a_slow_run_costs_the_line_its_patience_once() -> None:
    with line(patience=1.0) as runs:
        for number in (1, 2, 3, 4):
            runs.stand(number)
        wait_until(lambda: runs.began == [1, 2])
        runs.turns._patience = LONG  # from now on nobody would go on beside another
        runs.end(2)
        wait_until(lambda: runs.began == [1, 2, 3])
        runs.end(3)
        wait_until(lambda: runs.began == [1, 2, 3, 4])
        assert runs.ended == [2, 3]


def test_a_slow_run_that_ends_does_not_pass_on_a_turn_that_it_has_no_more() -> None:
    with line(patience=1.0) as runs:
        for number in (1, 2, 3):
            runs.stand(number)
        wait_until(lambda: runs.began == [1, 2])
        runs.turns._patience = LONG
        runs.end(1)
        assert not threading.Event().wait(0.1)
        assert runs.began == [1, 2]
        runs.end(2)
        wait_until(lambda: runs.began == [1, 2, 3])


def test_a_run_that_is_overtaken_before_it_looks_at_its_turn_runs_all_the_same() -> None:
    turns_ = Turns(0.0)
    late = turns._Turn()
    turns_._stand(late)
    with turns_.one():
        pass
    assert not turns_._line
    turns_._wait_for(late)
    turns_._leave(late)
    with turns_.one():
        pass


def test_a_run_that_fails_passes_its_turn_on() -> None:
    found = Turns(LONG)
    with pytest.raises(ValueError, match="broken"), found.one():
        raise ValueError("broken")
    with found.one():
        pass
    assert not found._line


def test_a_part_inside_a_run_needs_no_turn_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_TURNS", Turns(LONG))
    seen = []

    @in_turn
    def part() -> None:
        seen.append("part")

    @in_turn
    def page() -> None:
        part()
        seen.append("page")

    page()
    assert seen == ["part", "page"]
    assert page.__name__ == "page"
