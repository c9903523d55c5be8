"""The figures of Compare from the release: whom areas are compared with, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from dashboard.charts.slim import short_name
from dashboard.charts.standing import (
    Comparator,
    Standing,
    Together,
    among_words,
    figure_of,
    name_of,
    stand,
)
from dashboard.charts.words import list_of
from dashboard.data import Data
from dashboard.state import compare as state_words
from dashboard.state.compare import CompareState
from etl.catalogue.areas import AREA_TYPE_BY_ID, AreaType
from etl.catalogue.assumptions import DEFAULT_BASIS, NOT_COMPARABLE
from etl.catalogue.indicators import INDICATOR_BY_ID, Indicator
from etl.catalogue.place_names import spoken
from etl.methods.aggregation import UNKNOWN, Figure

NEED_RATE, NEED = "need_per_10000", "need_all"


@dataclass(frozen=True)
class Figures:
    """What the page asks of the release for one state.

    Attributes:
        data: The release.
        state: The state of the page.
    """

    data: Data
    state: CompareState

    @property
    def area_type(self) -> AreaType:
        """The area type."""
        return AREA_TYPE_BY_ID[self.state.area_type]

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return INDICATOR_BY_ID[self.state.indicator]

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of the areas of the type by code."""
        return self.data.areas(self.state.area_type)

    @property
    def name(self) -> str:
        """What the chosen areas are called."""
        return name_of(self.state.areas, self.names)

    def frame(self, indicator_id: str) -> pd.DataFrame:
        """All areas of the type, for an indicator, on the basis of the page if it has it."""
        return self.data.indicator(self.state.area_type, indicator_id, self.basis_of(indicator_id))

    def frame_of_type(self, area_type: str) -> pd.DataFrame:
        """All areas of another type, for the indicator of the page."""
        return self.data.indicator(area_type, self.state.indicator, self.state.basis)

    def uk_figure(self, indicator: Indicator) -> Figure:
        """The figure for the United Kingdom, not known where there is none."""
        return self.data.uk_figure(indicator, self.basis_of(indicator.id)) or UNKNOWN

    def basis_of(self, indicator_id: str) -> str:
        """The basis of the page, or the default one where an indicator is not given on it."""
        has_it = self.state.basis in INDICATOR_BY_ID[indicator_id].bases
        return self.state.basis if has_it else DEFAULT_BASIS

    def together(self, indicator_id: str) -> Together:
        """The figure of the chosen areas together."""
        return figure_of(
            self.state.areas, indicator=INDICATOR_BY_ID[indicator_id], frame_of=self.frame
        )

    def standing(self, indicator_id: str) -> Standing:
        """Where the chosen areas stand in an indicator."""
        ranks = None
        if indicator_id == NEED_RATE and self.state.basis == DEFAULT_BASIS:
            ranks = self.data.need_ranks(self.state.area_type)
        return stand(
            self.state.areas,
            indicator=INDICATOR_BY_ID[indicator_id],
            area_type=self.area_type,
            comparator=self.comparator,
            frame_of=self.frame,
            ranks=ranks,
        )

    @cached_property
    def comparator(self) -> Comparator:
        """Whom the chosen areas are compared with."""
        against, areas = self.state.against, self.state.areas
        if against == state_words.PICKED:
            return self._others(self.state.picked, "Areas chosen", "areas chosen to compare with",
                                "Choose the areas to compare with.")  # fmt: skip
        if against == state_words.NEIGHBOURS:
            near = self.neighbours()
            codes = tuple(dict.fromkeys(near["neighbour_code"].astype(str)))
            return self._others(
                tuple(code for code in codes if code not in areas),
                "Areas most like it", "areas most like it",
                "Areas most like it are given for one area at a time." if len(areas) != 1 else
                f"{self.area_type.plural} have no statistical neighbours: there are too few of "
                "them. Choose another comparator.",
            )  # fmt: skip
        if against == state_words.REGION:
            return self._place({self.data.region_of(self.state.area_type, c) for c in areas})
        if against == state_words.NATION or self.state.basis != DEFAULT_BASIS:
            nations = {self.data.nation_of(self.state.area_type, code) for code in areas}
            codes_of = {name: code for code, name in self.data.areas("country").items()}
            places = {("country", codes_of[name]) for name in nations}
            found = self._place(places)
            if not found.note and against != state_words.NATION:
                return replace(found, note=f"{NOT_COMPARABLE} The nation is taken.")
            return found
        return self._uk()

    def neighbours(self) -> pd.DataFrame:
        """The areas most like the one that is chosen; no rows for a group."""
        code = self.state.areas[0] if len(self.state.areas) == 1 else ""
        return self.data.of_area("neighbours", self.state.area_type, code)

    def projection(self) -> pd.DataFrame | None:
        """Projections of the chosen areas; None where there are none for them."""
        parts = [self.data.of_area("projections", self.state.area_type, c)
                 for c in self.state.areas]  # fmt: skip
        rows = pd.concat(parts) if parts else pd.DataFrame()
        return None if rows.empty else rows

    def _uk(self, note: str = "") -> Comparator:
        members = tuple(self.names)
        among = among_words(len(members), self.area_type)
        return Comparator("UK", "the UK figure", among, members, self.uk_figure, note)

    def _place(self, places: set[tuple[str, str]]) -> Comparator:
        """A nation or a region; the UK where no area is chosen or they lie in several places."""
        if not places:
            return self._uk("Choose an area first. The United Kingdom is taken.")
        if len(places) > 1 or not all(code for _, code in places):
            listed = sorted(self._place_name(*place) for place in places if place[1])
            where = f"The areas lie in {list_of(listed)}. " if listed else ""
            return self._uk(f"{where}The United Kingdom is taken.")
        place_type, code = next(iter(places))
        name = self._place_name(place_type, code)
        members = tuple(c for c in self.names if self.data.is_within(
            self.state.area_type, c, place_type=place_type, place=code))  # fmt: skip

        def figure(indicator: Indicator) -> Figure:
            rows = self.data.indicator(place_type, indicator.id, self.basis_of(indicator.id))
            mine = rows[rows["area_code"] == code]
            if mine.empty:
                return UNKNOWN
            row = mine.iloc[0]
            return Figure(float(row["value"]), float(row["lower"]), float(row["upper"]))

        among = among_words(len(members), self.area_type, spoken(name))
        return Comparator(name, f"the figure for {spoken(name)}", among, members, figure)

    def _place_name(self, place_type: str, code: str) -> str:
        return self.data.areas(place_type)[code]

    def _others(self, codes: tuple[str, ...], name: str, phrase: str, none: str) -> Comparator:
        """Some areas together; the UK where there are none."""
        if not codes:
            return self._uk(f"{none} The United Kingdom is taken.")
        members = tuple(dict.fromkeys((*self.state.areas, *codes)))

        def figure(indicator: Indicator) -> Figure:
            return figure_of(codes, indicator=indicator, frame_of=self.frame).figure

        among = among_words(len(members), self.area_type)
        if len(codes) == 1:
            name, phrase = short_name(self.names[codes[0]]), spoken(self.names[codes[0]])
        else:
            phrase = f"the {len(codes)} {phrase}"
        return Comparator(name, f"the figure for {phrase}", among, members, figure)
