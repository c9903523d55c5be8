"""Rows of a release, as the pages ask for them. What was read stays for every visitor."""

from __future__ import annotations

import pandas as pd

from dashboard.data.kept import kept
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.errors import ResourceError
from etl.release import Release


@kept(most=2)
def gap_reasons(key: str, release: Release) -> dict[tuple[str, str, str], str]:  # noqa: ARG001
    """The sentence on why there is a gap, by area type, area and kind of service."""
    frame = release.table("gap_reasons")
    codes = zip(frame["area_type"], frame["area_code"], frame["service_kind"], strict=True)
    return dict(zip(codes, frame["sentence"], strict=True))


@kept(most=12)
def table(key: str, release: Release, name: str) -> pd.DataFrame:  # noqa: ARG001
    """A whole table."""
    return release.table(name)


@kept(most=2)
def names(key: str, release: Release) -> dict[str, dict[str, str]]:
    """Names by code, by area type, in the order of the alphabet."""
    areas = table(key, release, "areas").sort_values("name")
    found: dict[str, dict[str, str]] = {t.id: {} for t in PLANNING_AREA_TYPES}
    for row in areas.itertuples():
        found.setdefault(str(row.area_type), {})[str(row.area_code)] = str(row.name)
    return found


@kept(most=2)
def nations(key: str, release: Release) -> dict[tuple[str, str], str]:
    """Nation by area type and code."""
    areas = table(key, release, "areas")
    return {(str(row.area_type), str(row.area_code)): str(row.nation) for row in areas.itertuples()}


@kept(most=2)
def _by_indicator(key: str, release: Release) -> dict[tuple[str, ...], pd.DataFrame]:
    """All rows with name and nation, by name, in parts: a part is asked for thousands of times.

    Words stand as Python's own strings: small parts of them are read 20 times faster.
    """
    places = table(key, release, "areas")
    codes = places["area_code"].astype(str)
    rows = release.table("indicators")
    rows = rows.assign(
        name=rows["area_code"].map(dict(zip(codes, places["name"].astype(str), strict=True))),
        nation=rows["area_code"].map(dict(zip(codes, places["nation"].astype(str), strict=True))),
    )
    words = rows.select_dtypes(exclude="number").columns
    rows = rows.astype(dict.fromkeys(words, object)).sort_values("name", kind="stable")
    parts = rows.groupby(["area_type", "indicator_id", "basis"], sort=False)
    return {
        (str(area_type), str(indicator_id), str(basis)): part.reset_index(drop=True)
        for (area_type, indicator_id, basis), part in parts
    }


def indicator(
    key: str, release: Release, area_type: str, indicator_id: str, basis: str
) -> pd.DataFrame:
    """One indicator for one area type: its rows, with name and nation, by name.

    Raises:
        ResourceError: If the release has no such rows.
    """
    part = _by_indicator(key, release).get((area_type, indicator_id, basis))
    if part is None:
        raise ResourceError(
            f"The release has no rows for {indicator_id} by {area_type} on the basis {basis}.",
            where=str(release.path / "indicators.parquet"),
            try_="Run `python -m etl build` and open the page again.",
        )
    return part
