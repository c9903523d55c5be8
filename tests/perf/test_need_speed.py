"""The draws over need: faster than the plain version, and quick enough for a build."""

from __future__ import annotations

import dataclasses
import time

import numpy as np
import pytest

from etl.build.context import Context
from etl.build.monte_carlo import simulation
from etl.methods import reference_need
from etl.methods.uncertainty import Cells, Draws, expected_children
from etl.settings import folders

pytestmark = pytest.mark.perf

AREAS, DRAWS = 8, 5


def test_the_draws_are_at_least_a_thousand_times_faster(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    context = Context(folders().inputs, tmp_path_factory.mktemp("draft"))
    found = simulation(context)
    start = time.perf_counter()
    fast = expected_children(found.cells, found.draws)
    fast_seconds = (time.perf_counter() - start) / fast.size
    few = Cells(
        children=found.cells.children[-AREAS:], england=found.cells.england,
        patches=found.cells.patches[-AREAS:], published=np.zeros(AREAS),
    )  # fmt: skip
    some = Draws(**{f.name: getattr(found.draws, f.name)[:DRAWS]
                    for f in dataclasses.fields(Draws)})  # fmt: skip
    start = time.perf_counter()
    slow = np.array(reference_need.expected_children(few, some))
    slow_seconds = (time.perf_counter() - start) / slow.size
    assert fast[-AREAS:, :DRAWS] == pytest.approx(slow, rel=1e-9)
    print(f"\n{fast.size:,} area-draws in {fast_seconds * fast.size:.2f} s, "
          f"{slow_seconds / fast_seconds:,.0f} times the plain version")  # fmt: skip
    assert slow_seconds / fast_seconds > 1_000
