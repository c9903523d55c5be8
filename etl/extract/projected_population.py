"""`projected_population`: ONS 2022-based subnational projections of England, ages 0 to 24."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.extract.mirror import read_parquet

_FILE = "population/snpp2022_age0_24_5yr_sicbl_icb_region.parquet"
LAST_YEAR = 2030
LEVELS = {
    "country": "country",
    "region": "region",
    "icb26": "health_body",
    "icb24": "health_body_2024",
}


def projected_population(mirror: Path) -> pd.DataFrame:
    """Residents by area, year to 2030 and five-year age band, both sexes together.

    The 42 boards are sums of sub-boards; of the 36 boards of April 2026 those that took part of
    Frimley share its residents by small area, as the source record says.
    """
    columns = ["level", "area_code", "age_band", "year", "population"]
    frame = read_parquet(mirror, _FILE, columns)
    frame = frame.assign(level=frame["level"].astype("str").map(LEVELS))
    frame = frame[frame["level"].notna() & (frame["year"] <= LAST_YEAR)]
    frame = frame.astype({"area_code": "str", "age_band": "str", "population": "float64"})
    keys = ["level", "area_code", "year", "age_band"]
    sums = frame.groupby(keys, as_index=False)["population"].sum()
    return sums.astype({"year": "int64"})
