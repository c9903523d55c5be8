"""Planning standards on each area: nurses, consultants, and published spend per child."""

from __future__ import annotations

import numpy as np

from etl.build.context import Context
from etl.build.need_evidence import one_row
from etl.build.need_model import need_model
from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.catalogue.population import bands_between
from etl.methods.gaps import Estimate

Noted = tuple[Estimate, list[str | None], list[str] | None]
"""A figure by area, a note for each, and a period for each where it has its own."""


def nurses(context: Context, area_type: str) -> Noted:
    """Community children's nurses by the standard of 20 for 50,000 children aged 0 to 18."""
    rows = context.csv("evidence/planning_standards")
    standard = float(
        one_row(rows, metric="Community children's nurses required per 50,000 child population")[
            "value"
        ]
    )
    people = context.small_areas[list(bands_between(0, 18))].sum(axis=1).to_numpy()
    value = _sums(context, area_type, people * standard / 50_000)
    return _bare(value), [None] * len(value), None


def consultants(context: Context, area_type: str) -> Noted:
    """The area's part, by need, of the 40 to 60 consultants that the UK is said to need."""
    rows = context.csv("evidence/planning_standards")
    low, high = (
        float(
            one_row(
                rows, metric=f"Specialist children's palliative care consultants needed ({word})"
            )["value"]
        )
        for word in ("low", "high")
    )
    need = need_model(context).need[DEFAULT_BASIS]
    share = _sums(context, area_type, need) / need.sum()
    estimate = Estimate(share * (low + high) / 2, share * low, share * high)
    return estimate, [None] * len(share), None


def spend_per_child(context: Context, area_type: str) -> Noted:
    """Published spend of an integrated care board on children's hospices, for each child.

    Only boards that a published page names have a figure; for every other area it is not known.
    """
    _, codes = context.groups(area_type)
    value, notes = np.full(len(codes), np.nan), [_NOT_SEEN] * len(codes)
    periods = ["not known"] * len(codes)
    if area_type == "health_body_2024":
        areas = context.input_table("areas")
        areas = areas[areas["area_type"] == area_type]
        rows = context.csv("evidence/spend_by_icb").dropna(subset=["value"])
        for _, row in rows[rows["metric"].str.startswith("ICB spend")].iterrows():
            names = areas["name"].str.contains(str(row["icb"]), regex=False)
            for code in areas.loc[names, "area_code"]:
                if str(code) in codes:
                    place = codes.index(str(code))
                    value[place], periods[place] = float(row["value"]), str(row["year"])
                    notes[place] = (
                        f"Published by {row['source_id']}, evidence tier {row['evidence_tier']}."
                    )
    return _bare(value), list(notes), periods


_NOT_SEEN = "Not published in the sources at hand."


def _sums(context: Context, area_type: str, values: np.ndarray) -> np.ndarray:
    number, codes = context.groups(area_type)
    inside = number >= 0
    return np.bincount(number[inside], values[inside], len(codes))


def _bare(value: np.ndarray) -> Estimate:
    none = np.full(len(value), np.nan)
    return Estimate(value, none, none)
