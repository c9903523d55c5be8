"""Figures of small areas: too many to keep with all their columns, so most are read when asked."""

from __future__ import annotations

import pandas as pd

from dashboard.data.kept import kept
from dashboard.data.shapes import small_areas
from etl.release import Release

_SHORT = ("area_code", "value", "lower", "upper")


@kept(most=24)
def indicator(key: str, release: Release, indicator_id: str, basis: str) -> pd.DataFrame:
    """One indicator for every small area: `area_code`, `name`, `value` and its limits."""
    return _read(key, release, indicator_id, basis, list(_SHORT))


def rows(key: str, release: Release, indicator_id: str, basis: str) -> pd.DataFrame:
    """One indicator for every small area: its rows of the release, with name and nation."""
    found = _read(key, release, indicator_id, basis, None)
    nations = small_areas(key, release).set_index("small_area_code")["nation"].astype(str)
    return found.assign(nation=found["area_code"].map(nations))


def _read(
    key: str, release: Release, indicator_id: str, basis: str, columns: list[str] | None
) -> pd.DataFrame:
    found = release.table(
        "indicators_small_area",
        columns=columns,
        filters=[("indicator_id", "==", indicator_id), ("basis", "==", basis)],
    )
    names = small_areas(key, release).set_index("small_area_code")["name"]
    codes = found["area_code"].astype(str)
    return found.assign(area_code=codes, name=codes.map(names))
