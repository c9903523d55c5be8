"""The formula behind a figure, with its numbers, so that a reader can work it out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from etl.catalogue.assumptions import NATIONAL_STUDY
from etl.catalogue.indicators import INDICATOR_BY_ID, TIERS, TRANSITION

_TIER_IDS = tuple(tier.id for tier in TIERS)


def formula(
    indicator_id: str,
    *,
    value: float | None,
    basis: str,
    parts: pd.DataFrame,
    figures: Mapping[str, float],
) -> list[str]:
    """Lines that give the figure with its numbers.

    Args:
        indicator_id: Which figure.
        value: The figure; empty where it is not known.
        basis: Basis of the estimate of need.
        parts: Rows of `need_parts` of the area.
        figures: Other figures of the same area and basis, by indicator id.

    Example:
        >>> formula("need_per_10000", value=50.0, basis="england_definition",
        ...         parts=pd.DataFrame(), figures={"need_all": 10.0, "population_0_19": 2000.0})
        ['10.00 children / 2,000 residents aged 0 to 19 x 10,000 = 50.00']
    """
    if value is None:
        return ["Not known: nothing at hand gives this figure for this area."]
    if indicator_id == "need_all":
        return _need(value, basis, parts)
    kind = INDICATOR_BY_ID[indicator_id].service_kind
    if kind:
        return _reach(indicator_id, kind, value, figures)
    return [_line(indicator_id, value, figures)]


def _line(indicator_id: str, value: float, figures: Mapping[str, float]) -> str:
    need, people = figures.get("need_all", 0.0), figures.get("population_0_19", 0.0)
    lines = {
        "need_per_10000": f"{need:,.2f} children / {people:,.0f} residents aged 0 to 19 x 10,000",
        "population_0_19": "residents aged 0 to 19, added up from small areas",
        "nurses_needed": f"{value * 2_500:,.0f} residents aged 0 to 18 x 20 nurses / 50,000",
        "consultants_needed": "middle of 40 and 60 consultants for the United Kingdom x "
        f"{value / 50:.5f}, the area's share of modelled need",
        "hospice_spend_per_child": "as published; nothing is worked out",
        **{i.id: "residents aged 14 to 25 x England's published rate for them" for i in TRANSITION},
    }
    if indicator_id in _TIER_IDS:
        share = value / need if need else 0.0
        return f"{need:,.2f} children x published share {share:.4f} = {value:,.2f}"
    return f"{lines[indicator_id]} = {value:,.2f}"


def _need(value: float, basis: str, parts: pd.DataFrame) -> list[str]:
    lines = ["residents x England's rate x mean risk relative to England, by age:"]
    total = 0.0
    for row in parts.itertuples():
        lines.append(
            f"aged {row.age_range}: {row.population:,.0f} x {row.rate_per_10000:,.2f} / 10,000 x "
            f"{row.risk_ratio:.4f} = {row.children:,.2f}"
        )
        total += float(row.children)
    lines.append(f"sum = {total:,.2f}")
    if total > 0 and abs(value / total - 1) > 1e-6:
        why = "the nation's own study" if basis == NATIONAL_STUDY else "published counts"
        if basis == NATIONAL_STUDY:
            why += " and published counts, if there are any"
        lines.append(f"x {value / total:.4f}, from {why} = {value:,.2f}")
    return lines


def _reach(indicator_id: str, kind: str, value: float, figures: Mapping[str, float]) -> list[str]:
    need = figures.get("need_all", 0.0)
    if indicator_id.startswith("minutes_to"):
        return [
            "sum over small areas of children x minutes / sum of children, where a service can be "
            f"reached = {value:,.1f} minutes"
        ]
    if indicator_id.startswith(("share_within", "need_beyond")):
        return _threshold(indicator_id, kind, value, figures)
    if indicator_id.startswith("shortfall_share"):
        short = figures[f"capacity_shortfall_{kind}"]
        return [f"{short:,.2f} children short of capacity / {need:,.2f} x 100 = {value:,.2f}%"]
    about = INDICATOR_BY_ID[indicator_id].about
    return [f"Worked out for each small area and added up. {about}", f"result = {value:,.2f}"]


def _threshold(
    indicator_id: str, kind: str, value: float, figures: Mapping[str, float]
) -> list[str]:
    need, minutes = figures.get("need_all", 0.0), indicator_id.split("_")[2]
    if indicator_id.startswith("share_within"):
        beyond = figures[f"need_beyond_{minutes}_{kind}"]
        return [
            f"({need:,.2f} children - {beyond:,.2f} more than {minutes} minutes away) / "
            f"{need:,.2f} x 100 = {value:,.2f}%"
        ]
    share = figures[f"share_within_{minutes}_{kind}"]
    return [f"{need:,.2f} children x (1 - {share:,.2f}% within {minutes} minutes) = {value:,.2f}"]
