"""Fit the pace of the land grid to observed road times.

A journey is modelled as

    minutes = (one end + other end) x ramp + sum over cells of kilometres x pace

Given the paths, that is linear in the pace and in the ends. Both are smooth fields: a
constant, a part for each density class, and a part for each block of 32, 8, 4, 2 and
1 km, every part pulled towards zero with a known strength (ridge regression, so a block
without journeys takes what its neighbours and its class say). New paces give new paths,
so tracing and fitting take turns. Formulas and measured errors: `docs/methods/travel.md`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse.linalg import LinearOperator, lsqr

from etl.methods.block_field import BlockField, blocks
from etl.methods.calibration_terms import Fit, FitSettings, Observations, Paths
from etl.methods.path_tracing import trace_paths
from etl.methods.travel import TravelModel, TravelSettings
from etl.methods.travel_terms import terminal_ramp

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def fit(
    surface: pd.DataFrame,
    crossings: pd.DataFrame,
    observations: Observations,
    *,
    density: IntArray,
    settings: FitSettings,
    travel: TravelSettings,
    progress: Callable[[str], None] | None = None,
) -> Fit:
    """Fit paces and terminal minutes, tracing and solving in turns.

    Args:
        surface: The land grid; its present paces are only where the search begins.
        crossings: As for `TravelModel`.
        observations: Minutes to fit.
        density: `density_class` of every cell.
        settings: Choices of the fit.
        travel: Assumptions of the travel model.
        progress: Is told one sentence per round.

    Returns:
        The fitted fields, on every cell of the surface.
    """
    xy = surface[["easting", "northing"]].to_numpy(dtype=np.float64)
    pace_field = _field(xy, density, settings.pace_spread, settings.class_spread[0], settings)
    end_field = _field(xy, density, settings.terminal_spread, settings.class_spread[1], settings)
    home, service = np.nonzero(observations.minutes <= settings.longest_minutes)
    pace = surface["minutes_per_km"].to_numpy(dtype=np.float64)
    parts = None
    for number in range(settings.rounds):
        model = TravelModel(surface.assign(minutes_per_km=pace), crossings, settings=travel)
        paths = trace_paths(
            model, observations, home=home, service=service, search_minutes=settings.search_minutes
        )
        use = paths.usable
        observed, weight = _targets(observations, home[use], service[use], settings)
        problem = _Problem(
            _keep(paths), service=service[use], services=len(observations.destinations),
            weight=weight, pace=pace_field, terminal=end_field, settings=settings, travel=travel,
        )  # fmt: skip
        parts = problem.solve(observed, parts)
        change, ends, constant, own = problem.fields(parts)
        pace = np.clip(settings.prior_pace + change, *settings.pace_bounds)
        if progress:
            progress(f"Round {number + 1} of {settings.rounds}: {use.sum()} paths fitted.")
    typical = settings.prior_terminal + constant + float(own[np.unique(service)].mean())
    return Fit(
        pace=pace,
        terminal=np.maximum(ends + typical / 2, 0.0),
        travelled_km=np.asarray(problem.km.sum(axis=0)).reshape(-1).astype(np.float64),
    )


class _Problem:
    """The linear problem of one round: fields to journeys, and back.

    The parts to fit stand in one vector: pace, terminal, a constant, one per service.
    """

    def __init__(
        self,
        paths: Paths,
        *,
        service: IntArray,
        services: int,
        weight: FloatArray,
        pace: BlockField,
        terminal: BlockField,
        settings: FitSettings,
        travel: TravelSettings,
    ) -> None:
        self.km, self.km_back = paths.kilometres, paths.kilometres.T.tocsr()
        self.ends = (paths.origin_cell, paths.destination_cell)
        self.ramp = terminal_ramp(paths.minutes, travel)
        self.service, self.weight = service, weight
        self.pace, self.terminal, self.settings = pace, terminal, settings
        self.split = np.cumsum([pace.size, terminal.size, 1])
        self.services = services
        self.shape = (len(weight), int(self.split[-1]) + self.services)

    def fields(self, parts: FloatArray) -> tuple[FloatArray, FloatArray, float, FloatArray]:
        """Give pace, terminal, constant and the services' own ends, all less their priors."""
        pace, terminal, constant, own = np.split(np.asarray(parts).reshape(-1), self.split)
        return (
            self.pace.expand(pace),
            self.terminal.expand(terminal),
            10.0 * float(constant[0]),
            self.settings.service_spread * own,
        )

    def forward(self, parts: FloatArray) -> FloatArray:
        """Turn parts into weighted minutes."""
        pace, terminal, constant, own = self.fields(parts)
        ends = terminal[self.ends[0]] + terminal[self.ends[1]] + constant + own[self.service]
        return self.weight * (self.km @ pace.astype(np.float32) + self.ramp * ends)

    def backward(self, rest: FloatArray) -> FloatArray:
        """Turn weighted minutes into parts: the transpose of `forward`."""
        rest = np.asarray(rest).reshape(-1) * self.weight
        cells = self.km.shape[1]
        along = (self.km_back @ rest.astype(np.float32)).astype(np.float64)
        rest = rest * self.ramp
        ends = np.bincount(self.ends[0], rest, cells) + np.bincount(self.ends[1], rest, cells)
        own = self.settings.service_spread * np.bincount(self.service, rest, self.services)
        return np.concatenate(
            [
                self.pace.collapse(along),
                self.terminal.collapse(ends.astype(np.float64)),
                [10.0 * rest.sum()],
                own,
            ]
        )

    def solve(self, observed: FloatArray, start: FloatArray | None) -> FloatArray:
        """Minimise the weighted squares plus the squares of the parts."""
        prior = self.settings.prior_pace * np.asarray(self.km.sum(axis=1)).reshape(-1)
        rest = self.weight * (observed - prior - self.settings.prior_terminal * self.ramp)
        operator = LinearOperator(self.shape, matvec=self.forward, rmatvec=self.backward)
        found = lsqr(
            operator, rest, damp=1.0, iter_lim=self.settings.iterations,
            atol=1e-5, btol=1e-5, x0=start,
        )  # fmt: skip
        return np.asarray(found[0], dtype=np.float64)


def _targets(
    observations: Observations, home: IntArray, service: IntArray, settings: FitSettings
) -> tuple[FloatArray, FloatArray]:
    """Give observed minutes and the weight of each pair: one over its expected error."""
    observed = observations.minutes[home, service]
    expected = np.hypot(settings.relative_noise * observed, settings.least_noise)
    # Homes averaged into one cell count more, but not as independent journeys would.
    return observed, observations.count[home] ** 0.25 / expected


def _field(
    xy: FloatArray,
    density: IntArray,
    spread: tuple[float, ...],
    class_spread: float,
    settings: FitSettings,
) -> BlockField:
    """Make a field of blocks of every width and of the density classes."""
    levels = [
        (blocks(xy, kilometres=width), part)
        for width, part in zip(settings.block_km, spread, strict=True)
    ]
    return BlockField([*levels, (density, class_spread)])


def _keep(paths: Paths) -> Paths:
    """Keep the usable paths."""
    use = paths.usable
    return Paths(
        kilometres=paths.kilometres[use],
        minutes=paths.minutes[use],
        usable=use[use],
        origin_cell=paths.origin_cell[use],
        destination_cell=paths.destination_cell[use],
    )


def pool_by_cell(
    origins: pd.DataFrame, minutes: FloatArray, *, destinations: pd.DataFrame
) -> Observations:
    """Average homes of the same cell, which the grid can hardly tell apart.

    Args:
        origins: `id`, `easting`, `northing`.
        minutes: Shape (origins, destinations); NaN where nothing was observed.
        destinations: `id`, `easting`, `northing`.

    Returns:
        One origin per cell; NaN where any of its homes has none.

    Example:
        >>> homes = pd.DataFrame({"id": ["A", "B"], "easting": [100, 300], "northing": [500, 500]})
        >>> pool_by_cell(homes, np.array([[10.0], [14.0]]), destinations=homes[:1]).minutes.tolist()
        [[12.0]]
    """
    tile = np.floor(origins[["easting", "northing"]].to_numpy(dtype=np.float64) / 1000.0)
    _, group = np.unique(tile, axis=0, return_inverse=True)
    group = group.reshape(-1)
    count = np.bincount(group).astype(np.float64)
    columns = [np.bincount(group, column) / count for column in minutes.T]
    mean = {
        name: np.bincount(group, origins[name].to_numpy(dtype=np.float64)) / count
        for name in ("easting", "northing")
    }
    return Observations(
        origins=pd.DataFrame({"id": np.arange(len(count)), **mean}),
        destinations=destinations,
        minutes=np.column_stack(columns),
        count=count,
    )
