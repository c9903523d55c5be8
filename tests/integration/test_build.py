"""The build as a command: what it prints, what it skips, what it survives."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.pipeline import verify
from etl.release import Release, open_release
from etl.settings import ROOT, folders

pytestmark = pytest.mark.integration


@pytest.fixture
def data(tmp_path: Path, release: Release) -> Path:
    """A copy of the data folder with its release, to break."""
    target = tmp_path / "data"
    for name in ("inputs", "sources", "corrections"):
        shutil.copytree(folders().inputs.parent / name, target / name)
    shutil.copytree(release.path, target / "release")
    return target


def _etl(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "etl", *words],
        cwd=ROOT,
        env={**os.environ, "GAP_ATLAS_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )


def _touch_evidence(data: Path) -> None:
    """Change the bytes of an evidence file and not its meaning, so that steps must run."""
    path = data / "inputs" / "evidence" / "sources.csv"
    path.write_bytes(path.read_bytes() + b"\r\n")


def test_json_is_one_line_with_the_figures(data: Path) -> None:
    done = _etl(data, "build", "--json")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    found = json.loads(done.stdout)
    assert found["areas"] == 1382
    assert found["small_areas"] == 43_498
    assert found["services"] == 116
    assert found["england_need_2017_18"] == pytest.approx(86_625, abs=0.5)
    assert found["uk_need"] > found["england_need_2017_18"]
    assert found["checks_failed"] == 0
    assert found["built_steps"] == 0


def test_only_what_changed_is_built_again(data: Path) -> None:
    before = open_release(data / "release").manifest["steps"]
    _touch_evidence(data)
    done = _etl(data, "build")
    assert done.returncode == 0, done.stderr
    after = open_release(data / "release").manifest["steps"]
    rebuilt = {name for name in after if after[name]["fingerprint"] != before[name]["fingerprint"]}
    assert "need_small_area" in rebuilt
    assert "travel_minutes" not in rebuilt
    assert verify(data / "release") == []
    assert "86,625" in done.stderr


def test_a_build_killed_at_any_moment_leaves_the_last_release(data: Path) -> None:
    old = open_release(data / "release").id
    rng = random.Random(20260401)
    for wait in sorted(rng.uniform(0.5, 8.0) for _ in range(4)):
        _touch_evidence(data)
        process = subprocess.Popen(
            [sys.executable, "-m", "etl", "build"],
            cwd=ROOT,
            env={**os.environ, "GAP_ATLAS_DATA": str(data)},
            stderr=subprocess.DEVNULL,
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert open_release(data / "release").id == old
        assert verify(data / "release") == []
    assert list(data.glob(".release-*.building"))
    assert _etl(data, "build").returncode == 0
    assert not list(data.glob(".release-*.building"))


def test_a_damaged_release_is_built_again(data: Path) -> None:
    (data / "release" / "indicators.parquet").write_bytes(b"half")
    assert _etl(data, "verify", str(data / "release")).returncode == 3
    done = _etl(data, "build")
    assert done.returncode == 0, done.stderr
    assert verify(data / "release") == []


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("services.parquet", b"PAR1 nonsense PAR1", 3, "services cannot be read"),
        ("services.parquet", None, 4, "services.parquet is missing"),
        ("evidence/prevalence_by_age.csv", b"\xff\xfe\x00", 3, "prevalence_by_age"),
        ("evidence/prevalence_by_age.csv", b"nation,year,category,prevalence_per_10000\n", 3,
         "0 rows with a figure"),
    ],
)  # fmt: skip
def test_a_bad_input_has_a_message_and_loses_nothing(
    data: Path, name: str, content: bytes | None, code: int, words: str
) -> None:
    path = data / "inputs" / name
    path.unlink() if content is None else path.write_bytes(content)
    done = _etl(data, "build")
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "Try:" in done.stderr
    assert verify(data / "release") == []


def test_a_broken_source_record_has_a_message(data: Path) -> None:
    (data / "sources" / "evidence.yaml").write_text("id: [unclosed")
    done = _etl(data, "build")
    assert done.returncode == 3
    assert "source record cannot be read" in done.stderr
    assert verify(data / "release") == []
