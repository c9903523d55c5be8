"""Rows of an indicator under changed assumptions: the right value in the right row, ranked."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.live import with_values, without_values

pytestmark = pytest.mark.unit
VALUE = st.one_of(st.just(float("nan")), st.integers(0, 6).map(float))


def published(codes: list[str]) -> pd.DataFrame:
    return pd.DataFrame({
        "area_code": pd.Series(codes, dtype=object), "value": 1.0, "lower": 0.5, "upper": 1.5,
        "rank": 1.0, "comparison": "higher", "note": "as published", "period": "mid-2023",
        "name": [f"Area {code}" for code in codes],
    })  # fmt: skip


@given(st.lists(VALUE, min_size=1, max_size=12), st.randoms(use_true_random=False), st.booleans())
def test_every_row_has_the_value_of_its_code_and_the_rank_of_its_value(
    values: list[float], order, is_projected: bool
) -> None:
    codes = [f"E{number:02}" for number in range(len(values))]
    shuffled = [*codes, "E99"]  # an area without a value
    order.shuffle(shuffled)
    rows = published(shuffled)
    period = "mid-2030" if is_projected else ""
    found = with_values(without_values(rows), codes, np.array(values), period)
    value_of = dict(zip(codes, values, strict=True)) | {"E99": float("nan")}
    expected = pd.Series([value_of[code] for code in shuffled])
    np.testing.assert_array_equal(found["value"], expected)
    np.testing.assert_array_equal(found["rank"], expected.rank(ascending=False, method="min"))
    assert found["lower"].isna().all()
    assert found["upper"].isna().all()
    assert found["note"].isna().all()
    assert set(found["comparison"]) == {"not_compared"}
    assert set(found["period"]) == {period or "mid-2023"}
    assert (rows["value"] == 1.0).all(), "published rows are shared: they may not be changed"
