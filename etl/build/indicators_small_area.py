"""`indicators_small_area`: every figure of every small area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.gap_results import gap_results
from etl.build.indicator_rows import AreaNeed, Facts, estimates, tidy
from etl.build.indicators import joined, uk_estimates
from etl.catalogue.services import DESTINATION_KINDS
from etl.methods.travel import REASONS


def build(context: Context) -> pd.DataFrame:
    """Give the figures of each small area, with the reason where a service cannot be reached."""
    facts, need = Facts.of(context), context.built("need_small_area")
    values = (need[c].to_numpy() for c in ("population_0_19", "need", "need_lower", "need_upper"))
    found = estimates(facts, AreaNeed(*values), np.arange(len(need)))
    frame = tidy(
        {**found, **gap_results(context).of_small_areas()},
        area_type="small_area",
        codes=[str(code) for code in need["small_area_code"]],
        basis=str(need["basis"].iloc[0]),
        period=[str(word) for word in context.small_areas["population_vintage"]],
        uk={id_: float(e.value[0]) for id_, e in uk_estimates(context).items()},
        notes=_notes(context),
    )
    return joined([frame])


def _notes(context: Context) -> dict[str, list[str | None]]:
    access = context.built("access_small_area", columns=["service_kind", "reason"])
    words = access["reason"].map(REASONS).astype(object).where(access["reason"].notna(), None)
    return {
        kind.id: words[(access["service_kind"] == kind.id).to_numpy()].tolist()
        for kind in DESTINATION_KINDS
    }
