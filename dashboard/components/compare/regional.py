"""The regional view: every region and every health body on one screen."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts.multiples import multiples, panels_of
from dashboard.charts.ranking import ranking
from dashboard.charts.standing import Comparator, among_words, stand
from dashboard.components.chart_panel import actions
from dashboard.components.compare.figures import Figures
from dashboard.components.compare.panels import paper_of, show, source_line
from dashboard.components.compare.session import on_widget, table_key
from dashboard.components.copy import text
from dashboard.components.pictures import CONFIG
from etl.catalogue.areas import AREA_TYPE_BY_ID

WIDE, NARROW = "chart_bodies_wide", "chart_bodies_narrow"
_COLUMNS = 4


def regions_chart(figures: Figures) -> None:
    """The gap of every region beside the United Kingdom: a chart made to be printed."""
    st.subheader("Regions beside the United Kingdom", anchor=False)
    st.markdown(text("compare/regions"))
    area_type, indicator = AREA_TYPE_BY_ID["region"], figures.indicator
    frame = figures.frame_of_type("region")
    members = tuple(frame["area_code"])
    standing = stand(
        (), indicator=indicator, area_type=area_type, frame_of=lambda _: frame,
        comparator=Comparator("UK", "the UK figure", among_words(len(members), area_type), members,
                              figures.uk_figure),
    )  # fmt: skip
    if frame["value"].isna().all():
        st.info("No region has a figure for this indicator.")
        return
    chart = ranking(standing, source=source_line(figures))
    title = f"{indicator.label}, {standing.comparator.among}"
    show(figures, chart, name="regions", indicators=[indicator], title=title)


def bodies_chart(figures: Figures) -> None:
    """Every health body in panels. A narrow screen gets one column of the same panels."""
    st.subheader("All on one screen", anchor=False)
    st.markdown(text("compare/bodies"))
    panels = panels_of(_bodies(figures), _regions(figures), first=figures.frame_of_type("region"),
                       first_value=float("nan"))  # fmt: skip
    if all(panel.rows["value"].isna().all() for panel in panels):
        st.info("No health body has a figure for this indicator.")
        return
    uk = figures.uk_figure(figures.indicator).value
    if figures.indicator.is_count:
        uk = float("nan")
    for key, columns in ((WIDE, _COLUMNS), (NARROW, 1)):
        chart = multiples(panels, indicator=figures.indicator, uk=uk, columns=columns,
                          source=source_line(figures))  # fmt: skip
        st.plotly_chart(chart.figure, key=key, theme=None, config=CONFIG, alt=chart.alt)
    title = f"{figures.indicator.label}: regions and health bodies"
    actions(
        chart,
        name="bodies",
        chart_key="chart_bodies",
        paper=paper_of(figures, chart, name="bodies", indicators=[figures.indicator], title=title),
        manifest=figures.data.manifest,
        table_key=table_key("bodies"),
        on_change=on_widget,
    )


def _bodies(figures: Figures) -> pd.DataFrame:
    frame = figures.frame_of_type("health_body")
    places = [figures.data.region_of("health_body", code) for code in frame["area_code"]]
    names = [figures.data.areas(kind).get(code, "") for kind, code in places]
    return frame.assign(region=names)


def _regions(figures: Figures) -> pd.DataFrame:
    """Regions of NHS England, and the other nations."""
    england = figures.frame_of_type("nhs_region")
    others = figures.frame_of_type("region")
    return pd.concat([england, others[~others["area_code"].str.startswith("E")]])
