"""`equity`: measures of inequality within each planning area."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.build.context import Context
from etl.build.equity_inputs import (
    GroupFigures,
    Groups,
    Places,
    all_groups,
    children,
    highest_of,
    places,
    small_area_figures,
)
from etl.build.tall import Tall
from etl.catalogue.assumptions import TRAVEL_Z
from etl.catalogue.comparison import (
    EQUITY_MEASURE_BY_ID,
    NO_DIMENSION,
    SHARED_OUT_INDICATORS,
)
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.methods.equity import gini, gradient, palma, theil_of_sums
from etl.methods.gaps import Estimate

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
# What is in reach is measured as spread among at least so many small areas.
FEWEST_TO_SHARE = 10
NO_RATIO = (
    "The line that fits the groups comes to zero within its error, so no relative measure is given."
)
ZERO = "The figure is zero in every group, so no relative measure is given."
NO_LIMITS = "No limits: it describes the modelled figures as they stand."
LEFT_OUT = "Children who cannot reach one by road within three hours are left out."
NOTHING = "Nothing of the kind is within reach of anyone in the area."
NOTHING_FOR_MANY = "The worst placed four tenths have nothing within reach, so no ratio is given."
_WORDS = ("area_type", "area_code", "indicator_id", "dimension", "equity_measure", "unit", "note")
_NONE = -1


def build(context: Context) -> pd.DataFrame:
    """Measure the gradients, and how evenly what is in reach is spread."""
    table = Tall(_WORDS)
    for groups in all_groups(context):
        if groups.enough.any():
            _gradients(table, groups)
            _theil(table, groups)
    for where in places(context):
        _spread(table, context, where)
    return table.frame()


def _gradients(table: Tall, groups: Groups) -> None:
    """Slope, relative and concentration indices, or the difference between two groups."""
    for indicator_id, figures in groups.figures.items():
        known = (figures.known > 0).sum(axis=1)
        rows = np.flatnonzero(groups.enough & (known >= groups.dimension.fewest_groups))
        left_out = figures.known.sum(axis=1) < groups.need.sum(axis=1) * (1 - 1e-9)
        note = np.where(left_out[rows], table.vocabulary["note"].number(LEFT_OUT), _NONE)
        zero = np.nansum(figures.value[rows], axis=1) == 0
        for measure, estimate in _measures(groups, figures, rows, indicator_id).items():
            none = np.isnan(estimate.value) | np.isnan(estimate.lower) | np.isnan(estimate.upper)
            why = np.where(zero, *(table.vocabulary["note"].number(n) for n in (ZERO, NO_RATIO)))
            _add(
                table, groups.places, rows, indicator_id, groups.dimension.id, measure,
                # A figure without its limits is not given.
                Estimate(*(np.where(none, np.nan, part) for part in estimate)),
                n_groups=known[rows], small_areas=groups.small_areas.sum(axis=1)[rows],
                note=np.where(none, why, note),
            )  # fmt: skip


def _measures(
    groups: Groups, figures: GroupFigures, rows: IntArray, indicator_id: str
) -> dict[str, Estimate]:
    if len(groups.dimension.groups) == 2:
        return {"difference": _difference(figures, rows)}
    highest = highest_of(indicator_id)
    found = gradient(
        value=figures.value[rows],
        standard_error=np.nan_to_num(figures.chance[rows]),
        shared_error=np.nan_to_num(figures.shared[rows]),
        population=figures.known[rows],
        highest=highest if np.isfinite(highest) else np.nan,
    )._asdict()
    if not np.isfinite(highest):
        del found["concentration_erreygers"]
    return found


def _difference(figures: GroupFigures, rows: IntArray) -> Estimate:
    """The last group minus the first: chance of both, and what the shared error changes."""
    value = figures.value[rows, 1] - figures.value[rows, 0]
    shared = figures.shared[rows, 1] - figures.shared[rows, 0]
    chance = np.hypot(figures.chance[rows, 0], figures.chance[rows, 1])
    half = TRAVEL_Z * np.hypot(chance, shared)
    return Estimate(value, value - half, value + half)


def _theil(table: Tall, groups: Groups) -> None:
    """How much of the inequality in what is within reach lies between the groups."""
    rows = np.flatnonzero(groups.enough)
    for indicator_id, sums in groups.shared_out.items():
        for part, values in theil_of_sums(sums)._asdict().items():
            found = values[rows]
            _add(
                table, groups.places, rows, indicator_id, groups.dimension.id, f"theil_{part}",
                _without_limits(found), n_groups=(groups.need > 0).sum(axis=1)[rows],
                small_areas=groups.small_areas.sum(axis=1)[rows],
                note=_notes(table, [(np.isnan(found), NOTHING)]),
            )  # fmt: skip


def _spread(table: Tall, context: Context, where: Places) -> None:
    """Gini and Palma over the small areas of each area."""
    members = _members(where.area, len(where.codes))
    need = children(context)[0]
    size = np.array([len(m) for m in members], dtype=np.int64)
    rows = np.flatnonzero(size >= FEWEST_TO_SHARE)
    for indicator_id in SHARED_OUT_INDICATORS:
        value = small_area_figures(context)[indicator_id][0]
        for name, method in (("gini", gini), ("palma", palma)):
            found = np.array(
                [method(value=value[members[r]], weight=need[members[r]]) for r in rows]
            )
            _add(
                table, where, rows, indicator_id, NO_DIMENSION, name,
                _without_limits(np.where(np.isinf(found), np.nan, found)),
                n_groups=np.zeros(len(rows), dtype=np.int64), small_areas=size[rows],
                note=_notes(
                    table, [(np.isnan(found), NOTHING), (np.isinf(found), NOTHING_FOR_MANY)]
                ),
            )  # fmt: skip


def _members(area: IntArray, size: int) -> list[IntArray]:
    """Numbers of the small areas of each area."""
    order = np.argsort(area, kind="stable")
    starts = np.searchsorted(area[order], np.arange(size + 1))
    return [order[first:last] for first, last in pairwise(starts)]


def _notes(table: Tall, reasons: list[tuple[npt.NDArray[np.bool_], str]]) -> IntArray:
    """Numbers of the notes: why there is no figure, otherwise why there are no limits."""
    words = table.vocabulary["note"]
    return np.select(
        [where for where, _ in reasons], [words.number(note) for _, note in reasons],
        default=words.number(NO_LIMITS),
    )  # fmt: skip


def _without_limits(value: FloatArray) -> Estimate:
    none = np.full(len(value), np.nan)
    return Estimate(value, none, none)


def _add(
    table: Tall,
    where: Places,
    rows: IntArray,
    indicator_id: str,
    dimension: str,
    measure: str,
    estimate: Estimate,
    *,
    n_groups: IntArray,
    small_areas: IntArray,
    note: IntArray,
) -> None:
    in_unit = EQUITY_MEASURE_BY_ID[measure].in_unit
    table.add(
        area_type=where.area_type,
        area_code=table.vocabulary["area_code"].numbers(where.codes)[rows],
        indicator_id=indicator_id,
        dimension=dimension,
        equity_measure=measure,
        value=estimate.value,
        lower=estimate.lower,
        upper=estimate.upper,
        unit=INDICATOR_BY_ID[indicator_id].unit if in_unit else "index",
        n_groups=n_groups,
        n_small_areas=small_areas,
        note=note,
    )
