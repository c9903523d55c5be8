"""GeoJSON of every planning area type, for the browser: the hash of the content is in the name.

One more file holds a hexagon for every local authority.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable

import numpy as np
import pandas as pd
import shapely

from etl.build.context import Context
from etl.catalogue.areas import HEXAGONS, PLANNING_AREA_TYPES
from etl.methods.hexagons import hexagon_map

DECIMALS = 4  # about 10 metres, less than the shapes are generalised by
EARTH_RADIUS_M = 6_378_137.0
# About the mean land of a local authority: the hexagons together are as large as the UK.
_SPACING_KM = 27.0
_MIDDLE, _MIDDLE_KM = (-2.5, 54.2), (367.0, 420.0)  # one place, in degrees and on the National Grid
# England is placed first; the others move away by so many cells and stay off the cells beside it.
_NATIONS_IN_ORDER = {
    "England": (0.0, 0.0),
    "Wales": (-0.6, 0.0),
    "Scotland": (0.0, 0.8),
    "Northern Ireland": (-0.5, 0.0),
}


def build(context: Context) -> dict[str, str]:
    """Text of each file by its name, for example `ltla.1a2b3c4d.json`."""
    names = context.input_table("areas")[["area_type", "area_code", "name"]]
    frame = context.input_table("boundaries").merge(
        names, on=["area_type", "area_code"], validate="one_to_one"
    )
    files: dict[str, str] = {}
    for area_type in PLANNING_AREA_TYPES:
        rows = frame[frame["area_type"] == area_type.id].sort_values("area_code")
        geometries = [geometry(shape) for shape in rows["geometry"]]
        _add(files, area_type.id, rows["area_code"], rows["name"], geometries)
    places = hexagons(context.small_areas)
    titles = names[names["area_type"] == "ltla"].set_index("area_code")["name"]
    rings = [{"type": "Polygon", "coordinates": [ring]} for ring in places["ring"]]
    _add(files, HEXAGONS, places["area_code"], places["area_code"].map(titles), rings)
    return files


def _add(
    files: dict[str, str],
    stem: str,
    codes: Iterable[str],
    names: Iterable[str],
    geometries: Iterable[dict],
) -> None:
    """Add one file: its features in the order given, the hash of its content in its name."""
    features = [
        {"type": "Feature", "id": code, "properties": {"name": name}, "geometry": shape}
        for code, name, shape in zip(codes, names, geometries, strict=True)
    ]
    content = {"type": "FeatureCollection", "features": features}
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    files[f"{stem}.{digest}.json"] = text


def hexagons(small_areas: pd.DataFrame) -> pd.DataFrame:
    """One hexagon for every local authority, all of one size on the map, nations apart.

    Args:
        small_areas: The input `small_areas`.

    Returns:
        `area_code` and `ring`, the corners as longitude and latitude, in order of the code.
    """
    # A place is the middle of the small areas, so it lies where the people are.
    middle = small_areas.groupby("ltla_code").agg(
        easting=("easting", "mean"), northing=("northing", "mean"), nation=("nation", "first")
    )
    kept_apart = middle["nation"].map(list(_NATIONS_IN_ORDER).index).to_numpy()
    found = hexagon_map(
        middle[["easting", "northing"]].to_numpy(float) / 1000,
        kept_apart,
        spacing=_SPACING_KM,
        apart=_SPACING_KM * np.array(list(_NATIONS_IN_ORDER.values())),
    )
    rings = [_on_the_map(corners) for corners in found.corners()]
    return pd.DataFrame({"area_code": middle.index, "ring": rings})


def _on_the_map(corners: np.ndarray) -> list[list[float]]:
    """Kilometres of the grid as degrees, so that hexagons stay regular on a Mercator map."""
    scale = 1000 / (EARTH_RADIUS_M * math.cos(math.radians(_MIDDLE[1])))
    x, y = ((corners - np.array(_MIDDLE_KM)) * scale).T
    height = math.asinh(math.tan(math.radians(_MIDDLE[1])))
    longitude = _MIDDLE[0] + np.degrees(x)
    latitude = np.degrees(np.arctan(np.sinh(height + y)))
    return np.column_stack([longitude, latitude]).round(DECIMALS).tolist()


def geometry(shape: shapely.Geometry) -> dict:
    """A GeoJSON geometry with short coordinates."""
    mapping = json.loads(shapely.to_geojson(shape))
    return {"type": mapping["type"], "coordinates": _rounded(mapping["coordinates"])}


def _rounded(value: list | float) -> list | float:
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return round(value, DECIMALS)
