"""What is taken away of a map is the map that is shown: its colours, its words, its rows."""

from __future__ import annotations

import io
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from dashboard import data as readers
from dashboard.charts.class_map import BAND_LABELS
from dashboard.components.map_rows import shown_rows
from dashboard.components.map_scenes import drawable, drawn_maps
from dashboard.components.map_taken import TakenMap
from dashboard.data import Data, open_data
from dashboard.exports import as_csv, as_geojson
from dashboard.map_exports import WIDTH, as_geoparquet, as_workbook
from dashboard.state.explore import ExploreState, parse
from etl.catalogue.comparison import CLUSTERS as CLUSTER_WORDS
from etl.release import Release

pytestmark = pytest.mark.app

SLOW = {"assume": "speed:80"}
KINDS: dict[str, dict[str, str]] = {
    "areas": SLOW,
    "hexagons": {},
    "small": {"area": "E07000244", "indicator": "minutes_to_children_hospice", **SLOW},
    "bands": SLOW,
    "pair": {"second": "need_per_10000", **SLOW},
    "beside": {"second": "published", **SLOW},
    "clusters": {"indicator": "minutes_to_children_hospice", **SLOW},
}


@pytest.fixture
def data(release: Release, static_boundaries: Path, monkeypatch: pytest.MonkeyPatch) -> Data:
    assert static_boundaries
    monkeypatch.setenv(readers.RELEASE_VARIABLE, str(release.path))
    return open_data()


def taken(data: Data, **query: str) -> tuple[ExploreState, TakenMap]:
    state, problems = parse(query, areas=data.area_codes(), sources=data.band_sources)
    assert problems == ()
    return state, TakenMap(data.under(state.assumed), state)


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_has_the_colours_and_the_words_of_the_page(kind: str, data: Data) -> None:
    state, found = taken(data, map=kind, **KINDS[kind])
    maps = drawn_maps(data.under(state.assumed), state)
    picture = found.picture()
    svg = " ".join(picture.svg.split())
    for drawn in maps:
        used = {drawn.scene.colours[step] for step in drawn.scene.steps if step >= 0}
        for colour in used:
            assert svg.count(f'fill="{colour}"') > len(maps), colour  # in each map and its legend
        assert {colour for _, colour in drawn.key if colour} >= used
        for words, _ in drawn.key:
            assert words.split(" (")[0].split()[0] in svg
        assert drawn.scene.alt.split(".")[0] in picture.alt
    changed = "80% of the published speed" in svg
    assert changed == (kind not in ("hexagons", "clusters"))


@pytest.mark.parametrize("second", ["published", "need_per_10000"])
def test_the_picture_of_two_maps_says_what_each_is_of(second: str, data: Data) -> None:
    state, found = taken(data, map="beside", second=second, **SLOW)
    left, right = drawn_maps(data.under(state.assumed), state)
    picture = found.picture()
    svg = unescape(" ".join(picture.svg.split()))
    assert picture.width == 2 * WIDTH
    assert svg.count("<svg") == 3
    head, tail = svg.split("<svg")[2:]
    assert left.title in head
    assert right.title in tail
    assert "80% of the published speed" in head
    assert "80% of the published speed" not in tail  # as published, or need: journeys do not matter


@pytest.mark.parametrize("kind", KINDS)
def test_rows_and_files_hold_what_the_map_shows(kind: str, data: Data) -> None:
    state, found = taken(data, map=kind, **KINDS[kind])
    export = found.export
    back = pd.read_csv(io.BytesIO(as_csv(export.rows)), encoding="utf-8-sig")
    assert len(back) == len(found.rows.frame)
    if kind == "bands":
        bands = data.under(state.assumed).bands("children_hospice")
        assert tuple(back["name"]) == BAND_LABELS
        assert tuple(back["value"]) == pytest.approx(bands.children)
        assert tuple(back["small_areas"]) == bands.small_areas
    elif kind == "pair":
        other = data.indicator("ltla", "need_per_10000").set_index("area_code")["value"]
        assert back["second_value"].tolist() == pytest.approx(
            other[back["area_code"]].tolist(), abs=0.06
        )
    elif kind == "clusters":
        assert set(back["cluster"]) <= set(CLUSTER_WORDS.values())
        assert set(back["assumptions"]) == {"as published"}
    elif kind == "beside":
        published = data.indicator("ltla", state.indicator).set_index("area_code")["value"]
        assert back["second_value"].tolist() == pytest.approx(
            published[back["area_code"]].tolist(), abs=0.06
        )
        assert (back["value"] <= back["second_value"] + 0.06).all()
    assert as_workbook(export).startswith(b"PK")
    assert as_geoparquet(export).startswith(b"PAR1")
    assert b"FeatureCollection" in as_geojson(
        export.rows, shapes=export.shapes, indicator=export.indicator, manifest=export.manifest
    )


def test_what_cannot_be_drawn_is_taken_away_as_it_is_shown(data: Data) -> None:
    state, found = taken(data, map="small")
    assert drawable(data, state).map.kind == "areas"
    assert len(found.export.rows) == 361
    assert shown_rows(data, drawable(data, state)).are_areas
