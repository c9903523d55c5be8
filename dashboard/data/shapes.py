"""Shapes for the map: where the browser fetches them, in which order they stand, and their boxes.

Shapes of planning areas come with the release and are copied when it is opened. Shapes of small
areas and bands of travel time are written when first asked for, in a folder of the release.
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
from numpy.typing import NDArray

from dashboard.data.kept import kept
from dashboard.frame import Frame
from etl.catalogue.areas import AREA_TYPE_BY_ID, HEXAGONS, PLANNING_AREA_TYPES
from etl.catalogue.assumptions import DEFAULT_BASIS, TRAVEL_THRESHOLDS_MINUTES
from etl.catalogue.services import SERVICE_KIND_BY_ID
from etl.errors import ResourceError
from etl.methods.bands import band_of, dissolve
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


@dataclass(frozen=True)
class Bands:
    """Bands of travel time to one service, or to the nearest of a kind.

    Attributes:
        url: Address of the shapes, one a band, nearest first.
        children: Modelled children with life-limiting conditions in each band.
        small_areas: Small areas in each band.
    """

    url: str
    children: tuple[float, ...]
    small_areas: tuple[int, ...]


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
    return _write(release, name, json.dumps(content, ensure_ascii=False, separators=(",", ":")))


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
    places = _small_areas(key, release)
    mine = places[places[AREA_TYPE_BY_ID[area_type].code_field] == code]
    shapes = _small_shapes(key, release)[mine.index.to_numpy()]
    codes = mine["small_area_code"].astype(str)
    url = _write(
        release, f"small/{area_type}.{code}.json", _collection(codes, mine["name"], shapes)
    )
    return ShapeFile(url, dict(zip(codes, map(_box, shapes), strict=True)))


@kept(most=400)
def count_small(key: str, release: Release, area_type: str, code: str) -> int:
    """How many small areas a planning area has."""
    return int((_small_areas(key, release)[AREA_TYPE_BY_ID[area_type].code_field] == code).sum())


@kept(most=24)
def small_indicator(key: str, release: Release, indicator_id: str, basis: str) -> pd.DataFrame:
    """One indicator for every small area: `area_code`, `name`, `value` and its limits."""
    rows = release.table(
        "indicators_small_area",
        columns=["area_code", "value", "lower", "upper"],
        filters=[("indicator_id", "==", indicator_id), ("basis", "==", basis)],
    )
    names = _small_areas(key, release).set_index("small_area_code")["name"]
    codes = rows["area_code"].astype(str)
    return rows.assign(area_code=codes, name=codes.map(names))


@kept(most=150)
def bands(key: str, release: Release, source: str) -> Bands:
    """Bands of travel time to a service by its id, or to the nearest of a kind by its id."""
    places = _small_areas(key, release)
    minutes = _minutes(release, source).reindex(places["small_area_code"])
    band = band_of(minutes.to_numpy(dtype=float))
    count = len(TRAVEL_THRESHOLDS_MINUTES)
    need = release.table(
        "need_small_area",
        columns=["small_area_code", "need"],
        filters=[("basis", "==", DEFAULT_BASIS)],
    ).set_index("small_area_code")["need"]
    children = need.reindex(places["small_area_code"]).to_numpy(dtype=float)
    url = _bands_url(key, release, source, band, count)
    return Bands(
        url,
        tuple(np.bincount(band, weights=children, minlength=count + 1).tolist()),
        tuple(np.bincount(band, minlength=count + 1).tolist()),
    )


def _bands_url(key: str, release: Release, source: str, band: NDArray[np.int64], count: int) -> str:
    """Address of the joined shapes. To join them takes seconds, so what was written is kept."""
    name = f"bands/{source}.json"
    if (STATIC / release.id / name).is_file():
        return f"{STATIC_URL}/{release.id}/{name}"
    joined = dissolve(_small_shapes(key, release), band, count)
    numbers = [str(number) for number in range(count)]
    names = [f"Up to {limit} minutes" for limit in TRAVEL_THRESHOLDS_MINUTES]
    return _write(release, name, _collection(numbers, names, np.array(joined)))


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


def _minutes(release: Release, source: str) -> pd.Series:
    if source in SERVICE_KIND_BY_ID:
        table, column, key = "access_small_area", "nearest_minutes", "service_kind"
    else:
        table, column, key = "travel_minutes", "travel_minutes", "service_id"
    rows = release.table(table, columns=["small_area_code", column], filters=[(key, "==", source)])
    return rows.assign(small_area_code=rows["small_area_code"].astype(str)).set_index(
        "small_area_code"
    )[column]


@kept(most=2)
def _small_areas(key: str, release: Release) -> pd.DataFrame:  # noqa: ARG001
    return release.table("small_area_codes")


@kept(most=2)
def _small_shapes(key: str, release: Release) -> np.ndarray:
    """Shapes of the small areas, in the order of `small_area_codes`."""
    frame = release.table("small_area_boundaries").set_index("small_area_code")
    ordered = frame.loc[_small_areas(key, release)["small_area_code"], "geometry"]
    return np.asarray(ordered.array)


def _collection(codes: Iterable[str], names: Iterable[str], shapes: np.ndarray) -> str:
    rounded = shapely.transform(shapes, lambda points: np.round(points, _DECIMALS))
    features = [
        f'{{"type":"Feature","id":{json.dumps(code)},"properties":'
        f'{{"name":{json.dumps(name, ensure_ascii=False)}}},"geometry":{text}}}'
        for code, name, text in zip(codes, names, shapely.to_geojson(rounded), strict=True)
    ]
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def _write(release: Release, name: str, text: str) -> str:
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
