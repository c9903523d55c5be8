"""A local copy of the publishers' files, read with checks."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from etl.errors import DataError, ResourceError


def mirror_file(mirror: Path, name: str) -> Path:
    """The path of a file in the mirror.

    Raises:
        ResourceError: If it is not there.
    """
    path = mirror / name
    if not path.is_file():
        raise ResourceError(
            f"The mirror lacks the file {name}.",
            where=str(mirror),
            try_="Point --mirror at a folder with the layout that data/README.md describes.",
        )
    return path


def read_parquet(mirror: Path, name: str, columns: list[str]) -> pd.DataFrame:
    """Read named columns of a Parquet file of the mirror.

    Raises:
        ResourceError: If the file is not there.
        DataError: If it cannot be read or lacks a column.
    """
    path = mirror_file(mirror, name)
    try:
        return pd.read_parquet(path, columns=columns)
    except Exception as error:
        raise _unreadable(path, error) from None


def read_shapes(mirror: Path, name: str) -> gpd.GeoDataFrame:
    """Read a GeoParquet file of the mirror.

    Raises:
        ResourceError: If the file is not there.
        DataError: If it cannot be read.
    """
    path = mirror_file(mirror, name)
    try:
        return gpd.read_parquet(path)
    except Exception as error:
        raise _unreadable(path, error) from None


def read_csv(mirror: Path, name: str, **options: object) -> pd.DataFrame:
    """Read a CSV file of the mirror as text, so that codes and blanks stay as published.

    Raises:
        ResourceError: If the file is not there.
        DataError: If it cannot be read.
    """
    path = mirror_file(mirror, name)
    try:
        return pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], **options)
    except Exception as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: Exception) -> DataError:
    return DataError(
        "A file of the mirror cannot be read.",
        where=f"{path}: {str(error).splitlines()[0]}",
        try_="Copy the file again from its publisher; the source record names the page.",
    )
