"""`need_small_area`: the estimate of need of every small area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.monte_carlo import small_area_spread
from etl.build.need_model import need_model
from etl.catalogue.assumptions import DEFAULT_BASIS, NEED_CONFIDENCE
from etl.catalogue.population import bands_between
from etl.methods.small_intervals import small_area_limits


def build(context: Context) -> pd.DataFrame:
    """Give the estimate of every small area on the default basis, with its 95% limits."""
    frame, model = context.small_areas, need_model(context)
    need = model.need[DEFAULT_BASIS]
    factor, squared_cv = small_area_spread(context)
    limits = small_area_limits(
        mean=need * factor, squared_cv=squared_cv, confidence=NEED_CONFIDENCE
    )
    return pd.DataFrame(
        {
            "small_area_code": frame["small_area_code"],
            "basis": pd.Categorical.from_codes(
                np.zeros(len(frame), dtype=np.int8), [DEFAULT_BASIS]
            ),
            "population_0_19": frame[list(bands_between(0, 19))].sum(axis=1),
            "need": need,
            "need_lower": limits.lower,
            "need_upper": limits.upper,
        }
    )
