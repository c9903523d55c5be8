"""What is kept for every visitor: made once, bounded, and never a fault."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.data.kept import Kept, kept

pytestmark = pytest.mark.unit


def test_who_asks_while_a_thing_is_made_waits_for_the_one_making() -> None:
    made, gate = [], threading.Barrier(8)

    @kept(most=4)
    def slow(key: str) -> str:
        made.append(key)
        threading.Event().wait(0.05)
        return key * 2

    def ask(_: int) -> str:
        gate.wait()
        return slow("a")

    with ThreadPoolExecutor(8) as visitors:
        assert set(visitors.map(ask, range(8))) == {"aa"}
    assert made == ["a"]


def test_a_fault_is_passed_on_and_not_kept() -> None:
    answers = iter([ValueError("no release"), None])

    @kept(most=4)
    def read(key: str) -> str:
        fault = next(answers)
        if fault:
            raise fault
        return key

    with pytest.raises(ValueError, match="no release"):
        read("a")
    assert read("a") == "a"


def test_what_was_not_asked_for_longest_goes_first() -> None:
    store = Kept(most=3)
    for key in "abc":
        store.get(key, lambda: "first")
    store.get("a", lambda: "second")
    store.get("d", lambda: "first")
    answers = {key: store.get(key, lambda: "again") for key in "adc"}
    assert answers == {"a": "first", "d": "first", "c": "first"}
    assert store.get("b", lambda: "again") == "again"


def test_options_are_part_of_the_key() -> None:
    @kept(most=4)
    def scaled(value: int, *, by: int) -> int:
        return value * by

    assert (scaled(2, by=3), scaled(2, by=4), scaled(2, by=3)) == (6, 8, 6)
