"""The maps of Explore: one function for each kind, from the state to what is drawn. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.charts.area_map import Shapes, area_map, indicator_steps
from dashboard.charts.class_map import BAND_COLOURS, BAND_LABELS, band_map, cluster_map
from dashboard.charts.legend import class_legend, step_legend
from dashboard.charts.map_scene import Scene, View
from dashboard.charts.pair_map import make_pair, pair_legend, pair_map
from dashboard.charts.service_points import (
    Points,
    RegisterFile,
    register_rows,
    service_points,
)
from dashboard.charts.words import in_sentence, number
from dashboard.components.map_figures import MapFigures
from dashboard.data import Data
from dashboard.data.kept import kept
from dashboard.frame import Frame
from dashboard.state.explore import VIEW_AREA, ExploreState
from dashboard.state.map_choice import (
    AREAS,
    BANDS,
    BESIDE,
    CLUSTERS,
    HEXAGONS,
    PAIR,
    PUBLISHED,
    SMALL,
)
from dashboard.theme import CLUSTER_COLOURS
from etl.catalogue.areas import AREA_TYPE_BY_ID, SMALL_AREA
from etl.catalogue.areas import HEXAGONS as HEXAGON_FILE
from etl.catalogue.assumptions import DEFAULT_BASIS, NOT_COMPARABLE
from etl.catalogue.comparison import CLUSTERS as CLUSTER_WORDS
from etl.catalogue.indicators import INDICATOR_BY_ID, Indicator
from etl.catalogue.services import SERVICE_KIND_BY_ID

OWN_VIEW = (SMALL, HEXAGONS)
_OF_AREAS = (AREAS, HEXAGONS, PAIR, BESIDE, CLUSTERS)
CHANGED = "On changed assumptions."
_BESIDE_HEIGHT = 560
_AROUND_SMALL = 0.08


@dataclass(frozen=True)
class Drawn:
    """One map with its legend.

    Attributes:
        scene: The map.
        legend: The legend as HTML.
        title: What stands above it where there are two.
        has_points: Whether services stand on it.
    """

    scene: Scene
    legend: str
    title: str = ""
    has_points: bool = True


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
    return tuple(_placed(drawn, data, state) for drawn in _without_places(data, bare))


@kept(most=400)
def _without_places(data: Data, bare: ExploreState) -> tuple[Drawn, ...]:
    """The maps of all who look at the same figures, whatever each has chosen on them."""
    return _KINDS[bare.map.kind](data, bare, MapFigures(data, bare))


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


def _areas(data: Data, state: ExploreState, figures: MapFigures) -> tuple[Drawn, ...]:
    return (_one(data, state, figures, state.indicator),)


def _one(
    data: Data, state: ExploreState, figures: MapFigures, indicator_id: str, *, old: bool = False
) -> Drawn:
    """One indicator for all areas of the type; `old`: as it was published."""
    indicator, area_type = INDICATOR_BY_ID[indicator_id], AREA_TYPE_BY_ID[state.area_type]
    steps = figures.steps(indicator_id, old=old)
    has_points = state.map.kind != HEXAGONS
    file = data.shape_file(state.area_type if has_points else HEXAGON_FILE)
    scene = area_map(
        frame=figures.shown(indicator_id, old=old),
        steps=steps,
        indicator=indicator,
        area_type=area_type,
        shapes=Shapes(file.url, file.codes, land=_land(data) if has_points else ""),
        uk_value=figures.uk_value(indicator_id),
        flag=_flag(state, are_changed=figures.are_changed and not old),
    )
    if not has_points:
        scene = replace(scene, view=View("hexagons", None))
    legend = step_legend(steps, indicator=indicator, plural=area_type.plural)
    return Drawn(scene, legend, _title(indicator, old=old), has_points)


def _beside(data: Data, state: ExploreState, figures: MapFigures) -> tuple[Drawn, ...]:
    second = state.map.second
    is_old = second == PUBLISHED
    left = _one(data, state, figures, state.indicator)
    right = _one(data, state, figures, state.indicator if is_old else second, old=is_old)
    return tuple(
        replace(one, scene=replace(one.scene, link="beside", height=_BESIDE_HEIGHT))
        for one in (left, right)
    )


def _small(data: Data, state: ExploreState, figures: MapFigures) -> tuple[Drawn, ...]:  # noqa: ARG001
    indicator = INDICATOR_BY_ID[state.indicator]
    file = data.small_shapes(state.area_type, state.area)
    frame = data.small_indicator(file.codes, state.indicator, state.basis)
    steps = indicator_steps(
        frame, indicator, method=state.map.breaks, limits=state.map.limits,
        uk_value=data.uk_value(indicator, state.basis),
    )  # fmt: skip
    own = data.frame_of(state.area_type, state.area)
    scene = area_map(
        frame=frame,
        steps=steps,
        indicator=indicator,
        area_type=SMALL_AREA,
        shapes=Shapes(
            file.url, file.codes, land=_land(data), outlines=data.shape_file(state.area_type).url
        ),
        place=data.areas(state.area_type)[state.area],
    )
    view = View(f"small:{state.area}", None if own is None else _close(own))
    scene = replace(scene, view=view)
    return (Drawn(scene, step_legend(steps, indicator=indicator, plural=SMALL_AREA.plural)),)


def _bands(data: Data, state: ExploreState, figures: MapFigures) -> tuple[Drawn, ...]:  # noqa: ARG001
    source = state.map.source
    found, start = data.bands(source), source_label(data, source)
    scene = band_map(
        url=found.url,
        land=_land(data),
        children=found.children,
        start=start,
    )
    counts = [
        f"{number(children, decimals=0)} children, {number(areas, decimals=0)} small areas"
        for children, areas in zip(found.children, found.small_areas, strict=True)
    ]
    note = (
        "Darker is farther. A small area has the colour of the journey from where most of its "
        "people live. Children are modelled estimates on the published assumptions."
    )
    title = f"Minutes by car to {start}"
    return (Drawn(scene, class_legend(BAND_LABELS, BAND_COLOURS, counts, title=title, note=note)),)


def _pair(data: Data, state: ExploreState, figures: MapFigures) -> tuple[Drawn, ...]:
    second = state.map.second if state.map.second != PUBLISHED else state.indicator
    indicators = (INDICATOR_BY_ID[state.indicator], INDICATOR_BY_ID[second])
    frames = (figures.shown(state.indicator), figures.shown(second))
    pair = make_pair(*frames, indicators)
    file = data.shape_file(state.area_type)
    scene = pair_map(
        pair,
        frames=frames,
        area_type=AREA_TYPE_BY_ID[state.area_type],
        shapes=Shapes(file.url, file.codes, land=_land(data)),
    )
    return (Drawn(scene, pair_legend(pair)),)


def _clusters(data: Data, state: ExploreState, figures: MapFigures) -> tuple[Drawn, ...]:
    indicator = INDICATOR_BY_ID[state.indicator]
    found = data.clusters(state.area_type, state.indicator)
    file = data.shape_file(state.area_type)
    scene = cluster_map(
        figures.shown(state.indicator, old=True),
        found,
        indicator=indicator,
        area_type=AREA_TYPE_BY_ID[state.area_type],
        shapes=Shapes(file.url, file.codes, land=_land(data)),
    )
    counts = [f"{int((found == kind).sum())} areas" for kind in CLUSTER_COLOURS]
    labels = [CLUSTER_WORDS[kind] for kind in CLUSTER_COLOURS]
    note = (
        "High and low are against the mean of all areas. A pale colour is an area unlike its "
        "neighbours. Worked out on the published figures."
    )
    legend = class_legend(
        labels, tuple(CLUSTER_COLOURS.values()), counts, title=indicator.label, note=note
    )
    return (Drawn(scene, legend),)


def source_label(data: Data, source: str) -> str:
    """Where bands of travel time start, in words."""
    if source in SERVICE_KIND_BY_ID:
        return f"the nearest {SERVICE_KIND_BY_ID[source].label.lower()}"
    services = data.services
    return str(services.loc[services["service_id"] == source, "name"].iloc[0])


def _flag(state: ExploreState, *, are_changed: bool) -> str:
    """What the written alternative opens with."""
    flags = [CHANGED] if are_changed else []
    return " ".join([*flags, *([] if state.basis == DEFAULT_BASIS else [NOT_COMPARABLE])])


@kept(most=200)
def _points(data: Data, kinds: tuple[str, ...]) -> Points:
    return service_points(data.services, kinds, register=_register_file(data))


@kept(most=2)
def _register_file(data: Data) -> RegisterFile:
    """The register as the browser fetches it once."""
    rows = register_rows(data.services)
    url = data.static_json("services.json", rows)
    return RegisterFile(url, {row[3]: number for number, row in enumerate(rows)})


def _land(data: Data) -> str:
    return data.shape_file("country").url


def _view(data: Data, state: ExploreState) -> View:
    """The surroundings of the chosen area, or the whole UK."""
    frame = data.frame_of(state.area_type, state.area) if state.area else None
    if frame is None or state.view != VIEW_AREA:
        return View()
    return View(f"area:{state.area}", frame.widened())


def _close(frame: Frame) -> Frame:
    return frame.widened(by=_AROUND_SMALL, least=0.01)


def _title(indicator: Indicator, *, old: bool) -> str:
    return f"{indicator.label}, as published" if old else indicator.label


_KINDS: dict[str, Callable[[Data, ExploreState, MapFigures], tuple[Drawn, ...]]] = {
    AREAS: _areas,
    HEXAGONS: _areas,
    SMALL: _small,
    BANDS: _bands,
    PAIR: _pair,
    BESIDE: _beside,
    CLUSTERS: _clusters,
}
