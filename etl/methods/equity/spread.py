"""How unevenly something is spread among children: Gini, Palma and Theil, weighted.

Sources: Gini, 1912, by the Lorenz curve; Palma, Homogeneous middles vs. heterogeneous tails,
Development and Change 42 (2011), 87 to 153; Theil, Economics and Information Theory (1967), with
the parts between and within groups as in Shorrocks, Econometrica 48 (1980), 613 to 625.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.errors import UserError
from etl.methods.intervals.limits import FloatArray, counts_of

POOREST, RICHEST = 0.4, 0.1


class Theil(NamedTuple):
    """The Theil index and its two parts, which add up to it."""

    total: float
    between: float
    within: float


class TheilSums(NamedTuple):
    """What the Theil index of many areas rests on, each shape (areas, groups).

    Attributes:
        people: Weights added up.
        held: Weight times value added up.
        logs: Weight times value times the logarithm of the value added up (0 for a value of 0).
    """

    people: FloatArray
    held: FloatArray
    logs: FloatArray


class Theils(NamedTuple):
    """The Theil index of many areas and its two parts, each shape (areas,)."""

    total: FloatArray
    between: FloatArray
    within: FloatArray


def gini(*, value: npt.ArrayLike, weight: npt.ArrayLike) -> float:
    """Gini coefficient: 0 where everyone has the same, towards 1 where one has everything.

    Args:
        value: What each has, shape (places,); not negative. NaN is left out.
        weight: How many each stands for, same shape; not negative.

    Returns:
        The coefficient; NaN where there is nothing to share or nobody.

    Raises:
        UserError: If a number is negative or the shapes differ.

    Example:
        >>> gini(value=[1.0, 1.0], weight=[3, 5]), round(gini(value=[0.0, 1.0], weight=[1, 1]), 3)
        (0.0, 0.5)
    """
    people, held = _lorenz(value, weight, where="gini")
    if np.isnan(held[-1]):
        return float("nan")
    area = (np.diff(people) * (held[1:] + held[:-1])).sum()
    # A line of equality that is a rounding error too high must not give less than nothing.
    return float(max(1 - area, 0.0)) if abs(1 - area) > 1e-12 else 0.0


def palma(*, value: npt.ArrayLike, weight: npt.ArrayLike) -> float:
    """What the best placed tenth has together over what the worst placed four tenths have.

    Args:
        value: What each has, shape (places,); not negative. NaN is left out.
        weight: How many each stands for, same shape. A place that a tenth runs through is cut.

    Returns:
        The ratio; a quarter where everyone has the same, infinity where the four tenths have
        nothing, NaN where there is nothing to share or nobody.

    Raises:
        UserError: If a number is negative or the shapes differ.

    Example:
        >>> round(palma(value=[2.0, 2.0], weight=[1, 1]), 2)
        0.25
        >>> round(palma(value=[1.0, 1.0, 1.0, 1.0, 6.0], weight=[1, 1, 1, 1, 1]), 2)
        1.5
    """
    people, held = _lorenz(value, weight, where="palma")
    if np.isnan(held[-1]):
        return float("nan")
    poorest = float(np.interp(POOREST, people, held))
    richest = 1 - float(np.interp(1 - RICHEST, people, held))
    return richest / poorest if poorest > 0 else float("inf")


def theil(*, value: npt.ArrayLike, weight: npt.ArrayLike, group: npt.ArrayLike) -> Theil:
    """Theil's T, with the part between groups and the part within them.

    Args:
        value: What each has, shape (places,); not negative. NaN is left out.
        weight: How many each stands for, same shape; not negative.
        group: Number of the group of each from 0, same shape; -1 is left out.

    Returns:
        The index and its parts, each 0 where there is no inequality; NaN where there is nothing to
        share or nobody.

    Raises:
        UserError: If a number is negative or the shapes differ.

    Example:
        >>> found = theil(value=[1.0, 3.0, 2.0, 6.0], weight=[1] * 4, group=[0, 0, 1, 1])
        >>> [round(part, 4) for part in found]
        [0.1874, 0.0566, 0.1308]
    """
    values, weights = _pair(value, weight, where="theil")
    groups = np.asarray(group, np.int64)
    if groups.shape != values.shape:
        raise UserError("There is not one group for each value.", where="theil")
    keep = (groups >= 0) & (weights > 0)
    values, weights, groups = values[keep], weights[keep], groups[keep]
    held = (weights * values).sum() if len(values) else 0.0
    if held <= 0:
        return Theil(*(float("nan"),) * 3)
    total = _theil(values, weights)
    size = np.bincount(groups, weights=weights).astype(np.float64)
    sums = np.bincount(groups, weights=weights * values).astype(np.float64)
    some = size > 0
    between = _theil(sums[some] / size[some], size[some])
    mean = held / weights.sum()
    own = np.where(size > 0, sums / np.where(size > 0, size, 1.0), 0.0)[groups]
    relative = np.divide(values, own, out=np.zeros(len(values)), where=own > 0)
    within = (weights * values * _log(relative)).sum() / (weights.sum() * mean)
    return Theil(total, between, float(within))


def theil_of_sums(sums: TheilSums) -> Theils:
    """Theil's T of many areas with its parts, from sums by group.

    Args:
        sums: Sums by area and group.

    Returns:
        Index and parts; NaN where there is nothing to share.

    Example:
        >>> value, log = np.array([[1.0, 3.0], [2.0, 6.0]]), np.log([[1.0, 3.0], [2.0, 6.0]])
        >>> sums = TheilSums(np.full((1, 2), 2.0), value.sum(axis=1)[None],
        ...                  (value * log).sum(axis=1)[None])
        >>> [round(float(part[0]), 4) for part in theil_of_sums(sums)]
        [0.1874, 0.0566, 0.1308]
    """
    held = sums.held.sum(axis=1)
    some = np.where(held > 0, held, np.nan)
    mean = some / sums.people.sum(axis=1)
    own = _log(np.divide(sums.held, sums.people, out=np.zeros_like(sums.held),
                         where=sums.people > 0))  # fmt: skip
    between = (sums.held * own).sum(axis=1) / some - np.log(mean)
    within = (sums.logs - sums.held * own).sum(axis=1) / some
    # Both are sums of squares in truth: less than nothing is a rounding error.
    between, within = np.maximum(between, 0.0), np.maximum(within, 0.0)
    return Theils(between + within, between, within)


def _theil(values: FloatArray, weights: FloatArray) -> float:
    mean = (weights * values).sum() / weights.sum()
    relative = values / mean
    return float((weights * relative * _log(relative)).sum() / weights.sum())


def _log(values: FloatArray) -> FloatArray:
    """Natural logarithm, 0 at 0: zero times its logarithm is zero."""
    return np.log(values, out=np.zeros(values.shape), where=values > 0)


def _lorenz(
    value: npt.ArrayLike, weight: npt.ArrayLike, *, where: str
) -> tuple[FloatArray, FloatArray]:
    """Cumulative share of people and of what they have, from those who have least."""
    values, weights = _pair(value, weight, where=where)
    order = np.argsort(values, kind="stable")
    people = np.concatenate([[0.0], np.cumsum(weights[order])])
    held = np.concatenate([[0.0], np.cumsum((weights * values)[order])])
    if people[-1] <= 0 or held[-1] <= 0:
        return np.array([0.0, 1.0]), np.array([0.0, np.nan])
    return people / people[-1], held / held[-1]


def _pair(
    value: npt.ArrayLike, weight: npt.ArrayLike, *, where: str
) -> tuple[FloatArray, FloatArray]:
    values = counts_of(value, name="value", where=where)
    weights = counts_of(weight, name="weight", where=where)
    if values.shape != weights.shape or values.ndim != 1:
        raise UserError("There is not one weight for each value.", where=where)
    weights = np.where(np.isnan(values) | np.isnan(weights), 0.0, weights)
    return np.where(weights > 0, values, 0.0), weights
