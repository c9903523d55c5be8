"""Which cells of the land grid there are, and which steps between them stay on land."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.extract.land_mask import MASK_METRES, FineMask, longest_water
from etl.methods.travel import CELL_METRES, DIRECTIONS

MAX_WATER_METRES = 250
"""Water in a row that closes a step; rivers narrower than this are not barriers."""
MIN_LAND_SHARE = 0.3
"""Share of a cell that must be land for the cell to exist when its centre is wet."""

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def land_cells(mask: FineMask, points: pd.DataFrame) -> tuple[IntArray, IntArray]:
    """List the kilometre rows and columns of the cells that are land."""
    size = CELL_METRES // MASK_METRES
    high, wide = mask.land.shape[0] // size, mask.land.shape[1] // size
    share = mask.land.reshape(high, size, wide, size).mean(axis=(1, 3))
    middle = slice(size // 2 - 1, size // 2 + 1)
    centre = mask.land.reshape(high, size, wide, size)[:, middle, :, middle].all(axis=(1, 3))
    keep = centre | (share >= MIN_LAND_SHARE)
    row = points["northing"].to_numpy() // CELL_METRES - mask.south // CELL_METRES
    col = points["easting"].to_numpy() // CELL_METRES - mask.west // CELL_METRES
    keep[row.astype(np.int64), col.astype(np.int64)] = True
    rows, cols = np.nonzero(keep)
    return rows + mask.south // CELL_METRES, cols + mask.west // CELL_METRES


def anchor_points(
    mask: FineMask, points: pd.DataFrame, *, rows: IntArray, cols: IntArray
) -> FloatArray:
    """Choose for each cell the dry pixel its steps are tested from.

    It is the one nearest the small-area points in the cell, else nearest the centre.
    Without it a coastal cell whose centre is wet would be cut off from its own shore, and
    a cell with two shores would stand on the one where nobody lives.
    """
    size = CELL_METRES // MASK_METRES
    high, wide = mask.land.shape[0] // size, mask.land.shape[1] // size
    blocks = mask.land.reshape(high, size, wide, size)
    row, col = rows - mask.south // CELL_METRES, cols - mask.west // CELL_METRES
    dry = blocks[row, :, col, :].reshape(len(rows), size * size)
    wanted = _peopled_middle(points, rows=rows, cols=cols)
    corner = np.column_stack([cols, rows]) * float(CELL_METRES)
    offset = (np.arange(size) + 0.5) * MASK_METRES
    dy, dx = (part.ravel() for part in np.meshgrid(offset, offset, indexing="ij"))
    gap = wanted - corner
    away = np.where(dry, np.hypot(dx - gap[:, [0]], dy - gap[:, [1]]), np.inf)
    pick = away.argmin(axis=1)
    found = corner + np.column_stack([dx[pick], dy[pick]])
    return np.where(np.asarray(dry.any(axis=1))[:, None], found, wanted)


def _peopled_middle(points: pd.DataFrame, *, rows: IntArray, cols: IntArray) -> FloatArray:
    """Give the mean of the points in each cell, and the centre of a cell without points."""
    place = points[["easting", "northing"]].astype(float)
    keys = np.floor(place / CELL_METRES).astype(np.int64)
    mean = place.groupby([keys["northing"], keys["easting"]]).mean()
    centre = np.column_stack([cols, rows]) * float(CELL_METRES) + CELL_METRES / 2
    middle = mean.reindex(pd.MultiIndex.from_arrays([rows, cols])).to_numpy()
    return np.where(np.isnan(middle), centre, middle)


def open_directions(
    mask: FineMask,
    *,
    rows: IntArray,
    cols: IntArray,
    anchors: FloatArray,
    max_water_metres: float = MAX_WATER_METRES,
) -> npt.NDArray[np.uint16]:
    """Say for each cell which of its steps stay on land.

    Args:
        mask: The fine mask.
        rows: Kilometre of northing, one per cell.
        cols: Kilometre of easting, one per cell.
        anchors: Easting and northing in metres, shape (cells, 2).
        max_water_metres: Water in a row that closes a step.

    Returns:
        One bit per direction, in the order of `etl.methods.travel.DIRECTIONS`. Bits
        agree at both ends of a step.
    """
    top, left = rows.min() - 2, cols.min() - 2
    index = np.full((rows.max() - top + 3, cols.max() - left + 3), -1, dtype=np.int64)
    index[rows - top, cols - left] = np.arange(len(rows))
    bits = np.zeros(len(rows), dtype=np.uint16)
    half = len(DIRECTIONS) // 2
    for number, (east, north) in enumerate(DIRECTIONS[:half]):
        other = index[rows - top + north, cols - left + east]
        here = np.flatnonzero(other >= 0)
        there = other[here]
        dry = longest_water(mask, anchors[here], anchors[there]) <= max_water_metres
        bits[here[dry]] |= np.uint16(1 << number)
        # The opposite direction stands half a list further on.
        bits[there[dry]] |= np.uint16(1 << (number + half))
    return bits


def join_stranded(
    steps: npt.NDArray[np.uint16],
    mask: FineMask,
    points: pd.DataFrame,
    surface: pd.DataFrame,
    *,
    anchors: FloatArray,
) -> npt.NDArray[np.uint16]:
    """Lead a peopled cell without any open step ashore over up to a kilometre of water.

    A handful of small-area points (means of postcodes round a bay) lie on the water.
    """
    rows = surface["northing"].to_numpy().astype(np.int64) // CELL_METRES
    cols = surface["easting"].to_numpy().astype(np.int64) // CELL_METRES
    place = np.floor(points[["northing", "easting"]].to_numpy(dtype=float) / CELL_METRES)
    peopled = np.isin(rows * 10_000 + cols, place @ np.array([10_000.0, 1.0]))
    stranded = peopled & (steps == 0)
    wider = open_directions(
        mask, rows=rows, cols=cols, anchors=anchors, max_water_metres=CELL_METRES
    )
    result = np.where(stranded, wider, steps)
    index = {(row, col): cell for cell, (row, col) in enumerate(zip(rows, cols, strict=True))}
    half = len(DIRECTIONS) // 2
    for cell in np.flatnonzero(stranded):
        for bit, (east, north) in enumerate(DIRECTIONS):
            if result[cell] >> bit & 1:
                other = index[rows[cell] + north, cols[cell] + east]
                result[other] |= np.uint16(1 << (bit + half) % len(DIRECTIONS))
    return result
