"""What is drawn on each kind of map of Explore, and the legend of it. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dashboard.charts.area_map import Shapes, area_map
from dashboard.charts.assumed import labelled
from dashboard.charts.class_map import BAND_COLOURS, BAND_LABELS, cluster_map
from dashboard.charts.legend import class_legend, legend_flag, step_key, step_legend
from dashboard.charts.map_scene import Scene, View
from dashboard.charts.pair_map import make_pair, pair_key, pair_legend, pair_map
from dashboard.charts.words import count_of_areas, in_sentence, sentence_start
from dashboard.components.map_bands import bands_map
from dashboard.components.map_figures import MapFigures, basis_for
from dashboard.components.map_small import SmallAreas, small_map
from dashboard.data import Data
from dashboard.state.explore import ExploreState
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
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.areas import HEXAGONS as HEXAGON_FILE
from etl.catalogue.assumptions import DEFAULT_BASIS, NOT_COMPARABLE
from etl.catalogue.comparison import CLUSTERS as CLUSTER_WORDS
from etl.catalogue.indicators import INDICATOR_BY_ID, Indicator

CHANGED = "On changed assumptions."
_BESIDE_HEIGHT = 560


@dataclass(frozen=True)
class Drawn:
    """One map with its legend.

    Attributes:
        scene: The map.
        legend: The legend as HTML.
        title: What stands above it where there are two.
        has_points: Whether services stand on it.
        key: The legend on paper: words and their colour.
        key_title: What the key is of.
        name: Title on paper; empty for that of its figures.
    """

    scene: Scene
    legend: str
    title: str = ""
    has_points: bool = True
    key: tuple[tuple[str, str], ...] = ()
    key_title: str = ""
    name: str = ""


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
        indicator=indicator if old else labelled(indicator, state.assumed),
        area_type=area_type,
        shapes=Shapes(file.url, file.codes, land=_land(data) if has_points else ""),
        uk_value=figures.uk_value(indicator_id),
    )
    if not has_points:
        scene = replace(scene, view=View("hexagons", None))
    legend = step_legend(steps, indicator=indicator, plural=area_type.plural)
    drawn = Drawn(
        scene, legend, _title(indicator, state, old=old), has_points, step_key(steps),
        sentence_start(indicator.unit),
    )  # fmt: skip
    return _flagged(drawn, data.published if old else data, state, indicator_id)


def _beside(data: Data, state: ExploreState, figures: MapFigures) -> tuple[Drawn, ...]:
    second = state.map.second
    is_old = second == PUBLISHED
    left = _one(data, state, figures, state.indicator)
    right = _one(data, state, figures, state.indicator if is_old else second, old=is_old)
    return tuple(
        replace(
            one,
            name=f"{one.title}, {_by(state)}",
            scene=replace(one.scene, link="beside", height=_BESIDE_HEIGHT),
        )
        for one in (left, right)
    )


def _small(data: Data, state: ExploreState, figures: MapFigures) -> tuple[Drawn, ...]:  # noqa: ARG001
    small = SmallAreas(data, state)
    scene, legend = small_map(small, land=_land(data))
    unit = sentence_start(INDICATOR_BY_ID[state.indicator].unit)
    drawn = Drawn(scene, legend, key=step_key(small.steps()), key_title=unit)
    return (_flagged(drawn, data, state, state.indicator),)


def _bands(data: Data, state: ExploreState, figures: MapFigures) -> tuple[Drawn, ...]:  # noqa: ARG001
    scene, legend, title, is_changed = bands_map(data, state.map.source, land=_land(data))
    drawn = Drawn(
        scene, legend, key=tuple(zip(BAND_LABELS, BAND_COLOURS, strict=True)), key_title="Minutes",
        name=f"{title}, UK",
    )  # fmt: skip
    return (_opened(drawn, [CHANGED] if is_changed else []),)


def _pair(data: Data, state: ExploreState, figures: MapFigures) -> tuple[Drawn, ...]:
    second = state.map.second if state.map.second != PUBLISHED else state.indicator
    first, other = (
        labelled(INDICATOR_BY_ID[id_], state.assumed) for id_ in (state.indicator, second)
    )
    indicators = (first, other)
    frames = (figures.shown(state.indicator), figures.shown(second))
    pair = make_pair(*frames, indicators)
    file = data.shape_file(state.area_type)
    scene = pair_map(
        pair,
        frames=frames,
        area_type=AREA_TYPE_BY_ID[state.area_type],
        shapes=Shapes(file.url, file.codes, land=_land(data)),
    )
    drawn = Drawn(
        scene, pair_legend(pair), key=pair_key(pair), key_title="First figure, and second",
        name=f"{first.label}, and {other.label}, {_by(state)}",
    )  # fmt: skip
    return (_flagged(drawn, data, state, state.indicator, second),)


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
    counts = [count_of_areas(int((found == kind).sum())) for kind in CLUSTER_COLOURS]
    labels = [CLUSTER_WORDS[kind] for kind in CLUSTER_COLOURS]
    note = (
        "High and low are against the mean of all areas. A pale colour is an area unlike its "
        "neighbours. Worked out on the published figures."
    )
    legend = class_legend(
        labels, tuple(CLUSTER_COLOURS.values()), counts, title=indicator.label, note=note
    )
    key = tuple(zip(labels, CLUSTER_COLOURS.values(), strict=True))
    return (Drawn(scene, legend, key=key, name=f"Clusters: {indicator.label}, {_by(state)}"),)


def _flagged(drawn: Drawn, data: Data, state: ExploreState, *indicators: str) -> Drawn:
    """A map whose alternative and legend open with what the reader must know of its figures."""
    is_changed = any(data.is_live(id_, basis_for(state, id_)) for id_ in indicators)
    flags = [CHANGED] if is_changed else []
    return _opened(drawn, [*flags, *([] if state.basis == DEFAULT_BASIS else [NOT_COMPARABLE])])


def _opened(drawn: Drawn, flags: Sequence[str]) -> Drawn:
    if not flags:
        return drawn
    words = " ".join(flags)
    scene = replace(drawn.scene, alt=f"{words} {drawn.scene.alt}")
    return replace(drawn, scene=scene, legend=legend_flag(words) + drawn.legend)


def _land(data: Data) -> str:
    return data.shape_file("country").url


def _by(state: ExploreState) -> str:
    return f"by {in_sentence(AREA_TYPE_BY_ID[state.area_type].label)}, UK"


def _title(indicator: Indicator, state: ExploreState, *, old: bool) -> str:
    if old:
        return f"{indicator.label}, as published"
    return labelled(indicator, state.assumed).label


KINDS: dict[str, Callable[[Data, ExploreState, MapFigures], tuple[Drawn, ...]]] = {
    AREAS: _areas,
    HEXAGONS: _areas,
    SMALL: _small,
    BANDS: _bands,
    PAIR: _pair,
    BESIDE: _beside,
    CLUSTERS: _clusters,
}
