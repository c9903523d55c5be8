"""Downloads of the register."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from dashboard.charts.register import register_table
from dashboard.data import Data
from dashboard.exports import as_csv, citation, sources_of
from dashboard.state.services import ServicesState
from dashboard.workbook import Sheet, workbook
from etl.catalogue.fields import FIELDS
from etl.catalogue.tables import TABLE_BY_NAME

_NOTE = (
    "The register shows what was found in regulators' and providers' public pages. A service that "
    "is not in it may still exist. Check that a service is open before relying on it."
)


def service_downloads(data: Data, state: ServicesState, rows: pd.DataFrame) -> None:
    """The rows shown: as they stand in the release, and in words."""
    if rows.empty:
        return
    part = "services-chosen" if state.is_filtered else "services"

    def csv() -> bytes:
        full = rows[list(TABLE_BY_NAME["services"].fields)]
        return as_csv(full.assign(release=data.id))

    def xlsx() -> bytes:
        return register_workbook(data, rows, filtered=state.is_filtered)

    files = (
        ("Register (CSV)", csv, "csv", "text/csv"),
        ("Register (Excel)", xlsx, "xlsx",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    )  # fmt: skip
    with st.container(horizontal=True):
        for label, make, ending, mime in files:
            st.download_button(label, make, file_name=f"gap-atlas_{part}_{data.id}.{ending}",
                               mime=mime, on_click="ignore",
                               key=f"services_download_{ending}")  # fmt: skip


def register_workbook(data: Data, rows: pd.DataFrame, *, filtered: bool) -> bytes:
    """The rows as an accessible workbook: in words, and in full with their sources."""
    fields = TABLE_BY_NAME["services"].fields
    full = rows[list(fields)].rename(columns={name: FIELDS[name].label for name in fields})
    chosen = "Only the services that were chosen on the page. " if filtered else ""
    return workbook(
        title="Register of services",
        about=f"{chosen}{len(rows)} services. {_NOTE}",
        citation=citation(data.manifest),
        sheets=[
            Sheet("Services", "Services in the UK, in words", register_table(rows)),
            Sheet("Full_rows", "The same services with all that is recorded", full),
        ],
        notes=[_NOTE],
        sources=sources_of(data.manifest, ("services",)),
        created=datetime.fromisoformat(data.manifest["built"]),
    )
