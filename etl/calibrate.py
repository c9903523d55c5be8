"""Load published counts of children by area: check every row, show before and after, then write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.need_model import area_counts, need_model
from etl.calibrate_rows import COLUMNS, REQUIRED, Known, problems_of
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.catalogue.population import POPULATION_BANDS
from etl.errors import ResourceError, UserError
from etl.files import replacing
from etl.methods.published_counts import rake
from etl.settings import Folders

COUNTS = "evidence/published_area_counts"
SHOWN = 40


@dataclass(frozen=True)
class Calibration:
    """A file of published counts that passed every check.

    Attributes:
        rows: All counts that would stand afterwards, old and new.
        changes: `area_type`, `area_code`, `name`, `before`, `after`: children aged 0 to 19.
    """

    rows: pd.DataFrame
    changes: pd.DataFrame


def read_file(path: Path) -> pd.DataFrame:
    """Read a CSV or XLSX file as text, so that nothing is guessed.

    Raises:
        ResourceError: If there is no such file.
        UserError: If it is another kind of file, cannot be read, or lacks a column.
    """
    if not path.is_file():
        raise ResourceError("There is no such file.", where=str(path),
                            try_="Check the name and the folder.")  # fmt: skip
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise UserError(f"A file that ends in '{ending}' cannot be read.", where=str(path),
                        try_="Save it as CSV or as an Excel workbook (.xlsx).")  # fmt: skip
    try:
        options = {"dtype": "str", "keep_default_na": False}
        frame = pd.read_csv(path, **options) if ending == ".csv" else pd.read_excel(path, **options)
    except Exception as error:
        raise UserError(
            "The file cannot be read.",
            where=f"{path}: {str(error).splitlines()[0]}",
            try_="Open it in a spreadsheet, save it again and run the command again.",
        ) from None
    frame.columns = [str(name).strip().lower() for name in frame.columns]
    missing = [name for name in REQUIRED if name not in frame]
    if missing:
        raise UserError(
            f"The file lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}.",
            where=str(path),
            try_=f"The columns are {', '.join(COLUMNS)}; only note may be left out.",
        )
    if frame.empty:
        raise UserError("The file has no rows.", where=str(path), try_="Add one row an area.")
    frame = frame.assign(note=frame.get("note", ""))
    return frame[list(COLUMNS)].map(lambda cell: str(cell).strip())


def calibrate(path: Path, folders: Folders, *, citation: str = "") -> Calibration:
    """Check a file of published counts and work out what it would change. Writes nothing.

    Args:
        path: CSV or XLSX with the columns of `published_area_counts`.
        folders: Where the inputs are.
        citation: Where the counts come from, if their source is not yet recorded.

    Raises:
        UserError: If a row is wrong; every one is named. Nothing is changed.
    """
    context = Context(folders.inputs, folders.release)
    rows = read_file(path)
    problems = problems_of(rows, known_of(context, new_source=bool(citation)))
    if problems:
        count = f"{len(problems)} problem" + ("s" if len(problems) > 1 else "")
        raise UserError(
            f"The file has {count}, so nothing was changed.\n" + "\n".join(problems),
            where=str(path),
            try_="Mend the rows named above and run the command again.",
        )
    rows = rows.astype({"age_first": "int64", "age_last": "int64", "count": "float64"})
    old = context.csv(COUNTS)
    both = rows if old.empty else pd.concat([old[list(COLUMNS)], rows], ignore_index=True)
    both = both.drop_duplicates(["area_type", "area_code", "period"], keep="last")
    return Calibration(both, _changes(context, both, rows))


def write(found: Calibration, folders: Folders, *, citation: str = "") -> Path:
    """Write the counts, and the source if it is new. Both files change in one move each."""
    path = folders.inputs / f"{COUNTS}.csv"
    if citation:
        _add_sources(found.rows, folders, citation)
    with replacing(path) as temporary:
        found.rows.to_csv(temporary, index=False, lineterminator="\n")
    return path


def known_of(context: Context, *, new_source: bool) -> Known:
    """What the rows are checked against."""
    areas = context.input_table("areas")
    fields = [band.field for band in POPULATION_BANDS]
    people = {
        (str(kind), str(code)): numbers
        for kind, code, numbers in zip(
            areas["area_type"], areas["area_code"], areas[fields].to_numpy(), strict=True
        )
    }
    sources = None if new_source else set(context.csv("evidence/sources")["source_id"])
    parents = {
        str(kind): dict(zip(part["area_code"].astype(str), part["parent_code"], strict=True))
        for kind, part in areas.groupby("area_type", observed=True)
    }
    return Known(people=people, sources=sources, parents=parents)


def table_of(found: Calibration) -> list[str]:
    """Lines that show before and after by area, the largest changes first."""
    rows = found.changes.assign(by=(found.changes["after"] - found.changes["before"]).abs())
    rows = rows.sort_values("by", ascending=False)
    lines = [f"{'Area':44}{'Before':>10}{'After':>10}{'Change':>9}"]
    for row in rows.head(SHOWN).itertuples():
        before, after = float(row.before), float(row.after)
        change = f"{after / before - 1:+.1%}" if before else ""
        lines.append(f"{str(row.name)[:43]:44}{before:>10,.0f}{after:>10,.0f}{change:>9}")
    if len(rows) > SHOWN:
        lines.append(f"and {len(rows) - SHOWN} more areas")
    return lines


def _changes(context: Context, rows: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    model = need_model(context)
    before = model.need[DEFAULT_BASIS]
    counts = area_counts(context, model.by_band, rows)
    after, _ = rake(model.modelled.sum(axis=1), counts)
    names = context.input_table("areas").set_index(["area_type", "area_code"])["name"]
    kinds = {"country", *new["area_type"]}
    parts = []
    for kind in [t.id for t in PLANNING_AREA_TYPES if t.id in kinds]:
        number, codes = context.groups(kind)
        inside = number >= 0
        sums = [np.bincount(number[inside], x[inside], len(codes)) for x in (before, after)]
        frame = pd.DataFrame(
            {
                "area_type": kind,
                "area_code": codes,
                "name": [str(names[kind, code]) for code in codes],
                "before": sums[0],
                "after": sums[1],
            }
        )
        parts.append(frame[~np.isclose(frame["before"], frame["after"]) | (kind == "country")])
    return pd.concat(parts, ignore_index=True)


def _add_sources(rows: pd.DataFrame, folders: Folders, citation: str) -> None:
    path = folders.inputs / "evidence" / "sources.csv"
    sources = pd.read_csv(path, dtype="str", keep_default_na=False)
    new = sorted(set(rows["source_id"]) - set(sources["source_id"]))
    if not new:
        return
    added = pd.DataFrame({"source_id": new, "citation": citation}).reindex(
        columns=sources.columns, fill_value=""
    )
    with replacing(path) as temporary:
        pd.concat([sources, added]).to_csv(temporary, index=False, lineterminator="\n")
