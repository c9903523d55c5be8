"""The 1 km land grid that road travel is computed on, drawn from small-area polygons.

The sea is not a road. A cell is land when its centre is on land, when land covers a
good share of it, or when a small area's point falls in it. A step between two cells is
open only when the straight line between them does not cross more than about 250 m of
water in a row, so estuaries and sea lochs are barriers and only a listed crossing joins
their banks.

It runs when a source is refreshed, not at every build, and takes about a minute.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from etl.errors import DataError
from etl.methods.travel import CELL_METRES, DIRECTIONS, TravelSettings

MASK_METRES = 100
"""Width of a pixel of the fine land mask."""
SAMPLE_METRES = 50
"""Distance between two looks at the mask along a step."""
MAX_WATER_METRES = 250
"""Water in a row that closes a step; rivers narrower than this are not barriers."""
MIN_LAND_SHARE = 0.3
"""Share of a cell that must be land for the cell to exist when its centre is wet."""
URBAN_PEOPLE_PER_KM2 = 300.0
"""Density from which a small area without an official class counts as urban.

Of the round figures tried this one agrees best (91%) with the official classes of
England, Wales and Scotland."""

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


def land_grid(
    small_areas: gpd.GeoDataFrame,
    points: pd.DataFrame,
    *,
    settings: TravelSettings | None = None,
) -> pd.DataFrame:
    """Derive the speed surface of `etl.methods.travel` from small-area polygons.

    Args:
        small_areas: Polygons that form one coverage (no gaps, no overlaps), with
            `small_area_code`, `urban_rural` (Urban, Rural or missing) and `population`,
            which is read only where `urban_rural` is missing.
        points: `small_area_code`, `easting` and `northing` in metres (EPSG:27700).
        settings: Where the urban and rural default pace come from.

    Returns:
        One row per cell, ordered by `cell_id`: `cell_id` (int32), `easting` and
        `northing` of the centre (int32, metres), `minutes_per_km` (float64),
        `open_directions` (uint16) and `speed_class` (urban or rural).

    Raises:
        DataError: A column is missing, or an area without a class has no population.

    Example:
        >>> square = shapely.box(0, 0, 3000, 1000)
        >>> areas = gpd.GeoDataFrame(
        ...     {"small_area_code": ["A"], "urban_rural": ["Rural"], "population": [100]},
        ...     geometry=[square], crs=27700)
        >>> at = pd.DataFrame({"small_area_code": ["A"], "easting": [500], "northing": [500]})
        >>> land_grid(areas, at)["easting"].tolist()
        [500, 1500, 2500]
    """
    _require(small_areas, ["small_area_code", "urban_rural"], "small_areas")
    _require(points, ["easting", "northing"], "points")
    chosen = settings or TravelSettings()
    areas = small_areas.to_crs(27700)
    mask = fine_mask(areas.geometry.to_numpy())
    rows, cols = _land_cells(mask, points)
    surface = pd.DataFrame(
        {
            "cell_id": cell_id(rows=rows, cols=cols),
            "easting": (cols * CELL_METRES + CELL_METRES // 2).astype(np.int32),
            "northing": (rows * CELL_METRES + CELL_METRES // 2).astype(np.int32),
        }
    )
    anchors = _anchors(mask, points, rows=rows, cols=cols)
    steps = open_directions(mask, rows=rows, cols=cols, anchors=anchors)
    surface["open_directions"] = _join_stranded(steps, mask, points, surface, anchors=anchors)
    surface["speed_class"] = speed_class(areas, surface)
    urban = surface["speed_class"] == "urban"
    surface["minutes_per_km"] = np.where(
        urban, chosen.urban_minutes_per_km, chosen.rural_minutes_per_km
    )
    return surface.sort_values("cell_id", ignore_index=True)


def cell_id(*, rows: IntArray, cols: IntArray) -> npt.NDArray[np.int32]:
    """Number cells from row and column, the kilometre of northing and of easting.

    The 100 keeps the number unique for the few cells of Northern Ireland that lie west
    of the National Grid's origin.

    Example:
        >>> cell_id(rows=np.array([180]), cols=np.array([530])).tolist()
        [180630]
    """
    return (rows * 1000 + cols + 100).astype(np.int32)


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


def _land_cells(mask: FineMask, points: pd.DataFrame) -> tuple[IntArray, IntArray]:
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


def _anchors(mask: FineMask, points: pd.DataFrame, *, rows: IntArray, cols: IntArray) -> FloatArray:
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
        dry = _longest_water(mask, anchors[here], anchors[there]) <= max_water_metres
        bits[here[dry]] |= np.uint16(1 << number)
        # The opposite direction stands half a list further on.
        bits[there[dry]] |= np.uint16(1 << (number + half))
    return bits


def _join_stranded(
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


def _longest_water(mask: FineMask, start: FloatArray, end: FloatArray) -> FloatArray:
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


def speed_class(areas: gpd.GeoDataFrame, surface: pd.DataFrame) -> pd.Series:
    """Give each cell the urban or rural class of the small area at its centre.

    A centre on water takes the nearest small area. An area without an official class
    (Northern Ireland has none in the inputs) is urban from `URBAN_PEOPLE_PER_KM2`.

    Args:
        areas: Polygons in EPSG:27700 with `urban_rural`, and `population` where needed.
        surface: Cells with `easting` and `northing` in metres.

    Returns:
        `urban` or `rural`, one per row of `surface`.

    Raises:
        DataError: An area has neither a class nor a population.
    """
    official = areas["urban_rural"].astype("object").where(areas["urban_rural"].notna(), None)
    urban = np.asarray([value == "Urban" for value in official])
    unknown = np.asarray([value is None for value in official])
    if unknown.any():
        if "population" not in areas or areas["population"][unknown].isna().any():
            raise DataError(
                "Some small areas have neither an urban or rural class nor a population.",
                where="small_areas",
                try_="Fill urban_rural, or add the population column.",
            )
        density = areas["population"].to_numpy(dtype=float) / (areas.area.to_numpy() / 1e6)
        urban = np.where(unknown, density >= URBAN_PEOPLE_PER_KM2, urban)
    centres = shapely.points(surface["easting"].to_numpy(), surface["northing"].to_numpy())
    tree = shapely.STRtree(areas.geometry.to_numpy())
    nearest = np.asarray(tree.nearest(centres))
    return pd.Series(np.where(urban[nearest], "urban", "rural"), index=surface.index)


def crossings_in_metres(crossings: pd.DataFrame) -> pd.DataFrame:
    """Turn the ends of crossings from longitude and latitude into grid metres.

    Args:
        crossings: With `from_longitude`, `from_latitude`, `to_longitude`, `to_latitude`.

    Returns:
        A copy with `from_easting`, `from_northing`, `to_easting` and `to_northing` added,
        to the nearest metre.

    Raises:
        DataError: A column is missing.

    Example:
        >>> ends = pd.DataFrame({"from_longitude": [-2.0], "from_latitude": [49.766809],
        ...                      "to_longitude": [-2.0], "to_latitude": [49.766809]})
        >>> crossings_in_metres(ends)[["from_easting", "to_easting"]].to_numpy().tolist()
        [[400000, 400000]]
    """
    result = crossings.copy()
    for end in ("from", "to"):
        _require(crossings, [f"{end}_longitude", f"{end}_latitude"], "crossings")
        places = gpd.GeoSeries(
            gpd.points_from_xy(crossings[f"{end}_longitude"], crossings[f"{end}_latitude"]),
            crs=4326,
        ).to_crs(27700)
        result[f"{end}_easting"] = places.x.round().astype(np.int32)
        result[f"{end}_northing"] = places.y.round().astype(np.int32)
    return result


def _require(frame: pd.DataFrame, columns: list[str], name: str) -> None:
    """Raise a DataError that names the columns a frame lacks."""
    missing = [column for column in columns if column not in frame]
    if missing:
        raise DataError(
            f"The {name} table lacks {', '.join(missing)}.",
            where=name,
            try_="Refresh the source that provides it.",
        )
