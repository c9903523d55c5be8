"""`need_area`: need of every planning area, added up from small areas."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.need_small_area import latest_year
from etl.build.published import need_evidence
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.methods.need import simple_interval


def build(context: Context) -> pd.DataFrame:
    """Add small areas up; the interval is that of the sum, because its causes are shared."""
    small = context.built("need_small_area")
    evidence, year = need_evidence(context), latest_year(context.small_areas)
    parts = []
    for area_type in PLANNING_AREA_TYPES:
        rows, codes = context.groups(area_type.id)
        inside = rows >= 0
        sums = {
            name: np.bincount(rows[inside], weights=small[name].to_numpy()[inside])
            for name in ("population_0_19", "need")
        }
        limits = simple_interval(sums["need"], evidence=evidence, year=year)
        parts.append(
            pd.DataFrame(
                {
                    "area_type": area_type.id,
                    "area_code": codes,
                    "basis": str(small["basis"].iloc[0]),
                    **sums,
                    "need_lower": limits.lower,
                    "need_upper": limits.upper,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
