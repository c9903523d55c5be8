"""Checks of the tables that compare areas."""

from __future__ import annotations

import numpy as np

from etl.build.check import Check
from etl.build.context import Context
from etl.catalogue.comparison import NEIGHBOURS

RELATIVE = 1e-6
# Every small area has a deprivation fifth, so these groups hold all children of an area.
WHOLE = "deprivation_fifth"


def groups_add_up(context: Context) -> Check:
    """The children of the groups of an area are the children of the area."""
    groups = context.built(
        "equity_groups", columns=["area_type", "area_code", "indicator_id", "dimension", "need"]
    )
    groups = groups[groups["dimension"] == WHOLE]
    keys = ["area_type", "area_code"]
    total = (
        groups.astype(dict.fromkeys(keys, "str"))
        .groupby([*keys, "indicator_id"], observed=True)["need"].sum().reset_index()
    )  # fmt: skip
    own = context.built("need_area", columns=[*keys, "need"]).astype(dict.fromkeys(keys, "str"))
    both = total.merge(own, on=keys, suffixes=("", "_area"))
    worst = float(np.abs(both["need"] / both["need_area"] - 1).max()) if len(both) else np.inf
    return Check(
        "groups_add_up",
        "A gradient that leaves out a neighbourhood describes another area.",
        len(both) == len(total) and worst < RELATIVE,
        f"{len(total):,} gradients by deprivation; largest relative difference {worst:.1e}.",
    )


def neighbours_are_others(context: Context) -> Check:
    """Each area has its neighbours: others of its type, none twice, the most alike first."""
    table = context.built("neighbours").astype({"area_type": "str", "area_code": "str"})
    areas = context.built("areas", columns=["area_type", "area_code"])
    known = set(zip(areas["area_type"].astype(str), areas["area_code"].astype(str), strict=True))
    pairs = zip(table["area_type"], table["neighbour_code"].astype(str), strict=True)
    unknown = sum(pair not in known for pair in pairs)
    itself = int((table["area_code"] == table["neighbour_code"].astype(str)).sum())
    by_area = table.sort_values("neighbour_rank").groupby(["area_type", "area_code"])
    twice = int((by_area["neighbour_code"].nunique() != NEIGHBOURS).sum())
    disorder = int((by_area["distance"].diff() < 0).sum())
    return Check(
        "neighbours_are_others",
        "An area compared with itself, or with one that does not exist, is compared with nothing.",
        unknown + itself + twice + disorder == 0,
        f"{by_area.ngroups:,} areas have {NEIGHBOURS} neighbours; {unknown} unknown, {itself} the "
        f"area itself, {twice} with too few, {disorder} out of order.",
    )
