"""`python -m etl diff OLD NEW`: what changed between two releases.

A release that an older version built lacks tables that came later, so both are read table by
table. Files with the same hash in both manifests are not read at all.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from etl.catalogue.tables import TABLE_BY_NAME
from etl.errors import DataError, ResourceError
from etl.methods.differences import FigureChange, RowChanges, figure_changes, row_changes
from etl.pipeline import read_manifest

Words = dict[str, str]


@dataclass(frozen=True)
class Differences:
    """What changed.

    Attributes:
        old: Id of the release before.
        new: Id of the release now.
        code: Version of the code of each.
        inputs: Input files that `came`, `went` or `changed`.
        assumptions: Label of each assumption that changed, with its words before and now.
        tables: Changes of the rows of each table that is in both and not the same.
        tables_same: Tables that are as they were.
        tables_came: Tables that only the new one has.
        tables_went: Tables that only the old one has.
        areas: Planning areas that came, went or were renamed.
        services: Services that came, went or changed their status.
        indicators: Indicators that came or went.
        periods: Periods of figures that came or went.
        figures: Indicators whose figures changed, the largest relative change first.
        names: Name of each area that `figures` speaks of, by area type and code.
    """

    old: str
    new: str
    code: tuple[str, str]
    inputs: dict[str, list[str]]
    assumptions: dict[str, tuple[str, str]]
    tables: dict[str, RowChanges]
    tables_same: list[str]
    tables_came: list[str]
    tables_went: list[str]
    areas: dict[str, list[str]]
    services: dict[str, list[str]]
    indicators: dict[str, list[str]]
    periods: dict[str, list[str]]
    figures: list[FigureChange]
    names: dict[str, str]

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values, for JSON; a figure that is not known is null."""
        found: dict[str, Any] = _without_nan(asdict(self))
        for figure in found["figures"]:
            figure["area_name"] = self.names.get(f"{figure['area_type']} {figure['area_code']}")
        del found["names"]
        return found


def compare(old: Path, new: Path) -> Differences:
    """Compare two releases.

    Args:
        old: Folder of the release before.
        new: Folder of the release now.

    Raises:
        ResourceError: If a folder holds no release.
        DataError: If a table cannot be read.
    """
    before, now = _manifest(old), _manifest(new)
    hashes = _tables(before), _tables(now)
    shared = [name for name in hashes[1] if name in hashes[0]]
    differ = [name for name in shared if hashes[0][name] != hashes[1][name]]
    read = {name: (_read(old, name), _read(new, name)) for name in differ if _key(name)}
    figures = figure_changes(*read["indicators"]) if "indicators" in read else []
    words = _ids_and_periods(*read["indicators"]) if "indicators" in read else ({}, {})
    return Differences(
        old=str(before["release"]),
        new=str(now["release"]),
        code=(str(before.get("code_version", "")), str(now.get("code_version", ""))),
        inputs=_came_went_changed(before.get("inputs", {}), now.get("inputs", {})),
        assumptions=_assumptions(before, now),
        tables={name: row_changes(*pair, key=list(_key(name))) for name, pair in read.items()},
        tables_same=[name for name in shared if name not in differ],
        tables_came=[name for name in hashes[1] if name not in hashes[0]],
        tables_went=[name for name in hashes[0] if name not in hashes[1]],
        areas=_named(read.get("areas"), ("area_type", "area_code"), "name"),
        services=_named(read.get("services"), ("service_id",), "status"),
        indicators=words[0],
        periods=words[1],
        figures=figures,
        names=_names(new, figures),
    )


def _manifest(folder: Path) -> dict[str, Any]:
    found = read_manifest(folder)
    if "release" not in found:
        raise ResourceError(
            "There is no release in this folder: it has no manifest that can be read.",
            where=str(folder),
            try_="Give the folder of a release, for example data/release; keep a copy of it before "
            "a build to compare with.",
        )
    return found


def _tables(manifest: dict[str, Any]) -> Words:
    """Hash of the file of each table."""
    return {
        file.removesuffix(".parquet"): str(about["sha256"])
        for step in manifest.get("steps", {}).values()
        for file, about in step.get("files", {}).items()
        if file.endswith(".parquet")
    }


def _key(name: str) -> tuple[str, ...]:
    """Key of a table; empty for one that this version does not know."""
    return TABLE_BY_NAME[name].key if name in TABLE_BY_NAME else ()


def _read(folder: Path, name: str) -> pd.DataFrame:
    path = folder / f"{name}.parquet"
    try:
        return pq.read_table(path).to_pandas()
    except (pa.ArrowException, OSError) as error:
        raise DataError(
            f"The table {name} cannot be read.",
            where=f"{path}: {str(error).splitlines()[0]}",
            try_=f"Compare the folder with its manifest: `python -m etl verify {folder}`.",
        ) from None


def _came_went_changed(old: Words, new: Words) -> dict[str, list[str]]:
    return {
        "came": sorted(set(new) - set(old)),
        "went": sorted(set(old) - set(new)),
        "changed": sorted(name for name in set(old) & set(new) if old[name] != new[name]),
    }


def _assumptions(before: dict[str, Any], now: dict[str, Any]) -> dict[str, tuple[str, str]]:
    old, new = (
        {one["id"]: f"{one['value']} {one['unit']}".strip() for one in manifest["assumptions"]}
        for manifest in (before, now)
    )
    labels = {one["id"]: one["label"] for one in [*before["assumptions"], *now["assumptions"]]}
    return {
        labels[id_]: (old.get(id_, "not made"), new.get(id_, "no longer made"))
        for id_ in sorted(set(old) | set(new))
        if old.get(id_) != new.get(id_)
    }


def _named(
    pair: tuple[pd.DataFrame, pd.DataFrame] | None, key: tuple[str, ...], watched: str
) -> dict[str, list[str]]:
    """What came, went or has another value in the watched column, as people can read it."""
    if pair is None:
        return {"came": [], "went": [], "changed": []}
    old, new = (frame.set_index(list(key)).sort_index() for frame in pair)
    both = old.index.intersection(new.index)
    other = both[(old.loc[both, watched] != new.loc[both, watched]).to_numpy()]
    return {
        "came": [_label(new, row) for row in new.index.difference(old.index)],
        "went": [_label(old, row) for row in old.index.difference(new.index)],
        "changed": [
            f"{_label(new, row)}: {old.at[row, watched]} -> {new.at[row, watched]}" for row in other
        ],
    }


def _label(frame: pd.DataFrame, row: Any) -> str:
    words = " ".join(row) if isinstance(row, tuple) else str(row)
    return f"{frame.at[row, 'name']} ({words})"


def _ids_and_periods(
    old: pd.DataFrame, new: pd.DataFrame
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    found = []
    for column in ("indicator_id", "period"):
        before, now = (set(frame[column].dropna().astype("str").unique()) for frame in (old, new))
        found.append({"came": sorted(now - before), "went": sorted(before - now)})
    return found[0], found[1]


def _names(folder: Path, figures: list[FigureChange]) -> Words:
    asked = {f"{figure.area_type} {figure.area_code}" for figure in figures}
    if not asked:
        return {}
    areas = _read(folder, "areas")
    keys = areas["area_type"].astype("str") + " " + areas["area_code"].astype("str")
    return {key: str(name) for key, name in zip(keys, areas["name"], strict=True) if key in asked}


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(part) for part in value]
    return None if isinstance(value, float) and math.isnan(value) else value
