"""What the sentence about a gap rests on: one row of `gap_reasons`, without its words.

Anyone who writes the sentence in another language, or in another form, needs these facts and
nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

FAR_MINUTES = 60
"""A child further than this from the nearest service is said to live far from it."""

GAP_LEVELS: dict[str, str] = {
    "no_service": "the register has no supply of the kind that anyone in the UK can reach",
    "no_children": "the model has no children there",
    "none_in_reach": "no service within 90 minutes of anyone, in the estimate or its limits",
    "hardly_any": "less than 1% of the UK average in the estimate, and below it at the upper limit",
    "fewer": "the whole interval lies below the UK average",
    "may_be_fewer": "the estimate is below 90% of the UK average, and the interval holds it",
    "average": "the estimate is from 90% to 110% of the UK average, and the interval holds it",
    "may_be_more": "the estimate is above 110% of the UK average, and the interval holds it",
    "more": "the whole interval lies above the UK average",
}
CAUSE_CERTAINTIES: dict[str, str] = {
    "clear": "the main cause is the largest part in at least 90% of the draws",
    "probable": "in at least 67%",
    "unclear": "in fewer",
    "none": "there is no gap whose cause could be named",
}


@dataclass(frozen=True, kw_only=True)
class GapFacts:
    """What one sentence is made from. Each attribute but the name is a column of `gap_reasons`.

    Attributes:
        name: Name of the area, as its publisher writes it.
        service_kind: Kind of service.
        gap_level: One of `GAP_LEVELS`.
        coverage: Access as a percentage of the UK average; NaN where there is no need.
        coverage_lower: Its lower limit.
        coverage_upper: Its upper limit.
        parts_have_fewer: Whether some neighbourhoods are surely below the UK average.
        main_cause: `distance`, `capacity`, `need`, or `none`.
        cause_certainty: One of `CAUSE_CERTAINTIES`.
        second_cause: The same words, for a cause that is worth naming beside the main one.
        need_beyond_60: Children further than 60 minutes from the nearest service.
        share_beyond_60: The same as a percentage of all; NaN where there is no need.
        share_beyond_60_lower: Its lower limit.
        share_beyond_60_upper: Its upper limit.
        mean_minutes: Mean minutes to the nearest, over those who can reach one within three
            hours; NaN where nobody can.
        mean_minutes_lower: Its lower limit.
        mean_minutes_upper: Its upper limit.
    """

    name: str
    service_kind: str
    gap_level: str
    coverage: float
    coverage_lower: float
    coverage_upper: float
    parts_have_fewer: bool
    main_cause: str
    cause_certainty: str
    second_cause: str
    need_beyond_60: float
    share_beyond_60: float
    share_beyond_60_lower: float
    share_beyond_60_upper: float
    mean_minutes: float
    mean_minutes_lower: float
    mean_minutes_upper: float


GAP_FACT_FIELDS: tuple[str, ...] = tuple(
    field.name for field in fields(GapFacts) if field.name not in {"name", "service_kind"}
)
"""Columns of `gap_reasons` that hold the facts."""
