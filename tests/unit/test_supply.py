"""Supply: beds, medians and single services, each with how it is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from etl.errors import DataError, UserError
from etl.methods.supply import supply_draws, supply_of

pytestmark = pytest.mark.unit

REGISTER = pd.DataFrame(
    {
        "service_id": ["a", "b", "c", "d", "e"],
        "service_kind": ["hospice", "hospice", "hospice", "hospice", "unit"],
        "beds": [4.0, 10.0, 6.0, np.nan, np.nan],
    }
)


def test_beds_where_stated_median_where_not_and_one_where_no_kind_has_beds() -> None:
    found = supply_of(REGISTER, unknown_capacity="imputed")
    assert found["supply"].tolist() == [4, 10, 6, 6, 1]
    assert found["supply_basis"].tolist() == ["stated"] * 3 + ["imputed", "counted"]
    assert found["supply_unit"].tolist() == ["beds"] * 4 + ["services"]


def test_unknown_capacity_can_be_left_out() -> None:
    found = supply_of(REGISTER, unknown_capacity="excluded")
    assert found["service_id"].tolist() == ["a", "b", "c", "e"]


def test_zero_beds_are_stated_and_not_unknown() -> None:
    found = supply_of(REGISTER.assign(beds=[0.0, 10, 6, np.nan, np.nan]),
                      unknown_capacity="imputed")  # fmt: skip
    assert found["supply"].tolist() == [0, 10, 6, 6, 1]
    assert found["supply_basis"].iloc[0] == "stated"


def test_no_services_give_an_empty_table() -> None:
    assert supply_of(REGISTER.iloc[:0], unknown_capacity="imputed").empty


def test_bad_input_is_named() -> None:
    with pytest.raises(DataError, match="fewer than zero") as caught:
        supply_of(REGISTER.assign(beds=[4, -1, 6, 2, 1]), unknown_capacity="imputed")
    assert caught.value.where == "b"
    with pytest.raises(UserError, match="guessed"):
        supply_of(REGISTER, unknown_capacity="guessed")  # type: ignore[arg-type]


def test_draws_keep_counted_services_and_vary_imputed_ones_most() -> None:
    drawn = supply_draws(
        supply=np.array([4.0, 10.0, 6.0, 1.0]),
        basis=["stated", "stated", "imputed", "counted"],
        spread=0.1, draws=4000, rng=np.random.default_rng(1),
    )  # fmt: skip
    assert (drawn[:, 3] == 1).all()
    assert np.median(drawn[:, 0]) == pytest.approx(4, rel=0.02)
    spread = np.log(drawn).std(axis=0)
    assert spread[0] == pytest.approx(0.1, rel=0.05)
    assert spread[2] > 3 * spread[0]
