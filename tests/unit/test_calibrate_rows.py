"""Each kind of mistake in a file of published counts has its own message."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from etl.calibrate_rows import COLUMNS, Known, problems_of

pytestmark = pytest.mark.unit

GOOD = {
    "area_type": "ltla", "area_code": "E08000032", "period": "2022/23", "age_first": "0",
    "age_last": "19", "count": "1500", "source_id": "CHARITY", "note": "",
}  # fmt: skip
RESIDENTS = np.full(10, 1_000.0)
KNOWN = Known(
    people={("ltla", "E08000032"): RESIDENTS, ("ltla", "E08000033"): RESIDENTS,
            ("utla", "E10000001"): RESIDENTS * 3},
    sources={"CHARITY"},
    parents={"ltla": {"E08000032": "E10000001", "E08000033": "E10000001"}, "utla": {}},
)  # fmt: skip


def problems(*rows: dict[str, str]) -> list[str]:
    return problems_of(pd.DataFrame([{**GOOD, **row} for row in rows])[list(COLUMNS)], KNOWN)


def test_a_good_row_has_no_problem() -> None:
    assert problems({}) == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"area_type": "county"}, "area type 'county' is not known"),
        ({"area_code": "E99999999"}, "code 'E99999999' is not known"),
        ({"area_code": "E10000001"}, "not a code of the area type ltla but of utla"),
        ({"count": ""}, "count is empty"),
        ({"period": "last year"}, "not a year"),
        ({"age_first": "zero"}, "age_first is 'zero'"),
        ({"age_first": "18", "age_last": "5"}, "Exchange them"),
        ({"age_last": "30"}, "above 24"),
        ({"age_first": "0", "age_last": "12"}, "cannot be added up"),
        ({"count": "many"}, "not a number"),
        ({"count": "<5"}, "suppressed"),
        ({"count": "-3"}, "negative"),
        ({"count": "66.4"}, "Is it a rate"),
        ({"count": "9000"}, "larger than the 8,000 residents"),
        ({"source_id": "UNHEARD"}, "'UNHEARD' is not recorded"),
    ],
)
def test_a_mistake_is_named_with_its_row(row: dict[str, str], words: str) -> None:
    found = problems({"period": "2020/21"}, row)
    assert len(found) == 1
    assert found[0].startswith("Row 3: ")
    assert words in found[0]


def test_the_same_area_and_period_twice() -> None:
    assert "stands already in row 2" in problems({}, {})[0]


def test_parts_that_exceed_their_whole() -> None:
    whole = {"area_type": "utla", "area_code": "E10000001", "count": "2500"}
    found = problems(whole, {}, {"area_code": "E08000033"})
    assert found == [
        "Row 2: E10000001 has 2,500 children but its parts of the type ltla have 3,000 together."
    ]
