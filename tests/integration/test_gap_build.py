"""Gaps on the built release: they add up, hold their limits and agree with the tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.assumptions import DEFAULT_BASIS, SENSITIVITY_RADII_MINUTES
from etl.catalogue.gap_facts import GAP_FACT_FIELDS, GapFacts
from etl.catalogue.sentences import gap_sentence
from etl.catalogue.services import CAPACITY_KINDS
from etl.methods.gap_causes import CAUSES
from etl.release import Release

pytestmark = pytest.mark.integration

KINDS = [kind.id for kind in CAPACITY_KINDS]


@pytest.fixture(scope="module")
def wide(release: Release) -> pd.DataFrame:
    """Values by area and indicator."""
    columns = ["area_type", "area_code", "indicator_id", "value"]
    rows = release.table("indicators", columns=columns, filters=[("basis", "==", DEFAULT_BASIS)])
    return rows.astype({"indicator_id": "str"}).pivot_table(
        index=["area_type", "area_code"], columns="indicator_id", values="value", observed=True
    )


@pytest.mark.parametrize("kind", KINDS)
def test_causes_add_up_to_the_shortfall(wide: pd.DataFrame, kind: str) -> None:
    # Services that are counted as one each have no part for their size.
    names = [f"gap_{cause}_{kind}" for cause in CAUSES if f"gap_{cause}_{kind}" in wide]
    assert len(names) == (3 if kind == "children_hospice" else 2)
    parts = wide[names].sum(axis=1)
    assert np.abs(parts - wide[f"capacity_shortfall_{kind}"]).max() < 1e-9


@pytest.mark.parametrize("kind", KINDS)
def test_supply_in_reach_is_conserved_in_every_area_type(
    release: Release, wide: pd.DataFrame, kind: str
) -> None:
    supply = release.table("supply")
    total = supply.loc[supply["service_kind"] == kind, "supply"].sum()
    reached = wide[f"access_score_{kind}"] * wide["need_all"] / 1000
    for area_type in PLANNING_AREA_TYPES:
        if area_type.covers_uk:
            assert reached.loc[area_type.id].sum() == pytest.approx(total, rel=1e-9)


def test_limits_hold_every_value(release: Release) -> None:
    for name in ("indicators", "indicators_small_area"):
        rows = release.table(name, columns=["indicator_id", "value", "lower", "upper"])
        ours = rows["indicator_id"].astype("str").str.contains("access_score|coverage|short|^gap_")
        rows = rows[ours & rows["value"].notna()]
        assert len(rows) > 0
        assert (rows["lower"] <= rows["value"] + 1e-9).all()
        assert (rows["upper"] >= rows["value"] - 1e-9).all()


def test_coverage_of_the_uk_is_a_hundred(release: Release) -> None:
    for kind in KINDS:
        found = release.manifest["uk"][f"coverage_uk_{kind}"]
        assert found["value"] == pytest.approx(100)
        assert found["lower"] == pytest.approx(100)


def test_facts_match_the_indicators(release: Release) -> None:
    reasons = release.table("gap_reasons")
    assert len(reasons) == len(KINDS) * sum(t.count for t in PLANNING_AREA_TYPES)
    rows = release.table("indicators").astype({"indicator_id": "str"})
    rows = rows[rows["basis"] == DEFAULT_BASIS]
    for kind in KINDS:
        for name, column in (("coverage_uk", "coverage"), ("need_beyond_60", "need_beyond_60")):
            found = rows[rows["indicator_id"] == f"{name}_{kind}"]
            own = reasons[reasons["service_kind"] == kind]
            both = own.merge(found, on=["area_type", "area_code"])
            assert len(both) == len(own)
            assert np.allclose(both[column], both["value"], equal_nan=True)
            if name == "coverage_uk":
                fewer = both["gap_level"].isin(["fewer", "hardly_any", "none_in_reach"])
                assert fewer.any()
                assert (both.loc[fewer, "upper"] < 100).all()
                assert (both.loc[both["gap_level"] == "more", "lower"] > 100).all()
    named = reasons["cause_certainty"].isin(["clear", "probable"])
    assert (reasons.loc[named, "main_cause_probability"] >= 0.67).all()


def test_every_sentence_follows_from_its_facts(release: Release) -> None:
    reasons = release.table("gap_reasons")
    names = release.table("areas", columns=["area_type", "area_code", "name"])
    rows = reasons.merge(names, on=["area_type", "area_code"], how="left")
    facts = rows[["name", "service_kind", *GAP_FACT_FIELDS]].to_dict("records")
    said = [gap_sentence(GapFacts(**row)) for row in facts]
    assert said == rows["sentence"].tolist()
    assert max(map(len, said)) < 600


def test_sensitivity_covers_its_variants(release: Release) -> None:
    table = release.table("sensitivity")
    ltla = table[table["area_type"] == "ltla"]
    assert ltla["method"].nunique() >= 6
    assert set(ltla["radius_minutes"]) == set(SENSITIVITY_RADII_MINUTES)
    own = ltla[(ltla["method"] == "e2sfca") & (ltla["radius_minutes"] == 90)]
    assert (own["kendall_tau"] == 1).all()
    assert ltla["kendall_tau"].between(-1, 1).all()


def test_the_number_of_children_is_not_less_than_the_shortfall(wide: pd.DataFrame) -> None:
    for kind in KINDS:
        assert (wide[f"capacity_shortfall_{kind}"] <= wide["need_all"] + 1e-9).all()
