"""Bands of travel time: small areas joined into one shape for each band."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from etl.catalogue.assumptions import TRAVEL_THRESHOLDS_MINUTES

Limits = tuple[float, ...]


def band_of(
    minutes: NDArray[np.float64], limits: Limits = tuple(TRAVEL_THRESHOLDS_MINUTES)
) -> NDArray[np.int64]:
    """Number of the band of each journey; a limit belongs to the band below it.

    Args:
        minutes: Minutes, shape `(n,)`; NaN where there is no journey.
        limits: Rising upper limits in minutes.

    Returns:
        From 0 to `len(limits)`, shape `(n,)`; the last is beyond every limit or without a journey.

    Example:
        >>> band_of(np.array([30.0, 30.1, 200.0, np.nan]))
        array([0, 1, 4, 4])
    """
    known = np.where(np.isnan(minutes), np.inf, minutes)
    return np.searchsorted(np.asarray(limits), known, side="left")


class Joiner:
    """Joins shapes by band, again and again, faster each time than from single shapes.

    Shapes stand in groups of neighbours. A group that lies in one band as a whole is joined once
    and kept, so that only groups with an edge of a band inside are joined anew, and then the few
    hundred results: about half the time of joining all shapes.

    Args:
        shapes: Polygons, shape `(n,)`.
        group: Number of the group of each, from 0, shape `(n,)`.

    Example:
        >>> squares = np.array([shapely.box(x, 0, x + 1, 1) for x in range(3)])
        >>> joined = Joiner(squares, np.array([0, 0, 1])).join(np.array([0, 0, 1]), 2)
        >>> [shape.area for shape in joined]
        [2.0, 1.0]
    """

    def __init__(self, shapes: NDArray[np.object_], group: NDArray[np.int64]) -> None:
        self._shapes = shapes
        order = np.argsort(group, kind="stable")
        self._groups = np.split(order, np.flatnonzero(np.diff(group[order])) + 1)
        # To join a coverage is ten times as fast, but right only where neighbours fit exactly.
        self._fits = [bool(shapely.coverage_is_valid(shapes[rows])) for rows in self._groups]
        self._whole: dict[int, shapely.Geometry] = {}

    def join(self, band: NDArray[np.int64], count: int) -> list[shapely.Geometry]:
        """Join the shapes of each band.

        Args:
            band: Band of each shape, shape `(n,)`; those of `count` and more are left out.
            count: How many bands there are.

        Returns:
            One geometry a band, empty where it has no shape.
        """
        parts: list[list[shapely.Geometry]] = [[] for _ in range(count)]
        for number, rows in enumerate(self._groups):
            mine = band[rows]
            for own in np.unique(mine[mine < count]):
                parts[own].append(self._joined(number, rows[mine == own]))
        return [shapely.union_all(found) for found in parts]

    def _joined(self, number: int, rows: NDArray[np.int64]) -> shapely.Geometry:
        is_whole = len(rows) == len(self._groups[number])
        if is_whole and number in self._whole:
            return self._whole[number]
        join = shapely.coverage_union_all if self._fits[number] else shapely.union_all
        found = join(self._shapes[rows])
        if is_whole:
            self._whole[number] = found
        return found
