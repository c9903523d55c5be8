"""What the travel model refuses: a surface, crossings or points that do not keep their contract."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.errors import DataError, UserError
from etl.methods.travel_terms import CROSSING_COLUMNS, FIXED_LINKS, SURFACE_COLUMNS

FloatArray = npt.NDArray[np.float64]


def check_surface(surface: pd.DataFrame) -> None:
    """Raise a DataError when the surface does not keep its contract."""
    _require(surface, SURFACE_COLUMNS, "speed_surface", DataError)
    if surface.empty:
        raise DataError("The speed surface has no cells.", where="speed_surface")
    if surface.duplicated("cell_id").any() or surface.duplicated(["easting", "northing"]).any():
        raise DataError("The speed surface has the same cell twice.", where="speed_surface")
    pace = surface["minutes_per_km"].to_numpy(dtype=np.float64)
    if not (np.isfinite(pace) & (pace > 0)).all():
        raise DataError("A cell's minutes per kilometre is not above zero.", where="speed_surface")


def check_crossings(crossings: pd.DataFrame) -> None:
    """Raise a DataError when the crossings do not keep their contract."""
    _require(crossings, CROSSING_COLUMNS, "crossings", DataError)
    wrong = ~crossings["kind"].isin([*FIXED_LINKS, "ferry"])
    if wrong.any():
        kinds = ", ".join(sorted(map(str, crossings.loc[wrong, "kind"].unique())))
        raise DataError(f"Unknown kind of crossing: {kinds}.", where="crossings")
    if not crossings["open_to_cars"].isin([True, False, "yes", "no"]).all():
        raise DataError(
            "open_to_cars must be true, false, yes or no in every row.", where="crossings"
        )
    if (crossings["minutes"].astype(float) <= 0).any():
        raise DataError("A crossing's minutes are not above zero.", where="crossings")


def check_ends_on_land(placed: pd.DataFrame, away: FloatArray, limit: float) -> None:
    """Raise a DataError that names the crossings that end in the sea."""
    if (away > limit).any():
        names = ", ".join(placed.loc[away > limit, "name"].astype(str))
        raise DataError(
            f"These crossings end farther than {limit / 1000:.0f} km from land: {names}.",
            where="crossings",
            try_="Move the end to the shore, or remove the crossing.",
        )


def check_points(points: pd.DataFrame, name: str) -> FloatArray:
    """Raise a UserError when points cannot be used; give their coordinates."""
    _require(points, ("id", "easting", "northing"), name, UserError)
    if points["id"].duplicated().any():
        twice = ", ".join(points.loc[points["id"].duplicated(), "id"].astype(str).unique()[:5])
        raise UserError(f"The same id stands more than once: {twice}.", where=name)
    try:
        xy = points[["easting", "northing"]].to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise UserError("An easting or northing is not a number.", where=name) from error
    lost = ~np.isfinite(xy).all(axis=1)
    if lost.any():
        ids = ", ".join(points.loc[lost, "id"].astype(str)[:5])
        raise UserError(
            f"{lost.sum()} points have no easting or northing, first {ids}.",
            where=name,
            try_="Remove the rows or find their coordinates.",
        )
    if ((np.abs(xy[:, 0]) <= 180) & (np.abs(xy[:, 1]) <= 180)).any():
        raise UserError(
            "The coordinates look like longitude and latitude, not easting and northing.",
            where=name,
            try_="Convert them to British National Grid metres (EPSG:27700).",
        )
    return xy


def _require(
    frame: pd.DataFrame,
    columns: tuple[str, ...],
    name: str,
    error: type[DataError] | type[UserError],
) -> None:
    """Raise an error that names the columns a frame lacks."""
    missing = [column for column in columns if column not in frame]
    if missing:
        raise error(
            f"The {name} table lacks {', '.join(missing)}.",
            where=name,
            try_=f"It needs {', '.join(columns)}.",
        )
