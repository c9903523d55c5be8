"""`postcodes`: live postcodes of Great Britain with their grid reference."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.extract.mirror import read_parquet


def postcodes(mirror: Path) -> pd.DataFrame:
    """Read Code-Point Open. Northern Ireland is not in it, and its terms are separate.

    Returns:
        `postcode` without a space, `easting`, `northing`, in order of postcode.
    """
    columns = ["postcode", "easting", "northing"]
    frame = read_parquet(mirror, "geo/postcodes_gb_codepoint_2025_10.parquet", columns)
    return frame.drop_duplicates("postcode").sort_values("postcode", ignore_index=True)
