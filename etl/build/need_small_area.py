"""`need_small_area`: the estimate of need of every small area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.published import need_evidence
from etl.catalogue.areas import ENGLAND
from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.catalogue.population import ETHNIC_GROUPS, bands_between
from etl.methods.need import expected_need, mean_relative_risk, simple_interval


def build(context: Context) -> pd.DataFrame:
    """Estimate need for every small area on the default basis."""
    frame = context.small_areas
    evidence = need_evidence(context)
    risk = mean_relative_risk(
        {group: frame[f"share_{group}"].to_numpy() for group in ETHNIC_GROUPS},
        evidence.relative_risks(),
    )
    need = expected_need(
        under_1=frame["population_age_0"].to_numpy(),
        age_1_19=frame[list(bands_between(1, 19))].sum(axis=1).to_numpy(),
        risk=risk,
        in_england=(frame["country_code"] == ENGLAND).to_numpy(),
        evidence=evidence,
    )
    limits = simple_interval(need, evidence=evidence, year=latest_year(frame))
    return pd.DataFrame(
        {
            "small_area_code": frame["small_area_code"],
            "basis": pd.Categorical.from_codes(
                np.zeros(len(frame), dtype=np.int8), [DEFAULT_BASIS]
            ),
            "population_0_19": frame[list(bands_between(0, 19))].sum(axis=1),
            "need": need,
            "need_lower": limits.lower,
            "need_upper": limits.upper,
        }
    )


def latest_year(small_areas: pd.DataFrame) -> float:
    """Decimal year of the newest population used: mid-2023 is 2023.5."""
    return (
        float(small_areas["population_vintage"].str.extract(r"(\d{4})")[0].astype(int).max()) + 0.5
    )
