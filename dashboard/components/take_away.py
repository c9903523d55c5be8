"""Everything that can be downloaded from Explore. A file is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.charts.words import in_sentence
from dashboard.components.citation_words import citation_words
from dashboard.components.map_taken import TakenMap
from dashboard.data import Data
from dashboard.exports import (
    as_citation,
    as_csv,
    as_geojson,
    citation,
    file_name,
)
from dashboard.map_exports import (
    as_geoparquet,
    as_png,
    as_svg,
    as_workbook,
)
from dashboard.state.explore import ExploreState

_PANEL = "explore_take_away"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take_away(data: Data, state: ExploreState) -> None:
    """Draw the panel. Its buttons are sent only while it is open.

    Args:
        data: The release, under the assumptions of the page.
        state: What the page shows.
    """
    panel = st.expander("Take it away: data, pictures, how to cite", key=_PANEL, on_change="rerun")
    if panel.open:
        with panel:
            _files(TakenMap(data, state))


def _files(taken: TakenMap) -> None:
    """The buttons, and the words to cite."""
    shown, manifest = taken.rows, taken.manifest
    indicator, area_type = shown.indicator, shown.area_type

    def geojson() -> bytes:
        made = taken.export
        return as_geojson(made.rows, shapes=made.shapes, indicator=indicator, manifest=manifest)

    files: tuple[tuple[str, Callable[[], bytes], str, str], ...] = (
        ("Data (CSV)", lambda: as_csv(taken.export.rows), "csv", "text/csv"),
        ("Data (Excel)", lambda: as_workbook(taken.export), "xlsx", _EXCEL),
        ("Areas (GeoJSON)", geojson, "geojson", "application/geo+json"),
        ("Areas (GeoParquet)", lambda: as_geoparquet(taken.export), "parquet",
         "application/vnd.apache.parquet"),
        ("Map (PNG)", lambda: as_png(taken.picture()), "png", "image/png"),
        ("Map (SVG)", lambda: as_svg(taken.picture()), "svg", "image/svg+xml"),
        ("Citation (text)",
         lambda: as_citation(indicator=indicator, area_type=area_type, manifest=manifest),
         "txt", "text/plain"),
    )  # fmt: skip
    with st.container(horizontal=True):
        for label, make, ending, mime in files:
            name = file_name(
                indicator=indicator, area_type=area_type, ending=ending,
                release=taken.data.id, is_changed=not shown.assumed.is_published,
                within=taken.within,
            )  # fmt: skip
            st.download_button(label, make, file_name=name, mime=mime, on_click="ignore",
                               key=f"download_{ending}")  # fmt: skip
    st.caption(
        "Every file carries the release, the assumptions and how to cite it: the CSV in columns, "
        "the pictures in words below the map, the others in full."
    )
    st.markdown("**Cite this**")
    place = f" of {shown.place}" if shown.place else ""
    citation_words(
        f"{citation(manifest)} {indicator.label}, by {in_sentence(area_type.label)}{place}."
    )
