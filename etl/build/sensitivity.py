"""`sensitivity`: how far the ranking of areas depends on how access is measured."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from etl.build.context import Context
from etl.build.gap_inputs import access_weight, members, sparse_minutes
from etl.catalogue.assumptions import ACCESS_STEPS, ACCESS_VARIANT, SENSITIVITY_RADII_MINUTES
from etl.catalogue.services import CAPACITY_KINDS
from etl.methods.access import VARIANTS, floating_catchment, gaussian_weight, gravity_weight
from etl.methods.sensitivity import agreement
from etl.methods.supply import IMPUTED
from etl.methods.weights import Weight, step_weight

FloatArray = npt.NDArray[np.float64]
AREA_TYPES = ("ltla", "utla", "health_body", "constituency")
MINIMUM_MINUTES = 5.0


def build(context: Context) -> pd.DataFrame:
    """Rank areas by mean access in every way, and compare with the ranking that is published."""
    found = members(context)
    need = context.built("need_small_area", columns=["need"])["need"].to_numpy()
    total = found.sums(need)
    rows = []
    for kind in CAPACITY_KINDS:
        minutes, supply = sparse_minutes(
            context, kind=kind.id, limit=max(SENSITIVITY_RADII_MINUTES)
        )

        def by_area(access: FloatArray) -> FloatArray:
            sums = found.sums(need * access)
            return np.divide(sums, total, out=np.full(len(total), np.nan), where=total > 0)

        published = by_area(_access(ACCESS_VARIANT, access_weight(), need, supply, minutes))
        for radius in SENSITIVITY_RADII_MINUTES:
            for method, access in _ways(radius, need, supply, minutes):
                other = by_area(access)
                for area_type in AREA_TYPES:
                    part = found.rows[area_type]
                    result = agreement(one=published[part], other=other[part])
                    rows.append((area_type, kind.id, method, radius, *result))
    columns = ["area_type", "service_kind", "method", "radius_minutes", "kendall_tau",
               "worst_fifth_shared"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _ways(
    radius: int, need: FloatArray, supply: pd.DataFrame, minutes: sparse.csc_array
) -> Iterator[tuple[str, FloatArray]]:
    """Access in every way within one radius."""
    steps = step_weight(
        {radius * cut / max(ACCESS_STEPS): weight for cut, weight in ACCESS_STEPS.items()}
    )
    for variant in VARIANTS:
        yield variant, _access(variant, steps, need, supply, minutes)
    # Both reach the weight of the last step, 0.22, at about five sixths of the radius.
    bell = gaussian_weight(sigma=radius / 2, limit=radius)
    power = gravity_weight(scale=MINIMUM_MINUTES, alpha=-1, minimum=MINIMUM_MINUTES, limit=radius)
    yield "e2sfca_gaussian", _access("e2sfca", bell, need, supply, minutes)
    yield "e2sfca_gravity", _access("e2sfca", power, need, supply, minutes)
    known = supply.assign(supply=supply["supply"].where(supply["supply_basis"] != IMPUTED, 0.0))
    yield "e2sfca_known_beds", _access("e2sfca", steps, need, known, minutes)
    each = supply.assign(supply=1.0)
    yield "e2sfca_one_each", _access("e2sfca", steps, need, each, minutes)


def _access(
    variant: str, weight: Weight, need: FloatArray, supply: pd.DataFrame, minutes: sparse.csc_array
) -> FloatArray:
    return floating_catchment(
        need=need,
        supply=supply["supply"].to_numpy(),
        minutes=minutes,
        weight=weight,
        variant=variant,  # type: ignore[arg-type]
    )
