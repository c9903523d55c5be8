"""Minutes between anyone's own points, as a command: good rows, and each kind of bad one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from etl.errors import ResourceError, UserError
from etl.journeys import journeys, read_points
from etl.settings import folders

pytestmark = pytest.mark.integration

INPUTS = folders().inputs
BRISTOL = "id,longitude,latitude\nbristol,-2.5973,51.4578\n"


def _file(folder: Path, text: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_pair_has_minutes_or_a_reason(tmp_path: Path) -> None:
    origins = _file(
        tmp_path,
        "id,longitude,latitude\nchepstow,-2.675,51.642\nbelfast,-5.93,54.597\n"
        "sea,-4.5,50.0\nparis,2.35,48.86\nscilly,-6.315,49.914\nsydney,151.2,-33.9\n",
    )
    there = _file(tmp_path, BRISTOL, "b.csv")
    pairs, timed = journeys(origins, there, tmp_path / "t.csv", inputs=INPUTS)
    table = pd.read_csv(tmp_path / "t.csv").set_index("origin_id")
    assert list(table.columns) == ["destination_id", "minutes", "reason"]
    assert (pairs, timed) == (6, 1)
    assert 20 < table.loc["chepstow", "minutes"] < 40
    assert (table["minutes"].notna() ^ table["reason"].notna()).all()
    assert "sea lies between" in table.loc["belfast", "reason"]
    assert "island" in table.loc["scilly", "reason"]
    for far in ("sea", "paris", "sydney"):
        assert "in the sea or abroad" in table.loc[far, "reason"]


def test_the_three_forms_of_a_place_agree(tmp_path: Path) -> None:
    postcode = read_points(_file(tmp_path, "id,postcode\nx,b4 6nh\n"), inputs=INPUTS)
    metres = f"id,easting,northing\nx,{postcode['easting'][0]},{postcode['northing'][0]}\n"
    again = read_points(_file(tmp_path, metres), inputs=INPUTS)
    assert again[["easting", "northing"]].equals(postcode[["easting", "northing"]])
    degrees = read_points(_file(tmp_path, "id,longitude,latitude\nx,-1.8938,52.4848\n"),
                          inputs=INPUTS)  # fmt: skip
    assert abs(degrees["easting"][0] - postcode["easting"][0]) < 300
    assert abs(degrees["northing"][0] - postcode["northing"][0]) < 300


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "cannot be read as CSV"),
        ("id,longitude,latitude\n", "no rows"),
        ("name,longitude,latitude\na,-2,52\n", "The columns are name"),
        ("id,longitude\na,-2\n", "The columns are id, longitude"),
        ("id,longitude,latitude\na,52.4,-1.9\n", "wrong way round"),
        ("id,longitude,latitude\na,530000,180000\n", "no such degrees"),
        ("id,easting,northing\na,-2.5,51.4\n", "longitude and latitude, not easting"),
        ("id,longitude,latitude\na,-2,52\na,-3,52\n", "more than once: a"),
        ("id,longitude,latitude\na,-2,52\nb,,52\n", "Row 3: there is no longitude"),
        ("id,longitude,latitude\na,two,52\n", "Row 2: the longitude is not a number"),
        ("id,longitude,latitude\n,-2,52\n", "Row 2: there is no id"),
        ("id,postcode\na,BT1 5GS\n", "postcodes of Northern Ireland"),
        ("id,postcode\na,ZZ99 9ZZ\n", "Row 2: the postcode is not in the list"),
    ],
)
def test_a_bad_file_is_named_and_nothing_is_written(tmp_path: Path, text: str, words: str) -> None:
    out = _file(tmp_path, "what was there before", "t.csv")
    with pytest.raises(UserError) as raised:
        journeys(_file(tmp_path, text), _file(tmp_path, BRISTOL, "b.csv"), out, inputs=INPUTS)
    assert words in str(raised.value)
    assert out.read_text() == "what was there before"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="missing"):
        read_points(tmp_path / "none.csv", inputs=INPUTS)
