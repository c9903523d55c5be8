"""Fit a table of children to published totals by age, ethnic group, deprivation and region.

Iterative proportional fitting: the table is scaled to one published margin after another until
all of them hold. Margins that overlap, such as deprivation and ethnic group, are fitted together,
so a ratio is never multiplied onto another that already contains it. Source of the method: Deming
and Stephan, On a least squares adjustment of a sampled frequency table, 1940.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.errors import DataError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
TOLERANCE = 1e-12
MAX_ROUNDS = 2_000
# Tables that contradict each other drive the factors without end.
RUNAWAY = 1e9


@dataclass(frozen=True, kw_only=True)
class Margin:
    """Published totals along one axis of the table.

    Attributes:
        name: What it is about, for messages.
        axis: Axis of the table.
        category: Number of the category of each place on the axis, -1 for none published.
        targets: Children in each category, shape (categories,).
    """

    name: str
    axis: int
    category: IntArray
    targets: FloatArray


def fit(seed: FloatArray, margins: Sequence[Margin]) -> tuple[FloatArray, list[FloatArray]]:
    """Scale a table until every margin holds.

    Args:
        seed: Children expected before fitting, any number of axes; not negative.
        margins: Published totals. Each is first scaled so that, with the rest of its axis left as
            it is, it agrees with the total of the seed.

    Returns:
        The fitted table, and one array of factors for each axis whose product with the seed it is.

    Raises:
        DataError: If a margin asks for children where nobody lives, or the margins contradict
            each other.

    Example:
        >>> rows = Margin(name="rows", axis=0, category=np.array([0, 1]),
        ...               targets=np.array([3.0, 1.0]))
        >>> table, factors = fit(np.ones((2, 2)), [rows])
        >>> table.tolist()
        [[1.5, 1.5], [0.5, 0.5]]
    """
    total = float(seed.sum())
    factors = [np.ones(length) for length in seed.shape]
    wanted = [_targets(margin, seed, total) for margin in margins]
    table = seed.astype(np.float64)
    for _ in range(MAX_ROUNDS):
        worst = 0.0
        for margin, targets in zip(margins, wanted, strict=True):
            step = _step(margin, targets, table)
            factors[margin.axis] = factors[margin.axis] * step
            table = table * _along(step, margin.axis, table.ndim)
            worst = max(worst, float(np.abs(step - 1).max()))
        if worst < TOLERANCE:
            return table, factors
        if max(float(factor.max()) for factor in factors) > RUNAWAY:
            break
    raise DataError(
        "The published tables contradict each other, so no table of children fits them all.",
        where=", ".join(margin.name for margin in margins),
        try_="Compare the totals of the tables by age, region and deprivation in "
        "data/inputs/evidence.",
    )


def _targets(margin: Margin, seed: FloatArray, total: float) -> FloatArray:
    """Children per category, the last one being those of no published category.

    When the whole axis is published, rounding in the tables is taken out by scaling to the total.
    """
    line = _line(margin.axis, seed)
    open_places = (margin.category < 0) & (line > 0)
    known = float(margin.targets.sum())
    _must_have_residents(margin, line)
    if not open_places.any():
        return np.append(margin.targets * total / known, 0.0)
    if known >= total:
        raise DataError(
            "The published parts are larger than the published whole.",
            where=f"margin by {margin.name}: parts {known:,.0f}, whole {total:,.0f}",
            try_="Check the figures against their source.",
        )
    return np.append(margin.targets, total - known)


def _must_have_residents(margin: Margin, line: FloatArray) -> None:
    for number, target in enumerate(margin.targets):
        if target > 0 and line[margin.category == number].sum() <= 0:
            raise DataError(
                "A published figure is about a group in which nobody lives.",
                where=f"margin by {margin.name}, category {number + 1}",
                try_="Check how the category is named in data/inputs/evidence.",
            )


def _step(margin: Margin, targets: FloatArray, table: FloatArray) -> FloatArray:
    line = _line(margin.axis, table)
    category = np.where(margin.category < 0, len(targets) - 1, margin.category)
    sums = np.bincount(category, weights=line, minlength=len(targets))
    ratio = np.divide(targets, sums, out=np.ones(len(targets)), where=sums > 0)
    return ratio[category]


def _line(axis: int, table: FloatArray) -> FloatArray:
    return table.sum(axis=tuple(a for a in range(table.ndim) if a != axis))


def _along(values: FloatArray, axis: int, ndim: int) -> FloatArray:
    return values.reshape([-1 if a == axis else 1 for a in range(ndim)])
