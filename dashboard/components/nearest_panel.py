"""The services nearest to a postcode, with minutes."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts.assumed import in_short
from dashboard.charts.register import nearest_table
from dashboard.components.problems import show_notes
from dashboard.data import Data
from dashboard.data.nearby import ASSUMED
from dashboard.state.address import spaced
from etl.catalogue.services import DESTINATION_KINDS, SERVICE_KIND_BY_ID
from etl.methods.scenario_parts import Assumptions

_MOST = 12


def nearest_panel(data: Data, postcode: str) -> None:
    """The nearest of each kind in a sentence each, and the nearest of all in a table."""
    shown = spaced(postcode)
    st.header(f"Nearest services to {shown}", anchor=False)
    small_area = data.small_area_of(postcode)
    if not small_area:
        show_notes(
            [f"{shown} is not a live postcode of Great Britain, so no journey can be given."]
        )
        return
    near = data.services_of_small(small_area)
    st.caption(
        f"Minutes by car at typical speeds from the middle of the neighbourhood that {shown} lies "
        "in, not from the address itself. Only services with a point on the map, and of these only "
        f"{'those found open' if _is_open(near) else 'the ones that are assumed to count'}. "
        f"{in_short(near.attrs[ASSUMED])}"
    )
    st.markdown("\n".join(_lines(near)))
    if near.empty:
        return
    table = nearest_table(near).head(_MOST)
    st.dataframe(
        table,
        hide_index=True,
        height=35 * (len(table) + 1) + 3,
        placeholder="",
        column_config={"Minutes": st.column_config.NumberColumn(format="%d", width=72)},
        alt=f"The {len(table)} services nearest to {shown}, with minutes by car.",
    )


def _is_open(near: pd.DataFrame) -> bool:
    assumed: Assumptions = near.attrs[ASSUMED]
    return assumed.statuses == Assumptions().statuses


def _lines(near: pd.DataFrame) -> list[str]:
    lines = []
    assumed: Assumptions = near.attrs[ASSUMED]
    at_speed = " at the published speed" if assumed.speed != Assumptions().speed else ""
    for kind in DESTINATION_KINDS:
        own = near[near["service_kind"] == kind.id]
        label = SERVICE_KIND_BY_ID[kind.id].label
        if own.empty:
            lines.append(
                f"- **{label}:** none in the register within three hours{at_speed} by road."
            )
        else:
            first = own.iloc[0]
            lines.append(f"- **{label}:** {first['name']}, {first['travel_minutes']:.0f} minutes.")
    return lines
