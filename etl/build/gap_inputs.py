"""What the gaps of one kind of service are worked out from, read from the tables built before."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from etl.build.context import Context
from etl.build.travel import travel_spread
from etl.build.travel_minutes import minutes_matrix
from etl.catalogue.areas import AREA_TYPE_BY_ID, PLANNING_AREA_TYPES
from etl.catalogue.assumptions import (
    ACCESS_STEPS,
    SUPPLY_SPREAD,
    TRAVEL_THRESHOLDS_MINUTES,
)
from etl.methods.gap_draws import GapCase, Spread
from etl.methods.members import Members, make_members
from etl.methods.weights import StepWeight, step_weight

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
DISTRICT = "ltla"
# Draws shrink journeys by up to about a third: none beyond the last step times this comes to count.
STRETCH = 1.6
Z95 = 1.959964


def access_weight() -> StepWeight:
    """The weight of a journey that the published figures use."""
    return step_weight(ACCESS_STEPS)


def members(context: Context) -> Members:
    """Put the areas of every type one below the other."""
    return make_members({t.id: context.groups(t.id) for t in PLANNING_AREA_TYPES})


def sparse_minutes(
    context: Context, *, kind: str, limit: float
) -> tuple[sparse.csc_array, pd.DataFrame]:
    """Journeys to the services of a kind that have a supply, and the supply of each.

    Args:
        context: The build.
        kind: Kind of service.
        limit: Longest journey kept, in minutes.

    Returns:
        Compressed columns, small areas x services; rows of the table `supply` in their order.
    """
    minutes = context.once("minutes", lambda: minutes_matrix(context))
    supply = context.built("supply")
    supply = supply[supply["service_kind"] == kind].reset_index(drop=True)
    ids = pd.Index(context.open_services["service_id"])
    table = minutes[:, ids.get_indexer(supply["service_id"])]
    column, row = np.nonzero((table <= limit).T)
    starts = np.searchsorted(column, np.arange(len(supply) + 1))
    found = sparse.csc_array(
        (table[row, column], row.astype(np.int32), starts.astype(np.int32)), shape=table.shape
    )
    return found, supply


def gap_case(context: Context, *, kind: str, found: Members) -> GapCase:
    """Everything the gaps of one kind rest on."""
    minutes, supply = sparse_minutes(context, kind=kind, limit=STRETCH * max(ACCESS_STEPS))
    access = context.built("access_small_area", columns=["service_kind", "nearest_minutes"])
    nearest = access.loc[access["service_kind"] == kind, "nearest_minutes"]
    return GapCase(
        need=context.built("need_small_area", columns=["need"])["need"].to_numpy(),
        minutes=minutes,
        nearest=nearest.fillna(np.inf).to_numpy(),
        supply=supply["supply"].to_numpy(),
        basis=supply["supply_basis"].to_numpy(dtype="str"),
        weight=access_weight(),
        district=context.groups(DISTRICT)[0],
        atom=found.atom,
        member=found.member,
        thresholds=TRAVEL_THRESHOLDS_MINUTES,
    )


def gap_spread(context: Context) -> Spread:
    """How uncertain need, journeys and supply are.

    The limits of `need_area` are read as 95% of a lognormal. What a nation's need varies by is
    shared by all its districts; what a district's varies by beyond that is its own.
    """
    need = context.built("need_area")
    need = need[need["need"] > 0]
    # The lower limit of a very small area is 0 children, which has no logarithm.
    lower = need["need_lower"].clip(lower=need["need"] / 10)
    spread = np.log(need["need_upper"] / lower) / (2 * Z95)
    centre = np.log(need["need_upper"] * lower) / 2 - np.log(need["need"])
    nations = need["area_type"] == "country"
    surest = spread[nations].idxmin()
    codes = context.groups(DISTRICT)[1]
    district = need["area_type"] == AREA_TYPE_BY_ID[DISTRICT].id
    own = pd.Series(spread[district].to_numpy(), index=need.loc[district, "area_code"])
    local = np.sqrt(np.maximum(own.reindex(codes).fillna(0) ** 2 - spread[surest] ** 2, 0))
    travel = _of_districts(context, travel_spread(context))
    half = travel.min() / np.sqrt(2)
    return Spread(
        need_shared=float(spread[surest]),
        need_centre=float(centre[surest]),
        need_local=local.to_numpy(),
        travel_shared=half,
        travel_local=np.sqrt(travel**2 - half**2),
        supply=SUPPLY_SPREAD,
    )


def _of_districts(context: Context, values: FloatArray) -> FloatArray:
    """Mean of each district's small areas, shape (districts,)."""
    rows, codes = context.groups(DISTRICT)
    count = np.bincount(rows, minlength=len(codes))
    return np.bincount(rows, weights=values, minlength=len(codes)) / count
