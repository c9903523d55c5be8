"""Downloads: what a person takes away, with its citation. Pure: no Streamlit.

The CSV is plain data with the columns `source_ids` and `release`, so that any program reads it.
The words (citation, sources, assumptions) are a text file beside it. GeoJSON holds both.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.charts.assumed import as_records, in_short
from dashboard.charts.words import in_sentence
from etl.catalogue.areas import AreaType
from etl.catalogue.indicators import Indicator
from etl.methods.scenario_parts import Assumptions

CSV_COLUMNS = (
    "area_type", "area_code", "name", "nation", "indicator_id", "indicator", "period", "basis",
    "value", "lower", "upper", "unit", "comparison", "rank", "note", "uk_value", "source_ids",
    "release", "assumptions",
)  # fmt: skip
ESTIMATE_NOTE = (
    "Figures are modelled estimates, not counts. The register of services shows what was found: "
    "a service that was not found may still exist."
)


def sources_of(manifest: dict[str, Any], tables: tuple[str, ...]) -> list[dict[str, Any]]:
    """Source records on which some input tables rest, in the order of the manifest."""
    wanted = set(tables)
    return [source for source in manifest["sources"] if wanted & set(source["used_in"])]


def citation(manifest: dict[str, Any]) -> str:
    """How to cite the release, and what was assumed instead of what was published."""
    cited = f"Gap Atlas, release {manifest['release']}, built {manifest['built'][:10]}."
    return " ".join(filter(None, [cited, manifest.get("changed", "")]))


def under(manifest: dict[str, Any], assumptions: Assumptions) -> dict[str, Any]:
    """The manifest for figures under other assumptions: these stand first among them."""
    if assumptions.is_published:
        return manifest
    records = [*as_records(assumptions), *manifest["assumptions"]]
    return {**manifest, "assumptions": records, "changed": in_short(assumptions)}


def rows_to_export(
    frame: pd.DataFrame,
    *,
    indicator: Indicator,
    manifest: dict[str, Any],
    uk_value: float | None,
    more: Sequence[str] = (),
) -> pd.DataFrame:
    """The rows of the release behind a map, with the columns that make them stand alone.

    Args:
        frame: The rows.
        indicator: What their value is.
        manifest: The manifest; see `under`.
        uk_value: The figure for the UK.
        more: Columns that the map has beside the others.
    """
    ids = ";".join(s["id"] for s in sources_of(manifest, indicator.input_tables))
    full = frame.assign(
        indicator=indicator.label, uk_value=uk_value, source_ids=ids, release=manifest["release"],
        assumptions=manifest.get("changed", "as published"),
    )  # fmt: skip
    return full[[*CSV_COLUMNS, *more]]


def as_csv(rows: pd.DataFrame) -> bytes:
    """CSV in UTF-8 with a byte order mark, so that a spreadsheet shows Welsh names right."""
    return rows.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def as_geojson(
    rows: pd.DataFrame,
    *,
    shapes: dict[str, Any],
    indicator: Indicator,
    manifest: dict[str, Any],
) -> bytes:
    """The shapes of the areas with their rows, and the citation in `metadata`."""
    plain = rows.astype(object).where(rows.notna(), None)
    by_code = {row["area_code"]: row for row in plain.to_dict(orient="records")}
    features = [
        {**feature, "properties": {**feature["properties"], **by_code.get(feature["id"], {})}}
        for feature in shapes["features"]
    ]
    used = sources_of(manifest, (*indicator.input_tables, "boundaries"))
    collection = {
        "type": "FeatureCollection",
        "metadata": {
            "title": indicator.label,
            "about": indicator.about,
            "citation": citation(manifest),
            "note": ESTIMATE_NOTE,
            "sources": used,
            "assumptions": manifest["assumptions"],
        },
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def as_citation(*, indicator: Indicator, area_type: AreaType, manifest: dict[str, Any]) -> bytes:
    """The text that goes with the CSV: citation, meaning, sources and assumptions."""
    lines = [
        f"{indicator.label}, by {in_sentence(area_type.label)}",
        "",
        citation(manifest),
        ESTIMATE_NOTE,
        "",
        "What it means",
        indicator.about,
        f"Unit: {indicator.unit}.",
        "",
        "Sources",
    ]
    for source in sources_of(manifest, (*indicator.input_tables, "boundaries")):
        lines.append(f"- {source['id']}: {source['title']}. {source['publisher']}.")
        lines.append(f"  Of {source['vintage']}. Licence: {source['licence']}.")
        lines.append(f"  {source['attribution']}")
        lines += [f"  {url}" for url in source["landing_urls"]]
    lines += ["", "Assumptions"]
    for assumption in manifest["assumptions"]:
        value = f"{assumption['value']} {assumption['unit']}".strip()
        lines.append(f"- {assumption['label']}: {value}. {assumption['reason']}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def file_name(
    *,
    indicator: Indicator,
    area_type: AreaType,
    release: str,
    ending: str,
    is_changed: bool = False,
    within: str = "",
) -> str:
    """Name of a download that says what is in it, and whether assumptions were changed.

    Args:
        indicator: What it holds figures of.
        area_type: For which areas.
        release: Short name of the release.
        ending: Ending of the name.
        is_changed: Whether assumptions were changed.
        within: Code of the area that holds all areas; empty for the whole UK.
    """
    areas = f"{area_type.id}_{within}" if within else area_type.id
    changed = "_changed-assumptions" if is_changed else ""
    return f"gap-atlas_{indicator.id}_{areas}_{release}{changed}.{ending}"
