"""Pieces of the page Data and methods: what a release says about itself."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts.service_points import count_kinds
from dashboard.charts.words import number
from dashboard.components.provenance import source_line
from dashboard.data import Data
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.services import SERVICE_KIND_BY_ID

_TOTALS = {
    "areas": "Areas",
    "small_areas": "Neighbourhoods (small areas)",
    "services": "Services in the register",
    "services_open": "Services found open",
    "services_open_with_point": "Services found open, with a point on the map",
    "uk_need": "Children with life-limiting conditions in the UK now, modelled",
    "england_need_2017_18": "The same for England at the population of 2017/18",
}


def totals_panel(data: Data) -> None:
    """The figures a reader checks first."""
    totals = data.manifest.get("totals", {})
    rows = [(label, _whole(totals[key])) for key, label in _TOTALS.items() if key in totals]
    for nation, children in totals.get("nations_need", {}).items():
        rows.append((f"The same for {nation} now", _whole(children)))
    st.table(_two_columns(rows, "What", "Number"))
    st.markdown(
        f"Release **{data.id}**, built {data.manifest['built'][:10]} with code version "
        f"{data.manifest.get('code_version', 'not stated')}. Population estimates: "
        + "; ".join(f"{k}, {v}" for k, v in data.manifest.get("periods", {}).items())
        + "."
    )
    kinds = "; ".join(f"{t.plural} ({t.count})" for t in PLANNING_AREA_TYPES)
    st.markdown(f"Figures are given for: {kinds}.")


def register_panel(data: Data) -> None:
    """By kind of service: how many were found, and how complete the register is."""
    lines = []
    for count in count_kinds(data.services, list(SERVICE_KIND_BY_ID)):
        kind = SERVICE_KIND_BY_ID[count.kind]
        found = [f"{count.shown} found open with a point"]
        if count.approximate:
            found.append(f"of these {count.approximate} approximate")
        if count.unplaced:
            found.append(f"{count.unplaced} without an address")
        if count.not_open:
            found.append(f"{count.not_open} closed or not known to be open")
        lines.append(f"- **{kind.plural}:** {', '.join(found)}. {kind.register_note}")
    st.markdown("\n".join(lines))


def sources_panel(data: Data) -> None:
    """Every source with what was done to it and what to know."""
    for source in data.manifest["sources"]:
        st.markdown("\n".join([source_line(source), *_source_details(source)]))


def licences_panel(data: Data) -> None:
    """The words that the licences ask for, each once."""
    words = dict.fromkeys(str(s["attribution"]).strip() for s in data.manifest["sources"])
    st.markdown("\n".join(f"- {text}" for text in words if text))


def checks_panel(data: Data) -> None:
    """Every check with its reason and result."""
    checks = data.release.checks
    failed = sum(not check["passed"] for check in checks)
    st.markdown(
        f"{len(checks)} checks were made before this release was published. "
        + ("All passed." if not failed else f"{failed} failed.")
    )
    lines = []
    for check in checks:
        name = str(check["id"]).replace("_", " ").capitalize()
        result = "passed" if check["passed"] else "failed"
        lines.append(f"- **{name}: {result}.** {check['reason']} {check.get('detail', '')}")
    st.markdown("\n".join(lines))


def _source_details(source: dict[str, Any]) -> list[str]:
    lines = []
    if source.get("method"):
        lines.append(f"    - What was done: {' '.join(str(source['method']).split())}")
    lines += [f"    - Limit: {limit}" for limit in source.get("limits", [])]
    return lines


def _two_columns(rows: list[tuple[str, str]], first: str, second: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[first, second]).set_index(first)


def _whole(value: Any) -> str:
    return number(float(value), decimals=0) if isinstance(value, (int, float)) else str(value)
