"""`postcodes` and `postcode_areas`: live postcodes of Great Britain, and where they lie."""

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


def postcode_areas(mirror: Path) -> pd.DataFrame:
    """Read in which small area each postcode's point lies.

    Returns:
        `postcode_district`, `inward_code`, `small_area_code`, in this order. The district is in a
        column of its own, so that one district can be read without the others.
    """
    columns = ["postcode", "small_area_code"]
    frame = read_parquet(mirror, "geo/postcodes_gb_codepoint_2025_10.parquet", columns)
    frame = frame.drop_duplicates("postcode").dropna()
    found = pd.DataFrame(
        {
            "postcode_district": frame["postcode"].str[:-3],
            "inward_code": frame["postcode"].str[-3:],
            "small_area_code": frame["small_area_code"].astype("str"),
        }
    )
    return found.sort_values(["postcode_district", "inward_code"], ignore_index=True)
