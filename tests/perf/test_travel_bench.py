"""All small areas to all open services, on one process and on two, beside the plain search."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from etl.settings import ROOT

pytestmark = pytest.mark.perf

WORKER = Path(__file__).with_name("travel_worker.py")


def start(folder: Path, part: int, of: int, *more: str) -> subprocess.Popen[str]:
    paths = os.pathsep.join([str(ROOT), str(WORKER.parent)])
    return subprocess.Popen(
        [sys.executable, str(WORKER), str(folder), str(part), str(of), *more],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> dict:
    out, _ = process.communicate()
    assert process.returncode == 0
    return json.loads(out)


def test_all_small_areas_to_all_open_services(tmp_path: Path) -> None:
    began = time.perf_counter()
    one = finish(start(tmp_path, 0, 1))
    alone = time.perf_counter() - began
    began = time.perf_counter()
    both = [finish(p) for p in [start(tmp_path, part, 2) for part in (0, 1)]]
    together = time.perf_counter() - began
    whole = np.load(tmp_path / "minutes_0_1.npy")
    for part in (0, 1):
        assert np.array_equal(whole[:, part::2], np.load(tmp_path / f"minutes_{part}_2.npy"))
    plain = finish(start(tmp_path, 0, 1, "plain"))
    slower = plain["plain_seconds"] / (one["seconds"] / one["services"])
    search = max(part["seconds"] for part in both)
    print(
        f"\n{one['homes']:,} small areas to {one['services']} services over {one['cells']:,} "
        f"cells, {one['journeys']:,} journeys of at most three hours. One process: graph "
        f"{one['graph_seconds']:.1f} s, search {one['seconds']:.1f} s, whole {alone:.1f} s, peak "
        f"{one['peak_mb']:.0f} MB (imports {one['imported_mb']:.0f}). Two: search {search:.1f} s, "
        f"{one['seconds'] / search:.2f} times; whole {together:.1f} s, {alone / together:.2f} "
        f"times; peak {sum(p['peak_mb'] for p in both):.0f} MB together. Plain search of one "
        f"service {plain['plain_seconds']:.1f} s, {slower:.0f} times ours."
    )
    assert slower > 5
