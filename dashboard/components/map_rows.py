"""The rows behind the map that is shown: what its table holds and what is taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from dashboard.charts.assumed import as_assumed, in_short, labelled
from dashboard.charts.class_map import BAND_LABELS
from dashboard.components.map_bands import source_label
from dashboard.components.map_figures import MapFigures
from dashboard.components.map_small import SmallAreas
from dashboard.data import Data
from dashboard.state.explore import ExploreState
from dashboard.state.map_choice import BANDS, BESIDE, CLUSTERS, PAIR, PUBLISHED, SMALL
from etl.catalogue.areas import AREA_TYPE_BY_ID, SMALL_AREA, AreaType
from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.catalogue.comparison import CLUSTERS as CLUSTER_WORDS
from etl.catalogue.indicators import INDICATOR_BY_ID, Indicator
from etl.methods.scenario_parts import Assumptions

BAND = AreaType(
    "travel_band", "Band of travel time", "Bands of travel time", len(BAND_LABELS), "", True,
    "All small areas whose journeys take so many minutes.",
)  # fmt: skip


@dataclass(frozen=True)
class ShownRows:
    """What stands behind a map.

    Attributes:
        frame: One row an area with the columns of `indicators`, `name` and `nation`, and `more`.
        indicator: What the value is, as its figures are.
        area_type: What a row is about.
        assumed: What the figures rest on.
        uk_value: The figure for the UK.
        place: The area that holds all rows; empty for the UK.
        more: Headings of columns that this kind of map has beside the others.
    """

    frame: pd.DataFrame
    indicator: Indicator
    area_type: AreaType
    assumed: Assumptions
    uk_value: float | None
    place: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def are_areas(self) -> bool:
        """Whether the rows are areas that can be picked out."""
        return self.area_type not in (BAND, SMALL_AREA)


def shown_rows(data: Data, state: ExploreState) -> ShownRows:
    """The rows of a state whose map can be drawn."""
    if state.map.kind == BANDS:
        return _bands(data, state.map.source)
    figures, basis = MapFigures(data, state), state.basis
    is_small, is_old = state.map.kind == SMALL, state.map.kind == CLUSTERS
    is_changed = data.is_live(state.indicator, basis) and not is_old
    assumed = state.assumed if is_changed else Assumptions()
    indicator = as_assumed(INDICATOR_BY_ID[state.indicator], assumed)
    more: dict[str, str] = {}
    if is_small:
        small = SmallAreas(data, state)
        frame, place = small.rows, small.place
    else:
        frame, place = figures.shown(state.indicator, old=is_old), ""
        frame, more = _with_more(data, state, figures, frame)
    return ShownRows(
        frame=frame,
        indicator=indicator,
        area_type=SMALL_AREA if is_small else AREA_TYPE_BY_ID[state.area_type],
        assumed=assumed,
        uk_value=(data.published if is_old else data).uk_value(indicator, basis),
        place=place,
        more=more,
    )


def _with_more(
    data: Data, state: ExploreState, figures: MapFigures, frame: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows with the second figure, or the kind of cluster, where the map shows one."""
    kind, second = state.map.kind, state.map.second
    if kind == CLUSTERS:
        found = data.clusters(state.area_type, state.indicator)
        words = frame["area_code"].map(found).map(CLUSTER_WORDS)
        return frame.assign(cluster=words), {"cluster": "Cluster"}
    if kind not in (PAIR, BESIDE):
        return frame, {}
    is_old = second == PUBLISHED
    id_ = state.indicator if is_old else second
    other = figures.shown(id_, old=is_old).set_index("area_code")["value"]
    indicator = labelled(INDICATOR_BY_ID[id_], Assumptions() if is_old else state.assumed)
    rounded = other.reindex(frame["area_code"]).round(indicator.decimals).to_numpy()
    heading = f"{indicator.label}, as published" if is_old else indicator.label
    return frame.assign(second_value=rounded), {"second_value": f"{heading} ({indicator.unit})"}


def _bands(data: Data, source: str) -> ShownRows:
    found = data.bands(source)
    start = source_label(data, source, found.assumed)
    needs = INDICATOR_BY_ID["need_all"]
    reach = INDICATOR_BY_ID["minutes_to_children_hospice"]
    indicator = replace(
        needs,
        id=f"children_by_minutes_to_{source}",
        label=f"Children by minutes by car to {start}",
        about=" ".join(filter(None, [in_short(found.assumed), needs.about])),
        input_tables=tuple(dict.fromkeys((*needs.input_tables, *reach.input_tables))),
    )
    total = sum(found.children)
    published: dict[str, Any] = data.published.indicator("country", "need_all").iloc[0].to_dict()
    period = data.under(found.assumed).period or str(published["period"])
    frame = pd.DataFrame({
        "area_type": BAND.id, "area_code": [str(n) for n in range(len(BAND_LABELS))],
        "name": BAND_LABELS, "nation": None, "indicator_id": indicator.id, "period": period,
        "basis": found.assumed.basis or DEFAULT_BASIS, "value": found.children,
        "lower": float("nan"), "upper": float("nan"), "unit": needs.unit, "comparison": None,
        "rank": float("nan"), "note": None,
        "share_of_children": [round(100 * c / total, 1) for c in found.children],
        "small_areas": found.small_areas,
    })  # fmt: skip
    more = {"share_of_children": "% of children", "small_areas": "Small areas"}
    return ShownRows(frame, indicator, BAND, found.assumed, total, more=more)
