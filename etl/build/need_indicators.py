"""Rows of `indicators` about tiers of need, young people, planning, and the national studies."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.build.context import Context
from etl.build.indicator_rows import tidy
from etl.build.planning import consultants, nurses, spend_per_child
from etl.catalogue.assumptions import DEFAULT_BASIS, NATIONAL_STUDY, NOT_COMPARABLE
from etl.catalogue.indicators import CARRIED, PLANNING, TIERS, TRANSITION
from etl.methods.gaps import Estimate

FloatArray = npt.NDArray[np.float64]
_ORIGIN_NOTES = {
    "published": "Adds up to published counts; see the sources.",
    "partly_published": "Partly published counts and partly modelled.",
    "unknown": "Not known: there is no study of this area on this basis.",
    "modelled": None,
}


def need_notes(context: Context, area_type: str) -> list[str | None]:
    """For each area of a type, whether its need is published or modelled."""
    rows = _measure(context, area_type, "need_all", DEFAULT_BASIS)
    return [_ORIGIN_NOTES[str(origin)] for origin in rows["origin"]]


def need_rows(context: Context, area_type: str, *, period: list[str]) -> list[pd.DataFrame]:
    """Rows beside those of `estimates`: tiers, young people and planning, and the second basis."""
    parts = []
    for measure in (*TIERS, *TRANSITION):
        estimate, notes = _estimate(context, area_type, measure.id, DEFAULT_BASIS)
        parts.append(_rows(area_type, measure.id, estimate, DEFAULT_BASIS, period, notes, context))
    for measure_id in ("need_all", *(t.id for t in TIERS if t.id != "deaths_year")):
        estimate, notes = _estimate(context, area_type, measure_id, NATIONAL_STUDY)
        parts.append(_rows(area_type, measure_id, estimate, NATIONAL_STUDY, period, notes, context))
        if measure_id == "need_all":
            people = _people(context, area_type)
            rate = Estimate(*(_per(x, people) for x in estimate))
            parts.append(
                _rows(area_type, "need_per_10000", rate, NATIONAL_STUDY, period, notes, context)
            )
    makers = dict(
        zip((p.id for p in PLANNING), (nurses, consultants, spend_per_child), strict=True)
    )
    for measure_id, make in makers.items():
        estimate, notes, own = make(context, area_type)
        parts.append(
            _rows(area_type, measure_id, estimate, DEFAULT_BASIS, own or period, notes, context)
        )
    return parts


def _estimate(
    context: Context, area_type: str, measure: str, basis: str
) -> tuple[Estimate, list[str | None]]:
    rows = _measure(context, area_type, measure, basis)
    found = Estimate(*(rows[column].to_numpy() for column in ("value", "lower", "upper")))
    notes = [_note(measure, basis, str(origin)) for origin in rows["origin"]]
    return found, notes


def _note(measure: str, basis: str, origin: str) -> str | None:
    words = [CARRIED.get(measure), _ORIGIN_NOTES[origin]]
    if basis == NATIONAL_STUDY:
        words.append(NOT_COMPARABLE)
    return " ".join(word for word in words if word) or None


def _rows(
    area_type: str,
    measure: str,
    estimate: Estimate,
    basis: str,
    period: list[str],
    notes: list[str | None],
    context: Context,
) -> pd.DataFrame:
    _, codes = context.groups(area_type)
    frame = tidy(
        {measure: estimate}, area_type=area_type, codes=codes, basis=basis, period=period, uk={},
        notes={"": notes},
    )  # fmt: skip
    if basis == NATIONAL_STUDY:
        # A rank across nations that count differently would mislead.
        frame["rank"] = np.nan
    return frame


def _measure(context: Context, area_type: str, measure: str, basis: str) -> pd.DataFrame:
    rows = context.once("need_uncertainty", lambda: context.built("need_uncertainty"))
    rows = rows[
        (rows["area_type"] == area_type)
        & (rows["indicator_id"] == measure)
        & (rows["basis"] == basis)
    ]
    _, codes = context.groups(area_type)
    return rows.set_index("area_code").loc[codes]


def _people(context: Context, area_type: str) -> FloatArray:
    need = context.built("need_area", columns=["area_type", "area_code", "population_0_19"])
    _, codes = context.groups(area_type)
    rows = need[need["area_type"] == area_type].set_index("area_code").loc[codes]
    return rows["population_0_19"].to_numpy()


def _per(children: FloatArray, people: FloatArray) -> FloatArray:
    return np.divide(children * 10_000, people, out=np.full(len(people), np.nan), where=people > 0)
