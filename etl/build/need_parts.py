"""`need_parts`: the numbers inside the estimate of each area, to work it out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.monte_carlo import all_areas
from etl.build.need_model import need_model


def build(context: Context) -> pd.DataFrame:
    """Give residents, rate, risk ratio and children of each area and age range."""
    model, areas = need_model(context), all_areas(context)
    people, children = areas.sums(model.population), areas.sums(model.modelled)
    parts = []
    for column, ages in enumerate(model.ranges):
        average = people[:, column] * model.england_rate[column] / 10_000
        ratio = np.divide(children[:, column], average, out=np.ones(len(people)), where=average > 0)
        parts.append(
            pd.DataFrame(
                {
                    "area_type": areas.area_type,
                    "area_code": areas.area_code,
                    "age_range": ages.label,
                    "population": people[:, column],
                    "rate_per_10000": model.england_rate[column],
                    "risk_ratio": ratio,
                    "children": children[:, column],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
