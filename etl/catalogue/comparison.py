"""Comparison: the words and thresholds of equity, clusters and statistical neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from etl.catalogue.assumptions import HEADLINE_KIND
from etl.catalogue.services import CAPACITY_KINDS, DESTINATION_KINDS


@dataclass(frozen=True)
class Dimension:
    """One way to divide the neighbourhoods of an area, from one end of a scale to the other.

    Attributes:
        id: Key in the tables `equity` and `equity_groups`, and in the address bar.
        label: Heading.
        first: What group 1 is, in a sentence.
        last: What the last group is, in a sentence.
        groups: Labels of the groups in order.
        about: What it is and how old it is.
        national: Whether groups are made within each nation, so that they do not mean the same in
            another nation and the United Kingdom as a whole has none.
        small_areas: Fewest small areas an area needs before figures are given.
    """

    id: str
    label: str
    first: str
    last: str
    groups: tuple[str, ...]
    about: str
    national: bool
    small_areas: int

    @property
    def fewest_groups(self) -> int:
        """Fewest groups with children an area needs before a gradient is given."""
        return 2 if len(self.groups) == 2 else (len(self.groups) + 1) // 2


_ORDINALS = ("2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th")


def _scale(first: str, last: str, size: int) -> tuple[str, ...]:
    """Labels of the groups of a scale.

    Example:
        >>> _scale("Most deprived", "Least deprived", 5)
        ('Most deprived fifth', '2nd fifth', '3rd fifth', '4th fifth', 'Least deprived fifth')
    """
    part = {5: "fifth", 10: "tenth"}[size]
    middle = (f"{word} {part}" for word in _ORDINALS[: size - 2])
    return (f"{first} {part}", *middle, f"{last} {part}")


_OWN_INDEX = (
    "Neighbourhoods ranked by the nation's own index: England 2025, Wales 2025, Scotland 2020, "
    "Northern Ireland 2017. Each index measures other things, so a group of one nation is never "
    "compared with the same group of another."
)
DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "deprivation_fifth", "Deprivation, fifths of the nation", "the most deprived fifth",
        "the least deprived fifth", _scale("Most deprived", "Least deprived", 5), _OWN_INDEX,
        national=True, small_areas=25,
    ),
    Dimension(
        "deprivation_tenth", "Deprivation, tenths of the nation", "the most deprived tenth",
        "the least deprived tenth", _scale("Most deprived", "Least deprived", 10), _OWN_INDEX,
        national=True, small_areas=100,
    ),
    Dimension(
        "uk_deprivation_tenth", "Deprivation, tenths of the UK",
        "the most deprived tenth of the UK", "the least deprived tenth of the UK",
        _scale("Most deprived", "Least deprived", 10),
        "One index for the four nations, made by mySociety from the indices of England 2019, Wales "
        "2019, Scotland 2020 and Northern Ireland 2017. It is old, but it can be compared across "
        "nations.",
        national=False, small_areas=100,
    ),
    Dimension(
        "ethnic_fifth", "Ethnic mix, fifths of the UK",
        "the fifth with the largest share from minority ethnic groups",
        "the fifth with the smallest share from minority ethnic groups",
        ("Fifth with the largest share", "2nd fifth", "3rd fifth", "4th fifth",
         "Fifth with the smallest share"),
        "Neighbourhoods of the UK ranked by the share of residents who are not White at the latest "
        "census. It describes the neighbourhood, not the child.",
        national=False, small_areas=25,
    ),
    Dimension(
        "urban_rural", "Urban and rural", "urban neighbourhoods", "rural neighbourhoods",
        ("Urban", "Rural"),
        "The nation's own classification. Northern Ireland's is not in the data, so it is left "
        "out.",
        national=False, small_areas=10,
    ),
)  # fmt: skip
DIMENSION_BY_ID: dict[str, Dimension] = {d.id: d for d in DIMENSIONS}
NO_DIMENSION = "none"


@dataclass(frozen=True)
class EquityMeasure:
    """One measure of inequality between or within groups.

    Attributes:
        id: Key in the table `equity`.
        label: Heading.
        about: What it says, in plain English.
        equal: The value when there is no inequality.
        in_unit: Whether it has the unit of the indicator; otherwise it has none.
    """

    id: str
    label: str
    about: str
    equal: float
    in_unit: bool = False


EQUITY_MEASURES: tuple[EquityMeasure, ...] = (
    EquityMeasure(
        "sii", "Slope index of inequality",
        "How much higher the figure is at the last end of the scale than at the first, on the line "
        "that fits all groups best. Zero: no gradient. Above zero: higher in the least deprived.",
        0.0, in_unit=True,
    ),
    EquityMeasure(
        "rii", "Relative index of inequality",
        "The figure at the last end of the scale divided by the figure at the first, on the same "
        "line. One: no gradient.",
        1.0,
    ),
    EquityMeasure(
        "concentration_index", "Concentration index",
        "From -1 to 1. Above zero: the figure is concentrated towards the last end of the scale.",
        0.0,
    ),
    EquityMeasure(
        "concentration_erreygers", "Concentration index, Erreygers",
        "The concentration index for a figure with a lowest and a highest possible value, so that "
        "turning the figure round only turns the sign.",
        0.0,
    ),
    EquityMeasure(
        "difference", "Difference between the two groups",
        "The figure of the last group minus that of the first.", 0.0, in_unit=True,
    ),
    EquityMeasure(
        "gini", "Gini coefficient",
        "From 0, everyone has the same, to 1, one child has everything.", 0.0,
    ),
    EquityMeasure(
        "palma", "Palma ratio",
        "What the best placed tenth of children have together, divided by what the worst placed "
        "four tenths have together. A quarter when everyone has the same.",
        0.25,
    ),
    EquityMeasure(
        "theil_total", "Theil index",
        "Zero when everyone has the same. It is the sum of a part between groups and a part within "
        "them.",
        0.0,
    ),
    EquityMeasure(
        "theil_between", "Theil index, between groups",
        "The part that would be left if everyone had the average of their group.", 0.0,
    ),
    EquityMeasure(
        "theil_within", "Theil index, within groups",
        "The part that would be left if every group had the same average.", 0.0,
    ),
)  # fmt: skip
EQUITY_MEASURE_BY_ID: dict[str, EquityMeasure] = {m.id: m for m in EQUITY_MEASURES}
# Figures that inequality is given for. Shares have a highest possible value.
BOUNDED_INDICATORS: tuple[str, ...] = (
    *(f"share_within_{t}_{kind.id}" for kind in DESTINATION_KINDS for t in (30, 60)),
    *(f"share_within_{t}_{HEADLINE_KIND}" for t in (45, 90)),
    *(f"shortfall_share_{kind.id}" for kind in CAPACITY_KINDS),
)  # fmt: skip
# Figures of what each child has, which can be shared out more or less evenly.
SHARED_OUT_INDICATORS: tuple[str, ...] = tuple(f"access_score_{k.id}" for k in CAPACITY_KINDS)
EQUITY_INDICATORS: tuple[str, ...] = (
    *BOUNDED_INDICATORS,
    *SHARED_OUT_INDICATORS,
    *(f"minutes_to_{kind.id}" for kind in DESTINATION_KINDS),
)
HIGHEST_SHARE = 100.0
EQUITY_CONFIDENCE = 0.95
EQUITY_DRAWS = 10_000
EQUITY_SEED = 20_191_125

# Which end is worse -> the words for above, around and below a benchmark.
BENCHMARK_WORDS: dict[str, tuple[str, str, str]] = {
    "high": ("worse", "similar", "better"),
    "low": ("better", "similar", "worse"),
    "neither": ("higher", "similar", "lower"),
}
NOT_COMPARED = "not_compared"

INCREASING, DECREASING = "increasing", "decreasing"
NO_CHANGE, NOT_CALCULATED = "no_significant_change", "cannot_be_calculated"
TRENDS: dict[str, str] = {
    INCREASING: "Increasing",
    DECREASING: "Decreasing",
    NO_CHANGE: "No significant change",
    NOT_CALCULATED: "Cannot be calculated: fewer than five years on one definition, or no limits",
}

CLUSTERS: dict[str, str] = {
    "high_high": "High, among neighbours that are high",
    "low_low": "Low, among neighbours that are low",
    "high_low": "High, among neighbours that are low",
    "low_high": "Low, among neighbours that are high",
    "none": "No cluster that chance would not explain",
    "not_known": "No figure",
}
# Figures of gaps that are looked at for clusters.
CLUSTER_INDICATORS: tuple[str, ...] = (
    f"share_within_30_{HEADLINE_KIND}",
    *(f"share_within_60_{kind.id}" for kind in DESTINATION_KINDS),
    f"minutes_to_{HEADLINE_KIND}",
    *(f"access_score_{kind.id}" for kind in CAPACITY_KINDS),
    *(f"shortfall_share_{kind.id}" for kind in CAPACITY_KINDS),
)
CLUSTER_AREA_TYPE = "ltla"
# Fewer areas than this make no pattern.
CLUSTER_AREAS = 30
# Fewer make p values so coarse that none of 361 can pass the correction (share within 30 minutes).
CLUSTER_DRAWS = 9_999
CLUSTER_SEED = 20_261_125
FALSE_DISCOVERY_RATE = 0.05

NEIGHBOURS = 10
# Fewer areas than this have no statistical neighbours: the nearest of few need not be near.
NEIGHBOUR_AREAS = 20
