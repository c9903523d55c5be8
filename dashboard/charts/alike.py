"""The area beside those most like it, with the reason why each is near."""

from __future__ import annotations

import pandas as pd

from etl.catalogue.fields import FIELDS
from etl.catalogue.indicators import Indicator

_SHARES = ("children_share", "under_5_share", "minority_ethnic_share", "rural_share")
THIS_AREA = "This area"


def alike_table(
    near: pd.DataFrame,
    *,
    code: str,
    profiles: pd.DataFrame,
    frame: pd.DataFrame,
    need: pd.DataFrame,
    indicator: Indicator,
) -> pd.DataFrame:
    """The area first, then its statistical neighbours, the most alike first.

    Args:
        near: Rows of the table `neighbours` for the area.
        code: Code of the area.
        profiles: Rows of the table `area_profiles` for all of them.
        frame: All areas of the type for the indicator.
        need: All areas of the type for need per 10,000.
        indicator: What is compared.
    """
    near = near.sort_values("neighbour_rank")
    codes = [code, *near["neighbour_code"].astype(str)]
    rows = frame.set_index("area_code").loc[codes]
    like = profiles.assign(area_code=profiles["area_code"].astype(str)).set_index("area_code")
    like = like.loc[codes]
    rates = need.set_index("area_code").loc[codes, "value"]
    table = {
        "Area": rows["name"].astype(str).tolist(),
        "Why it is near": [THIS_AREA, *near["neighbour_reason"].astype(str)],
        "Value": rows["value"].round(indicator.decimals).tolist(),
        "Lower limit": rows["lower"].round(indicator.decimals).tolist(),
        "Upper limit": rows["upper"].round(indicator.decimals).tolist(),
        "Need per 10,000": rates.round(1).tolist(),
        "Residents aged 0 to 19": like["population_0_19"].round(0).tolist(),
        **{f"{FIELDS[name].label} (%)": (100 * like[name]).round(1).tolist() for name in _SHARES},
        FIELDS["mean_uk_deprivation_decile"].label: like["mean_uk_deprivation_decile"]
        .round(1)
        .tolist(),
        FIELDS["people_per_km2"].label: like["people_per_km2"].round(0).tolist(),
        "Distance": [float("nan"), *near["distance"].round(2)],
        "Code": codes,
    }
    return pd.DataFrame(table)
