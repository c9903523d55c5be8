"""Declared source errors: what is wrong, what is done about it, and a guard.

A correction fails when it no longer finds what it expects, so that it is taken out once the
publisher has mended the source.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import yaml

from etl.errors import DataError


def correct(frame: pd.DataFrame, *, file: str, folder: Path) -> pd.DataFrame:
    """Apply every open correction that is declared for a file.

    Args:
        frame: The file as read.
        file: Its path in the mirror.
        folder: `data/corrections`.

    Returns:
        A corrected copy; the frame itself when nothing is declared for the file.

    Raises:
        DataError: If a correction does not find the number of rows it expects.
    """
    for path in sorted(folder.glob("*.yaml")):
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        if record["file"] == file and record["status"] == "open":
            frame = _apply(frame, record, path)
    return frame


def _apply(frame: pd.DataFrame, record: dict, path: Path) -> pd.DataFrame:
    column = record["match"]["column"]
    rows = frame[column] < record["match"]["below"]
    expected = record["expect"]["rows"]
    if int(rows.sum()) != expected:
        raise DataError(
            f"The correction {record['id']} expects {expected} rows and finds {int(rows.sum())}.",
            where=str(path),
            try_="Look at the source again: correct the number, or set the status to 'closed'.",
        )
    return frame.assign(**{column: frame[column].mask(rows, record["action"]["set"])})
