"""Bridges, tunnels, causeways and ferries as steps of the land grid."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from etl.methods.travel_checks import check_ends_on_land
from etl.methods.travel_terms import LEAST_MINUTES, TravelSettings

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def place_crossings(
    crossings: pd.DataFrame,
    *,
    cell_xy: FloatArray,
    pace: FloatArray,
    tree: cKDTree,
    settings: TravelSettings,
) -> pd.DataFrame:
    """Snap the ends of the crossings open to cars and give each its minutes.

    Args:
        crossings: As for `TravelModel`.
        cell_xy: Centres of the cells in metres, shape (cells, 2).
        pace: Minutes per km, shape (cells,).
        tree: Of the centres.
        settings: Assumptions.

    Returns:
        One row per crossing open to cars: `crossing_id`, `name`, `kind`, `from_snap_metres`,
        `to_snap_metres`, `from_cell`, `to_cell`, `minutes`.

    Raises:
        DataError: A crossing ends in the sea.
    """
    kept = crossings[crossings["open_to_cars"].isin([True, "yes"])].reset_index(drop=True)
    placed = kept[["crossing_id", "name", "kind"]].copy()
    ends = {
        end: kept[[f"{end}_easting", f"{end}_northing"]].to_numpy(dtype=np.float64)
        for end in ("from", "to")
    }
    for end, xy in ends.items():
        away = np.asarray(tree.query(xy.reshape(-1, 2))[0], dtype=np.float64)
        placed[f"{end}_snap_metres"] = away
        check_ends_on_land(placed, away, settings.snap_limit_metres)
    placed["from_cell"], placed["to_cell"] = _two_banks(ends["from"], ends["to"], tree)
    given = kept["minutes"].to_numpy(dtype=np.float64)
    a, b = placed["from_cell"].to_numpy(), placed["to_cell"].to_numpy()
    # The grid starts and ends at cell centres, so a link is never shorter than they are apart.
    metres = np.maximum(
        np.linalg.norm(ends["from"] - ends["to"], axis=1),
        np.linalg.norm(cell_xy[a] - cell_xy[b], axis=1),
    )
    local = (pace[a] + pace[b]) / 2
    ferry = (kept["kind"] == "ferry").to_numpy()
    per_km = np.where(ferry, settings.ferry_minutes_per_km, local)
    moving = np.where(np.isnan(given), metres / 1000.0 * per_km, given)
    wait = np.minimum(settings.ferry_boarding_minutes, moving + 5.0)
    placed["minutes"] = moving + np.where(ferry, wait, 0.0)
    return placed


def _two_banks(start: FloatArray, end: FloatArray, tree: cKDTree) -> tuple[IntArray, IntArray]:
    """Find the cells a crossing joins: the nearest to its ends, or farther out if they are one.

    A short bridge can lie in a single cell, which stands on one bank only. Its line is
    then drawn out at both ends until it reaches two cells.
    """
    gap = end - start
    along = gap / np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1.0)[:, None]
    a, b = (np.asarray(tree.query(xy)[1], dtype=np.int64) for xy in (start, end))
    for reach in (250.0, 500.0, 750.0, 1000.0):
        one = a == b
        a[one] = tree.query(start[one] - reach * along[one])[1]
        b[one] = tree.query(end[one] + reach * along[one])[1]
    return a, b


def crossing_edges(placed: pd.DataFrame, grid: csr_matrix) -> csr_matrix:
    """Give what must be added to the grid's edges so that each takes the faster way."""
    both = pd.DataFrame(
        {
            "a": np.r_[placed["from_cell"], placed["to_cell"]].astype(np.int64),
            "b": np.r_[placed["to_cell"], placed["from_cell"]].astype(np.int64),
            "minutes": np.r_[placed["minutes"], placed["minutes"]].astype(np.float64),
        }
    )
    best = both[both["a"] != both["b"]].groupby(["a", "b"])["minutes"].min().reset_index()
    a, b = best["a"].to_numpy(), best["b"].to_numpy()
    by_road = np.asarray(grid[a, b]).reshape(-1) if len(best) else np.zeros(0)
    extra = np.maximum(best["minutes"].to_numpy(), LEAST_MINUTES)
    extra = np.where(by_road > 0, np.minimum(extra, by_road) - by_road, extra)
    return csr_matrix((extra, (a, b)), shape=grid.shape)
