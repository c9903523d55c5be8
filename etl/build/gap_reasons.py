"""`gap_reasons`: why each planning area has a gap in capacity: the facts and their sentence."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.build.context import Context
from etl.build.gap_results import KindResults, gap_results
from etl.build.indicator_rows import Facts
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.gap_facts import FAR_MINUTES, GapFacts
from etl.catalogue.sentences import gap_sentence
from etl.catalogue.services import CAPACITY_KINDS
from etl.methods.gap_causes import CAUSES
from etl.methods.gap_facts import (
    SOME_PARTS,
    cause_certainty,
    gap_level,
    main_cause,
    second_cause,
)
from etl.methods.gaps import Estimate, mean_minutes


def build(context: Context) -> pd.DataFrame:
    """Judge the figures of each area and kind, and write the sentence."""
    results, places = gap_results(context), Facts.of(context)
    areas = context.built("areas", columns=["area_type", "area_code", "name"])
    names = areas.set_index(["area_type", "area_code"])["name"]
    rows = []
    for kind in CAPACITY_KINDS:
        found = results.kinds[kind.id]
        for area_type in PLANNING_AREA_TYPES:
            first = results.members.rows[area_type.id].start
            nearest = _nearest(places, kind.id, context.groups(area_type.id)[0])
            for number, code in enumerate(results.members.codes[area_type.id]):
                facts = _facts(found, kind.id, row=first + number, nearest=_one(nearest, number),
                               name=str(names[area_type.id, code]))  # fmt: skip
                rows.append(
                    {
                        "area_type": area_type.id,
                        "area_code": code,
                        **asdict(facts),
                        **_probabilities(found, kind.id, first + number),
                        "sentence": gap_sentence(facts),
                    }
                )
    return pd.DataFrame(rows).drop(columns="name")


def _facts(
    found: KindResults,
    kind: str,
    *,
    row: int,
    nearest: tuple[float, float, float],
    name: str,
) -> GapFacts:
    coverage = found.areas[f"coverage_uk_{kind}"]
    value, lower, upper = _one(coverage, row)
    level = gap_level(
        uk_has_any=bool(np.isfinite(coverage.value).any()), value=value, lower=lower, upper=upper
    )
    estimates = {cause: found.areas[f"gap_{cause}_{kind}"] for cause in CAUSES}
    parts = {cause: float(estimate.value[row]) for cause, estimate in estimates.items()}
    main = main_cause(parts)
    certainty = cause_certainty(main=main, probability=float(found.main_probability[row]))
    second = second_cause(
        parts=parts,
        lower={cause: float(estimate.lower[row]) for cause, estimate in estimates.items()},
        certainty=certainty,
    )
    within = _one(found.areas[f"share_within_{FAR_MINUTES}_{kind}"], row)
    return GapFacts(
        name=name,
        service_kind=kind,
        gap_level=level,
        coverage=value,
        coverage_lower=lower,
        coverage_upper=upper,
        parts_have_fewer=bool(found.areas[f"shortfall_share_{kind}"].lower[row] >= SOME_PARTS),
        main_cause=main,
        cause_certainty=certainty,
        second_cause=second,
        need_beyond_60=float(found.areas[f"need_beyond_{FAR_MINUTES}_{kind}"].value[row]),
        share_beyond_60=_beyond(within[0]),
        share_beyond_60_lower=_beyond(within[2]),
        share_beyond_60_upper=_beyond(within[1]),
        mean_minutes=nearest[0],
        mean_minutes_lower=nearest[1],
        mean_minutes_upper=nearest[2],
    )


def _probabilities(found: KindResults, kind: str, row: int) -> dict[str, float]:
    return {
        "main_cause_probability": float(found.main_probability[row]),
        "worst_fifth_probability": float(found.areas[f"worst_fifth_{kind}"].value[row]) / 100,
    }


def _nearest(places: Facts, kind: str, area: npt.NDArray[np.int64]) -> Estimate:
    return mean_minutes(
        need=places.need, minutes=places.minutes[kind], area=area, error=places.error
    )


def _one(estimate: Estimate, row: int) -> tuple[float, float, float]:
    value, lower, upper = (float(part[row]) for part in estimate)
    return value, lower, upper


def _beyond(share_within: float) -> float:
    """The rest of 100, clear of rounding: 100 less 100.00000000000001 is no share."""
    return min(max(100.0 - share_within, 0.0), 100.0)
