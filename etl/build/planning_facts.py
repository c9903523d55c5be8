"""`planning_facts`: published figures for planning, each with its source, date and tier."""

from __future__ import annotations

import pandas as pd

from etl.build.context import Context

# Evidence table, column of the measure, words that say the subject.
_PICK = (
    ("planning_standards", "metric", "nurses", r"[Cc]ommunity children's nurses|RCN standard"),
    ("planning_standards", "metric", "consultants", r"consultants needed|consultants in post"),
    ("spend_by_icb", "metric", "spend_per_child", r"spend|range|unable"),
    ("coverage_24_7", "metric", "cover_24_7", r"."),
    ("funding_national", "metric", "hospice_grant", r"Hospice Grant|hospices via ICBs"),
)
NATIONS_SEEN = ("England", "Scotland", "Wales", "Northern Ireland")


def build(context: Context) -> pd.DataFrame:
    """Pick the rows of the evidence that planning asks for, as published."""
    parts = []
    for table, column, subject, words in _PICK:
        rows = context.csv(f"evidence/{table}")
        rows = rows[rows[column].str.contains(words, regex=True)]
        measure = rows[column]
        if "icb" in rows:
            measure = rows["icb"] + ": " + measure
        parts.append(
            pd.DataFrame(
                {
                    "fact_id": [f"{subject.replace('_', '-')}-{i + 1}" for i in range(len(rows))],
                    "subject": subject,
                    "nation": rows["nation"].where(rows["nation"].isin(NATIONS_SEEN)).to_numpy(),
                    "period": rows["year"].astype("str").to_numpy(),
                    "measure": measure.to_numpy(),
                    "published_value": _words(rows["value"]),
                    "unit": rows["unit"].fillna("").astype("str").to_numpy(),
                    "source_id": rows["source_id"].to_numpy(),
                    "evidence_tier": rows["evidence_tier"].to_numpy(),
                    "note": rows["note"]
                    .astype(object)
                    .where(rows["note"].notna(), None)
                    .to_numpy(),
                }
            )
        )
    frame = pd.concat(parts, ignore_index=True)
    # UK rows have no nation of the four: the note says so.
    whole = frame["nation"].isna()
    frame.loc[whole, "measure"] = frame.loc[whole, "measure"] + " (United Kingdom)"
    frame["published_value"] = frame["published_value"].where(
        frame["published_value"] != "nan", None
    )
    return frame


def _words(column: pd.Series) -> list[str | None]:
    return [None if pd.isna(value) else str(value) for value in column]
