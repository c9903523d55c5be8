"""`calibrate-travel`: fit the speed surface to observed road times, and say how well it does.

It reads a folder of observed minutes, cross-validates over services (never over rows: two
homes in one street say the same thing), fits once more on everything and writes the
surface in one move. It takes about two minutes a fold on one core.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import cKDTree

from etl.extract.calibration_inputs import World, read_world, require
from etl.files import replacing
from etl.methods.block_field import blocks
from etl.methods.calibration_errors import errors, right_side, service_folds, straight_line
from etl.methods.calibration_terms import Fit, FitSettings
from etl.methods.travel import TravelModel, TravelSettings
from etl.methods.travel_calibration import fit, pool_by_cell

JUDGED_MINUTES = 90.0
"""Journeys up to this long are judged; the product's longest threshold."""
FITTED_UNCERTAINTY = 0.05
"""Relative error (mean absolute) of a journey over fitted cells, from cross-validation."""
CARRIED_UNCERTAINTY = 0.11
"""The same over cells without observations: the worst of three regions left out whole."""
FITTED_BLOCK_KM = 32
FITTED_PATH_KM = 100.0
"""A cell is fitted when paths of this length in all crossed its block, else carried."""
CARRIED_ROUNDS = 6
"""Turns of the second fit; from the third to the sixth the mean journey moved by 0.3 minutes."""

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class CalibrationReport:
    """What came out of a calibration.

    Attributes:
        errors: One row per fold and model (surface, straight_line), with `journeys`,
            `mape`, `median_ape`, `r_squared`, `rmse_minutes`, `bias_minutes`, and for all
            folds together the share of homes on the right side of 30 and 60 minutes. The
            last row, carried, judges density classes alone on the journeys they were
            fitted to: what to expect where nothing was observed.
        cells: Number of cells by basis (fitted, carried).
        path: Where the surface was written.
    """

    errors: pd.DataFrame
    cells: dict[str, int]
    path: Path


def calibrate(
    observations_dir: Path,
    inputs: Path,
    *,
    folds: int = 5,
    out: Path | None = None,
    settings: FitSettings | None = None,
    travel: TravelSettings | None = None,
    progress: Callable[[str], None] | None = None,
) -> CalibrationReport:
    """Fit the speed surface of `inputs` to observed minutes and write it.

    Args:
        observations_dir: Holds `lsoa11_to_hospital_minutes.parquet` (LSOA 2011 code and
            one column of minutes per service) and `hospitals.csv` (postcode, easting,
            northing). The lookup from LSOA 2011 to 2021 is taken from there, or from a
            folder `geo` beside it; without one, only unchanged codes are used.
        inputs: Holds `speed_surface.parquet` (the land grid), `small_areas.parquet` and
            `crossings.csv`.
        folds: Folds of the cross-validation over services; 0 skips it.
        out: Where to write the surface; the one in `inputs` when nothing is said.
        settings: Choices of the fit.
        travel: Assumptions of the travel model.
        progress: Is told what is going on, one sentence at a time.

    Returns:
        The measured errors and where the surface is.

    Raises:
        ResourceError: A file is missing.
        DataError: A file lacks a column, or no home matches the small areas.
    """
    say = progress or (lambda _: None)
    world = read_world(
        observations_dir, inputs, settings or FitSettings(), travel or TravelSettings()
    )
    say(f"{len(world.homes)} homes and {len(world.services)} services read.")
    table = cross_validate(world, folds=folds, progress=say) if folds else pd.DataFrame()
    everything = np.ones(world.minutes.shape, dtype=bool)
    fitted = _fit(world, use=everything, progress=say)
    say("Fitting what is carried to places without observations.")
    plain = _fit(_by_class_only(world), use=everything, progress=say)
    carried = {"fold": "all", "model": "carried", **_judge(world.minutes, _predict(world, plain))}
    table = pd.concat([table, pd.DataFrame([carried])], ignore_index=True)
    surface = _fitted_surface(world, fitted=fitted, plain=plain)
    path = out or inputs / "speed_surface.parquet"
    with replacing(path) as temporary:
        surface.to_parquet(temporary, compression="zstd", index=False)
    return CalibrationReport(
        errors=table, cells=surface["pace_basis"].value_counts().to_dict(), path=path
    )


def cross_validate(world: World, *, folds: int, progress: Callable[[str], None]) -> pd.DataFrame:
    """Judge the surface on services that it did not see, fold by fold and together."""
    fold = service_folds(len(world.services), folds=folds)
    judged = world.minutes <= JUDGED_MINUTES
    said = {name: np.full(world.minutes.shape, np.nan) for name in ("surface", "straight_line")}
    rows = []
    for number in range(folds):
        held = fold == number
        fitted = _fit(world, use=np.broadcast_to(~held, world.minutes.shape), progress=progress)
        said["surface"][:, held] = _predict(world, fitted)[:, held]
        said["straight_line"][:, held] = straight_line(
            world.homes, world.services, world.minutes, fit_on=judged & ~held
        )[:, held]
        for name, predicted in said.items():
            found = _judge(world.minutes[:, held], predicted[:, held])
            rows.append({"fold": str(number + 1), "model": name, **found})
            progress(
                f"Fold {number + 1}, {name}: {found['mape']:.1%}, R2 {found['r_squared']:.3f}."
            )
    for name, predicted in said.items():
        sides = {
            f"right_side_{limit}": right_side(world.minutes, predicted, threshold=limit)
            for limit in (30, 60)
        }
        rows.append({"fold": "all", "model": name, **_judge(world.minutes, predicted), **sides})
    return pd.DataFrame(rows)


def keep_calibration(grid: pd.DataFrame, fitted: pd.DataFrame) -> pd.DataFrame:
    """Carry the fitted columns over to a land grid that was drawn again.

    A refresh of the boundaries moves a few cells on the coast and must not throw the
    calibration away. A new cell takes the values of the nearest fitted one.

    Args:
        grid: The new land grid, as `etl.extract.land_grid.land_grid` gives it.
        fitted: The calibrated surface in use until now.

    Returns:
        The new grid with `minutes_per_km`, `terminal_minutes`, `pace_basis` and
        `pace_uncertainty` of the fitted surface.

    Example:
        >>> old = pd.DataFrame({"easting": [500], "northing": [500], "minutes_per_km": [0.8],
        ...     "terminal_minutes": [5.0], "pace_basis": ["fitted"], "pace_uncertainty": [0.05]})
        >>> new = pd.DataFrame({"easting": [500, 1500], "northing": [500, 500],
        ...     "minutes_per_km": [0.7, 0.7]})
        >>> keep_calibration(new, old)["minutes_per_km"].tolist()
        [0.8, 0.8]
    """
    columns = ["minutes_per_km", "terminal_minutes", "pace_basis", "pace_uncertainty"]
    require(fitted, columns, "speed_surface.parquet")
    places = [frame[["easting", "northing"]].to_numpy(dtype=float) for frame in (fitted, grid)]
    nearest = cKDTree(places[0]).query(places[1])[1]
    taken = fitted[columns].iloc[nearest].set_axis(grid.index, axis=0)
    return grid.assign(**{column: taken[column] for column in columns})


def _judge(observed: FloatArray, predicted: FloatArray) -> dict[str, float]:
    """Measure the errors of the journeys that are judged."""
    judged = observed <= JUDGED_MINUTES
    return errors(observed[judged], predicted[judged])


def _fit(world: World, *, use: BoolArray, progress: Callable[[str], None]) -> Fit:
    """Fit on some of the pairs."""
    pooled = pool_by_cell(
        world.homes, np.where(use, world.minutes, np.nan), destinations=world.services
    )
    return fit(
        world.surface, world.crossings, pooled, density=world.density,
        settings=world.settings, travel=world.travel, progress=progress,
    )  # fmt: skip


def _predict(world: World, fitted: Fit) -> FloatArray:
    """Compute the minutes of every pair on a fitted surface."""
    surface = world.surface.assign(
        minutes_per_km=fitted.pace.round(3), terminal_minutes=fitted.terminal.round(2)
    )
    model = TravelModel(surface, world.crossings, settings=world.travel)
    return model.minutes(world.homes, world.services, limit_minutes=2 * JUDGED_MINUTES)


def _by_class_only(world: World) -> World:
    """Leave the blocks out of the fit: one pace and one terminal time per density class.

    The class parts of the full fit will not do where nothing was observed: they are means
    of fast roads and slow country, and the full surface takes the fast roads.
    """
    plain = replace(
        world.settings, block_km=(), pace_spread=(), terminal_spread=(), rounds=CARRIED_ROUNDS
    )
    return replace(world, settings=plain)


def _fitted_surface(world: World, *, fitted: Fit, plain: Fit) -> pd.DataFrame:
    """Lay the fit out as the published table, in types that compress well."""
    xy = world.surface[["easting", "northing"]].to_numpy(dtype=np.float64)
    block = blocks(xy, kilometres=FITTED_BLOCK_KM)
    seen = np.bincount(block, fitted.travelled_km)[block] >= FITTED_PATH_KM
    columns = ["cell_id", "easting", "northing", "open_directions", "speed_class"]
    return world.surface[columns].assign(
        minutes_per_km=np.where(seen, fitted.pace, plain.pace).round(3),
        terminal_minutes=np.where(seen, fitted.terminal, plain.terminal).round(2),
        pace_basis=np.where(seen, "fitted", "carried"),
        pace_uncertainty=np.where(seen, FITTED_UNCERTAINTY, CARRIED_UNCERTAINTY),
    )
