"""Published figures, picked out of the evidence tables by what they say."""

from __future__ import annotations

import pandas as pd

from etl.build.context import Context
from etl.catalogue.assumptions import LOCAL_ERROR, RISK_ERROR, SLOPE_HIGH
from etl.catalogue.population import ETHNIC_GROUPS
from etl.errors import DataError
from etl.methods.need import NeedEvidence
from etl.methods.uncertainty import Spread

BASE_YEAR = "2017/18"


def need_evidence(context: Context) -> NeedEvidence:
    """The figures that the estimate of need rests on.

    Raises:
        DataError: If a figure is missing or stands there twice.
    """
    by_year = context.csv("evidence/prevalence_by_year")
    by_age = context.csv("evidence/prevalence_by_age")
    by_group = context.csv("evidence/prevalence_by_ethnic_group")
    population = base_population(context)
    england = {"nation": "England", "year": BASE_YEAR}
    base = _one(by_year, **england, category="all")
    return NeedEvidence(
        total=float(base["count"]),
        rate_all=float(base["prevalence_per_10000"]),
        rate_restricted=_rate(by_year, **england, category="all - restricted definition"),
        rate_under_1=_rate(by_age, **england, category="<1"),
        population_under_1=float(population.loc[0]),
        population_1_19=float(population.loc[1:19].sum()),
        group_rates={
            group: _rate(by_group, nation="England", year="2009/10", category=category)
            for group, category in ETHNIC_GROUPS.items()
        },
    )


def need_spread(context: Context, *, year: float) -> Spread:
    """What is uncertain about need for a population of a decimal year."""
    evidence, projections = need_evidence(context), context.csv("evidence/projections")
    ends = [_one(projections, year=2030, category=f"{w} scenario") for w in ("lowest", "highest")]
    errors = [(float(e["ci_high"]) - float(e["ci_low"])) / (2 * 1.959964) for e in ends]
    return Spread(
        definition_low=evidence.rate_restricted / evidence.rate_all,
        years_passed=year - evidence.base_year,
        years_to_2030=2030.5 - evidence.base_year,
        rate_base=evidence.rate_all,
        rate_2030=(float(ends[0]["prevalence_per_10000"]), float(ends[1]["prevalence_per_10000"])),
        rate_2030_error=(errors[0], errors[1]),
        risk_error=RISK_ERROR,
        slope_high=SLOPE_HIGH,
        local_error=LOCAL_ERROR,
    )


def base_population(context: Context) -> pd.Series:
    """England's population in mid-2017 by single year of age."""
    frame = context.csv("evidence/national_population")
    rows = frame[(frame["nation"] == "England") & (frame["mid_year"] == 2017)]
    return rows.set_index("age")["population"]


def _rate(frame: pd.DataFrame, **where: object) -> float:
    return float(_one(frame, **where)["prevalence_per_10000"])


def _one(frame: pd.DataFrame, **where: object) -> pd.Series:
    rows = frame
    for column, value in where.items():
        rows = rows[rows[column].astype("str") == str(value)]
    if len(rows) != 1 or pd.isna(rows.iloc[0]["prevalence_per_10000"]):
        raise DataError(
            f"The evidence has {len(rows)} rows with a figure for {where}; one is needed.",
            where="data/inputs/evidence",
            try_="Restore the evidence tables, or mend the row.",
        )
    return rows.iloc[0]
