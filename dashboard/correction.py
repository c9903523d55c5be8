"""Proposing a correction of the register: a row to fill in, and how. Pure: no Streamlit."""

from __future__ import annotations

import pandas as pd

from etl.catalogue.fields import FIELDS
from etl.catalogue.tables import TABLE_BY_NAME

FIELDS_OF_A_SERVICE = TABLE_BY_NAME["services"].fields
EXTRA = ("what_is_wrong", "source_of_the_correction", "date_seen")


def correction_row(services: pd.DataFrame, service_id: str) -> bytes:
    """CSV with the register's row of one service and empty columns for the correction.

    Args:
        services: The register.
        service_id: The service; empty for a service that the register lacks.

    Returns:
        UTF-8 with a byte order mark: a heading row, and the row to change.
    """
    own = services.loc[services["service_id"] == service_id, list(FIELDS_OF_A_SERVICE)]
    if own.empty:
        own = pd.DataFrame([dict.fromkeys(FIELDS_OF_A_SERVICE)])
    row = own.assign(**dict.fromkeys(EXTRA, ""))
    return row.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def instructions(name: str) -> bytes:
    """How to fill the row in, and what each column means, as text.

    Args:
        name: Name of the service; empty for one that the register lacks.
    """
    subject = f"Correcting the register: {name}" if name else "Adding a service to the register"
    lines = [
        subject,
        "",
        *[f"{number}. {step}" for number, step in enumerate(STEPS, start=1)],
        "",
        "What each column means",
        *[f"- {field}: {FIELDS[field].label}. {FIELDS[field].about}" for field in
          FIELDS_OF_A_SERVICE],
        "- what_is_wrong: In a sentence, what the register says wrongly or lacks.",
        "- source_of_the_correction: The public page that says what is right.",
        "- date_seen: The day you read it, for example 2026-11-25.",
    ]  # fmt: skip
    return ("\n".join(lines) + "\n").encode("utf-8")


STEPS = (
    "Open the CSV file in a spreadsheet. It holds one row.",
    "Change only the cells that are wrong or empty. Leave a cell empty where something is not "
    "known. Do not change service_id.",
    "Fill in the last three columns: what is wrong, the public page that says so, and the day you "
    "read it. A correction without a public source cannot be taken over.",
    "Send the file to those who look after your copy of Gap Atlas. They check the source, change "
    "the row in data/inputs/services.parquet with its source and year, and build a new release.",
)
