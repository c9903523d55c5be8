"""Road travel minutes by least-cost path over a 1 km land grid.

Every land cell is a node. A step to one of 16 neighbours takes its length times the
mean pace of its two ends, and exists only where the straight line between them stays on
land. Bridges, tunnels, causeways and ferries are extra edges. A point is joined by
straight lines to the centre of its own cell and of the open cells around it. Minutes at
both ends (walking to the car, parking, local streets) are added last.

    minutes(a, b) = path + (terminal(a) + terminal(b)) x (1 - 0.25 exp(-path / 6))

The result is rounded to 0.01 minute so that a threshold such as "within 30 minutes"
gives the same answer on every machine. Formulas, errors and limits are in
`docs/methods/travel.md`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse.csgraph import dijkstra

from etl.errors import UserError
from etl.methods.land_graph import LandGraph, Links, with_points
from etl.methods.travel_checks import check_points
from etl.methods.travel_terms import (
    CELL_METRES,
    CROSSING_COLUMNS,
    DIRECTIONS,
    REASONS,
    TravelSettings,
    no_crossings,
    terminal_ramp,
)

__all__ = [
    "CELL_METRES", "CROSSING_COLUMNS", "DIRECTIONS", "REASONS", "TravelModel", "TravelSettings",
    "check_points", "no_crossings",
]  # fmt: skip

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


class TravelModel(LandGraph):
    """Travel minutes by road between points of the United Kingdom.

    Args:
        surface: One row per land cell: `cell_id`, `easting` and `northing` of the centre
            (metres, EPSG:27700), `minutes_per_km`, `open_directions` (bits in the order
            of `DIRECTIONS`); optionally `terminal_minutes` for one end of a journey.
        crossings: `crossing_id`, `name`, `kind` (bridge, tunnel, causeway or ferry),
            `from_easting`, `from_northing`, `to_easting`, `to_northing`, `minutes` (NaN
            for a fixed link: its length times the pace at its ends; NaN for a ferry: its
            length at `ferry_minutes_per_km`) and `open_to_cars` (true, false, yes or no).
        settings: Assumptions; see `TravelSettings`.

    Raises:
        DataError: The surface or the crossings do not keep their contract.

    Example:
        >>> surface = pd.DataFrame({
        ...     "cell_id": [1, 2], "easting": [500, 1500], "northing": [500, 500],
        ...     "minutes_per_km": [1.0, 2.0], "open_directions": [1, 256]})
        >>> settings = TravelSettings(terminal_minutes=10, short_trip_share=0)
        >>> model = TravelModel(surface, no_crossings(), settings=settings)
        >>> here = pd.DataFrame({"id": ["A"], "easting": [500.0], "northing": [500.0]})
        >>> there = pd.DataFrame({"id": ["B"], "easting": [1500.0], "northing": [500.0]})
        >>> float(model.minutes(here, there)[0, 0])
        11.5
    """

    def minutes(
        self,
        origins: pd.DataFrame,
        destinations: pd.DataFrame,
        *,
        limit_minutes: float | None = None,
    ) -> FloatArray:
        """Compute the minutes by road for every pair.

        Args:
            origins: `id`, `easting` and `northing` in metres (EPSG:27700).
            destinations: The same columns.
            limit_minutes: Longer journeys become `inf`; a limit saves time.

        Returns:
            Minutes, shape (origins, destinations), rounded to 0.01; `inf` where there is
            no road or where the limit is passed. The limit itself is included.

        Raises:
            UserError: A column is missing, a coordinate is missing or looks like
                longitude and latitude, an id occurs twice, or the limit is not positive.
        """
        if limit_minutes is not None and not limit_minutes > 0:
            raise UserError("The limit in minutes must be above zero.", where="limit_minutes")
        near, far = self.links(origins, "origins"), self.links(destinations, "destinations")
        if len(near.xy) < len(far.xy):  # the graph has no direction: search from the fewer side
            return self._search(far, near, limit_minutes).T
        return self._search(near, far, limit_minutes)

    def reasons(
        self,
        origins: pd.DataFrame,
        destinations: pd.DataFrame,
        *,
        minutes: FloatArray | None = None,
    ) -> npt.NDArray[np.object_]:
        """Say why each pair has no minutes.

        Args:
            origins: As for `minutes`.
            destinations: As for `minutes`.
            minutes: What `minutes` gave; without it nothing can be beyond a limit.

        Returns:
            A code of `REASONS` per pair, shape (origins, destinations); empty text where
            the pair is reachable. What is wrong with the origin is said first.
        """
        near, far = self.links(origins, "origins"), self.links(destinations, "destinations")
        size = np.bincount(self.landmass)
        land_a, land_b = self.landmass[near.cell], self.landmass[far.cell]
        island_a = size[land_a] < self.settings.main_land_cells
        island_b = size[land_b] < self.settings.main_land_cells
        apart = land_a[:, None] != land_b[None, :]
        codes = np.full(apart.shape, "", dtype=object)
        if minutes is not None:
            codes[np.isinf(minutes)] = "beyond_limit"
        codes[apart] = "sea_between"
        codes[apart & island_b[None, :]] = "destination_island"
        codes[apart & island_a[:, None]] = "origin_island"
        codes[:, ~far.on_land] = "destination_off_land"
        codes[~near.on_land, :] = "origin_off_land"
        return codes

    def _search(self, near: Links, far: Links, limit: float | None) -> FloatArray:
        """Run one search per distinct far point, from both ends' links."""
        _, first, back = np.unique(far.xy, axis=0, return_index=True, return_inverse=True)
        result = np.full((len(near.xy), len(first)), np.inf)
        for at in range(0, len(first), 25):  # 25 searches of 250,000 cells hold 50 MB
            part = first[at : at + 25]
            joined = with_points(self.graph, far.cells[part], far.minutes[part])
            nodes = np.arange(len(self.cell_xy), len(self.cell_xy) + len(part))
            reach = dijkstra(joined, indices=nodes, limit=np.inf if limit is None else limit)
            for link in range(near.cells.shape[1]):
                path = reach[:, near.cells[:, link]].T + near.minutes[:, [link]]
                np.minimum(result[:, at : at + 25], path, out=result[:, at : at + 25])
        result = self._same_cell(near, far, first, result)[:, back.reshape(-1)]
        ends = near.terminal[:, None] + far.terminal[None, :]
        result = np.round(result + ends * terminal_ramp(result, self.settings), 2)
        if limit is not None:
            result[result > limit] = np.inf
        return result

    def _same_cell(
        self, near: Links, far: Links, first: IntArray, result: FloatArray
    ) -> FloatArray:
        """Use the straight line at the cell's pace where both points share a cell."""
        same = near.cell[:, None] == far.cell[first][None, :]
        same &= near.on_land[:, None] & far.on_land[first][None, :]
        row, col = np.nonzero(same)
        gap = near.xy[row] - far.xy[first][col]
        direct = np.hypot(gap[:, 0], gap[:, 1]) / 1000.0 * self.pace[near.cell[row]]
        result[row, col] = np.minimum(result[row, col], direct)
        return result
