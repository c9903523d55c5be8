"""The panels of Compare for the chosen areas: each a chart, or the words for why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from dashboard.charts.chart import Chart
from dashboard.charts.fan import fan, projected
from dashboard.charts.funnel import funnel
from dashboard.charts.published_trend import published_trend
from dashboard.charts.quadrants import need_against_access
from dashboard.charts.ranking import ranking
from dashboard.charts.standing import Standing
from dashboard.components.chart_panel import Paper, chart_panel
from dashboard.components.compare.figures import NEED, NEED_RATE, Figures
from dashboard.components.compare.session import on_widget, table_key
from dashboard.components.copy import text
from dashboard.exports import citation
from etl.catalogue.assumptions import HEADLINE_THRESHOLD_MINUTES, TRAVEL_THRESHOLDS_MINUTES
from etl.catalogue.indicators import INDICATOR_BY_ID, Indicator

PROJECTED = ("country", "region", "health_body", "health_body_2024")
_WHOLE = ("Rank", "Place", "Neighbourhoods", "Residents", "Children with")
_THRESHOLD = re.compile(r"_(?:within|beyond)_(\d+)_")


def source_line(figures: Figures) -> str:
    """The source inside every picture."""
    return f"Source: {citation(figures.data.manifest)} Modelled estimates, not counts."


def show(
    figures: Figures, chart: Chart, *, name: str, indicators: Sequence[Indicator], title: str
) -> None:
    """A chart with what every chart has.

    Args:
        figures: The figures of the page.
        chart: The chart.
        name: Its name; its words stand in the text `compare/<name>`.
        indicators: What it shows, for the notes, units and sources of its files.
        title: What it shows, as the title of its files.
    """
    chart_panel(
        chart,
        name=name,
        paper=paper_of(figures, chart, name=name, indicators=indicators, title=title),
        manifest=figures.data.manifest,
        table_key=table_key(name),
        on_change=on_widget,
    )


def paper_of(
    figures: Figures, chart: Chart, *, name: str, indicators: Sequence[Indicator], title: str
) -> Paper:
    """What goes into the files of a chart; arguments as in `show`."""
    state = figures.state
    first = indicators[0]
    where = "-".join(state.areas[:3]) or "all"
    numbers = chart.table.select_dtypes("number").columns
    return Paper(
        title=title,
        about=text(f"compare/{name}").replace("\n", " "),
        file=f"gap-atlas_{name}_{first.id}_{state.area_type}_{where}_{figures.data.id}",
        input_tables=tuple(dict.fromkeys(t for i in indicators for t in i.input_tables)),
        notes=[f"{i.label}: {i.about} Unit: {i.unit}." for i in indicators],
        decimals={
            column: 0 if column.startswith(_WHOLE) else first.decimals
            for column in numbers
            if column != "Year"
        },
        units=dict.fromkeys(("Value", "Lower limit", "Upper limit"), first.unit),
    )


def ranking_panel(figures: Figures, standing: Standing) -> None:
    """Where the areas stand among others."""
    st.markdown(text("compare/ranking"))
    if standing.rows["value"].isna().all():
        st.info("No area has a figure for this indicator on this basis.")
        return
    chart = ranking(standing, source=source_line(figures))
    title = f"{standing.indicator.label}, {standing.comparator.among}"
    show(figures, chart, name="ranking", indicators=[standing.indicator], title=title)


def share_indicator(figures: Figures) -> Indicator:
    """The share within reach of the kind of service, at the minutes of the indicator if it has."""
    found = _THRESHOLD.search(figures.state.indicator)
    minutes = int(found.group(1)) if found else HEADLINE_THRESHOLD_MINUTES
    assert minutes in TRAVEL_THRESHOLDS_MINUTES
    return INDICATOR_BY_ID[f"share_within_{minutes}_{figures.state.kind}"]


def access_indicator(figures: Figures) -> Indicator:
    """What stands for access: services within reach, or the share within reach without these."""
    found = INDICATOR_BY_ID.get(f"access_score_{figures.state.kind}")
    return found or share_indicator(figures)


def funnel_panel(figures: Figures) -> None:
    """Whether a share is far out only because the area is small."""
    st.markdown(text("compare/funnel"))
    indicator = share_indicator(figures)
    standing = figures.standing(indicator.id)
    if not standing.has_benchmark:
        st.info("There is no figure to compare with, so there is no funnel.")
        return
    chart = funnel(standing, figures.frame(NEED), source=source_line(figures))
    title = f"{indicator.label} by number of children, {standing.comparator.among}"
    show(figures, chart, name="funnel", indicators=[indicator], title=title)


def scatter_panel(figures: Figures) -> None:
    """Need against access."""
    st.markdown(text("compare/scatter"))
    need, access = figures.standing(NEED_RATE), figures.standing(access_indicator(figures).id)
    if not (need.has_benchmark and access.has_benchmark):
        st.info("There is no figure to compare with, so the quarters cannot be drawn.")
        return
    chart = need_against_access(need, access, source=source_line(figures))
    title = f"Need against access, {need.comparator.among}"
    show(figures, chart, name="scatter", indicators=[need.indicator, access.indicator], title=title)


def projection_panel(figures: Figures) -> None:
    """Where it is heading."""
    st.markdown(text("compare/projection"))
    rows = figures.projection()
    if rows is None:
        st.info(
            "Projections are made for nations, regions and health bodies only, because population "
            "projections for smaller areas were not available. Choose one of these."
        )
        return
    chart = fan(
        projected(rows),
        name=figures.name,
        today=figures.together(NEED).figure,
        source=source_line(figures),
    )
    title = f"Children with life-limiting conditions to 2030: {figures.name}"
    show(figures, chart, name="projection", indicators=[INDICATOR_BY_ID[NEED]], title=title)
    st.caption(published_trend(figures.data.published_rates()))
