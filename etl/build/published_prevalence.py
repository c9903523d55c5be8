"""`published_prevalence`: published rates of England by year, and whether they are a trend."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.methods.intervals import recent_trend

_ONE_YEAR = r"\d{4}/\d{2}"
_PRIMARY = "A"
UNIT = "per 10,000 aged 0 to 19"


def build(context: Context) -> pd.DataFrame:
    """Keep the rates of all children from primary documents; each definition is a series.

    Rates of different definitions are never joined into one line.
    """
    rows = context.csv("evidence/prevalence_by_year")
    keep = (
        (rows["dimension"] == "total")
        & rows["category"].str.startswith("all")
        & (rows["age_range"] == "0-19")
        & rows["year"].str.fullmatch(_ONE_YEAR)
        & rows["evidence_tier"].str.startswith(_PRIMARY)
        & rows["prevalence_per_10000"].notna()
    )
    rows = rows[keep].sort_values(["nation", "definition", "year"]).reset_index(drop=True)
    return pd.DataFrame(
        {
            "nation": rows["nation"],
            "period": rows["year"],
            "definition": rows["definition"],
            "published_count": rows["count"],
            "value": rows["prevalence_per_10000"],
            "lower": rows["ci_low"],
            "upper": rows["ci_high"],
            "unit": UNIT,
            "recent_trend": _trends(rows),
            "source_id": rows["source_id"],
            "evidence_tier": rows["evidence_tier"],
            "note": rows["note"].astype(object).where(rows["note"].notna(), None),
        }
    )


def _trends(rows: pd.DataFrame) -> list[str]:
    """The recent trend of the series that each row belongs to."""
    found = {}
    for key, part in rows.groupby(["nation", "definition"]):
        value, lower, upper = (
            part[column].to_numpy(np.float64)
            for column in ("prevalence_per_10000", "ci_low", "ci_high")
        )
        found[key] = str(recent_trend(value=value, lower=lower, upper=upper).direction)
    return [found[key] for key in zip(rows["nation"], rows["definition"], strict=True)]
