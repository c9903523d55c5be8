"""The travel model of a build, and the points it goes between."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from etl.build.context import Context
from etl.methods.travel import TravelModel, TravelSettings

TRAVEL_SETTINGS = TravelSettings()


def travel_model(context: Context) -> TravelModel:
    """The embedded model: the speed surface with the crossings that have a time."""
    return TravelModel(
        context.input_table("speed_surface"), crossings(context), settings=TRAVEL_SETTINGS
    )


def origins(context: Context) -> pd.DataFrame:
    """Points of the small areas, as `id`, `easting`, `northing`."""
    columns = ["small_area_code", "easting", "northing"]
    return context.small_areas[columns].rename(columns={"small_area_code": "id"})


def destinations(services: pd.DataFrame) -> pd.DataFrame:
    """Points of services, as `id`, `easting`, `northing`."""
    columns = ["service_id", "easting", "northing"]
    return (
        services[columns]
        .rename(columns={"service_id": "id"})
        .astype({"easting": "float64", "northing": "float64"})
    )


def crossings(context: Context) -> pd.DataFrame:
    """Crossings with their ends in metres. A ferry without a published time is left out."""
    frame = context.csv("crossings")
    for end in ("from", "to"):
        points = gpd.points_from_xy(
            frame[f"{end}_longitude"], frame[f"{end}_latitude"], crs=4326
        ).to_crs(27700)
        frame[f"{end}_easting"], frame[f"{end}_northing"] = points.x, points.y
    frame["open_to_cars"] = frame["open_to_cars"].astype("str").str.lower().isin(("yes", "true"))
    timed = (frame["kind"] != "ferry") | frame["minutes"].notna()
    return frame[timed].reset_index(drop=True)
