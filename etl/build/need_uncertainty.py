"""`need_uncertainty`: limits, ranks and drivers of every measure of need, from the draws."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.build.context import Context
from etl.build.monte_carlo import Simulation, simulation
from etl.build.need_evidence import TierShare, tier_shares
from etl.build.need_model import need_model
from etl.build.transition import transition
from etl.catalogue.areas import SCOTLAND, UK
from etl.catalogue.assumptions import (
    DEFAULT_BASIS,
    INNER_CONFIDENCE,
    NEED_CONFIDENCE,
    SEED,
)
from etl.catalogue.fields import DRIVERS
from etl.methods.ranks import limits, rank_areas
from etl.methods.uncertainty import relative_variances, with_chance

FloatArray = npt.NDArray[np.float64]
RANK_FIELDS = ("rank_middle", "rank_lower", "rank_upper", "probability_worst_fifth")


def build(context: Context) -> pd.DataFrame:
    """Describe the draws of every area, measure and basis."""
    found = simulation(context)
    rng = np.random.default_rng(SEED + 1)
    children = area_children(context)
    variances = relative_variances(found.cells, found.draws)
    parts = []
    for basis, expected in found.expected.items():
        known = ~np.isnan(found.need[basis]) & ~np.isnan(expected).any(axis=1)
        total = np.where(known[:, None], expected + found.published[:, None], 0.0)
        drawn = _chance(found, total, rng)
        rows = _rows(found, "need_all", basis, np.where(known, found.need[basis], np.nan), drawn)
        rows = rows.assign(**_ranks(found, drawn, children, rank=basis == DEFAULT_BASIS))
        parts.append(rows.assign(**_drivers(variances, known=known)))
        for tier, share in tier_shares(context).items():
            if tier == "deaths_year" and basis != DEFAULT_BASIS:
                continue  # England's deaths go with England's definition
            shares = _share_draws(found, share, basis, rng)
            some = _chance(found, total * shares, rng)
            value = np.where(known, found.need[basis] * share.value, np.nan)
            parts.append(_rows(found, tier, basis, value, some))
    for measure, (value, expected) in transition(context, found).items():
        some = _chance(found, expected, rng)
        parts.append(_rows(found, measure, DEFAULT_BASIS, value, some))
    frame = pd.concat(parts, ignore_index=True)
    origins = origin(context, found)
    frame["origin"] = np.tile(origins, len(frame) // len(origins))
    frame.loc[frame["value"].isna(), "origin"] = "unknown"
    no_count = ~frame["indicator_id"].isin(["need_all"]) & (frame["origin"] != "unknown")
    frame.loc[no_count, "origin"] = "modelled"
    return frame


def _chance(found: Simulation, expected: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Draw chance once for an area that stands under several types, so that it has one interval."""
    value = np.round(found.need[DEFAULT_BASIS], 6)
    keys = pd.Series(list(zip(found.areas.area_code, value, strict=True)))
    number, _ = pd.factorize(keys)
    _, first = np.unique(number, return_index=True)
    return with_chance(expected[first], np.zeros(len(first)), rng)[number]


def _share_draws(
    found: Simulation, share: TierShare, basis: str, rng: np.random.Generator
) -> FloatArray:
    """Share of a tier in each area and draw.

    The studies that shares are carried from find more children than England's definition does. So
    two readings are equally likely: the same share of children, or the same number of children for
    each resident, which is `wide` times the share. For Scotland on its own study only the first.
    """
    count = found.draws.count
    shares = share.low + (share.high - share.low) * rng.random(count)
    second = rng.random(count) < 0.5
    codes = np.array(found.areas.area_code)
    own = (codes == SCOTLAND) | (codes[np.maximum(found.areas.nation, 0)] == SCOTLAND)
    own &= codes != UK
    wide = np.where(own & (basis != DEFAULT_BASIS), 1.0, share.wide)
    return shares * np.where(second, wide[:, None], 1.0)


def area_children(context: Context) -> FloatArray:
    """Residents aged 0 to 19 of every area, shape (areas,)."""
    return simulation(context).areas.sums(need_model(context).population.sum(axis=1))


def origin(context: Context, found: Simulation) -> list[str]:
    """Whether an area's need is a published count, partly one, or modelled."""
    share = found.areas.sums(need_model(context).published.astype(np.float64))
    size = found.areas.sums(np.ones(len(context.small_areas)))
    return [
        "published" if s >= n else "partly_published" if s > 0 else "modelled"
        for s, n in zip(share, size, strict=True)
    ]


def _rows(
    found: Simulation, measure: str, basis: str, value: FloatArray, drawn: FloatArray
) -> pd.DataFrame:
    outer, inner = limits(drawn, NEED_CONFIDENCE, INNER_CONFIDENCE)
    # The estimate takes the least published share of a tier, so that draws can lie wholly above it.
    # An interval always holds the estimate it belongs to.
    numbers = {
        "lower": np.fmin(outer[0], value),
        "upper": np.fmax(outer[1], value),
        "lower_80": inner[0],
        "upper_80": inner[1],
    }
    size, known = len(value), ~np.isnan(value)
    return pd.DataFrame(
        {
            "area_type": pd.Series(found.areas.area_type, dtype="str"),
            "area_code": pd.Series(found.areas.area_code, dtype="str"),
            "basis": pd.Series([basis] * size, dtype="str"),
            "indicator_id": pd.Series([measure] * size, dtype="str"),
            "value": value,
            **{name: np.where(known, numbers[name], np.nan) for name in numbers},
            **{name: np.full(size, np.nan) for name in (*RANK_FIELDS, *DRIVERS)},
            "main_driver": pd.Series([None] * size, dtype="str"),
        }
    )


def _ranks(
    found: Simulation, drawn: FloatArray, people: FloatArray, *, rank: bool
) -> dict[str, FloatArray]:
    """Ranks by rate among areas of the same type. Never on a basis that nations do not share."""
    out = {name: np.full(len(people), np.nan) for name in RANK_FIELDS}
    if not rank:
        return out
    types = np.array(found.areas.area_type)
    whole = np.array(found.areas.area_code) == UK
    for kind in dict.fromkeys(found.areas.area_type):
        rows = (types == kind) & ~whole & (people > 0)
        ranks = rank_areas(drawn[rows] / people[rows, None])
        for name, values in zip(
            RANK_FIELDS, (ranks.middle, ranks.lower, ranks.upper, ranks.worst_fifth), strict=True
        ):
            out[name][rows] = values
    return out


def _drivers(parts: dict[str, FloatArray], *, known: npt.NDArray[np.bool_]) -> dict[str, object]:
    """Share of each input in the variance, and the largest."""
    table = np.stack([parts[name] for name in DRIVERS.values()])
    shares = np.where(known, table / table.sum(axis=0), np.nan)
    names = np.array([name.removeprefix("variance_") for name in DRIVERS])
    main = np.where(known, names[np.argmax(table, axis=0)], None)
    return {**dict(zip(DRIVERS, shares, strict=True)), "main_driver": pd.Series(main, dtype="str")}
