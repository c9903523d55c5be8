"""Reading the observed journeys and the inputs that they are laid on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.errors import DataError, ResourceError
from etl.methods.block_field import density_class
from etl.methods.calibration_terms import FitSettings
from etl.methods.grid_metres import crossings_in_metres
from etl.methods.travel import TravelSettings

MINUTES_FILE = "lsoa11_to_hospital_minutes.parquet"
SERVICES_FILE = "hospitals.csv"
LOOKUP_FILE = "lookup_lsoa11_lsoa21.parquet"

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class World:
    """Everything a fit needs, read once."""

    surface: pd.DataFrame
    crossings: pd.DataFrame
    density: npt.NDArray[np.int64]
    homes: pd.DataFrame
    services: pd.DataFrame
    minutes: FloatArray
    settings: FitSettings
    travel: TravelSettings


def read_world(
    observations_dir: Path, inputs: Path, settings: FitSettings, travel: TravelSettings
) -> World:
    """Read the observations and the inputs they are laid on."""
    surface = pd.read_parquet(_file(inputs, "speed_surface.parquet"))
    areas = pd.read_parquet(
        _file(inputs, "small_areas.parquet"), columns=["small_area_code", "easting", "northing"]
    )
    services = pd.read_csv(_file(observations_dir, SERVICES_FILE)).rename(
        columns={"postcode": "id"}
    )
    table = pd.read_parquet(_file(observations_dir, MINUTES_FILE))
    require(services, ["id", "easting", "northing"], SERVICES_FILE)
    require(table, ["lsoa11_code", *services["id"]], MINUTES_FILE)
    homes = _home_points(observations_dir, areas)
    table = table[table["lsoa11_code"].isin(homes.index)]
    if table.empty:
        raise DataError("No observed home is a small area.", where=MINUTES_FILE)
    xy = surface[["easting", "northing"]].to_numpy(dtype=np.float64)
    points = areas[["easting", "northing"]].to_numpy(dtype=np.float64)
    return World(
        surface=surface,
        crossings=crossings_in_metres(pd.read_csv(_file(inputs, "crossings.csv"))),
        density=density_class(xy, points),
        homes=homes.loc[table["lsoa11_code"]].rename_axis("id").reset_index(),
        services=services[["id", "easting", "northing"]],
        minutes=table[services["id"].tolist()].to_numpy(dtype=np.float64),
        settings=settings,
        travel=travel,
    )


def _home_points(observations_dir: Path, areas: pd.DataFrame) -> pd.DataFrame:
    """Give each LSOA 2011 the mean point of the small areas that it became."""
    points = areas.set_index("small_area_code").astype(float)
    for folder in (observations_dir, observations_dir.parent / "geo"):
        if (folder / LOOKUP_FILE).is_file():
            lookup = pd.read_parquet(folder / LOOKUP_FILE)
            require(lookup, ["lsoa11_code", "lsoa21_code"], LOOKUP_FILE)
            joined = lookup.join(points, on="lsoa21_code", how="inner")
            return joined.groupby("lsoa11_code")[["easting", "northing"]].mean()
    return points


def _file(folder: Path, name: str) -> Path:
    """Give the path of a file that must be there."""
    path = folder / name
    if not path.is_file():
        raise ResourceError(
            f"The file {name} is missing.", where=str(folder), try_="Check the folder's name."
        )
    return path


def require(frame: pd.DataFrame, columns: list[str], name: str) -> None:
    """Raise a DataError that names the columns a file lacks."""
    missing = [column for column in columns if column not in frame]
    if missing:
        raise DataError(f"The file lacks {', '.join(missing[:5])}.", where=name)
