"""The checks on each row of a file of published counts: each mistake has its own message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.population import POPULATION_BANDS, bands_between

REQUIRED = ("area_type", "area_code", "period", "age_first", "age_last", "count", "source_id")
COLUMNS = (*REQUIRED, "note")
OLDEST = 24
_PERIOD = re.compile(r"^(19|20)\d{2}(/\d{2})?$")
_FIELDS = [band.field for band in POPULATION_BANDS]
_TYPES = tuple(t.id for t in PLANNING_AREA_TYPES)


@dataclass(frozen=True)
class Known:
    """What the rows are checked against.

    Attributes:
        people: Residents by population band, by area type and code.
        sources: Recorded source ids; nothing when a new one is being added.
        parents: By area type, the area that holds each code.
    """

    people: Mapping[tuple[str, str], npt.NDArray[np.float64]]
    sources: set[str] | None
    parents: Mapping[str, Mapping[str, object]]


def problems_of(rows: pd.DataFrame, known: Known) -> list[str]:
    """Every problem of a file, one line each, with its row as a spreadsheet numbers it.

    Args:
        rows: Text cells in the columns of `published_area_counts`.
        known: What they are checked against.
    """
    found = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, row in enumerate(rows.to_dict("records"), start=2):
        cells = {str(key): str(value) for key, value in row.items()}
        found += [f"Row {number}: {problem}" for problem in _row_problems(cells, known)]
        key = (cells["area_type"], cells["area_code"], cells["period"])
        if key in seen:
            found.append(
                f"Row {number}: {key[1]} stands already in row {seen[key]} for {key[2]}. Keep one."
            )
        seen.setdefault(key, number)
    return found or _parts_larger_than_whole(rows, known)


def _row_problems(cells: dict[str, str], known: Known) -> list[str]:
    empty = [name for name in REQUIRED if not cells[name]]
    if empty:
        return [f"{', '.join(empty)} is empty. Fill it in, or leave the row out."]
    found = _area_problem(cells, known) + _source_problem(cells, known)
    if not _PERIOD.match(cells["period"]):
        found.append(f"the period '{cells['period']}' is not a year. Write 2023 or 2022/23.")
    ages = _age_problem(cells)
    count = _count_problem(cells)
    found += ages + count
    if not found:
        found += _population_problem(cells, known)
    return found


def _area_problem(cells: dict[str, str], known: Known) -> list[str]:
    kind, code = cells["area_type"], cells["area_code"]
    if kind not in _TYPES:
        return [f"the area type '{kind}' is not known. Use one of {', '.join(_TYPES)}."]
    if (kind, code) in known.people:
        return []
    others = [t for t in _TYPES if (t, code) in known.people]
    if others:
        return [f"{code} is not a code of the area type {kind} but of {others[0]}."]
    return [f"the code '{code}' is not known for the area type {kind}. Codes are those of the "
            "areas table: May 2024 for councils."]  # fmt: skip


def _source_problem(cells: dict[str, str], known: Known) -> list[str]:
    if known.sources is None or cells["source_id"] in known.sources:
        return []
    return [f"the source '{cells['source_id']}' is not recorded. Add it with --citation, or use an "
            "id of data/inputs/evidence/sources.csv."]  # fmt: skip


def _age_problem(cells: dict[str, str]) -> list[str]:
    first, last = cells["age_first"], cells["age_last"]
    for name, text in (("age_first", first), ("age_last", last)):
        if not text.isdigit():
            return [f"{name} is '{text}', not a whole number of years."]
    low, high = int(first), int(last)
    if low > high:
        return [f"age_first {low} is above age_last {high}. Exchange them."]
    if high > OLDEST:
        return [f"age_last {high} is above {OLDEST}: populations are known to age {OLDEST}."]
    try:
        bands_between(low, high)
    except ValueError:
        starts = ", ".join(str(band.first) for band in POPULATION_BANDS)
        return [f"ages {low} to {high} cannot be added up. A range starts at one of {starts} and "
                "ends a year before one of them, or at 24."]  # fmt: skip
    return []


def _count_problem(cells: dict[str, str]) -> list[str]:
    text = cells["count"]
    if re.match(r"^([<*~]|c$|\[c\])", text):
        return [f"the count '{text}' is a suppressed figure. Leave the row out: it stays modelled."]
    try:
        count = float(text)
    except ValueError:
        return [f"the count '{text}' is not a number. Write it with digits only, without commas."]
    if not np.isfinite(count) or count < 0:
        return [f"the count {text} is negative or endless."]
    if count != int(count):
        return [f"the count {text} is not a whole number of children. Is it a rate?"]
    return []


def _population_problem(cells: dict[str, str], known: Known) -> list[str]:
    fields = bands_between(int(cells["age_first"]), int(cells["age_last"]))
    numbers = known.people[cells["area_type"], cells["area_code"]]
    residents = float(sum(numbers[_FIELDS.index(field)] for field in fields))
    if float(cells["count"]) > residents:
        return [f"the count {cells['count']} is larger than the {residents:,.0f} residents of "
                f"{cells['area_code']} at these ages."]  # fmt: skip
    return []


def _parts_larger_than_whole(rows: pd.DataFrame, known: Known) -> list[str]:
    """Areas of one file whose parts, named in it too, come to more than they do themselves."""
    found = []
    frame = rows.assign(number=np.arange(2, len(rows) + 2), children=rows["count"].astype(float))
    for kind, part in frame.groupby("area_type"):
        parents = part["area_code"].map(known.parents.get(str(kind), {}))
        keys = ["parent", "period", "age_first", "age_last"]
        sums = part.assign(parent=parents).groupby(keys)["children"].sum()
        for row in frame[frame["area_type"] != kind].itertuples():
            inside = sums.get((row.area_code, row.period, row.age_first, row.age_last))
            if inside is not None and inside > row.children:
                found.append(
                    f"Row {row.number}: {row.area_code} has {row.children:,.0f} children but its "
                    f"parts of the type {kind} have {inside:,.0f} together."
                )
    return found
