"""Source records: one YAML file a source in `data/sources`, read into a typed record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.errors import DataError

_REQUIRED = (
    "id",
    "title",
    "publisher",
    "licence",
    "vintage",
    "landing_urls",
    "attribution",
    "used_in",
)


@dataclass(frozen=True)
class Source:
    """Where an input comes from.

    Attributes:
        id: Name of the file without its ending.
        title: What the publisher calls it.
        publisher: Who publishes it.
        licence: Licence under which it may be used.
        vintage: What date or period the data are of.
        landing_urls: Pages where a person can find it.
        attribution: The words the licence asks for.
        used_in: Input tables that are derived from it.
        method: What was done to it on the way into `data/inputs`.
        limits: What the reader must know.
    """

    id: str
    title: str
    publisher: str
    licence: str
    vintage: str
    landing_urls: tuple[str, ...]
    attribution: str
    used_in: tuple[str, ...]
    method: str = ""
    limits: tuple[str, ...] = field(default_factory=tuple)


def read_source(path: Path) -> Source:
    """Read one record.

    Raises:
        DataError: If the file is not YAML or lacks a required key.
    """
    import yaml  # noqa: PLC0415 - only build, extract and the data page need it

    try:
        record: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataError(
            "A source record cannot be read.",
            where=f"{path}: {error}",
            try_="Correct the YAML; data/README.md shows its form.",
        ) from None
    missing = [key for key in _REQUIRED if not isinstance(record, dict) or key not in record]
    if missing:
        raise DataError(f"A source record lacks {', '.join(missing)}.", where=str(path),
                        try_="Add the keys; data/README.md shows the form.")  # fmt: skip
    return Source(
        **{
            key: str(record[key])
            for key in ("id", "title", "publisher", "licence", "vintage", "attribution")
        },
        landing_urls=tuple(record["landing_urls"]),
        used_in=tuple(record["used_in"]),
        method=str(record.get("method", "")),
        limits=tuple(record.get("limits", ())),
    )


def read_sources(folder: Path) -> dict[str, Source]:
    """Read every record of a folder, by id.

    Raises:
        DataError: If there is none, or one cannot be read.
    """
    records = [read_source(path) for path in sorted(folder.glob("*.yaml"))]
    if not records:
        raise DataError("There are no source records.", where=str(folder),
                        try_="Restore data/sources from the repository.")  # fmt: skip
    return {record.id: record for record in records}
