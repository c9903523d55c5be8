"""Services as points: shape and colour by kind, size by beds, hollow if only approximate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard.charts.words import list_of
from dashboard.theme import MARK_EDGE, MARK_OUTLINE, MARKS
from etl.catalogue.services import SERVICE_KIND_BY_ID, STATUSES

APPROXIMATE = "approximate"
OPEN = "open"
_NO_POINT = "none"
_BOX = 24  # pixels of a mark at size 1, the square that its path is drawn on
_USUAL_BEDS = 8
_SMALLEST, _LARGEST = 0.75, 1.6

# Longitude, latitude, number of the kind, size, whether hollow, id, name, note.
Row = tuple[float, float, int, float, int, str, str, str]


@dataclass(frozen=True)
class RegisterFile:
    """Services as a static file: place, whether hollow, id, name and note of each.

    Attributes:
        url: Its address.
        numbers: Number of each service in it, by id.
    """

    url: str
    numbers: dict[str, int]


@dataclass(frozen=True)
class Points:
    """Services on a map.

    Attributes:
        kinds: Kinds of service, in the order of their marks.
        rows: One service each.
        register: Where the browser has the register already; then only numbers are sent.
    """

    kinds: tuple[str, ...]
    rows: tuple[Row, ...]
    register: RegisterFile | None = None

    @cached_property
    def payload(self) -> dict[str, Any]:
        """As the browser reads it."""
        marks = [
            {
                "path": MARKS[kind].path,
                "colour": MARKS[kind].colour,
                "label": SERVICE_KIND_BY_ID[kind].label,
                "edge": MARK_EDGE,
                "outline": MARK_OUTLINE,
            }
            for kind in self.kinds
        ]
        if self.register is None:
            return {"points": self.rows, "marks": marks, "register": ""}
        known = self.register.numbers
        rows = [(known[row[5]], row[2], row[3]) for row in self.rows]
        return {"points": rows, "marks": marks, "register": self.register.url}


NO_POINTS = Points((), ())


@dataclass(frozen=True)
class KindCount:
    """What the register holds of one kind, and what of it is on the map.

    Attributes:
        kind: Id of the service kind.
        shown: Open services drawn as points.
        approximate: How many of these are drawn hollow, because the point is approximate.
        unplaced: Services that are open, or may be, but for which no address was found.
        not_open: Services known to be closed, or with a point but not known to be open.
    """

    kind: str
    shown: int
    approximate: int
    unplaced: int
    not_open: int


def on_the_map(
    services: pd.DataFrame, kinds: Sequence[str], statuses: Sequence[str] = (OPEN,)
) -> pd.DataFrame:
    """Services of the kinds and statuses asked for that have a point."""
    has_point = services["longitude"].notna() & (services["point_quality"] != _NO_POINT)
    wanted = services["service_kind"].isin(list(kinds)) & services["status"].isin(list(statuses))
    return services[wanted & has_point]


def count_kinds(services: pd.DataFrame, kinds: Sequence[str]) -> tuple[KindCount, ...]:
    """Count the register for the legend, in the order of `kinds`."""
    counts = []
    for kind in kinds:
        of_kind = services[services["service_kind"] == kind]
        shown = on_the_map(of_kind, [kind])
        unplaced = of_kind["longitude"].isna() & (of_kind["status"] != "closed")
        counts.append(
            KindCount(
                kind=kind,
                shown=len(shown),
                approximate=int((shown["point_quality"] == APPROXIMATE).sum()),
                unplaced=int(unplaced.sum()),
                not_open=len(of_kind) - len(shown) - int(unplaced.sum()),
            )
        )
    return tuple(counts)


def service_points(
    services: pd.DataFrame,
    kinds: Sequence[str],
    statuses: Sequence[str] = (OPEN,),
    register: RegisterFile | None = None,
) -> Points:
    """The services of some kinds as points.

    Args:
        services: The register.
        kinds: Kinds to draw.
        statuses: Statuses to draw; what is not open says so beside the pointer.
        register: The same register as a static file, if the browser can fetch it.
    """
    shown = on_the_map(services, kinds, statuses)
    rows = tuple(_point(row, list(kinds)) for row in shown.itertuples())
    return Points(tuple(kinds), rows, register)


def register_rows(services: pd.DataFrame) -> list[tuple[float, float, int, str, str, str]]:
    """Every service that has a point, as the static file holds it."""
    kinds = list(SERVICE_KIND_BY_ID)
    rows = (_point(row, kinds) for row in on_the_map(services, kinds, list(STATUSES)).itertuples())
    return [(row[0], row[1], *row[4:]) for row in rows]


def points_in_words(points: Points) -> str:
    """How many services of each kind are drawn, for the written alternative."""
    if not points.kinds:
        return "No services are drawn."
    parts = []
    for number, kind in enumerate(points.kinds):
        count = sum(row[2] == number for row in points.rows)
        words = SERVICE_KIND_BY_ID[kind]
        parts.append(f"{count} {(words.label if count == 1 else words.plural).lower()}")
    return f"Points show {list_of(parts, most=9)} found open."


def relative_size(beds: float) -> float:
    """Width of a mark for a number of beds, as a share of the usual one.

    The area of a mark follows the beds; very small and very large ones are held back, and a mark
    whose beds are not known is as small as the smallest.

    Example:
        >>> relative_size(8), relative_size(float("nan"))
        (1.0, 0.75)
    """
    if math.isnan(beds):
        return _SMALLEST
    return round(min(max(math.sqrt(beds / _USUAL_BEDS), _SMALLEST), _LARGEST), 2)


def _point(row: Any, kinds: list[str]) -> Row:
    kind = str(row.service_kind)
    beds = float(row.beds)
    note = "" if math.isnan(beds) else f"{beds:.0f} {'bed' if beds == 1 else 'beds'}"
    if row.status != OPEN:
        note = ", ".join(filter(None, [note, STATUSES[str(row.status)].lower()]))
    return (
        round(float(row.longitude), 4),
        round(float(row.latitude), 4),
        kinds.index(kind),
        round(MARKS[kind].size / _BOX * relative_size(beds), 2),
        int(row.point_quality == APPROXIMATE),
        str(row.service_id),
        str(row.name),
        note,
    )
