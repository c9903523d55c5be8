"""The map that is shown as files: its rows, its shapes and its picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dashboard.charts.area_map import describe
from dashboard.charts.drawn import Picture, side_by_side
from dashboard.components.map_kinds import Drawn
from dashboard.components.map_rows import BAND, ShownRows, shown_rows
from dashboard.components.map_scenes import drawable, drawn_maps
from dashboard.data import Data
from dashboard.exports import rows_to_export, under
from dashboard.map_exports import MapExport, Paint, as_picture
from dashboard.state.explore import ExploreState
from dashboard.state.map_choice import BANDS, BESIDE, HEXAGONS, PUBLISHED, SMALL, MapChoice
from etl.catalogue.areas import HEXAGONS as HEXAGON_FILE
from etl.methods.scenario_parts import Assumptions


@dataclass(frozen=True)
class TakenMap:
    """What is taken away of a state.

    Attributes:
        data: The release, under the assumptions of the page.
        asked: What the page was asked to show.
    """

    data: Data
    asked: ExploreState

    @cached_property
    def state(self) -> ExploreState:
        """What is drawn."""
        return drawable(self.data, self.asked)

    @cached_property
    def rows(self) -> ShownRows:
        """The rows behind it."""
        return shown_rows(self.data, self.state)

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest, with changed assumptions where the figures rest on some."""
        return under(self.data.manifest, self.rows.assumed)

    @property
    def within(self) -> str:
        """Code of the area that holds all rows; empty for the UK."""
        return self.state.area if self.rows.place else ""

    @cached_property
    def export(self) -> MapExport:
        """The rows with what a file needs."""
        shown, manifest = self.rows, self.manifest
        return MapExport(
            rows=rows_to_export(
                shown.frame, indicator=shown.indicator, manifest=manifest,
                uk_value=shown.uk_value, more=tuple(shown.more),
            ),
            indicator=shown.indicator,
            area_type=shown.area_type,
            manifest=manifest,
            shapes=self._shapes,
            alt=describe(
                shown.frame, indicator=shown.indicator, area_type=shown.area_type,
                uk_value=shown.uk_value, place=shown.place or "the UK",
            ),
            place=shown.place or "UK",
            more=shown.more,
            is_sparse=shown.area_type is BAND,
        )  # fmt: skip

    def picture(self) -> Picture:
        """The map as it is drawn on the page, or two as one picture."""
        drawn = drawn_maps(self.data, self.state)
        pictures = [taken._picture_of(one) for taken, one in zip(self._figures, drawn, strict=True)]
        return pictures[0] if len(pictures) == 1 else side_by_side(pictures)

    @property
    def _figures(self) -> tuple[TakenMap, ...]:
        """The figures of each map: two side by side have two indicators, or two assumptions."""
        state, second = self.state, self.state.map.second
        if state.map.kind != BESIDE:
            return (self,)
        alone = state.with_map(MapChoice(marked=state.map.marked))
        if second == PUBLISHED:
            as_published = replace(alone, assumed=Assumptions())
            return (self, TakenMap(self.data.published, as_published))
        return (self, TakenMap(self.data, alone.with_indicator(second, state.basis)))

    def _picture_of(self, drawn: Drawn) -> Picture:
        return as_picture(
            self.export,
            paint=self._paint(drawn),
            services=self.data.services,
            kinds=self.state.kinds if drawn.has_points else (),
            selected=(*drawn.scene.marked, *filter(None, [drawn.scene.selected])),
            frame=drawn.scene.view.frame,
        )

    def _paint(self, drawn: Drawn) -> Paint:
        scene = drawn.scene
        shapes = self.data.shapes(HEXAGON_FILE) if self.state.map.kind == HEXAGONS else self._shapes
        codes = [str(feature["id"]) for feature in shapes["features"]]
        colours = {
            code: scene.colours[step]
            for code, step in zip(codes, scene.steps, strict=True)
            if step >= 0
        }
        if self.state.map.kind == BANDS:
            # What lies beyond every band is land of its colour.
            land = self.data.shapes("country")["features"]
            colours |= {str(feature["id"]): scene.land_colour for feature in land}
            shapes = {**shapes, "features": [*land, *shapes["features"]]}
        return Paint(
            shapes, colours, drawn.key, drawn.key_title, drawn.name, scene.alt,
            has_scale=self.state.map.kind != HEXAGONS,
        )  # fmt: skip

    @cached_property
    def _shapes(self) -> dict[str, Any]:
        kind, state = self.state.map.kind, self.state
        if kind == SMALL:
            return self.data.small_geojson(state.area_type, state.area)
        if kind == BANDS:
            return self.data.bands_geojson(state.map.source)
        return self.data.shapes(state.area_type)
