"""Assumptions: every choice that a figure rests on and that a user may want to question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Assumption:
    """One choice with its value, its reason and its source.

    Attributes:
        id: Key in the manifest.
        label: What is assumed.
        value: The value used. Units are in `unit`.
        unit: Unit of the value; empty for words.
        reason: Why this value.
        source_id: The evidence or source record it rests on; empty when it is our own choice.
    """

    id: str
    label: str
    value: float | str
    unit: str
    reason: str
    source_id: str = ""


# --- thresholds used in every reach indicator -------------------------------------------
TRAVEL_THRESHOLDS_MINUTES: tuple[int, ...] = (30, 45, 60, 90)
HEADLINE_THRESHOLD_MINUTES = 60
FIRST_THRESHOLD_MINUTES = 30  # of the map that a visitor sees first: see `indicators`
TRAVEL_LIMIT_MINUTES = 180
HEADLINE_KIND = "children_hospice"
# Limits of a journey time lie this many standard deviations of its error away.
TRAVEL_Z = 1.96

NATIONAL_STUDY = "national_study"
NOT_COMPARABLE = "Not comparable across nations: each nation's own study counts differently."
# --- capacity and gaps ------------------------------------------------------------------
ACCESS_VARIANT = "e2sfca"
ACCESS_STEPS: dict[float, float] = {30: 1.0, 60: 0.68, 90: 0.22}
UNKNOWN_CAPACITY: Literal["imputed", "excluded"] = "imputed"
SUPPLY_SPREAD = 0.2
GAP_DRAWS = 200
GAP_SEED = 20_260_401
SENSITIVITY_RADII_MINUTES: tuple[int, ...] = (60, 90, 120)

BASIS_LABELS: dict[str, str] = {
    "england_definition": "On one definition for all nations",
    NATIONAL_STUDY: "By each nation's own study",
}
BASES: dict[str, str] = {
    "england_definition": "One definition for the four nations: England's published rates for "
    "2017/18 on each area's population. Nations can be compared.",
    NATIONAL_STUDY: "Each nation scaled to its own study: England 2017/18, Scotland 2018/19, Wales "
    "2019. Northern Ireland has no study, so it is not known. " + NOT_COMPARABLE,
}
DEFAULT_BASIS = "england_definition"

# --- the draws over everything that is uncertain about need --------------------------------
DRAWS = 2_000
SEED = 86_625
RISK_ERROR = 0.14
SLOPE_HIGH = 0.07
LOCAL_ERROR = 0.15
NEED_CONFIDENCE = 0.95
INNER_CONFIDENCE = 0.80

ASSUMPTIONS: tuple[Assumption, ...] = (
    Assumption(
        "need_basis",
        "Basis of the estimate of need",
        DEFAULT_BASIS,
        "",
        BASES[DEFAULT_BASIS],
        "FRASER2021",
    ),
    Assumption(
        "age_bands",
        "Age bands with their own rate",
        "under 1; 1 to 19",
        "",
        "Only the rate under 1 year and the total are published in the sources at hand. The rate "
        "from 1 to 19 is the one that reproduces the published total for England.",
        "FRASER2021",
    ),
    Assumption(
        "relative_risks",
        "Relative risks by ethnic group",
        "White 1; South Asian 48/27; Black 42/27; Chinese, mixed and other 31/27",
        "",
        "Ratios of the published rates for England, 2009/10. They are crude, and old. Ethnic "
        "shares are of all ages, which understates minority-ethnic children.",
        "FRASER2012",
    ),
    Assumption(
        "deprivation",
        "Deprivation",
        "not applied",
        "",
        "The published ratios by deprivation and by ethnic group overlap. Multiplying both would "
        "count the same children twice.",
        "FRASER2021",
    ),
    Assumption(
        "reach_is_inclusive",
        "A journey of exactly the threshold counts as within reach",
        "yes",
        "",
        "Thresholds are inclusive, so 60 minutes is within 60 minutes.",
    ),
    Assumption(
        "supply_status",
        "Services that count",
        "open, with a point on the map",
        "",
        "Closed services and services without an address cannot be travelled to.",
    ),
    Assumption(
        "travel_error",
        "Error of a journey time",
        "5% where speeds were fitted to known journeys (England and Wales), 11% where they were "
        "carried over (Scotland, Northern Ireland and a few remote places)",
        "standard deviation of its logarithm; limits are 1.96 of these away",
        "Measured on journeys of up to 90 minutes to hospitals that were kept back: mean error "
        "4.4%. With a whole region kept back it is 6 to 11%. Nothing was at hand to judge Scotland "
        "and Northern Ireland by.",
        "samuel_book_travel",
    ),
    Assumption(
        "ferry",
        "Ferries",
        "the published sailing and 30 minutes to board; without a published time, 20 km per hour "
        "and a shorter wait",
        "",
        "A few short ferries have no published time at hand. Leaving them out would cut off "
        "islands that a ferry serves.",
        "crossings",
    ),
    Assumption(
        "travel_limit",
        "Longest journey kept",
        TRAVEL_LIMIT_MINUTES,
        "minutes",
        "Longer journeys are recorded as more than three hours away.",
    ),
    Assumption(
        "monte_carlo_draws",
        "Draws behind every interval of need",
        DRAWS,
        "draws",
        "Enough for the 95% limits of a council to move by about 1% if they are drawn again.",
    ),
    Assumption(
        "monte_carlo_seed",
        "Seed of the draws",
        SEED,
        "",
        "Fixed, so that the same inputs give the same intervals.",
    ),
    Assumption(
        "draw_definition",
        "Definition of a life-limiting condition",
        "drawn evenly between 61.1 and 66.4 per 10,000",
        "",
        "The stricter and the broader published definition, England 2017/18. The estimate itself "
        "uses the broader one.",
        "FRASER2021",
    ),
    Assumption(
        "draw_trend",
        "Change since 2017/18",
        "drawn evenly between the published scenarios for 2030, 67.0 and 84.22 per 10,000",
        "",
        "Each with its published interval, followed in a straight line to the year of the "
        "population. The estimate itself assumes no change.",
        "FRASER2021",
    ),
    Assumption(
        "draw_risks",
        "Error of a relative risk",
        RISK_ERROR,
        "standard deviation of its logarithm",
        "No interval is published. This one puts 95% of the draws for South Asian children between "
        "1.34 and 2.35, which holds nearly all related published ratios (1.24 to 2.37).",
        "FRASER2012",
    ),
    Assumption(
        "draw_deprivation",
        "Rise of need per more deprived tenth",
        f"drawn evenly between 0 and {SLOPE_HIGH:.0%}; England's total is kept",
        "",
        "Need is published as higher in deprived areas, without figures. The rise in deaths per "
        "tenth without modifiable factors is 7%, which contains the ethnic mix, so it is the most. "
        "The estimate itself leaves deprivation out.",
        "ODD_DEPRIV",
    ),
    Assumption(
        "draw_local",
        "Differences between areas that the model does not know",
        LOCAL_ERROR,
        "standard deviation of the logarithm",
        "An assumption. Its size is that of congenital anomalies, the largest group of conditions, "
        "between regional registers in 2020: 173.1 to 267.7 per 10,000 births, a range of about "
        "three standard deviations for nine or ten registers. Parts for the region, the council "
        "and the constituency are drawn apart, with a third of the variance each.",
        "NCARDRS2020",
    ),
    Assumption(
        "tier_shares",
        "Shares of the tiers of need",
        "carried from Scotland (hospital contact; unstable, deteriorating or dying) and north "
        "Wales (ongoing palliative care needs)",
        "",
        "No share is published for England or Northern Ireland. Intervals draw evenly between the "
        "least and the greatest published share, and in half of the draws about double it, because "
        "the studies find about twice as many children for each resident as England's definition.",
        "CHISP3_CHAS",
    ),
    Assumption(
        "age_25",
        "Young people aged 25",
        "added to those aged 22 to 24 in England's proportion of mid-2017",
        "",
        "The published figures are for ages 14 to 25, and small-area populations end at 24.",
        "MEYAC2021_TFSL",
    ),
    Assumption(
        "ages_20_to_24",
        "Rate at ages 20 to 24, where a published count reaches beyond 19",
        "the rate of the oldest published ages up to 19",
        "",
        "Used only to set Scotland's study (0 to 21) and loaded counts to the ages of the model.",
        "CHISP3_GOVSCOT",
    ),
    Assumption(
        "access_method",
        "How capacity is shared out",
        "each service among all children who can reach it; a journey of up to 30 minutes counts "
        "in full, up to 60 minutes 0.68, up to 90 minutes 0.22, longer ones not at all",
        "",
        "The enhanced two-step floating catchment of Luo and Qi (2009) with their weights. The "
        "bands are longer than theirs, which were made for family doctors. The table `sensitivity` "
        "shows what other methods and bands would change.",
    ),
    Assumption(
        "unknown_capacity",
        "Children's hospices whose number of beds is not known",
        "given the median of those that are known",
        "",
        "Leaving them out would show a gap where the register only lacks a number. Services are "
        "marked stated, imputed or counted in the table `supply`.",
        "services_register",
    ),
    Assumption(
        "supply_spread",
        "Error of a stated number of beds",
        SUPPLY_SPREAD,
        "standard deviation of its logarithm",
        "Sources state rooms, registered places or beds in use. Where one service has two of "
        "these, the lower is from half to five sixths of the higher.",
        "services_register",
    ),
    Assumption(
        "gap_travel_spread",
        "Error of journey times behind the limits of a gap",
        "half of the variance that journeys have where they were fitted is shared by the whole "
        "country; the rest is each local authority's own",
        "",
        "Journeys from one place use the same roads, so their errors do not average out.",
    ),
    Assumption(
        "gap_draws",
        "Draws behind every interval of a gap",
        GAP_DRAWS,
        "draws",
        f"Need, journeys and supply are drawn together, with the seed {GAP_SEED}.",
    ),
    Assumption(
        "gap_benchmark",
        "What capacity is compared with",
        "the average of the UK, over all children with life-limiting conditions",
        "",
        "It says what is usual, not what is enough: no published standard gives beds per child.",
    ),
)
