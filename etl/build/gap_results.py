"""The gaps of every area and kind with their limits: worked out once, read by several tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.build.context import Context
from etl.build.gap_inputs import gap_case, gap_spread, members
from etl.catalogue.assumptions import GAP_DRAWS, GAP_SEED, TRAVEL_THRESHOLDS_MINUTES
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.catalogue.services import CAPACITY_KINDS, DESTINATION_KINDS
from etl.methods.gap_causes import CAUSES
from etl.methods.gap_draws import Draws, Outcome, SingleArray, draw, limits, outcome, worst_fifth
from etl.methods.gap_measures import (
    FIRST_CAUSE,
    NEED,
    PER_CHILDREN,
    SHORTFALL,
    SUPPLY_MET,
    capacity_measures,
    over,
    reach_measures,
)
from etl.methods.gaps import Estimate
from etl.methods.members import Members

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class KindResults:
    """Gaps for one kind of service.

    Attributes:
        areas: Estimates by indicator id, of all planning areas one below the other.
        small_areas: The same of small areas.
        uk: The same of the United Kingdom as one area.
        main_probability: Share of draws in which the main cause is the largest, shape (areas,).
    """

    areas: dict[str, Estimate]
    small_areas: dict[str, Estimate]
    uk: dict[str, Estimate]
    main_probability: FloatArray


@dataclass(frozen=True)
class GapResults:
    """Gaps for all kinds, and the order of the areas."""

    members: Members
    kinds: dict[str, KindResults]

    def of_type(self, area_type: str) -> dict[str, Estimate]:
        """Estimates of one area type by indicator id."""
        rows = self.members.rows[area_type]
        return {
            id_: Estimate(*(part[rows] for part in estimate))
            for results in self.kinds.values()
            for id_, estimate in results.areas.items()
            if id_ in INDICATOR_BY_ID
        }

    def of_uk(self) -> dict[str, Estimate]:
        """Estimates of the United Kingdom by indicator id."""
        return {
            id_: estimate
            for results in self.kinds.values()
            for id_, estimate in results.uk.items()
            if id_ in INDICATOR_BY_ID
        }

    def of_small_areas(self) -> dict[str, Estimate]:
        """Estimates of the small areas by indicator id."""
        return {k: v for results in self.kinds.values() for k, v in results.small_areas.items()}


def gap_results(context: Context) -> GapResults:
    """Draw everything once for a build, and keep what came out."""
    return context.once("gap_results", lambda: _make(context))


def _make(context: Context) -> GapResults:
    found, spread = members(context), gap_spread(context)
    kinds = {}
    for kind in DESTINATION_KINDS:
        case = gap_case(context, kind=kind.id, found=found)
        drawn = draw(case, spread=spread, draws=GAP_DRAWS, seed=GAP_SEED)
        kinds[kind.id] = _results(kind.id, outcome(case), drawn, found, case.need)
    return GapResults(found, kinds)


def _results(
    kind: str,
    central: Outcome,
    drawn: Draws,
    found: Members,
    need: FloatArray,
) -> KindResults:
    areas = _reach(kind, central.areas, drawn.areas)
    if kind not in {k.id for k in CAPACITY_KINDS}:
        return KindResults(areas, {}, {}, np.full(len(found.nation), np.nan))
    benchmarks = _uk(drawn.areas, found)
    values = capacity_measures(kind, central.areas, np.asarray(central.benchmark), found.nation)
    draws = capacity_measures(kind, drawn.areas, benchmarks[:, None], found.nation)
    for id_, value in values.items():
        areas[id_] = Estimate(value, *limits(draws[id_], estimate=value))
    shares = draws[f"shortfall_share_{kind}"]
    worst = np.concatenate([100 * worst_fifth(shares[:, rows]) for rows in found.rows.values()])
    areas[f"worst_fifth_{kind}"] = Estimate(worst, *(np.full(len(worst), np.nan),) * 2)
    return KindResults(
        areas,
        _small(kind, central, drawn, need),
        _whole(kind, central, drawn, found),
        _main(central, drawn),
    )


def _whole(kind: str, central: Outcome, drawn: Draws, found: Members) -> dict[str, Estimate]:
    """Measures of capacity for all nations together, except those relative to one nation."""
    nations, itself = found.rows["country"], np.zeros(1, dtype=np.int64)
    estimate, draws = (
        capacity_measures(kind, sums, np.asarray(benchmark)[..., None], itself)
        for sums, benchmark in (
            (central.areas[nations].sum(axis=0, keepdims=True), central.benchmark),
            (drawn.areas[:, nations].sum(axis=1, keepdims=True), _uk(drawn.areas, found)),
        )
    )
    return {
        id_: Estimate(value, *limits(draws[id_], estimate=value))
        for id_, value in estimate.items()
        if not id_.startswith("coverage_nation")
    }


def _reach(kind: str, central: FloatArray, drawn: FloatArray) -> dict[str, Estimate]:
    """Need beyond each threshold and share within it."""
    values, draws = (
        reach_measures(kind, table, TRAVEL_THRESHOLDS_MINUTES) for table in (central, drawn)
    )
    return {
        id_: Estimate(value, *limits(draws[id_], estimate=value)) for id_, value in values.items()
    }


def _uk(drawn: FloatArray, found: Members) -> FloatArray:
    """The benchmark of each draw: the nations added up."""
    nations = drawn[:, found.rows["country"], :].sum(axis=1)
    return over(nations[:, SUPPLY_MET], nations[:, NEED])


def _main(central: Outcome, drawn: Draws) -> FloatArray:
    """Share of the draws with a gap in which the main cause is the same as in the estimate."""
    columns = slice(FIRST_CAUSE, FIRST_CAUSE + len(CAUSES))
    main = central.areas[:, columns].argmax(axis=1)
    same = drawn.areas[:, :, columns].argmax(axis=2) == main
    gap = drawn.areas[:, :, SHORTFALL] > 0
    share = over((same & gap).sum(axis=0).astype(float), gap.sum(axis=0).astype(float))
    return np.where(central.areas[:, SHORTFALL] > 0, share, np.nan)


def _small(kind: str, central: Outcome, drawn: Draws, need: FloatArray) -> dict[str, Estimate]:
    known = np.where(need > 0, 1.0, np.nan)
    coverage = 100 * known * over(central.access, np.asarray(central.benchmark))
    values: dict[str, tuple[FloatArray, SingleArray]] = {
        "access_score": (PER_CHILDREN * central.access, np.float32(PER_CHILDREN) * drawn.access),
        "coverage_uk": (coverage, np.float32(100) * drawn.coverage),
        "capacity_shortfall": (central.shortfall, drawn.shortfall),
    }
    return {
        f"{name}_{kind}": Estimate(value, *limits(draws, estimate=value))
        for name, (value, draws) in values.items()
    }
