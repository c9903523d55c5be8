"""Parts of the map to look at."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """The part of the world to look at: west, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle_latitude(self) -> float:
        """Latitude of the middle of the frame as it is drawn (Mercator)."""
        y = (_mercator(self.south) + _mercator(self.north)) / 2
        return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)

    @property
    def height_on_map(self) -> float:
        """Height as a share of the height of the world as it is drawn."""
        return (_mercator(self.north) - _mercator(self.south)) / (2 * math.pi)

    def widened(self, *, by: float = 0.6, least: float = 0.5) -> Frame:
        """The same place with its surroundings, never narrower than `least` degrees north."""
        half_height = max((self.north - self.south) * (0.5 + by), least)
        half_width = max((self.east - self.west) * (0.5 + by), least * 1.6)
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        return Frame(x - half_width, y - half_height, x + half_width, y + half_height)


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


UK = Frame(-8.8, 49.75, 2.1, 60.95)
