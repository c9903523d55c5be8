"""The synthetic estimate for any set of published tables: rates fitted once, used everywhere.

With today's evidence (a rate under one year, the total, and relative risks by ethnic group) it
gives exactly `etl.methods.need.expected_need`. When a table by age band, deprivation or region is
published it is one more margin of the fit, and nothing else changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.methods.margins import Margin, fit

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
PER = 10_000.0
AGE, GROUP, DEPRIVATION, REGION = range(4)


@dataclass(frozen=True, kw_only=True)
class AgeRange:
    """A run of ages with one rate: published, or what is left of the total.

    Attributes:
        first: Youngest age.
        last: Oldest age.
        rate: Published rate per 10,000; empty where it is found from the total.
    """

    first: int
    last: int
    rate: float | None = None

    @property
    def label(self) -> str:
        """Words for a reader."""
        if self.last == 0:
            return "under 1"
        return f"{self.first} to {self.last}" if self.first < self.last else f"{self.first}"


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Published figures for England in the base year, as margins of one table of children.

    Attributes:
        total: Children aged 0 to 19.
        ages: Ranges that cover ages 0 to 19 once.
        risks: Relative risk by ethnic group, shape (groups,).
        others: Margins by deprivation (axis 2) and region (axis 3); empty today.
    """

    total: float
    ages: tuple[AgeRange, ...]
    risks: FloatArray
    others: tuple[Margin, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rates:
    """What the fit gives: need is population times the product of the four.

    Attributes:
        age: Rate per 10,000 of the reference person, shape (age ranges,).
        group: Factor by ethnic group, shape (groups,).
        deprivation: Factor by tenth, most deprived first, shape (10,).
        region: Factor by English region, shape (regions,).
    """

    age: FloatArray
    group: FloatArray
    deprivation: FloatArray
    region: FloatArray


def fit_rates(population: FloatArray, tables: Tables) -> Rates:
    """Find the rates that reproduce every published table for England in the base year.

    Args:
        population: England's residents in the base year, shape (age ranges, groups, deprivation
            tenths, regions).
        tables: Published figures.

    Returns:
        Rates and factors. The factors by deprivation and region average 1 over children.

    Raises:
        DataError: If the tables contradict each other.
    """
    seed = population * tables.risks[None, :, None, None]
    seed = seed * tables.total / seed.sum()
    _, factors = fit(seed, [_age_margin(population, tables)])
    by_age = seed * factors[AGE][:, None, None, None]
    groups = Margin(
        name="ethnic group",
        axis=GROUP,
        category=np.arange(len(tables.risks)),
        targets=by_age.sum(axis=(AGE, DEPRIVATION, REGION)),
    )
    margins = [_age_margin(population, tables), groups, *tables.others] if tables.others else []
    fitted, more = fit(by_age, margins) if margins else (by_age, [np.ones(n) for n in seed.shape])
    group = tables.risks * more[GROUP]
    deprivation = _centred(more[DEPRIVATION], fitted.sum(axis=(AGE, GROUP, REGION)))
    region = _centred(more[REGION], fitted.sum(axis=(AGE, GROUP, DEPRIVATION)))
    shape = group[:, None, None] * deprivation[:, None] * region
    weighted = (population * shape).sum(axis=(GROUP, DEPRIVATION, REGION))
    age = fitted.sum(axis=(GROUP, DEPRIVATION, REGION)) / weighted * PER
    return Rates(age=age, group=group, deprivation=deprivation, region=region)


def expected_table(population: FloatArray, rates: Rates) -> FloatArray:
    """Children of a table of residents, the shape of `population`."""
    shape = rates.group[:, None, None] * rates.deprivation[:, None] * rates.region
    return population * rates.age[:, None, None, None] / PER * shape


def _age_margin(population: FloatArray, tables: Tables) -> Margin:
    residents = population.sum(axis=(GROUP, DEPRIVATION, REGION))
    known = [i for i, ages in enumerate(tables.ages) if ages.rate is not None]
    category = np.full(len(tables.ages), -1)
    category[known] = np.arange(len(known))
    targets = [float(tables.ages[i].rate or 0) / PER * residents[i] for i in known]
    return Margin(name="age", axis=AGE, category=category, targets=np.array(targets))


def _centred(factor: FloatArray, children: FloatArray) -> FloatArray:
    """Divide by the mean over people, which is children divided by their factor."""
    people = children / factor
    return factor * people.sum() / children.sum()


def need_by_age(
    *,
    population: FloatArray,
    shares: FloatArray,
    deprivation: IntArray,
    region: IntArray,
    rates: Rates,
) -> FloatArray:
    """Expected children of each small area by age range.

    Args:
        population: Residents, shape (small areas, age ranges).
        shares: Shares by ethnic group, shape (small areas, groups); NaN where nobody lives.
        deprivation: Tenth from 0 (most deprived), shape (small areas,).
        region: Number of the English region, -1 outside England, shape (small areas,).
        rates: The fitted rates.

    Returns:
        Children, shape (small areas, age ranges).
    """
    risk = shares @ rates.group
    risk = np.where(np.isnan(risk), 1.0, risk) * rates.deprivation[deprivation]
    risk = risk * np.where(region >= 0, rates.region[np.maximum(region, 0)], 1.0)
    return population * rates.age / PER * risk[:, None]


def age_ranges(published: Sequence[AgeRange], *, last: int = 19) -> tuple[AgeRange, ...]:
    """Published ranges in order, with the runs of ages between them left open.

    Example:
        >>> [a.label for a in age_ranges([AgeRange(first=0, last=0, rate=226.5)])]
        ['under 1', '1 to 19']
    """
    found: list[AgeRange] = []
    following = 0
    for one in sorted(published, key=lambda a: a.first):
        if one.first > following:
            found.append(AgeRange(first=following, last=one.first - 1))
        found.append(one)
        following = one.last + 1
    if following <= last:
        found.append(AgeRange(first=following, last=last))
    return tuple(found)
