"""The estimate of need by small area and age range, on every basis: made once for a build."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.build.context import Context
from etl.build.need_evidence import nation_studies, published_ages, published_tables
from etl.build.published import base_population, need_evidence
from etl.catalogue.areas import AREA_TYPES, ENGLAND
from etl.catalogue.assumptions import DEFAULT_BASIS, NATIONAL_STUDY
from etl.catalogue.population import ETHNIC_SHARE_FIELDS, POPULATION_BANDS, bands_between
from etl.methods.published_counts import AreaCount, rake
from etl.methods.synthetic import PER, AgeRange, Rates, expected_table, fit_rates, need_by_age

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
_BANDS = [band.field for band in POPULATION_BANDS]
_TO_19 = len(bands_between(0, 19))


@dataclass(frozen=True)
class NeedModel:
    """Arrays in the order of the small areas.

    Attributes:
        ranges: Age ranges with one rate each.
        rates: Fitted rates.
        england_rate: England's mean rate per 10,000 in the base year, shape (age ranges,).
        england_total: England's children at the base year's population.
        population: Residents by age range, shape (small areas, age ranges).
        shares: Shares by ethnic group, shape (small areas, groups); white where nobody lives.
        tenth: Deprivation tenth from 0, the most deprived, shape (small areas,).
        modelled: Children by age range before published counts, shape (small areas, age ranges).
        by_band: The same by population band, to age 24, shape (small areas, bands).
        published: Whether a small area lies in a published area, shape (small areas,).
        need: Children aged 0 to 19 by basis, shape (small areas,); NaN where not known.
        nation_factor: Factor of the basis `national_study`, shape (small areas,).
    """

    ranges: tuple[AgeRange, ...]
    rates: Rates
    england_rate: FloatArray
    england_total: float
    population: FloatArray
    shares: FloatArray
    tenth: IntArray
    modelled: FloatArray
    by_band: FloatArray
    published: npt.NDArray[np.bool_]
    need: dict[str, FloatArray]
    nation_factor: FloatArray


def need_model(context: Context) -> NeedModel:
    """Fit the rates, estimate every small area, and let published counts win."""
    return context.once("need_model", lambda: _make(context))


def _make(context: Context) -> NeedModel:
    need_evidence(context)  # says at once when a figure that everything rests on is missing
    frame = context.small_areas
    ranges = published_ages(context)
    bands = frame[_BANDS].to_numpy(dtype=np.float64)
    fractions = _fractions(context, ranges)
    shares = frame[list(ETHNIC_SHARE_FIELDS)].to_numpy(dtype=np.float64)
    shares = np.where(np.isnan(shares).any(axis=1)[:, None], np.eye(1, shares.shape[1]), shares)
    tenth = frame["deprivation_decile"].to_numpy(dtype=np.int64) - 1
    region, codes = _english_regions(frame)
    population = bands[:, :_TO_19] @ fractions[:_TO_19]
    table = _england_table(context, ranges, bands, fractions, shares, tenth, region,
                           len(codes))  # fmt: skip
    rates = fit_rates(
        table,
        published_tables(context, codes, table.sum(axis=(0, 1, 2)), table.sum(axis=(0, 1, 3))),
    )
    by_age = expected_table(table, rates).sum(axis=(1, 2, 3))
    person = need_by_age(
        population=np.ones_like(population), shares=shares, deprivation=tenth, region=region,
        rates=rates,
    )  # fmt: skip
    modelled = population * person
    by_band = bands * (person @ fractions.T)
    factor = _nation_factor(context, frame, by_band)
    counts = area_counts(context, by_band)
    total = modelled.sum(axis=1)
    need, published = rake(total, counts)
    # Where the nation has no study the published areas are still known.
    own, _ = rake(total * factor, counts)
    own = np.where(published, need, own)
    return NeedModel(
        ranges, rates, by_age / table.sum(axis=(1, 2, 3)) * PER, float(by_age.sum()), population,
        shares, tenth, modelled, by_band, published,
        {DEFAULT_BASIS: need, NATIONAL_STUDY: own}, factor,
    )  # fmt: skip


def _fractions(context: Context, ranges: tuple[AgeRange, ...]) -> FloatArray:
    """Share of each population band in each age range, by England's base year population.

    Ages above 19 take the rate of the last range: no published rate reaches them.
    """
    ages = base_population(context)
    table = np.zeros((len(POPULATION_BANDS), len(ranges)))
    for row, band in enumerate(POPULATION_BANDS):
        for age in range(band.first, band.last + 1):
            column = next((i for i, a in enumerate(ranges) if a.first <= age <= a.last), -1)
            table[row, column] += ages.get(age, 0.0)
    return table / table.sum(axis=1, keepdims=True)


def _english_regions(frame: pd.DataFrame) -> tuple[IntArray, list[str]]:
    english = frame["country_code"] == ENGLAND
    codes = sorted(frame.loc[english, "region_code"].astype(str).unique())
    number = {code: i for i, code in enumerate(codes)}
    found = [number.get(str(code), -1) for code in frame["region_code"]]
    return np.where(english, found, -1).astype(np.int64), codes


def _england_table(
    context: Context,
    ranges: tuple[AgeRange, ...],
    bands: FloatArray,
    fractions: FloatArray,
    shares: FloatArray,
    tenth: IntArray,
    region: IntArray,
    regions: int,
) -> FloatArray:
    """England's residents in the base year, shape (age ranges, groups, tenths, regions).

    Today's small areas, each age range scaled to its residents in the base year.
    """
    english = region >= 0
    ages = base_population(context)
    published = np.array([ages.loc[a.first : a.last].sum() for a in ranges])
    population = bands[english, :_TO_19] @ fractions[:_TO_19]
    population = population * published / population.sum(axis=0)
    place = tenth[english] * regions + region[english]
    table = np.empty((population.shape[1], shares.shape[1], 10, regions))
    for a in range(table.shape[0]):
        for g in range(table.shape[1]):
            weights = population[:, a] * shares[english, g]
            table[a, g] = np.bincount(place, weights, 10 * regions).reshape(10, regions)
    return table


def _nation_factor(context: Context, frame: pd.DataFrame, by_band: FloatArray) -> FloatArray:
    """What each nation's own study found over what the model finds at the same ages.

    England is 1. Northern Ireland has no study, so it is not known.
    """
    factor = np.full(len(frame), np.nan)
    factor[(frame["country_code"] == ENGLAND).to_numpy()] = 1.0
    for nation, (kind, figure) in nation_studies(context).items():
        inside = (frame["nation"] == nation).to_numpy()
        if not inside.any():
            continue
        fields = bands_between(0, 17) if kind == "rate" else bands_between(0, 21)
        places = [_BANDS.index(field) for field in fields]
        modelled = by_band[inside][:, places].sum()
        if kind == "rate":
            people = frame.loc[inside, list(fields)].to_numpy().sum()
            factor[inside] = figure / 10_000 * people / modelled
        else:
            factor[inside] = figure / modelled
    return factor


def area_counts(
    context: Context, by_band: FloatArray, frame: pd.DataFrame | None = None
) -> list[AreaCount]:
    """Published counts of the newest period of each area, larger area types first.

    Args:
        context: The build.
        by_band: The model's children, shape (small areas, bands).
        frame: Counts to use; by default those of data/inputs.
    """
    if frame is None:
        frame = context.csv("evidence/published_area_counts")
    if frame.empty:
        return []
    order = {t.id: number for number, t in enumerate(AREA_TYPES)}
    frame = frame.assign(order=frame["area_type"].map(order)).sort_values(["order", "period"])
    frame = frame.drop_duplicates(["area_type", "area_code"], keep="last")
    found = []
    for row in frame.itertuples():
        codes, names = context.groups(str(row.area_type))
        if str(row.area_code) not in names:
            continue
        places = [_BANDS.index(f) for f in bands_between(int(row.age_first), int(row.age_last))]
        found.append(
            AreaCount(
                label=f"{row.area_code}, {row.period}, {row.source_id}",
                inside=codes == names.index(str(row.area_code)),
                in_ages=by_band[:, places].sum(axis=1),
                count=float(frame.at[row.Index, "count"]),
            )
        )
    return found
