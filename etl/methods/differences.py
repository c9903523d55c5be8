"""What changed between two versions of a table, and between two sets of figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

DECIMALS = 9
"""Figures that agree to so many decimals are the same: another machine may round the last bit."""
FIGURE = ["area_type", "area_code", "indicator_id", "basis"]

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class RowChanges:
    """How the rows of a table differ.

    Attributes:
        rows_old: Rows before.
        rows_new: Rows now.
        came: Keys that only the new one has.
        went: Keys that only the old one has.
        changed: Keys of both whose other columns differ.
        columns_came: Columns that only the new one has.
        columns_went: Columns that only the old one has.
    """

    rows_old: int
    rows_new: int
    came: int
    went: int
    changed: int
    columns_came: tuple[str, ...]
    columns_went: tuple[str, ...]


@dataclass(frozen=True)
class FigureChange:
    """How one indicator differs, on one basis.

    Attributes:
        indicator_id: Which.
        basis: On which basis.
        areas: Areas with a figure in both.
        changed: Of these, areas whose figure differs.
        came: Areas with a figure only now.
        went: Areas with a figure only before.
        area_type: Kind of the area that changed most; empty where none did.
        area_code: Its code.
        old: Its figure before.
        new: Its figure now.
    """

    indicator_id: str
    basis: str
    areas: int
    changed: int
    came: int
    went: int
    area_type: str
    area_code: str
    old: float
    new: float


def row_changes(old: pd.DataFrame, new: pd.DataFrame, *, key: list[str]) -> RowChanges:
    """Count the rows that came, went and changed.

    Args:
        old: The table before.
        new: The table now.
        key: Columns that name a row, in both.

    Returns:
        Counts. Numbers are the same when they agree to `DECIMALS`; a column that only one of the
        tables has does not make a row a changed one.

    Example:
        >>> before = pd.DataFrame({"id": ["a", "b"], "x": [1.0, 2.0]})
        >>> now = pd.DataFrame({"id": ["b", "c"], "x": [2.5, 3.0]})
        >>> found = row_changes(before, now, key=["id"])
        >>> found.came, found.went, found.changed
        (1, 1, 1)
    """
    shared = [name for name in old.columns if name in new.columns and name not in key]
    old_keys, new_keys = _hashes(old, key), _hashes(new, key)
    _, at_old, at_new = np.intersect1d(old_keys, new_keys, return_indices=True)
    differs = (
        _hashes(old.iloc[at_old], shared) != _hashes(new.iloc[at_new], shared)
        if shared
        else np.zeros(len(at_old), dtype=bool)
    )
    return RowChanges(
        rows_old=len(old),
        rows_new=len(new),
        came=len(new) - len(at_new),
        went=len(old) - len(at_old),
        changed=int(differs.sum()),
        columns_came=tuple(name for name in new.columns if name not in old.columns),
        columns_went=tuple(name for name in old.columns if name not in new.columns),
    )


def figure_changes(old: pd.DataFrame, new: pd.DataFrame) -> list[FigureChange]:
    """Compare figures indicator by indicator, the one with the largest relative change first.

    Args:
        old: `area_type`, `area_code`, `indicator_id`, `basis`, `value` before.
        new: The same now.

    Returns:
        One entry for each indicator and basis that is in both and differs anywhere.
    """
    both = _plain(old).merge(_plain(new), on=FIGURE, how="outer", suffixes=("_old", "_new"))
    known_old, known_new = both["value_old"].notna(), both["value_new"].notna()
    gap = (both["value_new"] - both["value_old"]).abs().round(DECIMALS)
    both = both.assign(
        gap=gap.fillna(0.0),
        both=known_old & known_new,
        changed=gap.fillna(0.0) > 0,
        came=known_new & ~known_old,
        went=known_old & ~known_new,
    )
    found = [
        _figure(str(indicator), str(basis), rows)
        for (indicator, basis), rows in both.groupby(["indicator_id", "basis"])
        if rows["both"].any() and (rows["changed"] | rows["came"] | rows["went"]).any()
    ]
    return sorted(found, key=lambda change: -relative(change))


def relative(change: FigureChange) -> float:
    """Size of the largest change of an indicator, as a share of the larger of the two figures.

    Example:
        >>> relative(FigureChange("x", "b", 1, 1, 0, 0, "ltla", "A", old=50.0, new=40.0))
        0.2
    """
    if not change.changed:
        return 0.0
    return abs(change.new - change.old) / max(abs(change.new), abs(change.old))


def _figure(indicator: str, basis: str, rows: pd.DataFrame) -> FigureChange:
    largest = rows.loc[rows["gap"].idxmax()]
    some = bool(rows["changed"].any())
    return FigureChange(
        indicator_id=indicator,
        basis=basis,
        areas=int(rows["both"].sum()),
        changed=int(rows["changed"].sum()),
        came=int(rows["came"].sum()),
        went=int(rows["went"].sum()),
        area_type=str(largest["area_type"]) if some else "",
        area_code=str(largest["area_code"]) if some else "",
        old=float(largest["value_old"]) if some else float("nan"),
        new=float(largest["value_new"]) if some else float("nan"),
    )


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Only what is compared, with words instead of categories, which differ between releases."""
    return frame[[*FIGURE, "value"]].astype(dict.fromkeys(FIGURE, "str"))


def _hashes(frame: pd.DataFrame, columns: list[str]) -> Hashes:
    """One number a row, the same for the same values whatever their types."""
    part = frame[columns].copy()
    for name in columns:
        if pd.api.types.is_numeric_dtype(part[name]):
            # Adding zero turns -0.0 into 0.0.
            part[name] = part[name].astype("float64").round(DECIMALS) + 0.0
        elif not isinstance(part[name].dtype, pd.CategoricalDtype):
            part[name] = part[name].astype("object")
    return np.asarray(pd.util.hash_pandas_object(part, index=False), dtype=np.uint64)
