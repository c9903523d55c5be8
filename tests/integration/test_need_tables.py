"""A published table that is added as rows changes the model, and published counts win."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from etl.build import need_uncertainty
from etl.build.context import Context
from etl.build.need_model import need_model
from etl.build.published import base_population
from etl.calibrate import calibrate, table_of, write
from etl.catalogue.areas import ENGLAND
from etl.errors import DataError, UserError
from etl.settings import Folders, folders

pytestmark = pytest.mark.integration

REGIONS = ("North East", "North West", "Yorkshire and The Humber", "East Midlands",
           "West Midlands", "East of England", "London", "South East", "South West")  # fmt: skip
# Made up for this test. None of these figures is evidence.
MADE_UP_AGES = {"1-5": 70.0, "6-10": 60.0, "11-15": 55.0, "16-19": 45.0}
MADE_UP_REGIONS = dict(zip(REGIONS, (72.0, 70, 74, 66, 71, 60, 68, 61, 59), strict=True))
MADE_UP_FIFTHS = {"fifth 1": 82.0, "fifth 2": 70.0, "fifth 3": 63.0, "fifth 4": 58.0,
                  "fifth 5": 57.0}  # fmt: skip


@pytest.fixture
def where(tmp_path: Path) -> Folders:
    """A copy of the inputs that need rests on."""
    real, inputs = folders(), tmp_path / "inputs"
    shutil.copytree(real.inputs / "evidence", inputs / "evidence")
    for name in ("small_areas", "areas"):
        (inputs / f"{name}.parquet").symlink_to(real.inputs / f"{name}.parquet")
    return Folders(inputs=inputs, sources=real.sources, corrections=real.corrections,
                   release=tmp_path / "release")  # fmt: skip


def context_of(where: Folders) -> Context:
    return Context(where.inputs, where.release)


def publish(where: Folders, table: str, figures: dict[str, float], *, ages: bool = False) -> None:
    path = where.inputs / "evidence" / f"{table}.csv"
    frame = pd.read_csv(path, dtype="str")
    dimension = table.removeprefix("prevalence_by_")
    old = frame["category"].isin(list(figures)) & (frame["year"] == "2017/18")
    rows = pd.DataFrame({
        "nation": "England", "year": "2017/18", "dimension": dimension,
        "category": list(figures), "age_range": list(figures) if ages else "0-19",
        "prevalence_per_10000": [str(x) for x in figures.values()], "source_id": "FRASER2021",
    })  # fmt: skip
    pd.concat([frame[~old], rows]).to_csv(path, index=False)


def england_by(context: Context, column: str) -> tuple[pd.Series, pd.Series]:
    """England's children and residents at the population now, by a column of the small areas."""
    model, frame = need_model(context), context.small_areas
    english = (frame["country_code"] == ENGLAND).to_numpy()
    keys = frame.loc[english, column]
    children = pd.Series(model.modelled[english].sum(axis=1), index=keys.index).groupby(keys).sum()
    people = pd.Series(model.population[english].sum(axis=1), index=keys.index).groupby(keys).sum()
    return children, people


def test_a_table_by_age_is_used_without_a_change_of_code(where: Folders) -> None:
    publish(where, "prevalence_by_age", MADE_UP_AGES, ages=True)
    context = context_of(where)
    model, ages = need_model(context), base_population(context)
    assert [a.label for a in model.ranges] == [
        "under 1", "1 to 5", "6 to 10", "11 to 15", "16 to 19",
    ]  # fmt: skip
    published = 226.5 * ages.loc[0] + sum(
        rate * ages.loc[int(k.split("-")[0]) : int(k.split("-")[1])].sum()
        for k, rate in MADE_UP_AGES.items()
    )
    # Rates as published, but for the one factor that keeps the published total.
    factor = 86_625 / (published / 10_000)
    assert model.england_rate == pytest.approx(
        np.array([226.5, *MADE_UP_AGES.values()]) * factor, rel=1e-6
    )
    assert model.england_total == pytest.approx(86_625)


def test_tables_by_region_and_deprivation_hold_together_with_ethnic_group(where: Folders) -> None:
    plain = need_model(context_of(where))
    publish(where, "prevalence_by_region", MADE_UP_REGIONS)
    publish(where, "prevalence_by_deprivation", MADE_UP_FIFTHS)
    context = context_of(where)
    model = need_model(context)
    assert model.england_total == pytest.approx(86_625)
    children, people = england_by(context, "deprivation_fifth")
    rates = (children / people).to_numpy()
    wanted = np.array(list(MADE_UP_FIFTHS.values()))
    # At the population now, so within one per cent; England's level cancels in the ratio.
    assert rates / rates.mean() == pytest.approx(wanted / wanted.mean(), rel=0.01)
    children, people = england_by(context, "region_code")
    rates = (children / people).to_numpy()
    wanted = np.array(list(MADE_UP_REGIONS.values()))  # codes and names are in the same order
    assert rates / rates.mean() == pytest.approx(wanted / wanted.mean(), rel=0.01)
    # The ethnic factors shrink: part of what they said is now said by deprivation and region.
    assert not np.allclose(model.rates.group, plain.rates.group, rtol=1e-3)
    multiplied = plain.rates.group @ np.array([0.7, 0.1, 0.1, 0.1])
    assert multiplied > 1


def test_rows_without_a_figure_change_nothing(where: Folders) -> None:
    path = where.inputs / "evidence" / "prevalence_by_region.csv"
    before = need_model(context_of(where)).need["england_definition"]
    frame = pd.read_csv(path)
    frame[frame["prevalence_per_10000"].notna()].to_csv(path, index=False)
    after = need_model(context_of(where)).need["england_definition"]
    assert (before == after).all()


def test_overlapping_ages_are_an_error(where: Folders) -> None:
    publish(where, "prevalence_by_age", {"1-5": 70.0, "5-10": 60.0}, ages=True)
    with pytest.raises(DataError, match="overlap"):
        need_model(context_of(where))


MISTAKES = [
    ("county", "E08000032", "2023", "0", "19", "1500", "FRASER2021"),
    ("ltla", "E99999999", "2023", "0", "19", "1500", "FRASER2021"),
    ("ltla", "E12000001", "2023", "0", "19", "1500", "FRASER2021"),
    ("ltla", "E08000032", "", "0", "19", "1500", "FRASER2021"),
    ("ltla", "E08000032", "recent", "0", "19", "1500", "FRASER2021"),
    ("ltla", "E08000032", "2021", "nought", "19", "1500", "FRASER2021"),
    ("ltla", "E08000032", "2020", "19", "0", "1500", "FRASER2021"),
    ("ltla", "E08000032", "2019", "0", "30", "1500", "FRASER2021"),
    ("ltla", "E08000032", "2018", "0", "12", "1500", "FRASER2021"),
    ("ltla", "E08000032", "2017", "0", "19", "<5", "FRASER2021"),
    ("ltla", "E08000032", "2016", "0", "19", "9999999", "FRASER2021"),
    ("ltla", "E08000032", "2015", "0", "19", "1500", "HEARSAY"),
]
COLUMNS = ["area_type", "area_code", "period", "age_first", "age_last", "count", "source_id"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_twelve_mistakes_give_twelve_messages_and_change_nothing(
    where: Folders, tmp_path: Path, ending: str
) -> None:
    file = save(MISTAKES, tmp_path / f"counts.{ending}")
    before = {p: p.read_bytes() for p in (where.inputs / "evidence").iterdir()}
    with pytest.raises(UserError) as raised:
        calibrate(file, where)
    lines = [line for line in str(raised.value).splitlines() if line.startswith("Row ")]
    assert [line.split(":")[0] for line in lines] == [f"Row {n}" for n in range(2, 14)]
    assert len({line.split(": ", 1)[1] for line in lines}) == 12
    assert "12 problems, so nothing was changed" in str(raised.value)
    assert {p: p.read_bytes() for p in (where.inputs / "evidence").iterdir()} == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_good_counts_are_shown_written_and_win(where: Folders, tmp_path: Path, ending: str) -> None:
    good = [("ltla", "E08000032", "2022/23", "0", "24", "1900", "CHARITY")]
    file = save(good, tmp_path / f"counts.{ending}")
    found = calibrate(file, where, citation="A made-up file")
    shown = "\n".join(table_of(found))
    assert "Bradford" in shown
    assert "England" in shown
    assert len(pd.read_csv(where.inputs / "evidence" / "published_area_counts.csv")) == 0
    write(found, where, citation="A made-up file")
    context = context_of(where)
    model, (number, codes) = need_model(context), context.groups("ltla")
    bradford = number == codes.index("E08000032")
    factor = model.need["england_definition"][bradford] / model.modelled[bradford].sum(axis=1)
    assert (model.by_band[bradford].sum(axis=1) * factor).sum() == pytest.approx(1900)
    assert model.published.sum() == bradford.sum()
    rows = need_uncertainty.build(context)
    rows = rows[(rows["indicator_id"] == "need_all") & (rows["basis"] == "england_definition")]
    origin = rows.set_index(["area_type", "area_code"])["origin"]
    assert origin["ltla", "E08000032"] == "published"
    assert origin["ltla", "E08000033"] == "modelled"
    assert origin["region", "E12000003"] == "partly_published"
    # A published count has the spread of chance only.
    row = rows[(rows["area_type"] == "ltla") & (rows["area_code"] == "E08000032")].iloc[0]
    half = 1.96 * row["value"] ** 0.5
    assert row["upper"] - row["value"] == pytest.approx(half, rel=0.12)
    assert row["main_driver"] == "chance"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("counts.txt", "x", "cannot be read"),
        ("counts.csv", "area_type,area_code\nltla,E1\n", "lacks the columns period"),
        ("counts.csv", ",".join(COLUMNS) + "\n", "no rows"),
        ("counts.xlsx", "not a workbook", "cannot be read"),
    ],
)
def test_files_that_are_no_table_of_counts(
    where: Folders, tmp_path: Path, name: str, content: str, words: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(UserError, match=words):
        calibrate(tmp_path / name, where)


def save(rows: list[tuple[str, ...]], path: Path) -> Path:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_excel(path, index=False)
    return path
