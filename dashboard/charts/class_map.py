"""Maps whose colours are classes, not steps of one figure: clusters, and bands of travel time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from dashboard.charts.area_map import Shapes, figures_of, step_of
from dashboard.charts.map_scene import Figures, Scene, rows_in_order
from dashboard.charts.words import count_of_areas, in_sentence, list_of, number
from dashboard.theme import CLUSTER_COLOURS, step_colours
from etl.catalogue.areas import AreaType
from etl.catalogue.assumptions import TRAVEL_THRESHOLDS_MINUTES
from etl.catalogue.comparison import CLUSTERS
from etl.catalogue.indicators import Indicator

BEYOND = f"More than {TRAVEL_THRESHOLDS_MINUTES[-1]} minutes, or no road"
BAND_COLOURS = step_colours(len(TRAVEL_THRESHOLDS_MINUTES) + 1)
BAND_LABELS = (
    f"Up to {TRAVEL_THRESHOLDS_MINUTES[0]} minutes",
    *(f"{low} to {high} minutes" for low, high in pairwise(TRAVEL_THRESHOLDS_MINUTES)),
    BEYOND,
)


def cluster_map(
    frame: pd.DataFrame,
    clusters: pd.Series,
    *,
    indicator: Indicator,
    area_type: AreaType,
    shapes: Shapes,
) -> Scene:
    """Draw which areas stand together with others that are alike.

    Args:
        frame: One row an area with `area_code`, `name`, `value` and its limits.
        clusters: Kind of cluster, a key of `CLUSTER_COLOURS`, by the code of the area.
        indicator: What is shown.
        area_type: For which areas.
        shapes: Their shapes.
    """
    kinds = list(CLUSTER_COLOURS)
    numbers = {kind: number for number, kind in enumerate(kinds)}  # what is not known has none
    step = frame["area_code"].map(clusters).map(numbers).fillna(-1).astype(int)
    table = frame.assign(cluster=frame["area_code"].map(clusters).map(CLUSTERS))
    facts = []
    for kind in kinds[:-1]:
        names = sorted(frame.loc[step == kinds.index(kind), "name"].astype(str))
        if names:
            facts.append(f"{CLUSTERS[kind]}: {count_of_areas(len(names))}, {list_of(names)}.")
    head = f"Map of clusters: {indicator.label}, by {in_sentence(area_type.label)}."
    return Scene(
        shapes=shapes.url,
        steps=step_of(step.to_numpy(), rows_in_order(frame, shapes.codes)),
        colours=tuple(CLUSTER_COLOURS.values()),
        alt=" ".join([head, *(facts or ["No cluster was found."])]),
        table=table,
        classes=tuple(CLUSTERS[kind] for kind in kinds),
        figures=(figures_of(frame, indicator, shapes.codes),),
        land=shapes.land,
    )


def band_map(
    *,
    url: str,
    land: str,
    children: Sequence[float],
    start: str,
) -> Scene:
    """Draw bands of travel time.

    Args:
        url: Address of the shapes, one a band, nearest first, without what lies beyond.
        land: Address of the shapes of the nations: what lies beyond every band.
        children: Modelled children with life-limiting conditions in each band and beyond.
        start: Where journeys lead, for the written alternative.
    """
    inside = len(BAND_LABELS) - 1
    total = sum(children)
    parts = [
        f"{label}: {number(count, decimals=0)} children, {number(100 * count / total, decimals=0)}%"
        for label, count in zip(BAND_LABELS, children, strict=True)
    ]
    return Scene(
        shapes=url,
        steps=np.arange(inside, dtype=np.int16),
        colours=BAND_COLOURS[:inside],
        alt=f"Map of minutes by car to {start}. {'. '.join(parts)}.",
        table=pd.DataFrame({"Band": BAND_LABELS, "Children": np.round(children)}),
        figures=(
            Figures(np.array(children[:inside]), 0, " children with life-limiting conditions"),
        ),
        land=land,
        land_colour=BAND_COLOURS[-1],
    )
