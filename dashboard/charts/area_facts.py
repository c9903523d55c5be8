"""One area's figure in sentences."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.charts.words import (
    NO_VALUE,
    in_sentence,
    is_missing,
    number,
    ordinal,
    short_unit,
    with_unit,
)
from etl.catalogue.areas import AreaType
from etl.catalogue.indicators import Indicator


@dataclass(frozen=True)
class AreaFacts:
    """What is said about the figure of one area.

    Attributes:
        value: The figure with its unit, or the words for none.
        interval: The interval in words; empty if there is none.
        comparison: How it compares with the UK.
        rank: Its place among the areas of its type; empty if it has none.
        note: What the reader must know about this figure; empty if nothing.
        period: Period the figure is for.
    """

    value: str
    interval: str
    comparison: str
    rank: str
    note: str
    period: str


def area_facts(
    row: pd.Series,
    *,
    frame: pd.DataFrame,
    indicator: Indicator,
    area_type: AreaType,
    uk_value: float | None,
) -> AreaFacts:
    """Put the row of an area into words.

    Args:
        row: The area's row of `frame`.
        frame: All areas of the type, with `value` and `rank`.
        indicator: What is shown.
        area_type: For which areas.
        uk_value: The figure for the UK.
    """
    missing = is_missing(row["value"])
    text = "No value" if missing else with_unit(float(row["value"]), indicator)
    return AreaFacts(
        value=text,
        interval=interval_in_words(row["lower"], row["upper"], indicator),
        comparison=compared_with_uk(row["value"], uk_value, str(row["comparison"]), indicator),
        rank=rank_in_words(row["rank"], frame["rank"], area_type),
        note="" if pd.isna(row["note"]) else str(row["note"]),
        period=str(row["period"]),
    )


def interval_in_words(lower: float, upper: float, indicator: Indicator) -> str:
    """The interval, or nothing if there is none."""
    if is_missing(lower) or is_missing(upper):
        return ""
    low = number(lower, decimals=indicator.decimals)
    high = number(upper, decimals=indicator.decimals)
    if low == high:
        return f"The interval is {low}{short_unit(indicator)} at both ends."
    return f"Likely between {low} and {high}{short_unit(indicator)}."


def compared_with_uk(
    value: float, uk_value: float | None, comparison: str, indicator: Indicator
) -> str:
    """How a figure stands to the UK figure. A difference is named only where it was tested."""
    if uk_value is None:
        return ""
    uk = with_unit(uk_value, indicator)
    if is_missing(value):
        return f"The UK figure is {uk}."
    if indicator.is_count:
        share = number(100 * value / uk_value, decimals=1) if uk_value else NO_VALUE
        return f"This is {share}% of the UK figure, which is {uk}."
    return {
        "higher": f"Higher than the UK figure of {uk}: the whole interval lies above it.",
        "lower": f"Lower than the UK figure of {uk}: the whole interval lies below it.",
        "similar": f"Similar to the UK figure of {uk}: the interval includes it.",
    }.get(comparison, f"The UK figure is {uk}. A difference cannot be tested.")


def rank_in_words(rank: float, ranks: pd.Series, area_type: AreaType) -> str:
    """The place of an area, with ties said."""
    if is_missing(rank):
        return ""
    tied = int((ranks == rank).sum()) - 1
    place = f"{ordinal(int(rank))} highest of {int(ranks.notna().sum())}"
    if tied:
        return f"{place} {in_sentence(area_type.plural)}, level with {tied} {_others(tied)}."
    return f"{place} {in_sentence(area_type.plural)}."


def _others(count: int) -> str:
    return "other" if count == 1 else "others"
