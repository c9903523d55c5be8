"""Road travel minutes by least-cost path over a 1 km land grid.

Every land cell is a node. A step to one of 16 neighbours takes its length times the
mean pace of its two ends, and exists only where the straight line between them stays on
land. Bridges, tunnels, causeways and ferries are extra edges. A point is joined by
straight lines to the centre of its own cell and of the open cells around it. Minutes at
both ends (walking to the car, parking, local streets) are added last.

    minutes(a, b) = path + (terminal(a) + terminal(b)) x (1 - 0.25 exp(-path / 6))

The result is rounded to 0.01 minute so that a threshold such as "within 30 minutes"
gives the same answer on every machine. Formulas, errors and limits are in
`docs/methods/travel.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from etl.errors import DataError, UserError

CELL_METRES = 1000
"""Width of a cell of the land grid."""

_HALF = ((1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2))
DIRECTIONS = _HALF + tuple((-east, -north) for east, north in _HALF)
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
_LEAST_MINUTES = 1e-9  # a sparse graph reads an exact zero as "no edge"

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


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


class TravelModel:
    """Travel minutes by road between points of the United Kingdom.

    Args:
        surface: One row per land cell: `cell_id`, `easting` and `northing` of the centre
            (metres, EPSG:27700), `minutes_per_km`, `open_directions` (bits in the order
            of `DIRECTIONS`); optionally `terminal_minutes` for one end of a journey.
        crossings: `crossing_id`, `name`, `kind` (bridge, tunnel, causeway or ferry),
            `from_easting`, `from_northing`, `to_easting`, `to_northing`, `minutes` (NaN
            for a fixed link: its length times the pace at its ends; NaN for a ferry: its
            length at `ferry_minutes_per_km`) and `open_to_cars` (true, false, yes or no).
        settings: Assumptions; see `TravelSettings`.

    Raises:
        DataError: The surface or the crossings do not keep their contract.

    Example:
        >>> surface = pd.DataFrame({
        ...     "cell_id": [1, 2], "easting": [500, 1500], "northing": [500, 500],
        ...     "minutes_per_km": [1.0, 2.0], "open_directions": [1, 256]})
        >>> settings = TravelSettings(terminal_minutes=10, short_trip_share=0)
        >>> model = TravelModel(surface, no_crossings(), settings=settings)
        >>> here = pd.DataFrame({"id": ["A"], "easting": [500.0], "northing": [500.0]})
        >>> there = pd.DataFrame({"id": ["B"], "easting": [1500.0], "northing": [500.0]})
        >>> float(model.minutes(here, there)[0, 0])
        11.5
    """

    def __init__(
        self, surface: pd.DataFrame, crossings: pd.DataFrame, *, settings: TravelSettings
    ) -> None:
        _check_surface(surface)
        _check_crossings(crossings)
        self.settings = settings
        self.cell_xy: FloatArray = surface[["easting", "northing"]].to_numpy(dtype=np.float64)
        self._pace = surface["minutes_per_km"].to_numpy(dtype=np.float64)
        self._bits = surface["open_directions"].to_numpy(dtype=np.int64)
        self._terminal = _terminal(surface, settings)
        self._index, self._low = _dense_index(self.cell_xy)
        self._tree = cKDTree(self.cell_xy)
        self.placed_crossings = self._place(crossings)
        self.graph = self._graph()
        self.landmass = connected_components(self.graph, directed=False)[1].astype(np.int64)
        """Number of the landmass of each cell, crossings included; shape (cells,)."""

    def minutes(
        self,
        origins: pd.DataFrame,
        destinations: pd.DataFrame,
        *,
        limit_minutes: float | None = None,
    ) -> FloatArray:
        """Compute the minutes by road for every pair.

        Args:
            origins: `id`, `easting` and `northing` in metres (EPSG:27700).
            destinations: The same columns.
            limit_minutes: Longer journeys become `inf`; a limit saves time.

        Returns:
            Minutes, shape (origins, destinations), rounded to 0.01; `inf` where there is
            no road or where the limit is passed. The limit itself is included.

        Raises:
            UserError: A column is missing, a coordinate is missing or looks like
                longitude and latitude, an id occurs twice, or the limit is not positive.
        """
        if limit_minutes is not None and not limit_minutes > 0:
            raise UserError("The limit in minutes must be above zero.", where="limit_minutes")
        near, far = self.links(origins, "origins"), self.links(destinations, "destinations")
        if len(near.xy) < len(far.xy):  # the graph has no direction: search from the fewer side
            return self._search(far, near, limit_minutes).T
        return self._search(near, far, limit_minutes)

    def reasons(
        self,
        origins: pd.DataFrame,
        destinations: pd.DataFrame,
        *,
        minutes: FloatArray | None = None,
    ) -> npt.NDArray[np.object_]:
        """Say why each pair has no minutes.

        Args:
            origins: As for `minutes`.
            destinations: As for `minutes`.
            minutes: What `minutes` gave; without it nothing can be beyond a limit.

        Returns:
            A code of `REASONS` per pair, shape (origins, destinations); empty text where
            the pair is reachable. What is wrong with the origin is said first.
        """
        near, far = self.links(origins, "origins"), self.links(destinations, "destinations")
        size = np.bincount(self.landmass)
        land_a, land_b = self.landmass[near.cell], self.landmass[far.cell]
        island_a = size[land_a] < self.settings.main_land_cells
        island_b = size[land_b] < self.settings.main_land_cells
        apart = land_a[:, None] != land_b[None, :]
        codes = np.full(apart.shape, "", dtype=object)
        if minutes is not None:
            codes[np.isinf(minutes)] = "beyond_limit"
        codes[apart] = "sea_between"
        codes[apart & island_b[None, :]] = "destination_island"
        codes[apart & island_a[:, None]] = "origin_island"
        codes[:, ~far.on_land] = "destination_off_land"
        codes[~near.on_land, :] = "origin_off_land"
        return codes

    def _search(self, near: Links, far: Links, limit: float | None) -> FloatArray:
        """Run one search per distinct far point, from both ends' links."""
        _, first, back = np.unique(far.xy, axis=0, return_index=True, return_inverse=True)
        result = np.full((len(near.xy), len(first)), np.inf)
        for at in range(0, len(first), 25):  # 25 searches of 250,000 cells hold 50 MB
            part = first[at : at + 25]
            joined = with_points(self.graph, far.cells[part], far.minutes[part])
            nodes = np.arange(len(self.cell_xy), len(self.cell_xy) + len(part))
            reach = dijkstra(joined, indices=nodes, limit=np.inf if limit is None else limit)
            for link in range(near.cells.shape[1]):
                path = reach[:, near.cells[:, link]].T + near.minutes[:, [link]]
                np.minimum(result[:, at : at + 25], path, out=result[:, at : at + 25])
        result = self._same_cell(near, far, first, result)[:, back.reshape(-1)]
        ends = near.terminal[:, None] + far.terminal[None, :]
        result = np.round(result + ends * terminal_ramp(result, self.settings), 2)
        if limit is not None:
            result[result > limit] = np.inf
        return result

    def _same_cell(
        self, near: Links, far: Links, first: IntArray, result: FloatArray
    ) -> FloatArray:
        """Use the straight line at the cell's pace where both points share a cell."""
        same = near.cell[:, None] == far.cell[first][None, :]
        same &= near.on_land[:, None] & far.on_land[first][None, :]
        row, col = np.nonzero(same)
        gap = near.xy[row] - far.xy[first][col]
        direct = np.hypot(gap[:, 0], gap[:, 1]) / 1000.0 * self._pace[near.cell[row]]
        result[row, col] = np.minimum(result[row, col], direct)
        return result

    def links(self, points: pd.DataFrame, name: str) -> Links:
        """Join points to their own cell and to the open cells around it.

        Args:
            points: `id`, `easting` and `northing` in metres (EPSG:27700).
            name: What to call the table in an error.

        Raises:
            UserError: As for `minutes`.
        """
        xy = check_points(points, name)
        own = self._cell_at(xy)
        inside = own >= 0
        away, nearest = self._tree.query(xy)
        own = np.where(inside, own, nearest)
        on_land = inside | (away <= self.settings.snap_limit_metres)
        cells = np.repeat(own[:, None], 9, axis=1)
        open_ = np.zeros(cells.shape, dtype=bool)
        open_[:, 0] = on_land
        around = [bit for bit, step in enumerate(DIRECTIONS) if max(map(abs, step)) == 1]
        for link, bit in enumerate(around, start=1):
            # A point in the water is only led ashore, not on to the next cell.
            open_[:, link] = inside & ((self._bits[own] >> bit) & 1 == 1)
            east, north = DIRECTIONS[bit]
            at = self._cell_at(self.cell_xy[own] + np.array([east, north]) * CELL_METRES)
            cells[:, link] = np.where(open_[:, link], at, own)
        gap = np.linalg.norm(self.cell_xy[cells] - xy[:, None, :], axis=2) / 1000.0
        minutes = gap * (self._pace[own][:, None] + self._pace[cells]) / 2
        minutes = np.where(open_, np.maximum(minutes, _LEAST_MINUTES), np.inf)
        return Links(
            xy=xy, cell=own, on_land=on_land, cells=cells, minutes=minutes,
            terminal=self._terminal[own],
        )  # fmt: skip

    def _cell_at(self, xy: FloatArray) -> IntArray:
        """Give the number of the cell that holds each point, -1 where there is none."""
        col, row = (np.floor(xy / CELL_METRES).astype(np.int64) - self._low).T
        rows, cols = self._index.shape
        inside = (row >= 0) & (row < rows) & (col >= 0) & (col < cols)
        found = self._index[np.clip(row, 0, rows - 1), np.clip(col, 0, cols - 1)]
        return np.where(inside, found, -1)

    def _place(self, crossings: pd.DataFrame) -> pd.DataFrame:
        """Snap the ends of the crossings open to cars and give each its minutes."""
        kept = crossings[crossings["open_to_cars"].isin([True, "yes"])].reset_index(drop=True)
        placed = kept[["crossing_id", "name", "kind"]].copy()
        ends = {
            end: kept[[f"{end}_easting", f"{end}_northing"]].to_numpy(dtype=np.float64)
            for end in ("from", "to")
        }
        for end, xy in ends.items():
            away = np.asarray(self._tree.query(xy.reshape(-1, 2))[0], dtype=np.float64)
            placed[f"{end}_snap_metres"] = away
            _check_ends_on_land(placed, away, self.settings.snap_limit_metres)
        placed["from_cell"], placed["to_cell"] = self._two_banks(ends["from"], ends["to"])
        given = kept["minutes"].to_numpy(dtype=np.float64)
        a, b = placed["from_cell"].to_numpy(), placed["to_cell"].to_numpy()
        # The grid starts and ends at cell centres, so a link is never shorter than they are apart.
        metres = np.maximum(
            np.linalg.norm(ends["from"] - ends["to"], axis=1),
            np.linalg.norm(self.cell_xy[a] - self.cell_xy[b], axis=1),
        )
        local = (self._pace[a] + self._pace[b]) / 2
        ferry = (kept["kind"] == "ferry").to_numpy()
        pace = np.where(ferry, self.settings.ferry_minutes_per_km, local)
        moving = np.where(np.isnan(given), metres / 1000.0 * pace, given)
        wait = np.minimum(self.settings.ferry_boarding_minutes, moving + 5.0)
        placed["minutes"] = moving + np.where(ferry, wait, 0.0)
        return placed

    def _two_banks(self, start: FloatArray, end: FloatArray) -> tuple[IntArray, IntArray]:
        """Find the cells a crossing joins: the nearest to its ends, or farther out if they are one.

        A short bridge can lie in a single cell, which stands on one bank only. Its line is
        then drawn out at both ends until it reaches two cells.
        """
        gap = end - start
        along = gap / np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1.0)[:, None]
        a, b = (np.asarray(self._tree.query(xy)[1], dtype=np.int64) for xy in (start, end))
        for reach in (250.0, 500.0, 750.0, 1000.0):
            one = a == b
            a[one] = self._tree.query(start[one] - reach * along[one])[1]
            b[one] = self._tree.query(end[one] + reach * along[one])[1]
        return a, b

    def _graph(self) -> csr_matrix:
        """Build the undirected graph of the cells and the crossings."""
        starts, ends, weights = [], [], []
        for bit, (east, north) in enumerate(_HALF):
            here = np.flatnonzero((self._bits >> bit) & 1)
            there = self._cell_at(self.cell_xy[here] + np.array([east, north]) * CELL_METRES)
            if (there < 0).any():
                raise DataError("A step of the surface leads into the sea.", where="speed_surface")
            if not np.array_equal(np.sort(there), np.flatnonzero((self._bits >> (bit + 8)) & 1)):
                raise DataError(
                    "A step of the surface is open one way only.", where="speed_surface"
                )
            starts.append(here)
            ends.append(there)
            weights.append(np.hypot(east, north) * (self._pace[here] + self._pace[there]) / 2)
        a, b, w = (np.concatenate(part) for part in (starts, ends, weights))
        size = len(self.cell_xy)
        grid = csr_matrix((np.r_[w, w], (np.r_[a, b], np.r_[b, a])), shape=(size, size))
        return grid + _crossing_edges(self.placed_crossings, grid)


@dataclass(frozen=True, kw_only=True)
class Links:
    """Points joined to the grid.

    Attributes:
        xy: Easting and northing in metres, shape (points, 2).
        cell: Their own cell, or the nearest one, shape (points,).
        on_land: False for a point too far from any cell, shape (points,).
        cells: Cells each point is joined to, its own first, shape (points, 9).
        minutes: Minutes to the centres of those cells, `inf` where closed, shape (points, 9).
        terminal: Minutes of one end of a journey there, shape (points,).
    """

    xy: FloatArray
    cell: IntArray
    on_land: npt.NDArray[np.bool_]
    cells: IntArray
    minutes: FloatArray
    terminal: FloatArray


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


def with_points(graph: csr_matrix, cells: IntArray, minutes: FloatArray) -> csr_matrix:
    """Append points to the graph as nodes that can be left but not passed through.

    Args:
        graph: The graph of the cells.
        cells: As in `Links`, shape (points, 9).
        minutes: As in `Links`, shape (points, 9).

    Returns:
        A larger graph, in which the points stand after the cells.
    """
    open_ = np.isfinite(minutes)
    count = np.cumsum(open_.sum(axis=1))
    size = graph.shape[0] + len(cells)
    data = np.r_[graph.data, minutes[open_]]
    indices = np.r_[graph.indices, cells[open_].astype(graph.indices.dtype)]
    indptr = np.r_[graph.indptr, (graph.indptr[-1] + count).astype(graph.indptr.dtype)]
    return csr_matrix((data, indices, indptr), shape=(size, size))


def _crossing_edges(placed: pd.DataFrame, grid: csr_matrix) -> csr_matrix:
    """Give what must be added to the grid's edges so that each takes the faster way."""
    both = pd.DataFrame(
        {
            "a": np.r_[placed["from_cell"], placed["to_cell"]].astype(np.int64),
            "b": np.r_[placed["to_cell"], placed["from_cell"]].astype(np.int64),
            "minutes": np.r_[placed["minutes"], placed["minutes"]].astype(np.float64),
        }
    )
    best = both[both["a"] != both["b"]].groupby(["a", "b"])["minutes"].min().reset_index()
    a, b = best["a"].to_numpy(), best["b"].to_numpy()
    by_road = np.asarray(grid[a, b]).reshape(-1) if len(best) else np.zeros(0)
    extra = np.maximum(best["minutes"].to_numpy(), _LEAST_MINUTES)
    extra = np.where(by_road > 0, np.minimum(extra, by_road) - by_road, extra)
    return csr_matrix((extra, (a, b)), shape=grid.shape)


def _dense_index(xy: FloatArray) -> tuple[IntArray, IntArray]:
    """Lay the cells on a rectangle: their numbers (-1 for sea) and its lowest column and row."""
    tile = np.floor(xy / CELL_METRES).astype(np.int64)
    low = tile.min(axis=0)
    wide, high = tile.max(axis=0) - low + 1
    index = np.full((high, wide), -1, dtype=np.int64)
    index[tile[:, 1] - low[1], tile[:, 0] - low[0]] = np.arange(len(xy))
    return index, low


def _terminal(surface: pd.DataFrame, settings: TravelSettings) -> FloatArray:
    """Give the minutes of one end of a journey in each cell."""
    if "terminal_minutes" in surface:
        return surface["terminal_minutes"].to_numpy(dtype=np.float64)
    return np.full(len(surface), settings.terminal_minutes / 2)


def _check_surface(surface: pd.DataFrame) -> None:
    """Raise a DataError when the surface does not keep its contract."""
    _require(surface, SURFACE_COLUMNS, "speed_surface", DataError)
    if surface.empty:
        raise DataError("The speed surface has no cells.", where="speed_surface")
    if surface.duplicated("cell_id").any() or surface.duplicated(["easting", "northing"]).any():
        raise DataError("The speed surface has the same cell twice.", where="speed_surface")
    pace = surface["minutes_per_km"].to_numpy(dtype=np.float64)
    if not (np.isfinite(pace) & (pace > 0)).all():
        raise DataError("A cell's minutes per kilometre is not above zero.", where="speed_surface")


def _check_crossings(crossings: pd.DataFrame) -> None:
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


def _check_ends_on_land(placed: pd.DataFrame, away: FloatArray, limit: float) -> None:
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
