"""`indicators`: every figure of every planning area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.gap_results import gap_results
from etl.build.indicator_rows import AreaNeed, Facts, estimates, tidy
from etl.build.need_area import default_rows
from etl.build.need_indicators import need_notes, need_rows
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.services import DESTINATION_KINDS, SERVICE_KIND_BY_ID
from etl.methods.gaps import Estimate, unreached_need


def build(context: Context) -> pd.DataFrame:
    """Add up, compare with the UK and rank, one area type after the other."""
    facts, need = Facts.of(context), context.built("need_area")
    uk = {id_: float(e.value[0]) for id_, e in uk_estimates(context).items()}
    parts = []
    for area_type in PLANNING_AREA_TYPES:
        rows, codes = context.groups(area_type.id)
        own = need[need["area_type"] == area_type.id].set_index("area_code").loc[codes]
        found = estimates(
            facts,
            AreaNeed(*(own[c].to_numpy() for c in
                       ("population_0_19", "need", "need_lower", "need_upper"))),
            rows,
        )  # fmt: skip
        parts.append(
            tidy(
                {**found, **gap_results(context).of_type(area_type.id)},
                area_type=area_type.id,
                codes=codes,
                basis=str(need["basis"].iloc[0]),
                period=periods(context, rows, len(codes)),
                uk=uk,
                notes={**unreached_notes(facts, rows), "": need_notes(context, area_type.id)},
            )
        )
        parts += need_rows(context, area_type.id, period=periods(context, rows, len(codes)))
    return joined(parts)


def joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Stack frames whose categories differ, and keep them categories."""
    columns = {}
    for name in parts[0].columns:
        series = [part[name] for part in parts]
        if isinstance(series[0].dtype, pd.CategoricalDtype):
            columns[name] = pd.api.types.union_categoricals(series)
        else:
            columns[name] = np.concatenate([s.to_numpy() for s in series])
    return pd.DataFrame(columns)


def uk_estimates(context: Context) -> dict[str, Estimate]:
    """Every indicator for the United Kingdom as one area."""
    facts, own = Facts.of(context), default_rows(context).iloc[-1:]
    limits = (own[column].to_numpy() for column in ("value", "lower", "upper"))
    need = AreaNeed(np.array([facts.population.sum()]), *limits)
    whole = np.zeros(len(facts.need), dtype=np.int64)
    return {**estimates(facts, need, whole), **gap_results(context).of_uk()}


def periods(context: Context, rows: np.ndarray, size: int) -> list[str]:
    """Population vintage of each area, for example `mid-2023`; both when an area has two."""
    vintage = context.small_areas["population_vintage"]
    words = [""] * size
    for year in sorted(vintage.unique()):
        for row in np.unique(rows[(vintage == year).to_numpy() & (rows >= 0)]):
            words[row] = f"{words[row]} and {year}" if words[row] else str(year)
    return words


def unreached_notes(facts: Facts, rows: np.ndarray) -> dict[str, list[str | None]]:
    """By kind, a note for each area with children who can reach no such service at all."""
    notes = {}
    for kind in DESTINATION_KINDS:
        lost = unreached_need(need=facts.need, minutes=facts.minutes[kind.id], area=rows)
        notes[kind.id] = [_unreached(children, kind.id) for children in lost]
    return notes


def _unreached(children: float, kind: str) -> str | None:
    if children <= 0:
        return None
    few = "Fewer than 1" if children < 1 else f"About {children:,.0f}"
    noun = "child" if children < 1.5 else "children"
    return (
        f"{few} {noun} cannot reach a {SERVICE_KIND_BY_ID[kind].label.lower()} by road within "
        "three hours."
    )
