"""Shortest paths of observed journeys, with the kilometres that fall to each cell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from etl.methods.calibration_terms import Observations, Paths
from etl.methods.land_graph import Links, with_points
from etl.methods.travel import TravelModel

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def trace_paths(
    model: TravelModel,
    observations: Observations,
    *,
    home: IntArray,
    service: IntArray,
    search_minutes: float,
) -> Paths:
    """Trace the shortest path of every pair on the model's present paces.

    Args:
        model: The travel model.
        observations: Where homes and services are.
        home: Row of the home of each pair, shape (pairs,).
        service: Row of the service of each pair, shape (pairs,).
        search_minutes: How far to look, without the two ends.

    Returns:
        The paths. The kilometres of a step are shared equally between its two cells.
    """
    near = model.links(observations.origins, "homes")
    far = model.links(observations.destinations, "services")
    minutes, first, before = _search_trees(
        model, near, far, home=home, service=service, limit=search_minutes
    )
    usable = np.isfinite(minutes)
    rows, cells, lengths = [], [], []
    for pair, cell, length, by_ferry in _walk(
        model, near, far, home=home, service=service, first=first, before=before, start=usable
    ):
        rows.append(pair.astype(np.int32))
        cells.append(cell.astype(np.int32))
        lengths.append(length.astype(np.float32))
        usable[pair[by_ferry]] = False
    entries = np.concatenate(lengths), (np.concatenate(rows), np.concatenate(cells))
    return Paths(
        kilometres=csr_matrix(entries, shape=(len(home), len(model.cell_xy))),
        minutes=minutes,
        usable=usable,
        origin_cell=near.cell[home],
        destination_cell=far.cell[service],
    )


def _search_trees(
    model: TravelModel, near: Links, far: Links, *, home: IntArray, service: IntArray, limit: float
) -> tuple[FloatArray, IntArray, npt.NDArray[np.int32]]:
    """Search from every service: minutes and first cell of each pair, and the trees."""
    size, services = len(model.cell_xy), len(far.xy)
    graph = with_points(model.graph, far.cells, far.minutes)
    before = np.empty((services, size + services), dtype=np.int32)
    minutes, first = np.full(len(home), np.inf), np.zeros(len(home), dtype=np.int64)
    for number in range(services):
        reach, before[number] = dijkstra(
            graph, indices=size + number, limit=limit, return_predecessors=True
        )
        pair = np.flatnonzero(service == number)
        ways = reach[near.cells[home[pair]]] + near.minutes[home[pair]]
        best = ways.argmin(axis=1)
        minutes[pair] = ways[np.arange(len(pair)), best]
        first[pair] = near.cells[home[pair], best]
    return minutes, first, before


def _walk(
    model: TravelModel,
    near: Links,
    far: Links,
    *,
    home: IntArray,
    service: IntArray,
    first: IntArray,
    before: npt.NDArray[np.int32],
    start: BoolArray,
) -> Iterator[tuple[IntArray, IntArray, FloatArray, BoolArray]]:
    """Walk all pairs at once from home to service, one step at a time.

    Yields pairs, the cells they stand in, the kilometres that fall to those cells, and
    whether the step is a ferry.
    """
    size, ferries = len(model.cell_xy), _ferry_steps(model)
    port = np.zeros(size, dtype=bool)
    port[ferries // (2 * size)] = True
    east, north = np.ascontiguousarray(model.cell_xy.T)
    pair = np.flatnonzero(start)
    at, to = first[pair], service[pair]
    own = near.xy[home[pair]]
    carried = np.hypot(own[:, 0] - east[at], own[:, 1] - north[at]) / 2000.0
    yield pair, near.cell[home[pair]], carried, np.zeros(len(pair), dtype=bool)
    while len(pair):
        ahead = before[to, at].astype(np.int64)
        arrived = ahead >= size
        cell = np.where(arrived, 0, ahead)
        half = (
            np.hypot(
                east[at] - np.where(arrived, far.xy[to, 0], east[cell]),
                north[at] - np.where(arrived, far.xy[to, 1], north[cell]),
            )
            / 2000.0
        )
        sails = port[at]
        sails[sails] = np.isin(at[sails] * (2 * size) + ahead[sails], ferries)
        yield pair, at, carried + half, sails
        yield pair[arrived], far.cell[to[arrived]], half[arrived], sails[arrived]
        going = ~arrived
        pair, at, to, carried = pair[going], ahead[going], to[going], half[going]


def _ferry_steps(model: TravelModel) -> IntArray:
    """Number the steps that are sailings, in both directions."""
    ferry = model.placed_crossings[model.placed_crossings["kind"] == "ferry"]
    a, b = ferry["from_cell"].to_numpy(np.int64), ferry["to_cell"].to_numpy(np.int64)
    size = 2 * len(model.cell_xy)
    return np.concatenate([a * size + b, b * size + a])
