"""`areas`: one row a planning area, with its name, its parent and its population."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.catalogue.areas import NATIONS, PLANNING_AREA_TYPES
from etl.catalogue.population import POPULATION_BANDS, bands_between
from etl.extract.mirror import read_csv, read_parquet

# Area type -> columns of the lookup that hold its code and its name.
_NAMES = {
    "country": ("country_code", "country_name"),
    "region": ("region24_code", "region24_name"),
    "nhs_region": ("nhser_ods_code", "nhser_name"),
    "health_body": ("hb26_code", "hb26_name"),
    "health_body_2024": ("hb_code", "hb_name"),
    "utla": ("utla24_code", "utla24_name"),
    "ltla": ("ltla24_code", "ltla24_name"),
}
# Area type -> area types it can lie in, nearest first.
_PARENTS = {
    "country": (),
    "region": ("country_code",),
    "nhs_region": ("country_code",),
    "health_body": ("nhs_region_code", "country_code"),
    "health_body_2024": ("nhs_region_code", "country_code"),
    "utla": ("region_code",),
    "ltla": ("utla_code",),
    "constituency": ("region_code",),
}


def areas(small_areas: pd.DataFrame, mirror: Path) -> pd.DataFrame:
    """Add small areas up to every planning area.

    Args:
        small_areas: The table `small_areas`.
        mirror: Folder of publishers' files, for names.

    Returns:
        1,382 rows with the fields of the table `areas`.
    """
    names = _names(mirror)
    parts = [
        _of_type(small_areas, area_type.id, area_type.code_field)
        for area_type in PLANNING_AREA_TYPES
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.merge(names, on=["area_type", "area_code"], how="left", validate="one_to_one")
    return frame.sort_values(["area_type", "area_code"], ignore_index=True)


def _of_type(small_areas: pd.DataFrame, area_type: str, code_field: str) -> pd.DataFrame:
    bands = [band.field for band in POPULATION_BANDS]
    groups = small_areas.groupby(code_field, observed=True)
    frame = groups[[*bands, "population_all_ages"]].sum()
    frame["population_0_19"] = frame[list(bands_between(0, 19))].sum(axis=1)
    frame["n_small_areas"] = groups.size()
    frame["nation"] = _largest_part(small_areas, code_field, "country_code").map(NATIONS)
    frame["parent_code"] = None
    for parent in reversed(_PARENTS[area_type]):
        found = _largest_part(small_areas, code_field, parent)
        frame["parent_code"] = found.reindex(frame.index).combine_first(frame["parent_code"])
    frame.index.name = "area_code"
    return frame.reset_index().assign(area_type=area_type)


def _largest_part(small_areas: pd.DataFrame, code_field: str, parent_field: str) -> pd.Series:
    """Code of the parent that holds most residents of each area."""
    pairs = pd.DataFrame(
        {
            "code": small_areas[code_field],
            "parent": small_areas[parent_field],
            "residents": small_areas["population_all_ages"],
        }
    )
    sums = pairs.groupby(["code", "parent"], as_index=False)["residents"].sum()
    sums = sums.sort_values(["code", "residents", "parent"])
    return sums.drop_duplicates("code", keep="last").set_index("code")["parent"]


def _names(mirror: Path) -> pd.DataFrame:
    columns = sorted({column for pair in _NAMES.values() for column in pair})
    lookup = read_parquet(mirror, "geo/lookup_small_area.parquet", columns)
    parts = []
    for area_type, (code, name) in _NAMES.items():
        part = lookup[[code, name]].dropna().drop_duplicates().astype("str")
        parts.append(
            part.rename(columns={code: "area_code", name: "name"}).assign(area_type=area_type)
        )
    constituencies = read_csv(mirror, "geo/pcon24_names.csv")
    constituencies.columns = ["area_code", "name", "name_cy"]
    parts.append(constituencies.assign(area_type="constituency"))
    return pd.concat(parts, ignore_index=True)
