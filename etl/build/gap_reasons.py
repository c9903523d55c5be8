"""`gap_reasons`: why each planning area has a gap in capacity, with one plain sentence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.gap_results import KindResults, gap_results
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.assumptions import ACCESS_STEPS
from etl.catalogue.sentences import GapFacts, gap_sentence, main_cause
from etl.catalogue.services import CAPACITY_KINDS, ServiceKind
from etl.methods.gap_causes import CAUSES


def build(context: Context) -> pd.DataFrame:
    """Name the cause and write the sentence of each area and kind."""
    results = gap_results(context)
    areas = context.built("areas", columns=["area_type", "area_code", "name"])
    names = areas.set_index(["area_type", "area_code"])["name"]
    rows = []
    for kind in CAPACITY_KINDS:
        found = results.kinds[kind.id]
        for area_type in PLANNING_AREA_TYPES:
            first = results.members.rows[area_type.id].start
            for number, code in enumerate(results.members.codes[area_type.id]):
                name = str(names[area_type.id, code])
                rows.append((area_type.id, code, *_reason(found, kind, name, first + number)))
    columns = ["area_type", "area_code", "service_kind", "main_cause", "main_cause_probability",
               "worst_fifth_probability", "sentence"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _reason(
    found: KindResults, kind: ServiceKind, name: str, row: int
) -> tuple[str, str, float, float, str]:
    coverage = found.areas[f"coverage_uk_{kind.id}"]
    parts = {cause: found.areas[f"gap_{cause}_{kind.id}"] for cause in CAUSES}
    values = {cause: float(estimate.value[row]) for cause, estimate in parts.items()}
    probability = float(found.main_probability[row])
    facts = GapFacts(
        name=name,
        kind=kind,
        radius=int(max(ACCESS_STEPS)),
        uk_has_any=bool(np.isfinite(coverage.value).any()),
        coverage=float(coverage.value[row]),
        coverage_lower=float(coverage.lower[row]),
        coverage_upper=float(coverage.upper[row]),
        short_lower=float(found.areas[f"shortfall_share_{kind.id}"].lower[row]) / 100,
        parts=values,
        parts_lower={cause: float(estimate.lower[row]) for cause, estimate in parts.items()},
        main_probability=probability,
    )
    worst = float(found.areas[f"worst_fifth_{kind.id}"].value[row]) / 100
    return kind.id, main_cause(values), probability, worst, gap_sentence(facts)
