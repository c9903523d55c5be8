"""The figures that a map of Explore is drawn from, and the steps that they are drawn in."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.charts.area_map import indicator_steps
from dashboard.charts.breaks import Steps
from dashboard.data import Data
from dashboard.state.explore import ExploreState
from etl.catalogue.indicators import INDICATOR_BY_ID


@dataclass(frozen=True)
class MapFigures:
    """What a state shows, for the areas of its kind.

    Attributes:
        data: The release, under the assumptions of the state.
        state: What is asked for.
    """

    data: Data
    state: ExploreState

    def shown(self, indicator_id: str, *, old: bool = False) -> pd.DataFrame:
        """Rows of an indicator on the assumptions of the state; `old`: as it was published."""
        data = self.data.published if old else self.data
        return data.indicator(
            self.state.area_type, indicator_id, basis_for(self.state, indicator_id)
        )

    def uk_value(self, indicator_id: str) -> float | None:
        """The figure for the UK, on the assumptions."""
        return self.data.uk_value(
            INDICATOR_BY_ID[indicator_id], basis_for(self.state, indicator_id)
        )

    @property
    def are_changed(self) -> bool:
        """Whether the assumptions differ from those of the release."""
        return self.data.is_live(self.state.indicator, self.state.basis)

    def steps(self, indicator_id: str, *, old: bool = False) -> Steps:
        """The steps that an indicator is drawn in; `old`: as it was published."""
        choice = self.state.map
        locked_to = self.shown(indicator_id, old=True) if choice.is_locked else None
        return indicator_steps(
            self.shown(indicator_id, old=old),
            INDICATOR_BY_ID[indicator_id],
            method=choice.breaks,
            limits=choice.limits if indicator_id == self.state.indicator else (),
            uk_value=self.uk_value(indicator_id),
            locked_to=locked_to,
        )


def basis_for(state: ExploreState, indicator_id: str) -> str:
    """The basis of a state, where the indicator is given on it."""
    bases = INDICATOR_BY_ID[indicator_id].bases
    return state.basis if state.basis in bases else bases[0]
