"""`area_profiles`: what each planning area is like."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.population import bands_between

_SQUARE_METRES = 1e6


def build(context: Context) -> pd.DataFrame:
    """Average the small areas over children, one area type after the other."""
    areas = context.built("areas").set_index(["area_type", "area_code"])
    square_km = _square_km(context)
    parts = []
    for area_type in PLANNING_AREA_TYPES:
        codes = context.groups(area_type.id)[1]
        own = areas.loc[area_type.id].loc[codes]
        children = own["population_0_19"].to_numpy(float)
        under_5 = own[list(bands_between(0, 4))].sum(axis=1).to_numpy(float)
        residents = own["population_all_ages"].to_numpy(float)
        parts.append(
            pd.DataFrame(
                {
                    "area_type": area_type.id,
                    "area_code": codes,
                    "population_0_19": children,
                    "children_share": children / residents,
                    "under_5_share": under_5 / children,
                    **_averages(context, area_type.id),
                    "people_per_km2": residents / square_km.loc[area_type.id].loc[codes],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _averages(context: Context, area_type: str) -> dict[str, np.ndarray]:
    """Means over the children of each area, of small areas where the figure is known."""
    frame = context.small_areas
    area, codes = context.groups(area_type)
    children = frame[list(bands_between(0, 19))].sum(axis=1).to_numpy(float)
    figures = {
        "mean_uk_deprivation_decile": frame["uk_deprivation_decile"],
        "minority_ethnic_share": 1 - frame["share_white"],
        "rural_share": frame["urban_rural"].map({"Urban": 0.0, "Rural": 1.0}),
    }
    found = {}
    for name, figure in figures.items():
        value = figure.to_numpy(float)
        inside = (area >= 0) & ~np.isnan(value)
        weight = np.bincount(area[inside], weights=children[inside], minlength=len(codes))
        total = np.bincount(area[inside], weights=(children * value)[inside], minlength=len(codes))
        found[name] = total / np.where(weight > 0, weight, np.nan)
    return found


def _square_km(context: Context) -> pd.Series:
    """Area of each generalised shape, by area type and code."""
    shapes = context.input_table("boundaries").set_index(["area_type", "area_code"])
    return shapes.geometry.to_crs(27700).area / _SQUARE_METRES
