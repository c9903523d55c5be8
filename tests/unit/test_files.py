"""Writing in one move, reading with a message, and what a full disk says."""

from __future__ import annotations

import errno
from pathlib import Path

import pandas as pd
import pytest

from etl.errors import DataError, ResourceError
from etl.files import replacing, write_text
from etl.store import read_table, write_table

pytestmark = pytest.mark.unit


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = write_text(tmp_path / "a.txt", "old")
    with pytest.raises(RuntimeError, match="boom"), replacing(target) as temporary:
        temporary.write_text("half")
        raise RuntimeError("boom")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_disk_says_so(tmp_path: Path) -> None:
    with pytest.raises(ResourceError) as raised, replacing(tmp_path / "a.txt"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "disk is full" in str(raised.value)
    assert "untouched" in str(raised.value)
    assert raised.value.exit_code == 4


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    frame = pd.DataFrame({"postcode": ["AB101AB"], "easting": [1], "northing": [2]})
    write_table(tmp_path, "postcodes", frame)
    assert read_table(tmp_path, "postcodes").to_dict("list") == frame.to_dict("list")


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="services is missing"):
        read_table(tmp_path, "services")


@pytest.mark.parametrize("name", ["postcodes", "boundaries"])
def test_a_damaged_table_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.parquet").write_bytes(b"PAR1 this is not a table PAR1")
    with pytest.raises(DataError) as raised:
        read_table(tmp_path, name)
    assert f"{name} cannot be read" in str(raised.value)
    assert str(tmp_path) in str(raised.value)
