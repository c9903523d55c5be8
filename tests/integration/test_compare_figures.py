"""Compare on the real release: groups add up to what is published, sentences say the table."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from dashboard.components.compare.figures import Figures
from dashboard.components.compare.words import sentences_of
from dashboard.data import Data
from dashboard.state.compare import CompareState
from etl.catalogue.aggregation import together
from etl.catalogue.areas import NATIONS
from etl.catalogue.indicators import HEADLINE_INDICATOR, INDICATOR_BY_ID, INDICATORS
from etl.release import Release

pytestmark = pytest.mark.integration

ENGLISH_REGIONS = tuple(f"E1200000{n}" for n in range(1, 10))
# One of every kind: large and small, first and last, islands, tied, and of every nation.
TEN_AREAS = (
    ("health_body", "E54000069"), ("health_body", "S08000022"), ("health_body", "W11000023"),
    ("health_body", "WHSCT"), ("ltla", "E06000053"), ("ltla", "E08000025"), ("ltla", "S12000023"),
    ("region", "E12000009"), ("country", "N92000002"), ("utla", "E10000016"),
)  # fmt: skip


@pytest.fixture(scope="module")
def data(release: Release) -> Data:
    return Data(release, "test")


def figures(data: Data, area_type: str, *areas: str, indicator: str, **more: str) -> Figures:
    state = CompareState(area_type=area_type, areas=areas, **more)  # type: ignore[arg-type]
    return Figures(data, state.with_indicator(indicator, "england_definition"))


@pytest.mark.parametrize(
    "id_", [i.id for i in INDICATORS if together(i).weight and not together(i).within_nation]
)
def test_the_four_nations_together_are_the_united_kingdom(id_: str, data: Data) -> None:
    found = figures(data, "country", *NATIONS, indicator=id_).together(id_)
    published = data.manifest["uk"].get(id_, {}).get("value")
    if np.isnan(found.figure.value) or published is None:
        assert found.words
        return
    # Where every service of a nation is out of reach of some, the UK figure leaves them out too.
    assert found.figure.value == pytest.approx(published, rel=2e-6, abs=1e-6)


@pytest.mark.parametrize("id_", [HEADLINE_INDICATOR, "need_all", "need_per_10000",
                                 "access_score_picu", "shortfall_share_picu"])  # fmt: skip
def test_the_regions_of_england_together_are_england(id_: str, data: Data) -> None:
    found = figures(data, "region", *ENGLISH_REGIONS, indicator=id_).together(id_).figure
    rows = data.indicator("country", id_).set_index("area_code")
    assert found.value == pytest.approx(rows.loc["E92000001", "value"], rel=1e-6)
    # Errors that are taken to go together make the interval wider, never narrower.
    assert found.lower <= rows.loc["E92000001", "lower"] * (1 + 1e-6)
    assert found.upper >= rows.loc["E92000001", "upper"] * (1 - 1e-6)


@dataclass
class Table:
    """The tables of the release as files, read without the code of the page."""

    release: Release

    def row(self, area_type: str, code: str, id_: str) -> pd.Series:
        rows = self.release.table("indicators")
        keep = (rows["area_type"] == area_type) & (rows["area_code"] == code)
        keep &= (rows["indicator_id"] == id_) & (rows["basis"] == "england_definition")
        return rows[keep].iloc[0]

    def all_of(self, area_type: str, id_: str) -> pd.DataFrame:
        rows = self.release.table("indicators")
        keep = (rows["area_type"] == area_type) & (rows["indicator_id"] == id_)
        return rows[keep & (rows["basis"] == "england_definition")]

    def one(self, table: str, **keys: object) -> pd.Series:
        rows = self.release.table(table)
        for column, value in keys.items():
            rows = rows[rows[column] == value]
        assert len(rows) == 1
        return rows.iloc[0]


def numbers(sentence: str) -> list[float]:
    """Figures of a sentence; those inside words and names of years and thresholds left out."""
    return [float(n.replace(",", "")) for n in re.findall(r"(?<![\w.])-?\d[\d,]*\.?\d*", sentence)]


def rounded(*values: float, decimals: int) -> list[float]:
    return [abs(float(f"{value:.{decimals}f}")) for value in values]


@pytest.mark.parametrize(("area_type", "code"), TEN_AREAS)
def test_sentences_say_what_the_tables_hold(
    area_type: str, code: str, data: Data, release: Release
) -> None:
    found = figures(data, area_type, code, indicator=HEADLINE_INDICATOR)
    told = sentences_of(found, found.standing(HEADLINE_INDICATOR))
    table = Table(release)
    assert 3 <= len(told) <= 5
    name = release.table("areas").set_index(["area_type", "area_code"]).loc[(area_type, code)]
    by_start = {
        "Share within": check_figure, "The estimate": check_rank, "An estimated": check_beyond,
        "Within ": check_slope, "In 2030": check_projection, "Children with": check_need,
    }  # fmt: skip
    checked = 0
    for sentence in told:
        check = next(check for start, check in by_start.items() if sentence.startswith(start))
        check(sentence, table, area_type, code)
        checked += 1
    assert checked == len(told)
    assert str(name["name"]) in told[0] or str(name["name"]).split(",")[0] in told[0]


def check_claim(sentence: str, row: pd.Series, uk: float) -> None:
    if row["lower"] > uk:
        assert "higher than the UK figure" in sentence
    elif row["upper"] < uk:
        assert "lower than the UK figure" in sentence
    else:
        assert "no clear difference" in sentence


def check_figure(sentence: str, table: Table, area_type: str, code: str) -> None:
    row = table.row(area_type, code, HEADLINE_INDICATOR)
    uk = json.loads((table.release.path / "manifest.json").read_text())["uk"]
    uk_value = uk[HEADLINE_INDICATOR]["value"]
    got = numbers(sentence)[1:]  # the first is the threshold in the label
    if "at both ends" in sentence:
        want = rounded(row["value"], row["lower"], uk_value, decimals=1)
    else:
        want = rounded(row["value"], row["lower"], row["upper"], uk_value, decimals=1)
    assert got == want
    check_claim(sentence, row, uk_value)


def check_rank(sentence: str, table: Table, area_type: str, code: str) -> None:
    rows = table.all_of(area_type, HEADLINE_INDICATOR)
    row = table.row(area_type, code, HEADLINE_INDICATOR)
    beyond = (rows["value"] > row["value"]) if "highest" in sentence else (
        rows["value"] < row["value"])  # fmt: skip
    place = int(beyond.sum()) + 1
    tied = int((rows["value"] == row["value"]).sum()) - 1
    surely = (rows["lower"] > row["upper"]), (rows["upper"] < row["lower"])
    before, after = surely if "highest" in sentence else surely[::-1]
    first, last = int(before.sum()) + 1, len(rows) - int(after.sum())
    want = ([place] if place > 1 else []) + [len(rows)] + ([tied] if tied else [])
    got = [int(n) for n in re.findall(r"\d+", sentence)]
    if "no other place" in sentence:
        assert (first, got) == (last, want)
    elif "every place" in sentence:
        assert (first, last, got) == (1, len(rows), want)
    else:
        assert got == [*want, first, last]


def check_beyond(sentence: str, table: Table, area_type: str, code: str) -> None:
    beyond = table.row(area_type, code, "need_beyond_60_children_hospice")
    every = table.row(area_type, code, "need_all")
    want = rounded(beyond["value"], every["value"], 60, beyond["lower"], beyond["upper"],
                   decimals=0)  # fmt: skip
    assert numbers(sentence) == (want[:-1] if "at both ends" in sentence else want)


def check_slope(sentence: str, table: Table, area_type: str, code: str) -> None:
    row = table.one("equity", area_type=area_type, area_code=code, equity_measure="sii",
                    indicator_id=HEADLINE_INDICATOR, dimension="deprivation_fifth")  # fmt: skip
    clear = row["lower"] > 0 or row["upper"] < 0
    assert ("no clear gradient" in sentence) != clear
    if clear:
        assert ("rises" in sentence) == (row["value"] > 0)
    got = [abs(n) for n in numbers(sentence)]
    assert sorted(got) == sorted(rounded(row["value"], row["lower"], row["upper"], decimals=1))


def check_projection(sentence: str, table: Table, area_type: str, code: str) -> None:
    want = [2030.0]
    for scenario in ("lowest", "highest"):
        row = table.one("projections", area_type=area_type, area_code=code, year=2030,
                        scenario=scenario)  # fmt: skip
        want += rounded(row["need"], row["chance_lower"], row["chance_upper"], decimals=0)
    assert numbers(sentence) == want


def check_need(sentence: str, table: Table, area_type: str, code: str) -> None:
    row = table.row(area_type, code, "need_per_10000")
    uk = json.loads((table.release.path / "manifest.json").read_text())["uk"]["need_per_10000"]
    assert numbers(sentence)[1:] == rounded(row["value"], row["lower"], row["upper"], uk["value"],
                                            decimals=1)  # fmt: skip
    check_claim(sentence, row, uk["value"])


def test_a_comparator_is_the_place_it_says(data: Data) -> None:
    region = figures(data, "ltla", "E06000053", indicator=HEADLINE_INDICATOR, against="region")
    assert region.comparator.name == "South West"
    rows = data.indicator("region", HEADLINE_INDICATOR).set_index("area_code")
    value = region.comparator.figure(INDICATOR_BY_ID[HEADLINE_INDICATOR]).value
    assert value == rows.loc["E12000009", "value"]
    assert len(region.comparator.members) == 27
    nation = figures(data, "health_body", "S08000022", indicator=HEADLINE_INDICATOR,
                     against="nation")  # fmt: skip
    assert (nation.comparator.name, len(nation.comparator.members)) == ("Scotland", 14)
    alike = figures(data, "health_body", "S08000022", indicator=HEADLINE_INDICATOR,
                    against="neighbours")  # fmt: skip
    near = release_neighbours(data, "S08000022")
    assert set(alike.comparator.members) == {"S08000022", *near}
    both = figures(data, "health_body", "S08000022", "W11000023", indicator=HEADLINE_INDICATOR,
                   against="nation")  # fmt: skip
    assert both.comparator.name == "UK"
    assert "Scotland and Wales" in both.comparator.note


def release_neighbours(data: Data, code: str) -> list[str]:
    rows = data.release.table("neighbours")
    return rows[rows["area_code"] == code]["neighbour_code"].astype(str).tolist()
