"""Statistical neighbours: the areas that are most alike in what an area cannot choose.

Each dimension is standardised over the areas of the type (mean 0, standard deviation 1; the
logarithm first where a few areas are many times larger than the rest), and all count the same. The
distance of two areas is the root mean square of their differences over the dimensions that are
known for both. The idea is that of the nearest neighbours of CIPFA and of the children's services
tool of the National Foundation for Educational Research (2007); the dimensions are our own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.errors import UserError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


class Neighbours(NamedTuple):
    """The nearest areas of each area, the most alike first.

    Attributes:
        number: Numbers of the areas, shape (areas, k).
        distance: Root mean square differences in standard deviations, same shape.
        difference: Neighbour minus area in each dimension in standard deviations, shape
            (areas, k, dimensions); NaN where a dimension is not known for both.
    """

    number: IntArray
    distance: FloatArray
    difference: FloatArray


def standardise(values: FloatArray, *, logarithm: npt.ArrayLike = False) -> FloatArray:
    """Values of each dimension in standard deviations from its mean.

    Args:
        values: Values, shape (areas, dimensions). NaN stays NaN.
        logarithm: Whether a dimension is compared by its logarithm, shape (dimensions,).

    Returns:
        Same shape; 0 in a dimension in which all areas are equal.

    Raises:
        UserError: If a value that needs a logarithm is not above zero.

    Example:
        >>> standardise(np.array([[1.0], [2.0], [3.0]])).ravel().round(3).tolist()
        [-1.225, 0.0, 1.225]
    """
    logs = np.broadcast_to(logarithm, values.shape[-1])
    if (values[:, logs] <= 0).any():
        raise UserError("A value that is compared by its logarithm is not above zero.",
                        where="standardise")  # fmt: skip
    scaled = values.astype(np.float64, copy=True)
    scaled[:, logs] = np.log(values[:, logs])
    apart = scaled - np.nanmean(scaled, axis=0)
    spread = np.nanstd(scaled, axis=0)
    return np.divide(apart, spread, out=0.0 * apart, where=spread > 0)


def statistical_neighbours(scores: FloatArray, *, k: int) -> Neighbours:
    """The areas that are nearest to each area.

    Args:
        scores: Standardised values, shape (areas, dimensions). Every area needs at least one.
        k: How many neighbours each area gets, fewer than there are areas.

    Returns:
        Neighbours, the most alike first; of equals the one that comes first.

    Raises:
        UserError: If there are not enough areas.

    Example:
        >>> found = statistical_neighbours(np.array([[0.0], [1.0], [5.0]]), k=1)
        >>> found.number.ravel().tolist(), found.distance.ravel().tolist()
        ([1, 0, 1], [1.0, 1.0, 4.0])
    """
    if not 1 <= k < len(scores):
        raise UserError(f"{len(scores)} areas cannot each have {k} neighbours.",
                        where="statistical_neighbours")  # fmt: skip
    apart = scores[None, :, :] - scores[:, None, :]
    known = ~np.isnan(apart)
    count = known.sum(axis=2)
    squares = np.where(known, apart, 0.0) ** 2
    distance = np.sqrt(squares.sum(axis=2) / np.where(count > 0, count, np.nan))
    np.fill_diagonal(distance, np.nan)
    index = np.argsort(distance, axis=1, kind="stable")[:, :k]
    row = np.arange(len(scores))[:, None]
    return Neighbours(index.astype(np.int64), distance[row, index], apart[row, index])
