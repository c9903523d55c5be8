"""The register as map and table, one service in full, how fresh it is, and how to correct it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.charts.legend import service_legend
from dashboard.charts.register import Freshness, missing, register_table
from dashboard.charts.register_map import register_map
from dashboard.charts.service_points import count_kinds
from dashboard.components.map import gap_map
from dashboard.components.services_session import (
    MAP_KEY,
    SERVICE_KEY,
    TABLE_KEY,
    on_map_click,
    on_row,
    on_widget,
)
from dashboard.correction import STEPS, correction_row, instructions
from dashboard.data import Data
from dashboard.state.address import spaced
from dashboard.state.services import ServicesState
from etl.catalogue.fields import FIELDS
from etl.catalogue.services import POINT_QUALITIES, SERVICE_KIND_BY_ID, STATUSES

_ROW = 35
_MOST_ROWS = 12
# What is shown of one service, in this order.
_SHOWN = (
    "provider", "address", "town", "postcode", "stated_catchment", "beds", "beds_note",
    "age_from", "age_to", "status_date", "status_note", "website", "regulator", "regulator_id",
    "ods_code", "point_source", "source_url", "last_verified",
)  # fmt: skip


def service_map(data: Data, state: ServicesState, rows: pd.DataFrame) -> None:
    """The services as points. A click on one chooses it."""
    scene = register_map(
        rows,
        land_url=data.boundaries_url("country"),
        nations=data.codes_in_order("country"),
        chosen=state.service,
    )
    gap_map(scene, key=MAP_KEY, on_click=on_map_click)
    kinds = [kind for kind in SERVICE_KIND_BY_ID if (rows["service_kind"] == kind).any()]
    st.html(service_legend(count_kinds(rows, kinds)))


def service_table(state: ServicesState, rows: pd.DataFrame) -> None:
    """The services as rows. Selecting one chooses it."""
    table = register_table(rows)
    chosen = [i for i, id_ in enumerate(rows["service_id"]) if id_ == state.service]
    st.caption("Click a heading to sort. Select a row to see everything that is known about it.")
    st.dataframe(
        table,
        hide_index=True,
        height=_ROW * (min(max(len(table), 1), _MOST_ROWS) + 1) + 3,
        key=TABLE_KEY,
        on_select=on_row,
        selection_mode="single-row",
        selection_default={"selection": {"rows": chosen}},
        placeholder="Not known",
        column_config={
            "Service": st.column_config.TextColumn(width=260),
            "Beds": st.column_config.NumberColumn(format="%d", width=88),
            "Offers": st.column_config.TextColumn(width=260),
            "Not known": st.column_config.TextColumn(width=260),
        },
        alt=f"{len(table)} services with kind, town, status, ages, beds and what is not known.",
    )


def service_picker(rows: pd.DataFrame) -> None:
    """The services by name, for those who use neither the map nor the table."""
    names = {str(r.service_id): str(r.name) for r in rows.itertuples()}
    st.selectbox(
        "Service to look at", list(names), index=None, key=SERVICE_KEY, on_change=on_widget,
        format_func=lambda id_: names.get(id_, id_), placeholder="Type a name, or click the map",
    )  # fmt: skip


def service_in_full(data: Data, state: ServicesState) -> None:
    """Everything that the register says about one service, and what it does not say."""
    services = data.services
    row = services[services["service_id"] == state.service].iloc[0]
    kind = SERVICE_KIND_BY_ID[str(row["service_kind"])]
    st.subheader(str(row["name"]), anchor=False)
    nation = f" in {row['nation']}" if isinstance(row["nation"], str) else ""
    st.markdown(f"{kind.label}{nation}. {STATUSES[str(row['status'])]}.")
    facts = [
        (FIELDS[name].label, _shown(name, row[name])) for name in _SHOWN if not pd.isna(row[name])
    ]
    facts.append((FIELDS["point_quality"].label, POINT_QUALITIES[str(row["point_quality"])]))
    st.table(pd.DataFrame(facts, columns=["What", "As found"]).set_index("What"))
    lost = missing(row)
    if lost:
        st.markdown(f"**Not known:** {', '.join(lost)}.")
    st.caption(kind.register_note)


def freshness_panel(found: Freshness) -> None:
    """How old the rows are."""
    st.markdown(found.sentence)
    table = pd.DataFrame(
        [(year or "Not known", count) for year, count in found.years],
        columns=["Year of the newest source", "Services"],
    ).set_index("Year of the newest source")
    with st.expander("Services by year of the newest source"):
        st.table(table)


def correction_panel(data: Data, state: ServicesState) -> None:
    """How to propose a correction, with the row to fill in."""
    chosen = state.service
    services = data.services.set_index("service_id")
    name = str(services.at[chosen, "name"]) if chosen else ""
    about = f"the row of {name}" if name else "an empty row for a service that is missing"
    st.markdown(f"Download {about} and fill it in:")
    st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(STEPS, start=1)))
    with st.container(horizontal=True):
        st.download_button(
            f"Row of {name} (CSV)" if name else "Empty row (CSV)",
            lambda: correction_row(data.services, chosen),
            file_name=f"gap-atlas_correction_{chosen or 'new-service'}.csv",
            mime="text/csv", on_click="ignore", key="services_correction",
        )  # fmt: skip
        st.download_button(
            "How to fill it in (text)",
            lambda: instructions(name),
            file_name="gap-atlas_correction_how-to.txt",
            mime="text/plain", on_click="ignore", key="services_how_to",
        )  # fmt: skip
    if not name:
        st.caption("Choose a service above to download its own row instead.")


def _shown(name: str, value: object) -> str:
    if name == "postcode":
        return spaced(str(value))
    return f"{value:.0f}" if isinstance(value, float) else str(value)
