"""Everything that Explore gives away carries its assumptions and its citation."""

from __future__ import annotations

import io
import json
import zipfile

import geopandas
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from dashboard.charts.assumed import NO_LIMITS, as_assumed, differences, in_short
from dashboard.charts.breaks import make_steps
from dashboard.charts.legend import step_key
from dashboard.exports import as_citation, as_csv, as_geojson, file_name, rows_to_export, under
from dashboard.map_exports import (
    MapExport,
    Paint,
    as_geoparquet,
    as_picture,
    as_png,
    as_svg,
    as_workbook,
)
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.methods.scenario_parts import Assumptions
from tests.unit.test_exports import MANIFEST

pytestmark = pytest.mark.unit

COUNTRY = AREA_TYPE_BY_ID["country"]
ASSUMED = Assumptions(speed=80, threshold=45)
CODES = ["E92000001", "W92000004"]
SHAPES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "id": code, "properties": {"name": code},
         "geometry": {"type": "Polygon", "coordinates": [
             [[x, 52.0], [x + 1, 52.0], [x + 1, 53.0], [x, 53.0], [x, 52.0]]]}}
        for x, code in zip((-2.0, -4.0), CODES, strict=True)
    ],
}  # fmt: skip
SERVICES = pd.DataFrame(
    {"service_kind": ["children_hospice"], "status": ["open"], "longitude": [-1.5],
     "latitude": [52.5], "point_quality": ["site"]}
)  # fmt: skip


def export(assumed: Assumptions = ASSUMED) -> MapExport:
    indicator = as_assumed(INDICATOR_BY_ID["share_within_60_children_hospice"], assumed)
    frame = pd.DataFrame(
        {
            "area_type": "country", "area_code": CODES, "name": ["England", "=Wales"],
            "nation": ["England", "Wales"], "indicator_id": indicator.id, "period": "mid-2023",
            "basis": "england_definition", "value": [90.0, np.nan], "lower": np.nan,
            "upper": np.nan, "unit": indicator.unit, "comparison": "not_compared",
            "rank": [1.0, np.nan], "note": None,
        }
    )  # fmt: skip
    manifest = under(MANIFEST, assumed)
    rows = rows_to_export(frame, indicator=indicator, manifest=manifest, uk_value=None)
    return MapExport(rows=rows, indicator=indicator, area_type=COUNTRY, manifest=manifest,
                     shapes=SHAPES, alt="Map of the UK.")  # fmt: skip


def test_published_figures_carry_the_published_assumptions_alone() -> None:
    assert under(MANIFEST, Assumptions()) is MANIFEST
    back = pd.read_csv(io.BytesIO(as_csv(export(Assumptions()).rows)), encoding="utf-8-sig")
    assert set(back["assumptions"]) == {"as published"}
    assert set(back["indicator"]) == {"Share within 60 minutes of a children's hospice"}


def test_csv_and_geojson_and_words_say_what_was_changed() -> None:
    made = export()
    back = pd.read_csv(io.BytesIO(as_csv(made.rows)), encoding="utf-8-sig")
    assert set(back["assumptions"]) == {in_short(ASSUMED)}
    assert set(back["indicator"]) == {"Share within 45 minutes of a children's hospice"}
    geo = json.loads(as_geojson(made.rows, shapes=SHAPES, indicator=made.indicator,
                                manifest=made.manifest))  # fmt: skip
    assert in_short(ASSUMED) in geo["metadata"]["citation"]
    assert [a["label"] for a in geo["metadata"]["assumptions"]][:2] == [
        f"Changed: {d.label}" for d in differences(ASSUMED)
    ]
    words = as_citation(indicator=made.indicator, area_type=COUNTRY, manifest=made.manifest)
    assert in_short(ASSUMED) in words.decode()
    assert NO_LIMITS in words.decode()


def test_the_workbook_opens_with_assumptions_and_no_formula() -> None:
    book = load_workbook(io.BytesIO(as_workbook(export())))
    text = " ".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    )
    assert in_short(ASSUMED) in text
    assert "80% of the published speed" in text
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_geoparquet_reads_back_with_shapes_and_citation() -> None:
    made = as_geoparquet(export())
    frame = geopandas.read_parquet(io.BytesIO(made))
    assert frame.crs.to_epsg() == 4326
    assert frame["area_code"].tolist() == CODES
    assert frame["value"].tolist()[0] == 90.0
    about = json.loads(pq.read_schema(io.BytesIO(made)).metadata[b"gap_atlas"])
    assert in_short(ASSUMED) in about["citation"]
    assert about["assumptions"][0]["label"].startswith("Changed: ")


def test_the_picture_has_title_legend_source_date_and_assumptions() -> None:
    made = export()
    steps = make_steps(made.rows["value"].to_numpy(dtype=float), decimals=1)
    colours = {"E92000001": steps.steps[0].colour}
    paint = Paint(SHAPES, colours, step_key(steps), "Minutes", alt="Map of the UK.")
    drawn = as_picture(made, paint=paint, services=SERVICES, kinds=["children_hospice"])
    svg = as_svg(drawn).decode()
    flat = " ".join(svg.split())
    for part in ("Share within 45 minutes", "mid-2023", "2026-01-01", "Office", "OGL", "No value",
                 "hospices", "80%"):  # fmt: skip
        assert part in flat, part
    assert as_png(drawn).startswith(b"\x89PNG")
    assert drawn.alt.startswith("Map of the UK.")


def test_the_name_of_a_file_says_that_assumptions_are_changed() -> None:
    names = [
        file_name(indicator=export().indicator, area_type=COUNTRY, release="r", ending="csv",
                  is_changed=changed)
        for changed in (False, True)
    ]  # fmt: skip
    assert names[0] == "gap-atlas_share_within_60_children_hospice_country_r.csv"
    assert names[1].endswith("_changed-assumptions.csv")


def test_an_excel_file_is_a_zip_with_a_cover() -> None:
    with zipfile.ZipFile(io.BytesIO(as_workbook(export(Assumptions())))) as book:
        assert "xl/workbook.xml" in book.namelist()
