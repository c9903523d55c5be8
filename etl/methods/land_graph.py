"""The land as a graph: a node for each cell, a step where the way stays dry, crossings over water.

Points are joined to it by straight lines to their own cell and the open cells around it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from etl.errors import DataError
from etl.methods.crossings import crossing_edges, place_crossings
from etl.methods.travel_checks import check_crossings, check_points, check_surface
from etl.methods.travel_terms import (
    CELL_METRES,
    DIRECTIONS,
    HALF_DIRECTIONS,
    LEAST_MINUTES,
    TravelSettings,
)

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Links:
    """Points joined to the grid.

    Attributes:
        xy: Easting and northing in metres, shape (points, 2).
        cell: Their own cell, or the nearest one, shape (points,).
        on_land: False for a point too far from any cell, shape (points,).
        cells: Cells each point is joined to, its own first, shape (points, 9).
        minutes: Minutes to the centres of those cells, `inf` where closed, shape (points, 9).
        terminal: Minutes of one end of a journey there, shape (points,).
    """

    xy: FloatArray
    cell: IntArray
    on_land: npt.NDArray[np.bool_]
    cells: IntArray
    minutes: FloatArray
    terminal: FloatArray


class LandGraph:
    """The cells of a surface, joined by steps and crossings.

    Args:
        surface: As for `TravelModel`.
        crossings: As for `TravelModel`.
        settings: Assumptions.

    Raises:
        DataError: The surface or the crossings do not keep their contract.

    Attributes:
        cell_xy: Centres in metres, shape (cells, 2).
        pace: Minutes per km, shape (cells,).
        placed_crossings: Crossings open to cars with their cells and minutes.
        graph: Minutes of every step, shape (cells, cells).
        landmass: Number of the landmass of each cell, crossings included, shape (cells,).
    """

    def __init__(
        self, surface: pd.DataFrame, crossings: pd.DataFrame, *, settings: TravelSettings
    ) -> None:
        check_surface(surface)
        check_crossings(crossings)
        self.settings = settings
        self.cell_xy: FloatArray = surface[["easting", "northing"]].to_numpy(dtype=np.float64)
        self.pace: FloatArray = surface["minutes_per_km"].to_numpy(dtype=np.float64)
        self._bits = surface["open_directions"].to_numpy(dtype=np.int64)
        self._terminal = _terminal(surface, settings)
        self._index, self._low = _dense_index(self.cell_xy)
        self._tree = cKDTree(self.cell_xy)
        self.placed_crossings = place_crossings(
            crossings, cell_xy=self.cell_xy, pace=self.pace, tree=self._tree, settings=settings
        )
        self.graph = self._graph()
        self.landmass = connected_components(self.graph, directed=False)[1].astype(np.int64)

    def links(self, points: pd.DataFrame, name: str) -> Links:
        """Join points to their own cell and to the open cells around it.

        Args:
            points: `id`, `easting` and `northing` in metres (EPSG:27700).
            name: What to call the table in an error.

        Raises:
            UserError: As for `minutes`.
        """
        xy = check_points(points, name)
        own = self._cell_at(xy)
        inside = own >= 0
        away, nearest = self._tree.query(xy)
        own = np.where(inside, own, nearest)
        on_land = inside | (away <= self.settings.snap_limit_metres)
        cells = np.repeat(own[:, None], 9, axis=1)
        open_ = np.zeros(cells.shape, dtype=bool)
        open_[:, 0] = on_land
        around = [bit for bit, step in enumerate(DIRECTIONS) if max(map(abs, step)) == 1]
        for link, bit in enumerate(around, start=1):
            # A point in the water is only led ashore, not on to the next cell.
            open_[:, link] = inside & ((self._bits[own] >> bit) & 1 == 1)
            east, north = DIRECTIONS[bit]
            at = self._cell_at(self.cell_xy[own] + np.array([east, north]) * CELL_METRES)
            cells[:, link] = np.where(open_[:, link], at, own)
        gap = np.linalg.norm(self.cell_xy[cells] - xy[:, None, :], axis=2) / 1000.0
        minutes = gap * (self.pace[own][:, None] + self.pace[cells]) / 2
        minutes = np.where(open_, np.maximum(minutes, LEAST_MINUTES), np.inf)
        return Links(
            xy=xy, cell=own, on_land=on_land, cells=cells, minutes=minutes,
            terminal=self._terminal[own],
        )  # fmt: skip

    def _cell_at(self, xy: FloatArray) -> IntArray:
        """Give the number of the cell that holds each point, -1 where there is none."""
        col, row = (np.floor(xy / CELL_METRES).astype(np.int64) - self._low).T
        rows, cols = self._index.shape
        inside = (row >= 0) & (row < rows) & (col >= 0) & (col < cols)
        found = self._index[np.clip(row, 0, rows - 1), np.clip(col, 0, cols - 1)]
        return np.where(inside, found, -1)

    def _graph(self) -> csr_matrix:
        """Build the undirected graph of the cells and the crossings."""
        starts, ends, weights = [], [], []
        for bit, (east, north) in enumerate(HALF_DIRECTIONS):
            here = np.flatnonzero((self._bits >> bit) & 1)
            there = self._cell_at(self.cell_xy[here] + np.array([east, north]) * CELL_METRES)
            if (there < 0).any():
                raise DataError("A step of the surface leads into the sea.", where="speed_surface")
            if not np.array_equal(np.sort(there), np.flatnonzero((self._bits >> (bit + 8)) & 1)):
                raise DataError(
                    "A step of the surface is open one way only.", where="speed_surface"
                )
            starts.append(here)
            ends.append(there)
            weights.append(np.hypot(east, north) * (self.pace[here] + self.pace[there]) / 2)
        a, b, w = (np.concatenate(part) for part in (starts, ends, weights))
        size = len(self.cell_xy)
        grid = csr_matrix((np.r_[w, w], (np.r_[a, b], np.r_[b, a])), shape=(size, size))
        return grid + crossing_edges(self.placed_crossings, grid)


def with_points(graph: csr_matrix, cells: IntArray, minutes: FloatArray) -> csr_matrix:
    """Append points to the graph as nodes that can be left but not passed through.

    Args:
        graph: The graph of the cells.
        cells: As in `Links`, shape (points, 9).
        minutes: As in `Links`, shape (points, 9).

    Returns:
        A larger graph, in which the points stand after the cells.
    """
    open_ = np.isfinite(minutes)
    count = np.cumsum(open_.sum(axis=1))
    size = graph.shape[0] + len(cells)
    data = np.r_[graph.data, minutes[open_]]
    indices = np.r_[graph.indices, cells[open_].astype(graph.indices.dtype)]
    indptr = np.r_[graph.indptr, (graph.indptr[-1] + count).astype(graph.indptr.dtype)]
    return csr_matrix((data, indices, indptr), shape=(size, size))


def _dense_index(xy: FloatArray) -> tuple[IntArray, IntArray]:
    """Lay the cells on a rectangle: their numbers (-1 for sea) and its lowest column and row."""
    tile = np.floor(xy / CELL_METRES).astype(np.int64)
    low = tile.min(axis=0)
    wide, high = tile.max(axis=0) - low + 1
    index = np.full((high, wide), -1, dtype=np.int64)
    index[tile[:, 1] - low[1], tile[:, 0] - low[0]] = np.arange(len(xy))
    return index, low


def _terminal(surface: pd.DataFrame, settings: TravelSettings) -> FloatArray:
    """Give the minutes of one end of a journey in each cell."""
    if "terminal_minutes" in surface:
        return surface["terminal_minutes"].to_numpy(dtype=np.float64)
    return np.full(len(surface), settings.terminal_minutes / 2)
