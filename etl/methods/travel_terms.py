"""What the travel model takes for granted: its grid, its assumptions and its reasons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

CELL_METRES = 1000
"""Width of a cell of the land grid."""

HALF_DIRECTIONS = ((1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2))
DIRECTIONS = HALF_DIRECTIONS + tuple((-east, -north) for east, north in HALF_DIRECTIONS)
"""The 16 steps as (cells east, cells north), in the order of the bits of `open_directions`.

With 8 steps a path is up to 8% too long, with 16 up to 3%. A step and its opposite stand
eight places apart."""

REASONS = {
    "": "Reachable by road.",
    "origin_off_land": "The starting point is in the sea or abroad, too far from any road here.",
    "destination_off_land": "The service's point is in the sea or abroad, too far from any road.",
    "origin_island": "The starting point is on an island with no listed bridge or car ferry.",
    "destination_island": "The service is on an island with no listed bridge or car ferry.",
    "sea_between": "The sea lies between them and no listed crossing joins the two sides.",
    "beyond_limit": "There is a road, but it takes longer than the limit that was asked for.",
}
"""Why a pair has no minutes: the code and a sentence for the reader."""

FIXED_LINKS = ("bridge", "tunnel", "causeway")
SURFACE_COLUMNS = ("cell_id", "easting", "northing", "minutes_per_km", "open_directions")
CROSSING_COLUMNS = (
    "crossing_id", "name", "kind", "from_easting", "from_northing", "to_easting", "to_northing",
    "minutes", "open_to_cars",
)  # fmt: skip
LEAST_MINUTES = 1e-9
"""A sparse graph reads an exact zero as no edge."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class TravelSettings:
    """What the travel model assumes, with the values used when nothing is said.

    The two speeds and the terminal time are a least-squares fit to 556,379 modelled
    road journeys of up to 90 minutes in England and Wales.

    Attributes:
        urban_minutes_per_km: Pace in urban cells of a surface that is not calibrated.
        rural_minutes_per_km: Pace in rural cells of a surface that is not calibrated.
        terminal_minutes: Minutes for the two ends of a journey together. A surface with
            a `terminal_minutes` column gives them cell by cell, one end at a time.
        short_trip_share: Share of the terminal minutes that a journey of no length does not
            need: a short trip looks for no main road.
        short_trip_minutes: How fast that saving fades as the path gets longer.
        ferry_boarding_minutes: Wait and loading before a ferry leaves, added to the
            sailing. Half an hour is what most car ferries ask for. It is never more than
            the sailing plus five minutes, so that a chain ferry stays a chain ferry.
        ferry_minutes_per_km: Sailing pace of a ferry whose minutes are not listed; 3 is
            20 km/h.
        snap_limit_metres: A point farther than this from any land cell has no road.
        main_land_cells: A landmass (with what its crossings reach) of fewer cells is
            called an island in the reasons; Northern Ireland has about 13,600.
    """

    urban_minutes_per_km: float = 0.82
    rural_minutes_per_km: float = 0.73
    terminal_minutes: float = 11.8
    short_trip_share: float = 0.25
    short_trip_minutes: float = 6.0
    ferry_boarding_minutes: float = 30.0
    ferry_minutes_per_km: float = 3.0
    snap_limit_metres: float = 3000.0
    main_land_cells: int = 5000


def terminal_ramp(path: FloatArray, settings: TravelSettings) -> FloatArray:
    """Give the share of the terminal minutes that a journey needs.

    It rises with the path, and so slowly that a detour still never saves time.

    Args:
        path: Minutes between the two ends, any shape; may be `inf`.
        settings: The share and the minutes of the ramp.

    Example:
        >>> terminal_ramp(np.array([0.0, np.inf]), TravelSettings(short_trip_share=0.25)).tolist()
        [0.75, 1.0]
    """
    return 1.0 - settings.short_trip_share * np.exp(-path / settings.short_trip_minutes)


def no_crossings() -> pd.DataFrame:
    """Give an empty table of crossings, for a surface that needs none.

    Example:
        >>> len(no_crossings())
        0
    """
    return pd.DataFrame({column: [] for column in CROSSING_COLUMNS})
