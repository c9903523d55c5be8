"""A chart with everything a reader needs: alternative text, pictures, its table, CSV and Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts.chart import Chart
from dashboard.components.pictures import CONFIG, picture_buttons
from dashboard.exports import ESTIMATE_NOTE, as_csv, citation, sources_of
from dashboard.workbook import Sheet, workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Paper:
    """What goes with the table of a chart into a file.

    Attributes:
        title: What the table shows; title of the file.
        about: What the figures mean.
        file: Name of the files, without ending.
        input_tables: Input tables the figures rest on, for the sources.
        notes: What a reader of the table must know.
        decimals: Decimals of columns.
        units: Units of columns whose heading has none.
    """

    title: str
    about: str
    file: str
    input_tables: tuple[str, ...]
    notes: Sequence[str] = ()
    decimals: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


def chart_panel(
    chart: Chart,
    *,
    name: str,
    paper: Paper,
    manifest: dict[str, Any],
    table_key: str,
    on_change: Callable[[], None],
) -> None:
    """Show a chart with its pictures, its table and its downloads.

    Args:
        chart: What `dashboard.charts` gives.
        name: Name of the chart, unique on the page.
        paper: What goes with the table into a file.
        manifest: Manifest of the release.
        table_key: Key of the widget that opens the table.
        on_change: Called when the table is opened or closed.
    """
    key = f"chart_{name}"
    st.plotly_chart(chart.figure, key=key, theme=None, config=CONFIG, alt=chart.alt)
    actions(chart, name=name, chart_key=key, paper=paper, manifest=manifest, table_key=table_key,
            on_change=on_change)  # fmt: skip


def actions(
    chart: Chart,
    *,
    name: str,
    chart_key: str,
    paper: Paper,
    manifest: dict[str, Any],
    table_key: str,
    on_change: Callable[[], None],
) -> None:
    """What stands below a chart: pictures, downloads and its table.

    Args:
        chart: The chart.
        name: Name of the chart, unique on the page.
        chart_key: Key of the chart on the page, or the beginning of the keys of its forms for wide
            and narrow screens: the one that is seen becomes the picture.
        paper: What goes with the table into a file.
        manifest: Manifest of the release.
        table_key: Key of the widget that opens the table.
        on_change: Called when the table is opened or closed.
    """
    with st.container(horizontal=True, gap="small", key=f"actions_{name}"):
        picture_buttons(chart_key=chart_key, what=paper.title, file=paper.file)
        table_buttons(chart.table, name=name, paper=paper, manifest=manifest)
    table_twin(chart.table, name=name, paper=paper, table_key=table_key, on_change=on_change)


def table_buttons(
    table: pd.DataFrame, *, name: str, paper: Paper, manifest: dict[str, Any]
) -> None:
    """Downloads of a table as CSV and Excel. A file is made when it is asked for."""
    files: tuple[tuple[str, Callable[[], bytes], str], ...] = (
        ("CSV", lambda: csv_of(table, paper=paper, manifest=manifest), "text/csv"),
        ("XLSX", lambda: excel_of(table, paper=paper, manifest=manifest), EXCEL),
    )
    for label, make, mime in files:
        st.download_button(
            label,
            make,
            file_name=f"{paper.file}.{label.lower()}",
            mime=mime,
            on_click="ignore",
            key=f"download_{name}_{label.lower()}",
        )


def table_twin(
    table: pd.DataFrame,
    *,
    name: str,
    paper: Paper,
    table_key: str,
    on_change: Callable[[], None],
    label: str = "The table behind this chart",
) -> None:
    """The table behind a chart. Its rows are sent only while it is open."""
    panel = st.expander(label, key=table_key, on_change=on_change)
    if not panel.open:
        return
    formats: dict[str, Any] = {"Area": st.column_config.TextColumn(width=240)}
    formats |= {
        column: st.column_config.NumberColumn(format=f"%.{places}f")
        for column, places in paper.decimals.items()
    }
    with panel:
        st.dataframe(
            table, hide_index=True, placeholder="", column_config=formats, key=f"rows_{name}",
            height=min(420, 38 + 35 * max(len(table), 1)), alt=f"{paper.title}. {len(table)} rows.",
        )  # fmt: skip
        for note in paper.notes:
            st.caption(note)


def csv_of(table: pd.DataFrame, *, paper: Paper, manifest: dict[str, Any]) -> bytes:
    """The table as plain data, with the sources and the release in columns."""
    ids = ";".join(source["id"] for source in sources_of(manifest, paper.input_tables))
    return as_csv(table.assign(source_ids=ids, release=manifest["release"]))


def excel_of(table: pd.DataFrame, *, paper: Paper, manifest: dict[str, Any]) -> bytes:
    """The table as an accessible workbook with its notes, assumptions and sources."""
    return workbook(
        title=paper.title,
        about=f"{paper.about}\n{ESTIMATE_NOTE}",
        citation=citation(manifest),
        notes=paper.notes,
        assumptions=manifest["assumptions"],
        sources=sources_of(manifest, paper.input_tables),
        created=datetime.fromisoformat(manifest["built"]),
        sheets=[
            Sheet("Data", paper.title, table, decimals=paper.decimals, units=paper.units,
                  not_applicable=("Note",))
        ],
    )  # fmt: skip
