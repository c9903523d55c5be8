"""Equity: the gradient by groups of neighbourhoods, and its slope in words."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.area_facts import interval_in_words
from dashboard.charts.bars import Bar, Line, bars
from dashboard.charts.chart import Chart
from dashboard.charts.slim import wrapped
from dashboard.charts.words import is_missing, number, sentence_start, short_unit, with_unit
from etl.catalogue.comparison import EQUITY_MEASURE_BY_ID, Dimension
from etl.catalogue.indicators import Indicator
from etl.methods.aggregation import Figure

SLOPES = ("sii", "rii", "difference")
_RATIO_DECIMALS = 2


def gradient(
    groups: pd.DataFrame,
    *,
    indicator: Indicator,
    dimension: Dimension,
    name: str,
    whole: float,
    source: str,
) -> Chart:
    """Bars of the groups of one area, from the first end of the scale to the last.

    Args:
        groups: Rows of the table `equity_groups` for the area.
        indicator: What is shown.
        dimension: How neighbourhoods are divided.
        name: Name of the area.
        whole: The figure of the whole area, as a line.
        source: Source and release, in the picture.
    """
    rows = groups.sort_values("group_order")
    listed = [
        Bar(wrapped(str(row.group_label), 24), float(row.value), float(row.lower),
            float(row.upper), hover=_hover(row, indicator))
        for row in rows.itertuples()
    ]  # fmt: skip
    line = None if is_missing(whole) else Line(whole, f"Whole area: {with_unit(whole, indicator)}")
    title = f"{indicator.label}: {name}, by {dimension.label.lower()}"
    unit = sentence_start(indicator.unit)
    figure = bars(listed, title=title, unit=unit, source=source, line=line, row_height=32)
    facts = [f"Bar chart: {title}."]
    facts += [
        f"{row.group_label}: {with_unit(float(row.value), indicator)}." for row in rows.itertuples()
    ]
    return Chart(figure, " ".join(facts), gradient_table(rows, indicator))


def _hover(row: object, indicator: Indicator) -> str:
    value, lower, upper = (float(getattr(row, part)) for part in ("value", "lower", "upper"))
    lines = [f"<b>{getattr(row, 'group_label', '')}</b>", with_unit(value, indicator)]
    lines.append(interval_in_words(lower, upper, indicator))
    lines.append(f"{number(float(getattr(row, 'need', 0.0)), decimals=0)} children with "
                 "life-limiting conditions")  # fmt: skip
    return "<br>".join(line for line in lines if line)


def slope_words(
    measure: str,
    figure: Figure,
    *,
    indicator: Indicator,
    dimension: Dimension,
    note: str = "",
) -> str:
    """One measure of inequality in a sentence, which claims a gradient only if the limits do.

    Args:
        measure: A measure of the catalogue.
        figure: Its value and limits.
        indicator: What it is a measure of.
        dimension: How neighbourhoods are divided.
        note: Why there is no value.
    """
    found = EQUITY_MEASURE_BY_ID[measure]
    if is_missing(figure.value):
        return f"{found.label}: no value. {note}".rstrip()
    decimals = max(indicator.decimals, 1) if found.in_unit else _RATIO_DECIMALS
    value, low, high = (number(x, decimals=decimals) for x in figure)
    text = f"{found.label}: {value}{slope_unit(indicator) if found.in_unit else ''}"
    if is_missing(figure.lower) or is_missing(figure.upper):
        return f"{text}. It has no limits, so it is not tested."
    text += f" (likely between {low} and {high})"
    if figure.lower <= found.equal <= figure.upper:
        return f"{text}. No clear gradient."
    end = dimension.last if figure.value > found.equal else dimension.first
    return f"{text}. The figure is higher towards {end}."


def slope_unit(indicator: Indicator) -> str:
    """The unit of a difference: of two percentages it is points."""
    return " percentage points" if indicator.unit.startswith("%") else short_unit(indicator)


def gradient_table(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The table behind the gradient."""
    decimals = indicator.decimals
    return pd.DataFrame(
        {
            "Group": rows["group_label"].astype(str),
            "Value": rows["value"].round(decimals),
            "Lower limit": rows["lower"].round(decimals),
            "Upper limit": rows["upper"].round(decimals),
            "Residents aged 0 to 19": rows["population_0_19"].round(0),
            "Children with life-limiting conditions": rows["need"].round(0),
            "Neighbourhoods": rows["n_small_areas"],
        }
    )
