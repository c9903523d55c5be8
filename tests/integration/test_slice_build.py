"""A build of Cornwall, Devon and the Isles of Scilly, against a slow and obvious recount."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from etl.catalogue.services import DESTINATION_KINDS
from etl.methods.travel import REASONS
from etl.store import read_table
from tests.support.slice import Slice

pytestmark = pytest.mark.integration

HOSPICE = "children_hospice"


def _indicator(slice_: Slice, area_code: str, indicator: str) -> pd.Series:
    table = read_table(slice_.draft, "indicators")
    rows = table[
        (table["area_type"] == "ltla")
        & (table["area_code"] == area_code)
        & (table["indicator_id"] == indicator)
    ]
    assert len(rows) == 1
    return rows.iloc[0]


def _recount(slice_: Slice, area_code: str, threshold: float) -> tuple[float, float]:
    """Need within and beyond a threshold, row by row from the journeys."""
    small = read_table(slice_.inputs, "small_areas").set_index("small_area_code")
    services = read_table(slice_.inputs, "services").set_index("service_id")
    need = read_table(slice_.draft, "need_small_area").set_index("small_area_code")["need"]
    journeys = read_table(slice_.draft, "travel_minutes").astype({"small_area_code": "str"})
    best: dict[str, float] = {}
    for row in journeys.itertuples():
        if services.loc[row.service_id, "service_kind"] == HOSPICE:
            best[row.small_area_code] = min(
                best.get(row.small_area_code, math.inf), row.travel_minutes
            )
    within = beyond = 0.0
    for code in small.index[small["ltla_code"] == area_code]:
        if best.get(code, math.inf) <= threshold:
            within += need[code]
        else:
            beyond += need[code]
    return within, beyond


@pytest.mark.parametrize("area_code", ["E06000052", "E07000041", "E06000053"])
@pytest.mark.parametrize("threshold", [30, 60])
def test_reach_equals_a_recount(cornwall: Slice, area_code: str, threshold: int) -> None:
    within, beyond = _recount(cornwall, area_code, threshold)
    share = _indicator(cornwall, area_code, f"share_within_{threshold}_{HOSPICE}")
    left = _indicator(cornwall, area_code, f"need_beyond_{threshold}_{HOSPICE}")
    assert share["value"] == pytest.approx(100 * within / (within + beyond))
    assert left["value"] == pytest.approx(beyond)


def test_scilly_has_a_reason_and_never_a_zero(cornwall: Slice) -> None:
    access = read_table(cornwall.draft, "access_small_area")
    small = read_table(cornwall.inputs, "small_areas")
    codes = small[small["ltla_code"] == "E06000053"]["small_area_code"]
    rows = access[access["small_area_code"].isin(codes)]
    assert len(rows) == len(DESTINATION_KINDS)
    assert rows["nearest_minutes"].isna().all()
    assert set(rows["reason"]) == {"origin_island"}
    share = _indicator(cornwall, "E06000053", f"share_within_60_{HOSPICE}")
    assert share["value"] == 0
    assert "cannot reach" in share["note"]


def test_every_small_area_has_minutes_or_a_known_reason(cornwall: Slice) -> None:
    access = read_table(cornwall.draft, "access_small_area")
    assert (access["nearest_minutes"].notna() ^ access["reason"].notna()).all()
    assert set(access["reason"].dropna()) <= set(REASONS)


def test_intervals_hold_the_value(cornwall: Slice) -> None:
    for name in ("indicators", "indicators_small_area"):
        table = read_table(cornwall.draft, name).dropna(subset=["value", "lower", "upper"])
        assert len(table) > 1_000
        slack = 1e-9 * table["value"].abs().clip(lower=1)
        assert (table["lower"] <= table["value"] + slack).all()
        assert (table["upper"] >= table["value"] - slack).all()


def test_need_adds_up_whichever_way_the_slice_is_divided(cornwall: Slice) -> None:
    total = read_table(cornwall.draft, "need_small_area")["need"].sum()
    by_type = read_table(cornwall.draft, "need_area").groupby("area_type")["need"].sum()
    assert by_type.to_numpy() == pytest.approx(np.full(len(by_type), total))


def test_shapes_carry_the_code_and_the_name_of_each_area(cornwall: Slice) -> None:
    import json

    files = sorted((cornwall.draft / "boundaries").glob("ltla.*.json"))
    assert len(files) == 1
    features = json.loads(files[0].read_text())["features"]
    names = {feature["id"]: feature["properties"]["name"] for feature in features}
    areas = read_table(cornwall.inputs, "areas")
    expected = areas[areas["area_type"] == "ltla"].set_index("area_code")["name"].to_dict()
    assert names == expected
