"""The line through the groups of a scale, as weighted sums of their values."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.errors import UserError
from etl.methods.intervals.limits import FloatArray, counts_of

# `phe_sii` numbers the kinds of value.
VALUE_TYPES: dict[int | str, str] = {
    0: "other", 1: "rate", 2: "proportion",
    "other": "other", "rate": "rate", "proportion": "proportion",
}  # fmt: skip


class Ranks(NamedTuple):
    """Shares and ranks of the groups, each (..., groups); both 0 for a group that is left out."""

    share: FloatArray
    rank: FloatArray


class Line(NamedTuple):
    """The line through the groups, as weighted sums of their values.

    Attributes:
        to_slope: Weights that give the slope, shape (..., groups).
        to_mean: Weights that give the mean, the line at rank one half.
        value: Values of the groups, a harmless number for a group that is left out.
        own: Standard errors of each group, 0 for a group that is left out.
        shared: Standard errors that all groups share.
        spread: Variance of the ranks over the population, shape (...).
    """

    to_slope: FloatArray
    to_mean: FloatArray
    value: FloatArray
    own: FloatArray
    shared: FloatArray
    spread: FloatArray

    @property
    def mean(self) -> FloatArray:
        """Mean value over the population, shape (...)."""
        return np.asarray((self.to_mean * self.value).sum(axis=-1))

    @property
    def slope(self) -> FloatArray:
        """Slope, shape (...)."""
        return np.asarray((self.to_slope * (self.value - self.mean[..., None])).sum(axis=-1))


def fitted_line(
    *,
    value: npt.ArrayLike,
    standard_error: npt.ArrayLike,
    population: npt.ArrayLike,
    value_type: int | str = "other",
    shared_error: npt.ArrayLike = 0.0,
) -> Line:
    """Fit the line: arguments as in `slope_index`."""
    kind = kind_of_value(value_type)
    values, own, people, shared = np.broadcast_arrays(
        np.asarray(value, np.float64),
        counts_of(standard_error, name="standard error", where="slope_index"),
        counts_of(population, name="population", where="slope_index"),
        counts_of(shared_error, name="shared error", where="slope_index"),
    )
    _check_values(values, kind)
    people = np.where(np.isnan(values), 0.0, people)
    ranks = cumulative_ranks(people)
    apart = np.where(ranks.share > 0, ranks.rank - 0.5, 0.0)
    spread = (ranks.share * apart**2).sum(axis=-1)
    known = (ranks.share > 0).sum(axis=-1) >= 2
    spread = np.where(known, spread, np.nan)
    return Line(
        to_slope=ranks.share * apart / spread[..., None],
        to_mean=np.where(known[..., None], ranks.share, np.nan),
        value=np.where(people > 0, values, 0.0 if kind == "other" else 0.5),
        own=np.where(people > 0, own, 0.0),
        shared=np.where(people > 0, shared, 0.0),
        spread=spread,
    )


def cumulative_ranks(population: FloatArray) -> Ranks:
    """Share of each group and the middle of its part of the cumulative population.

    Args:
        population: Populations from the first end of the scale to the last, shape (..., groups).

    Returns:
        Shares and ranks from 0 to 1.

    Example:
        >>> found = cumulative_ranks(np.array([12.0, 10.0, 78.0]))
        >>> [round(float(x), 2) for x in found.rank]
        [0.06, 0.17, 0.61]
    """
    total = population.sum(axis=-1, keepdims=True)
    share = population / np.where(total > 0, total, 1.0)
    return Ranks(share, np.cumsum(share, axis=-1) - share / 2)


def tilt(slope: FloatArray, mean: FloatArray) -> FloatArray:
    """Half the slope over the mean; infinite where the mean is not above zero.

    Every relative measure of the line is a rising function of it, so one set of limits serves all.
    """
    out = np.where(np.isnan(slope), np.nan, np.inf)
    return np.divide(slope / 2, mean, out=out, where=mean > 0)


def relative_index(tilted: FloatArray) -> FloatArray:
    """Last end of a line over its first, NaN where the line does not stay above zero.

    Example:
        >>> relative_index(np.array([0.0, 0.5, 1.0])).tolist()
        [1.0, 3.0, nan]
    """
    inside = np.abs(tilted) < 1
    out = np.full(np.shape(tilted), np.nan)
    return np.divide(1 + tilted, 1 - tilted, out=out, where=inside)


def kind_of_value(value_type: int | str) -> str:
    """The kind of value by its word.

    Raises:
        UserError: If it is not known.
    """
    if value_type not in VALUE_TYPES:
        raise UserError(
            f"The kind of value is not known: {value_type!r}.", where="slope_index",
            try_="Choose other (0), rate (1) or proportion (2).",
        )  # fmt: skip
    return VALUE_TYPES[value_type]


def _check_values(values: FloatArray, kind: str) -> None:
    if not values.ndim:
        raise UserError("There is one group only.", where="slope_index",
                        try_="Give the values of all groups in order.")  # fmt: skip
    if kind == "rate" and (values <= 0).any():
        raise UserError("A rate of 0 or less has no logarithm.", where="slope_index",
                        try_="Use the value type `other`.")  # fmt: skip
    if kind == "proportion" and ((values <= 0) | (values >= 1)).any():
        raise UserError(
            "A proportion of 0 or 1 or outside has no logit.", where="slope_index",
            try_="Divide percentages by 100; use the value type `other` for 0 and 1.",
        )  # fmt: skip
