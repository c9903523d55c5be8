"""`boundaries` and `small_area_boundaries`: generalised shapes whose neighbours still meet.

Shapes are simplified as one coverage (`shapely.coverage_simplify`), so that an edge shared by
two areas is simplified once and stays shared. Every planning area is put together from its
small areas, so all area types agree with each other.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.errors import DataError

SMALL_AREA_TOLERANCE_METRES = 40.0
# Larger areas are looked at from farther away. Chosen so that each type is about a megabyte
# of GeoJSON or less and shapes still look right on a wide screen.
TOLERANCE_METRES: dict[str, float] = {
    "country": 400.0,
    "region": 400.0,
    "nhs_region": 400.0,
    "health_body": 250.0,
    "health_body_2024": 250.0,
    "utla": 250.0,
    "ltla": 250.0,
    "constituency": 180.0,
}
# An islet smaller than both of these is left out of a planning area's shape: it would be
# less than a pixel. Scilly and Orkney keep their islands, which are a good part of the whole.
ISLET_SQUARE_METRES = 300_000.0
ISLET_SHARE = 0.005
_PRECISION_DEGREES = 1e-5


def small_area_shapes(raw: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Generalise the small areas as one coverage.

    Args:
        raw: `small_area_code` and polygons that form a coverage, EPSG:4326.

    Returns:
        The same rows in EPSG:27700, simplified, in order of code.

    Raises:
        DataError: If the raw shapes overlap or the result is not a coverage.
    """
    frame = raw[["small_area_code", "geometry"]].to_crs(27700)
    frame = frame.sort_values("small_area_code", ignore_index=True)
    shapes = shapely.coverage_simplify(frame.geometry.to_numpy(), SMALL_AREA_TOLERANCE_METRES)
    _must_be_coverage(shapes, "small areas")
    return frame.set_geometry(gpd.GeoSeries(shapes, crs=27700))


def planning_area_shapes(shapes: gpd.GeoDataFrame, small_areas: pd.DataFrame) -> gpd.GeoDataFrame:
    """Dissolve small areas to every planning area and generalise each type as one coverage.

    Args:
        shapes: Result of `small_area_shapes`.
        small_areas: The table `small_areas`.

    Returns:
        The table `boundaries`, EPSG:4326.
    """
    codes = shapes[["small_area_code"]].merge(small_areas, on="small_area_code", validate="1:1")
    geometry = shapes.geometry.to_numpy()
    parts = []
    for area_type in PLANNING_AREA_TYPES:
        groups = codes.groupby(area_type.code_field, observed=True).indices
        dissolved = np.array(
            [shapely.coverage_union_all(geometry[rows]) for rows in groups.values()]
        )
        simple = shapely.coverage_simplify(dissolved, TOLERANCE_METRES[area_type.id])
        _must_be_coverage(simple, area_type.plural)
        parts.append(
            gpd.GeoDataFrame(
                {"area_type": area_type.id, "area_code": list(groups)},
                geometry=[_without_islets(shape) for shape in simple],
                crs=27700,
            )
        )
    return to_degrees(pd.concat(parts, ignore_index=True))


def to_degrees(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Longitude and latitude, rounded to about a metre. Shared points round alike."""
    degrees = frame.to_crs(4326)
    rounded = shapely.transform(
        degrees.geometry.to_numpy(),
        lambda xy: np.round(xy / _PRECISION_DEGREES) * _PRECISION_DEGREES,
    )
    return degrees.set_geometry(gpd.GeoSeries(shapely.make_valid(rounded), crs=4326))


def _without_islets(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    keep = (areas >= ISLET_SQUARE_METRES) | (areas >= ISLET_SHARE * areas.sum())
    return shapely.multipolygons(parts[keep]) if keep.sum() > 1 else parts[keep][0]


def _must_be_coverage(shapes: np.ndarray, what: str) -> None:
    if not shapely.coverage_is_valid(shapes):
        raise DataError(
            f"The shapes of the {what.lower()} overlap or leave slits.",
            where="boundaries",
            try_="Clean the raw shapes as one coverage before they are read.",
        )
