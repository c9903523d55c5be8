"""Published tables as the fit takes them: rows with a figure count, rows without are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.published import BASE_YEAR, need_evidence
from etl.catalogue.population import ETHNIC_GROUPS
from etl.errors import DataError
from etl.methods.margins import Margin
from etl.methods.synthetic import DEPRIVATION, PER, REGION, AgeRange, Tables, age_ranges

_RANGE = re.compile(r"^(?:<(\d+)|(\d+)(?:-(\d+))?)$")
_TENTH = re.compile(r"\b(?:decile|tenth)\s*(\d+)\b", re.IGNORECASE)
_FIFTH = re.compile(r"\b(?:quintile|fifth)\s*(\d+)\b", re.IGNORECASE)


@dataclass(frozen=True)
class TierShare:
    """Share of children with a life-limiting condition who are in a tier of need.

    Attributes:
        value: The share used.
        low: Least published share.
        high: Greatest published share.
        wide: How many more children the study finds than England's definition would; 1 where the
            share is England's own.
    """

    value: float
    low: float
    high: float
    wide: float = 1.0


def ages_of(text: str) -> tuple[int, int] | None:
    """First and last age of a published range; nothing when it is not a range of ages.

    Example:
        >>> ages_of("<1"), ages_of("1-5"), ages_of("children")
        ((0, 0), (1, 5), None)
    """
    found = _RANGE.match(str(text).strip())
    if not found:
        return None
    below, first, last = found.groups()
    if below:
        return 0, int(below) - 1
    return int(first), int(last or first)


def published_tables(
    context: Context,
    regions: list[str],
    population_by_region: np.ndarray,
    population_by_tenth: np.ndarray,
) -> Tables:
    """The margins of the fit for England in the base year.

    Args:
        context: Where the evidence is.
        regions: English regions in the order of the table of children.
        population_by_region: Residents aged 0 to 19 in the base year, shape (regions,).
        population_by_tenth: The same by deprivation tenth, shape (10,).
    """  # fmt: skip
    evidence = need_evidence(context)
    risks = evidence.relative_risks()
    found = [
        _region_margin(context, regions, population_by_region),
        _deprivation_margin(context, population_by_tenth),
    ]
    return Tables(
        total=evidence.total,
        ages=published_ages(context),
        risks=np.array([risks[group] for group in ETHNIC_GROUPS]),
        others=tuple(margin for margin in found if margin is not None),
    )


def published_ages(context: Context) -> tuple[AgeRange, ...]:
    """Age ranges of England in the base year with a published rate, and what lies between."""
    rows = _figures(context, "prevalence_by_age", "age")
    found = []
    for row in rows.itertuples():
        ages = ages_of(str(row.age_range))
        if ages is not None and ages[1] <= 19 and not pd.isna(row.prevalence_per_10000):
            found.append(
                AgeRange(first=ages[0], last=ages[1], rate=float(row.prevalence_per_10000))
            )
    ages_seen = sorted((a.first, a.last) for a in found)
    for (_, last), (first, _) in pairwise(ages_seen):
        if first <= last:
            raise DataError(
                "Two published age ranges overlap.",
                where=f"evidence/prevalence_by_age.csv: ages {first} to {last}",
                try_="Keep one table by age for England in the base year.",
            )
    return age_ranges(found)


def _region_margin(context: Context, regions: list[str], population: np.ndarray) -> Margin | None:
    names = context.input_table("areas")
    names = names[names["area_type"] == "region"].set_index("name")["area_code"]
    rows = _figures(context, "prevalence_by_region", "region")
    category = np.full(len(regions), -1)
    targets: list[float] = []
    for _, row in rows.iterrows():
        code = names.get(str(row["category"]))
        if code is None or code not in regions:
            raise DataError(f"The region {row['category']} is not known.",
                            where="evidence/prevalence_by_region.csv",
                            try_="Use the names of the nine English regions.")  # fmt: skip
        place = regions.index(code)
        category[place] = len(targets)
        targets.append(_children(row, population[place]))
    if not targets:
        return None
    return Margin(name="region", axis=REGION, category=category, targets=np.array(targets))


def _deprivation_margin(context: Context, population: np.ndarray) -> Margin | None:
    rows = _figures(context, "prevalence_by_deprivation", "deprivation")
    category = np.full(10, -1)
    targets: list[float] = []
    for _, row in rows.iterrows():
        tenths = _tenths(str(row["category"]))
        category[tenths] = len(targets)
        targets.append(_children(row, population[tenths].sum()))
    if not targets:
        return None
    return Margin(
        name="deprivation", axis=DEPRIVATION, category=category, targets=np.array(targets)
    )


def _tenths(words: str) -> list[int]:
    """Places of a deprivation category; 1 is the most deprived."""
    if found := _TENTH.search(words):
        return [int(found[1]) - 1]
    if found := _FIFTH.search(words):
        return [2 * int(found[1]) - 2, 2 * int(found[1]) - 1]
    raise DataError(
        f"The deprivation category '{words}' is not known.",
        where="evidence/prevalence_by_deprivation.csv",
        try_="Write 'fifth 1' to 'fifth 5' or 'tenth 1' to 'tenth 10'; 1 is the most deprived.",
    )


def _figures(context: Context, name: str, dimension: str) -> pd.DataFrame:
    """Rows about England in the base year that have a figure."""
    frame = context.csv(f"evidence/{name}")
    numbers = frame["prevalence_per_10000"].notna() | frame["count"].notna()
    rows = (frame["nation"] == "England") & (frame["year"].astype("str") == BASE_YEAR)
    return frame[rows & (frame["dimension"] == dimension) & numbers]


def _children(row: pd.Series, population: float) -> float:
    rate = row["prevalence_per_10000"]
    return float(row["count"]) if pd.isna(rate) else float(rate) / PER * population


def nation_studies(context: Context) -> dict[str, tuple[str, float]]:
    """What each nation's own study found: `rate` per 10,000 under 18, or `count` aged 0 to 21."""
    frame = context.csv("evidence/nations")
    rate = one_row(frame, nation="Wales", year="2019", category="all LLC", age_range="0-17")
    count = one_row(frame, nation="Scotland", year="2018/19", category="all LLC", age_range="0-21")
    return {
        "Wales": ("rate", float(rate["prevalence_per_10000"])),
        "Scotland": ("count", float(count["count"])),
    }


def tier_shares(context: Context) -> dict[str, TierShare]:
    """Share of each tier of need, with the least and the greatest published share."""
    n = context.csv("evidence/nations")
    deaths = context.csv("evidence/deaths_and_place_of_death")

    def count(frame: pd.DataFrame, column: str = "count", **where: str) -> float:
        return float(one_row(frame, **where)[column])

    scot = {"nation": "Scotland"}
    all_14 = count(n, **scot, year="2013/14", category="all LLC")
    all_17 = count(n, **scot, year="2016/17", category="all LLC")
    all_19 = count(n, **scot, year="2018/19", category="all LLC")
    contact = [
        count(n, **scot, year="2016/17",
              category="LLC with hospital contact in preceding year") / all_17,
        count(n, **scot, year="2013/14",
              category="LLC and admitted to hospital in the year") / all_14,
        count(n, **scot, year="2018/19",
              category="LLC with emergency hospital admission") / all_19,
    ]  # fmt: skip
    north = {"nation": "Wales (North)", "year": "2012/13"}
    whole = count(n, **north, category="all LLC in the exemplar population")
    ongoing = count(
        n, **north, category="ongoing palliative care needs in contact with hospital"
    ) / whole  # fmt: skip
    stage = "unstable, deteriorating or dying"
    unstable = [
        count(n, **scot, year="2018/19", category=stage) / all_19,
        count(n, **scot, year="2009-2014 each year", category=stage) / all_14,
    ]
    english = count(deaths, "value", nation="England", period="Apr 2019-Mar 2022",
                    age_range="0-17", measure="deaths (3 years)",
                    population_group="with life-limiting condition") / 3  # fmt: skip
    wide = _wider(context, all_19)
    return {
        "need_hospital_contact": _tier(contact, wide),
        "need_ongoing": _tier([ongoing], wide),
        "need_unstable": _tier(unstable, wide),
        "deaths_year": _tier([english / need_evidence(context).total], 1.0),
    }


def _tier(shares: list[float], wide: float) -> TierShare:
    return TierShare(value=shares[0], low=min(shares), high=max(shares), wide=wide)


def _wider(context: Context, scottish: float) -> float:
    """Scotland's number aged 0 to 21 over England's rate on the same residents (mid-2022)."""
    people = context.csv("evidence/national_population")
    inside = (people["nation"] == "Scotland") & (people["age"] <= 21)
    return scottish / (
        people.loc[inside, "population"].sum() * need_evidence(context).rate_all / PER
    )


def one_row(frame: pd.DataFrame, **where: object) -> pd.Series:
    """The one row that says what is asked for.

    Raises:
        DataError: If there is none, or there are several.
    """
    rows = frame
    for column, value in where.items():
        rows = rows[rows[column].astype("str") == str(value)]
    if len(rows) != 1:
        raise DataError(
            f"The evidence has {len(rows)} rows for {where}; one is needed.",
            where="data/inputs/evidence",
            try_="Restore the evidence tables, or mend the row.",
        )
    return rows.iloc[0]
