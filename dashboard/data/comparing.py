"""What the page Compare asks of a release beyond the figures of one indicator."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.data.kept import kept
from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.release import Release

Place = tuple[str, str]


def rows_of(release: Release, table: str, keys: dict[str, str]) -> pd.DataFrame:
    """Rows of a table of the release with given values in some columns."""
    return release.table(table, filters=[(column, "==", value) for column, value in keys.items()])


@kept(most=40)
def need_ranks(key: str, release: Release, area_type: str) -> pd.DataFrame:  # noqa: ARG001
    """Range of the rank of each area in need per child, from the draws, by area code."""
    rows = rows_of(
        release,
        "need_uncertainty",
        {"area_type": area_type, "indicator_id": "need_all", "basis": DEFAULT_BASIS},
    )
    return rows.assign(area_code=rows["area_code"].astype(str)).set_index("area_code")


@kept(most=10)
def _by_area(
    key: str,  # noqa: ARG001
    release: Release,
    table: str,
) -> tuple[pd.DataFrame, dict[Place, np.ndarray]]:
    """A table with the places of the rows of each area: reading it once is faster than by area."""
    rows = release.table(table)
    keys = [rows[column].astype(str) for column in ("area_type", "area_code")]
    return rows, rows.groupby(keys, observed=True).indices


def of_area(key: str, release: Release, table: str, area_type: str, code: str) -> pd.DataFrame:
    """Rows of a table about one area."""
    rows, places = _by_area(key, release, table)
    return rows.iloc[places.get((area_type, code), [])]


@kept(most=2)
def regions(key: str, release: Release) -> dict[Place, Place]:  # noqa: ARG001
    """For every area the region it lies in: of England, of NHS England, or a nation.

    Health bodies of England lie in regions of NHS England. Nations and regions lie in none.
    """
    areas = release.table("areas")
    codes = {t: set(areas.loc[areas["area_type"] == t, "area_code"].astype(str))
             for t in ("nhs_region", "region")}  # fmt: skip
    utla_parents = {
        str(row.area_code): str(row.parent_code)
        for row in areas[areas["area_type"] == "utla"].itertuples()
    }
    found = {}
    for row in areas[~areas["area_type"].isin(["country", *codes])].itertuples():
        above = str(row.parent_code)
        above = utla_parents.get(above, above)  # a lower tier council stands below an upper one
        place_type = next((t for t in codes if above in codes[t]), "")
        if place_type:
            found[str(row.area_type), str(row.area_code)] = (place_type, above)
    return found
