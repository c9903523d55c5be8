"""The table behind the map, and everything that can be downloaded from it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts.tables import area_table
from dashboard.components.explore_session import TABLE_KEY, on_widget
from dashboard.data import Data
from dashboard.exports import as_citation, as_csv, as_geojson, file_name, rows_to_export
from dashboard.state.explore import ExploreState
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.indicators import INDICATOR_BY_ID


def table_panel(data: Data, state: ExploreState) -> None:
    """The table. Its rows are sent only while it is open."""
    indicator = INDICATOR_BY_ID[state.indicator]
    panel = st.expander("The table behind the map", key=TABLE_KEY, on_change=on_widget)
    if not panel.open:
        return
    table = area_table(
        data.indicator(state.area_type, state.indicator, state.basis), indicator=indicator
    )
    number = f"%.{indicator.decimals}f"
    with panel:
        st.caption(
            f"Values are in: {indicator.unit}. Click a heading to sort. Rank 1 is the largest."
        )
        st.dataframe(
            table,
            hide_index=True,
            height=420,
            column_config={
                name: st.column_config.NumberColumn(format=number) for name in table.columns[2:5]
            }
            | {
                "Rank": st.column_config.NumberColumn(format="%d"),
                "Note": st.column_config.TextColumn(width="large"),
            },
            placeholder="",
            alt=f"{indicator.label} for {len(table)} areas, with limits, comparison and rank.",
        )


def downloads(data: Data, state: ExploreState) -> None:
    """CSV, GeoJSON and the citation. A file is made when it is asked for."""
    indicator, area_type = INDICATOR_BY_ID[state.indicator], AREA_TYPE_BY_ID[state.area_type]

    def rows() -> pd.DataFrame:
        return rows_to_export(
            data.indicator(state.area_type, state.indicator, state.basis),
            indicator=indicator,
            manifest=data.manifest,
            uk_value=data.uk_value(indicator, state.basis),
        )

    def geojson() -> bytes:
        return as_geojson(
            rows(),
            shapes=data.shapes(state.area_type),
            indicator=indicator,
            manifest=data.manifest,
        )

    def words() -> bytes:
        return as_citation(indicator=indicator, area_type=area_type, manifest=data.manifest)

    files = (
        ("Data (CSV)", lambda: as_csv(rows()), "csv", "text/csv"),
        ("Map (GeoJSON)", geojson, "geojson", "application/geo+json"),
        ("Citation (text)", words, "txt", "text/plain"),
    )
    st.header("Take it away", anchor=False)
    with st.container(horizontal=True):
        for label, make, ending, mime in files:
            st.download_button(
                label,
                make,
                file_name=file_name(
                    indicator=indicator, area_type=area_type, release=data.id, ending=ending
                ),
                mime=mime,
                on_click="ignore",
                key=f"download_{ending}",
            )
    st.caption(
        "The CSV is plain data with the release and the source ids in columns. The citation, the "
        "sources and the assumptions in full are in the text file, and inside the GeoJSON."
    )
