"""Where a number comes from: the formula with the numbers in it, the assumptions and the sources.

Pure: it takes rows and words. `etl.release.Release.explain` finds them in a release.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from etl.catalogue.assumptions import DEFAULT_BASIS, NATIONAL_STUDY, NOT_COMPARABLE
from etl.catalogue.indicators import INDICATOR_BY_ID, Indicator
from etl.methods.explain_formula import formula

# Assumptions that every figure of need rests on; reach adds the rest.
_NEED_KEYS = (
    "need_basis", "age_bands", "relative_risks", "deprivation", "monte_carlo_draws",
    "monte_carlo_seed", "draw_definition", "draw_trend", "draw_risks", "draw_deprivation",
    "draw_local",
)  # fmt: skip
_REACH_KEYS = ("reach_is_inclusive", "supply_status", "travel_error", "travel_limit")
_GAP_KEYS = (
    "access_method", "unknown_capacity", "supply_spread", "gap_travel_spread", "gap_draws",
    "gap_benchmark",
)  # fmt: skip
_PLAIN_REACH = ("minutes_to", "share_within", "need_beyond")
_EXTRA_KEYS = {
    "Tiers of need": ("tier_shares",),
    "Moving to adult care": ("age_25",),
}


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One number with everything it rests on.

    Attributes:
        area_type: Kind of area.
        area_code: Its code.
        area_name: Its name.
        indicator_id: Which figure.
        label: What the figure is called.
        about: What it means.
        period: What it is for.
        value: The figure; empty where it is not known.
        lower: Lower limit at 95%, where there is one.
        upper: Upper limit at 95%, where there is one.
        unit: Unit of the value.
        formula: How it is worked out, with the numbers in it.
        basis: Basis of the estimate of need.
        comparable: Whether nations may be compared on this basis.
        basis_note: The basis in words.
        note: What the reader must know about this figure.
        assumptions: Label, value and reason of each choice behind it.
        sources: Title, publisher, vintage and licence of each source.
        code_version: Version of the code that made it.
        release: The release it stands in.
    """

    area_type: str
    area_code: str
    area_name: str
    indicator_id: str
    label: str
    about: str
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: str
    formula: tuple[str, ...]
    basis: str
    comparable: bool
    basis_note: str
    note: str
    assumptions: tuple[dict[str, str], ...]
    sources: tuple[dict[str, str], ...]
    code_version: str
    release: str

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON."""
        return asdict(self)

    def as_text(self) -> str:
        """As lines for a person."""
        limits = "" if self.lower is None else (
            f" (95% interval {self._plain(self.lower)} to {self._plain(self.upper)})"
        )  # fmt: skip
        value = (
            "not known" if self.value is None else f"{self._plain(self.value)} {self.unit}{limits}"
        )
        lines = [
            f"{self.label}, {self.area_name} ({self.area_code}), {self.period}",
            f"Value: {value}",
            "Formula:",
            *[f"  {line}" for line in self.formula],
            f"Basis: {self.basis}. {self.basis_note}",
            *([f"Note: {self.note}"] if self.note else []),
            "Assumptions:",
            *[f"  {a['label']}: {a['value']}. {a['reason']}" for a in self.assumptions],
            "Sources:",
            *[f"  {s['title']} ({s['publisher']}), {s['vintage']}. {s['licence']}"
              for s in self.sources],
            f"Code {self.code_version}, release {self.release}",
        ]  # fmt: skip
        return "\n".join(lines)

    def _plain(self, value: float | None) -> str:
        decimals = INDICATOR_BY_ID[self.indicator_id].decimals
        return "" if value is None else f"{value:,.{decimals}f}"


def explain(
    *,
    row: Mapping[str, Any],
    area_name: str,
    parts: pd.DataFrame,
    figures: Mapping[str, float],
    manifest: Mapping[str, Any],
) -> Explanation:
    """Put one figure together with everything it rests on.

    Args:
        row: The row of the table `indicators`.
        area_name: Name of the area.
        parts: Rows of `need_parts` of the area; may be empty.
        figures: Other figures of the same area and basis, by indicator id.
        manifest: Manifest of the release.

    Returns:
        The explanation.
    """
    indicator = INDICATOR_BY_ID[str(row["indicator_id"])]
    basis = str(row["basis"])
    return Explanation(
        area_type=str(row["area_type"]),
        area_code=str(row["area_code"]),
        area_name=area_name,
        indicator_id=indicator.id,
        label=indicator.label,
        about=indicator.about,
        period=str(row["period"]),
        value=_number(row["value"]),
        lower=_number(row["lower"]),
        upper=_number(row["upper"]),
        unit=str(row["unit"]),
        formula=tuple(
            formula(indicator.id, value=_number(row["value"]), basis=basis, parts=parts,
                    figures=figures)
        ),
        basis=basis,
        comparable=basis != NATIONAL_STUDY,
        basis_note=str(manifest["bases"].get(basis, NOT_COMPARABLE)),
        note=str(row["note"]) if isinstance(row["note"], str) else "",
        assumptions=_assumptions(indicator, basis, manifest["assumptions"]),
        sources=_sources(indicator, manifest["sources"]),
        code_version=str(manifest["code_version"]),
        release=str(manifest["release"]),
    )  # fmt: skip


def _assumptions(
    indicator: Indicator, basis: str, known: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, str], ...]:
    keys: tuple[str, ...] = ()
    if "evidence" in indicator.input_tables and indicator.group != "Planning standards":
        keys = _NEED_KEYS
    if indicator.service_kind:
        keys += _REACH_KEYS
        keys += () if indicator.id.startswith(_PLAIN_REACH) else _GAP_KEYS
    keys += _EXTRA_KEYS.get(indicator.group, ())
    if basis != DEFAULT_BASIS:
        keys = tuple(key for key in keys if key != "need_basis")
    return tuple(
        {
            "label": str(one["label"]),
            "value": f"{one['value']} {one['unit']}".strip(),
            "reason": str(one["reason"]),
            "source_id": str(one["source_id"]),
        }
        for one in known
        if one["id"] in keys
    )


def _sources(
    indicator: Indicator, known: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, str], ...]:
    tables = set(indicator.input_tables)
    return tuple(
        {key: str(one[key]) for key in ("id", "title", "publisher", "vintage", "licence")}
        for one in known
        if tables & set(one["used_in"])
    )


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
