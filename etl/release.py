"""Open a release. Everything outside the etl reads through this.

A release is a folder: Parquet tables, `boundaries/<area type>.<hash>.json`, `manifest.json`,
`checks.json`, `datapackage.json`. It is published in one
move, so a folder with a manifest is whole.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from etl.catalogue.assumptions import BASES, DEFAULT_BASIS
from etl.catalogue.tables import RELEASE_COPIES, TABLES
from etl.errors import DataError, ResourceError, UserError
from etl.files import previous_folder
from etl.methods.explain import Explanation, explain
from etl.store import read_table, table_path

MANIFEST = "manifest.json"
CHECKS = "checks.json"
DATAPACKAGE = "datapackage.json"
BOUNDARIES = "boundaries"

_BUILD_IT = "Run `python -m etl build` (or `make build`) and open the page again."
DEFAULT_RELEASE = Path(__file__).resolve().parents[1] / "data" / "release"


@dataclass(frozen=True)
class Release:
    """One built release.

    Attributes:
        path: Its folder.

    Example:
        >>> release = open_release("data/release")  # doctest: +SKIP
        >>> release.table("areas").shape  # doctest: +SKIP
        (1382, 17)
    """

    path: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What was built from what, when and on which assumptions."""
        return _read_json(self.path / MANIFEST)

    @cached_property
    def checks(self) -> list[dict[str, Any]]:
        """Every check with its reason and result."""
        return _read_json(self.path / CHECKS)["checks"]

    @property
    def id(self) -> str:
        """Short name of the release: the date of the build and its fingerprint."""
        return str(self.manifest["release"])

    def table(
        self,
        name: str,
        *,
        columns: list[str] | None = None,
        filters: list[tuple[str, str, object]] | None = None,
    ) -> pd.DataFrame:
        """Read one table.

        Args:
            name: A release table of the catalogue.
            columns: Only these columns.
            filters: Only rows for which every `(column, operator, value)` holds.

        Raises:
            DataError: If the file is damaged.
            ResourceError: If the file is missing.
        """
        return read_table(self.path, name, columns=columns, filters=filters)

    def explain(
        self,
        area_code: str,
        indicator_id: str,
        *,
        basis: str = DEFAULT_BASIS,
        area_type: str | None = None,
    ) -> Explanation:
        """Where one number comes from.

        Args:
            area_code: Code of a planning area.
            indicator_id: An indicator of the catalogue.
            basis: Basis of the estimate of need.
            area_type: Kind of area, where a code stands for several (by default the first).

        Raises:
            UserError: If there is no such figure.
        """
        return explain_figure(
            self, area_code=area_code, indicator_id=indicator_id, basis=basis, area_type=area_type
        )

    def boundaries_file(self, area_type: str) -> Path:
        """GeoJSON shapes of one planning area type. The hash of the content is in the name.

        Raises:
            ResourceError: If the release has no shapes for the type.
        """
        found = sorted((self.path / BOUNDARIES).glob(f"{area_type}.*.json"))
        if not found:
            raise ResourceError(
                f"The release has no boundaries for the area type {area_type}.",
                where=str(self.path / BOUNDARIES),
                try_=_BUILD_IT,
            )
        return found[0]


def explain_figure(
    release: Release, *, area_code: str, indicator_id: str, basis: str, area_type: str | None
) -> Explanation:
    """Read what one number rests on and put it together; see `Release.explain`."""
    rows = release.table("indicators", filters=[("area_code", "==", area_code)])
    rows = rows.astype({"area_type": "str", "indicator_id": "str", "basis": "str"})
    if area_type is not None:
        rows = rows[rows["area_type"] == area_type]
    if rows.empty:
        raise UserError(
            f"The release has no area with the code {area_code}.",
            where="--area" if area_type is None else f"--area, area type {area_type}",
            try_="Use the GSS code of a planning area, for example E08000025 for Birmingham.",
        )
    # A code may stand for several kinds of area; the figures are the same for each.
    rows = rows[rows["area_type"] == rows["area_type"].iloc[0]]
    found = rows[(rows["indicator_id"] == indicator_id) & (rows["basis"] == basis)]
    if found.empty:
        ids = sorted(set(rows.loc[rows["basis"] == basis, "indicator_id"]))
        raise UserError(
            f"There is no indicator {indicator_id} on the basis {basis}.",
            where="--indicator",
            try_=f"Use one of: {', '.join(ids)}." if ids else f"Bases: {', '.join(BASES)}.",
        )
    kind = str(rows["area_type"].iloc[0])
    own: list[tuple[str, str, object]] = [
        ("area_type", "==", kind),
        ("area_code", "==", area_code),
    ]
    names = release.table("areas", columns=["name"], filters=own)
    figures = rows[rows["basis"] == DEFAULT_BASIS].set_index("indicator_id")["value"].to_dict()
    figures.update(rows[rows["basis"] == basis].set_index("indicator_id")["value"].to_dict())
    return explain(
        row=found.iloc[0].to_dict(),
        area_name=str(names["name"].iloc[0]),
        parts=release.table("need_parts", filters=own),
        figures=figures,
        manifest=release.manifest,
    )


def release_tables() -> tuple[str, ...]:
    """Names of the tables that every release holds."""
    return (*(t.name for t in TABLES if t.stage == "release"), *RELEASE_COPIES)


def open_release(path: str | Path | None = None) -> Release:
    """Open a built release and make sure that it is whole.

    Args:
        path: Folder of the release; by default `data/release` of the project.

    Raises:
        ResourceError: If there is no release, it is empty, or parts are missing.
        DataError: If its manifest cannot be read.
    """
    folder = Path(path) if path is not None else DEFAULT_RELEASE
    if not folder.exists() and previous_folder(folder).is_dir():
        folder = previous_folder(folder)
    if not folder.is_dir():
        raise ResourceError("There is no release yet.", where=str(folder), try_=_BUILD_IT)
    if not any(folder.iterdir()):
        raise ResourceError("The release folder is empty.", where=str(folder), try_=_BUILD_IT)
    if not (folder / MANIFEST).is_file():
        raise ResourceError(
            "The release is half-written: it has no manifest.", where=str(folder), try_=_BUILD_IT
        )
    release = Release(folder)
    absent = [name for name in release_tables() if not table_path(folder, name).is_file()]
    if absent:
        raise ResourceError(
            f"The release lacks {len(absent)} of its tables: {', '.join(absent)}.",
            where=str(folder),
            try_=_BUILD_IT,
        )
    for key in ("release", "built", "sources", "assumptions"):
        if key not in release.manifest:
            raise DataError(f"The manifest of the release lacks '{key}'.",
                            where=str(folder / MANIFEST), try_=_BUILD_IT)  # fmt: skip
    return release


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(
            "A file of the release cannot be read.", where=f"{path}: {error}", try_=_BUILD_IT
        ) from None
