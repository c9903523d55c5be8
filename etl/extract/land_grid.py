"""The 1 km land grid that road travel is computed on, drawn from small-area polygons.

The sea is not a road. A cell is land when its centre is on land, when land covers a
good share of it, or when a small area's point falls in it. A step between two cells is
open only when the straight line between them does not cross more than about 250 m of
water in a row, so estuaries and sea lochs are barriers and only a listed crossing joins
their banks.

It runs when a source is refreshed, not at every build, and takes about a minute.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from etl.errors import DataError
from etl.extract.land_mask import fine_mask
from etl.extract.land_steps import anchor_points, join_stranded, land_cells, open_directions
from etl.methods.travel import CELL_METRES, TravelSettings

URBAN_PEOPLE_PER_KM2 = 300.0
"""Density from which a small area without an official class counts as urban.

Of the round figures tried this one agrees best (91%) with the official classes of
England, Wales and Scotland."""

IntArray = npt.NDArray[np.int64]


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
    rows, cols = land_cells(mask, points)
    surface = pd.DataFrame(
        {
            "cell_id": cell_id(rows=rows, cols=cols),
            "easting": (cols * CELL_METRES + CELL_METRES // 2).astype(np.int32),
            "northing": (rows * CELL_METRES + CELL_METRES // 2).astype(np.int32),
        }
    )
    anchors = anchor_points(mask, points, rows=rows, cols=cols)
    steps = open_directions(mask, rows=rows, cols=cols, anchors=anchors)
    surface["open_directions"] = join_stranded(steps, mask, points, surface, anchors=anchors)
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


def _require(frame: pd.DataFrame, columns: list[str], name: str) -> None:
    """Raise a DataError that names the columns a frame lacks."""
    missing = [column for column in columns if column not in frame]
    if missing:
        raise DataError(
            f"The {name} table lacks {', '.join(missing)}.",
            where=name,
            try_="Refresh the source that provides it.",
        )
