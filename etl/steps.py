"""The build, in reading order: each step, what it reads and what must be built before it."""

from __future__ import annotations

from dataclasses import dataclass

EVIDENCE = "evidence/*.csv"
# The names of regions in the evidence are looked up among the areas.
NEED = ("small_areas.parquet", "areas.parquet", EVIDENCE)
ROADS = ("speed_surface.parquet", "crossings.csv")


@dataclass(frozen=True)
class Step:
    """One part of a release.

    Attributes:
        name: The table, or `boundaries` for the GeoJSON files.
        about: What it does, shown while it runs.
        reads: Input files, as patterns under `data/inputs`.
        after: Steps whose tables it reads.
        kind: `table` (a module of `etl.build` makes it), `copy` (an input as it is) or `shapes`.
    """

    name: str
    about: str
    reads: tuple[str, ...]
    after: tuple[str, ...] = ()
    kind: str = "table"


STEPS: tuple[Step, ...] = (
    Step("areas", "Names of areas", ("areas.parquet",), kind="copy"),
    Step("services", "Register of services", ("services.parquet",), kind="copy"),
    Step("postcode_areas", "Postcodes", ("postcode_areas.parquet",), kind="copy"),
    Step("old_areas", "Codes of other years", ("old_areas.parquet",), kind="copy"),
    Step(
        "small_area_boundaries",
        "Shapes of small areas",
        ("small_area_boundaries.parquet",),
        kind="copy",
    ),
    Step("small_area_codes", "Where small areas lie", ("small_areas.parquet",)),
    Step("need_small_area", "Need by small area", NEED),
    Step("need_bands", "Need by small area and age", NEED),
    Step("need_uncertainty", "How sure the need of each area is", NEED),
    Step("need_area", "Need by area", NEED, ("need_small_area", "need_uncertainty")),
    Step("need_parts", "The numbers inside each estimate", NEED),
    Step("projections", "Need to 2030", (*NEED, "projected_population.parquet")),
    Step(
        "scenario_factors",
        "What changed assumptions multiply by",
        (*NEED, "projected_population.parquet"),
    ),
    Step("published_prevalence", "Published rates by year", (EVIDENCE,)),
    Step("planning_facts", "Published figures for planning", (EVIDENCE,)),
    Step(
        "travel_minutes",
        "Journeys to services",
        ("small_areas.parquet", "services.parquet", *ROADS),
    ),
    Step(
        "travel_minutes_not_open",
        "Journeys to services that are not open",
        ("small_areas.parquet", "services.parquet", *ROADS),
    ),
    Step(
        "access_small_area",
        "What each small area can reach",
        ("small_areas.parquet", "services.parquet", *ROADS),
        ("travel_minutes",),
    ),
    Step(
        "area_services",
        "Services of each area",
        ("small_areas.parquet", "services.parquet"),
        ("travel_minutes", "need_small_area"),
    ),
    Step("supply", "Supply of each service", ("services.parquet",)),
    Step(
        "gap_reasons",
        "Gaps in capacity and their causes",
        ("small_areas.parquet", "services.parquet"),
        ("need_small_area", "need_area", "travel_minutes", "access_small_area", "supply"),
    ),
    Step(
        "sensitivity",
        "How far rankings depend on the method",
        ("small_areas.parquet", "services.parquet"),
        ("need_small_area", "travel_minutes", "supply"),
    ),
    Step(
        "indicators",
        "Indicators by area",
        ("small_areas.parquet", "areas.parquet", EVIDENCE),
        ("need_small_area", "need_uncertainty", "need_area", "access_small_area", "gap_reasons"),
    ),
    Step(
        "indicators_small_area",
        "Indicators by small area",
        ("small_areas.parquet", EVIDENCE),
        ("need_small_area", "need_uncertainty", "access_small_area", "gap_reasons"),
    ),
    Step(
        "equity_groups",
        "Access by deprivation, ethnic mix and rurality",
        ("small_areas.parquet",),
        ("need_small_area", "indicators_small_area"),
    ),
    Step(
        "equity",
        "Inequality within each area",
        ("small_areas.parquet",),
        ("need_small_area", "indicators_small_area"),
    ),
    Step(
        "area_profiles",
        "What each area is like",
        ("small_areas.parquet", "boundaries.parquet"),
        ("areas",),
    ),
    Step("neighbours", "Areas that are alike", ("small_areas.parquet",), ("area_profiles",)),
    Step(
        "clusters",
        "Patches of areas that are alike",
        ("small_areas.parquet", "boundaries.parquet"),
        ("areas", "indicators"),
    ),
    Step(
        "boundaries",
        "Shapes for the map",
        ("boundaries.parquet", "areas.parquet", "small_areas.parquet"),
        kind="shapes",
    ),
)
