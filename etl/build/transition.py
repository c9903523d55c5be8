"""Young people aged 14 to 25: a measure of its own, never added to those aged 0 to 19."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from etl.build.context import Context
from etl.build.monte_carlo import Simulation, year_of
from etl.build.need_evidence import one_row
from etl.build.published import BASE_YEAR, base_population, need_spread
from etl.catalogue.population import bands_between

FloatArray = npt.NDArray[np.float64]
# Measure -> category in evidence/prevalence_by_year.
MEASURES = {
    "need_14_25": "all 14-25 with LLC",
    "need_14_25_childhood": "14-25 diagnosed in childhood",
}


def transition(context: Context, found: Simulation) -> dict[str, tuple[FloatArray, FloatArray]]:
    """Value of each area and its expected number in each draw, by measure.

    England's published number over its residents aged 14 to 25 in mid-2017, on each area's own.
    """
    people = found.areas.sums(residents_14_25(context))
    rates = {measure: transition_rate(context, measure) for measure in MEASURES}
    trend = _trend(context, rates["need_14_25"], found.draws.trend)
    factor = (found.cells.patches @ found.draws.local.T) * found.draws.definition * trend
    return {
        measure: (people * rate / 10_000, (people * rate / 10_000)[:, None] * factor)
        for measure, rate in rates.items()
    }


def residents_14_25(context: Context) -> FloatArray:
    """Residents aged 14 to 25 of each small area; those of 25 in England's proportion of 2017."""
    ages = base_population(context)
    frame = context.small_areas
    extra = ages.loc[25] / ages.loc[22:24].sum()
    people = frame[list(bands_between(14, 24))].sum(axis=1).to_numpy(dtype=np.float64)
    return people + extra * frame["population_age_22_24"].to_numpy(dtype=np.float64)


def transition_rate(context: Context, measure: str) -> float:
    """England's rate per 10,000 aged 14 to 25 in the base year."""
    rows = context.csv("evidence/prevalence_by_year")
    row = one_row(rows, nation="England", year=BASE_YEAR, category=MEASURES[measure])
    return float(row["count"]) / float(base_population(context).loc[14:25].sum()) * 10_000


def _trend(context: Context, base: float, trend: FloatArray) -> FloatArray:
    """The factor of the trend between the published scenarios for these ages.

    Each draw keeps its place between the lowest and the highest scenario.
    """
    spread = need_spread(context, year=year_of(context))
    rows = context.csv("evidence/projections")
    ends = [
        float(one_row(rows, year=2030, category=f"{w} scenario 14-25")["prevalence_per_10000"])
        for w in ("lowest", "highest")
    ]
    passed = spread.years_passed / spread.years_to_2030
    low, high = ((rate / spread.rate_base - 1) * passed + 1 for rate in spread.rate_2030)
    place = (trend - low) / (high - low)
    return 1 + ((ends[0] + place * (ends[1] - ends[0])) / base - 1) * passed
