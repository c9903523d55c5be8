"""A map in which every area has the same size: one hexagon each, near where the area lies.

The places of the areas are first pushed apart until discs of one size fit beside each other (the
idea of Dorling, Area Cartograms, 1996), with areas that are close pulled together; then every disc
is put into a cell of a hexagonal grid so that the sum of squared moves is least (the assignment
problem, solved by SciPy). Groups that must stay apart (nations) are placed one after the other, and
no cell beside a group that is placed is used for the next.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree

Points = NDArray[np.float64]
_ROUNDS = 250
_PUSHES = 8
_PULL = 0.03
_HOME = 0.002
_NEIGHBOURS = 5
_HALF_ROWS = np.sqrt(3) / 2


@dataclass(frozen=True)
class HexagonMap:
    """Where every area went.

    Attributes:
        centre: Middle of the cell of each area, shape `(n, 2)`.
        spacing: Distance between the middles of neighbouring cells.
    """

    centre: Points
    spacing: float

    def corners(self) -> NDArray[np.float64]:
        """Corners of every hexagon, shape `(n, 7, 2)`; the last is the first again."""
        angles = np.radians(np.arange(30, 391, 60))
        radius = self.spacing / np.sqrt(3)
        ring = radius * np.column_stack([np.cos(angles), np.sin(angles)])
        return self.centre[:, None, :] + ring[None, :, :]


def hexagon_map(
    places: Points, groups: NDArray[np.int64], *, spacing: float, apart: Points | None = None
) -> HexagonMap:
    """Give every area a cell of its own on a hexagonal grid.

    Args:
        places: Middle of each area, shape `(n, 2)`, in any length.
        groups: Number of the group of each area, shape `(n,)`: groups are placed in this order and
            never touch.
        spacing: Distance between the middles of neighbouring cells, in the same length.
        apart: How far each group is moved before it is placed, shape `(groups, 2)`.

    Returns:
        The map. The same input always gives the same map.

    Example:
        >>> places = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [9.0, 9.0]])
        >>> found = hexagon_map(places, np.array([0, 0, 0, 1]), spacing=2.0)
        >>> len(np.unique(found.centre, axis=0))
        4
    """
    discs = _spread(places, groups, spacing)
    if apart is not None:
        discs = discs + apart[groups]
    cells = _grid(discs, spacing)
    free = np.ones(len(cells), dtype=bool)
    centre = np.empty_like(discs)
    for group in np.unique(groups):
        mine = np.flatnonzero(groups == group)
        near = _near(cells, free, discs[mine], spacing)
        cost = ((discs[mine][:, None, :] - cells[near][None, :, :]) ** 2).sum(axis=2)
        rows, columns = linear_sum_assignment(cost)
        centre[mine[rows]] = cells[near[columns]]
        taken = cKDTree(centre[mine])
        free &= taken.query(cells)[0] > 1.5 * spacing
    return HexagonMap(centre, spacing)


def _spread(places: Points, groups: NDArray[np.int64], spacing: float) -> Points:
    """Grow discs around the places to their full size, so that neighbours stay neighbours."""
    discs = places.copy()
    close = _close_pairs(places, groups)
    for size in np.linspace(0.02, 1.0, _ROUNDS) * spacing:
        pull = discs[close[:, 1]] - discs[close[:, 0]]
        far = np.linalg.norm(pull, axis=1, keepdims=True)
        pull *= np.clip(far - size, 0, None) / np.maximum(far, 1e-9) * _PULL
        move = _HOME * (places - discs)
        np.add.at(move, close[:, 0], pull)
        np.add.at(move, close[:, 1], -pull)
        discs = discs + move
        for _ in range(_PUSHES):
            discs = _push(discs, size)
    return discs


def _push(discs: Points, spacing: float) -> Points:
    pairs = cKDTree(discs).query_pairs(spacing, output_type="ndarray")
    if len(pairs) == 0:
        return discs
    between = discs[pairs[:, 1]] - discs[pairs[:, 0]]
    far = np.linalg.norm(between, axis=1, keepdims=True)
    push = between / np.maximum(far, 1e-9) * (spacing - far) / 2
    moved = discs.copy()
    np.add.at(moved, pairs[:, 0], -push * 0.6)
    np.add.at(moved, pairs[:, 1], push * 0.6)
    return moved


def _close_pairs(places: Points, groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of areas of one group that are among each other's nearest."""
    pairs: set[tuple[int, int]] = set()
    for group in np.unique(groups):
        mine = np.flatnonzero(groups == group)
        count = min(_NEIGHBOURS + 1, len(mine))
        _, found = cKDTree(places[mine]).query(places[mine], k=count)
        for one, others in enumerate(np.atleast_2d(found.reshape(len(mine), -1))):
            for other in others[others != one]:
                low, high = sorted((int(mine[one]), int(mine[other])))
                pairs.add((low, high))
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _grid(discs: Points, spacing: float) -> Points:
    """Middles of hexagonal cells (with a point on top) that cover the discs with room around."""
    low, high = discs.min(axis=0) - 4 * spacing, discs.max(axis=0) + 4 * spacing
    rows = np.arange(low[1], high[1], spacing * _HALF_ROWS)
    columns = np.arange(low[0], high[0], spacing)
    x, y = np.meshgrid(columns, rows)
    x = x + np.where(np.arange(len(rows)) % 2, spacing / 2, 0.0)[:, None]
    return np.column_stack([x.ravel(), y.ravel()])


def _near(
    cells: Points, free: NDArray[np.bool_], discs: Points, spacing: float
) -> NDArray[np.int64]:
    """Free cells that a group may use: those nearest to its discs, some more than it needs."""
    candidates = np.flatnonzero(free)
    far = cKDTree(discs).query(cells[candidates])[0]
    reach = spacing
    while (far <= reach).sum() < 1.4 * len(discs):
        reach += spacing / 2
    return candidates[far <= reach]
