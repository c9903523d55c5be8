"""Access: what can be reached from each small area, and how much of it.

Minutes are a dense array (origins x services) with infinity or NaN where there is no road, or a
scipy sparse table, where an absent entry means so. Boundaries are inclusive: a journey of exactly
60 minutes is within 60 minutes. Measures of capacity are in `etl.methods.floating`, weights in
`etl.methods.weights`; both can be had from here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.errors import UserError
from etl.methods.floating import CONSERVING, VARIANTS, Variant, floating_catchment
from etl.methods.links import Minutes, as_columns, blocks, checked
from etl.methods.weights import Weight, gaussian_weight, gravity_weight, step_weight

__all__ = [
    "CONSERVING",
    "NO_SERVICE",
    "VARIANTS",
    "Nearest",
    "Variant",
    "Weight",
    "choices_within",
    "floating_catchment",
    "gaussian_weight",
    "gravity_weight",
    "nearest",
    "share_within",
    "step_weight",
]

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


def nearest(*, minutes: Minutes) -> Nearest:
    """Find the quickest service from each origin. Ties go to the first service.

    Args:
        minutes: Shape (origins, services), dense or sparse; see above for unreachable ones.

    Returns:
        Column and minutes by origin.

    Raises:
        DataError: If a journey takes less than zero minutes.

    Example:
        >>> nearest(minutes=np.array([[30.0, 20.0], [np.inf, np.inf]]))
        Nearest(service=array([ 1, -1]), minutes=array([20., inf]))
    """
    table = as_columns(minutes)
    size = table.shape[0]
    service, best = np.full(size, NO_SERVICE), np.full(size, np.inf)
    if isinstance(table, np.ndarray):
        if table.shape[1] == 0:
            return Nearest(service, best)
        times = checked(table)
        column = times.argmin(axis=1)
        best = times[np.arange(size), column]
        return Nearest(np.where(np.isfinite(best), column, NO_SERVICE), best)
    for where, block in blocks(table):
        for column in range(where.stop - where.start):
            part = slice(block.indptr[column], block.indptr[column + 1])
            rows, times = block.indices[part], block.data[part]
            quicker = times < best[rows]
            best[rows[quicker]] = times[quicker]
            service[rows[quicker]] = where.start + column
    return Nearest(service, best)


def choices_within(*, minutes: Minutes, threshold: float) -> IntArray:
    """Number of services within a number of minutes of each origin.

    Args:
        minutes: Shape (origins, services), dense or sparse; see above for unreachable ones.
        threshold: Minutes, inclusive.

    Returns:
        Services, shape (origins,).

    Raises:
        DataError: If a journey takes less than zero minutes.

    Example:
        >>> choices_within(minutes=np.array([[30.0, 20.0], [60.0, np.nan]]), threshold=60)
        array([2, 1])
    """
    table = as_columns(minutes)
    if isinstance(table, np.ndarray):
        return np.asarray((checked(table) <= threshold).sum(axis=1))
    within = checked(table.data) <= threshold
    return np.bincount(table.indices[within], minlength=table.shape[0])


def share_within(
    *,
    need: FloatArray,
    minutes: Minutes,
    threshold: float,
    area: IntArray | None = None,
) -> FloatArray:
    """Share of need that has a service within a number of minutes.

    Args:
        need: Children, shape (origins,).
        minutes: Minutes to the nearest service, shape (origins,), or to every service, shape
            (origins, services), dense or sparse.
        threshold: Minutes, inclusive.
        area: Number of the area each origin lies in, from 0, shape (origins,); -1 for none.
            Without it, all origins are one area.

    Returns:
        Shares from 0 to 1, shape (areas,). NaN for an area without need: its share is not known.

    Raises:
        UserError: If need and minutes do not have the same number of origins.
        DataError: If a journey takes less than zero minutes.

    Example:
        >>> share_within(need=np.array([3.0, 1.0]), minutes=np.array([60.0, 60.1]), threshold=60)
        array([0.75])
    """
    children = np.asarray(need, dtype=np.float64)
    best = _to_nearest(minutes)
    if len(best) != len(children):
        raise UserError(
            f"There are {len(children):,} values of need and {len(best):,} rows of minutes.",
            where="share_within",
            try_="Give one of each for every origin.",
        )
    rows = np.zeros(len(children), dtype=np.int64) if area is None else area
    inside = rows >= 0
    size = int(rows.max(initial=-1)) + 1
    total = np.bincount(rows[inside], weights=children[inside], minlength=size)
    reached = np.bincount(
        rows[inside], weights=(children * (best <= threshold))[inside], minlength=size
    )
    return np.divide(reached, total, out=np.full(size, np.nan), where=total > 0)


def _to_nearest(minutes: Minutes) -> FloatArray:
    """Minutes to the nearest service, which may be what was given."""
    if isinstance(minutes, np.ndarray | list | tuple) or hasattr(minutes, "__array__"):
        times = np.asarray(minutes, dtype=np.float64)
        if times.ndim == 1:
            return checked(times)
    return nearest(minutes=minutes).minutes
