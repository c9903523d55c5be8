"""Access, reach and gaps under changed assumptions, for the whole country and every area type.

The same methods as the published figures: with default assumptions the results are those of the
release. What a part rests on is kept, so that a change works out only what it touches:

    need of small areas    definition, basis, scenario and year, ages, tier
    services that count    kinds, statuses, how capacity is counted
    journeys               the services, the longest journey, speed
    measures               all of these, the way supply is shared out, the threshold

There are no limits: an interval rests on draws that are made with the published assumptions, and
would be wrong beside a figure that rests on others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.catalogue.assumptions import TRAVEL_THRESHOLDS_MINUTES
from etl.methods.gap_draws import GapCase, Outcome, outcome
from etl.methods.gap_measures import PER_CHILDREN, capacity_measures, over, reach_measures
from etl.methods.links import Columns
from etl.methods.members import Members
from etl.methods.scenario_need import Need, NeedFacts, need_of
from etl.methods.scenario_parts import Assumptions, Layer, layer_weight, pick_services, shorten

FloatArray = npt.NDArray[np.float64]
PER = 10_000.0
# Parts that are kept are as large as the journeys: few. Results take 1.3 to 2 megabytes each: as
# many as visitors of one process ask for who all start from the named sets.
KEPT, KEPT_RESULTS = 4, 64


@dataclass(frozen=True, kw_only=True)
class Country:
    """What everything is worked out from.

    Attributes:
        need: Need of small areas by age, and what changes it.
        minutes: Journeys to all services with a point, compressed columns, small areas x services.
        services: Of these columns: `service_id`, `service_kind`, `status`, `beds`.
        members: Which small areas make up each planning area.
    """

    need: NeedFacts
    minutes: Columns
    services: pd.DataFrame
    members: Members


@dataclass(frozen=True)
class Measures:
    """Results by indicator id.

    Attributes:
        areas: Of all planning areas one below the other, each shape (areas,); NaN if not known.
        small: Works out those of small areas. They are not kept: few readers ask, and they are
            thirty times as many.
        uk: Of the United Kingdom; NaN if not known.
    """

    areas: dict[str, FloatArray]
    small: Callable[[], dict[str, FloatArray]]
    uk: dict[str, float]

    @property
    def small_areas(self) -> dict[str, FloatArray]:
        """Of small areas, each shape (small areas,)."""
        return self.small()


class Scenario:
    """Works measures out, and keeps parts of what it has worked out.

    Safe to share between threads: what is kept is never changed.

    Args:
        country: What everything rests on.
    """

    def __init__(self, country: Country) -> None:
        self.country = country
        self.need_of = _kept(lambda a: need_of(country.need, a), Assumptions.of_need)
        self._layer: Callable[[tuple[str, ...], Assumptions], Layer] = lru_cache(KEPT)(
            lambda kinds, a: pick_services(country.minutes, country.services, kinds=kinds, to=a)
        )
        self._short: Callable[[tuple[str, ...], Assumptions], Columns] = lru_cache(KEPT)(
            lambda kinds, a: shorten(self._layer(kinds, a.of_supply()), a)
        )
        self._measures: Callable[[str, Assumptions], Measures] = lru_cache(KEPT_RESULTS)(self._make)
        self._need_measures = lru_cache(4 * KEPT)(self._make_need)

    def measures(self, assumptions: Assumptions, *, kind: str) -> Measures:
        """Measures of one kind of service.

        Args:
            assumptions: What is assumed.
            kind: A kind that children are taken to.
        """
        return self._measures(kind, assumptions)

    def need_measures(self, assumptions: Assumptions) -> Measures:
        """Measures of need, and of residents."""
        return self._need_measures(assumptions.of_need())

    def layer(self, assumptions: Assumptions, *, kind: str) -> Layer:
        """The services that count."""
        return self._layer(assumptions.kinds(kind), assumptions.of_supply())

    def _make(self, kind: str, a: Assumptions) -> Measures:
        kinds = a.kinds(kind)
        layer = self._layer(kinds, a.of_supply())
        minutes = self._short(kinds, a.of_journeys())
        return measures_of(
            layer,
            minutes=minutes,
            need=self.need_of(a),
            members=self.country.members,
            assumptions=a,
            kind=kind,
        )

    def _make_need(self, a: Assumptions) -> Measures:
        need, members = self.need_of(a), self.country.members
        tiers = {tier: need.base * share for tier, share in self.country.need.tiers.items()}
        columns = {"need_all": need.children, "population_0_19": need.residents, **tiers}
        sums = members.sums(np.column_stack([np.nan_to_num(c) for c in columns.values()]))
        areas = {
            id_: np.where(_lost(need, members) & (id_ != "population_0_19"), np.nan, sums[:, i])
            for i, id_ in enumerate(columns)
        }
        areas["need_per_10000"] = PER * over(areas["need_all"], areas["population_0_19"])
        nations = members.rows["country"]
        uk = {id_: float(values[nations].sum()) for id_, values in areas.items()}
        uk["need_per_10000"] = float(
            PER * over(np.array(uk["need_all"]), np.array(uk["population_0_19"]))
        )

        def small() -> dict[str, FloatArray]:
            return {
                "need_all": need.children,
                "population_0_19": need.residents,
                "need_per_10000": PER * over(need.children, need.residents),
            }

        return Measures(areas, small, uk)


def measures_of(
    layer: Layer,
    *,
    minutes: Columns,
    need: Need,
    members: Members,
    assumptions: Assumptions,
    kind: str,
) -> Measures:
    """Measures for some services, which may be the register's or anyone's own.

    Args:
        layer: The services.
        minutes: Journeys to them that can count for capacity, at the speed assumed.
        need: Need of the small areas.
        members: Which small areas make up each area.
        assumptions: How supply is shared out, and what is within reach.
        kind: What the ids of the measures end in.
    """
    children = np.nan_to_num(need.children)
    thresholds = tuple(assumptions.threshold or t for t in TRAVEL_THRESHOLDS_MINUTES)
    nearest = layer.nearest * (100 / assumptions.speed)
    case = GapCase(
        need=children, minutes=minutes, nearest=nearest, supply=layer.supply, basis=layer.basis,
        weight=layer_weight(assumptions), district=np.zeros(len(children), dtype=np.int64),
        atom=members.atom, member=members.member, thresholds=thresholds,
    )  # fmt: skip
    found = outcome(case, variant=assumptions.sharing)
    reached = np.isfinite(nearest)
    times = members.sums(
        np.column_stack([children * np.where(reached, nearest, 0), children * reached])
    )
    lost = _lost(need, members)
    areas = {
        **capacity_measures(kind, found.areas, np.asarray(found.benchmark), members.nation),
        **reach_measures(kind, found.areas, TRAVEL_THRESHOLDS_MINUTES),
        f"minutes_to_{kind}": over(times[:, 0], times[:, 1]),
    }
    areas = {id_: np.where(lost, np.nan, values) for id_, values in areas.items()}
    nations = members.rows["country"]
    whole = found.areas[nations].sum(axis=0, keepdims=True)
    itself = np.zeros(1, dtype=np.int64)
    uk = {
        **capacity_measures(kind, whole, np.asarray(found.benchmark), itself),
        **reach_measures(kind, whole, TRAVEL_THRESHOLDS_MINUTES),
        f"minutes_to_{kind}": over(times[nations, 0].sum(keepdims=True),
                                   times[nations, 1].sum(keepdims=True)),
    }  # fmt: skip
    known = not lost[nations].any()
    own = need.children  # and not the rest of need, which would be kept with the result
    return Measures(
        areas,
        lambda: _small(kind, own, nearest, found, thresholds),
        {id_: float(v[0]) if known else float("nan") for id_, v in uk.items()
         if not id_.startswith("coverage_nation")},
    )  # fmt: skip


def _small(
    kind: str, need: FloatArray, nearest: FloatArray, found: Outcome, thresholds: tuple[int, ...]
) -> dict[str, FloatArray]:
    """Measures of small areas; NaN where need is not known, and shares where there is none."""
    some = np.where(need > 0, 1.0, np.nan)
    measures = {
        f"access_score_{kind}": PER_CHILDREN * found.access,
        f"coverage_uk_{kind}": 100 * some * over(found.access, np.asarray(found.benchmark)),
        f"capacity_shortfall_{kind}": found.shortfall,
        f"minutes_to_{kind}": some * np.where(np.isfinite(nearest), nearest, np.nan),
    }
    for own, threshold in zip(TRAVEL_THRESHOLDS_MINUTES, thresholds, strict=True):
        within = nearest <= threshold
        measures[f"share_within_{own}_{kind}"] = 100 * some * within
        measures[f"need_beyond_{own}_{kind}"] = np.where(within, 0.0, need)
    unknown = np.isnan(need)
    return {id_: np.where(unknown, np.nan, values) for id_, values in measures.items()}


def _lost(need: Need, members: Members) -> npt.NDArray[np.bool_]:
    """Areas that hold a small area whose need is not known."""
    unknown = np.isnan(need.children)
    if not unknown.any():
        return np.zeros(members.member.shape[0], dtype=bool)
    return np.asarray(members.sums(unknown.astype(np.float64)) > 0)


def _kept(
    make: Callable[[Assumptions], Need], part: Callable[[Assumptions], Assumptions]
) -> Callable[[Assumptions], Need]:
    """Keep what rests on a part of the assumptions."""
    kept = lru_cache(KEPT)(make)
    return lambda a: kept(part(a))
