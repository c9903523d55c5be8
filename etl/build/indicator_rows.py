"""Tidy indicator rows for one area type, from arrays by small area."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.build.context import Context
from etl.build.travel import travel_spread
from etl.catalogue.assumptions import TRAVEL_THRESHOLDS_MINUTES, TRAVEL_Z
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.catalogue.services import DESTINATION_KINDS
from etl.methods import gaps
from etl.methods.gaps import Estimate

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
PER = 10_000.0


@dataclass(frozen=True)
class Facts:
    """What every small area has, each (small areas,).

    Attributes:
        need: Children with life-limiting conditions.
        population: Residents aged 0 to 19.
        minutes: Minutes to the nearest service by kind, infinity where none.
        error: Relative error of a journey that starts there, for its limits.
    """

    need: FloatArray
    population: FloatArray
    minutes: dict[str, FloatArray]
    error: FloatArray

    @classmethod
    def of(cls, context: Context) -> Facts:
        """Read them from the tables built before."""
        need = context.built("need_small_area", columns=["population_0_19", "need"])
        access = context.built("access_small_area", columns=["service_kind", "nearest_minutes"])
        by_kind = access.groupby("service_kind", observed=True)["nearest_minutes"]
        return cls(
            need=need["need"].to_numpy(),
            population=need["population_0_19"].to_numpy(),
            minutes={str(kind): part.fillna(np.inf).to_numpy() for kind, part in by_kind},
            error=np.expm1(TRAVEL_Z * travel_spread(context)),
        )


@dataclass(frozen=True)
class AreaNeed:
    """Need of the areas of one type, each (areas,)."""

    population: FloatArray
    value: FloatArray
    lower: FloatArray
    upper: FloatArray


def estimates(facts: Facts, need: AreaNeed, area: IntArray) -> dict[str, Estimate]:
    """Every indicator of the areas of one type.

    Args:
        facts: Arrays by small area.
        need: Need of the areas.
        area: Number of the area of each small area, -1 for none.

    Returns:
        Estimate by indicator id; NaN where a figure is not known.
    """
    none = np.full(len(need.value), np.nan)
    found = {
        "need_all": Estimate(need.value, need.lower, need.upper),
        "need_per_10000": Estimate(*(_rate(x, need.population) for x in
                                     (need.value, need.lower, need.upper))),
        "population_0_19": Estimate(need.population, none, none),
    }  # fmt: skip
    for kind in DESTINATION_KINDS:
        minutes = facts.minutes[kind.id]
        for threshold in TRAVEL_THRESHOLDS_MINUTES:
            reached = gaps.reach(
                need=facts.need, minutes=minutes, threshold=threshold, area=area,
                error=facts.error,
            )  # fmt: skip
            found[f"share_within_{threshold}_{kind.id}"] = Estimate(*(100 * x for x in reached))
            found[f"need_beyond_{threshold}_{kind.id}"] = gaps.need_beyond(
                reached=reached, need=need.value, need_lower=need.lower, need_upper=need.upper
            )
        found[f"minutes_to_{kind.id}"] = gaps.mean_minutes(
            need=facts.need, minutes=minutes, area=area, error=facts.error
        )
    return found


def tidy(
    found: dict[str, Estimate],
    *,
    area_type: str,
    codes: list[str],
    basis: str,
    period: list[str],
    uk: dict[str, float],
    notes: dict[str, list[str | None]],
) -> pd.DataFrame:
    """Put the estimates of one area type into rows of the table `indicators`."""
    return pd.concat(
        [
            _rows(
                id_, estimate, area_type=area_type, codes=codes, basis=basis, period=period,
                uk=uk.get(id_, np.nan), note=notes.get(INDICATOR_BY_ID[id_].service_kind),
            )
            for id_, estimate in found.items()
        ],
        ignore_index=True,
    )  # fmt: skip


def _rows(
    indicator_id: str,
    estimate: Estimate,
    *,
    area_type: str,
    codes: list[str],
    basis: str,
    period: list[str],
    uk: float,
    note: list[str | None] | None,
) -> pd.DataFrame:
    indicator, size = INDICATOR_BY_ID[indicator_id], len(codes)
    return pd.DataFrame(
        {
            "area_type": _constant(area_type, size),
            "area_code": pd.Categorical.from_codes(np.arange(size), codes),
            "indicator_id": _constant(indicator_id, size),
            "period": pd.Categorical(period),
            "basis": _constant(basis, size),
            "value": estimate.value,
            "lower": estimate.lower,
            "upper": estimate.upper,
            "unit": _constant(indicator.unit, size),
            "comparison": compare(estimate, uk, comparable=is_comparable(indicator_id)),
            "rank": pd.Series(estimate.value).rank(ascending=False, method="min"),
            "note": pd.Categorical(note if note is not None else [None] * size),
        }
    )


def is_comparable(indicator_id: str) -> bool:
    """Whether an area is compared with the UK: not counts, which only say how large an area is.

    The rate of need is not compared either: the doubts about it are shared by all areas, and its
    differences come from the model alone.
    """
    indicator = INDICATOR_BY_ID[indicator_id]
    return bool(indicator.service_kind) and not indicator.is_count


def compare(estimate: Estimate, uk: float, *, comparable: bool) -> pd.Categorical:
    """Say whether each interval lies above, around or below the UK figure."""
    words = ["higher", "similar", "lower", "not_compared"]
    if not comparable or np.isnan(uk):
        return pd.Categorical.from_codes([3] * len(estimate.value), words)
    codes = np.select(
        [np.isnan(estimate.value), estimate.lower > uk, estimate.upper < uk], [3, 0, 2], default=1
    )
    return pd.Categorical.from_codes(codes, words)


def _rate(children: FloatArray, population: FloatArray) -> FloatArray:
    return np.divide(
        children * PER, population, out=np.full(len(children), np.nan), where=population > 0
    )


def _constant(word: str, size: int) -> pd.Categorical:
    return pd.Categorical.from_codes(np.zeros(size, dtype=np.int8), [word])
