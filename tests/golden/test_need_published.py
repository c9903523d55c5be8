"""The model reproduces the published figures it is scaled to."""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from etl.build import need_parts, need_uncertainty, projections
from etl.build.checks import england_need_base_year
from etl.build.context import Context
from etl.build.need_checks import study_figures
from etl.build.need_evidence import tier_shares
from etl.build.need_model import need_model
from etl.build.planning import nurses
from etl.build.published import need_evidence
from etl.catalogue.areas import ENGLAND, SCOTLAND
from etl.catalogue.population import ETHNIC_GROUPS, bands_between
from etl.methods.need import expected_need, mean_relative_risk
from etl.settings import ROOT, folders

pytestmark = pytest.mark.golden


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    yield Context(folders().inputs, tmp_path_factory.mktemp("draft"))


def test_england_comes_to_the_published_total(context: Context) -> None:
    assert england_need_base_year(context) == pytest.approx(86_625, abs=1e-6)


def test_the_fit_equals_the_formula_written_out(context: Context) -> None:
    frame, model = context.small_areas, need_model(context)
    english = (frame["country_code"] == ENGLAND).to_numpy()
    evidence = need_evidence(context)
    shares = {g: frame[f"share_{g}"].to_numpy() for g in ETHNIC_GROUPS}
    plain = expected_need(
        under_1=frame["population_age_0"].to_numpy(),
        age_1_19=frame[list(bands_between(1, 19))].sum(axis=1).to_numpy(),
        risk=mean_relative_risk(shares, evidence.relative_risks()), in_england=english,
        evidence=evidence,
    )  # fmt: skip
    assert model.modelled.sum(axis=1) == pytest.approx(plain, rel=1e-9, abs=1e-9)


def test_wales_and_scotland_come_to_their_own_studies(context: Context) -> None:
    found = study_figures(context)
    assert found["Wales"] == pytest.approx((58.1, 58.1), abs=0.05)
    assert found["Scotland"] == pytest.approx((16_700, 16_700))


def test_northern_ireland_stays_unknown_on_the_basis_of_national_studies(context: Context) -> None:
    need = need_model(context).need["national_study"]
    northern = (context.small_areas["nation"] == "Northern Ireland").to_numpy()
    assert np.isnan(need[northern]).all()
    assert not np.isnan(need[~northern]).any()


def test_scenarios_of_2030_are_the_published_ones(context: Context) -> None:
    rows = projections.build(context)
    rows = rows[(rows["area_code"] == ENGLAND) & (rows["year"] == 2030)].set_index("scenario")
    rates = rows[["need", "need_lower", "need_upper"]].div(rows["population_0_19"], axis=0) * 1e4
    assert rates.loc["lowest"].tolist() == pytest.approx([67.0, 66.3, 67.7])
    assert rates.loc["highest"].tolist() == pytest.approx([84.22, 78.66, 90.17])


def test_health_bodies_of_both_vintages_add_up_in_every_year(context: Context) -> None:
    rows = projections.build(context)
    sums = rows[rows["area_code"] != "K02000001"].groupby(["area_type", "year", "scenario"])["need"]
    table = sums.sum().unstack("area_type")
    for kind in ("region", "health_body", "health_body_2024"):
        assert table[kind].to_numpy() == pytest.approx(table["country"].to_numpy(), rel=2e-3)


def test_only_england_is_projected_and_the_rest_is_flagged(context: Context) -> None:
    rows = projections.build(context)
    nations = (
        rows[rows["area_type"] == "country"].groupby("area_code")["population_source"].unique()
    )
    assert nations[ENGLAND].tolist() == ["projected"]
    assert nations[SCOTLAND].tolist() == ["held constant"]


def test_nurses_by_the_standard(context: Context) -> None:
    estimate, _, _ = nurses(context, "country")
    _, codes = context.groups("country")
    england = estimate.value[codes.index(ENGLAND)]
    # 12.67 million aged 0 to 18; published 4,960 (2025), 5,500 (2022) and 5,508 (2019).
    assert england == pytest.approx(5_068, abs=1)


def test_shares_of_the_tiers_are_the_published_ones(context: Context) -> None:
    shares = tier_shares(context)
    assert shares["need_hospital_contact"].value == pytest.approx(5_671 / 15_949)
    assert shares["need_ongoing"].value == pytest.approx(501 / 2_271)
    assert shares["need_unstable"].value == pytest.approx(2_000 / 16_700)
    assert shares["deaths_year"].value == pytest.approx(5_134 / 3 / 86_625)
    assert shares["need_unstable"].wide == pytest.approx(1.99, abs=0.01)


def test_the_numbers_inside_each_estimate_add_up(context: Context) -> None:
    parts = need_parts.build(context)
    product = parts["population"] * parts["rate_per_10000"] / 10_000 * parts["risk_ratio"]
    assert product.to_numpy() == pytest.approx(parts["children"].to_numpy())
    rows = need_uncertainty.build(context)
    rows = rows[(rows["basis"] == "england_definition") & (rows["indicator_id"] == "need_all")]
    sums = parts.groupby(["area_type", "area_code"])["children"].sum()
    own = rows.set_index(["area_type", "area_code"])["value"]
    assert own.to_numpy() == pytest.approx(sums.loc[own.index].to_numpy())


def test_an_area_has_one_interval_under_whichever_type_it_stands(context: Context) -> None:
    rows = need_uncertainty.build(context)
    hereford = rows[(rows["area_code"] == "E06000019") & (rows["indicator_id"] == "need_all")]
    hereford = hereford[hereford["basis"] == "england_definition"]
    assert sorted(hereford["area_type"]) == ["ltla", "utla"]
    assert hereford[["value", "lower", "upper", "lower_80", "upper_80"]].nunique().max() == 1


def test_the_same_inputs_give_the_same_intervals(context: Context) -> None:
    again = Context(context.inputs, context.draft)
    one, other = need_uncertainty.build(context), need_uncertainty.build(again)
    assert one.equals(other)


def test_the_worked_example_of_the_method_page_runs() -> None:
    page = ROOT / "docs" / "methods" / "need.md"
    result = doctest.testfile(str(Path(page)), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0
