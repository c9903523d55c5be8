"""Where figures come from: sources with links, and assumptions with reasons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from dashboard.data import Data
from dashboard.exports import citation, sources_of
from dashboard.state.explore import ExploreState
from etl.catalogue.indicators import INDICATOR_BY_ID


def number_panel(data: Data, state: ExploreState) -> None:
    """How the number of the chosen area is worked out. Sent only while it is open."""
    panel = st.expander("Where does this number come from", key="explore_number", on_change="rerun")
    if not panel.open:
        return
    found = data.explain(state.area_type, state.area, state.indicator, state.basis)
    with panel:
        st.markdown(f"**{found.label}, {found.area_name}, {found.period}**")
        st.code("\n".join(found.formula), language=None, wrap_lines=True)
        st.markdown(f"Basis: {found.basis_note}")
        if found.note and found.note not in found.basis_note:
            st.markdown(found.note)
        st.markdown("**Assumptions**")
        st.markdown(
            "\n".join(f"- **{a['label']}:** {a['value']}. {a['reason']}" for a in found.assumptions)
        )
        st.markdown("**Sources**")
        st.markdown(
            "\n".join(
                f"- **{s['title']}.** {s['publisher']}. Vintage: {s['vintage']}. "
                f"Licence: {s['licence']}."
                for s in found.sources
            )
        )
        st.markdown(f"Release {found.release}, code {found.code_version}.")


def provenance_panel(data: Data, *, indicator_id: str) -> None:
    """Sources and assumptions of what is shown. Sent only while it is open."""
    panel = st.expander("Where these figures come from", key="explore_sources", on_change="rerun")
    if not panel.open:
        return
    indicator = INDICATOR_BY_ID[indicator_id]
    with panel:
        st.markdown(f"**{indicator.label}.** {indicator.about}")
        st.markdown(f"Cite as: {citation(data.manifest)}")
        st.markdown("**Sources**")
        tables = (*indicator.input_tables, "boundaries", "services")
        st.markdown("\n".join(source_line(s) for s in sources_of(data.manifest, tables)))
        st.markdown("**Assumptions**")
        st.markdown("\n".join(assumption_lines(data.manifest["assumptions"])))


def source_line(source: dict[str, Any]) -> str:
    """One source as a line of Markdown, with its links."""
    links = " ".join(_link(url) for url in source["landing_urls"])
    return (
        f"- **{source['title']}.** {source['publisher']}. Vintage: {source['vintage']}. "
        f"Licence: {source['licence']}. {links}"
    )


def assumption_lines(assumptions: Iterable[dict[str, Any]]) -> list[str]:
    """Assumptions as lines of Markdown."""
    return [
        f"- **{a['label']}:** {a['value']} {a['unit']}".rstrip() + f". {a['reason']}"
        for a in assumptions
    ]


def _link(url: str) -> str:
    host = url.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")
    return f"[{host}]({url})"
