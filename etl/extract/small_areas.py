"""`small_areas`: one row a neighbourhood, with every area it lies in."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from etl.catalogue.population import ETHNIC_SHARE_FIELDS, POPULATION_BANDS
from etl.extract.corrections import correct
from etl.extract.mirror import read_parquet

_LOOKUP = {
    "small_area_code": "small_area_code",
    "small_area_name": "name",
    "country_name": "nation",
    "country_code": "country_code",
    "region24_code": "region_code",
    "nhser_ods_code": "nhs_region_code",
    "hb26_code": "health_body_code",
    "hb_code": "health_body_2024_code",
    "utla24_code": "utla_code",
    "ltla24_code": "ltla_code",
    "urban_rural": "urban_rural",
}
_DEPRIVATION = {
    "index_name": "deprivation_index",
    "rank": "deprivation_rank",
    "decile": "deprivation_decile",
    "quintile": "deprivation_fifth",
    "uk_imd_pop_decile": "uk_deprivation_decile",
}


def small_areas(mirror: Path, corrections: Path) -> pd.DataFrame:
    """Join the lookups, points, population, ethnic groups and deprivation of every small area.

    Args:
        mirror: Folder of publishers' files.
        corrections: Folder of declared source errors.

    Returns:
        43,498 rows with the fields of the table `small_areas`.
    """
    frame = _lookup(mirror)
    for part in (
        _constituencies(mirror),
        _points(mirror),
        _population(mirror),
        _ethnic_shares(mirror, corrections),
        _deprivation(mirror),
    ):
        frame = frame.merge(part, on="small_area_code", how="left", validate="one_to_one")
    return frame.sort_values("small_area_code", ignore_index=True)


def _lookup(mirror: Path) -> pd.DataFrame:
    frame = read_parquet(mirror, "geo/lookup_small_area.parquet", list(_LOOKUP))
    return frame.rename(columns=_LOOKUP).astype("str").replace({"<NA>": None, "nan": None})


def _constituencies(mirror: Path) -> pd.DataFrame:
    frame = read_parquet(
        mirror, "geo/lookup_small_area_pcon24.parquet", ["small_area_code", "pcon24_code"]
    )
    return frame.rename(columns={"pcon24_code": "constituency_code"})


def _points(mirror: Path) -> pd.DataFrame:
    columns = ["small_area_code", "easting", "northing", "lon", "lat", "is_population_weighted"]
    frame = read_parquet(mirror, "geo/small_area_points.parquet", columns).rename(
        columns={"lon": "longitude", "lat": "latitude",
                 "is_population_weighted": "point_is_weighted"}
    )  # fmt: skip
    return _at_an_address(frame, mirror)


def _at_an_address(points: pd.DataFrame, mirror: Path) -> pd.DataFrame:
    """Move Scotland's points, which are means of postcodes, to the postcode nearest the mean.

    The mean of a zone of several islands can lie in the sea, or on an island where nobody lives.
    """
    postcodes = read_parquet(
        mirror,
        "geo/postcodes_gb_codepoint_2025_10.parquet",
        ["postcode", "small_area_code", "easting", "northing"],
    ).astype({"small_area_code": "str"})
    scottish = points[points["small_area_code"].str.startswith("S")]
    pairs = postcodes.merge(scottish, on="small_area_code", suffixes=("", "_mean"))
    pairs["away"] = np.hypot(
        pairs["easting"] - pairs["easting_mean"], pairs["northing"] - pairs["northing_mean"]
    )
    pairs = pairs.sort_values(["small_area_code", "away", "postcode"])
    best = pairs.drop_duplicates("small_area_code").set_index("small_area_code")
    degrees = gpd.GeoSeries(
        gpd.points_from_xy(best["easting"], best["northing"]), index=best.index, crs=27700
    ).to_crs(4326)
    moved = points.set_index("small_area_code")
    moved.loc[best.index, ["easting", "northing"]] = best[["easting", "northing"]]
    moved.loc[best.index, "longitude"] = degrees.x.round(5)
    moved.loc[best.index, "latitude"] = degrees.y.round(5)
    return moved.reset_index()


def _population(mirror: Path) -> pd.DataFrame:
    ages = [f"age_{age}" for age in range(25)]
    source = read_parquet(
        mirror,
        "population/small_area_pop_age0_24_est.parquet",
        ["small_area_code", "basis", "census_total_all_ages", *ages],
    )
    frame = source[["small_area_code"]].copy()
    frame["population_vintage"] = source["basis"].astype("str")
    frame["population_all_ages"] = source["census_total_all_ages"].astype("float64")
    for band in POPULATION_BANDS:
        years = [f"age_{age}" for age in range(band.first, band.last + 1)]
        frame[band.field] = source[years].astype("float64").sum(axis=1)
    return frame


def _ethnic_shares(mirror: Path, corrections: Path) -> pd.DataFrame:
    file = "population/census_ethnicity_small_area_5group.parquet"
    groups = ["white", "south_asian", "black", "mixed", "chinese_other"]
    source = read_parquet(mirror, file, ["small_area_code", *groups])
    source = correct(source, file=file, folder=corrections)
    counts = source[groups].astype("float64")
    counts["mixed_chinese_other"] = counts.pop("mixed") + counts.pop("chinese_other")
    shares = counts.div(counts.sum(axis=1), axis=0).add_prefix("share_")
    return pd.concat([source[["small_area_code"]], shares[list(ETHNIC_SHARE_FIELDS)]], axis=1)


def _deprivation(mirror: Path) -> pd.DataFrame:
    frame = read_parquet(
        mirror,
        "deprivation/small_area_deprivation.parquet",
        ["small_area_code", *_DEPRIVATION],
    )
    return frame.rename(columns=_DEPRIVATION)
