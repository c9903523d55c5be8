"""The small areas of one area: their figures, their steps, their map, and what is taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.charts.area_map import Shapes, area_map, indicator_steps
from dashboard.charts.assumed import labelled
from dashboard.charts.breaks import Steps
from dashboard.charts.legend import step_legend
from dashboard.charts.map_scene import Scene, View
from dashboard.data import Data
from dashboard.frame import Frame
from dashboard.state.explore import ExploreState
from etl.catalogue.areas import SMALL_AREA
from etl.catalogue.indicators import INDICATOR_BY_ID

_AROUND = 0.08


@dataclass(frozen=True)
class SmallAreas:
    """The small areas of the chosen area, as a state shows them.

    Attributes:
        data: The release, on the assumptions of the page.
        state: What the page shows; an area is chosen.
    """

    data: Data
    state: ExploreState

    @property
    def place(self) -> str:
        """Name of the chosen area."""
        return self.data.areas(self.state.area_type)[self.state.area]

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes in the order of their shapes."""
        return self.data.small_shapes(self.state.area_type, self.state.area).codes

    @property
    def rows(self) -> pd.DataFrame:
        """Rows of the indicator with every column."""
        return self.data.small_rows(self.codes, self.state.indicator, self.state.basis)

    @property
    def frame(self) -> Frame | None:
        """The box around them."""
        own = self.data.frame_of(self.state.area_type, self.state.area)
        return None if own is None else own.widened(by=_AROUND, least=0.01)

    @property
    def shapes(self) -> dict[str, Any]:
        """Their shapes as GeoJSON."""
        return self.data.small_geojson(self.state.area_type, self.state.area)

    def steps(self) -> Steps:
        """The steps they are drawn in."""
        state, choice = self.state, self.state.map
        indicator = INDICATOR_BY_ID[state.indicator]
        published = self.data.published
        return indicator_steps(
            self.data.small_indicator(self.codes, state.indicator, state.basis),
            indicator,
            method=choice.breaks,
            limits=choice.limits,
            uk_value=self.data.uk_value(indicator, state.basis),
            locked_to=published.small_indicator(self.codes, state.indicator, state.basis)
            if choice.is_locked
            else None,
        )


def small_map(small: SmallAreas, *, land: str) -> tuple[Scene, str]:
    """Draw the small areas, with the legend.

    Args:
        small: The small areas.
        land: Address of the shapes drawn as land behind.
    """
    data, state = small.data, small.state
    indicator, steps = INDICATOR_BY_ID[state.indicator], small.steps()
    file = data.small_shapes(state.area_type, state.area)
    scene = area_map(
        frame=data.small_indicator(file.codes, state.indicator, state.basis),
        steps=steps,
        indicator=labelled(indicator, state.assumed),
        area_type=SMALL_AREA,
        shapes=Shapes(
            file.url, file.codes, land=land, outlines=data.shape_file(state.area_type).url
        ),
        place=small.place,
    )
    scene = replace(scene, view=View(f"small:{state.area}", small.frame))
    return scene, step_legend(steps, indicator=indicator, plural=SMALL_AREA.plural)
