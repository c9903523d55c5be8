"""The slow, obvious versions that judge the fast ones in tests.

Plain loops over plain dictionaries. Nothing here is fast and nothing here is used by
the build: each function says what its fast twin must compute.
"""

from __future__ import annotations

import heapq
import math
from typing import Any

import pandas as pd

from etl.methods.travel import DIRECTIONS, TravelSettings

Cell = tuple[int, int]
"""Kilometre of easting and of northing."""


def travel_minutes(
    surface: pd.DataFrame,
    crossings: pd.DataFrame,
    *,
    origins: pd.DataFrame,
    destinations: pd.DataFrame,
    settings: TravelSettings,
) -> list[list[float]]:
    """Judge `TravelModel.minutes`: one plain Dijkstra search per origin.

    Args:
        surface: As for `TravelModel`, with or without `terminal_minutes`.
        crossings: As for `TravelModel`.
        origins: `id`, `easting`, `northing` in metres.
        destinations: The same columns.
        settings: The same assumptions.

    Returns:
        Minutes, one list per origin, not rounded; `math.inf` where there is no road.

    Example:
        >>> from etl.methods.travel import no_crossings
        >>> land = pd.DataFrame({
        ...     "cell_id": [1, 2], "easting": [500, 1500], "northing": [500, 500],
        ...     "minutes_per_km": [1.0, 2.0], "open_directions": [1, 256]})
        >>> a = pd.DataFrame({"id": ["A"], "easting": [500.0], "northing": [500.0]})
        >>> b = pd.DataFrame({"id": ["B"], "easting": [1500.0], "northing": [500.0]})
        >>> settings = TravelSettings(terminal_minutes=10, short_trip_share=0)
        >>> travel_minutes(land, no_crossings(), origins=a, destinations=b, settings=settings)
        [[11.5]]
    """
    land = {_cell(row.easting, row.northing): row for row in _rows(surface)}
    steps = _steps(land)
    for start, end, minutes in _crossing_steps(land, crossings, settings):
        steps[start].append((end, minutes))
        steps[end].append((start, minutes))
    table = []
    for origin in _rows(origins):
        own, links = _links(land, origin, settings)
        reach = _search(steps, links)
        line = []
        for place in _rows(destinations):
            other, other_links = _links(land, place, settings)
            best = min(
                (reach.get(cell, math.inf) + m for cell, m in other_links.items()), default=math.inf
            )
            if own == other and links and other_links:
                best = min(best, _km(origin, place) * land[own].minutes_per_km)
            ends = _terminal(land[own], settings) + _terminal(land[other], settings)
            saved = settings.short_trip_share * math.exp(-best / settings.short_trip_minutes)
            line.append(best + ends * (1 - saved))
        table.append(line)
    return table


def _rows(frame: pd.DataFrame) -> list[Any]:
    """List a frame's rows as plain named tuples."""
    return list(frame.itertuples())


def _cell(easting: float, northing: float) -> Cell:
    """Name the cell that holds a point."""
    return math.floor(easting / 1000), math.floor(northing / 1000)


def _km(a: Any, b: Any) -> float:
    """Measure the straight line between two rows."""
    return math.hypot(a.easting - b.easting, a.northing - b.northing) / 1000


def _terminal(cell: Any, settings: TravelSettings) -> float:
    """Give the minutes at one end of a journey."""
    return float(getattr(cell, "terminal_minutes", settings.terminal_minutes / 2))


def _steps(land: dict[Cell, Any]) -> dict[Cell, list[tuple[Cell, float]]]:
    """List the open steps of every cell with their minutes."""
    steps: dict[Cell, list[tuple[Cell, float]]] = {cell: [] for cell in land}
    for (col, row), here in land.items():
        for bit, (east, north) in enumerate(DIRECTIONS):
            if here.open_directions >> bit & 1:
                there = land[col + east, row + north]
                pace = (here.minutes_per_km + there.minutes_per_km) / 2
                steps[col, row].append(((col + east, row + north), _km(here, there) * pace))
    return steps


def _crossing_steps(
    land: dict[Cell, Any], crossings: pd.DataFrame, settings: TravelSettings
) -> list[tuple[Cell, Cell, float]]:
    """List the crossings open to cars as steps between the cells nearest their ends."""
    found = []
    for link in _rows(crossings):
        if link.open_to_cars not in (True, "yes"):
            continue
        east = link.to_easting - link.from_easting
        north = link.to_northing - link.from_northing
        apart = math.hypot(east, north)
        for reach in (0, 250, 500, 750, 1000):
            x, y = (reach * part / max(apart, 1) for part in (east, north))
            start = _nearest(land, link.from_easting - x, link.from_northing - y)
            end = _nearest(land, link.to_easting + x, link.to_northing + y)
            if start != end:
                break
        length = max(apart / 1000, _km(land[start], land[end]))
        pace = (land[start].minutes_per_km + land[end].minutes_per_km) / 2
        if link.kind == "ferry":
            pace = settings.ferry_minutes_per_km
        minutes = length * pace if math.isnan(link.minutes) else float(link.minutes)
        if link.kind == "ferry":
            minutes += min(settings.ferry_boarding_minutes, minutes + 5)
        found.append((start, end, minutes))
    return found


def _nearest(land: dict[Cell, Any], easting: float, northing: float) -> Cell:
    """Find the land cell whose centre is nearest."""
    return min(
        land,
        key=lambda cell: math.hypot(land[cell].easting - easting, land[cell].northing - northing),
    )


def _links(
    land: dict[Cell, Any], point: Any, settings: TravelSettings
) -> tuple[Cell, dict[Cell, float]]:
    """Join a point to its own cell and the open cells around it; empty when it is at sea."""
    own = _cell(point.easting, point.northing)
    if own not in land:
        own = _nearest(land, point.easting, point.northing)
        away = _km(land[own], point)
        if away * 1000 > settings.snap_limit_metres:
            return own, {}
        return own, {own: away * land[own].minutes_per_km}
    links = {own: _km(land[own], point) * land[own].minutes_per_km}
    for bit, (east, north) in enumerate(DIRECTIONS):
        if max(abs(east), abs(north)) == 1 and land[own].open_directions >> bit & 1:
            cell = own[0] + east, own[1] + north
            pace = (land[own].minutes_per_km + land[cell].minutes_per_km) / 2
            links[cell] = _km(land[cell], point) * pace
    return own, links


def _search(
    steps: dict[Cell, list[tuple[Cell, float]]], start: dict[Cell, float]
) -> dict[Cell, float]:
    """Run Dijkstra's search from several cells that already cost something."""
    reach: dict[Cell, float] = {}
    queue = [(minutes, cell) for cell, minutes in start.items()]
    heapq.heapify(queue)
    while queue:
        minutes, cell = heapq.heappop(queue)
        if cell in reach:
            continue
        reach[cell] = minutes
        for other, step in steps[cell]:
            if other not in reach:
                heapq.heappush(queue, (minutes + step, other))
    return reach
