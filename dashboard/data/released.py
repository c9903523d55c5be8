"""An open release, with what the pages ask of it.

What is kept is shared by every visitor: treat a frame that comes from here as read-only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from dashboard.data import bands, comparing, live, nearby, places, rows, shapes, small
from dashboard.data.bands import Bands
from dashboard.data.kept import kept
from dashboard.data.shapes import ShapeFile
from dashboard.frame import Frame
from dashboard.order import codes_of
from dashboard.search import Finder
from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.catalogue.indicators import INDICATOR_BY_ID, Indicator
from etl.methods.aggregation import Figure
from etl.methods.explain import Explanation
from etl.methods.scenario_parts import Assumptions, relevant
from etl.release import Release, release_tables


@dataclass(frozen=True)
class Data:
    """An open release, with what the pages ask of it.

    Attributes:
        release: The release.
        key: Changes whenever the release does.
        assumptions: What the figures of areas rest on; see `under`.
    """

    release: Release
    key: str
    assumptions: Assumptions = Assumptions()  # noqa: RUF009 - it is frozen

    def under(self, assumptions: Assumptions) -> Data:
        """The same release with its figures worked out under other assumptions.

        What does not rest on them, and what is not worked out live, stays as published.
        """
        return replace(self, assumptions=assumptions)

    def warm_up(self) -> None:
        """Read what changed assumptions are worked out from, before the first one is changed."""
        live.scenario(self.key, self.release)

    @property
    def published(self) -> Data:
        """The same release as it was published."""
        return self.under(Assumptions())

    def is_live(self, indicator_id: str, basis: str = DEFAULT_BASIS) -> bool:
        """Whether an indicator's figures differ in their assumptions from the published ones."""
        return self._live(indicator_id, basis) is not None

    def _live(self, indicator_id: str, basis: str) -> live.Measures | None:
        changed = _changed(indicator_id, self.assumptions, self._basis(indicator_id, basis))
        if changed is None:
            return None
        return live.measures(live.scenario(self.key, self.release), indicator_id, changed)

    def _basis(self, indicator_id: str, basis: str) -> str:
        """The basis that rows are published on: the one asked for, or else the one assumed.

        Empty where the basis assumed is not published for the indicator.
        """
        if basis != DEFAULT_BASIS:
            return basis
        assumed = self.assumptions.basis
        return assumed if assumed in INDICATOR_BY_ID[indicator_id].bases else ""

    @property
    def id(self) -> str:
        """Short name of the release."""
        return self.release.id

    @property
    def manifest(self) -> dict[str, Any]:
        """What was built from what, when and on which assumptions."""
        return self.release.manifest

    @property
    def services(self) -> pd.DataFrame:
        """The register."""
        return rows.table(self.key, self.release, "services")

    def areas(self, area_type: str) -> dict[str, str]:
        """Names of the areas of one type by code, in the order of the alphabet."""
        return rows.names(self.key, self.release)[area_type]

    def area_codes(self) -> dict[str, dict[str, str]]:
        """Names by code, by area type."""
        return rows.names(self.key, self.release)

    def nation_of(self, area_type: str, code: str) -> str:
        """Nation of an area."""
        return rows.nations(self.key, self.release)[area_type, code]

    def indicator(
        self, area_type: str, indicator_id: str, basis: str = DEFAULT_BASIS
    ) -> pd.DataFrame:
        """One indicator for one area type: its rows of the release, with name and nation."""
        return _indicator(self, area_type, indicator_id, basis)

    def uk_value(self, indicator: Indicator, basis: str = DEFAULT_BASIS) -> float | None:
        """The figure for the United Kingdom, where there is one: nations' own studies have none."""
        if (self._basis(indicator.id, basis) or basis) != DEFAULT_BASIS:
            return None
        found = self._live(indicator.id, basis)
        if found is not None:
            value = found.uk.get(indicator.id, float("nan"))
            return None if math.isnan(value) else value
        figures = self.manifest.get("uk", {}).get(indicator.id) or {}
        return figures.get("value")

    def uk_figure(self, indicator: Indicator, basis: str = DEFAULT_BASIS) -> Figure | None:
        """The figure for the United Kingdom with its limits, where there is one."""
        figures = self.manifest.get("uk", {}).get(indicator.id) or {}
        if basis != DEFAULT_BASIS or figures.get("value") is None:
            return None
        return Figure(*(_number(figures.get(part)) for part in ("value", "lower", "upper")))

    def region_of(self, area_type: str, code: str) -> tuple[str, str]:
        """Type and code of the region that an area lies in; the code is empty for none."""
        return comparing.regions(self.key, self.release).get((area_type, code), ("region", ""))

    def is_within(self, area_type: str, code: str, *, place_type: str, place: str) -> bool:
        """Whether an area lies in a nation (`country`) or in a region."""
        if place_type == "country":
            return self.nation_of(area_type, code) == self.areas("country")[place]
        return self.region_of(area_type, code) == (place_type, place)

    def need_ranks(self, area_type: str) -> pd.DataFrame:
        """Range of the rank of each area in need per child, from the draws, by area code."""
        return comparing.need_ranks(self.key, self.release, area_type)

    def of_area(self, table: str, area_type: str, code: str) -> pd.DataFrame:
        """Rows of a table of the release about one area: equity, neighbours, projections."""
        return comparing.of_area(self.key, self.release, table, area_type, code)

    def published_rates(self) -> pd.DataFrame:
        """Published rates of England by year."""
        return rows.table(self.key, self.release, "published_prevalence")

    @property
    def finder(self) -> Finder:
        """Finds areas, services and postcodes from what a person types."""
        return places.finder(self.key, self.release)

    def area_of_small(self, small_area: str, area_type: str) -> str:
        """Code of the planning area that a small area lies in; empty for none."""
        return places.area_of_small(self.key, self.release, small_area, area_type)

    def small_area_of(self, postcode: str) -> str:
        """Code of the small area of a whole postcode of Great Britain; empty for none."""
        return places.small_area_of(self.key, self.release, postcode)

    def services_of_small(self, small_area: str) -> pd.DataFrame:
        """Services that count within reach of a small area with minutes, nearest first."""
        return nearby.services_of_small(self.key, self.release, small_area, self.assumptions)

    def services_near(self, area_type: str, code: str) -> pd.DataFrame:
        """Services that count within an hour of any child of an area, nearest first."""
        return nearby.services_near(self.key, self.release, area_type, code, self.assumptions)

    def gap_reason(self, area_type: str, code: str, kind: str) -> str:
        """The sentence that says why an area has a gap in one kind of service, or nothing.

        It is about the published figures, so there is none under other assumptions.
        """
        if not self.assumptions.is_published:
            return ""
        return rows.gap_reasons(self.key, self.release).get((area_type, code, kind), "")

    def explain(
        self, area_type: str, code: str, indicator_id: str, basis: str = DEFAULT_BASIS
    ) -> Explanation:
        """Where one number comes from.

        Raises:
            UserError: If the release has no such number.
        """
        return self.release.explain(code, indicator_id, basis=basis, area_type=area_type)

    def shape_file(self, name: str) -> ShapeFile:
        """The shapes of a planning area type, or `HEXAGONS`."""
        return shapes.planning(self.key, self.release, name)

    def static_json(self, name: str, content: Any) -> str:
        """Address of something public of the release; written once, so it may not change."""
        return shapes.static_json(self.release, name, content)

    def boundaries_url(self, area_type: str) -> str:
        """Where the browser finds the shapes of an area type."""
        return self.shape_file(area_type).url

    def codes_in_order(self, area_type: str) -> tuple[str, ...]:
        """Codes of the shapes of an area type, in the order of their file."""
        return self.shape_file(area_type).codes

    def clusters(self, area_type: str, indicator_id: str) -> pd.Series:
        """Kind of cluster by the code of the area; empty where none were worked out."""
        if "clusters" not in release_tables():
            return pd.Series(dtype=object)
        found = rows.table(self.key, self.release, "clusters")
        mine = found[(found["area_type"] == area_type) & (found["indicator_id"] == indicator_id)]
        return mine.set_index(mine["area_code"].astype(str))["cluster"].astype(str)

    def small_shapes(self, area_type: str, code: str) -> ShapeFile:
        """The shapes of the small areas of one planning area, and of no others."""
        return shapes.small(self.key, self.release, area_type, code)

    def can_drill(self, area_type: str, code: str) -> bool:
        """Whether the small areas of a planning area are few enough to be drawn."""
        count = shapes.count_small(self.key, self.release, area_type, code)
        return 0 < count <= shapes.MOST_SMALL_AREAS

    def small_indicator(
        self, codes: Sequence[str], indicator_id: str, basis: str = DEFAULT_BASIS
    ) -> pd.DataFrame:
        """One indicator for some small areas, with their names and intervals."""
        part = small.indicator(self.key, self.release, indicator_id, basis)
        found = self._live(indicator_id, basis)
        if found is not None:
            # The rows stand in the order of the small areas, as the figures do.
            part = part.assign(value=found.small_areas[indicator_id], lower=np.nan, upper=np.nan)
        return part[part["area_code"].isin(list(codes))].reset_index(drop=True)

    def small_rows(
        self, codes: Sequence[str], indicator_id: str, basis: str = DEFAULT_BASIS
    ) -> pd.DataFrame:
        """The same with all columns of `indicator`, for a table or a file."""
        part = small.rows(self.key, self.release, indicator_id, basis)
        found = self._live(indicator_id, basis)
        if found is not None:
            values = found.small_areas[indicator_id]
            blank = live.without_values(part)
            part = live.with_values(blank, codes_of(part), values, self.period)
        return part[part["area_code"].isin(list(codes))].reset_index(drop=True)

    @property
    def period(self) -> str:
        """The period of a population that is projected; empty for the published one."""
        return f"mid-{self.assumptions.year}" if self.assumptions.year else ""

    def small_geojson(self, area_type: str, code: str) -> dict[str, Any]:
        """Shapes of small areas as GeoJSON. Not kept: only a download needs them."""
        return shapes.small_geojson(self.key, self.release, area_type, code)

    @property
    def band_sources(self) -> tuple[str, ...]:
        """Where bands of travel time can start: kinds of service, then services, by id."""
        return bands.sources(self.key, self.release)

    def bands(self, source: str) -> Bands:
        """Bands of travel time to a service, or to the nearest of a kind, by its id."""
        return bands.bands(self.key, self.release, source, self.assumptions)

    def bands_geojson(self, source: str) -> dict[str, Any]:
        """The shapes of bands as GeoJSON. Not kept: only a download needs them."""
        return shapes.geojson(shapes.file_of(self.bands(source).url))

    def shapes(self, area_type: str) -> dict[str, Any]:
        """The shapes of an area type as GeoJSON. Not kept: only a download needs them."""
        return shapes.geojson(self.release.boundaries_file(area_type))

    def frame_of(self, area_type: str, code: str) -> Frame | None:
        """The box around an area, if the release has its shape."""
        return self.shape_file(area_type).frames.get(code)


@lru_cache(4096)  # asked for several times at every change
def _changed(indicator_id: str, assumptions: Assumptions, basis: str) -> Assumptions | None:
    """What an indicator is worked out on; None if its published rows say the same."""
    changed = replace(assumptions, basis=basis) if basis else assumptions
    rests_on = relevant(indicator_id, changed)
    published = replace(Assumptions(), basis=rests_on.basis if basis else DEFAULT_BASIS)
    return None if rests_on == published else changed


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


@kept(most=600)
def _indicator(data: Data, area_type: str, indicator_id: str, basis: str) -> pd.DataFrame:
    rows_on = data._basis(indicator_id, basis) or basis
    found = data._live(indicator_id, basis)
    if found is None:
        return rows.indicator(data.key, data.release, area_type, indicator_id, rows_on)
    members = live.scenario(data.key, data.release).country.members
    values = found.areas[indicator_id][members.rows[area_type]]
    blank = _blank(data.key, data.release, area_type, indicator_id, rows_on)
    return live.with_values(blank, members.codes[area_type], values, data.period)


@kept(most=600)
def _blank(
    key: str, release: Release, area_type: str, indicator_id: str, basis: str
) -> pd.DataFrame:
    return live.without_values(rows.indicator(key, release, area_type, indicator_id, basis))
