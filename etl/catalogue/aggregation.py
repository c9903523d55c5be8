"""How the figures of several areas become the figure of all of them together."""

from __future__ import annotations

from dataclasses import dataclass

from etl.catalogue.indicators import Indicator

SUM = "sum"
BY_NEED, BY_POPULATION = "need_all", "population_0_19"
NOT_TOGETHER = ""
LIMITS_TOGETHER = (
    "Limits are put together in the same way as the figures, as if every error went the same way "
    "in all of them. This is the widest that the interval can be, so a difference that it shows "
    "is not claimed too early."
)


@dataclass(frozen=True)
class Together:
    """The rule for one indicator.

    Attributes:
        weight: `sum` where figures add up; the indicator that weights them in an average; or
            nothing where they cannot be put together.
        words: What is done, or why nothing can be, in a sentence.
        within_nation: Whether it holds only for areas of one nation.
        without_notes: Whether it holds only where no area's figure leaves children out.
    """

    weight: str
    words: str
    within_nation: bool = False
    without_notes: bool = False


_ADD = Together(SUM, "The numbers of the areas are added up.")
_WEIGHTED = Together(
    BY_NEED,
    "The figures of the areas are averaged, each weighted by its modelled number of children with "
    "life-limiting conditions.",
)
_RATE = Together(
    BY_POPULATION,
    "Numbers of children with life-limiting conditions are added up and divided by the residents "
    "aged 0 to 19 of all areas.",
)
_MINUTES = Together(BY_NEED, _WEIGHTED.words, without_notes=True)
_OF_NATION = Together(BY_NEED, _WEIGHTED.words, within_nation=True)
_PROBABILITY = Together(
    NOT_TOGETHER, "A probability of one area says nothing of several areas together."
)
NATIONS_DIFFER = "The areas lie in more than one nation, and each is compared with its own."
CHILDREN_LEFT_OUT = (
    "Some children of these areas cannot reach one by road within three hours. They are left out "
    "of the areas' averages, so the averages cannot be put together."
)
AREA_UNKNOWN = "One of the areas has no figure."


def together(indicator: Indicator) -> Together:
    """The rule for an indicator.

    Example:
        >>> from etl.catalogue.indicators import INDICATOR_BY_ID
        >>> together(INDICATOR_BY_ID["need_all"]).weight
        'sum'
    """
    if indicator.is_count:
        return _ADD
    if indicator.id == "need_per_10000":
        return _RATE
    by_start = {
        "worst_fifth_": _PROBABILITY, "minutes_to_": _MINUTES, "coverage_nation_": _OF_NATION,
    }  # fmt: skip
    for start, rule in by_start.items():
        if indicator.id.startswith(start):
            return rule
    return _WEIGHTED
