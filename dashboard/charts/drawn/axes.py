"""Axes: numbers that a person would choose."""

from __future__ import annotations

import math


def nice_ticks(low: float, high: float, *, count: int = 4) -> list[float]:
    """Round numbers that cover a range.

    Args:
        low: Least value.
        high: Greatest value.
        count: About how many steps.

    Example:
        >>> nice_ticks(0, 96, count=4)
        [0.0, 25.0, 50.0, 75.0, 100.0]
    """
    span = max(high - low, abs(high) * 0.02, 1e-9)
    power = 10 ** math.floor(math.log10(span / count))
    step = min((m * power for m in (1, 2, 2.5, 5, 10)), key=lambda s: abs(span / s - count))
    first = math.floor(low / step + 1e-9) * step
    steps = math.ceil((high - first) / step - 1e-9)
    return [round(first + step * i, 10) for i in range(max(steps, 1) + 1)]
