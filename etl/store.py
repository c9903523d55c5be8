"""Read and write tables: Parquet, and GeoParquet where the catalogue says there are shapes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from etl.catalogue.tables import TABLE_BY_NAME
from etl.errors import DataError, ResourceError
from etl.files import replacing


def table_path(folder: Path, name: str) -> Path:
    """The file of a table in a folder."""
    return folder / f"{name}.parquet"


def read_table(
    folder: Path,
    name: str,
    *,
    columns: list[str] | None = None,
    filters: list[tuple[str, str, object]] | None = None,
) -> pd.DataFrame:
    """Read a Parquet table; a GeoDataFrame where the catalogue says it holds shapes.

    Args:
        folder: The inputs or a release.
        name: Name in the catalogue.
        columns: Only these columns.
        filters: Only rows that satisfy all of `(column, operator, value)`.

    Raises:
        ResourceError: If the file is not there.
        DataError: If the file cannot be read.
    """
    path = table_path(folder, name)
    if not path.is_file():
        raise ResourceError(
            f"The table {name} is missing.",
            where=str(path),
            try_="Restore data/inputs from the repository (`git checkout data/inputs`), "
            "or run `python -m etl build` for a release.",
        )
    table = TABLE_BY_NAME.get(name)
    try:
        if table is not None and table.is_geographic:
            import geopandas  # noqa: PLC0415 - only shapes need it

            return geopandas.read_parquet(path, columns=columns)
        return pq.read_table(path, columns=columns, filters=filters).to_pandas()
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"The table {name} cannot be read: the file is damaged or is not Parquet.",
            where=f"{path}: {str(error).splitlines()[0] if str(error) else type(error).__name__}",
            try_="Restore data/inputs from the repository (`git checkout data/inputs`), "
            "or run `python -m etl build` to make a new release.",
        ) from None


def write_table(folder: Path, name: str, frame: pd.DataFrame) -> Path:
    """Write a table as Parquet and give its path.

    Raises:
        ResourceError: If there is no room or no permission.
    """
    path = table_path(folder, name)
    table = TABLE_BY_NAME.get(name)
    options = {"row_group_size": table.rows_per_group} if table and table.rows_per_group else {}
    with replacing(path) as temporary:
        frame.to_parquet(temporary, compression="zstd", index=False, **options)
    return path
