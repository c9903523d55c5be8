"""Access: what can be reached from each small area.

Minutes are a dense array (origins x services) with infinity where there is no road. Boundaries
are inclusive: a journey of exactly 60 minutes is within 60 minutes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.errors import DataError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
NO_SERVICE = -1


class Nearest(NamedTuple):
    """The quickest service from each origin.

    Attributes:
        service: Column of the service, shape (origins,); -1 where none can be reached.
        minutes: Minutes to it, shape (origins,); infinity where none can be reached.
    """

    service: IntArray
    minutes: FloatArray


def nearest(*, minutes: FloatArray) -> Nearest:
    """Find the quickest service from each origin. Ties go to the first service.

    Args:
        minutes: Shape (origins, services); infinity or NaN where unreachable.

    Returns:
        Column and minutes by origin.

    Example:
        >>> nearest(minutes=np.array([[30.0, 20.0], [np.inf, np.inf]]))
        Nearest(service=array([ 1, -1]), minutes=array([20., inf]))
    """
    times = _times(minutes)
    if times.shape[1] == 0:
        return Nearest(np.full(len(times), NO_SERVICE), np.full(len(times), np.inf))
    column = times.argmin(axis=1)
    best = times[np.arange(len(times)), column]
    return Nearest(np.where(np.isfinite(best), column, NO_SERVICE), best)


def choices_within(*, minutes: FloatArray, threshold: float) -> IntArray:
    """Number of services within a number of minutes of each origin.

    Args:
        minutes: Shape (origins, services); infinity or NaN where unreachable.
        threshold: Minutes, inclusive.

    Returns:
        Services, shape (origins,).
    """
    return (_times(minutes) <= threshold).sum(axis=1)


def share_within(
    *,
    need: FloatArray,
    minutes: FloatArray,
    threshold: float,
    area: IntArray | None = None,
) -> FloatArray:
    """Share of need that has a service within a number of minutes.

    Args:
        need: Children, shape (origins,).
        minutes: Minutes to the nearest service, shape (origins,), or to every service, shape
            (origins, services).
        threshold: Minutes, inclusive.
        area: Number of the area each origin lies in, from 0, shape (origins,); -1 for none.
            Without it, all origins are one area.

    Returns:
        Shares from 0 to 1, shape (areas,). NaN for an area without need: its share is not known.

    Example:
        >>> share_within(need=np.array([3.0, 1.0]), minutes=np.array([60.0, 60.1]), threshold=60)
        array([0.75])
    """
    times = _times(minutes)
    best = times if times.ndim == 1 else nearest(minutes=times).minutes
    rows = np.zeros(len(need), dtype=np.int64) if area is None else area
    inside = rows >= 0
    size = int(rows.max(initial=-1)) + 1
    total = np.bincount(rows[inside], weights=need[inside], minlength=size)
    reached = np.bincount(
        rows[inside], weights=(need * (best <= threshold))[inside], minlength=size
    )
    return np.divide(reached, total, out=np.full(size, np.nan), where=total > 0)


def _times(minutes: FloatArray) -> FloatArray:
    times = np.asarray(minutes, dtype=np.float64)
    if (times < 0).any():
        raise DataError("A travel time is negative.", where="access")
    return np.where(np.isnan(times), np.inf, times)
