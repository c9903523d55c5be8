"""Access: bad input, boundaries and forms of the table of minutes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from etl.errors import DataError, GapAtlasError, UserError
from etl.methods.access import (
    VARIANTS,
    choices_within,
    floating_catchment,
    gaussian_weight,
    gravity_weight,
    nearest,
    share_within,
    step_weight,
)

pytestmark = pytest.mark.unit

WEIGHT = step_weight({30: 1.0, 60: 0.5})
GOOD = {"need": [10.0, 20.0], "supply": [3.0], "minutes": [[30.0], [60.0]], "weight": WEIGHT}


def call(**changes) -> np.ndarray:
    return floating_catchment(**{**GOOD, "variant": "e2sfca", **changes})


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"supply": [-1.0]}, DataError, "supply is negative or not known"),
        ({"supply": [np.nan]}, DataError, "supply is negative or not known"),
        ({"need": [1.0, -1.0]}, DataError, "need is negative or not known"),
        ({"need": [1.0, np.inf]}, DataError, "need is negative or not known"),
        ({"minutes": [[-0.1], [3.0]]}, DataError, "travel time is negative"),
        ({"minutes": sparse.csr_array([[0.0], [-3.0]])}, DataError, "travel time is negative"),
        ({"minutes": [[1.0, 2.0], [3.0, 4.0]]}, UserError, "2 origins by 2 services"),
        ({"need": [1.0]}, UserError, "there are 1 values of need"),
        ({"need": 4.0}, UserError, "need has 0 dimensions"),
        ({"minutes": [1.0, 2.0]}, UserError, "minutes have 1 dimensions"),
        ({"variant": "4sfca"}, UserError, "'4sfca' is not known"),
        ({"normalise_with": WEIGHT}, UserError, "does not normalise"),
        ({"weight": lambda times: -times}, UserError, "weight is below zero"),
        ({"weight": lambda times: 1.0}, UserError, "one value for each journey"),
        ({"weight": lambda times: times * np.inf}, UserError, "weight is infinite"),
    ],
)  # fmt: skip
def test_bad_input_is_named(changes, error, words) -> None:
    with pytest.raises(error, match=words) as caught:
        call(**changes)
    assert caught.value.where
    assert caught.value.try_


@pytest.mark.parametrize(
    "make",
    [
        lambda: step_weight({}),
        lambda: step_weight({30: -0.1}),
        lambda: step_weight({0: 1.0}),
        lambda: step_weight({np.nan: 1.0}),
        lambda: gaussian_weight(sigma=0),
        lambda: gaussian_weight(sigma=10, limit=-1),
        lambda: gravity_weight(scale=0, alpha=-1),
        lambda: gravity_weight(scale=30, alpha=1),
        lambda: gravity_weight(scale=30, alpha=-1, minimum=0),
    ],
)
def test_bad_weight_is_named(make) -> None:
    with pytest.raises(UserError) as caught:
        make()
    assert caught.value.try_


@pytest.mark.parametrize("variant", VARIANTS)
def test_nothing_to_share_gives_zero(variant) -> None:
    assert call(supply=[0.0], variant=variant).tolist() == [0.0, 0.0]
    assert call(need=[0.0, 0.0], variant=variant).tolist() == [0.0, 0.0]
    none = np.empty((2, 0))
    assert call(supply=[], minutes=none, variant=variant).tolist() == [0.0, 0.0]
    assert call(supply=[], minutes=sparse.csc_array(none), variant=variant).tolist() == [0.0, 0.0]
    assert call(need=[], minutes=np.empty((0, 1)), variant=variant).tolist() == []


def test_an_area_without_need_still_has_access() -> None:
    assert call(need=[0.0, 20.0]).tolist() == [3.0 / 10, 1.5 / 10]


def test_boundaries_are_inclusive() -> None:
    just_over = np.nextafter(60.0, 61.0)
    found = WEIGHT(np.array([0.0, 30.0, 30.1, 60.0, just_over, np.inf, np.nan]))
    assert found.tolist() == [1.0, 1.0, 0.5, 0.5, 0.0, 0.0, 0.0]
    limited = gaussian_weight(sigma=1e9, limit=60)(np.array([60.0, just_over, np.nan]))
    assert limited.round(6).tolist() == [1.0, 0.0, 0.0]
    assert choices_within(minutes=[[60.0, just_over, np.nan]], threshold=60).tolist() == [1]


def test_a_weight_keeps_the_shape_of_the_journeys() -> None:
    long = np.linspace(0, 100, 70_000).reshape(2, -1)[:, ::2]
    expected = np.where(long <= 30, 1.0, np.where(long <= 60, 0.5, 0.0))
    assert np.array_equal(WEIGHT(long), expected)


def test_a_stored_zero_is_a_journey_and_an_absent_entry_is_none() -> None:
    table = sparse.coo_array(([0.0, 45.0], ([0, 1], [0, 0])), shape=(3, 1))
    for form in (table, table.tocsr(), table.tocsc(), sparse.coo_matrix(table)):
        found = floating_catchment(
            need=[1.0, 2.0, 5.0], supply=[4.0], minutes=form, weight=WEIGHT, variant="e2sfca"
        )
        assert found.tolist() == [2.0, 1.0, 0.0]
        assert nearest(minutes=form).service.tolist() == [0, 0, -1]


@pytest.mark.parametrize("form", ["coo", "csr", "csc"])
def test_a_journey_that_stands_twice_is_refused(form) -> None:
    twice = sparse.coo_array(([5.0, 7.0], ([0, 0], [0, 0])), shape=(2, 1))
    kept = {
        "coo": twice,
        "csr": sparse.csr_array(([5.0, 7.0], [0, 0], [0, 2, 2]), shape=(2, 1)),
        "csc": sparse.csc_array(([5.0, 7.0], [0, 0], [0, 2]), shape=(2, 1)),
    }[form]
    with pytest.raises(DataError, match="stands twice"):
        call(minutes=kept)


def test_input_is_left_as_it_was() -> None:
    minutes = np.array([[np.nan, 10.0], [20.0, 70.0]])
    table = sparse.csc_array(np.array([[5.0, 10.0], [20.0, 70.0]]))
    before = table.data.copy()
    for form in (minutes, table):
        for variant in VARIANTS:
            floating_catchment(
                need=[1.0, 2.0], supply=[1.0, 1.0], minutes=form, weight=WEIGHT, variant=variant
            )
        nearest(minutes=form)
    assert np.array_equal(minutes, [[np.nan, 10.0], [20.0, 70.0]], equal_nan=True)
    assert np.array_equal(table.data, before)


def test_a_service_nobody_reaches_is_not_shared_out() -> None:
    found = floating_catchment(
        need=[1.0], supply=[2.0, 100.0], minutes=[[10.0, 500.0]], weight=WEIGHT, variant="e2sfca"
    )
    assert found.tolist() == [2.0]


def test_share_within_refuses_other_lengths() -> None:
    with pytest.raises(UserError, match="3 values of need and 2 rows"):
        share_within(need=np.ones(3), minutes=np.ones(2), threshold=60)
    with pytest.raises(GapAtlasError, match="negative"):
        share_within(need=np.ones(1), minutes=np.array([-1.0]), threshold=60)
