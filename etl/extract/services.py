"""`services`: the register, with a word on how good each point is."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from etl.catalogue.tables import TABLE_BY_NAME
from etl.extract.mirror import read_csv

_RENAME = {
    "sub_services": "offers",
    "inpatient_beds": "beds",
    "coord_source": "point_source",
    "catchment": "stated_catchment",
    "lad_code": "ltla_code_published",
}
_NUMBERS = ("beds", "age_from", "age_to", "longitude", "latitude")


def services(mirror: Path, ltla_shapes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Read the register and place each service in a local authority by its point.

    Args:
        mirror: Folder of publishers' files.
        ltla_shapes: Shapes of local authorities with `area_code`, EPSG:27700.

    Returns:
        One row a service with the fields of the table `services`. Rows without a point keep
        the local authority their source states, and empty coordinates.
    """
    frame = read_csv(mirror, "services/services.csv").rename(columns=_RENAME)
    for column in _NUMBERS:
        frame[column] = pd.to_numeric(frame[column], errors="raise").astype("float64")
    frame["point_quality"] = frame["point_source"].map(point_quality)
    frame["postcode"] = frame["postcode"].str.replace(" ", "")
    points = gpd.GeoSeries(
        gpd.points_from_xy(frame["longitude"], frame["latitude"]), crs=4326
    ).to_crs(27700)
    placed = frame["point_quality"] != "none"
    frame["easting"] = points.x.round().where(placed).astype("Int64")
    frame["northing"] = points.y.round().where(placed).astype("Int64")
    frame["ltla_code"] = _ltla(points[placed], ltla_shapes).reindex(frame.index)
    frame["ltla_code"] = frame["ltla_code"].combine_first(frame["ltla_code_published"])
    return frame[list(TABLE_BY_NAME["services"].fields)].sort_values(
        "service_id", ignore_index=True
    )


def point_quality(point_source: object) -> str:
    """Grade a point by the words of its source.

    Example:
        >>> point_quality("codepoint_open_2014 (postcode centroid)")
        'postcode'
        >>> point_quality(None)
        'none'
    """
    if not isinstance(point_source, str) or not point_source.strip():
        return "none"
    if point_source.startswith("approximate"):
        return "approximate"
    return "postcode" if "postcode centroid" in point_source else "site"


def _ltla(points: gpd.GeoSeries, shapes: gpd.GeoDataFrame) -> pd.Series:
    """Local authority of each point; the nearest one for a point just off a generalised coast."""
    joined = gpd.sjoin_nearest(points.to_frame("geometry"), shapes, max_distance=1_000)
    return joined["area_code"].groupby(level=0).first()


def service_sources(mirror: Path) -> pd.DataFrame:
    """Sources of the register: id, title, address and year. Addresses that are not web pages go."""
    frame = read_csv(mirror, "services/services_sources.csv")
    frame["url"] = frame["url"].where(frame["url"].str.startswith("http"))
    return frame[["source_id", "title", "url", "year", "read_as"]]
