"""`need_area`: need of every planning area, added up with limits from the draws."""

from __future__ import annotations

import pandas as pd

from etl.build.context import Context
from etl.build.need_uncertainty import area_children
from etl.catalogue.areas import UK
from etl.catalogue.assumptions import DEFAULT_BASIS


def build(context: Context) -> pd.DataFrame:
    """Take the estimate and its 95% limits from `need_uncertainty`."""
    rows = default_rows(context).assign(population_0_19=area_children(context))
    rows = rows.rename(columns={"value": "need", "lower": "need_lower", "upper": "need_upper"})
    return rows[rows["area_code"] != UK].reset_index(drop=True)


def default_rows(context: Context) -> pd.DataFrame:
    """Rows of all children on the default basis, one an area, the whole last."""
    found = context.built("need_uncertainty")
    keep = (found["basis"] == DEFAULT_BASIS) & (found["indicator_id"] == "need_all")
    return found[keep].reset_index(drop=True)
