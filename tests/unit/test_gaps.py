"""Reach, need beyond reach and average minutes, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from etl.errors import DataError
from etl.methods.access import choices_within, nearest, share_within
from etl.methods.gaps import mean_minutes, need_beyond, reach, unreached_need

pytestmark = pytest.mark.unit

NEED = np.array([4.0, 1.0, 5.0])
MINUTES = np.array([60.0, 61.0, np.inf])
AREA = np.array([0, 0, 1])


def test_a_journey_of_exactly_the_threshold_is_within_it() -> None:
    share = share_within(need=NEED, minutes=MINUTES, threshold=60, area=AREA)
    assert share.tolist() == [0.8, 0.0]


def test_a_small_area_outside_every_area_is_not_counted() -> None:
    share = share_within(need=NEED, minutes=MINUTES, threshold=60, area=np.array([0, -1, 0]))
    assert share == pytest.approx([4 / 9])


def test_an_area_without_need_has_no_share() -> None:
    share = share_within(need=np.zeros(1), minutes=np.ones(1), threshold=60)
    assert np.isnan(share).all()


def test_reach_moves_all_journeys_together() -> None:
    found = reach(need=NEED, minutes=MINUTES, threshold=60, area=AREA, error=0.1)
    assert found.lower.tolist() == [0.0, 0.0]
    assert found.upper.tolist() == [1.0, 0.0]


def test_need_beyond_by_hand() -> None:
    found = reach(need=NEED, minutes=MINUTES, threshold=60, area=AREA, error=0.1)
    need = np.array([5.0, 5.0])
    beyond = need_beyond(reached=found, need=need, need_lower=need - 1, need_upper=need + 1)
    assert beyond.value == pytest.approx([1.0, 5.0])
    assert beyond.lower == pytest.approx([0.0, 4.0])
    assert beyond.upper == pytest.approx([6.0, 6.0])


def test_average_leaves_out_those_who_reach_nothing_and_they_are_counted() -> None:
    mean = mean_minutes(need=NEED, minutes=MINUTES, area=AREA, error=0.1)
    assert mean.value[0] == pytest.approx(60.2)
    assert np.isnan(mean.value[1])
    assert unreached_need(need=NEED, minutes=MINUTES, area=AREA).tolist() == [0.0, 5.0]


def test_nearest_and_choices() -> None:
    minutes = np.array([[30.0, 20.0, 90.0], [np.nan, np.inf, np.inf]])
    best = nearest(minutes=minutes)
    assert best.service.tolist() == [1, -1]
    assert best.minutes.tolist() == [20.0, np.inf]
    assert choices_within(minutes=minutes, threshold=30).tolist() == [2, 0]


def test_no_services_reaches_nothing() -> None:
    assert nearest(minutes=np.empty((2, 0))).service.tolist() == [-1, -1]


def test_a_negative_time_is_an_error() -> None:
    with pytest.raises(DataError, match="negative"):
        nearest(minutes=np.array([[-1.0]]))
