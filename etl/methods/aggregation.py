"""Figures of several areas together: counts add, shares and rates are weighted averages.

The limits are put together as the figures are. For a sum or a weighted average with weights that
are not negative this is the interval for errors that all go the same way, the widest there can be
for errors that are about normal: most of the error of the estimates (definition, trend) is shared,
and how much of the rest is shared is not published.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.errors import UserError

FloatArray = npt.NDArray[np.float64]


class Figure(NamedTuple):
    """One figure with its limits; NaN where not known."""

    value: float
    lower: float
    upper: float


UNKNOWN = Figure(float("nan"), float("nan"), float("nan"))


def put_together(
    *,
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    weight: npt.ArrayLike | None = None,
) -> Figure:
    """The figure of several areas together.

    Args:
        value: Figures of the areas, shape (areas,).
        lower: Lower limits, the same shape; NaN where there are none.
        upper: Upper limits, the same shape; NaN where there are none.
        weight: Weights of an average, not negative. None: the figures are added up.

    Returns:
        The figure and its limits. A figure that is not known makes the whole not known, unless its
        weight is zero; the same for limits.

    Raises:
        UserError: If a weight is negative or not known.

    Example:
        >>> put_together(value=[10, 40], lower=[8, 35], upper=[13, 50], weight=[1, 3]).value
        32.5
        >>> put_together(value=[10, 40], lower=[8, 35], upper=[13, 50]).upper
        63.0
    """
    parts = [np.asarray(part, np.float64) for part in (value, lower, upper)]
    if weight is None:
        return Figure(*(float(part.sum()) for part in parts))
    weights = np.asarray(weight, np.float64)
    if not (weights >= 0).all():
        raise UserError("A weight is negative or not known.", where="put_together",
                        try_="Weight by numbers of children.")  # fmt: skip
    counted = weights > 0
    if not counted.any():
        return UNKNOWN
    return Figure(*(float(np.average(part[counted], weights=weights[counted])) for part in parts))
