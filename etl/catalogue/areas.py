"""Area types: every planning geography a figure is given for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AreaType:
    """One kind of area.

    Attributes:
        id: The word used in tables and in the address bar.
        label: One such area, as a person says it.
        plural: Several of them.
        count: How many there are in the United Kingdom.
        code_field: The column of `small_areas` that says which one a small area is in.
        covers_uk: Whether every small area of the four nations is in one.
        about: What it is, for someone who has not met it.
    """

    id: str
    label: str
    plural: str
    count: int
    code_field: str
    covers_uk: bool
    about: str


SMALL_AREA = AreaType(
    "small_area",
    "Small area",
    "Small areas",
    43_498,
    "small_area_code",
    True,
    "A neighbourhood of about 1,500 people: LSOA 2021 in England and Wales, Data Zone 2011 in "
    "Scotland, Super Data Zone 2021 in Northern Ireland. Everything is estimated here first.",
)

PLANNING_AREA_TYPES: tuple[AreaType, ...] = (
    AreaType(
        "country",
        "Nation",
        "Nations",
        4,
        "country_code",
        True,
        "One of the four nations of the UK.",
    ),
    AreaType(
        "region",
        "Region or nation",
        "Regions and nations",
        12,
        "region_code",
        True,
        "One of the nine English regions, or one of the other three nations.",
    ),
    AreaType(
        "nhs_region",
        "NHS England region",
        "NHS England regions",
        7,
        "nhs_region_code",
        False,
        "One of the seven regions of NHS England. England only.",
    ),
    AreaType(
        "health_body",
        "Health body",
        "Health bodies",
        62,
        "health_body_code",
        True,
        "The body that plans NHS care: an integrated care board (ICB) of April 2026 in England, a "
        "health board in Scotland or Wales, a health and social care trust in Northern Ireland.",
    ),
    AreaType(
        "health_body_2024",
        "Health body before April 2026",
        "Health bodies before April 2026",
        68,
        "health_body_2024_code",
        True,
        "The 42 integrated care boards (ICBs) as they were until 31 March 2026, with the same "
        "boards and trusts elsewhere. Projections and deprivation summaries still use them.",
    ),
    AreaType(
        "utla",
        "Upper tier local authority",
        "Upper tier local authorities",
        218,
        "utla_code",
        True,
        "The council in charge of children's services: a county, unitary, metropolitan or London "
        "borough council in England, a council area elsewhere.",
    ),
    AreaType(
        "ltla",
        "Local authority",
        "Local authorities",
        361,
        "ltla_code",
        True,
        "A lower tier or single tier council (LTLA), as of May 2024.",
    ),
    AreaType(
        "constituency",
        "Westminster constituency",
        "Westminster constituencies",
        650,
        "constituency_code",
        True,
        "A constituency of the UK Parliament since July 2024, as a best fit of small areas.",
    ),
)

AREA_TYPES: tuple[AreaType, ...] = (*PLANNING_AREA_TYPES, SMALL_AREA)
AREA_TYPE_BY_ID: dict[str, AreaType] = {area_type.id: area_type for area_type in AREA_TYPES}

# The file of shapes in which every local authority is one hexagon.
HEXAGONS = "ltla_hexagons"

NATIONS: dict[str, str] = {
    "E92000001": "England",
    "N92000002": "Northern Ireland",
    "S92000003": "Scotland",
    "W92000004": "Wales",
}
ENGLAND = "E92000001"
SCOTLAND = "S92000003"
UK = "K02000001"
