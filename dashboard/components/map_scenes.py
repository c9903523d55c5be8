"""The maps of Explore: one kind of map, with what a visitor chose on it laid over. No widgets."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.map_scene import View
from dashboard.charts.service_points import (
    Points,
    RegisterFile,
    register_rows,
    service_points,
)
from dashboard.charts.words import in_sentence
from dashboard.components.map_figures import MapFigures
from dashboard.components.map_kinds import KINDS, Drawn
from dashboard.data import Data
from dashboard.data.kept import kept
from dashboard.state.explore import VIEW_AREA, ExploreState
from dashboard.state.map_choice import (
    AREAS,
    BANDS,
    BESIDE,
    CLUSTERS,
    HEXAGONS,
    PAIR,
    SMALL,
    MapChoice,
)
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.indicators import INDICATOR_BY_ID

OWN_VIEW = (SMALL, HEXAGONS)
_OF_AREAS = (AREAS, HEXAGONS, PAIR, BESIDE, CLUSTERS)


def drawn_maps(data: Data, state: ExploreState) -> tuple[Drawn, ...]:
    """The maps of a state: one, or two side by side."""
    bare = replace(
        state,
        area=state.area if state.map.kind == SMALL else "",
        kinds=(),
        view=VIEW_AREA,
        table=False,
        near="",
        rows="",
        map=replace(state.map, marked=()),
    )
    # Files of bands are removed when many others were asked for: look each time.
    make = _without_places if state.map.kind == BANDS else _kept_without_places
    return tuple(_placed(drawn, data, state) for drawn in make(data, bare))


def _without_places(data: Data, bare: ExploreState) -> tuple[Drawn, ...]:
    """The maps of all who look at the same figures, whatever each has chosen on them."""
    return KINDS[bare.map.kind](data, bare, MapFigures(data, bare))


_kept_without_places = kept(most=400)(_without_places)


def _placed(drawn: Drawn, data: Data, state: ExploreState) -> Drawn:
    """A map with services, the chosen area and those picked out, and the part to look at."""
    kind, scene = state.map.kind, drawn.scene
    if kind in _OF_AREAS:
        scene = replace(scene, selected=state.area, marked=state.map.marked)
    if kind not in OWN_VIEW:
        scene = replace(scene, view=_view(data, state))
    if drawn.has_points:
        scene = scene.with_points(_points(data.published, state.kinds))
    return replace(drawn, scene=scene)


def why_not(data: Data, state: ExploreState) -> str:
    """Why the kind of map that was asked for cannot be drawn, and what to do; empty if it can."""
    kind, area_type = state.map.kind, AREA_TYPE_BY_ID[state.area_type]
    indicator = INDICATOR_BY_ID[state.indicator]
    if kind == SMALL:
        if not state.area:
            return f"Choose one of the {in_sentence(area_type.plural)} to see its small areas."
        if not data.can_drill(state.area_type, state.area):
            return "This area has too many small areas for one map. Choose a smaller kind of area."
        if not indicator.small_areas:
            return f'"{indicator.label}" is not given for small areas. Choose another indicator.'
    if kind == HEXAGONS and state.area_type != "ltla":
        return "Hexagons stand for local authorities. Choose them as the kind of area."
    if kind == CLUSTERS and data.clusters(state.area_type, state.indicator).empty:
        return (
            f'Clusters of "{indicator.label}" by {in_sentence(area_type.label)} are not in this '
            "release. Choose another indicator or kind of area."
        )
    return ""


def drawable(data: Data, state: ExploreState) -> ExploreState:
    """The state, or the same with areas in steps of colour where its kind cannot be drawn."""
    return state.with_map(MapChoice(marked=state.map.marked)) if why_not(data, state) else state


@kept(most=200)
def _points(data: Data, kinds: tuple[str, ...]) -> Points:
    return service_points(data.services, kinds, register=_register_file(data))


@kept(most=2)
def _register_file(data: Data) -> RegisterFile:
    """The register as the browser fetches it once."""
    rows = register_rows(data.services)
    url = data.static_json("services.json", rows)
    return RegisterFile(url, {row[3]: number for number, row in enumerate(rows)})


def _view(data: Data, state: ExploreState) -> View:
    """The surroundings of the chosen area, or the whole UK."""
    frame = data.frame_of(state.area_type, state.area) if state.area else None
    if frame is None or state.view != VIEW_AREA:
        return View()
    return View(f"area:{state.area}", frame.widened())
