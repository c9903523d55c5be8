"""Journeys as columns: one service after the other, from a dense or a sparse table of minutes.

In a dense table, NaN and infinity mean that there is no journey. In a sparse table an absent entry
means so, and a stored zero is a journey of zero minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

from etl.errors import DataError, UserError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
# scipy's sparse types are not known to the type checker, so both are named here only.
Minutes: TypeAlias = Any
"""A dense array-like or any scipy sparse table, shape (origins, services)."""
Columns: TypeAlias = Any
"""A float array, or scipy's `csc_array` of floats."""

# Entries in one block of columns. Large enough that the sums over all origins, once a block, cost
# little; small enough that weights never take more than a few megabytes. Measured from 2^14 to 2^22.
BLOCK = 1 << 19


def as_columns(minutes: Minutes) -> Columns:
    """Read a table of minutes as an array, or as compressed columns when it is sparse.

    Args:
        minutes: Shape (origins, services).

    Returns:
        The same journeys. Float64; int32 row numbers where they fit. Nothing is copied when the
        table is in this form already.

    Raises:
        UserError: If it does not have two dimensions.
        DataError: If a sparse table holds a journey twice.
    """
    if not sparse.issparse(minutes):
        table = np.asarray(minutes, dtype=np.float64)
        if table.ndim != 2:
            raise _not_a_table(table.ndim)
        return table
    if minutes.ndim != 2:
        raise _not_a_table(minutes.ndim)
    columns = minutes if isinstance(minutes, sparse.csc_array) else sparse.csc_array(minutes)
    # A coordinate table adds repeated entries up on the way, the other forms keep them.
    if columns.nnz != minutes.nnz or not _each_once(columns):
        raise DataError("A journey stands twice in the sparse table of minutes.", where="minutes",
                        try_="Keep one entry for each origin and service.")  # fmt: skip
    return columns if columns.dtype == np.float64 else columns.astype(np.float64)


def blocks(columns: Columns) -> Iterator[tuple[slice, Columns]]:
    """Cut a table into blocks of columns that fit into a processor's cache.

    Yields:
        The columns of the block, and the block with NaN replaced by infinity.

    Raises:
        DataError: If a journey takes less than zero minutes.
    """
    if isinstance(columns, np.ndarray):
        width = max(1, BLOCK // max(1, columns.shape[0]))
        for start in range(0, columns.shape[1], width):
            where = slice(start, min(start + width, columns.shape[1]))
            yield where, checked(columns[:, where])
        return
    starts = columns.indptr
    first = 0
    while first < columns.shape[1]:
        last = int(np.searchsorted(starts, starts[first] + BLOCK, side="right")) - 1
        last = min(max(last, first + 1), columns.shape[1])
        part = slice(starts[first], starts[last])
        times = checked(columns.data[part])
        yield slice(first, last), with_data(
            times, columns.indices[part], starts[first : last + 1] - starts[first],
            (columns.shape[0], last - first),
        )  # fmt: skip
        first = last


def checked(times: FloatArray) -> FloatArray:
    """Replace NaN by infinity and refuse negative minutes.

    Raises:
        DataError: If a journey takes less than zero minutes.
    """
    least = times.min(initial=np.inf)
    if np.isnan(least):
        times = np.where(np.isnan(times), np.inf, times)
        least = times.min(initial=np.inf)
    if least < 0:
        raise DataError(
            f"A travel time is negative: {least:g} minutes.",
            where="minutes",
            try_="Mark a journey that cannot be made with NaN or infinity, or leave it out of a "
            "sparse table.",
        )
    return times


def with_data(
    data: FloatArray, indices: IntArray, starts: IntArray, shape: tuple[int, int]
) -> sparse.csc_array:
    """Compressed columns from their parts, without a copy.

    The parts are set one by one: scipy's own way in checks them anew, and copies any that is a
    short piece of a longer array.
    """
    found = sparse.csc_array(shape, dtype=np.float64)
    found.data, found.indices, found.indptr = data, indices, starts
    return found


def landing(block: Columns, need: FloatArray) -> FloatArray:
    """Weighted need that lands on each service of a block: the transposed block times need."""
    if isinstance(block, np.ndarray):
        return np.asarray(need @ block)
    rows = sparse.csr_array(block.shape[::-1], dtype=np.float64)
    rows.data, rows.indices, rows.indptr = block.data, block.indices, block.indptr
    return np.asarray(rows @ need)


def _each_once(columns: sparse.csc_array) -> bool:
    """Whether no column names a row twice."""
    if columns.has_canonical_format:
        return True
    for start, end in zip(columns.indptr[:-1], columns.indptr[1:], strict=True):
        rows = columns.indices[start:end]
        if np.bincount(rows, minlength=1).max(initial=0) > 1:
            return False
    return True


def _not_a_table(dimensions: int) -> UserError:
    return UserError(
        f"The minutes have {dimensions} dimensions; two are needed.",
        where="minutes",
        try_="Give one row for each origin and one column for each service.",
    )
