"""Indicators: what each figure means, its unit, its wording and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from etl.catalogue.assumptions import (
    DEFAULT_BASIS,
    FIRST_THRESHOLD_MINUTES,
    HEADLINE_KIND,
    HEADLINE_THRESHOLD_MINUTES,
    NATIONAL_STUDY,
    TRAVEL_THRESHOLDS_MINUTES,
)
from etl.catalogue.gap_indicators import capacity_indicators
from etl.catalogue.services import CAPACITY_KINDS, DESTINATION_KINDS, ServiceKind


@dataclass(frozen=True)
class Indicator:
    """One figure that is given for every area type.

    Attributes:
        id: Key in the `indicators` table and in the address bar.
        label: Heading of a map or column.
        group: Heading it is listed under.
        unit: Unit of the value.
        decimals: Decimals shown.
        about: What it says and how it is made, in plain English.
        worse: `high` when a high value is the worse one, `low`, or `neither`.
        input_tables: Input tables it rests on: their source records are its sources.
        service_kind: The service layer it is about; empty for need.
        is_count: Whether values of parts add up to the value of the whole.
        small_areas: Whether it is given for small areas too.
    """

    id: str
    label: str
    group: str
    unit: str
    decimals: int
    about: str
    worse: str
    input_tables: tuple[str, ...]
    service_kind: str = ""
    is_count: bool = False
    small_areas: bool = True

    @property
    def bases(self) -> tuple[str, ...]:
        """Bases of the estimate of need that the figure is given on, the default one first."""
        both = self.id in _ON_NATIONAL_STUDIES
        return (DEFAULT_BASIS, NATIONAL_STUDY) if both else (DEFAULT_BASIS,)


# Figures that are also given with each nation scaled to its own study.
_ON_NATIONAL_STUDIES = frozenset(
    ("need_all", "need_per_10000", "need_hospital_contact", "need_ongoing", "need_unstable")
)
_NEED_TABLES = ("small_areas", "evidence")
_REACH_TABLES = ("small_areas", "evidence", "services", "speed_surface", "crossings")

_NEED = (
    Indicator(
        "need_all",
        "Children with life-limiting conditions",
        "Need",
        "children",
        0,
        "Modelled number of children and young people aged 0 to 19 with a life-limiting condition: "
        "the population by age, times England's published rates for 2017/18, adjusted for the "
        "ethnic mix of the area. An estimate, not a count.",
        "neither",
        _NEED_TABLES,
        is_count=True,
    ),
    Indicator(
        "need_per_10000",
        "Children with life-limiting conditions per 10,000",
        "Need",
        "per 10,000 aged 0 to 19",
        1,
        "The modelled number of children with life-limiting conditions, for every 10,000 residents "
        "aged 0 to 19. Differences between areas come only from age and ethnic mix: local "
        "differences beyond these are not known.",
        "neither",
        _NEED_TABLES,
    ),
    Indicator(
        "population_0_19",
        "Children and young people aged 0 to 19",
        "Need",
        "people",
        0,
        "Residents aged 0 to 19 in the latest mid-year estimate.",
        "neither",
        ("small_areas",),
        is_count=True,
    ),
)

# What the reader must know about a measure, wherever its figures are shown.
_WIDER = (
    "That study finds about twice as many children with life-limiting conditions for each resident "
    "as England's definition, so the true number may be up to twice as high; the interval allows "
    "for it."
)
_SCOTLAND = (
    f"The share is carried from Scotland: no share is published for the other nations. {_WIDER}"
)
CARRIED: dict[str, str] = {
    "need_hospital_contact": _SCOTLAND,
    "need_ongoing": f"The share is carried from north Wales: no other is published. {_WIDER}",
    "need_unstable": _SCOTLAND,
    "deaths_year": "The share is carried from England to the other nations; it sets deaths under "
    "18 beside children aged 0 to 19.",
}


def _tier(id_: str, label: str, about: str) -> Indicator:
    return Indicator(id_, label, "Tiers of need", "children", 0, f"{about} {CARRIED[id_]}",
                     "neither", _NEED_TABLES, is_count=True, small_areas=False)  # fmt: skip


TIERS = (
    _tier(
        "need_hospital_contact",
        "Children in contact with hospital in the year",
        "Modelled number of children with life-limiting conditions in contact with hospital in the "
        "year: the number with such conditions times the published share, 5,671 of 15,949 in "
        "Scotland, 2016/17 (0 to 21). The interval also draws the share between 34% and 43%, as "
        "published for other years.",
    ),
    _tier(
        "need_ongoing",
        "Children with ongoing palliative care needs",
        "Modelled number with ongoing palliative care needs who are in contact with hospital: the "
        "number with life-limiting conditions times the published share, 501 of 2,271 in north "
        "Wales, 2012/13. One published share, so its own error is not in the interval.",
    ),
    _tier(
        "need_unstable",
        "Children who are unstable, deteriorating or dying",
        "Modelled number of children with life-limiting conditions who are unstable, deteriorating "
        "or dying: the number with such conditions times the published share, about 2,000 of "
        "16,700 in Scotland, 2018/19 (0 to 21). The interval draws the share between 12% and 14%.",
    ),
    _tier(
        "deaths_year",
        "Deaths of children with life-limiting conditions in a year",
        "Modelled number of deaths in a year: the number of children with life-limiting conditions "
        "times 1,711 deaths a year under 18 in England (April 2019 to March 2022) over 86,625 "
        "children.",
    ),
)
_YOUNG = (
    "England's published number for 2017/18 over its residents aged 14 to 25, on the area's own "
    "residents. Ages 14 to 19 are also in the figures for 0 to 19: never add the two. Not adjusted "
    "for ethnic mix. England's rate is used for every nation."
)
TRANSITION = tuple(
    Indicator(id_, label, "Moving to adult care", "young people", 0, f"{words} {_YOUNG}",
              "neither", _NEED_TABLES, is_count=True, small_areas=False)
    for id_, label, words in (
        ("need_14_25", "Young people aged 14 to 25 with life-limiting conditions",
         "Modelled number of young people whose condition was diagnosed in childhood or since."),
        ("need_14_25_childhood", "Young people aged 14 to 25 diagnosed in childhood",
         "Modelled number of young people whose condition was diagnosed in childhood."),
    )
)  # fmt: skip
PLANNING = (
    Indicator(
        "nurses_needed", "Community children's nurses needed", "Planning standards", "nurses", 0,
        "Twenty nurses (whole-time equivalents) for 50,000 residents aged 0 to 18, the standard "
        "of the Royal College of Nursing as quoted by Together for Short Lives in 2019 (evidence "
        "tier B). It is a standard for all community children's nursing, not for palliative care "
        "alone.",
        "neither", _NEED_TABLES, is_count=True, small_areas=False,
    ),
    Indicator(
        "consultants_needed", "Specialist consultants needed", "Planning standards",
        "consultants", 1,
        "The area's part, by modelled need, of the 40 to 60 specialist consultants that the UK "
        "needs as estimated by the Royal College of Paediatrics and Child Health and quoted by "
        "Together for Short Lives in 2022 (evidence tier B). The interval runs from 40 to 60 for "
        "the UK and the figure is its middle. Planning arithmetic, not a published figure for the "
        "area.",
        "neither", _NEED_TABLES, is_count=True, small_areas=False,
    ),
    Indicator(
        "hospice_spend_per_child", "Published NHS spend on children's hospices for each child",
        "Planning standards", "pounds a year", 0,
        "What an integrated care board spent on children's hospice care for each child with a "
        "life-limiting condition, as published by Together for Short Lives (evidence tier B; year "
        "in the note). Only the boards that a page names have a figure: all others are not known.",
        "neither", _NEED_TABLES, small_areas=False,
    ),
)  # fmt: skip


def _of_kind(kind: ServiceKind) -> list[Indicator]:
    one, some = kind.label.lower(), kind.plural.lower()
    beyond = [
        Indicator(
            f"need_beyond_{t}_{kind.id}",
            f"Children more than {t} minutes from a {one}",
            kind.plural,
            "children",
            0,
            f"Modelled number of children with life-limiting conditions whose home area is more "
            f"than {t} minutes by car from every open {one} in the register, or cannot reach one "
            f"by road. {kind.register_note}",
            "high",
            _REACH_TABLES,
            kind.id,
            is_count=True,
        )
        for t in TRAVEL_THRESHOLDS_MINUTES
    ]
    within = [
        Indicator(
            f"share_within_{t}_{kind.id}",
            f"Share within {t} minutes of a {one}",
            kind.plural,
            "% of children with life-limiting conditions",
            1,
            f"Of the modelled children with life-limiting conditions, the share whose home area is "
            f"at most {t} minutes by car from an open {one}. {kind.register_note}",
            "low",
            _REACH_TABLES,
            kind.id,
        )
        for t in TRAVEL_THRESHOLDS_MINUTES
    ]
    time = Indicator(
        f"minutes_to_{kind.id}",
        f"Minutes to the nearest {one}",
        kind.plural,
        "minutes",
        0,
        f"Average car journey to the nearest open {one}, weighted by the modelled number of "
        f"children with life-limiting conditions. Children who cannot reach one by road within "
        f"three hours are left out of the average and named in the note. Nearest of all {some} in "
        f"the register, whichever area it stands in. {kind.register_note}",
        "high",
        _REACH_TABLES,
        kind.id,
    )
    return [*beyond, *within, time]


INDICATORS: tuple[Indicator, ...] = (
    *_NEED,
    *TIERS,
    *TRANSITION,
    *PLANNING,
    *[indicator for kind in DESTINATION_KINDS for indicator in _of_kind(kind)],
    *[
        Indicator(**values, input_tables=_REACH_TABLES)
        for kind in CAPACITY_KINDS
        for values in capacity_indicators(kind)
    ],
)
INDICATOR_BY_ID: dict[str, Indicator] = {indicator.id: indicator for indicator in INDICATORS}
HEADLINE_INDICATOR = f"share_within_{HEADLINE_THRESHOLD_MINUTES}_{HEADLINE_KIND}"
# What the map opens with. Within 60 minutes 295 of 361 local authorities are at 100%, so that map
# says little; within 30 minutes 87 are at 100%, 102 at 0%, and the others lie between.
FIRST_INDICATOR = f"share_within_{FIRST_THRESHOLD_MINUTES}_{HEADLINE_KIND}"
