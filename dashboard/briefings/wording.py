"""Numbers in words: rounded to what is known, with the range they may lie in."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dashboard.briefings.facts import Value
from dashboard.briefings.model import Cell
from dashboard.text.messages import Messages
from etl.catalogue.ratios import as_times, times_limits

FIGURES_KNOWN = 2
"""Figures of a number of children that the method can bear: its interval is a third of it."""
_UNLIKE_ANY = 100.0
_TINY = 1e-6


def rounded(count: float) -> float:
    """A number of children to two figures, or to a whole child below 100.

    Example:
        >>> [rounded(c) for c in (86_289.2, 2541.4, 141.0, 47.4, 0.4)]
        [86000.0, 2500.0, 140.0, 47.0, 0.0]
    """
    if abs(count) < _UNLIKE_ANY:
        return float(round(count))
    power = 10 ** (math.floor(math.log10(abs(count))) - FIGURES_KNOWN + 1)
    return float(round(count / power) * power)


@dataclass(frozen=True)
class Wording:
    """Puts figures into words of one language."""

    say: Messages

    def count(self, value: Value) -> str:
        """A number of children: `about 2,500`, `fewer than 1`, `not known`."""
        if not value.known:
            return self.say("not known")
        if 0 < value.value < 0.5:
            return self.say("fewer than 1")
        return self.say.number(rounded(value.value))

    def count_cell(self, value: Value) -> Cell:
        """The same as a cell."""
        shown = rounded(value.value) if value.known and not 0 < value.value < 0.5 else None
        return Cell(self.count(value), shown)

    def count_range(self, value: Value) -> str:
        """The range of a number of children; empty if there is none."""
        if not value.has_limits:
            return ""
        low, high = rounded(value.lower), rounded(value.upper)
        return self._range(self.say.number(low), self.say.number(high))

    def share(self, percent: float) -> str:
        """A share in whole percent, without calling most all or few none."""
        if not math.isfinite(percent):
            return self.say("not known")
        if 0 < percent < 0.5:
            return self.say("under 1%")
        if 99.5 <= percent < 100:
            return self.say("over 99%")
        return self.say("{number}%", number=self.say.number(percent))

    def share_cell(self, value: Value) -> Cell:
        """The same as a cell. Where words stand for a figure there is no number."""
        plain = value.known and not (0 < value.value < 0.5 or 99.5 <= value.value < 100)
        return Cell(self.share(value.value), float(round(value.value)) if plain else None)

    def share_range(self, value: Value) -> str:
        """The range of a share, rounded outwards as in the sentences on gaps; empty for none."""
        if not value.has_limits:
            return ""
        low, high = math.floor(value.lower + _TINY), math.ceil(value.upper - _TINY)
        return self._range(self.share(low), self.share(high))

    def times(self, value: Value) -> str:
        """A share so large that it is said as so many times."""
        lower, upper = (value.lower, value.upper) if value.has_limits else (value.value,) * 2
        return as_times(value.value, lower=lower, upper=upper, say=self.say)

    def times_range(self, value: Value) -> str:
        """The range of such a share; empty if there is none."""
        if not value.has_limits:
            return ""
        return self._range(*times_limits(value.lower, value.upper, self.say))

    def plain(self, value: Value, *, decimals: int = 0) -> Cell:
        """A figure with a fixed number of decimals."""
        if not value.known:
            return Cell(self.say("not known"))
        shown = round(value.value, decimals)
        return Cell(self.say.number(shown, decimals=decimals), shown, decimals)

    def plain_range(self, value: Value, *, decimals: int = 0) -> str:
        """The range of such a figure; empty if there is none."""
        if not value.has_limits:
            return ""
        low, high = (
            self.say.number(limit, decimals=decimals) for limit in (value.lower, value.upper)
        )
        return self._range(low, high)

    def _range(self, low: str, high: str) -> str:
        return low if low == high else self.say("{low} to {high}", low=low, high=high)
