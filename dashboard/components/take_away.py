"""Everything that can be downloaded from Explore. A file is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.charts.area_map import describe
from dashboard.charts.assumed import as_assumed
from dashboard.charts.breaks import Steps
from dashboard.charts.words import in_sentence
from dashboard.components.citation_words import citation_words
from dashboard.components.map_scenes import has_small_areas
from dashboard.components.map_small import SmallAreas
from dashboard.data import Data
from dashboard.exports import (
    as_citation,
    as_csv,
    as_geojson,
    citation,
    file_name,
    rows_to_export,
    under,
)
from dashboard.map_exports import (
    MapExport,
    as_geoparquet,
    as_picture,
    as_png,
    as_svg,
    as_workbook,
)
from dashboard.state.explore import VIEW_AREA, ExploreState
from etl.catalogue.areas import AREA_TYPE_BY_ID, SMALL_AREA
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.methods.scenario_parts import Assumptions

_PANEL = "explore_take_away"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take_away(data: Data, state: ExploreState, steps: Callable[[], Steps]) -> None:
    """Draw the panel. Its buttons are sent only while it is open.

    Args:
        data: The release, under the assumptions of the page.
        state: What the page shows.
        steps: Makes the steps of the map.
    """
    panel = st.expander("Take it away: data, pictures, how to cite", key=_PANEL, on_change="rerun")
    if panel.open:
        with panel:
            _files(data, state, steps)


def _files(data: Data, state: ExploreState, steps: Callable[[], Steps]) -> None:
    """The buttons, and the words to cite."""
    small = SmallAreas(data, state) if has_small_areas(data, state) else None
    area_type = SMALL_AREA if small else AREA_TYPE_BY_ID[state.area_type]
    place = small.place if small else "UK"
    is_live = data.is_live(state.indicator, state.basis)
    assumed = state.assumed if is_live else Assumptions()
    manifest = under(data.manifest, assumed)
    indicator = as_assumed(INDICATOR_BY_ID[state.indicator], assumed)

    def export() -> MapExport:
        frame = (
            small.rows if small else data.indicator(state.area_type, state.indicator, state.basis)
        )
        uk = data.uk_value(INDICATOR_BY_ID[state.indicator], state.basis)
        return MapExport(
            rows=rows_to_export(frame, indicator=indicator, manifest=manifest, uk_value=uk),
            indicator=indicator,
            area_type=area_type,
            manifest=manifest,
            shapes=small.shapes if small else data.shapes(state.area_type),
            alt=describe(frame, indicator=indicator, area_type=area_type, uk_value=uk,
                         place=small.place if small else "the UK"),
            place=place,
        )  # fmt: skip

    def picture(write: Callable[..., bytes]) -> bytes:
        close: dict[str, Any] = {}
        if small and small.frame:
            close = {"frame": small.frame}
        elif not small:
            around = data.frame_of(state.area_type, state.area) if state.area else None
            close = {"selected": (*state.map.marked, *filter(None, [state.area]))}
            if around and state.view == VIEW_AREA:
                close["frame"] = around.widened()
        return write(
            as_picture(export(), steps=steps(), services=data.services, kinds=state.kinds, **close)
        )

    def geojson() -> bytes:
        made = export()
        return as_geojson(made.rows, shapes=made.shapes, indicator=indicator, manifest=manifest)

    files: tuple[tuple[str, Callable[[], bytes], str, str], ...] = (
        ("Data (CSV)", lambda: as_csv(export().rows), "csv", "text/csv"),
        ("Data (Excel)", lambda: as_workbook(export()), "xlsx", _EXCEL),
        ("Areas (GeoJSON)", geojson, "geojson", "application/geo+json"),
        ("Areas (GeoParquet)", lambda: as_geoparquet(export()), "parquet",
         "application/vnd.apache.parquet"),
        ("Map (PNG)", lambda: picture(as_png), "png", "image/png"),
        ("Map (SVG)", lambda: picture(as_svg), "svg", "image/svg+xml"),
        ("Citation (text)",
         lambda: as_citation(indicator=indicator, area_type=area_type, manifest=manifest),
         "txt", "text/plain"),
    )  # fmt: skip
    with st.container(horizontal=True):
        for label, make, ending, mime in files:
            name = file_name(
                indicator=indicator, area_type=area_type, release=data.id, ending=ending,
                is_changed=is_live, within=state.area if small else "",
            )  # fmt: skip
            st.download_button(label, make, file_name=name, mime=mime, on_click="ignore",
                               key=f"download_{ending}")  # fmt: skip
    st.caption(
        "Every file carries the release, the assumptions and how to cite it: the CSV in columns, "
        "the pictures in words below the map, the others in full."
    )
    st.markdown("**Cite this**")
    place = f" of {small.place}" if small else ""
    citation_words(
        f"{citation(manifest)} {indicator.label}, by {in_sentence(area_type.label)}{place}."
    )
