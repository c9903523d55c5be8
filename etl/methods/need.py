"""Need: how many children with life-limiting conditions live in each small area.

A synthetic estimate. England's published rates are put on each area's population by age and
ethnic group, and scaled so that England still adds up to its published total:

    expected = sum over age bands of  population[age] x rate[age] x risk / mean risk[age]

where `risk` is the mean relative risk of the area's residents and `mean risk` is its average over
the children of England. Sources: Fraser and others 2021 (rates), Fraser and others 2012 (relative
risks). A deprivation ratio is never multiplied on top: it overlaps with the ethnic one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.errors import DataError

FloatArray = npt.NDArray[np.float64]
PER = 10_000.0
REFERENCE_GROUP = "white"


@dataclass(frozen=True, kw_only=True)
class NeedEvidence:
    """The published figures the estimate rests on.

    Attributes:
        total: Children aged 0 to 19 with a life-limiting condition, England, base year.
        rate_under_1: Rate per 10,000 under one year of age, England, base year.
        population_under_1: Residents under one, England, base year.
        population_1_19: Residents aged 1 to 19, England, base year.
        group_rates: Rate per 10,000 by ethnic group; only their ratios are used.
        rate_all: Rate per 10,000 at ages 0 to 19 on the broad definition, base year.
        rate_restricted: The same on the restricted definition.
        base_year: Middle of the base year, as a decimal year.
    """

    total: float
    rate_under_1: float
    population_under_1: float
    population_1_19: float
    group_rates: Mapping[str, float]
    rate_all: float
    rate_restricted: float
    base_year: float = 2017.75

    @property
    def rate_1_19(self) -> float:
        """Rate per 10,000 from 1 to 19 that reproduces the published total."""
        infants = self.rate_under_1 / PER * self.population_under_1
        return (self.total - infants) / self.population_1_19 * PER

    def relative_risks(self) -> dict[str, float]:
        """Risk of each ethnic group relative to the reference group."""
        reference = self.group_rates[REFERENCE_GROUP]
        return {group: rate / reference for group, rate in self.group_rates.items()}


def mean_relative_risk(
    shares: Mapping[str, FloatArray], relative_risks: Mapping[str, float]
) -> FloatArray:
    """Mean relative risk of each area's residents.

    Args:
        shares: Share of residents by group, each of shape (areas,); NaN where nobody lives.
        relative_risks: Relative risk by group.

    Returns:
        Shape (areas,); 1 where nobody lives.

    Raises:
        DataError: If the groups differ.

    Example:
        >>> mean_relative_risk({"a": np.array([0.5]), "b": np.array([0.5])}, {"a": 1.0, "b": 2.0})
        array([1.5])
    """
    if set(shares) != set(relative_risks):
        raise DataError(
            f"Shares are given for {sorted(shares)} but risks for {sorted(relative_risks)}.",
            where="need",
        )
    total = sum(np.asarray(shares[group]) * risk for group, risk in relative_risks.items())
    return np.where(np.isnan(total), 1.0, total)


def expected_need(
    *,
    under_1: FloatArray,
    age_1_19: FloatArray,
    risk: FloatArray,
    in_england: npt.NDArray[np.bool_],
    evidence: NeedEvidence,
) -> FloatArray:
    """Expected number of children with a life-limiting condition in each area.

    Args:
        under_1: Residents under one, shape (areas,).
        age_1_19: Residents aged 1 to 19, shape (areas,).
        risk: Mean relative risk, shape (areas,).
        in_england: Which areas set the mean risk, shape (areas,).
        evidence: Published figures.

    Returns:
        Children, shape (areas,). Over England's areas at the base year's population they add
        up to the published total.

    Raises:
        DataError: If no area of England is given, or England has no children in an age band.
    """
    need = np.zeros(len(risk), dtype=np.float64)
    for population, rate in ((under_1, evidence.rate_under_1), (age_1_19, evidence.rate_1_19)):
        children = population[in_england].sum()
        if children <= 0:
            raise DataError(
                "England has no children in an age band, so the mean risk cannot be found.",
                where="need",
                try_="Give the small areas of England beside those of other nations.",
            )
        mean_risk = (population[in_england] * risk[in_england]).sum() / children
        need += population * rate / PER * risk / mean_risk
    return need
