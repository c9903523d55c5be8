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

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.sparse.linalg import LinearOperator, lsqr
from scipy.spatial import cKDTree

from etl.methods.travel import Links, TravelModel, TravelSettings, terminal_ramp, with_points

DENSITY_BOUNDS = (1, 3, 8, 20, 45, 80)
"""Small areas within 3 km of a cell's centre that open the next density class."""

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class FitSettings:
    """Choices of the fit, set by cross-validation over hospitals.

    Attributes:
        block_km: Widths of the blocks that carry a part of each field.
        pace_spread: Prior standard deviation of a block's part, minutes per km.
        terminal_spread: Prior standard deviation of a block's part, minutes.
        class_spread: The same for a density class: minutes per km, and minutes.
        service_spread: Of one service's own end, in minutes; it is not carried to
            services that were not observed.
        relative_noise: What a journey may differ from the model, as a share of it. Larger
            than the true scatter, because journeys side by side err together.
        least_noise: The same in minutes, for short journeys.
        prior_pace: Where the pull towards zero is counted from, minutes per km.
        prior_terminal: Minutes of both ends together, likewise.
        pace_bounds: No cell is faster or slower than this, minutes per km.
        longest_minutes: Observed journeys longer than this are not used.
        search_minutes: How far paths are looked for; more than the longest journey.
        rounds: Times that tracing and fitting take turns.
        iterations: Steps of the least-squares solver in each round.
    """

    block_km: tuple[int, ...] = (32, 8, 4, 2, 1)
    pace_spread: tuple[float, ...] = (0.1, 0.1, 0.1, 0.1, 0.1)
    terminal_spread: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0)
    class_spread: tuple[float, float] = (0.3, 2.0)
    service_spread: float = 1.5
    relative_noise: float = 0.15
    least_noise: float = 1.0
    prior_pace: float = 0.75
    prior_terminal: float = 7.0
    pace_bounds: tuple[float, float] = (0.45, 4.0)
    longest_minutes: float = 100.0
    search_minutes: float = 140.0
    rounds: int = 5
    iterations: int = 60


@dataclass(frozen=True, kw_only=True)
class Observations:
    """Observed minutes from homes to services.

    Attributes:
        origins: `id`, `easting`, `northing`, one row per home.
        destinations: The same, one row per service.
        minutes: Shape (origins, destinations); NaN where nothing was observed.
        count: Observations that were averaged into each origin, shape (origins,).
    """

    origins: pd.DataFrame
    destinations: pd.DataFrame
    minutes: FloatArray
    count: FloatArray


@dataclass(frozen=True, kw_only=True)
class Paths:
    """Traced shortest paths of some pairs.

    Attributes:
        kilometres: Length in each cell, shape (pairs, cells).
        minutes: Without the two ends, shape (pairs,); `inf` where no path was found.
        usable: False where no path was found or where it takes a ferry.
        origin_cell: Cell of the home, shape (pairs,).
        destination_cell: Cell of the service, shape (pairs,).
    """

    kilometres: csr_matrix
    minutes: FloatArray
    usable: BoolArray
    origin_cell: IntArray
    destination_cell: IntArray


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A fitted surface.

    Attributes:
        pace: Minutes per km, shape (cells,).
        terminal: Minutes of one end of a journey, shape (cells,).
        travelled_km: Path kilometres that the fit saw in each cell, shape (cells,).
    """

    pace: FloatArray
    terminal: FloatArray
    travelled_km: FloatArray


class BlockField:
    """A field over cells that is a sum of parts, one part per block of each level.

    Args:
        levels: For each level, the block of every cell and the prior standard deviation
            of a block's part.

    Example:
        >>> field = BlockField([(np.array([0, 0, 1]), 2.0)])
        >>> field.expand(np.array([1.0, 3.0])).tolist()
        [2.0, 2.0, 6.0]
        >>> field.collapse(np.array([1.0, 1.0, 1.0])).tolist()
        [4.0, 2.0]
    """

    def __init__(self, levels: Sequence[tuple[IntArray, float]]) -> None:
        self._levels = list(levels)
        self._sizes = [int(block.max()) + 1 for block, _ in levels]
        self._starts = np.cumsum([0, *self._sizes])
        self.size = int(self._starts[-1])

    def expand(self, parts: FloatArray) -> FloatArray:
        """Add the parts up in every cell."""
        field = np.zeros(len(self._levels[0][0]))
        for (block, spread), start, size in zip(
            self._levels, self._starts[:-1], self._sizes, strict=True
        ):
            field += spread * parts[start : start + size][block]
        return field

    def collapse(self, cells: FloatArray) -> FloatArray:
        """Add what cells say up in every part: the transpose of `expand`."""
        return np.concatenate(
            [
                spread * np.bincount(block, cells, size).astype(np.float64)
                for (block, spread), size in zip(self._levels, self._sizes, strict=True)
            ]
        )


def blocks(xy: FloatArray, *, kilometres: int) -> IntArray:
    """Number the square block that holds each cell.

    Args:
        xy: Easting and northing in metres, shape (cells, 2).
        kilometres: Width of a block.

    Example:
        >>> xy = np.array([[500.0, 500.0], [1500.0, 500.0], [4500.0, 500.0]])
        >>> blocks(xy, kilometres=4).tolist()
        [0, 0, 1]
    """
    tile = np.floor(xy / (1000.0 * kilometres)).astype(np.int64)
    _, number = np.unique(tile, axis=0, return_inverse=True)
    return number.reshape(-1).astype(np.int64)


def density_class(xy: FloatArray, small_area_xy: FloatArray) -> IntArray:
    """Class cells by how many small areas have their point within 3 km.

    A small area holds about 1,600 people, so the bounds are roughly 60, 170, 450, 1,100,
    2,500 and 4,500 people per square kilometre.

    Args:
        xy: Cell centres in metres, shape (cells, 2).
        small_area_xy: Points of small areas, shape (small areas, 2).

    Returns:
        0 (empty country) to 6 (inner city), shape (cells,).
    """
    count = cKDTree(small_area_xy).query_ball_point(xy, 3000.0, return_length=True)
    return np.digitize(count, DENSITY_BOUNDS).astype(np.int64)


def trace_paths(
    model: TravelModel,
    observations: Observations,
    *,
    home: IntArray,
    service: IntArray,
    search_minutes: float,
) -> Paths:
    """Trace the shortest path of every pair on the model's present paces.

    Args:
        model: The travel model.
        observations: Where homes and services are.
        home: Row of the home of each pair, shape (pairs,).
        service: Row of the service of each pair, shape (pairs,).
        search_minutes: How far to look, without the two ends.

    Returns:
        The paths. The kilometres of a step are shared equally between its two cells.
    """
    near = model.links(observations.origins, "homes")
    far = model.links(observations.destinations, "services")
    minutes, first, before = _search_trees(
        model, near, far, home=home, service=service, limit=search_minutes
    )
    usable = np.isfinite(minutes)
    rows, cells, lengths = [], [], []
    for pair, cell, length, by_ferry in _walk(
        model, near, far, home=home, service=service, first=first, before=before, start=usable
    ):
        rows.append(pair.astype(np.int32))
        cells.append(cell.astype(np.int32))
        lengths.append(length.astype(np.float32))
        usable[pair[by_ferry]] = False
    entries = np.concatenate(lengths), (np.concatenate(rows), np.concatenate(cells))
    return Paths(
        kilometres=csr_matrix(entries, shape=(len(home), len(model.cell_xy))),
        minutes=minutes,
        usable=usable,
        origin_cell=near.cell[home],
        destination_cell=far.cell[service],
    )


def _search_trees(
    model: TravelModel, near: Links, far: Links, *, home: IntArray, service: IntArray, limit: float
) -> tuple[FloatArray, IntArray, npt.NDArray[np.int32]]:
    """Search from every service: minutes and first cell of each pair, and the trees."""
    size, services = len(model.cell_xy), len(far.xy)
    graph = with_points(model.graph, far.cells, far.minutes)
    before = np.empty((services, size + services), dtype=np.int32)
    minutes, first = np.full(len(home), np.inf), np.zeros(len(home), dtype=np.int64)
    for number in range(services):
        reach, before[number] = dijkstra(
            graph, indices=size + number, limit=limit, return_predecessors=True
        )
        pair = np.flatnonzero(service == number)
        ways = reach[near.cells[home[pair]]] + near.minutes[home[pair]]
        best = ways.argmin(axis=1)
        minutes[pair] = ways[np.arange(len(pair)), best]
        first[pair] = near.cells[home[pair], best]
    return minutes, first, before


def _walk(
    model: TravelModel,
    near: Links,
    far: Links,
    *,
    home: IntArray,
    service: IntArray,
    first: IntArray,
    before: npt.NDArray[np.int32],
    start: BoolArray,
) -> Iterator[tuple[IntArray, IntArray, FloatArray, BoolArray]]:
    """Walk all pairs at once from home to service, one step at a time.

    Yields pairs, the cells they stand in, the kilometres that fall to those cells, and
    whether the step is a ferry.
    """
    size, ferries = len(model.cell_xy), _ferry_steps(model)
    port = np.zeros(size, dtype=bool)
    port[ferries // (2 * size)] = True
    east, north = np.ascontiguousarray(model.cell_xy.T)
    pair = np.flatnonzero(start)
    at, to = first[pair], service[pair]
    own = near.xy[home[pair]]
    carried = np.hypot(own[:, 0] - east[at], own[:, 1] - north[at]) / 2000.0
    yield pair, near.cell[home[pair]], carried, np.zeros(len(pair), dtype=bool)
    while len(pair):
        ahead = before[to, at].astype(np.int64)
        arrived = ahead >= size
        cell = np.where(arrived, 0, ahead)
        half = (
            np.hypot(
                east[at] - np.where(arrived, far.xy[to, 0], east[cell]),
                north[at] - np.where(arrived, far.xy[to, 1], north[cell]),
            )
            / 2000.0
        )
        sails = port[at]
        sails[sails] = np.isin(at[sails] * (2 * size) + ahead[sails], ferries)
        yield pair, at, carried + half, sails
        yield pair[arrived], far.cell[to[arrived]], half[arrived], sails[arrived]
        going = ~arrived
        pair, at, to, carried = pair[going], ahead[going], to[going], half[going]


def _ferry_steps(model: TravelModel) -> IntArray:
    """Number the steps that are sailings, in both directions."""
    ferry = model.placed_crossings[model.placed_crossings["kind"] == "ferry"]
    a, b = ferry["from_cell"].to_numpy(np.int64), ferry["to_cell"].to_numpy(np.int64)
    size = 2 * len(model.cell_xy)
    return np.concatenate([a * size + b, b * size + a])


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


def errors(observed: FloatArray, predicted: FloatArray) -> dict[str, float]:
    """Measure how far predicted minutes are from observed ones.

    Args:
        observed: Minutes, any shape.
        predicted: Minutes, the same shape; pairs that are not finite in both are left out.

    Returns:
        `journeys`, `mape` and `median_ape` (shares), `r_squared`, `rmse_minutes` and
        `bias_minutes` (predicted less observed).

    Example:
        >>> found = errors(np.array([10.0, 20.0]), np.array([11.0, 19.0]))
        >>> round(found["mape"], 3), found["bias_minutes"]
        (0.075, 0.0)
    """
    both = np.isfinite(observed) & np.isfinite(predicted)
    seen, said = observed[both], predicted[both]
    off = said - seen
    share = np.abs(off) / seen
    return {
        "journeys": float(both.sum()),
        "mape": float(share.mean()),
        "median_ape": float(np.median(share)),
        "r_squared": float(1.0 - (off**2).sum() / ((seen - seen.mean()) ** 2).sum()),
        "rmse_minutes": float(np.sqrt((off**2).mean())),
        "bias_minutes": float(off.mean()),
    }


def right_side(observed: FloatArray, predicted: FloatArray, *, threshold: float) -> float:
    """Share of homes put on the right side of a threshold of their nearest service.

    Args:
        observed: Minutes, shape (homes, services).
        predicted: The same shape.
        threshold: Minutes; a home at the threshold is within it.

    Example:
        >>> right_side(np.array([[25.0], [40.0]]), np.array([[31.0], [45.0]]), threshold=30)
        0.5
    """
    near = np.nanmin(observed, axis=1) <= threshold
    said = predicted.min(axis=1) <= threshold
    return float((near == said).mean())


def straight_line(
    origins: pd.DataFrame, destinations: pd.DataFrame, minutes: FloatArray, *, fit_on: BoolArray
) -> FloatArray:
    """Predict minutes by the best straight line in the crow-fly distance.

    Args:
        origins: With `easting` and `northing`.
        destinations: The same.
        minutes: Observed, shape (origins, destinations).
        fit_on: Pairs to fit on, the same shape.

    Returns:
        Minutes of every pair, the same shape.
    """
    ends = [
        frame[["easting", "northing"]].to_numpy(dtype=np.float64)
        for frame in (origins, destinations)
    ]
    km = np.linalg.norm(ends[0][:, None, :] - ends[1][None, :, :], axis=2) / 1000.0
    slope, level = np.polyfit(km[fit_on], minutes[fit_on], 1)
    return np.asarray(level + slope * km)


def service_folds(services: int, *, folds: int, seed: int = 0) -> IntArray:
    """Deal services into folds of equal size.

    Example:
        >>> np.bincount(service_folds(10, folds=5)).tolist()
        [2, 2, 2, 2, 2]
    """
    return (np.random.default_rng(seed).permutation(services) % folds).astype(np.int64)
