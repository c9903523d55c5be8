"""One table of a workbook, and its cells as a spreadsheet holds them. Nothing is left empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

NOT_AVAILABLE, NOT_APPLICABLE = "[x]", "[z]"
SHORTHAND = {NOT_AVAILABLE: "not available", NOT_APPLICABLE: "not applicable"}


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook.

    Attributes:
        name: Name of the sheet: a letter, then letters, digits and underscores, 31 at most.
        title: What the table shows: what, where, when. Stands in A1.
        frame: The rows, with headings as a person reads them. Its index is left out.
        notes: Notes on this table. They are numbered on the sheet Notes.
        decimals: Decimals shown, by column. Other numbers stand as they are. Full precision is
            kept in the cell.
        units: Units put in brackets after a heading, by column.
        not_applicable: Columns in which nothing means "does not apply", not "not available".
    """

    name: str
    title: str
    frame: pd.DataFrame
    notes: Sequence[str] = ()
    decimals: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    not_applicable: Sequence[str] = ()

    def headings(self) -> list[str]:
        """Headings of the columns with their units."""
        return [
            f"{column} ({self.units[column]})" if self.units.get(column) else str(column)
            for column in self.frame.columns
        ]

    def is_numeric(self, position: int) -> bool:
        """Whether a column holds numbers."""
        kind = self.frame.dtypes.iloc[position]
        return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)

    def cells(self, position: int) -> list[Any]:
        """The cells of a column: numbers, or text; never nothing."""
        column = str(self.frame.columns[position])
        blank = NOT_APPLICABLE if column in self.not_applicable else NOT_AVAILABLE
        return [_cell(value, blank) for value in self.frame.iloc[:, position].tolist()]


def _cell(value: Any, blank: str) -> Any:
    if isinstance(value, bool | np.bool_):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return value if value.strip() else blank
    if value is None or value is pd.NaT or value is pd.NA:
        return blank
    if isinstance(value, int | float | np.number):
        return value if np.isfinite(value) else blank
    return value.isoformat() if isinstance(value, date) else str(value)
