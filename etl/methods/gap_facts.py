"""From estimates with their limits to the facts that may be said: a level, a cause, how surely.

A statement is made only where the interval allows it.
"""

from __future__ import annotations

import math

CERTAIN, LIKELY = 0.9, 0.67
PARTLY = 0.25
"""Least part of the gap that is worth naming beside the main one."""
SOME_PARTS = 10.0
"""Least percentage of capacity missing, at the lower limit, to say that parts have fewer."""
NEAR_AVERAGE = (90.0, 110.0)


def gap_level(*, uk_has_any: bool, value: float, lower: float, upper: float) -> str:
    """Which of `GAP_LEVELS` an area is at.

    Args:
        uk_has_any: Whether any such service is reached anywhere in the UK.
        value: Access as a percentage of the UK average; NaN where there is no need.
        lower: Its lower limit.
        upper: Its upper limit.

    Returns:
        A key of `etl.catalogue.gap_facts.GAP_LEVELS`. Limits are judged as they are shown,
        rounded outwards, so that no reader finds a range that holds 100% beside "fewer".

    Example:
        >>> gap_level(uk_has_any=True, value=70, lower=58, upper=99.2)
        'may_be_fewer'
    """
    if not uk_has_any:
        return "no_service"
    if math.isnan(value):
        return "no_children"
    if math.ceil(upper) >= 100:
        return _around_average(value, lower)
    if value >= 1:
        return "fewer"
    return "none_in_reach" if value == 0 and upper < 1 else "hardly_any"


def _around_average(value: float, lower: float) -> str:
    if math.floor(lower) > 100:
        return "more"
    if value < NEAR_AVERAGE[0]:
        return "may_be_fewer"
    return "may_be_more" if value > NEAR_AVERAGE[1] else "average"


def main_cause(parts: dict[str, float]) -> str:
    """The largest part of a gap; `none` where there is no gap."""
    cause = max(parts, key=lambda name: parts[name])
    return cause if parts[cause] > 0 else "none"


def cause_certainty(*, main: str, probability: float) -> str:
    """How surely the main cause is the largest: a key of `CAUSE_CERTAINTIES`.

    Args:
        main: Result of `main_cause`.
        probability: Share of the draws in which it is the largest part.
    """
    if main == "none":
        return "none"
    if not probability >= LIKELY:
        return "unclear"
    return "clear" if probability >= CERTAIN else "probable"


def second_cause(*, parts: dict[str, float], lower: dict[str, float], certainty: str) -> str:
    """A cause worth naming beside a main one that is clear; otherwise `none`.

    Args:
        parts: Part of the gap by cause, in children.
        lower: Lower limits of the same.
        certainty: Of the main cause.

    Example:
        >>> parts = {"distance": 9.0, "capacity": 6.0, "need": 0.0}
        >>> second_cause(parts=parts, lower=parts, certainty="clear")
        'capacity'
    """
    if certainty != "clear":
        return "none"
    main = main_cause(parts)
    second = max((cause for cause in parts if cause != main), key=lambda cause: parts[cause])
    named = parts[second] >= PARTLY * sum(parts.values()) and lower[second] > 0
    return second if named else "none"
