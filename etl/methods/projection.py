"""Need in the years to 2030, between the lowest and the highest published scenario.

    need[area, year] = rate of the scenario in the year x England's residents in the year
                       x share of the area in the expected children at that year's population

The rate of a scenario runs in a straight line from the base year to its published value in 2030.
Source: Fraser and others 2021 (67.0 and 84.22 per 10,000, with intervals).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
PER = 10_000.0


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One published scenario for England.

    Attributes:
        id: `lowest` or `highest`.
        rate: Rate per 10,000 in 2030.
        lower: Lower limit of the rate.
        upper: Upper limit of the rate.
    """

    id: str
    rate: float
    lower: float
    upper: float


def rate_in(
    year: float, *, base_year: float, base_rate: float, target: float, target_year: float
) -> float:
    """Rate in a year on the straight line from the base year to the target year.

    Example:
        >>> rate_in(2024.125, base_year=2017.75, base_rate=60.0, target=70.0, target_year=2030.5)
        65.0
    """
    return base_rate + (target - base_rate) * (year - base_year) / (target_year - base_year)


def project(
    *, structure: FloatArray, england_structure: float, england_population: float, rate: float
) -> FloatArray:
    """Children of each area in one year and scenario.

    Args:
        structure: Children expected at the year's population with the rates of the base year,
            shape (areas,).
        england_structure: The same for England.
        england_population: England's residents aged 0 to 19 in the year.
        rate: Rate per 10,000 of the scenario in the year.

    Returns:
        Children, shape (areas,). England comes to exactly `rate`.

    Example:
        >>> project(structure=np.array([10.0, 30.0]), england_structure=40.0,
        ...         england_population=10_000.0, rate=50.0)
        array([12.5, 37.5])
    """
    return structure * (rate * england_population / PER / england_structure)
