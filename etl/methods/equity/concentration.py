"""Concentration indices of grouped values, over the same ranks as the slope index.

Sources: Kakwani, Wagstaff and van Doorslaer, Journal of Econometrics 77 (1997), 87 to 103;
Erreygers, Correcting the concentration index, Journal of Health Economics 28 (2009), 504 to 515.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from etl.errors import UserError
from etl.methods.equity.line import cumulative_ranks
from etl.methods.intervals.limits import FloatArray, counts_of


def concentration_index(*, value: npt.ArrayLike, population: npt.ArrayLike) -> FloatArray:
    """Twice the covariance of value and rank, over the mean: from -1 to 1.

    Args:
        value: Values of the groups, from the first end of the scale to the last, shape
            (..., groups); not negative. Groups that are NaN are left out.
        population: Populations of the groups, same shape.

    Returns:
        The index, shape (...). Above zero: concentrated towards the last end. NaN where the mean
        is 0 or nobody is left.

    Raises:
        UserError: If a value or population is negative.

    Example:
        >>> round(float(concentration_index(value=[1, 2, 3], population=[1, 1, 1])), 4)
        0.2222
    """
    covariance, mean = _covariance(value, population)
    return 2 * covariance / np.where(mean > 0, mean, np.nan)


def erreygers_index(
    *,
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    lowest: float = 0.0,
    highest: float = 1.0,
) -> FloatArray:
    """The concentration index for a value with a lowest and a highest possible value.

    `8 x covariance / (highest - lowest)`. Counting those who lack something instead of those who
    have it turns the sign and changes nothing else.

    Args:
        value: Values of the groups in order, shape (..., groups), within the bounds.
        population: Populations of the groups, same shape.
        lowest: Lowest possible value.
        highest: Highest possible value.

    Returns:
        The index from -1 to 1, shape (...).

    Raises:
        UserError: If a value lies outside the bounds or the bounds are not in order.

    Example:
        >>> have = erreygers_index(value=[0.2, 0.5, 0.8], population=[1, 1, 1])
        >>> lack = erreygers_index(value=[0.8, 0.5, 0.2], population=[1, 1, 1])
        >>> round(float(have), 4), round(float(lack), 4)
        (0.5333, -0.5333)
    """
    values = np.asarray(value, np.float64)
    if not lowest < highest or (values < lowest).any() or (values > highest).any():
        raise UserError(
            f"A value lies outside {lowest} to {highest}.", where="erreygers_index",
            try_="Give the lowest and highest possible value in the unit of the values.",
        )  # fmt: skip
    covariance, _ = _covariance(values - lowest, population)
    return 8 * covariance / (highest - lowest)


def _covariance(value: npt.ArrayLike, population: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Covariance of value and rank, and mean value, over the population."""
    values = counts_of(value, name="value", where="concentration_index")
    people = counts_of(population, name="population", where="concentration_index")
    values, people = np.broadcast_arrays(values, people)
    people = np.where(np.isnan(values), 0.0, people)
    filled = np.where(people > 0, values, 0.0)
    ranks = cumulative_ranks(people)
    mean = (ranks.share * filled).sum(axis=-1)
    apart = filled - mean[..., None]
    covariance = (ranks.share * (ranks.rank - 0.5) * apart).sum(axis=-1)
    known = people.sum(axis=-1) > 0
    return np.where(known, covariance, np.nan), np.where(known, mean, np.nan)
