"""What changed between two releases, in words for a person."""

from __future__ import annotations

from collections.abc import Iterator

from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.diff import Differences
from etl.methods.differences import FigureChange

NAMED = 8
"""Names that are listed before the rest is counted."""


def lines(found: Differences, *, top: int) -> Iterator[str]:
    """The report, line by line.

    Args:
        found: What changed.
        top: Indicators whose largest change is shown.
    """
    yield f"From release {found.old} to {found.new}."
    if found.code[0] != found.code[1]:
        yield f"Code: {found.code[0]} -> {found.code[1]}."
    yield from _came_and_went("Inputs", found.inputs)
    for label, (before, now) in found.assumptions.items():
        yield f"Assumption, {label}: {before} -> {now}."
    yield from _rows(found)
    yield from _came_and_went("Areas", found.areas)
    yield from _came_and_went("Services", found.services)
    yield from _came_and_went("Indicators", found.indicators)
    yield from _came_and_went("Periods", found.periods)
    yield from _figures(found, top)


def _rows(found: Differences) -> Iterator[str]:
    if not (found.tables or found.tables_came or found.tables_went):
        yield f"All {len(found.tables_same)} tables are as they were."
        return
    yield f"{'Table':<24}{'rows':>20}{'came':>10}{'went':>10}{'changed':>11}"
    for name, rows in found.tables.items():
        count = f"{rows.rows_old:,} -> {rows.rows_new:,}"
        yield f"{name:<24}{count:>20}{rows.came:>10,}{rows.went:>10,}{rows.changed:>11,}"
        columns = {"came": list(rows.columns_came), "went": list(rows.columns_went)}
        yield from (f"    {line}" for line in _came_and_went("Columns", columns))
    yield f"{len(found.tables_same)} tables are as they were."
    yield from _came_and_went("Tables", {"came": found.tables_came, "went": found.tables_went})


def _figures(found: Differences, top: int) -> Iterator[str]:
    if not found.figures:
        yield "No figure of a planning area changed."
        return
    yield f"Figures changed in {len(found.figures)} indicators. The largest changes:"
    for change in found.figures[:top]:
        yield f"  {_figure(found, change)}"
    if len(found.figures) > top:
        yield f"  and {len(found.figures) - top} more; show them with --top {len(found.figures)}."


def _figure(found: Differences, change: FigureChange) -> str:
    known = INDICATOR_BY_ID.get(change.indicator_id)
    label = known.label if known else change.indicator_id
    basis = "" if change.basis == DEFAULT_BASIS else f", basis {change.basis}"
    words = f"{label} ({change.indicator_id}{basis}): {change.changed:,} of {change.areas:,} areas"
    if change.changed:
        place = found.names.get(f"{change.area_type} {change.area_code}", change.area_code)
        percent = f" ({change.new / change.old - 1:+.1%})" if change.old else ""
        words += f", most in {place}: {change.old:,.4g} -> {change.new:,.4g}{percent}"
    if change.came or change.went:
        words += f"; {change.came:,} areas gained a figure, {change.went:,} lost theirs"
    return f"{words}."


def _came_and_went(what: str, found: dict[str, list[str]]) -> Iterator[str]:
    for verb, names in found.items():
        if names:
            more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
            yield f"{what} that {verb}: {', '.join(names[:NAMED])}{more}."
