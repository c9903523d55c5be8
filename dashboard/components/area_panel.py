"""The figures of the chosen area and the services near it."""

from __future__ import annotations

from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.charts.area_facts import AreaFacts, area_facts
from dashboard.charts.assumed import WEIGHTED_AS_PUBLISHED, in_short, labelled
from dashboard.charts.tables import MINUTES, WITHIN, services_table
from dashboard.charts.words import list_of, with_unit
from dashboard.components.links import page_link
from dashboard.data import Data
from dashboard.data.kept import kept
from dashboard.data.nearby import AS_PUBLISHED, ASSUMED
from dashboard.state import compare
from dashboard.state.explore import ExploreState
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.indicators import INDICATOR_BY_ID, Indicator
from etl.methods.scenario_parts import Assumptions

_ROWS_SHOWN = 10
_SPEED = Assumptions().speed
_CHOOSE = (
    "<p><strong>Choose an area</strong> by name above, or click it on the map, to see its figures "
    "and the services within 60 minutes.</p>"
)


def area_panel(data: Data, state: ExploreState) -> None:
    """The chosen area, or the UK where none is chosen."""
    if state.area:
        _chosen(data, state)
    else:
        _uk(data, state)


def _chosen(data: Data, state: ExploreState) -> None:
    area_type = AREA_TYPE_BY_ID[state.area_type]
    indicator = labelled(INDICATOR_BY_ID[state.indicator], state.assumed)
    frame = data.indicator(state.area_type, state.indicator, state.basis)
    name = data.areas(state.area_type)[state.area]
    nation = data.nation_of(state.area_type, state.area)
    st.subheader(name, anchor=False)
    place = area_type.label if name == nation else f"{area_type.label} in {nation}"
    _soft(f"{place} ({state.area})")
    rows = frame[frame["area_code"] == state.area]
    if rows.empty:
        _soft("This release has no figure for this area.")
    else:
        facts = area_facts(
            rows.iloc[0],
            frame=frame,
            indicator=indicator,
            area_type=area_type,
            uk_value=data.uk_value(indicator, state.basis),
        )
        _figure(facts, indicator)
        _why(data, state, indicator)
        there = compare.CompareState(area_type=state.area_type, areas=(state.area,))
        there = there.with_indicator(state.indicator, state.basis)
        page_link("Compare it with other areas", to="compare", query=compare.to_query(there))
    _services(data, state, name)


def _figure(facts: AreaFacts, indicator: Indicator) -> None:
    sentences = [facts.interval, facts.comparison, facts.rank, facts.note]
    items = "".join(f"<li>{escape(text)}</li>" for text in sentences if text)
    kind = "Modelled estimate, not a count." if "evidence" in indicator.input_tables else ""
    st.html(
        f'<p class="ga-soft">{escape(indicator.label)}</p>'
        f'<p class="ga-figure">{escape(facts.value)}</p><ul class="ga-facts">{items}</ul>'
        f'<p class="ga-soft">{kind} Population: {escape(facts.period)}.</p>'
    )


def _why(data: Data, state: ExploreState, indicator: Indicator) -> None:
    """The sentence on why there is a gap in the services that the indicator is about."""
    sentence = data.gap_reason(state.area_type, state.area, indicator.service_kind)
    if sentence:
        st.html(f"<p>{escape(sentence)}</p>")


def _services(data: Data, state: ExploreState, name: str) -> None:
    near = data.services_near(state.area_type, state.area)
    st.subheader("Services within 60 minutes", anchor=False)
    words = in_short(near.attrs[ASSUMED])
    if near.empty:
        _soft(
            f"No service of the register is within 60 minutes by car of any neighbourhood of "
            f"{name}. The register shows what was found: other services may exist. {words}"
        )
        return
    at_speed = " at the published speed" if near.attrs[ASSUMED].speed != _SPEED else ""
    weights = WEIGHTED_AS_PUBLISHED if near.attrs[AS_PUBLISHED] else ""
    _soft(
        f"{len(near)} found within 60 minutes by car of some or all neighbourhoods of {name}. "
        "Minutes are an average over the children who can reach the service within three hours"
        f"{at_speed}. 'Within 60' is the share of children for whom the journey is at most 60 "
        f"minutes. {words} {weights}"
    )
    table = services_table(near)
    st.dataframe(
        table,
        hide_index=True,
        height=_height(len(table)),
        placeholder="",
        column_config={
            "Service": st.column_config.TextColumn(width=220),
            MINUTES: st.column_config.NumberColumn(format="%d", width=72),
            WITHIN: st.column_config.NumberColumn(format="%d", width=96),
            "Beds": st.column_config.NumberColumn(format="%d"),
        },
        alt=f"{_services_alt(table, name)} {words}".strip(),
    )


def _services_alt(table: pd.DataFrame, name: str) -> str:
    first = table.iloc[0]
    return (
        f"{len(table)} services within 60 minutes of {name}. The nearest on average is "
        f"{first['Service']}, {first[MINUTES]:.0f} minutes."
    )


def _height(rows: int) -> int:
    return 35 * (min(rows, _ROWS_SHOWN) + 1) + 3


def _uk(data: Data, state: ExploreState) -> None:
    st.subheader("United Kingdom", anchor=False)
    st.html(_uk_figures(data, state.area_type, state.indicator, state.basis))


@kept(most=400)
def _uk_figures(data: Data, area_type: str, indicator_id: str, basis: str) -> str:
    indicator = labelled(INDICATOR_BY_ID[indicator_id], data.assumptions)
    uk_value = data.uk_value(indicator, basis)
    frame = data.indicator(area_type, indicator_id, basis)
    items = [_extreme(frame, indicator, word=word) for word in ("Highest", "Lowest")]
    return (
        f'<p class="ga-soft">{escape(indicator.label)}</p>'
        f'<p class="ga-figure">{escape(with_unit(uk_value, indicator))}</p>'
        f'<ul class="ga-facts">{"".join(f"<li>{escape(i)}</li>" for i in items if i)}</ul>'
        f"<p>{escape(INDICATOR_BY_ID[indicator_id].about)}</p>{_CHOOSE}"
    )


def _extreme(frame: pd.DataFrame, indicator: Indicator, *, word: str) -> str:
    shown = frame["value"].to_numpy(dtype=float).round(indicator.decimals)
    if not np.isfinite(shown).any():
        return ""
    limit = np.nanmax(shown) if word == "Highest" else np.nanmin(shown)
    names = frame["name"].to_numpy(dtype=object)[shown == limit].tolist()
    if len(names) > 3:
        return f"{word}: {with_unit(limit, indicator)}, in {len(names)} areas."
    return f"{word}: {with_unit(limit, indicator)}, in {list_of(names)}."


def _soft(text: str) -> None:
    st.html(f'<p class="ga-soft">{escape(text)}</p>')
