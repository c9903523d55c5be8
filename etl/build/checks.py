"""Checks of a finished draft, each with its reason. One that fails stops the publication."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import numpy as np

from etl.build.check import Check
from etl.build.comparison_checks import groups_add_up, neighbours_are_others
from etl.build.context import Context
from etl.build.need_checks import need_intervals, study_figures
from etl.build.need_model import need_model
from etl.build.published import base_population, need_evidence
from etl.catalogue.areas import ENGLAND, PLANNING_AREA_TYPES, SMALL_AREA
from etl.catalogue.assumptions import NATIONAL_STUDY
from etl.catalogue.indicators import INDICATORS
from etl.catalogue.population import bands_between
from etl.catalogue.services import DESTINATION_KINDS
from etl.catalogue.tables import TABLE_BY_NAME, TABLES
from etl.methods.synthetic import PER

RELATIVE = 1e-6
COAST_METRES = 2_000


def run_checks(context: Context) -> list[Check]:
    """Run every check on the inputs and the draft."""
    return [check(context) for check in CHECKS]


def keys_are_unique(context: Context) -> Check:
    """No table holds a row twice."""
    repeated = {}
    for table in TABLES:
        if table.stage == "release":
            keys = context.built(table.name, columns=list(table.key))
            count = int(keys.duplicated().sum())
            if count:
                repeated[table.name] = count
    return Check(
        "keys_are_unique",
        "A row that stands twice would be counted twice.",
        not repeated,
        f"Repeated keys: {repeated}" if repeated else "Every key of every table is unique.",
    )


def every_small_area_has_its_areas(context: Context) -> Check:
    """Each small area lies in exactly one area of every type that covers its nation."""
    frame, faults = context.small_areas, []
    for area_type in PLANNING_AREA_TYPES:
        codes = frame[area_type.code_field]
        needs_one = (frame["country_code"] == ENGLAND) | area_type.covers_uk
        missing, extra = int(codes[needs_one].isna().sum()), int(codes[~needs_one].notna().sum())
        count = codes.nunique()
        if missing or extra or count != area_type.count:
            faults.append(f"{area_type.id}: {missing} without, {extra} too many, {count} areas")
    rows = len(frame)
    if rows != SMALL_AREA.count:
        faults.append(f"{rows} small areas, not {SMALL_AREA.count}")
    return Check(
        "every_small_area_has_its_areas",
        "Areas are added up from small areas, so each must be in one of every type.",
        not faults,
        "; ".join(faults) or f"{rows:,} small areas lie in one area of each of 8 types.",
    )


def totals_agree_at_every_level(context: Context) -> Check:
    """Need and population add up to the same total for every area type."""
    need, small = context.built("need_area"), context.built("need_small_area")
    english = (context.small_areas["country_code"] == ENGLAND).to_numpy()
    worst = 0.0
    for area_type in PLANNING_AREA_TYPES:
        rows = need[need["area_type"] == area_type.id]
        for column in ("need", "population_0_19"):
            values = small[column].to_numpy()
            expected = values.sum() if area_type.covers_uk else values[english].sum()
            worst = max(worst, abs(rows[column].sum() / expected - 1))
    return Check(
        "totals_agree_at_every_level",
        "A child must be counted once, whichever way the country is divided.",
        worst < RELATIVE,
        f"Largest relative difference {worst:.1e}.",
    )


def population_equals_published(context: Context) -> Check:
    """Residents under 25 of each nation equal the published mid-year estimate."""
    published = context.csv("evidence/national_population")
    frame = context.small_areas
    worst, words = 0.0, []
    for nation, part in frame.groupby("nation"):
        year = int(str(part["population_vintage"].iloc[0])[-4:])
        rows = published[(published["nation"] == nation) & (published["mid_year"] == year)]
        for first, last in ((0, 0), (1, 4), (5, 9), (0, 19), (0, 24)):
            own = part[list(bands_between(first, last))].to_numpy().sum()
            theirs = rows[rows["age"].between(first, last)]["population"].sum()
            worst = max(worst, abs(own / theirs - 1) if theirs else np.inf)
        words.append(f"{nation} mid-{year} {own:,.0f}")
    return Check(
        "population_equals_published",
        "Need is a rate times the population, so the population must be the official one.",
        worst < 1e-4,
        f"Under 25: {'; '.join(words)}. Largest relative difference {worst:.1e}.",
    )


def england_reproduces_published(context: Context) -> Check:
    """At England's 2017/18 population the model gives the published total, and about the rate.

    The published rate implies 13.05 million residents aged 0 to 19; the official estimate for
    mid-2017 has 13.17 million, 0.9% more. A year of age too few would be 5% off.
    """
    expected, evidence = england_need_base_year(context), need_evidence(context)
    rate = expected / base_population(context).loc[0:19].sum() * PER
    return Check(
        "england_reproduces_published",
        "The model is scaled to the published number for England in 2017/18. The rate, which must "
        "be within 1.5%, tests that the population is nearly the one the publication used.",
        abs(expected - evidence.total) < 0.5 and abs(rate / evidence.rate_all - 1) < 0.015,
        f"Model {expected:,.1f} and {rate:.2f} per 10,000; published {evidence.total:,.0f} and "
        f"{evidence.rate_all}.",
    )


def england_need_base_year(context: Context) -> float:
    """The model's total for England with small areas scaled to the base year's population."""
    return need_model(context).england_total


def services_lie_in_their_nation(context: Context) -> Check:
    """Every point lies in the nation that its row claims."""
    placed = context.services[context.services["point_quality"] != "none"]
    shapes = context.input_table("boundaries")
    areas = context.input_table("areas")
    nations = shapes[shapes["area_type"] == "country"].merge(
        areas[["area_type", "area_code", "name"]], on=["area_type", "area_code"]
    )
    points = gpd.GeoDataFrame(
        placed[["service_id", "nation"]],
        geometry=gpd.points_from_xy(placed["longitude"], placed["latitude"]),
        crs=4326,
    ).to_crs(27700)
    found = gpd.sjoin_nearest(
        points, nations[["name", "geometry"]].to_crs(27700), how="left", max_distance=COAST_METRES
    )
    wrong = found[found["name"] != found["nation"]]
    return Check(
        "services_lie_in_their_nation",
        "A point in the wrong nation is a wrong address or swapped coordinates.",
        wrong.empty,
        f"Outside: {', '.join(wrong['service_id'])}." if len(wrong) else
        f"{len(placed)} points lie in the nation they claim; "
        f"{len(context.services) - len(placed)} rows have no point.",
    )  # fmt: skip


def nothing_was_dropped(context: Context) -> Check:
    """Every area, small area, service and indicator is still there."""
    faults = []
    for name in ("need_small_area", "need_area", "areas"):
        rows, expected = (
            len(context.built(name, columns=[TABLE_BY_NAME[name].key[0]])),
            TABLE_BY_NAME[name].rows,
        )
        if rows != expected:
            faults.append(f"{name}: {rows} rows, not {expected}")
    indicators = context.built("indicators", columns=["area_type", "indicator_id", "basis"])
    indicators = indicators[indicators["basis"] != NATIONAL_STUDY]
    full = len(INDICATORS) * sum(t.count for t in PLANNING_AREA_TYPES)
    if len(indicators) != full:
        faults.append(f"indicators: {len(indicators)} rows, not {full}")
    access = context.built("access_small_area", columns=["nearest_minutes", "reason"])
    if len(access) != SMALL_AREA.count * len(DESTINATION_KINDS):
        faults.append(f"access_small_area: {len(access)} rows")
    silent = int((access["nearest_minutes"].isna() & access["reason"].isna()).sum())
    if silent:
        faults.append(f"{silent} small areas have neither minutes nor a reason")
    if len(context.built("services", columns=["service_id"])) != len(context.services):
        faults.append("services were lost")
    return Check(
        "nothing_was_dropped",
        "An area that drops out in a join would look like an area without children.",
        not faults,
        "; ".join(faults) or f"{full:,} indicator rows; every small area has minutes or a reason.",
    )


def reach_is_consistent(context: Context) -> Check:
    """A wider threshold never reaches fewer children."""
    frame = context.built("indicators", columns=["area_type", "area_code", "indicator_id", "value"])
    worst = 0.0
    for kind in DESTINATION_KINDS:
        ids = [f"share_within_{t}_{kind.id}" for t in (30, 45, 60, 90)]
        part = frame[frame["indicator_id"].isin(ids)].astype({"indicator_id": "str"})
        table = part.pivot_table(
            index=["area_type", "area_code"], columns="indicator_id", values="value", observed=True
        )[ids]
        worst = min(worst, float(np.nanmin(np.diff(table.to_numpy(), axis=1))))
    return Check(
        "reach_is_consistent",
        "Everyone within 30 minutes is also within 45, 60 and 90.",
        worst > -1e-9,
        f"Largest step back {abs(worst):.1e} percentage points.",
    )


def nations_reproduce_their_studies(context: Context) -> Check:
    """On the basis of national studies Wales and Scotland come to their published figures."""
    found = study_figures(context)
    return Check(
        "nations_reproduce_their_studies",
        "The basis says that each nation is scaled to its own study.",
        all(abs(own / study - 1) < RELATIVE for own, study in found.values()),
        "; ".join(f"{n} model {a:,.1f}, published {b:,.1f}" for n, (a, b) in found.items())
        or "No nation with a study of its own is in the data.",
    )


def need_lies_within_its_limits(context: Context) -> Check:
    """Limits are in order for every measure of need, and no figure lies far outside them."""
    crossed, outside = need_intervals(context)
    return Check(
        "need_lies_within_its_limits",
        "An interval that is upside down, or that misses its figure widely, is a fault.",
        crossed == 0,
        f"{crossed} intervals are out of order; {outside} figures lie outside their 95% limits.",
    )


CHECKS: tuple[Callable[[Context], Check], ...] = (
    keys_are_unique,
    every_small_area_has_its_areas,
    totals_agree_at_every_level,
    population_equals_published,
    england_reproduces_published,
    services_lie_in_their_nation,
    nothing_was_dropped,
    reach_is_consistent,
    nations_reproduce_their_studies,
    need_lies_within_its_limits,
    groups_add_up,
    neighbours_are_others,
)
