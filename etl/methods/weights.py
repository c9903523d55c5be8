"""Weights: how much a journey still counts as it grows longer.

A weight is a small callable: an array of minutes in, an array of weights of the same shape out.
Boundaries are inclusive, and a journey that is not known (NaN) or not possible (infinity) weighs
nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.errors import UserError

FloatArray = npt.NDArray[np.float64]
Weight = Callable[[FloatArray], FloatArray]
PIECE = 1 << 14


@dataclass(frozen=True)
class StepWeight:
    """One weight for each band of minutes, and nothing beyond the last.

    Attributes:
        cuts: Upper ends of the bands in minutes, rising. Each belongs to its band.
        weights: Weight of each band.
    """

    cuts: tuple[float, ...]
    weights: tuple[float, ...]

    def __call__(self, minutes: FloatArray) -> FloatArray:
        """Weigh journeys of any shape."""
        times = np.ascontiguousarray(minutes, dtype=np.float64)
        flat, found = times.reshape(-1), np.empty(times.size)
        # How many bands hold a journey says which is the first that does: 0 for none, and so for
        # NaN. Piece by piece, so that the comparisons stay in the cache.
        table = np.array([0.0, *self.weights[::-1]])
        bands, within = np.empty(PIECE, dtype=np.uint8), np.empty(PIECE, dtype=np.uint8)
        for start in range(0, len(flat), PIECE):
            piece = flat[start : start + PIECE]
            count, holds = bands[: len(piece)], within[: len(piece)]
            count.fill(0)
            for cut in self.cuts:
                np.less_equal(piece, cut, out=holds.view(np.bool_))
                count += holds
            table.take(count, out=found[start : start + PIECE], mode="clip")
        return found.reshape(times.shape)


@dataclass(frozen=True)
class GaussianWeight:
    """A bell curve: 1 at the door, falling smoothly.

    Attributes:
        sigma: Minutes at which the weight has fallen to 0.61.
        limit: Minutes beyond which nothing counts.
    """

    sigma: float
    limit: float = math.inf

    def __call__(self, minutes: FloatArray) -> FloatArray:
        """Weigh journeys of any shape."""
        times = _cut(minutes, self.limit)
        scaled = times / self.sigma
        return np.asarray(np.exp(-0.5 * scaled * scaled))


@dataclass(frozen=True)
class GravityWeight:
    """A power of the journey: twice as far counts 2 to the power `alpha` as much.

    Attributes:
        scale: Minutes at which the weight is 1.
        alpha: Power, below zero.
        minimum: Shorter journeys count as this many minutes, so that none weighs infinitely much.
        limit: Minutes beyond which nothing counts.
    """

    scale: float
    alpha: float
    minimum: float
    limit: float = math.inf

    def __call__(self, minutes: FloatArray) -> FloatArray:
        """Weigh journeys of any shape."""
        times = _cut(minutes, self.limit)
        return np.asarray((np.maximum(times, self.minimum) / self.scale) ** self.alpha)


def step_weight(steps: Mapping[float, float]) -> StepWeight:
    """Make a weight of steps. Source: Luo and Qi 2009.

    Args:
        steps: Weight by the longest journey it holds for, in minutes, inclusive.

    Raises:
        UserError: If there is no step, a time is not above zero or a weight is below zero.

    Example:
        >>> step_weight({30: 1.0, 60: 0.68, 90: 0.22})(np.array([0.0, 30.0, 60.1, 90.0, 90.1]))
        array([1.  , 1.  , 0.22, 0.22, 0.  ])
    """
    if not steps or len(steps) > np.iinfo(np.uint8).max:
        raise UserError("A step weight needs between 1 and 255 steps.", where="step_weight",
                        try_="Give for example {30: 1.0, 60: 0.68, 90: 0.22}.")  # fmt: skip
    pairs = sorted((float(cut), float(weight)) for cut, weight in steps.items())
    cuts, weights = (tuple(column) for column in zip(*pairs, strict=True))
    _positive("step_weight", **{f"the step {cut:g}": cut for cut in cuts})
    if not all(math.isfinite(weight) and weight >= 0 for weight in weights):
        raise UserError("A weight of a step is below zero or not a number.", where="step_weight",
                        try_="Weights run from 0 to 1.")  # fmt: skip
    return StepWeight(cuts, weights)


def gaussian_weight(*, sigma: float, limit: float = math.inf) -> GaussianWeight:
    """Make a bell-shaped weight, exp(-minutes^2 / (2 sigma^2)). Source: Luo and Qi 2009; Dai 2010.

    Args:
        sigma: Width in minutes, above zero.
        limit: Minutes beyond which nothing counts, inclusive.

    Raises:
        UserError: If a parameter is not above zero.

    Example:
        >>> gaussian_weight(sigma=30)(np.array([0.0, 30.0, np.inf])).round(3)
        array([1.   , 0.607, 0.   ])
    """
    _positive("gaussian_weight", sigma=sigma)
    _limit("gaussian_weight", limit)
    return GaussianWeight(float(sigma), float(limit))


def gravity_weight(
    *, scale: float, alpha: float, minimum: float = 1.0, limit: float = math.inf
) -> GravityWeight:
    """Make a power weight, (max(minutes, minimum) / scale)^alpha. Source: Hansen 1959.

    Args:
        scale: Minutes at which the weight is 1, above zero.
        alpha: Power, below zero: -1 halves the weight when the journey doubles.
        minimum: Shortest journey told apart, in minutes, above zero.
        limit: Minutes beyond which nothing counts, inclusive.

    Raises:
        UserError: If a parameter has the wrong sign.

    Example:
        >>> gravity_weight(scale=30, alpha=-1, minimum=5)(np.array([0.0, 30.0, 60.0]))
        array([6. , 1. , 0.5])
    """
    _positive("gravity_weight", scale=scale, minimum=minimum)
    _limit("gravity_weight", limit)
    if not (math.isfinite(alpha) and alpha < 0):
        raise UserError(f"The power alpha is {alpha:g}; it must be below zero.",
                        where="gravity_weight", try_="Give for example alpha=-1.")  # fmt: skip
    return GravityWeight(float(scale), float(alpha), float(minimum), float(limit))


def _cut(minutes: FloatArray, limit: float) -> FloatArray:
    """Put every journey that does not count at infinity, where the smooth weights are zero."""
    times = np.asarray(minutes, dtype=np.float64)
    return np.where(times <= limit, times, np.inf)


def _positive(where: str, **values: float) -> None:
    for name, value in values.items():
        if not (math.isfinite(value) and value > 0):
            raise UserError(f"The value of {name} is {value:g}; it must be above zero.",
                            where=where, try_="Give minutes above zero.")  # fmt: skip


def _limit(where: str, limit: float) -> None:
    if not limit > 0:
        raise UserError(f"The limit is {limit:g}; it must be above zero.", where=where,
                        try_="Leave it out to set none.")  # fmt: skip
