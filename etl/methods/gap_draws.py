"""Gaps with everything that is uncertain drawn together: need, travel times and supply.

Each draw changes need and travel times by one factor for the whole country and one for each
district, and the supply of each service by a factor of its own. All measures are then worked out
anew, the national benchmark with them, so that what moves everywhere alike does not make one place
look worse than another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from etl.methods.floating import Variant, floating_catchment
from etl.methods.gap_causes import Factors, causes, national
from etl.methods.gaps import gap_share
from etl.methods.links import Columns, landing, with_data
from etl.methods.supply import supply_draws
from etl.methods.weights import Weight

FloatArray = npt.NDArray[np.float64]
SingleArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
CHUNK = 4096


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How uncertain the parts are, as standard deviations of logarithms.

    Attributes:
        need_shared: Of need, the same for all districts.
        need_centre: Middle of the draws of need over the estimate, as a logarithm.
        need_local: Of need, by district, shape (districts,).
        travel_shared: Of travel times, the same everywhere.
        travel_local: Of travel times, by district, shape (districts,).
        supply: Of a service's supply.
    """

    need_shared: float
    need_local: FloatArray
    travel_shared: float
    travel_local: FloatArray
    supply: float
    need_centre: float = 0.0


@dataclass(frozen=True, kw_only=True)
class GapCase:
    """What gaps are worked out from, for one kind of service.

    Attributes:
        need: Children, shape (small areas,).
        minutes: Compressed columns, small areas x services.
        nearest: Minutes to the nearest service, infinity where none, shape (small areas,).
        supply: Shape (services,).
        basis: How each supply is known, shape (services,).
        weight: Weight of a journey.
        district: Number of the district of each small area, shape (small areas,).
        atom: 1 where a small area lies in an atom, compressed rows, atoms x small areas. An atom
            holds the small areas that lie in the same area of every type.
        member: 1 where an atom lies in an area, compressed rows, areas x atoms.
        thresholds: Minutes for the share of need within reach.
    """

    need: FloatArray
    minutes: Columns
    nearest: FloatArray
    supply: FloatArray
    basis: npt.NDArray[np.str_]
    weight: Weight
    district: IntArray
    atom: sparse.csr_array
    member: sparse.csr_array
    thresholds: tuple[int, ...]


class Outcome(NamedTuple):
    """Measures under one draw, or the estimate itself.

    Attributes:
        access: Supply per child, shape (small areas,).
        benchmark: The same over all children.
        shortfall: Children whose share is missing, shape (small areas,).
        areas: Sums by area, shape (areas, columns): need, supply reached, shortfall, the three
            causes in children, and the need within each threshold.
    """

    access: FloatArray
    benchmark: float
    shortfall: FloatArray
    areas: FloatArray


class Draws(NamedTuple):
    """All draws: by small area (draws, small areas), and by area (draws, areas, columns)."""

    access: SingleArray
    coverage: SingleArray
    shortfall: SingleArray
    areas: FloatArray


def outcome(
    case: GapCase,
    *,
    need: FloatArray | None = None,
    time_factor: FloatArray | None = None,
    supply: FloatArray | None = None,
    variant: Variant = "e2sfca",
) -> Outcome:
    """Work out every measure, with parts changed where they are given.

    Args:
        case: What it rests on.
        need: Children instead of the case's, shape (small areas,).
        time_factor: Factor of travel times by small area, shape (small areas,).
        supply: Supply instead of the case's, shape (services,).
        variant: How supply is shared out.

    Returns:
        The measures.
    """
    children = case.need if need is None else need
    beds = case.supply if supply is None else supply
    minutes, nearest = case.minutes.data, case.nearest
    if time_factor is not None:
        minutes = minutes * time_factor[case.minutes.indices]
        nearest = nearest * time_factor
    weights = with_data(
        case.weight(minutes), case.minutes.indices, case.minutes.indptr, case.minutes.shape
    )
    demand = landing(weights, children)
    ratio = np.divide(beds, demand, out=np.zeros(len(beds)), where=demand > 0)
    columns = np.column_stack([np.ones(len(beds)), beds, ratio])
    factors = Factors(*np.ascontiguousarray((weights @ columns).T))
    if variant != "e2sfca":
        times = with_data(minutes, case.minutes.indices, case.minutes.indptr, case.minutes.shape)
        other = floating_catchment(
            need=children, supply=beds, minutes=times, weight=case.weight, variant=variant
        )
        factors = factors._replace(access=other)
    access = factors.access
    nation = national(need=children, factors=factors)
    shortfall = children * gap_share(access=access, benchmark=float(nation.access))
    parts = causes(factors=factors, nation=nation) * children
    reached = [children * (nearest <= threshold) for threshold in case.thresholds]
    columns = np.column_stack([children, children * access, shortfall, *parts, *reached])
    sums = np.asarray(case.member @ (case.atom @ columns))
    return Outcome(access, float(nation.access), shortfall, sums)


def draw(case: GapCase, *, spread: Spread, draws: int, seed: int) -> Draws:
    """Draw the uncertain parts and work out every measure each time.

    Args:
        case: What it rests on.
        spread: How uncertain the parts are.
        draws: How many.
        seed: Same seed, same draws.

    Returns:
        The measures of every draw; small areas in single precision.
    """
    rng = np.random.default_rng(seed)
    need_factor = _factors(rng, draws, spread.need_shared, spread.need_local, spread.need_centre)
    time_factor = _factors(rng, draws, spread.travel_shared, spread.travel_local, 0.0)
    supply = supply_draws(
        supply=case.supply, basis=case.basis, spread=spread.supply, draws=draws, rng=rng
    )
    shape = (draws, len(case.need))
    access, coverage, shortfall = (np.empty(shape, dtype=np.float32) for _ in range(3))
    columns = 6 + len(case.thresholds)
    areas = np.empty((draws, case.member.shape[0], columns))
    for number in range(draws):
        found = outcome(
            case,
            need=case.need * need_factor[number, case.district],
            time_factor=time_factor[number, case.district],
            supply=supply[number],
        )
        relative = found.access / found.benchmark if found.benchmark > 0 else found.access * np.nan
        access[number], coverage[number] = found.access, relative
        shortfall[number] = found.shortfall
        areas[number] = found.areas
    return Draws(access, coverage, shortfall, areas)


def limits(
    values: FloatArray | SingleArray, *, estimate: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """95% limits of draws, widened where needed to hold the estimate.

    Args:
        values: Shape (draws, places).
        estimate: The figures the limits belong to, shape (places,).

    Returns:
        Lower and upper limits, shape (places,); NaN where the estimate is.

    Example:
        >>> limits(np.linspace(0, 1, 201)[:, None], estimate=np.array([2.0]))
        (array([0.025]), array([2.]))
    """
    found = np.empty((2, values.shape[1]))
    for start in range(0, values.shape[1], CHUNK):
        part = slice(start, start + CHUNK)
        found[:, part] = np.quantile(
            np.ascontiguousarray(values[:, part].T), [0.025, 0.975], axis=1
        )
    return np.minimum(found[0], estimate), np.maximum(found[1], estimate)


def worst_fifth(values: FloatArray) -> FloatArray:
    """Share of the draws in which each area is in the worst fifth: the largest values.

    Args:
        values: Shape (draws, areas); a value of zero is no gap and never in the worst fifth.

    Returns:
        From 0 to 1, shape (areas,).

    Example:
        >>> worst_fifth(np.array([[3.0, 1.0, 0.0, 0.0, 0.0], [1.0, 2.0, 0.0, 0.0, 0.0]]))
        array([0.5, 0.5, 0. , 0. , 0. ])
    """
    count = values.shape[1]
    known = np.where(np.isnan(values), 0.0, values)
    place = np.ceil(count / 5).astype(int)
    bound = np.partition(known, count - place, axis=1)[:, count - place]
    return np.asarray(((known >= bound[:, None]) & (known > 0)).mean(axis=0))


def _factors(
    rng: np.random.Generator, draws: int, shared: float, local: FloatArray, centre: float
) -> FloatArray:
    """Factors by draw and district."""
    everywhere = rng.normal(centre, shared, size=(draws, 1))
    return np.asarray(np.exp(everywhere + rng.normal(size=(draws, len(local))) * local))
