"""Shapes of areas on paper: degrees to kilometres, kilometres to a path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.frame import Frame

Numbers = NDArray[np.float64]
_EARTH_KM = 6371.0
_MERIDIAN = -2.0  # the middle of the British National Grid, so that maps look as people know them


def project(longitude: Numbers, latitude: Numbers) -> Numbers:
    """Kilometres east and north on a sphere, transverse Mercator about 2 degrees west.

    Args:
        longitude: Degrees, shape `(n,)`.
        latitude: Degrees, shape `(n,)`.

    Returns:
        Shape `(n, 2)`. Source: J. P. Snyder, Map Projections: A Working Manual, 1987, page 58.

    Example:
        >>> project(np.array([-2.0]), np.array([0.0])).tolist()
        [[0.0, 0.0]]
    """
    east, north = np.radians(longitude - _MERIDIAN), np.radians(latitude)
    x = np.arctanh(np.cos(north) * np.sin(east))
    y = np.arctan2(np.tan(north), np.cos(east))
    return np.column_stack([x, y]) * _EARTH_KM


@dataclass(frozen=True)
class Shapes:
    """The shapes of one kind of area, ready to be drawn many times.

    Attributes:
        codes: Codes of the areas.
        rings: Rings of each area in kilometres, each of shape `(n, 2)`.
        boxes: West, south, east, north of each area in kilometres, shape `(areas, 4)`.
    """

    codes: tuple[str, ...]
    rings: tuple[tuple[Numbers, ...], ...]
    boxes: Numbers

    def box_of(self, codes: Iterable[str]) -> Numbers:
        """The box around some areas, shape `(4,)`.

        Raises:
            KeyError: If none of them has a shape.
        """
        wanted = set(codes)
        rows = [row for row, code in enumerate(self.codes) if code in wanted]
        if not rows:
            raise KeyError(f"No shape for {', '.join(sorted(wanted))}.")
        return around(self.boxes[rows])


def shapes_from(geojson: Mapping[str, Any]) -> Shapes:
    """Shapes from a GeoJSON collection whose features have the area's code as `id`."""
    codes, areas, boxes = [], [], []
    for feature in geojson["features"]:
        geometry = feature["geometry"]
        parts = geometry["coordinates"]
        parts = [parts] if geometry["type"] == "Polygon" else parts
        rings = tuple(_ring(ring) for part in parts for ring in part)
        points = np.concatenate(rings)
        codes.append(str(feature["id"]))
        areas.append(rings)
        boxes.append([*points.min(axis=0), *points.max(axis=0)])
    return Shapes(tuple(codes), tuple(areas), np.array(boxes))


def _ring(coordinates: list[list[float]]) -> Numbers:
    points = np.array(coordinates, dtype=float)
    return project(points[:, 0], points[:, 1])


def around(boxes: Numbers) -> Numbers:
    """One box around some boxes, shape `(4,)`."""
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


def box_of_frame(frame: Frame) -> Numbers:
    """The box of a frame in degrees, in kilometres, shape `(4,)`."""
    corners = project(
        np.array([frame.west, frame.east, frame.west, frame.east]),
        np.array([frame.south, frame.south, frame.north, frame.north]),
    )
    return np.concatenate([corners.min(axis=0), corners.max(axis=0)])


@dataclass(frozen=True)
class Window:
    """A box of the world on a box of paper.

    Attributes:
        west: Kilometres east of the left edge.
        north: Kilometres north of the top edge.
        scale: Pixels for a kilometre.
        left: Left edge on paper.
        top: Top edge on paper.
        width: Width on paper.
        height: Height on paper.
    """

    west: float
    north: float
    scale: float
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def fitting(
        cls, box: Numbers, *, left: float, top: float, width: float, height: float,
        margin: float = 0.06, least_km: float = 12.0,
    ) -> Window:  # fmt: skip
        """The window that shows a box in the middle of the paper with a margin."""
        across = max(float(box[2] - box[0]), least_km) * (1 + 2 * margin)
        down = max(float(box[3] - box[1]), least_km) * (1 + 2 * margin)
        scale = min(width / across, height / down)
        middle_x, middle_y = float(box[0] + box[2]) / 2, float(box[1] + box[3]) / 2
        return cls(middle_x - width / scale / 2, middle_y + height / scale / 2, scale,
                   left, top, width, height)  # fmt: skip

    @property
    def box(self) -> Numbers:
        """What of the world it shows: west, south, east, north in kilometres."""
        return np.array([self.west, self.north - self.height / self.scale,
                         self.west + self.width / self.scale, self.north])  # fmt: skip

    def on_paper(self, points: Numbers) -> Numbers:
        """Places in kilometres, shape `(n, 2)`, as places on paper."""
        return np.column_stack([
            self.left + (points[:, 0] - self.west) * self.scale,
            self.top + (self.north - points[:, 1]) * self.scale,
        ])  # fmt: skip

    def shows(self, boxes: Numbers) -> NDArray[np.bool_]:
        """Which boxes touch the window, shape `(n,)`."""
        west, south, east, north = self.box
        return (
            (boxes[:, 0] <= east) & (boxes[:, 2] >= west)
            & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
        )  # fmt: skip


def path_of(rings: tuple[Numbers, ...], window: Window) -> str:
    """The outline of an area as a path, to a fifth of a pixel; parts too small to see are left out.

    Points that fall on the one before are dropped, so a small map of a large place is short.
    """
    found = []
    for ring in rings:
        fine = np.round(window.on_paper(ring) * 5).astype(np.int64)
        moved = np.ones(len(fine), dtype=bool)
        moved[1:] = (np.abs(np.diff(fine, axis=0)) > 1).any(axis=1)
        kept = fine[moved]
        if len(kept) < 3:
            continue
        places = kept / 5
        found.append("M" + "L".join(f"{x:g} {y:g}" for x, y in places.tolist()) + "Z")
    return "".join(found)
