"""Large percentages of an average in words: "about 12 times" is read where 1,166% is not."""

from __future__ import annotations

import math
from collections.abc import Callable

Say = Callable[..., str]
"""Puts a message, with values for its places, into a language."""

MANY = 200.0
"""From this percentage on, in whole percent, a figure is said as so many times the average."""
_WHOLE_FROM = 10.0
TWICE, TIMES = "twice", "{number} times"


def in_english(message: str, **values: object) -> str:
    """A message as it is written here.

    Example:
        >>> in_english("{number} times", number=12)
        '12 times'
    """
    return message.format(**values)


def is_many(percent: float) -> bool:
    """Whether a percentage is said as so many times; not a number is not."""
    return percent >= MANY - 0.5


def as_times(percent: float, *, lower: float, upper: float, say: Say = in_english) -> str:
    """A percentage as so many times, to the nearest half below 10 and whole from there on.

    It stays within the limits as they are shown: to a tenth where a half would leave them.

    Args:
        percent: The percentage.
        lower: Its lower limit, or itself.
        upper: Its upper limit, or itself.
        say: Puts words into a language.

    Example:
        >>> [as_times(p, lower=p - 40, upper=p + 40) for p in (204.0, 231.0, 262.0, 1166.0)]
        ['twice', '2.5 times', '2.5 times', '12 times']
        >>> as_times(222.0, lower=215.0, upper=230.0)
        '2.2 times'
    """
    value = percent / 100
    shown = float(round(value)) if value >= _WHOLE_FROM else round(2 * value) / 2
    if not _floor(lower / 100) <= shown <= _ceil(upper / 100):
        shown = round(value, 1)
    return say(TWICE) if shown == 2 else say(TIMES, number=f"{shown:,g}")


def times_limits(lower: float, upper: float, say: Say = in_english) -> tuple[str, str]:
    """Limits in percent as so many times, rounded outwards so that they hold what they held.

    Example:
        >>> times_limits(961.8, 1502.9), times_limits(105.7, 432.1)
        (('9.6', '16 times'), ('1.05', '4.4 times'))
    """
    return times_number(lower, up=False), say(TIMES, number=times_number(upper, up=True))


def times_number(percent: float, *, up: bool) -> str:
    """One limit in percent as a number of times, rounded away from the estimate.

    Example:
        >>> times_number(45.2, up=False), times_number(301.0, up=True)
        ('0.4', '3.1')
    """
    value = _ceil(percent / 100) if up else _floor(percent / 100)
    return f"{value:,g}"


def _floor(value: float) -> float:
    if value >= _WHOLE_FROM:
        return float(math.floor(value))
    tenth = math.floor(10 * value) / 10
    # Just above the average is not the average, and little is not nothing.
    return math.floor(100 * value) / 100 if tenth in (0, 1) else tenth


def _ceil(value: float) -> float:
    return float(math.ceil(value)) if value >= _WHOLE_FROM else math.ceil(10 * value) / 10
