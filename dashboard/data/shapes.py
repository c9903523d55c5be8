"""Shapes for the map: where the browser fetches them, in which order they stand, and their boxes.

Shapes of planning areas come with the release and are copied when it is opened. Shapes of small
areas, and bands of travel time (`bands`), are written when first asked for, in a folder of the
release.
Static files are public: nothing that is not public is put there.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from dashboard.data.kept import kept
from dashboard.frame import Frame
from etl.catalogue.areas import AREA_TYPE_BY_ID, HEXAGONS, PLANNING_AREA_TYPES
from etl.errors import ResourceError
from etl.release import Release

STATIC = Path(__file__).resolve().parents[1] / "static" / "boundaries"
STATIC_URL = "app/static/boundaries"
_DECIMALS = 4
MOST_SMALL_AREAS = 6000


@dataclass(frozen=True)
class ShapeFile:
    """Shapes that the browser can fetch.

    Attributes:
        url: Their address.
        frames: The box of each by its code, in the order of the file.
    """

    url: str
    frames: dict[str, Frame]

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes in the order of the file."""
        return tuple(self.frames)


def publish(release: Release) -> None:
    """Copy the shapes to where the browser can fetch them, and remove those of older releases."""
    names = [*(area_type.id for area_type in PLANNING_AREA_TYPES), HEXAGONS]
    files = [release.boundaries_file(name) for name in names]
    try:
        STATIC.mkdir(parents=True, exist_ok=True)
        for file in files:
            target = STATIC / file.name
            if not target.is_file() or target.stat().st_size != file.stat().st_size:
                temporary = STATIC / f".{file.name}.{os.getpid()}.part"
                shutil.copyfile(file, temporary)
                temporary.replace(target)
        current = {release.id, *(file.name for file in files)}
        for old in STATIC.iterdir():
            if old.is_dir() and old.name not in current:
                shutil.rmtree(old, ignore_errors=True)
            elif old.suffix == ".json" and old.name not in current:
                old.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(error) from None


def static_json(release: Release, name: str, content: Any) -> str:
    """Write something public of a release where the browser can fetch it. Gives its address."""
    return write(release, name, json.dumps(content, ensure_ascii=False, separators=(",", ":")))


@kept(most=20)
def planning(key: str, release: Release, name: str) -> ShapeFile:  # noqa: ARG001
    """The shapes of a planning area type, or the hexagons."""
    file = release.boundaries_file(name)
    features = geojson(file)["features"]
    boxes = {str(f["id"]): _box(shapely.from_geojson(json.dumps(f["geometry"]))) for f in features}
    return ShapeFile(f"{STATIC_URL}/{file.name}", boxes)


@kept(most=300)
def small(key: str, release: Release, area_type: str, code: str) -> ShapeFile:
    """The shapes of the small areas of one planning area, and of no others."""
    codes, names, found = _of_area(key, release, area_type, code)
    url = write(release, f"small/{area_type}.{code}.json", collection(codes, names, found))
    return ShapeFile(url, dict(zip(codes, map(_box, found), strict=True)))


def small_geojson(key: str, release: Release, area_type: str, code: str) -> dict[str, Any]:
    """The same as GeoJSON."""
    found: dict[str, Any] = json.loads(collection(*_of_area(key, release, area_type, code)))
    return found


def _of_area(
    key: str, release: Release, area_type: str, code: str
) -> tuple[pd.Series, pd.Series, np.ndarray]:
    """Codes, names and shapes of the small areas of an area."""
    places = small_areas(key, release)
    mine = places[places[AREA_TYPE_BY_ID[area_type].code_field] == code]
    found = small_shapes(key, release)[mine.index.to_numpy()]
    return mine["small_area_code"].astype(str), mine["name"], found


@kept(most=400)
def count_small(key: str, release: Release, area_type: str, code: str) -> int:
    """How many small areas a planning area has."""
    return int((small_areas(key, release)[AREA_TYPE_BY_ID[area_type].code_field] == code).sum())


def file_of(url: str) -> Path:
    """The static file at an address."""
    return STATIC / url.removeprefix(f"{STATIC_URL}/")


def geojson(path: Path) -> dict[str, Any]:
    """A GeoJSON file of the release."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(
            "The boundaries of the release cannot be read.",
            where=f"{path}: {error}",
            try_="Run `python -m etl build` and open the page again.",
        ) from None


@kept(most=2)
def small_areas(key: str, release: Release) -> pd.DataFrame:  # noqa: ARG001
    """Every small area with its name and the areas it lies in."""
    return release.table("small_area_codes")


@kept(most=2)
def small_shapes(key: str, release: Release) -> np.ndarray:
    """Shapes of the small areas, in the order of `small_area_codes`."""
    frame = release.table("small_area_boundaries").set_index("small_area_code")
    ordered = frame.loc[small_areas(key, release)["small_area_code"], "geometry"]
    return np.asarray(ordered.array)


def collection(codes: Iterable[str], names: Iterable[str], shapes: np.ndarray) -> str:
    """GeoJSON of shapes in their order."""
    rounded = shapely.transform(shapes, lambda points: np.round(points, _DECIMALS))
    features = [
        f'{{"type":"Feature","id":{json.dumps(code)},"properties":'
        f'{{"name":{json.dumps(name, ensure_ascii=False)}}},"geometry":{text}}}'
        for code, name, text in zip(codes, names, shapely.to_geojson(rounded), strict=True)
    ]
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def write(release: Release, name: str, text: str) -> str:
    """Write a static file of a release, in one move. Gives its address."""
    target = STATIC / release.id / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(target)
    except OSError as error:
        raise _cannot_write(error) from None
    return f"{STATIC_URL}/{release.id}/{name}"


def _box(shape: shapely.Geometry) -> Frame:
    return Frame(*(float(edge) for edge in shapely.bounds(shape)))


def _cannot_write(error: OSError) -> ResourceError:
    return ResourceError(
        "The boundaries cannot be copied to where the browser fetches them.",
        where=f"{STATIC}: {error.strerror or error}",
        try_="Check that there is room on the disk and that you may write to the folder.",
    )
