"""Sensitivity: how far the ranking of areas depends on the way access is measured."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

FloatArray = npt.NDArray[np.float64]


class Agreement(NamedTuple):
    """How far two rankings agree.

    Attributes:
        kendall_tau: 1 where every pair of areas stands in the same order, -1 where every pair is
            turned round (Kendall 1938, tau-b, which allows for ties). NaN where all are equal.
        worst_fifth_shared: Of the areas in the worst fifth of one ranking, the share that is in
            the worst fifth of the other.
    """

    kendall_tau: float
    worst_fifth_shared: float


def agreement(*, one: FloatArray, other: FloatArray) -> Agreement:
    """Compare two rankings of the same areas, in which the lowest value is the worst.

    Args:
        one: Values, shape (areas,). Areas that are NaN in either are left out.
        other: Values of the same areas.

    Returns:
        Both measures; NaN where fewer than two areas are left.

    Example:
        >>> agreement(one=np.array([1.0, 2.0, 3.0, 4.0, 5.0]),
        ...     other=np.array([2.0, 1.0, 3.0, 4.0, 5.0]))
        Agreement(kendall_tau=0.8, worst_fifth_shared=0.0)
    """
    both = ~(np.isnan(one) | np.isnan(other))
    a, b = one[both], other[both]
    if len(a) < 2:
        return Agreement(float("nan"), float("nan"))
    worst = int(np.ceil(len(a) / 5))
    shared = set(np.argsort(a, kind="stable")[:worst]) & set(np.argsort(b, kind="stable")[:worst])
    tau = stats.kendalltau(a, b).statistic
    return Agreement(round(float(tau), 12), len(shared) / worst)
