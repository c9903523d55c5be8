"""Indicators of capacity and of the causes of a gap, as plain values for one kind of service."""

from __future__ import annotations

from typing import Any

from etl.catalogue.sentences import SUPPLY_WORDS
from etl.catalogue.services import ServiceKind

_COUNTED_IN_BEDS = ("children_hospice",)
_METHOD = (
    "Each service is shared out among all the children who can reach it: a journey of up to 30 "
    "minutes counts in full, up to 60 minutes 0.68, up to 90 minutes 0.22, and longer ones not at "
    "all."
)
_SHORT = (
    "A neighbourhood where each child has half of the UK average within reach counts half of its "
    "children here, one with nothing within reach counts all of them, one above the average none."
)
_CAUSES = {
    "distance": (
        "distance",
        "The part of the shortfall that would go away if as many {some} were within reach, and as "
        "near, as on average in the UK.",
    ),
    "capacity": (
        "small services",
        "The part of the shortfall that would go away if the {some} within reach were as large as "
        "on average in the UK.",
    ),
    "need": (
        "the number of children",
        "The part of the shortfall that would go away if only as many children shared each {one} "
        "within reach as on average in the UK.",
    ),
}
_ADDS_UP = (
    "The parts for distance, size and number of children add up to the shortfall. A part below "
    "zero makes the shortfall smaller."
)


def capacity_indicators(kind: ServiceKind) -> list[dict[str, Any]]:
    """Values of the indicators of one kind, without the tables they rest on.

    Args:
        kind: A kind of service with `has_capacity`.

    Returns:
        Arguments of `Indicator` for each.
    """
    one, some, supply = kind.label.lower(), kind.plural.lower(), SUPPLY_WORDS[kind.id]
    unit = "beds" if kind.id in _COUNTED_IN_BEDS else "services"
    counted = (
        "Beds are as sources state them; where none does, the median of the others is taken."
        if kind.id in _COUNTED_IN_BEDS
        else "Each counts as one, because the register has no number of beds for them."
    )
    shared = {"group": kind.plural, "service_kind": kind.id}
    return [
        _entry(f"access_score_{kind.id}", f"{_first(supply)} within reach per 1,000 children",
               f"{unit} per 1,000 children with life-limiting conditions", 1, "low",
               f"{_METHOD} {counted} {kind.register_note}", **shared),
        _entry(f"coverage_uk_{kind.id}", f"{_first(supply)} within reach, compared with the UK",
               "% of the UK average", 0, "low",
               f"{_first(supply)} within reach of each child with a life-limiting condition, as a "
               f"percentage of the UK average. The average says what is usual, not what is "
               f"enough. {_METHOD} {kind.register_note}", **shared),
        _entry(f"coverage_nation_{kind.id}",
               f"{_first(supply)} within reach, compared with the nation",
               "% of the nation's average", 0, "low",
               f"The same as a percentage of the average of the area's own nation. Empty where no "
               f"{one} in the register is within reach of anyone in the nation. {_METHOD} "
               f"{kind.register_note}", **shared),
        _entry(f"capacity_shortfall_{kind.id}", f"Children short of {supply} within reach",
               "children", 0, "high",
               f"How many children's worth of the UK average of {supply} is missing. {_SHORT} "
               f"{_METHOD} {kind.register_note}", is_count=True, **shared),
        _entry(f"shortfall_share_{kind.id}", f"Share short of {supply} within reach",
               "% of children with life-limiting conditions", 0, "high",
               f"The shortfall in {supply} as a share of all children with life-limiting "
               f"conditions in the area. {_SHORT} {_METHOD} {kind.register_note}", **shared),
        *[
            _entry(f"gap_{cause}_{kind.id}",
                   f"Children short of {supply} because of {words}", "children", 0, "high",
                   f"{about.format(one=one, some=some)} {_ADDS_UP} {kind.register_note}",
                   is_count=True, **shared)
            for cause, (words, about) in _CAUSES.items()
        ],
        _entry(f"worst_fifth_{kind.id}",
               f"Probability of being in the worst fifth for {supply}", "% probability", 0, "high",
               f"How often the area is in the worst fifth of its type by share short of {supply}, "
               f"when need, journeys and supply are drawn within their uncertainty. "
               f"{kind.register_note}", **shared),
    ]  # fmt: skip


def _entry(
    id_: str, label: str, unit: str, decimals: int, worse: str, about: str, **more: Any
) -> dict[str, Any]:
    return {"id": id_, "label": label, "unit": unit, "decimals": decimals, "worse": worse,
            "about": about, **more}  # fmt: skip


def _first(words: str) -> str:
    return words[0].upper() + words[1:]
