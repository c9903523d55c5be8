"""GeoJSON of every planning area type, for the browser: the hash of the content is in the name."""

from __future__ import annotations

import hashlib
import json

import shapely

from etl.build.context import Context
from etl.catalogue.areas import PLANNING_AREA_TYPES

DECIMALS = 4  # about 10 metres, less than the shapes are generalised by


def build(context: Context) -> dict[str, str]:
    """Text of each file by its name, for example `ltla.1a2b3c4d.json`."""
    frame = context.input_table("boundaries").merge(
        context.input_table("areas")[["area_type", "area_code", "name"]],
        on=["area_type", "area_code"],
        validate="one_to_one",
    )
    files = {}
    for area_type in PLANNING_AREA_TYPES:
        rows = frame[frame["area_type"] == area_type.id].sort_values("area_code")
        text = json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "id": row.area_code,
                        "properties": {"name": row.name},
                        "geometry": geometry(row.geometry),
                    }
                    for row in rows.itertuples(index=False)
                ],
            },
            separators=(",", ":"),
            ensure_ascii=False,
        )
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        files[f"{area_type.id}.{digest}.json"] = text
    return files


def geometry(shape: shapely.Geometry) -> dict:
    """A GeoJSON geometry with short coordinates."""
    mapping = json.loads(shapely.to_geojson(shape))
    return {"type": mapping["type"], "coordinates": _rounded(mapping["coordinates"])}


def _rounded(value: list | float) -> list | float:
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return round(value, DECIMALS)
