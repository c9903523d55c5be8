"""`evidence`: published figures, one tidy CSV per subject, each row with its source and tier."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.catalogue.areas import NATIONS
from etl.errors import DataError
from etl.extract.mirror import read_csv, read_parquet

TIERS = ("A-primary", "A-abstract", "B-summary page", "C-news", "C-secondary")
_NOT_FOR_THE_PRODUCT = ("gaps_to_transcribe",)
_COUNT_COLUMNS = (
    "area_type", "area_code", "period", "age_first", "age_last", "count", "source_id", "note",
)  # fmt: skip


def evidence_tables(mirror: Path) -> dict[str, pd.DataFrame]:
    """Every evidence table by name, checked: known sources and known tiers only.

    Returns:
        Frames of text as published; an empty cell means that the figure was not seen.

    Raises:
        DataError: If a row names an unknown source or tier.
    """
    names = sorted(path.stem for path in (mirror / "evidence").glob("*.csv"))
    tables = {
        name: read_csv(mirror, f"evidence/{name}.csv")
        for name in names
        if name not in _NOT_FOR_THE_PRODUCT
    }
    known = set(tables["sources"]["source_id"])
    for name, frame in tables.items():
        _check(name, frame, known)
    tables["national_population"] = national_population(mirror)
    tables["published_area_counts"] = pd.DataFrame(columns=list(_COUNT_COLUMNS))
    return tables


def national_population(mirror: Path) -> pd.DataFrame:
    """Published national populations by single year of age, for checks and denominators.

    Returns:
        `nation`, `mid_year`, `age`, `population`, `source`.
    """
    earlier = read_csv(mirror, "population/ons_mid2017_england_wales_single_year_0_25.csv")
    earlier["source"] = "ONS mid-2017 estimates of LSOA 2011, added up"
    latest = read_parquet(
        mirror,
        "population/mye_ltla24_syoa_sex.parquet",
        ["ltla24_code", "year", "age", "population", "latest"],
    )
    latest = latest[latest["latest"] & (latest["age"] <= 24)].copy()
    by_initial = {code[0]: name for code, name in NATIONS.items()}
    latest["nation"] = latest["ltla24_code"].str[0].map(by_initial)
    sums = latest.groupby(["nation", "year", "age"], as_index=False)["population"].sum()
    sums = sums.rename(columns={"year": "mid_year"})
    sums["source"] = "Mid-year estimates by local authority (ONS, NRS, NISRA), added up"
    return pd.concat([earlier, sums.astype("str")], ignore_index=True)


def _check(name: str, frame: pd.DataFrame, known: set[str]) -> None:
    where = f"evidence/{name}.csv"
    if "evidence_tier" in frame and not frame["evidence_tier"].dropna().isin(TIERS).all():
        raise DataError("A row has an unknown evidence tier.", where=where,
                        try_=f"Use one of {', '.join(TIERS)}.")  # fmt: skip
    if "source_id" in frame:
        named = set(frame["source_id"].dropna().str.split(";").explode())
        if named - known:
            raise DataError(
                f"Rows name sources that are not recorded: {', '.join(sorted(named - known))}.",
                where=where,
                try_="Add them to evidence/sources.csv.",
            )
