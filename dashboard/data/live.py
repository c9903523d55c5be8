"""What changed assumptions are worked out from, read from a release once."""

from __future__ import annotations

import gc
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from scipy import sparse

from dashboard.data.kept import kept
from dashboard.order import codes_of, places_in
from etl.catalogue.areas import AREA_TYPE_BY_ID, PLANNING_AREA_TYPES
from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.catalogue.indicators import INDICATOR_BY_ID, TIERS
from etl.methods.members import make_members
from etl.methods.scenario import Country, Measures, Scenario
from etl.methods.scenario_need import BANDS, FIVE_YEARS, NeedFacts
from etl.methods.scenario_parts import Assumptions, relevant
from etl.release import Release

FloatArray = npt.NDArray[np.float64]
NEED_MEASURES = ("need_all", "need_per_10000", "population_0_19", *(tier.id for tier in TIERS))
_BODY = AREA_TYPE_BY_ID["health_body_2024"].code_field


@kept(most=1)
def scenario(key: str, release: Release) -> Scenario:  # noqa: ARG001
    """Works out figures under changed assumptions, for every visitor."""
    country = country_of(release)
    # The tables that were read are many times what is kept of them: give their memory back.
    gc.collect()
    pa.default_memory_pool().release_unused()
    return Scenario(country)


def country_of(release: Release) -> Country:
    """Put the tables of a release together as arrays, in the order of the small areas."""
    places = release.table("small_area_codes")
    codes = pd.Index(places["small_area_code"].astype("str"))
    groups = {}
    for area_type in PLANNING_AREA_TYPES:
        column = places[area_type.code_field].astype(object)
        numbers, names = pd.factorize(column, sort=True)
        groups[area_type.id] = numbers.astype(np.int64), [str(name) for name in names]
    services = release.table("services")
    services = services[services["point_quality"] != "none"].reset_index(drop=True)
    return Country(
        need=_need(release, codes, places[_BODY].astype("str")),
        minutes=_minutes(release, codes, services),
        services=services[["service_id", "service_kind", "status", "beds"]],
        members=make_members(groups),
    )


def _minutes(release: Release, codes: pd.Index, services: pd.DataFrame) -> sparse.csc_array:
    """Journeys to every service with a point, open or not."""
    rows, columns, times = [], [], []
    ids = pd.Index(services["service_id"].astype("str"))
    for name in ("travel_minutes", "travel_minutes_not_open"):
        table = release.table(name)
        small, service = table["small_area_code"].cat, table["service_id"].cat
        rows.append(codes.get_indexer(small.categories)[small.codes])
        columns.append(ids.get_indexer(service.categories)[service.codes])
        times.append(table["travel_minutes"].to_numpy())
    row, column, time = (np.concatenate(parts) for parts in (rows, columns, times))
    order = np.lexsort((row, column))
    starts = np.searchsorted(column[order], np.arange(len(ids) + 1))
    return sparse.csc_array(
        (time[order], row[order].astype(np.int32), starts.astype(np.int32)),
        shape=(len(codes), len(ids)),
    )


def _need(release: Release, codes: pd.Index, body: pd.Series) -> NeedFacts:
    need = release.table("need_small_area")
    need = need[need["basis"].astype(str) == DEFAULT_BASIS].set_index("small_area_code")
    bands = release.table("need_bands").set_index("small_area_code").loc[codes]
    factors = release.table("scenario_factors")
    bodies, names = pd.factorize(body, sort=True)
    rows = factors.set_index("factor_id")
    growth = {}
    for year, part in rows.loc[["growth"]].groupby("factor_year"):
        table = part.pivot_table(index="option", columns="factor_age_band", values="factor")
        table = table.reindex(index=names, columns=list(FIVE_YEARS)).fillna(1.0)
        growth[int(str(year))] = table.to_numpy()
    rates = rows.loc[["rate"]]
    return NeedFacts(
        need=need["need"].loc[codes].to_numpy(),
        national_study=bands["need_national_study"].to_numpy(),
        children=bands[[f"need_{band.id}" for band in BANDS]].to_numpy(),
        residents=bands[[band.field for band in BANDS]].to_numpy(),
        body=bodies.astype(np.int64),
        growth=growth,
        rates={
            (str(option), int(year)): float(factor)
            for option, year, factor in zip(
                rates["option"], rates["factor_year"], rates["factor"], strict=True
            )
        },
        restricted=float(rows.loc[["definition"], "factor"].iloc[0]),
        tiers=rows.loc[["tier"]].set_index("option")["factor"].to_dict(),
    )


def measures(engine: Scenario, indicator_id: str, assumptions: Assumptions) -> Measures | None:
    """The measures that an indicator is one of; None if it is not worked out live."""
    kind = INDICATOR_BY_ID[indicator_id].service_kind
    if kind:
        found = engine.measures(relevant(indicator_id, assumptions), kind=kind)
    elif indicator_id in NEED_MEASURES:
        found = engine.need_measures(relevant(indicator_id, assumptions))
    else:
        return None
    return found if indicator_id in found.areas else None


def without_values(published: pd.DataFrame) -> pd.DataFrame:
    """Rows of an indicator that wait for other values: without limits, comparison and notes."""
    return published.assign(
        value=np.nan, lower=np.nan, upper=np.nan, rank=np.nan, comparison="not_compared", note=None
    )


def with_values(
    blank: pd.DataFrame, codes: Sequence[str], values: FloatArray, period: str
) -> pd.DataFrame:
    """Rows of an indicator with other values, ranked anew.

    Args:
        blank: Rows `without_values`.
        codes: Codes of the values.
        values: In the order of the codes.
        period: Of the population that they rest on; empty for the published one.
    """
    places = places_in(tuple(codes), codes_of(blank))
    own = np.where(places < 0, np.nan, values[places])
    falling = np.sort(-own)
    rank = np.where(np.isnan(own), np.nan, np.searchsorted(falling, -own) + 1.0)
    filled = blank.assign(value=own, rank=rank)
    return filled.assign(period=period) if period else filled
