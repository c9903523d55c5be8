"""`scenario_factors`: what need is multiplied by when an assumption about it is changed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.monte_carlo import year_of
from etl.build.need_bands import raked_bands
from etl.build.need_evidence import tier_shares
from etl.build.projections import (
    FIVE_YEARS,
    TARGET,
    by_age,
    growth,
    scenarios,
)
from etl.build.published import need_evidence
from etl.catalogue.areas import ENGLAND
from etl.catalogue.population import POPULATION_BANDS
from etl.methods.projection import project, rate_in

# The smallest areas that residents are projected for.
PROJECTED = "health_body_2024"
RESTRICTED = "restricted"
Row = tuple[str, str, int, str, float]


def build(context: Context) -> pd.DataFrame:
    """List the factors. Each is 1 for the published choice, which is left out."""
    rows = [*_definition(context), *_tiers(context), *_years(context)]
    columns = ["factor_id", "option", "factor_year", "factor_age_band", "factor"]
    return pd.DataFrame(rows, columns=columns)


def _definition(context: Context) -> Iterator[Row]:
    evidence = need_evidence(context)
    yield "definition", RESTRICTED, 0, "all", evidence.rate_restricted / evidence.rate_all


def _tiers(context: Context) -> Iterator[Row]:
    for tier, share in tier_shares(context).items():
        yield "tier", tier, 0, "all", share.value


def _years(context: Context) -> Iterator[Row]:
    """Growth of each English health body, and the rate of each scenario, by year.

    The rate is set so that England's small areas, each grown with its health body, add up to the
    scenario's rate on England's projected residents: the published projection of England.
    """
    number, codes = context.groups(PROJECTED)
    first = int(year_of(context))
    by_year = growth(context, [(PROJECTED, code) for code in codes], first)
    whole = growth(context, [("country", ENGLAND)], first)
    english = (context.small_areas["country_code"] == ENGLAND).to_numpy()
    bands = [band.field for band in POPULATION_BANDS]
    children = raked_bands(context)
    people = context.small_areas.loc[english, bands].to_numpy(dtype=np.float64).sum(axis=0)
    evidence = need_evidence(context)
    for year, (factor, known) in by_year.items():
        for row in np.flatnonzero(known):
            for column, band in enumerate(FIVE_YEARS):
                yield "growth", codes[row], year, band, float(factor[row, column])
        structure = by_age(children[english], factor[number[english]]).sum()
        residents = float(by_age(people[None, :], whole[year][0])[0])
        for scenario in scenarios(context):
            rate = rate_in(year + 0.5, base_year=evidence.base_year, base_rate=evidence.rate_all,
                           target=scenario.rate, target_year=TARGET)  # fmt: skip
            one = project(structure=np.ones(1), england_structure=float(structure),
                          england_population=residents, rate=rate)  # fmt: skip
            yield "rate", scenario.id, year, "all", float(one[0])
