"""One table: its name, its key and its fields."""

from __future__ import annotations

from dataclasses import dataclass, replace

from etl.catalogue.field import Field
from etl.catalogue.fields import FIELDS


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: File name without its ending.
        stage: `input` (committed) or `release` (built).
        key: Fields that together name one row.
        fields: All fields, in order.
        about: What one row is.
        nullable: Fields that may be empty here although they may not elsewhere.
        rows: Exact number of rows for the United Kingdom, where there is one.
        rows_per_group: Rows that a reader of a few must read together; by default many.
    """

    name: str
    stage: str
    key: tuple[str, ...]
    fields: tuple[str, ...]
    about: str
    nullable: tuple[str, ...] = ()
    rows: int | None = None
    rows_per_group: int | None = None

    @property
    def is_geographic(self) -> bool:
        """Whether the table holds shapes, and so is GeoParquet."""
        return "geometry" in self.fields

    def field(self, name: str) -> Field:
        """The field as it stands in this table."""
        field = FIELDS[name]
        return replace(field, nullable=True) if name in self.nullable else field
