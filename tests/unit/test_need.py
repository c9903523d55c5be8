"""The estimate of need, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from etl.errors import DataError
from etl.methods.need import NeedEvidence, expected_need, mean_relative_risk

pytestmark = pytest.mark.unit

EVIDENCE = NeedEvidence(
    total=110.0,
    rate_under_1=200.0,
    population_under_1=1_000.0,
    population_1_19=9_000.0,
    group_rates={"white": 20.0, "black": 40.0},
    rate_all=110.0,
    rate_restricted=99.0,
)


def test_rate_from_1_to_19_reproduces_the_published_total() -> None:
    # 1,000 infants at 200 per 10,000 are 20 children; the other 90 are among 9,000.
    assert EVIDENCE.rate_1_19 == pytest.approx(100.0)


def test_relative_risks_are_ratios_to_the_reference_group() -> None:
    assert EVIDENCE.relative_risks() == {"white": 1.0, "black": 2.0}


def test_mean_risk_is_one_where_nobody_lives() -> None:
    shares = {"white": np.array([0.75, np.nan]), "black": np.array([0.25, np.nan])}
    assert mean_relative_risk(shares, EVIDENCE.relative_risks()).tolist() == [1.25, 1.0]


def test_groups_that_do_not_match_are_named() -> None:
    with pytest.raises(DataError, match="black"):
        mean_relative_risk({"white": np.ones(1)}, EVIDENCE.relative_risks())


def test_two_areas_by_hand() -> None:
    need = expected_need(
        under_1=np.array([10.0, 30.0]),
        age_1_19=np.array([100.0, 100.0]),
        risk=np.array([1.0, 2.0]),
        in_england=np.array([True, True]),
        evidence=EVIDENCE,
    )
    # Mean risk of infants (10 + 60) / 40 = 1.75; of the older ones 1.5.
    first = 10 * 0.02 / 1.75 + 100 * 0.01 / 1.5
    second = 30 * 0.02 * 2 / 1.75 + 100 * 0.01 * 2 / 1.5
    assert need == pytest.approx([first, second])
    assert need.sum() == pytest.approx(40 * 0.02 + 200 * 0.01)


def test_another_nation_takes_englands_rates_and_does_not_change_them() -> None:
    area = {
        "under_1": np.array([10.0, 10.0]),
        "age_1_19": np.array([90.0, 90.0]),
        "risk": np.array([2.0, 1.0]),
        "evidence": EVIDENCE,
    }
    both = expected_need(in_england=np.array([True, False]), **area)
    assert both[0] == pytest.approx(10 * 0.02 + 90 * 0.01)
    assert both[1] == pytest.approx(both[0] / 2)


def test_no_children_in_england_is_an_error() -> None:
    with pytest.raises(DataError, match="England has no children"):
        expected_need(
            under_1=np.ones(1), age_1_19=np.ones(1), risk=np.ones(1),
            in_england=np.array([False]), evidence=EVIDENCE,
        )  # fmt: skip
