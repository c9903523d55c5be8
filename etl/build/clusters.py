"""`clusters`: which councils are part of a patch that is alike, whatever the borders."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.build.context import Context
from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.catalogue.comparison import (
    CLUSTER_AREA_TYPE,
    CLUSTER_AREAS,
    CLUSTER_DRAWS,
    CLUSTER_INDICATORS,
    CLUSTER_SEED,
)
from etl.methods.clusters import cluster_kind, false_discovery, pseudo_p

if TYPE_CHECKING:
    from libpysal.weights import W

FloatArray = npt.NDArray[np.float64]
NO_BORDER = "It touches no other area, so it is compared with the nearest: {}."
TOO_FEW = "There are too few areas with a figure to tell a pattern from chance."


@dataclass(frozen=True)
class Map:
    """The areas that are looked at.

    Attributes:
        codes: Their codes.
        names: Their names.
        points: Middles of their shapes in metres, shape (areas, 2).
        touching: Which areas share a boundary, as weights of libpysal.
    """

    codes: list[str]
    names: list[str]
    points: FloatArray
    touching: W


def build(context: Context) -> pd.DataFrame:
    """Look at each indicator in turn."""
    where = _map(context)
    columns = ["area_type", "area_code", "indicator_id", "basis", "value"]
    rows = context.built("indicators", columns=columns)
    rows = rows[(rows["area_type"] == CLUSTER_AREA_TYPE) & (rows["basis"] == DEFAULT_BASIS)]
    wide = rows.astype({"area_code": "str", "indicator_id": "str"}).pivot_table(
        index="area_code", columns="indicator_id", values="value", observed=True, dropna=False
    )
    parts = [
        _of_indicator(where, id_, wide[id_].reindex(where.codes).to_numpy(float))
        for id_ in CLUSTER_INDICATORS
    ]
    return pd.concat(parts, ignore_index=True)


def _map(context: Context) -> Map:
    # Several seconds to import: only this step needs it.
    from libpysal import weights  # noqa: PLC0415

    codes = context.groups(CLUSTER_AREA_TYPE)[1]
    shapes = context.input_table("boundaries")
    shapes = shapes[shapes["area_type"] == CLUSTER_AREA_TYPE].set_index("area_code").loc[codes]
    shapes = shapes.to_crs(27700).reset_index()
    names = context.built("areas", columns=["area_type", "area_code", "name"])
    names = names[names["area_type"] == CLUSTER_AREA_TYPE].set_index("area_code")["name"]
    middle = shapes.geometry.centroid
    touching = weights.Queen.from_dataframe(shapes, use_index=False, silence_warnings=True)
    return Map(codes, [str(names[code]) for code in codes],
               np.column_stack([middle.x, middle.y]), touching)  # fmt: skip


def _of_indicator(where: Map, indicator_id: str, value: FloatArray) -> pd.DataFrame:
    known = np.flatnonzero(~np.isnan(value))
    none = np.full(len(value), np.nan)
    moran, p_value, neighbours = none.copy(), none.copy(), none.copy()
    count, note = np.zeros(len(value), dtype=np.int64), np.full(len(value), None, dtype=object)
    if len(known) < CLUSTER_AREAS or np.ptp(value[known]) == 0:
        note[:] = TOO_FEW
    else:
        linked, alone = _linked(where, known)
        neighbours[known] = linked.sparse @ value[known]
        moran[known], p_value[known] = _local_moran(value[known], linked)
        count[known] = [linked.cardinalities[number] for number in range(len(known))]
        for number in alone:
            nearest = where.names[known[linked.neighbors[number][0]]]
            note[known[number]] = NO_BORDER.format(nearest)
    p_adjusted = false_discovery(p_value)
    kind = cluster_kind(value=value, neighbours=neighbours, p_adjusted=p_adjusted)
    return pd.DataFrame(
        {
            "area_type": CLUSTER_AREA_TYPE, "area_code": where.codes, "indicator_id": indicator_id,
            "cluster": kind, "value": value, "neighbours_value": neighbours, "n_neighbours": count,
            "local_moran": moran, "p_value": p_value, "p_adjusted": p_adjusted, "note": note,
        }
    )  # fmt: skip


def _linked(where: Map, known: npt.NDArray[np.int64]) -> tuple[W, list[int]]:
    """Neighbours among the areas that have a figure, and which of these touch none."""
    from libpysal import weights  # noqa: PLC0415

    number = {int(area): place for place, area in enumerate(known)}
    touching = {
        place: [number[other] for other in where.touching.neighbors[area] if other in number]
        for area, place in number.items()
    }
    alone = [place for place, others in touching.items() if not others]
    nearest = weights.KNN.from_array(where.points[known], k=1, silence_warnings=True)
    for place in alone:
        touching[place] = list(nearest.neighbors[place])
    linked = weights.W(touching, silence_warnings=True)
    linked.transform = "r"
    return linked, alone


def _local_moran(value: FloatArray, linked: W) -> tuple[FloatArray, FloatArray]:
    """Local Moran's I of each area and its two-sided pseudo p value."""
    from esda.moran import Moran_Local  # noqa: PLC0415

    with warnings.catch_warnings():
        # It announces that its own p value will become two-sided; ours is made from its draws.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="esda")
        found = Moran_Local(value, linked, permutations=CLUSTER_DRAWS, seed=CLUSTER_SEED)
    observed = np.asarray(found.Is, dtype=np.float64)
    return observed, pseudo_p(observed=observed, simulated=np.asarray(found.sim))
