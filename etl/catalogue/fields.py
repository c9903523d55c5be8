"""The one dictionary of fields. Schemas, labels, units, tooltips and docs come from it.

The same name means the same thing in every table, and units end names.
"""

from __future__ import annotations

from etl.catalogue.areas import AREA_TYPES, NATIONS, PLANNING_AREA_TYPES
from etl.catalogue.comparison_fields import COMPARISON_FIELDS
from etl.catalogue.field import Field
from etl.catalogue.field import text_field as _text
from etl.catalogue.gap_fields import GAP_FIELDS
from etl.catalogue.population import POPULATION_BANDS
from etl.catalogue.services import POINT_QUALITIES, SERVICE_KIND_BY_ID, STATUSES


def _code(name: str, label: str, about: str, *, nullable: bool = False) -> Field:
    return Field(name, label, "text", about, nullable=nullable, pattern=r"^[A-Z0-9]{3,9}$")


def _people(name: str, label: str, about: str) -> Field:
    return Field(name, label, "number", about, unit="people", minimum=0)


def _share(name: str, label: str) -> Field:
    about = "Share of residents of all ages at the latest census. Empty where nobody lives."
    return Field(name, label, "number", about, "share from 0 to 1", True, 0, 1)


_AREA_CODES = [
    _code(t.code_field, f"{t.label} code", f"GSS code, or NHS code where there is none. {t.about}",
          nullable=not t.covers_uk)
    for t in AREA_TYPES
]  # fmt: skip

# Share of the variance of an area's need -> the input that is drawn.
DRIVERS: dict[str, str] = {
    "variance_definition": "definition",
    "variance_trend": "trend",
    "variance_risks": "risks",
    "variance_deprivation": "slope",
    "variance_local": "local",
    "variance_chance": "chance",
}
DRIVER_LABELS: dict[str, str] = {
    "definition": "how the conditions are defined",
    "trend": "change since 2017/18",
    "risks": "relative risks by ethnic group",
    "deprivation": "how need follows deprivation",
    "local": "differences between areas that the model does not know",
    "chance": "chance, because few children are expected",
}
ORIGINS = ("modelled", "partly_published", "published", "unknown")


def _limit(name: str, label: str) -> Field:
    return Field(name, label, "number", "From the draws; see the method of need.", nullable=True,
                 minimum=0)  # fmt: skip


_NEED_FIELDS: list[Field] = [
    _limit("lower_80", "Lower limit, 80%"),
    _limit("upper_80", "Upper limit, 80%"),
    Field("rank_middle", "Middle rank", "number",
          "Rank by rate in the middle of the draws; 1 is the highest rate of its type.",
          nullable=True, minimum=1),
    Field("rank_lower", "Rank from", "number", "2.5% of the draws rank it higher than this.",
          nullable=True, minimum=1),
    Field("rank_upper", "Rank to", "number", "2.5% of the draws rank it lower than this.",
          nullable=True, minimum=1),
    Field("probability_worst_fifth", "Chance of being in the highest fifth", "number",
          "Share of the draws in which the area is in the fifth with the highest rates of need.",
          unit="share from 0 to 1", nullable=True, minimum=0, maximum=1),
    *[
        Field(name, f"Part of the interval: {name.removeprefix('variance_')}", "number",
              f"Share of the variance from {DRIVER_LABELS[name.removeprefix('variance_')]}.",
              unit="share from 0 to 1", nullable=True, minimum=0, maximum=1)
        for name in DRIVERS
    ],
    Field("main_driver", "Main reason for the width of the interval", "text",
          "The input with the largest share of the variance.", nullable=True,
          allowed=tuple(DRIVER_LABELS)),
    Field("origin", "Published or modelled", "text",
          "Whether the figure comes to published counts, partly so, or is modelled; unknown where "
          "no figure can be given.", allowed=ORIGINS),
    _text("age_range", "Ages", "Ages that share one rate.", nullable=False),
    Field("rate_per_10000", "Rate per 10,000", "number",
          "England's rate for the ages, of the average child.", unit="per 10,000", minimum=0),
    Field("risk_ratio", "Risk relative to England", "number",
          "Mean relative risk of the area's children over that of England's.", minimum=0),
    _people("population", "Residents", "Residents of the ages named."),
    Field("children", "Children with life-limiting conditions", "number",
          "Modelled children of the ages named, before published counts.", unit="children",
          minimum=0),
    Field("year", "Year", "integer", "Middle of this year.", minimum=2000, maximum=2060),
    Field("scenario", "Scenario", "text", "Published scenario for the rate in 2030.",
          allowed=("lowest", "highest")),
    Field("chance_lower", "Lower limit with chance", "number",
          "Lower limit of the scenario with Byar's limits for chance.", unit="children",
          minimum=0),
    Field("chance_upper", "Upper limit with chance", "number",
          "Upper limit of the scenario with Byar's limits for chance.", unit="children",
          minimum=0),
    Field("population_source", "Where the population comes from", "text",
          "Whether the population is projected, held constant, or projected for England alone.",
          allowed=("projected", "held constant", "England projected")),
    Field("level", "Level of the projection", "text", "Area type of the projected population.",
          allowed=("country", "region", "health_body", "health_body_2024")),
    Field("age_band", "Age band", "text", "Ages in whole years.",
          allowed=("0-4", "5-9", "10-14", "15-19", "20-24")),
    Field("fact_id", "Fact", "text", "Our own short id.", pattern=r"^[a-z0-9-]+$"),
    Field("subject", "Subject", "text", "What the published figure is about.",
          allowed=("nurses", "consultants", "spend_per_child", "cover_24_7", "hospice_grant")),
    _text("measure", "Measure", "As published.", nullable=False),
    _text("published_value", "Published figure", "As published; empty where it was not seen."),
    _text("evidence_tier", "Evidence tier",
          "A the primary document, B the publisher's own page, C a news or other page.",
          nullable=False),
]  # fmt: skip

_FIELDS: list[Field] = [
    *_NEED_FIELDS,
    *COMPARISON_FIELDS,
    *_AREA_CODES,
    # --- areas -----------------------------------------------------------------------
    Field("area_type", "Area type", "text", "Which kind of area the row is about.",
          allowed=tuple(t.id for t in AREA_TYPES)),
    _code("area_code", "Area code", "Code of the area: GSS, or the NHS code of a trust or region."),
    _text("name", "Name", "The publisher's name.", nullable=False),
    _text("name_cy", "Name in Welsh", "The publisher's Welsh name, where there is one."),
    _code("parent_code", "Parent area code", "The area that holds the largest part of this one.",
          nullable=True),
    Field("nation", "Nation", "text", "Nation the row belongs to.",
          allowed=tuple(NATIONS.values())),
    Field("n_small_areas", "Small areas", "integer", "How many small areas make it up.",
          unit="small areas", minimum=1),
    # --- small areas -----------------------------------------------------------------
    Field("easting", "Easting", "integer", "British National Grid (EPSG:27700).", unit="metres",
          minimum=-200_000, maximum=800_000),
    Field("northing", "Northing", "integer", "British National Grid (EPSG:27700).", unit="metres",
          minimum=-100_000, maximum=1_300_000),
    Field("longitude", "Longitude", "number", "EPSG:4326.", unit="degrees", minimum=-9.5,
          maximum=2.5),
    Field("latitude", "Latitude", "number", "EPSG:4326.", unit="degrees", minimum=49.5,
          maximum=61.5),
    Field("point_is_weighted", "Point is population-weighted", "flag",
          "Whether the point stands where people live rather than in the middle of the land."),
    Field("urban_rural", "Urban or rural", "text",
          "Urban or rural in the nation's own classification; empty in Northern Ireland.",
          nullable=True, allowed=("Urban", "Rural")),
    _text("deprivation_index", "Deprivation index", "The nation's own index and its year.",
          nullable=False),
    Field("deprivation_rank", "Deprivation rank in nation", "integer",
          "1 is the most deprived small area of that nation. Never compare across nations.",
          minimum=1),
    Field("deprivation_decile", "Deprivation decile in nation", "integer",
          "1 is the most deprived tenth of that nation's small areas.", minimum=1, maximum=10),
    Field("deprivation_fifth", "Deprivation fifth in nation", "integer",
          "1 is the most deprived fifth of that nation's small areas.", minimum=1, maximum=5),
    Field("uk_deprivation_decile", "UK deprivation decile", "integer",
          "Tenth of the UK population on mySociety's composite index, which rests on national "
          "indices of 2017 to 2020.", minimum=1, maximum=10),
    _text("population_vintage", "Population vintage", "Which mid-year estimate is used.",
          nullable=False),
    *[
        _people(f"population_{band.id}", f"Population {band.label}", f"Residents {band.label}.")
        for band in POPULATION_BANDS
    ],
    _people("population_0_19", "Population 0 to 19", "Residents aged 0 to 19."),
    _people("population_all_ages", "Population, all ages",
            "Residents of all ages at the latest census."),
    _share("share_white", "Share White"),
    _share("share_south_asian", "Share Indian, Pakistani and Bangladeshi"),
    _share("share_black", "Share Black"),
    _share("share_mixed_chinese_other", "Share mixed, Chinese and other"),
    # --- roads -------------------------------------------------------------------------
    Field("cell_id", "Cell", "integer", "Number of the square kilometre.", minimum=0),
    Field("minutes_per_km", "Pace", "number", "Minutes to drive one kilometre in this cell.",
          unit="minutes per km", minimum=0.2, maximum=30),
    Field("open_directions", "Open directions", "integer",
          "Which of 16 steps to other cells stay on land, one bit each.", minimum=0),
    Field("speed_class", "Class of the cell", "text", "Urban or rural.",
          allowed=("urban", "rural")),
    Field("terminal_minutes", "Minutes at one end", "number",
          "Minutes to get to the car and out of the street at one end of a journey.",
          unit="minutes", minimum=0, maximum=60),
    Field("pace_basis", "Basis of the pace", "text",
          "Whether the pace was fitted to known journeys or carried over from similar places.",
          allowed=("fitted", "carried", "default")),
    Field("pace_uncertainty", "Error of the pace", "number",
          "Standard deviation of the logarithm of journey times that start here.",
          minimum=0, maximum=1),
    # --- finding places ----------------------------------------------------------------
    Field("postcode_district", "Postcode district", "text",
          "First half of a postcode, before the space.", pattern=r"^[A-Z0-9]{2,4}$"),
    Field("inward_code", "Second half of the postcode", "text", "After the space.",
          pattern=r"^[0-9][A-Z]{2}$"),
    _code("old_code", "Other code", "A code that older or newer files use for an area."),
    _text("old_name", "Other name", "The name that went with it.", nullable=False),
    # --- services --------------------------------------------------------------------
    Field("service_id", "Service id", "text", "Our own short id.", pattern=r"^[a-z0-9-]+$"),
    _text("provider", "Provider", "Organisation that runs it."),
    Field("service_kind", "Kind of service", "text", "Which layer of supply it belongs to.",
          allowed=tuple(SERVICE_KIND_BY_ID)),
    _text("offers", "What it offers", "Words separated by semicolons, as published."),
    Field("beds", "Beds", "number",
          "Beds as stated by the source in `beds_note`: rooms, registered places or beds in use.",
          unit="beds", nullable=True, minimum=0),
    _text("beds_note", "What the number of beds means", "As published, with its year."),
    Field("age_from", "From age", "number", "Youngest age accepted.", unit="years", nullable=True,
          minimum=0, maximum=40),
    Field("age_to", "To age", "number", "Oldest age accepted.", unit="years", nullable=True,
          minimum=0, maximum=40),
    _text("address", "Address", "Street or place."),
    _text("town", "Town", "Post town."),
    _text("postcode", "Postcode", "Postcode without a space.", nullable=True),
    Field("point_quality", "How good the point is", "text", "How the point was placed.",
          allowed=tuple(POINT_QUALITIES)),
    _text("point_source", "Source of the point", "Where the coordinates come from."),
    _text("stated_catchment", "Stated catchment", "Area the provider says it serves."),
    Field("status", "Status", "text", "Whether it was open when last verified.",
          allowed=tuple(STATUSES)),
    _text("status_date", "Status date", "Date of the status, where published."),
    _text("status_note", "Note on status", "What the sources say."),
    _text("website", "Website", "Provider's site."),
    _text("regulator", "Regulator", "Who regulates it."),
    _text("regulator_id", "Regulator id", "Its id at the regulator."),
    _text("ods_code", "ODS code", "NHS organisation code."),
    _text("source_id", "Source id", "Key of the source record.", nullable=False),
    _text("source_url", "Source page", "The page that was read."),
    _text("last_verified", "Last verified", "Year of the newest source that mentions it."),
    # --- release ---------------------------------------------------------------------
    Field("need", "Children with life-limiting conditions", "number",
          "Modelled number of children and young people aged 0 to 19 with a life-limiting "
          "condition. An estimate, not a count.", unit="children", minimum=0),
    Field("need_lower", "Lower limit of need", "number", "See the method of need.",
          unit="children", minimum=0),
    Field("need_upper", "Upper limit of need", "number", "See the method of need.",
          unit="children", minimum=0),
    Field("basis", "Basis", "text", "Basis of the estimate of need.",
          allowed=("england_definition", "national_study", "not_applicable")),
    Field("travel_minutes", "Travel time", "number",
          "Modelled car journey at typical speeds.", unit="minutes", minimum=0),
    Field("share_within_60", "Share within 60 minutes", "number",
          "Share of the area's need within 60 minutes of this service.",
          unit="share from 0 to 1", minimum=0, maximum=1),
    Field("nearest_service_id", "Nearest service", "text", "Quickest to reach by road.",
          nullable=True),
    Field("nearest_minutes", "Minutes to the nearest service", "number",
          "Empty where no service can be reached by road within three hours.", unit="minutes",
          nullable=True, minimum=0),
    _text("reason", "Reason there is no time", "Why no service can be reached."),
    Field("indicator_id", "Indicator", "text", "Which indicator the row gives.",
          pattern=r"^[a-z0-9_]+$"),
    _text("period", "Period", "Period the figure is for.", nullable=False),
    Field("value", "Value", "number", "The figure, in the unit given.", nullable=True),
    Field("lower", "Lower limit", "number", "Lower limit of the interval, where there is one.",
          nullable=True),
    Field("upper", "Upper limit", "number", "Upper limit of the interval, where there is one.",
          nullable=True),
    _text("unit", "Unit", "Unit of the value.", nullable=False),
    Field("comparison", "Compared with the UK", "text",
          "Whether the interval lies above or below the UK figure.",
          allowed=("higher", "similar", "lower", "not_compared")),
    Field("rank", "Rank", "number", "1 is the largest value among areas of the same type.",
          nullable=True, minimum=1),
    _text("note", "Note", "What the reader must know about this figure."),
    # --- changed assumptions -----------------------------------------------------------
    *[
        Field(f"need_{band.id}", f"Children with life-limiting conditions {band.label}", "number",
              f"Part of `need` {band.label}.", unit="children", minimum=0)
        for band in POPULATION_BANDS[:8]
    ],
    Field("need_national_study", "The same by each nation's own study", "number",
          "As `need`, with each nation scaled to its own study. Empty where there is none.",
          unit="children", nullable=True, minimum=0),
    Field("factor_id", "Factor", "text", "What the factor is for.",
          allowed=("definition", "tier", "growth", "rate")),
    _text("option", "Choice", "The choice that the factor belongs to.", nullable=False),
    Field("factor_year", "Year of the factor", "integer", "0 where it is of no year.", minimum=0,
          maximum=2060),
    Field("factor_age_band", "Ages of the factor", "text", "All, or a band of five years.",
          allowed=("all", "0-4", "5-9", "10-14", "15-19")),
    Field("factor", "Factor", "number", "What need, or residents, are multiplied by.", minimum=0),
    *GAP_FIELDS,
    Field("geometry", "Shape", "geometry", "Generalised boundary, EPSG:4326."),
    *[
        Field(f"choices_within_{t}", f"Services within {t} minutes", "integer",
              f"How many open services of the kind are within {t} minutes by road.",
              unit="services", minimum=0)
        for t in (30, 45, 60, 90)
    ],
]  # fmt: skip

FIELDS: dict[str, Field] = {field.name: field for field in _FIELDS}
AREA_CODE_FIELDS: tuple[str, ...] = tuple(t.code_field for t in PLANNING_AREA_TYPES)
