"""Published rates in words."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts.published_trend import published_trend

pytestmark = pytest.mark.unit

ROWS = pd.DataFrame(
    {
        "nation": "England",
        "period": ["2017/18", "2001/02", "2000/01", "2009/10", "2017/18"],
        "definition": ["wide", "wide", "old", "old", "narrow"],
        "value": [66.4, 26.7, 25.0, 32.0, 61.1],
        "lower": [66.0, 26.5, None, None, 60.7],
        "upper": [66.8, 27.0, None, None, 61.5],
        "unit": "per 10,000 aged 0 to 19",
        "recent_trend": "cannot_be_calculated",
    }
)


def test_only_a_series_with_limits_is_told_oldest_first() -> None:
    words = published_trend(ROWS)
    assert words.startswith(
        "Published for England, per 10,000 aged 0 to 19: 26.7 (26.5 to 27.0) in 2001/02, "
        "66.4 (66.0 to 66.8) in 2017/18. Recent trend: cannot be calculated"
    )
    assert "25.0" not in words
    assert "61.1" not in words


def test_a_trend_is_named_where_there_is_one() -> None:
    assert "Recent trend: increasing." in published_trend(ROWS.assign(recent_trend="increasing"))


def test_nothing_is_said_without_a_series() -> None:
    assert published_trend(ROWS[ROWS["definition"] != "wide"]) == ""
