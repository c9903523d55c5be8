"""Need of small areas under changed assumptions: a product of published factors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.catalogue.population import POPULATION_BANDS, bands_between
from etl.methods.scenario_parts import Assumptions

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BANDS = POPULATION_BANDS[: len(bands_between(0, 19))]
FIVE_YEARS = ("0-4", "5-9", "10-14", "15-19")
WHOLE = "0-19"


@dataclass(frozen=True, kw_only=True)
class NeedFacts:
    """What need is made of.

    Attributes:
        need: The published estimate, shape (small areas,).
        national_study: The same by each nation's own study; NaN where there is none.
        children: The published estimate by age band, shape (small areas, bands).
        residents: Residents by age band, shape (small areas, bands).
        body: Row of `growth` of each small area's health body, shape (small areas,).
        growth: By year, residents over those of the first year, shape (health bodies, 4): bands of
            five years. 1 where residents are not projected.
        rates: By scenario and year, what children at the rates of 2017/18 are multiplied by.
        restricted: The stricter definition over the broader one.
        tiers: Share of each tier of need.
    """

    need: FloatArray
    national_study: FloatArray
    children: FloatArray
    residents: FloatArray
    body: IntArray
    growth: Mapping[int, FloatArray]
    rates: Mapping[tuple[str, int], float]
    restricted: float
    tiers: Mapping[str, float]


@dataclass(frozen=True)
class Need:
    """Need under some assumptions, each shape (small areas,).

    Attributes:
        children: Children of the tier assumed; NaN where not known.
        base: The same of all tiers.
        residents: Residents of the ages assumed.
    """

    children: FloatArray
    base: FloatArray
    residents: FloatArray


def need_of(facts: NeedFacts, to: Assumptions) -> Need:
    """Work need out.

    With the published assumptions it is the published estimate itself. With others:

        children = sum over bands of (estimate x growth of the health body) x rate of the scenario
                   x national study over estimate x definition x share of the tier
    """
    inside = _inside(to.ages)
    residents = facts.residents @ inside
    children = facts.need if to.ages == WHOLE else facts.children @ inside
    if to.scenario != "none":
        growth = (facts.growth[to.year] @ _five_years().T)[facts.body]
        residents = (facts.residents * growth) @ inside
        children = (facts.children * growth) @ inside
        children = children * facts.rates.get((to.scenario, to.year), 1.0)
    if to.basis != DEFAULT_BASIS:
        ratio = np.divide(
            facts.national_study, facts.need, out=np.ones(len(facts.need)), where=facts.need > 0
        )
        children = children * np.where(np.isnan(facts.national_study), np.nan, ratio)
    if to.definition != "broad":
        children = children * facts.restricted
    base = children
    if to.tier != "all":
        children = children * facts.tiers[to.tier]
    return Need(children, base, residents)


def _inside(ages: str) -> FloatArray:
    """1 for the bands within the ages, shape (bands,)."""
    first, _, last = ages.partition("-")
    fields = bands_between(int(first), int(last or first))
    return np.array([float(band.field in fields) for band in BANDS])


def _five_years() -> FloatArray:
    """Share of each band's years of age in each band of five years, shape (bands, 4)."""
    table = np.zeros((len(BANDS), len(FIVE_YEARS)))
    for row, band in enumerate(BANDS):
        for age in range(band.first, band.last + 1):
            table[row, age // 5] += 1 / (band.last - band.first + 1)
    return table
