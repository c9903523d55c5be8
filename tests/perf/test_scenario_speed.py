"""Changing an assumption: what it takes, beside working everything out from the release again."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from dashboard.data.live import country_of
from etl.methods.scenario import Scenario
from etl.methods.scenario_parts import Assumptions
from etl.release import Release

pytestmark = pytest.mark.perf

KIND = "children_hospice"
PUBLISHED = Assumptions()
RUNS = 7
LEAST_RATIO = 5
# One change after the other, each to a value that was not worked out before.
CHANGES: dict[str, Callable[[int], dict[str, object]]] = {
    "definition and ages": lambda i: {"definition": "restricted", "ages": ("0", "1-4", "5-9",
                                      "10-15", "16-19", "0-17", "0-18")[i]},
    "year of a scenario": lambda i: {"scenario": "highest", "year": 2024 + i},
    "speed": lambda i: {"speed": 80 + i},
    "threshold": lambda i: {"threshold": 40 + i},
    "3SFCA at another speed": lambda i: {"variant": "3sfca", "speed": 90 + i, "radius": 180},
    "BFCA at another speed": lambda i: {"variant": "bfca", "speed": 90 + i},
    "another kind counts too": lambda i: {"also": ("childrens_hospital", "picu"),
                                          "speed": 100 + i},
}  # fmt: skip


def test_a_change_takes_a_small_part_of_working_everything_out(release: Release) -> None:
    start = time.perf_counter()
    country = country_of(release)
    read = time.perf_counter() - start
    engine = Scenario(country)
    start = time.perf_counter()
    engine.measures(PUBLISHED, kind=KIND)
    engine.need_measures(PUBLISHED)
    first = time.perf_counter() - start
    print(f"\nread once {1000 * read:.0f} ms, first figures {1000 * first:.0f} ms")
    slowest = 0.0
    for name, change in CHANGES.items():
        taken = []
        for run in range(RUNS):
            assumed = replace(PUBLISHED, **change(run))  # type: ignore[arg-type]
            start = time.perf_counter()
            engine.measures(assumed, kind=KIND)
            engine.need_measures(assumed)
            taken.append(time.perf_counter() - start)
        middle = statistics.median(taken)
        slowest = max(slowest, middle)
        print(f"{name}: {1000 * middle:.0f} ms, at most {1000 * max(taken):.0f} ms")
    assert (read + first) / slowest > LEAST_RATIO
