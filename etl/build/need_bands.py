"""`need_bands`: the estimate of every small area by age, for assumptions about age and year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.need_model import need_model
from etl.catalogue.assumptions import DEFAULT_BASIS, NATIONAL_STUDY
from etl.catalogue.population import POPULATION_BANDS, bands_between


def build(context: Context) -> pd.DataFrame:
    """Split need by population band, with published counts, and put the residents beside it."""
    frame, model = context.small_areas, need_model(context)
    bands = POPULATION_BANDS[: len(bands_between(0, 19))]
    children = raked_bands(context)[:, : len(bands)]
    return pd.DataFrame(
        {
            "small_area_code": frame["small_area_code"],
            **{f"need_{band.id}": children[:, i] for i, band in enumerate(bands)},
            **{band.field: frame[band.field] for band in bands},
            "need_national_study": model.need[NATIONAL_STUDY],
        }
    )


def raked_bands(context: Context) -> np.ndarray:
    """Children by small area and population band, with published counts."""
    model = need_model(context)
    modelled = model.modelled.sum(axis=1)
    factor = np.divide(
        model.need[DEFAULT_BASIS], modelled, out=np.ones(len(modelled)), where=modelled > 0
    )
    return np.asarray(model.by_band * factor[:, None])
