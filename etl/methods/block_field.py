"""Fields over the cells of the land grid that are sums of parts: blocks and density classes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

DENSITY_BOUNDS = (1, 3, 8, 20, 45, 80)
"""Small areas within 3 km of a cell's centre that open the next density class."""

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


class BlockField:
    """A field over cells that is a sum of parts, one part per block of each level.

    Args:
        levels: For each level, the block of every cell and the prior standard deviation
            of a block's part.

    Example:
        >>> field = BlockField([(np.array([0, 0, 1]), 2.0)])
        >>> field.expand(np.array([1.0, 3.0])).tolist()
        [2.0, 2.0, 6.0]
        >>> field.collapse(np.array([1.0, 1.0, 1.0])).tolist()
        [4.0, 2.0]
    """

    def __init__(self, levels: Sequence[tuple[IntArray, float]]) -> None:
        self._levels = list(levels)
        self._sizes = [int(block.max()) + 1 for block, _ in levels]
        self._starts = np.cumsum([0, *self._sizes])
        self.size = int(self._starts[-1])

    def expand(self, parts: FloatArray) -> FloatArray:
        """Add the parts up in every cell."""
        field = np.zeros(len(self._levels[0][0]))
        for (block, spread), start, size in zip(
            self._levels, self._starts[:-1], self._sizes, strict=True
        ):
            field += spread * parts[start : start + size][block]
        return field

    def collapse(self, cells: FloatArray) -> FloatArray:
        """Add what cells say up in every part: the transpose of `expand`."""
        return np.concatenate(
            [
                spread * np.bincount(block, cells, size).astype(np.float64)
                for (block, spread), size in zip(self._levels, self._sizes, strict=True)
            ]
        )


def blocks(xy: FloatArray, *, kilometres: int) -> IntArray:
    """Number the square block that holds each cell.

    Args:
        xy: Easting and northing in metres, shape (cells, 2).
        kilometres: Width of a block.

    Example:
        >>> xy = np.array([[500.0, 500.0], [1500.0, 500.0], [4500.0, 500.0]])
        >>> blocks(xy, kilometres=4).tolist()
        [0, 0, 1]
    """
    tile = np.floor(xy / (1000.0 * kilometres)).astype(np.int64)
    _, number = np.unique(tile, axis=0, return_inverse=True)
    return number.reshape(-1).astype(np.int64)


def density_class(xy: FloatArray, small_area_xy: FloatArray) -> IntArray:
    """Class cells by how many small areas have their point within 3 km.

    A small area holds about 1,600 people, so the bounds are roughly 60, 170, 450, 1,100,
    2,500 and 4,500 people per square kilometre.

    Args:
        xy: Cell centres in metres, shape (cells, 2).
        small_area_xy: Points of small areas, shape (small areas, 2).

    Returns:
        0 (empty country) to 6 (inner city), shape (cells,).
    """
    count = cKDTree(small_area_xy).query_ball_point(xy, 3000.0, return_length=True)
    return np.digitize(count, DENSITY_BOUNDS).astype(np.int64)
