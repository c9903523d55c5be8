"""`projections`: need to 2030 by nation, region and health body, in two published scenarios."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.build.context import Context
from etl.build.monte_carlo import all_areas, year_of
from etl.build.need_bands import raked_bands
from etl.build.need_evidence import one_row
from etl.build.need_model import need_model
from etl.build.published import need_evidence
from etl.catalogue.areas import ENGLAND
from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.catalogue.population import POPULATION_BANDS, bands_between
from etl.methods.intervals import byar
from etl.methods.projection import Scenario, project, rate_in

FloatArray = npt.NDArray[np.float64]
LEVELS = ("country", "region", "health_body", "health_body_2024")
LAST_YEAR = 2030
TARGET = 2030.5
FIVE_YEARS = {"0-4": (0, 4), "5-9": (5, 9), "10-14": (10, 14), "15-19": (15, 19)}


def build(context: Context) -> pd.DataFrame:
    """Follow both scenarios from the population's year to 2030."""
    model, areas = need_model(context), all_areas(context)
    bands = [band.field for band in POPULATION_BANDS][: model.by_band.shape[1]]
    people = areas.sums(context.small_areas[bands].to_numpy(dtype=np.float64))
    children = areas.sums(raked_bands(context))
    keep = [i for i, t in enumerate(areas.area_type) if t in LEVELS]
    first = int(year_of(context))
    factors = growth(context, [(areas.area_type[i], areas.area_code[i]) for i in keep], first)
    whole = keep.index(len(areas.area_code) - 1)
    country = [i for i in keep if areas.area_type[i] == "country"][:-1]
    england = next((keep.index(i) for i in country if areas.area_code[i] == ENGLAND), whole)
    parts = []
    for year in range(first, LAST_YEAR + 1):
        factor, projected = factors[year]
        population = by_age(people[keep], factor)
        structure = by_age(children[keep], factor)
        population[whole] = population[[keep.index(i) for i in country]].sum()
        structure[whole] = structure[[keep.index(i) for i in country]].sum()
        for scenario in scenarios(context):
            parts.append(
                _rows(context, scenario, year, population=population, structure=structure,
                      england=england).assign(
                    area_type=[areas.area_type[i] for i in keep],
                    area_code=[areas.area_code[i] for i in keep],
                    population_source=_words(projected, whole),
                )
            )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _words(projected: npt.NDArray[np.bool_], whole: int) -> npt.NDArray[np.str_]:
    words = np.where(projected, "projected", "held constant").astype("U20")
    words[whole] = "England projected"
    return words


def scenarios(context: Context) -> tuple[Scenario, ...]:
    """The lowest and the highest published scenario for 2030, with their limits."""
    rows = context.csv("evidence/projections")
    found = []
    for name in ("lowest", "highest"):
        row = one_row(rows, year=2030, category=f"{name} scenario")
        found.append(
            Scenario(id=name, rate=float(row["prevalence_per_10000"]), lower=float(row["ci_low"]),
                     upper=float(row["ci_high"]))
        )  # fmt: skip
    return tuple(found)


def growth(
    context: Context, areas: list[tuple[str, str]], first: int
) -> dict[int, tuple[FloatArray, npt.NDArray[np.bool_]]]:
    """Residents of each year over those of the first, by five-year band; 1 where not projected.

    Returns:
        By year: shape (areas, four bands), and which areas are projected.
    """
    frame = context.input_table("projected_population")
    table = frame.pivot_table(
        index=["level", "area_code"], columns=["year", "age_band"], values="population"
    )
    known = np.array([area in table.index for area in areas])
    rows = [area for area in areas if area in table.index]
    found = {}
    for year in range(first, LAST_YEAR + 1):
        factor = np.ones((len(areas), len(FIVE_YEARS)))
        for column, band in enumerate(FIVE_YEARS):
            if rows:
                ratio = table.loc[rows, (year, band)] / table.loc[rows, (first, band)].to_numpy()
                factor[known, column] = ratio.to_numpy()
        found[year] = factor, known
    return found


def by_age(values: FloatArray, factor: FloatArray) -> FloatArray:
    """Move each five-year band with its population and add up ages 0 to 19.

    Bands that cross ages 10 to 14 and 15 to 19 are split evenly by year of age.
    """
    total = np.zeros(len(values))
    for row, band in enumerate(POPULATION_BANDS[: len(bands_between(0, 19))]):
        years = range(band.first, band.last + 1)
        for age in years:
            total += values[:, row] / len(years) * factor[:, min(age // 5, 3)]
    return total


def _rows(
    context: Context,
    scenario: Scenario,
    year: int,
    *,
    population: FloatArray,
    structure: FloatArray,
    england: int,
) -> pd.DataFrame:
    evidence = need_evidence(context)

    def children(target: float) -> FloatArray:
        """Children of each area when the rate reaches the target in 2030."""
        rate = rate_in(year + 0.5, base_year=evidence.base_year, base_rate=evidence.rate_all,
                       target=target, target_year=TARGET)  # fmt: skip
        return project(structure=structure, england_structure=float(structure[england]),
                       england_population=float(population[england]), rate=rate)  # fmt: skip

    need, lower, upper = (children(x) for x in (scenario.rate, scenario.lower, scenario.upper))
    return pd.DataFrame(
        {
            "year": year,
            "scenario": scenario.id,
            "basis": DEFAULT_BASIS,
            "population_0_19": population,
            "need": need,
            "need_lower": lower,
            "need_upper": upper,
            "chance_lower": byar(lower).lower,
            "chance_upper": byar(upper).upper,
        }
    )
