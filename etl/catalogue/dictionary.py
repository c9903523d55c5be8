"""The data dictionary as Markdown, written from the catalogue."""

from __future__ import annotations

from etl.catalogue.areas import AREA_TYPES
from etl.catalogue.assumptions import ASSUMPTIONS
from etl.catalogue.fields import Field
from etl.catalogue.indicators import INDICATORS
from etl.catalogue.services import SERVICE_KINDS
from etl.catalogue.tables import TABLES, Table


def markdown() -> str:
    """The whole dictionary: area types, kinds of service, indicators, assumptions and tables."""
    parts = [
        "# Data dictionary",
        "Written by `python -m etl dictionary` from `etl/catalogue`. Do not edit by hand.",
        "## Area types",
        markdown_table(
            ("Id", "Name", "How many", "What it is"),
            [(f"`{t.id}`", t.label, f"{t.count:,}", t.about) for t in AREA_TYPES],
        ),
        "## Kinds of service",
        markdown_table(
            ("Id", "Name", "Travel time given", "What the register covers"),
            [
                (f"`{k.id}`", k.label, "yes" if k.is_destination else "no", k.register_note)
                for k in SERVICE_KINDS
            ],
        ),
        "## Indicators",
        markdown_table(
            ("Id", "Name", "Unit", "What it says"),
            [(f"`{i.id}`", i.label, i.unit, i.about) for i in INDICATORS],
        ),
        "## Assumptions",
        markdown_table(
            ("Id", "What is assumed", "Value", "Why", "Source"),
            [
                (f"`{a.id}`", a.label, f"{a.value} {a.unit}".strip(), a.reason, a.source_id)
                for a in ASSUMPTIONS
            ],
        ),
        "## Tables",
        *[part for table in TABLES for part in _table_section(table)],
    ]
    return "\n\n".join(parts) + "\n"


def _table_section(table: Table) -> list[str]:
    stage = "input, committed" if table.stage == "input" else "release, built"
    key = ", ".join(f"`{name}`" for name in table.key)
    rows = [_field_row(table.field(name)) for name in table.fields]
    return [
        f"### `{table.name}`",
        f"{table.about} ({stage}; key {key})",
        markdown_table(("Field", "Label", "Type", "Unit", "May be empty", "Meaning"), rows),
    ]


def _field_row(field: Field) -> tuple[str, ...]:
    empty = "yes" if field.nullable else "no"
    return (f"`{field.name}`", field.label, field.dtype, field.unit, empty, field.about)


def markdown_table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown; a bar inside a cell becomes a slash."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines
    )
