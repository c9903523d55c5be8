"""`old_areas`: codes and names of local authorities that files of other years use."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.extract.mirror import read_csv


def old_areas(mirror: Path) -> pd.DataFrame:
    """Read the changes of codes from 2016 to 2025, each with the code of May 2024.

    Returns:
        `old_code`, `old_name`, `ltla_code`, in order of the old code.
    """
    frame = read_csv(mirror, "geo/lookup_ltla_code_changes.csv")
    frame = frame.rename(columns={"ltla24_code": "ltla_code"})
    # Some names say in brackets which year the code is of; the name itself is what is searched.
    frame["old_name"] = frame["old_name"].str.replace(r"\s*\(.*\)$", "", regex=True)
    return frame[["old_code", "old_name", "ltla_code"]].sort_values("old_code", ignore_index=True)
