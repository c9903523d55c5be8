"""The draws over need, on the areas and small areas of a build: made once for all steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.build.context import Context
from etl.build.need_model import NeedModel, need_model
from etl.build.published import need_spread
from etl.catalogue.areas import ENGLAND, PLANNING_AREA_TYPES, UK
from etl.catalogue.assumptions import DEFAULT_BASIS, DRAWS, NATIONAL_STUDY, SEED
from etl.methods.uncertainty import Cells, Draws, expected_children, make_draws

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
_PATCH_LEVELS = ("region_code", "ltla_code", "constituency_code")


@dataclass(frozen=True)
class Areas:
    """Every planning area, and the United Kingdom last.

    Attributes:
        area_type: Shape (areas,).
        area_code: Shape (areas,).
        members: For each area type its first row and the area number of each small area.
        nation: Row of the nation that each area lies in, shape (areas,); -1 for the whole.
    """

    area_type: list[str]
    area_code: list[str]
    members: tuple[tuple[int, IntArray], ...]
    nation: IntArray

    def sums(self, values: FloatArray) -> FloatArray:
        """Add up small areas, shape (small areas, ...), to areas, shape (areas, ...)."""
        flat = values.reshape(len(values), -1)
        out = np.zeros((len(self.area_code), flat.shape[1]))
        for start, number in self.members:
            inside = number >= 0
            size = int(number.max(initial=-1)) + 1
            for column in range(flat.shape[1]):
                out[start : start + size, column] = np.bincount(
                    number[inside], flat[inside, column], size
                )
        return out.reshape(len(out), *values.shape[1:])


@dataclass(frozen=True)
class Simulation:
    """Draws of one build.

    Attributes:
        areas: The rows.
        cells: Children by area and cell, default basis.
        draws: Every uncertain input.
        expected: Modelled children before chance by basis, shape (areas, draws).
        published: Published children, shape (areas,).
        need: The estimate by basis, shape (areas,).
    """

    areas: Areas
    cells: Cells
    draws: Draws
    expected: dict[str, FloatArray]
    published: FloatArray
    need: dict[str, FloatArray]


def simulation(context: Context) -> Simulation:
    """Draw once, whichever step asks first."""
    return context.once("simulation", lambda: _make(context))


def year_of(context: Context) -> float:
    """Decimal year of the newest population used: mid-2023 is 2023.5."""
    years = context.small_areas["population_vintage"].str.extract(r"(\d{4})")[0].astype(int)
    return float(years.max()) + 0.5


def _make(context: Context) -> Simulation:
    model, areas = need_model(context), all_areas(context)
    default = model.need[DEFAULT_BASIS]
    modelled = np.where(model.published, 0.0, default)
    patch, levels = _patches(context)
    english = (context.small_areas["country_code"] == ENGLAND).to_numpy()
    spread = need_spread(context, year=year_of(context))
    cells = Cells(
        children=_area_cells(areas, model, modelled),
        england=_england_cells(model, english),
        patches=_patch_shares(areas, patch, modelled, len(levels[0])),
        published=areas.sums(np.where(model.published, default, 0.0)),
    )
    draws = make_draws(
        spread, count=DRAWS, groups=model.shares.shape[1], levels=levels,
        england=np.bincount(patch, modelled * english, len(levels[0])).astype(np.float64),
        rng=np.random.default_rng(SEED),
    )  # fmt: skip
    expected = expected_children(cells, draws)
    need = {basis: areas.sums(values) for basis, values in model.need.items()}
    by_basis = {
        DEFAULT_BASIS: expected,
        NATIONAL_STUDY: _national(context, areas, model, expected, draws),
    }
    return Simulation(areas, cells, draws, by_basis, cells.published, need)


def all_areas(context: Context) -> Areas:
    """Rows of every planning area, in the order of types and codes, and then the whole."""
    types: list[str] = []
    codes: list[str] = []
    members = []
    country, _ = context.groups("country")
    nation: list[int] = []
    for area_type in PLANNING_AREA_TYPES:
        number, names = context.groups(area_type.id)
        members.append((len(codes), number))
        first = pd.Series(country).groupby(pd.Series(number)).first()
        nation += [int(first[i]) for i in range(len(names))]
        types += [area_type.id] * len(names)
        codes += names
    members.append((len(codes), np.zeros(len(country), dtype=np.int64)))
    return Areas([*types, "country"], [*codes, UK], tuple(members), np.array([*nation, -1]))


def _england_cells(model: NeedModel, english: npt.NDArray[np.bool_]) -> FloatArray:
    """England's children before published counts, shape (age ranges, groups, tenths)."""
    parts = _parts(model, model.modelled.sum(axis=1) * english)
    return np.stack([parts[model.tenth == q].sum(axis=0) for q in range(10)], axis=-1)


def _parts(model: NeedModel, children: FloatArray) -> FloatArray:
    """Children by age range and group at the central risks, (small areas, ranges, groups)."""
    ages = _shares_of(model.modelled)
    groups = _shares_of(model.shares * model.rates.group)
    return children[:, None, None] * ages[:, :, None] * groups[:, None, :]


def _shares_of(values: FloatArray) -> FloatArray:
    total = values.sum(axis=1, keepdims=True)
    return np.divide(values, total, out=np.zeros_like(values), where=total > 0)


def _area_cells(areas: Areas, model: NeedModel, children: FloatArray) -> FloatArray:
    parts = _parts(model, children)
    out = np.zeros((len(areas.area_code), parts.shape[1], parts.shape[2], 10))
    for start, number in areas.members:
        inside = number >= 0
        size = int(number.max(initial=-1)) + 1
        place = number[inside] * 10 + model.tenth[inside]
        for a in range(parts.shape[1]):
            for g in range(parts.shape[2]):
                counts = np.bincount(place, parts[inside, a, g], size * 10)
                out[start : start + size, a, g] = counts.reshape(size, 10)
    return out


def _patches(context: Context) -> tuple[IntArray, tuple[IntArray, ...]]:
    """Number of the patch of each small area: those alike in region, council and constituency."""
    frame = context.small_areas
    keys = [pd.factorize(frame[column])[0].astype(np.int64) for column in _PATCH_LEVELS]
    unique, patch = np.unique(np.stack(keys, axis=1), axis=0, return_inverse=True)
    return patch.reshape(-1), tuple(unique[:, i] for i in range(len(keys)))


def _patch_shares(areas: Areas, patch: IntArray, children: FloatArray, count: int) -> FloatArray:
    out = np.zeros((len(areas.area_code), count))
    for start, number in areas.members:
        inside = number >= 0
        size = int(number.max(initial=-1)) + 1
        sums = np.bincount(number[inside] * count + patch[inside], children[inside], size * count)
        out[start : start + size] = sums.reshape(size, count)
    return _shares_of(out)


def _national(
    context: Context, areas: Areas, model: NeedModel, expected: FloatArray, draws: Draws
) -> FloatArray:
    """The same draws with each nation held to its own study; NaN where there is none."""
    country, names = context.groups("country")
    rows = np.arange(len(names))  # the nations stand first
    modelled = model.modelled.sum(axis=1)
    held = np.where(model.published, 0.0, modelled * model.nation_factor)
    centre = np.array([held[country == n].sum() for n in rows])
    moved = centre[:, None] * draws.definition * draws.trend
    ratio = np.divide(
        moved, expected[rows], out=np.full(moved.shape, np.nan), where=expected[rows] > 0
    )
    found = expected * ratio[np.maximum(areas.nation, 0)]
    # The whole is known only where every nation is.
    found[-1] = found[rows].sum(axis=0)
    return found


def small_area_spread(context: Context) -> tuple[FloatArray, FloatArray]:
    """Mean factor and squared coefficient of variation of each small area's expected number.

    Small areas of the same deprivation tenth and a similar ethnic mix share them; they are found
    from the same draws, with the local difference added.
    """
    model, found = need_model(context), simulation(context)
    spread = need_spread(context, year=year_of(context))
    risk = model.shares @ model.rates.group
    edges = np.quantile(risk, np.linspace(0.1, 0.9, 9))
    kind = model.tenth * 10 + np.searchsorted(edges, risk)
    parts = _parts(model, model.need[DEFAULT_BASIS])
    children = np.zeros((100, parts.shape[1], parts.shape[2], 10))
    for one in np.unique(kind):
        children[one, :, :, one // 10] = parts[kind == one].sum(axis=0)
    central = children.sum(axis=(1, 2, 3))
    cells = Cells(
        children=children, england=found.cells.england, patches=np.ones((100, 1)),
        published=np.zeros(100),
    )  # fmt: skip
    flat = Draws(
        definition=found.draws.definition, trend=found.draws.trend, risks=found.draws.risks,
        slope=found.draws.slope, local=np.ones((found.draws.count, 1)),
    )  # fmt: skip
    drawn = expected_children(cells, flat)
    mean = drawn.mean(axis=1)
    factor = np.divide(mean, central, out=np.ones(100), where=central > 0)
    cv = np.divide(drawn.var(axis=1), mean**2, out=np.zeros(100), where=mean > 0)
    local = np.expm1(spread.local_error**2)
    known, here = model.published, kind
    return np.where(known, 1.0, factor[here]), np.where(
        known, local, (1 + cv[here]) * (1 + local) - 1
    )
