"""An explanation says how the number is worked out, and the numbers do work out."""

from __future__ import annotations

import pandas as pd
import pytest

from etl.catalogue.indicators import INDICATORS
from etl.methods.explain import explain
from etl.methods.explain_formula import formula

pytestmark = pytest.mark.unit

PARTS = pd.DataFrame({
    "age_range": ["under 1", "1 to 19"], "population": [1_000.0, 20_000.0],
    "rate_per_10000": [226.5, 57.4], "risk_ratio": [1.2, 1.1], "children": [27.18, 126.28],
})  # fmt: skip
MANIFEST = {
    "bases": {"england_definition": "One definition.", "national_study": "Own studies."},
    "assumptions": [
        {"id": "age_bands", "label": "Ages", "value": "two", "unit": "", "reason": "Why.",
         "source_id": "FRASER2021"},
        {"id": "travel_limit", "label": "Limit", "value": 180, "unit": "minutes", "reason": "Why.",
         "source_id": ""},
    ],
    "sources": [
        {"id": "evidence", "title": "Evidence", "publisher": "P", "vintage": "2021",
         "licence": "L", "used_in": ["evidence"]},
        {"id": "roads", "title": "Roads", "publisher": "P", "vintage": "2021", "licence": "L",
         "used_in": ["speed_surface"]},
    ],
    "code_version": "0.1+abc", "release": "r1",
}  # fmt: skip
ROW = {
    "area_type": "ltla", "area_code": "E08000032", "indicator_id": "need_all", "basis":
    "england_definition", "period": "mid-2023", "value": 153.46, "lower": 120.0, "upper": 200.0,
    "unit": "children", "note": None,
}  # fmt: skip


def test_the_formula_of_need_adds_up() -> None:
    lines = formula("need_all", value=153.46, basis="england_definition", parts=PARTS, figures={})
    assert lines[1] == "aged under 1: 1,000 x 226.50 / 10,000 x 1.2000 = 27.18"
    assert lines[-1] == "sum = 153.46"


def test_the_factor_of_a_national_study_or_of_published_counts_is_shown() -> None:
    study = formula("need_all", value=306.92, basis="national_study", parts=PARTS, figures={})
    counts = formula("need_all", value=76.73, basis="england_definition", parts=PARTS, figures={})
    assert "x 2.0000, from the nation's own study" in study[-1]
    assert counts[-1] == "x 0.5000, from published counts = 76.73"


def test_a_figure_that_is_not_known_says_so() -> None:
    lines = formula("need_all", value=None, basis="national_study", parts=PARTS, figures={})
    assert lines[0].startswith("Not known")


@pytest.mark.parametrize("indicator", [i.id for i in INDICATORS])
def test_every_indicator_has_a_formula_with_its_value(indicator: str) -> None:
    figures = {i.id: 50.0 for i in INDICATORS}
    lines = formula(indicator, value=50.0, basis="england_definition", parts=PARTS, figures=figures)
    assert "50" in lines[-1]


def test_an_explanation_names_only_what_the_figure_rests_on() -> None:
    found = explain(row=ROW, area_name="Bradford", parts=PARTS, figures={}, manifest=MANIFEST)
    assert [a["label"] for a in found.assumptions] == ["Ages"]
    assert [s["id"] for s in found.sources] == ["evidence"]
    assert found.comparable
    assert "Value: 153 children (95% interval 120 to 200)" in found.as_text()
    assert "Code 0.1+abc, release r1" in found.as_text()


def test_a_basis_that_nations_do_not_share_is_flagged() -> None:
    row = {**ROW, "basis": "national_study"}
    found = explain(row=row, area_name="Bradford", parts=PARTS, figures={}, manifest=MANIFEST)
    assert not found.comparable
    assert found.basis_note == "Own studies."
