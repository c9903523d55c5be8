"""Downloads of the page Explore."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest

from dashboard.exports import as_citation, as_csv, as_geojson, rows_to_export
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.indicators import INDICATOR_BY_ID

pytestmark = pytest.mark.unit

NEED = INDICATOR_BY_ID["need_all"]
MANIFEST = {
    "release": "2026-01-01-abc",
    "built": "2026-01-01T00:00:00+00:00",
    "sources": [
        {"id": "pop", "title": "People", "publisher": "Office", "licence": "OGL", "vintage": "2023",
         "attribution": "Contains people.", "landing_urls": ["https://example.org/"],
         "used_in": ["small_areas"]},
        {"id": "roads", "title": "Roads", "publisher": "Office", "licence": "OGL",
         "vintage": "2023", "attribution": "", "landing_urls": [], "used_in": ["crossings"]},
    ],
    "assumptions": [{"id": "a", "label": "Age", "value": 19, "unit": "years", "reason": "Because.",
                     "source_id": ""}],
}  # fmt: skip


def rows() -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "area_type": ["country"], "area_code": ["W92000004"], "name": ["Ynys Môn"],
            "nation": ["Wales"], "indicator_id": ["need_all"], "period": ["mid-2023"],
            "basis": ["england_definition"], "value": [12.5], "lower": [float("nan")],
            "upper": [20.0], "unit": ["children"], "comparison": ["not_compared"], "rank": [1.0],
            "note": [None],
        }
    )  # fmt: skip
    return rows_to_export(frame, indicator=NEED, manifest=MANIFEST, uk_value=100.0)


def test_csv_reads_back_with_release_and_sources() -> None:
    back = pd.read_csv(io.BytesIO(as_csv(rows())), encoding="utf-8-sig")
    assert back.loc[0, ["name", "value", "release", "source_ids"]].tolist() == [
        "Ynys Môn", 12.5, "2026-01-01-abc", "pop",
    ]  # fmt: skip


def test_geojson_is_valid_and_carries_citation_sources_and_assumptions() -> None:
    shapes = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": "W92000004", "properties": {"name": "Ynys Môn"},
         "geometry": {"type": "Point", "coordinates": [0, 0]}}]}  # fmt: skip
    made = json.loads(as_geojson(rows(), shapes=shapes, indicator=NEED, manifest=MANIFEST))
    assert made["features"][0]["properties"]["value"] == 12.5
    assert made["features"][0]["properties"]["lower"] is None
    assert "2026-01-01-abc" in made["metadata"]["citation"]
    assert [s["id"] for s in made["metadata"]["sources"]] == ["pop"]
    assert made["metadata"]["assumptions"] == MANIFEST["assumptions"]


def test_citation_says_that_figures_are_modelled() -> None:
    text = as_citation(indicator=NEED, area_type=AREA_TYPE_BY_ID["country"], manifest=MANIFEST)
    for part in ("modelled estimates, not counts", "Contains people.", "https://example.org/",
                 "19 years", "2026-01-01-abc"):  # fmt: skip
        assert part in text.decode()
