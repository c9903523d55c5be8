"""The travel model of a build, and the points it goes between."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.methods.grid_metres import crossings_in_metres
from etl.methods.travel import CELL_METRES, TravelModel, TravelSettings

TRAVEL_SETTINGS = TravelSettings()


def travel_model(context: Context) -> TravelModel:
    """The embedded model: the speed surface with the crossings."""
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


def travel_spread(context: Context) -> np.ndarray:
    """Standard deviation of the logarithm of journey times from each small area, (small areas,).

    Read from the cell the area's point lies in; the largest of all where the point is off the grid.
    """
    surface = context.input_table("speed_surface")
    points = context.small_areas[["easting", "northing"]] // CELL_METRES * CELL_METRES
    cells = pd.MultiIndex.from_frame(surface[["easting", "northing"]] - CELL_METRES // 2)
    spread = pd.Series(surface["pace_uncertainty"].to_numpy(), index=cells)
    found = spread.reindex(pd.MultiIndex.from_frame(points)).to_numpy()
    return np.where(np.isnan(found), spread.max(), found)


def crossings(context: Context) -> pd.DataFrame:
    """Crossings with their ends in metres; the model estimates a ferry without a published time."""
    return crossings_in_metres(context.csv("crossings"))
