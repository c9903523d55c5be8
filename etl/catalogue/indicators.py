"""Indicators: what each figure means, its unit, its wording and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from etl.catalogue.assumptions import (
    HEADLINE_KIND,
    HEADLINE_THRESHOLD_MINUTES,
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
    *[indicator for kind in DESTINATION_KINDS for indicator in _of_kind(kind)],
    *[
        Indicator(**values, input_tables=_REACH_TABLES)
        for kind in CAPACITY_KINDS
        for values in capacity_indicators(kind)
    ],
)
INDICATOR_BY_ID: dict[str, Indicator] = {indicator.id: indicator for indicator in INDICATORS}
HEADLINE_INDICATOR = f"share_within_{HEADLINE_THRESHOLD_MINUTES}_{HEADLINE_KIND}"
