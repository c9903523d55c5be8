"""A register that says nothing, or nonsense: a named error or a reasoned answer, never a crash."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.errors import DataError
from etl.run_step import run_step
from etl.steps import STEPS
from etl.store import read_table, write_table
from tests.support.slice import Slice

pytestmark = pytest.mark.integration

STEP = {step.name: step for step in STEPS}
HOSPICE = "children_hospice"


@pytest.fixture
def rebuilt(cornwall: Slice, tmp_path: Path) -> Callable[..., Path]:
    """Change the register of the slice and run some steps again."""

    def run(change: Callable[[pd.DataFrame], pd.DataFrame], *steps: str) -> Path:
        inputs, draft = tmp_path / "inputs", tmp_path / "draft"
        shutil.copytree(cornwall.inputs, inputs)
        shutil.copytree(cornwall.draft, draft)
        write_table(inputs, "services", change(read_table(inputs, "services")))
        for step in steps:
            run_step(STEP[step], inputs, draft)
        return draft

    return run


@pytest.mark.parametrize(
    "change",
    [
        lambda services: services.iloc[:0],
        lambda services: services[services["service_kind"] != HOSPICE],
        lambda services: services.assign(status="closed"),
    ],
    ids=["empty", "no hospice", "all closed"],
)
def test_no_service_stops_the_build_in_words(rebuilt, change) -> None:
    with pytest.raises(DataError, match="no open service of the kind children_hospice"):
        rebuilt(change, "travel_minutes", "access_small_area")


def test_negative_beds_stop_the_build_in_words(rebuilt) -> None:
    with pytest.raises(DataError, match=r"beds.*value -3"):
        rebuilt(lambda services: services.assign(beds=-3.0), "services")


def test_a_service_that_stands_twice_stops_the_build_in_words(rebuilt) -> None:
    with pytest.raises(DataError, match="service_id"):
        rebuilt(lambda services: pd.concat([services, services.iloc[:1]]), "services")


def test_hospices_without_any_bed_leave_no_gap_to_measure(rebuilt) -> None:
    draft = rebuilt(
        lambda services: services.assign(
            beds=services["beds"].where(services["service_kind"] != HOSPICE, 0.0)
        ),
        "services", "supply", "gap_reasons",
    )  # fmt: skip
    reasons = read_table(draft, "gap_reasons")
    hospices = reasons[reasons["service_kind"] == HOSPICE]
    assert set(hospices["gap_level"]) == {"no_service"}
    assert set(hospices["sentence"]) == {
        "The register has no children's hospice beds that anyone can reach."
    }
    assert hospices["coverage"].isna().all()
    assert (hospices["main_cause"] == "none").all()
