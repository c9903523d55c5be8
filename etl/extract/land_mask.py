"""Land and water in pixels of 100 m, painted from the polygons of small areas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from etl.methods.travel import CELL_METRES

MASK_METRES = 100
"""Width of a pixel of the fine land mask."""
SAMPLE_METRES = 50
"""Distance between two looks at the mask along a step."""

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class FineMask:
    """Land and water in pixels of `MASK_METRES`.

    Attributes:
        land: True where a pixel's centre is on land; row 0 is the southernmost.
        west: Easting of the western edge in metres, a multiple of the cell size.
        south: Northing of the southern edge in metres, a multiple of the cell size.
    """

    land: BoolArray
    west: int
    south: int

    def at(self, easting: FloatArray, northing: FloatArray) -> BoolArray:
        """Say which points are on land; a point outside the mask is not.

        Args:
            easting: Metres, any shape.
            northing: Metres, the same shape.

        Returns:
            Booleans in that shape.

        Example:
            >>> mask = FineMask(land=np.ones((1, 1), dtype=bool), west=0, south=0)
            >>> mask.at(np.array([50.0, 150.0]), np.array([50.0, 50.0])).tolist()
            [True, False]
        """
        row = np.floor((northing - self.south) / MASK_METRES).astype(np.int64)
        col = np.floor((easting - self.west) / MASK_METRES).astype(np.int64)
        rows, cols = self.land.shape
        inside = (row >= 0) & (row < rows) & (col >= 0) & (col < cols)
        return inside & self.land[np.clip(row, 0, rows - 1), np.clip(col, 0, cols - 1)]


def fine_mask(polygons: npt.NDArray[np.object_]) -> FineMask:
    """Paint polygons on a fine grid by the even-odd rule.

    An edge that two neighbours share is counted twice and cancels, so the polygons
    need not be dissolved first; they must not overlap.

    Args:
        polygons: Shapely polygons in metres.

    Returns:
        The mask, with a margin of two cells on every side.
    """
    west, south, east, north = shapely.total_bounds(polygons)
    left = (int(west) // CELL_METRES - 2) * CELL_METRES
    low = (int(south) // CELL_METRES - 2) * CELL_METRES
    width = ((int(east) // CELL_METRES + 3) * CELL_METRES - left) // MASK_METRES
    height = ((int(north) // CELL_METRES + 3) * CELL_METRES - low) // MASK_METRES
    flips = np.zeros((height, width), dtype=bool)
    start, end = _edges(polygons)
    for row, col in _crossed_rows(start, end, west=left, south=low):
        pixel, count = np.unique(row * width + np.clip(col, 0, width - 1), return_counts=True)
        flips.ravel()[pixel] ^= count % 2 == 1
    return FineMask(land=np.logical_xor.accumulate(flips, axis=1), west=left, south=low)


def longest_water(mask: FineMask, start: FloatArray, end: FloatArray) -> FloatArray:
    """Measure the longest run of water in metres on each line from start to end."""
    length = np.hypot(*(end - start).T)
    samples = int(length.max(initial=0.0) // SAMPLE_METRES) + 2
    run = np.zeros(len(start))
    worst = np.zeros(len(start))
    for share in np.linspace(0.0, 1.0, samples):
        at = start + share * (end - start)
        run = np.where(mask.at(at[:, 0], at[:, 1]), 0.0, run + length / (samples - 1))
        worst = np.maximum(worst, run)
    return worst


def _edges(polygons: npt.NDArray[np.object_]) -> tuple[FloatArray, FloatArray]:
    """Give every edge once per ring, lower end first so that shared edges are equal."""
    rings = shapely.get_rings(shapely.get_parts(polygons))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    first, last = xy[:-1][same], xy[1:][same]
    upward = (first[:, 1] <= last[:, 1])[:, None]
    return np.where(upward, first, last), np.where(upward, last, first)


def _crossed_rows(
    start: FloatArray, end: FloatArray, *, west: int, south: int, batch: int = 2_000_000
) -> list[tuple[IntArray, IntArray]]:
    """Find, in batches of edges, the mask rows each edge crosses and the first pixel after it."""
    low = np.ceil((start[:, 1] - south) / MASK_METRES - 0.5).astype(np.int64)
    high = np.ceil((end[:, 1] - south) / MASK_METRES - 0.5).astype(np.int64)
    found = []
    for at in range(0, len(start), batch):
        part = slice(at, at + batch)
        count = (high - low)[part]
        edge = np.repeat(np.arange(len(count)), count) + at
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        row = low[edge] + offset
        y = (row + 0.5) * MASK_METRES + south
        along = (y - start[edge, 1]) / (end[edge, 1] - start[edge, 1])
        x = start[edge, 0] + along * (end[edge, 0] - start[edge, 0])
        found.append((row, np.ceil((x - west) / MASK_METRES - 0.5).astype(np.int64)))
    return found
