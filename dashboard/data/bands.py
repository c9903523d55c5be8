"""Bands of travel time: the shapes the browser fetches, and the children in each.

The shapes follow changed assumptions. A file is named by what is in it, so that assumptions that
give the same bands share one, and of those for changed assumptions only the last used are kept.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.data import live, rows, shapes
from dashboard.data.kept import kept
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.assumptions import DEFAULT_BASIS, TRAVEL_THRESHOLDS_MINUTES
from etl.catalogue.services import DESTINATION_KINDS, SERVICE_KIND_BY_ID
from etl.methods.bands import Joiner, band_of
from etl.methods.scenario_parts import Assumptions
from etl.methods.scenario_services import minutes_to, of_journeys_to
from etl.release import Release

MOST_CHANGED = 40
_COUNT = len(TRAVEL_THRESHOLDS_MINUTES)
_GROUP = AREA_TYPE_BY_ID["ltla"].code_field
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Bands:
    """Bands of travel time to one service, or to the nearest of the kinds that count.

    Attributes:
        url: Address of the shapes, one a band, nearest first.
        children: Modelled children with life-limiting conditions in each band and beyond, without
            those in small areas where need is not known.
        small_areas: Small areas in each band and beyond.
        unknown: Small areas where need is not known.
        assumed: What the bands rest on: only what matters to them.
    """

    url: str
    children: tuple[float, ...]
    small_areas: tuple[int, ...]
    unknown: int
    assumed: Assumptions


@kept(most=2)
def sources(key: str, release: Release) -> tuple[str, ...]:
    """Where bands can start: kinds of service, then open services with a point by name, by id."""
    services = rows.table(key, release, "services")
    kinds = [kind.id for kind in DESTINATION_KINDS]
    open_ = services[
        services["service_kind"].isin(kinds)
        & (services["status"] == "open")
        & services["longitude"].notna()
    ]
    return (*kinds, *open_.sort_values("name")["service_id"].astype(str))


def bands(key: str, release: Release, source: str, assumptions: Assumptions) -> Bands:
    """Bands of travel time to a service by its id, or to the nearest of a kind by its id."""
    assumed = of_journeys_to(source, assumptions, is_kind=source in SERVICE_KIND_BY_ID)
    if assumed.is_published:
        band, need = _published(key, release, source)
        return _made(_url(key, release, f"bands/{source}.json", band), band, need, assumed)
    engine = live.scenario(key, release)
    band = band_of(minutes_to(engine, source, assumed))
    name = hashlib.sha256(band.astype(np.int8).tobytes()).hexdigest()[:16]
    url = _url(key, release, f"bands/changed/{source}.{name}.json", band)
    _evict(shapes.STATIC / release.id / "bands" / "changed")
    return _made(url, band, engine.need_of(assumed).children, assumed)


@kept(most=150)
def _published(key: str, release: Release, source: str) -> tuple[NDArray[np.int64], FloatArray]:
    """Band and need of each small area."""
    codes = shapes.small_areas(key, release)["small_area_code"]
    band = band_of(_minutes(release, source).reindex(codes).to_numpy(dtype=float))
    need = release.table(
        "need_small_area",
        columns=["small_area_code", "need"],
        filters=[("basis", "==", DEFAULT_BASIS)],
    ).set_index("small_area_code")["need"]
    return band, need.reindex(codes).to_numpy(dtype=float)


def _made(url: str, band: NDArray[np.int64], need: FloatArray, assumed: Assumptions) -> Bands:
    children = np.bincount(band, weights=np.nan_to_num(need), minlength=_COUNT + 1)
    areas = np.bincount(band, minlength=_COUNT + 1)
    unknown = int(np.isnan(need).sum())
    return Bands(url, tuple(children.tolist()), tuple(areas.tolist()), unknown, assumed)


def _url(key: str, release: Release, name: str, band: NDArray[np.int64]) -> str:
    """Address of the joined shapes. To join them takes a second, so what was written is kept."""
    file = shapes.STATIC / release.id / name
    if file.is_file():
        with suppress(OSError):
            os.utime(file)  # what is used is not evicted
        return f"{shapes.STATIC_URL}/{release.id}/{name}"
    joined = _joiner(key, release).join(band, _COUNT)
    numbers = [str(number) for number in range(_COUNT)]
    names = [f"Up to {limit} minutes" for limit in TRAVEL_THRESHOLDS_MINUTES]
    return shapes.write(release, name, shapes.collection(numbers, names, np.array(joined)))


def _evict(folder: Path) -> None:
    """Keep the files that were used last. Another process may remove one at the same time."""

    def used(file: Path) -> float:
        try:
            return file.stat().st_mtime
        except OSError:
            return 0.0

    for old in sorted(folder.glob("*.json"), key=used, reverse=True)[MOST_CHANGED:]:
        old.unlink(missing_ok=True)


@kept(most=1)
def _joiner(key: str, release: Release) -> Joiner:
    group, _ = pd.factorize(shapes.small_areas(key, release)[_GROUP])
    return Joiner(shapes.small_shapes(key, release), group)


def _minutes(release: Release, source: str) -> pd.Series:
    if source in SERVICE_KIND_BY_ID:
        table, column, key = "access_small_area", "nearest_minutes", "service_kind"
    else:
        table, column, key = "travel_minutes", "travel_minutes", "service_id"
    rows = release.table(table, columns=["small_area_code", column], filters=[(key, "==", source)])
    return rows.assign(small_area_code=rows["small_area_code"].astype(str)).set_index(
        "small_area_code"
    )[column]
