"""`small_area_codes`: in which planning areas each small area lies, and its point."""

from __future__ import annotations

import pandas as pd

from etl.build.context import Context
from etl.catalogue.areas import PLANNING_AREA_TYPES


def build(context: Context) -> pd.DataFrame:
    """Take them from the small areas, in their order. Codes repeat, so they are categories."""
    frame = context.small_areas
    codes = [area_type.code_field for area_type in PLANNING_AREA_TYPES]
    found = frame[["small_area_code", "name", "nation", *codes, "longitude", "latitude"]]
    return found.astype(dict.fromkeys(["nation", *codes], "category"))
