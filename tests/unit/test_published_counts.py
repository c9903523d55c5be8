"""Published counts win."""

from __future__ import annotations

import numpy as np
import pytest

from etl.methods.projection import project, rate_in
from etl.methods.published_counts import AreaCount, rake

pytestmark = pytest.mark.unit

NEED = np.array([2.0, 4.0, 6.0, 8.0])


def count(inside: list[bool], number: float, ages: float = 1.0) -> AreaCount:
    return AreaCount(label="x", inside=np.array(inside), in_ages=NEED * ages, count=number)


def test_each_published_area_comes_to_its_count_and_others_stay() -> None:
    need, published = rake(NEED, [count([True, True, False, False], 9.0)])
    assert need.tolist() == [3.0, 6.0, 6.0, 8.0]
    assert published.tolist() == [True, True, False, False]


def test_the_smaller_area_decides_where_two_overlap() -> None:
    whole = count([True] * 4, 40.0)
    part = count([True, False, False, False], 1.0)
    need, _ = rake(NEED, [whole, part])
    assert need.tolist() == [1.0, 8.0, 12.0, 16.0]


def test_a_count_of_other_ages_scales_the_ages_of_the_model() -> None:
    # 25% more children up to age 24 than up to 19: a count of 15 is twice the model's 7.5.
    need, _ = rake(NEED, [count([True, True, False, False], 15.0, ages=1.25)])
    assert need.tolist() == [4.0, 8.0, 6.0, 8.0]


def test_an_area_without_any_children_is_left_alone() -> None:
    need, published = rake(np.zeros(4), [AreaCount(label="x", inside=np.ones(4, bool),
                                                   in_ages=np.zeros(4), count=5.0)])  # fmt: skip
    assert need.tolist() == [0.0] * 4
    assert not published.any()


def test_projection_of_england_is_the_published_rate() -> None:
    rate = rate_in(2030.5, base_year=2017.75, base_rate=66.4, target=67.0, target_year=2030.5)
    found = project(structure=np.array([30.0, 50.0, 5.0]), england_structure=80.0,
                    england_population=12_000.0, rate=rate)  # fmt: skip
    assert found[:2].sum() / 12_000 * 10_000 == pytest.approx(67.0)
    # A nation beside England keeps its ratio to England.
    assert found[2] / found[0] == pytest.approx(5 / 30)
