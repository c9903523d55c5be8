"""Declared source errors, and the guard that tells when a source is mended."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from etl.errors import DataError
from etl.extract.corrections import correct
from etl.extract.services import point_quality

pytestmark = pytest.mark.unit

RECORD = """
id: negative
file: people.parquet
match: {column: people, below: 0}
action: {set: 0}
expect: {rows: 1}
reason: People are not negative.
status: open
"""


def _correct(frame: pd.DataFrame, folder: Path, record: str = RECORD) -> pd.DataFrame:
    (folder / "negative.yaml").write_text(record)
    return correct(frame, file="people.parquet", folder=folder)


def test_the_declared_rows_are_corrected_in_a_copy(tmp_path: Path) -> None:
    frame = pd.DataFrame({"people": [3, -1]})
    assert _correct(frame, tmp_path)["people"].tolist() == [3, 0]
    assert frame["people"].tolist() == [3, -1]


def test_the_guard_fails_once_the_source_is_mended(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="expects 1 rows and finds 0"):
        _correct(pd.DataFrame({"people": [3, 1]}), tmp_path)


def test_a_closed_correction_does_nothing(tmp_path: Path) -> None:
    frame = pd.DataFrame({"people": [3, -1]})
    closed = RECORD.replace("status: open", "status: closed")
    assert _correct(frame, tmp_path, closed)["people"].tolist() == [3, -1]


@pytest.mark.parametrize(
    ("source", "quality"),
    [
        (None, "none"),
        ("", "none"),
        ("approximate: placed by hand", "approximate"),
        ("codepoint_open_2014 (postcode centroid)", "postcode"),
        ("rcpch_orgs_2024 (NHS.uk/ODS site coordinate)", "site"),
    ],
)
def test_points_are_graded_by_their_source(source: str | None, quality: str) -> None:
    assert point_quality(source) == quality
