"""Parts of the map to look at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """The part of the world to look at: west, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def widened(self, *, by: float = 0.6, least: float = 0.5) -> Frame:
        """The same place with its surroundings, never narrower than `least` degrees north."""
        half_height = max((self.north - self.south) * (0.5 + by), least)
        half_width = max((self.east - self.west) * (0.5 + by), least * 1.6)
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        return Frame(x - half_width, y - half_height, x + half_width, y + half_height)


UK = Frame(-8.8, 49.75, 2.1, 60.95)
