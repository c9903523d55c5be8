"""Who is left behind: the gradient over groups of neighbourhoods within the chosen areas."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard.charts.gradient import SLOPES, gradient, slope_words
from dashboard.charts.slim import short_name
from dashboard.charts.stands_out import Slope
from dashboard.components.compare.figures import Figures
from dashboard.components.compare.panels import share_indicator, show, source_line
from dashboard.components.compare.session import DIMENSION_KEY, on_widget
from dashboard.components.copy import text
from etl.catalogue.comparison import DIMENSION_BY_ID, DIMENSIONS, Dimension
from etl.catalogue.indicators import Indicator
from etl.methods.aggregation import Figure, put_together

_SHARED = ("group_order", "group_label")


def equity_panel(figures: Figures) -> None:
    """The gradient and its slope, or why there is none."""
    st.markdown(text("compare/gradient"))
    st.selectbox(
        "Neighbourhoods by",
        [d.id for d in DIMENSIONS],
        format_func=lambda id_: DIMENSION_BY_ID[id_].label,
        key=DIMENSION_KEY,
        on_change=on_widget,
    )
    dimension = DIMENSION_BY_ID[figures.state.dimension]
    st.caption(dimension.about)
    if not figures.state.areas:
        st.info("Choose an area to see who is left behind within it.")
        return
    indicator = equity_indicator(figures)
    groups = groups_together(figures, indicator, dimension)
    if groups.empty:
        st.info(_why_none(figures, dimension))
        return
    chart = gradient(
        groups,
        indicator=indicator,
        dimension=dimension,
        name=figures.name,
        whole=figures.together(indicator.id).figure.value,
        source=source_line(figures),
    )
    title = f"{indicator.label}: {figures.name}, by {dimension.label.lower()}"
    show(figures, chart, name="gradient", indicators=[indicator], title=title)
    items = "".join(f"<li>{escape(words)}</li>" for words in _slopes(figures, indicator, dimension))
    st.html(f'<ul class="ga-facts">{items}</ul>')


def equity_indicator(figures: Figures) -> Indicator:
    """The indicator of the page if inequality is given for it; else the share within reach."""
    has_rows = any(
        (_rows(figures, "equity", code)["indicator_id"] == figures.indicator.id).any()
        for code in figures.state.areas
    )
    return figures.indicator if has_rows else share_indicator(figures)


def slope_of(figures: Figures) -> Slope | None:
    """The slope of one area for its sentence; none for a group or where there is none."""
    if len(figures.state.areas) != 1 or equity_indicator(figures) != figures.indicator:
        return None
    dimension = DIMENSION_BY_ID[figures.state.dimension]
    rows = _measures(figures, figures.state.areas[0], figures.indicator, dimension)
    mine = rows[rows["equity_measure"].isin(("sii", "difference"))]
    if mine.empty:
        return None
    row = mine.iloc[0]
    return Slope(dimension, Figure(*(float(row[c]) for c in ("value", "lower", "upper"))))


def groups_together(figures: Figures, indicator: Indicator, dimension: Dimension) -> pd.DataFrame:
    """The groups of the chosen areas: of several, averaged by need; none across nations."""
    codes = figures.state.areas
    nations = {figures.data.nation_of(figures.state.area_type, code) for code in codes}
    parts = [_of(_rows(figures, "equity_groups", code), indicator, dimension) for code in codes]
    if any(part.empty for part in parts) or (dimension.national and len(nations) > 1):
        return pd.DataFrame()
    rows = pd.concat(parts, ignore_index=True)
    if len(codes) == 1:
        return rows
    found = []
    for (order, label), group in rows.groupby(list(_SHARED), observed=True):
        figure = put_together(value=group["value"], lower=group["lower"], upper=group["upper"],
                              weight=group["need"])  # fmt: skip
        sums = group[["population_0_19", "need", "n_small_areas"]].sum()
        found.append({"group_order": order, "group_label": label, **figure._asdict(), **sums})
    return pd.DataFrame(found)


def _slopes(figures: Figures, indicator: Indicator, dimension: Dimension) -> list[str]:
    codes = figures.state.areas
    said = []
    for code in codes:
        for row in _measures(figures, code, indicator, dimension).itertuples():
            wanted = SLOPES if len(codes) == 1 else ("sii", "difference")
            if row.equity_measure in wanted:
                words = slope_words(
                    str(row.equity_measure),
                    Figure(float(row.value), float(row.lower), float(row.upper)),
                    indicator=indicator,
                    dimension=dimension,
                    note=row.note if isinstance(row.note, str) else "",
                )
                head = "" if len(codes) == 1 else f"{short_name(figures.names[code])}. "
                said.append(head + words)
    return said


def _why_none(figures: Figures, dimension: Dimension) -> str:
    codes = figures.state.areas
    nations = {figures.data.nation_of(figures.state.area_type, code) for code in codes}
    if dimension.national and len(nations) > 1:
        return "The areas lie in more than one nation, whose groups cannot be put together."
    return (
        f"No gradient is given: it needs at least {dimension.small_areas} neighbourhoods with "
        f"children, in {dimension.fewest_groups} groups or more, in every area."
    )


def _measures(
    figures: Figures, code: str, indicator: Indicator, dimension: Dimension
) -> pd.DataFrame:
    return _of(_rows(figures, "equity", code), indicator, dimension)


def _rows(figures: Figures, table: str, code: str) -> pd.DataFrame:
    return figures.data.of_area(table, figures.state.area_type, code)


def _of(rows: pd.DataFrame, indicator: Indicator, dimension: Dimension) -> pd.DataFrame:
    return rows[(rows["indicator_id"] == indicator.id) & (rows["dimension"] == dimension.id)]
