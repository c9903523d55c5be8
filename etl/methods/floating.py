"""Floating catchments: how much supply each origin can reach, shared with all who reach it too.

Five variants of one idea. With need P, supply S, weight W(minutes), origins i and services j:

    2sfca    W is 1 within the catchment, whatever its size; otherwise as e2sfca
    e2sfca   A_i = sum_j W_ij R_j,              R_j = S_j / sum_k P_k W_kj
    3sfca    A_i = sum_j G_ij W_ij R_j,         R_j = S_j / sum_k P_k G_kj W_kj,
             G_ij = W_ij / sum_j W_ij           (a family chooses among the services in reach)
    m2sfca   A_i = sum_j W_ij W_ij R_j,         R_j = S_j / sum_k P_k W_kj
    bfca     A_i = sum_j R_j W_ij / sum_i W_ij, R_j = S_j / sum_k P_k W_kj / sum_j W_kj

Sources: 2sfca Luo and Wang 2003; e2sfca Luo and Qi 2009; 3sfca Wan, Zou and Sternberg 2012;
m2sfca Delamater 2013; bfca Paez, Higgins and Vivona 2019.

The sum of need times access equals the supply within reach of any need for 2sfca, e2sfca and
3sfca. For m2sfca it is at most that: supply that is far from everyone is partly lost. For bfca
the need that lands on services equals the need in reach, and the sum of access equals the sum of
R; need times access is not conserved.

Need and the ratio R of a service depend on its own column alone, so the table is read once, in
blocks of columns that stay in the processor's cache: weights are computed once for a block, swept
once for the need that lands on its services and once for the access they give. The two variants
that compare the services of an origin (3sfca, bfca) need the row sums first, so they read it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from etl.errors import DataError, UserError
from etl.methods.links import Columns, Minutes, as_columns, blocks, landing, with_data
from etl.methods.weights import Weight

FloatArray = npt.NDArray[np.float64]
Variant = Literal["2sfca", "e2sfca", "3sfca", "m2sfca", "bfca"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
CONSERVING: tuple[Variant, ...] = ("2sfca", "e2sfca", "3sfca")


class _Case(NamedTuple):
    need: FloatArray
    supply: FloatArray
    columns: Columns
    weight: Weight


def floating_catchment(
    *,
    need: npt.ArrayLike,
    supply: npt.ArrayLike,
    minutes: Minutes,
    weight: Weight,
    variant: Variant,
    normalise_with: Weight | None = None,
) -> FloatArray:
    """Supply within reach of each origin, per unit of need.

    Args:
        need: Children, or any count of people, shape (origins,). Zero is allowed.
        supply: Beds, or any capacity, shape (services,). Zero is allowed.
        minutes: Shape (origins, services), dense or scipy sparse. NaN, infinity and an absent
            entry of a sparse table mean that there is no journey.
        weight: Weight of a journey: `step_weight`, `gaussian_weight`, `gravity_weight` or any
            callable from minutes to weights. It must be zero where nothing should count.
        variant: One of `2sfca`, `e2sfca`, `3sfca`, `m2sfca`, `bfca`.
        normalise_with: For 3sfca only: the weight used in the denominator of the choice G, where
            it differs from `weight`. PySAL's `access` normalises over all journeys in its table
            and cuts at `max_cost` afterwards; give the weight without its limit for the same.

    Returns:
        Supply per unit of need, shape (origins,). 0 where nothing can be reached. A service that
        no need can reach has no ratio, and gives 0.

    Raises:
        UserError: If shapes do not agree, the variant is not known, or a weight is below zero.
        DataError: If need, supply or minutes are negative, or need or supply is not a number.

    Example:
        >>> from etl.methods.weights import step_weight
        >>> floating_catchment(need=[100, 300], supply=[8], minutes=[[20.0], [50.0]],
        ...     weight=step_weight({30: 1.0, 60: 0.5}), variant="e2sfca")
        array([0.032, 0.016])
    """
    case = _read(need, supply, minutes, weight)
    if variant not in VARIANTS:
        raise UserError(f"The variant {variant!r} is not known.", where="floating_catchment",
                        try_=f"Use one of {', '.join(VARIANTS)}.")  # fmt: skip
    if normalise_with is not None and variant != "3sfca":
        raise UserError(f"The variant {variant} does not normalise its weights.",
                        where="normalise_with", try_="Leave it out, or use 3sfca.")  # fmt: skip
    if variant == "3sfca":
        return _three_step(case, normalise_with or weight)
    if variant == "bfca":
        return _balanced(case)
    return _two_step(case, variant)


def _two_step(case: _Case, variant: Variant) -> FloatArray:
    access = np.zeros(len(case.need))
    for where, weights in _weights(case, case.weight):
        block = _map(weights, lambda w: (w > 0).astype(float)) if variant == "2sfca" else weights
        ratio = _ratio(case.supply[where], landing(block, case.need))
        access += (_map(block, np.square) if variant == "m2sfca" else block) @ ratio
    return access


def _three_step(case: _Case, normalise_with: Weight) -> FloatArray:
    inverse = _inverse(_row_sums(case, normalise_with))
    access = np.zeros(len(case.need))
    for where, weights in _weights(case, case.weight):
        if normalise_with is case.weight:
            block = _scale_rows(_map(weights, np.square), inverse)
        else:
            choice = _scale_rows(_block_weights(case, normalise_with, where), inverse)
            block = _multiply(weights, choice)
        access += block @ _ratio(case.supply[where], landing(block, case.need))
    return access


def _balanced(case: _Case) -> FloatArray:
    inverse = _inverse(_row_sums(case, case.weight))
    need, access = case.need * inverse, np.zeros(len(case.need))
    ones = np.ones(len(case.need))
    for where, block in _weights(case, case.weight):
        ratio = _ratio(case.supply[where], landing(block, need))
        access += block @ (ratio * _inverse(landing(block, ones)))
    return access


def _row_sums(case: _Case, weight: Weight) -> FloatArray:
    sums = np.zeros(len(case.need))
    for where, block in _weights(case, weight):
        sums += block @ np.ones(where.stop - where.start)
    return sums


def _weights(case: _Case, weight: Weight) -> Iterator[tuple[slice, Columns]]:
    for where, block in blocks(case.columns):
        yield where, _map(block, lambda times: _weigh(weight, times))


def _block_weights(case: _Case, weight: Weight, where: slice) -> Columns:
    """Weights of some columns by another weight."""
    part = case.columns[:, where]
    return next(_weights(case._replace(columns=part), weight))[1]


def _weigh(weight: Weight, times: FloatArray) -> FloatArray:
    found = np.asarray(weight(times), dtype=np.float64)
    if found.shape != times.shape:
        raise UserError("The weight does not give one value for each journey.", where="weight",
                        try_="It must take an array of minutes of any shape.")  # fmt: skip
    if not found.min(initial=0.0) >= 0:  # NaN fails this too
        raise UserError("A weight is below zero or not a number.", where="weight",
                        try_="Weights must be zero or more for every number of minutes, and zero "
                             "for infinity.")  # fmt: skip
    return found


def _ratio(supply: FloatArray, demand: FloatArray) -> FloatArray:
    if not np.isfinite(demand).all():
        raise UserError("A weight is infinite.", where="weight",
                        try_="Give gravity_weight a minimum above zero.")  # fmt: skip
    return np.divide(supply, demand, out=np.zeros(len(supply)), where=demand > 0)


def _inverse(sums: FloatArray) -> FloatArray:
    return np.divide(1.0, sums, out=np.zeros(len(sums)), where=sums > 0)


def _map(block: Columns, change: Callable[[FloatArray], FloatArray]) -> Columns:
    """Change every stored value of a block."""
    if isinstance(block, np.ndarray):
        return change(block)
    return with_data(change(block.data), block.indices, block.indptr, block.shape)


def _scale_rows(block: Columns, factor: FloatArray) -> Columns:
    if isinstance(block, np.ndarray):
        return block * factor[:, None]
    return _map(block, lambda values: values * factor[block.indices])


def _multiply(block: Columns, other: Columns) -> Columns:
    """Multiply two blocks with the same stored entries."""
    if isinstance(block, np.ndarray):
        return block * other
    return _map(block, lambda values: values * other.data)


def _read(need: npt.ArrayLike, supply: npt.ArrayLike, minutes: Minutes, weight: Weight) -> _Case:
    people, capacity = _amounts(need, "need"), _amounts(supply, "supply")
    columns = as_columns(minutes)
    if columns.shape != (len(people), len(capacity)):
        raise UserError(
            f"The minutes are {columns.shape[0]:,} origins by {columns.shape[1]:,} services, but "
            f"there are {len(people):,} values of need and {len(capacity):,} of supply.",
            where="floating_catchment",
            try_="Give one row of minutes for each origin and one column for each service.",
        )
    return _Case(people, capacity, columns, weight)


def _amounts(values: npt.ArrayLike, name: str) -> FloatArray:
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1:
        raise UserError(f"The {name} has {found.ndim} dimensions; one is needed.", where=name,
                        try_="Give one number for each origin or service.")  # fmt: skip
    wrong = np.flatnonzero(~(np.isfinite(found) & (found >= 0)))
    if len(wrong):
        raise DataError(
            f"The {name} is negative or not known in {len(wrong):,} places.",
            where=f"{name}[{wrong[0]}] is {found[wrong[0]]:g}",
            try_="Leave out what is not known, or estimate it with etl.methods.supply.",
        )
    return found
