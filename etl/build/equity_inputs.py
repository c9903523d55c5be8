"""What equity rests on: the groups of the small areas, and the figures of each group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from etl.build.context import Context
from etl.catalogue.areas import PLANNING_AREA_TYPES, UK
from etl.catalogue.assumptions import TRAVEL_Z
from etl.catalogue.comparison import (
    BOUNDED_INDICATORS,
    DIMENSIONS,
    EQUITY_INDICATORS,
    HIGHEST_SHARE,
    SHARED_OUT_INDICATORS,
    Dimension,
)
from etl.errors import DataError
from etl.methods.equity import TheilSums

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
_SHORTFALL_SHARE = "shortfall_share_"


@dataclass(frozen=True)
class Places:
    """One set of areas: those of a type, or the United Kingdom.

    Attributes:
        area_type: Area type the rows are given under.
        codes: Codes of the areas.
        area: Number of the area of each small area, -1 for none, shape (small areas,).
        is_uk: Whether it is the United Kingdom as one area.
    """

    area_type: str
    codes: list[str]
    area: IntArray
    is_uk: bool = False


@dataclass(frozen=True)
class GroupFigures:
    """The figure of each group for one indicator, each (areas, groups); NaN where not known.

    Attributes:
        value: Mean of the small areas' figures, weighted by need.
        chance: Standard error from chance: the variance between the group's neighbourhoods over its
            number of children. For a share it is that of a proportion of so many children.
        shared: Standard error of the model of journeys and capacity, which all groups share.
        known: Need that has a figure.
    """

    value: FloatArray
    chance: FloatArray
    shared: FloatArray
    known: FloatArray

    def limits(self, *, z: float, highest: float) -> tuple[FloatArray, FloatArray]:
        """Limits that hold both errors, cut at the lowest and highest possible value."""
        half = z * np.hypot(self.chance, self.shared)
        return np.maximum(self.value - half, 0.0), np.minimum(self.value + half, highest)


@dataclass(frozen=True)
class Groups:
    """The groups of every area of a set, each array (areas, groups).

    Attributes:
        places: The areas.
        dimension: How the groups are made.
        need: Children with life-limiting conditions.
        population: Residents aged 0 to 19.
        small_areas: How many small areas.
        figures: Figures by indicator id.
        shared_out: For what can be shared out: sums for the Theil index by indicator id.
    """

    places: Places
    dimension: Dimension
    need: FloatArray
    population: FloatArray
    small_areas: IntArray
    figures: dict[str, GroupFigures]
    shared_out: dict[str, TheilSums]

    @property
    def enough(self) -> npt.NDArray[np.bool_]:
        """Areas with enough small areas and enough groups that have children, shape (areas,)."""
        return np.asarray(
            (self.small_areas.sum(axis=1) >= self.dimension.small_areas)
            & ((self.need > 0).sum(axis=1) >= self.dimension.fewest_groups)
        )


def highest_of(indicator_id: str) -> float:
    """Highest possible value of an indicator: infinity where there is none."""
    return HIGHEST_SHARE if indicator_id in BOUNDED_INDICATORS else np.inf


def places(context: Context) -> Iterator[Places]:
    """Every set of areas, the United Kingdom first."""
    size = len(context.small_areas)
    yield Places("country", [UK], np.zeros(size, dtype=np.int64), is_uk=True)
    for area_type in PLANNING_AREA_TYPES:
        area, codes = context.groups(area_type.id)
        yield Places(area_type.id, codes, area)


def all_groups(context: Context) -> list[Groups]:
    """The groups of every area in every dimension that means the same all over it.

    Worked out once for a build: `equity_groups` gives their figures, `equity` measures them.
    """
    return context.once("equity_groups", lambda: _all_groups(context))


def _all_groups(context: Context) -> list[Groups]:
    columns = _small_area_columns(context)
    return [
        _groups(context, where, dimension, columns)
        for where in places(context)
        for dimension in DIMENSIONS
        if not (where.is_uk and dimension.national)
    ]


def _groups(context: Context, where: Places, dimension: Dimension, columns: FloatArray) -> Groups:
    """Add the columns of the small areas up to the groups of each area."""
    number, size = group_numbers(context)[dimension.id], len(dimension.groups)
    inside = np.flatnonzero((where.area >= 0) & (number >= 0))
    cell = where.area[inside] * size + number[inside]
    shape = (len(where.codes), size)
    member = sparse.csr_array(
        (np.ones(len(inside)), (cell, inside)), shape=(shape[0] * size, len(number))
    )
    sums = np.moveaxis((member @ columns).reshape(*shape, -1), -1, 0)
    count, need, population = sums[:3]
    parts = sums[3:].reshape(-1, _PARTS, *shape)
    return Groups(
        places=where,
        dimension=dimension,
        need=need,
        population=population,
        small_areas=count.astype(np.int64),
        figures={id_: _figures(*parts[k, :4]) for k, id_ in enumerate(EQUITY_INDICATORS)},
        shared_out={
            id_: TheilSums(parts[k, 0], parts[k, 1], parts[k, 4])
            for k, id_ in enumerate(EQUITY_INDICATORS)
            if id_ in SHARED_OUT_INDICATORS
        },
    )


def _figures(
    known: FloatArray, total: FloatArray, squares: FloatArray, half: FloatArray
) -> GroupFigures:
    size = np.where(known > 0, known, np.nan)
    mean = total / size
    variance = np.maximum(squares / size - mean**2, 0.0)
    return GroupFigures(mean, np.sqrt(variance / size), half / size / TRAVEL_Z, known)


_PARTS = 5


def _small_area_columns(context: Context) -> FloatArray:
    """Columns that are added up, shape (small areas, columns).

    One, need and population; then for each indicator the need that has a figure, and that need
    times the figure, its square, half the width of its interval, and the figure times its
    logarithm.
    """
    need, population = children(context)
    columns = [np.ones(len(need)), need, population]
    for value, half in small_area_figures(context).values():
        weight, filled = np.where(np.isnan(value), 0.0, need), np.nan_to_num(value)
        log = np.log(filled, out=np.zeros(len(filled)), where=filled > 0)
        parts = (np.ones(len(need)), filled, filled**2, np.nan_to_num(half), filled * log)
        columns += [weight * part for part in parts]
    return np.column_stack(columns)


def small_area_figures(context: Context) -> dict[str, tuple[FloatArray, FloatArray]]:
    """Value and half the width of its interval of each small area, by indicator.

    Raises:
        DataError: If the rows of an indicator are not the small areas in their order.
    """
    return context.once("equity_figures", lambda: _small_area_figures(context))


def _small_area_figures(context: Context) -> dict[str, tuple[FloatArray, FloatArray]]:
    table = context.built(
        "indicators_small_area", columns=["area_code", "indicator_id", "value", "lower", "upper"]
    )
    blocks, need = _blocks(context, table), children(context)[0]
    some = np.where(need > 0, need, np.nan)
    found = {}
    for id_ in EQUITY_INDICATORS:
        kind = id_.removeprefix(_SHORTFALL_SHARE)
        is_share = id_.startswith(_SHORTFALL_SHARE)
        rows = blocks[f"capacity_shortfall_{kind}" if is_share else id_]
        value, lower, upper = (rows[c].to_numpy(float) for c in ("value", "lower", "upper"))
        scale = HIGHEST_SHARE / some if is_share else 1.0
        found[id_] = (value * scale, (upper - lower) / 2 * scale)
    return found


def group_numbers(context: Context) -> dict[str, IntArray]:
    """Number of the group of each small area from 0 in every dimension, -1 for none."""
    return context.once("equity_numbers", lambda: _group_numbers(context.small_areas))


def _group_numbers(frame: pd.DataFrame) -> dict[str, IntArray]:
    return {
        "deprivation_fifth": frame["deprivation_fifth"].to_numpy(np.int64) - 1,
        "deprivation_tenth": frame["deprivation_decile"].to_numpy(np.int64) - 1,
        "uk_deprivation_tenth": frame["uk_deprivation_decile"].to_numpy(np.int64) - 1,
        "ethnic_fifth": _ethnic_fifths(frame),
        "urban_rural": frame["urban_rural"].map({"Urban": 0, "Rural": 1})
        .fillna(-1).to_numpy(np.int64),
    }  # fmt: skip


def _ethnic_fifths(frame: pd.DataFrame) -> IntArray:
    """Fifths of the UK's small areas by the share of residents who are not White, 0 the largest."""
    white = frame["share_white"]
    place = white.rank(method="first", na_option="keep")
    fifth = np.ceil(5 * place / white.notna().sum()) - 1
    return np.asarray(fifth.fillna(-1).to_numpy(np.int64))


def children(context: Context) -> tuple[FloatArray, FloatArray]:
    """Need and residents aged 0 to 19 of each small area."""
    return context.once("equity_need", lambda: _children(context))


def _children(context: Context) -> tuple[FloatArray, FloatArray]:
    table = context.built("need_small_area", columns=["need", "population_0_19"])
    return table["need"].to_numpy(float), table["population_0_19"].to_numpy(float)


def _blocks(context: Context, table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows of each indicator: one block of all small areas in their order."""
    size = len(context.small_areas)
    found = {}
    for start in range(0, len(table), size):
        block = table.iloc[start : start + size]
        ids, codes = block["indicator_id"].iloc[[0, -1]], block["area_code"].cat.codes.to_numpy()
        if not start:
            order, first = codes, block["area_code"].astype(str).to_numpy()
            whole = np.array_equal(first, context.small_areas["small_area_code"].astype(str))
        if not whole or len(set(ids)) > 1 or not np.array_equal(codes, order):
            raise DataError(
                f"The rows of {ids.iloc[0]} are not the small areas in their order.",
                where="indicators_small_area", try_="Run `python -m etl build`.",
            )  # fmt: skip
        found[str(ids.iloc[0])] = block
    return found
