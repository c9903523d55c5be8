"""Changed assumptions on a country of three small areas that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from etl.catalogue.assumptions import NATIONAL_STUDY
from etl.catalogue.choices import CHOICES
from etl.errors import DataError
from etl.methods.members import make_members
from etl.methods.scenario import Country, Scenario
from etl.methods.scenario_need import NeedFacts
from etl.methods.scenario_parts import Assumptions
from etl.methods.scenario_services import minutes_to, of_journeys_to, services_near

pytestmark = pytest.mark.unit

A = Assumptions()
KIND = "children_hospice"
MINUTES = np.array([[20.0, np.inf, 70.0], [40.0, 55.0, np.inf], [np.inf, np.inf, 10.0]])
SERVICES = pd.DataFrame(
    {
        "service_id": ["a", "b", "c"],
        "service_kind": [KIND, "picu", KIND],
        "status": ["open", "open", "closed"],
        "beds": [8.0, np.nan, np.nan],
    }
)


@pytest.fixture
def scenario() -> Scenario:
    bands = np.tile([1.0, 4, 5, 4, 2, 2, 1, 1], (3, 1))
    need = bands.sum(axis=1)
    facts = NeedFacts(
        need=need,
        national_study=need * np.array([2.0, 1.0, np.nan]),
        children=bands,
        residents=100 * bands,
        body=np.array([0, 0, 1]),
        growth={2030: np.array([[1.1, 1.2, 1.3, 1.5], [1.0, 1.0, 1.0, 1.0]])},
        rates={("highest", 2030): 2.0},
        restricted=0.9,
        tiers={"need_unstable": 0.1},
    )
    links = sparse.csc_array(np.where(np.isfinite(MINUTES), MINUTES, 0))
    country = np.array([0, 0, 1])
    members = make_members({"country": (country, ["E", "N"]), "ltla": (np.arange(3), list("xyz"))})
    return Scenario(Country(need=facts, minutes=links, services=SERVICES, members=members))


def need(engine: Scenario, **change: object) -> list[float]:
    found = engine.need_measures(replace(A, **change)).areas["need_all"]
    return np.round(found[engine.country.members.rows["ltla"]], 6).tolist()


def test_need_is_a_product_of_the_factors(scenario: Scenario) -> None:
    assert need(scenario) == [20, 20, 20]
    assert need(scenario, definition="restricted") == [18, 18, 18]
    assert need(scenario, tier="need_unstable", definition="restricted") == [1.8, 1.8, 1.8]
    assert need(scenario, ages="5-9") == [5, 5, 5]
    assert need(scenario, ages="16-19") == [4, 4, 4]
    # 1 and 4 children at 1.1, 5 at 1.2, 4 and one at 1.3, one of 15 and 4 older at 1.5.
    assert need(scenario, scenario="constant", year=2030) == [25.5, 25.5, 20]
    assert need(scenario, scenario="highest", year=2030) == [51, 51, 40]


def test_an_area_without_a_study_is_not_known_and_neither_is_the_uk(scenario: Scenario) -> None:
    found = scenario.need_measures(replace(A, basis=NATIONAL_STUDY))
    ltla = found.areas["need_all"][scenario.country.members.rows["ltla"]]
    assert ltla[:2].tolist() == [40, 20]
    assert np.isnan(ltla[2])
    assert np.isnan(found.uk["need_all"])
    assert not np.isnan(found.areas["population_0_19"]).any()
    served = scenario.measures(replace(A, basis=NATIONAL_STUDY), kind=KIND)
    assert np.isnan(served.areas[f"share_within_60_{KIND}"][-1])
    assert np.isnan(served.uk[f"access_score_{KIND}"])


def test_speed_threshold_and_status_move_reach(scenario: Scenario) -> None:
    def within(**change: object) -> list[float]:
        found = scenario.measures(replace(A, **change), kind=KIND)
        return found.areas[f"share_within_60_{KIND}"][-3:].tolist()

    assert within() == [100, 100, 0]
    assert within(threshold=30) == [100, 0, 0]
    assert within(threshold=40) == [100, 100, 0]  # inclusive
    assert within(speed=50) == [100, 0, 0]
    assert within(statuses=("open", "unknown", "closed")) == [100, 100, 100]


def test_a_new_layer_is_shared_out_among_all_who_reach_it(scenario: Scenario) -> None:
    score = scenario.measures(replace(A, variant="2sfca", radius=60), kind=KIND)
    # 8 beds for 40 children, equally for both areas within an hour; none for the third.
    assert score.areas[f"access_score_{KIND}"][-3:] == pytest.approx([200, 200, 0])


def test_kinds_of_different_units_count_as_one_each(scenario: Scenario) -> None:
    both = replace(A, also=("picu",))
    assert scenario.layer(A, kind=KIND).unit == "beds"
    assert scenario.layer(both, kind=KIND).unit == "services"
    assert scenario.layer(both, kind=KIND).supply.tolist() == [1, 1]
    assert scenario.layer(both, kind=KIND).service_ids.tolist() == ["a", "b"]


def test_what_is_not_touched_is_not_worked_out_again(scenario: Scenario) -> None:
    layer = scenario.layer(A, kind=KIND)
    assert scenario.layer(replace(A, speed=80, ages="5-9"), kind=KIND) is layer
    assert scenario.need_of(A) is scenario.need_of(replace(A, speed=80, threshold=20))
    assert scenario.measures(A, kind=KIND) is scenario.measures(Assumptions(), kind=KIND)


def test_no_service_left_is_said(scenario: Scenario) -> None:
    with pytest.raises(DataError, match="No service of these kinds counts"):
        scenario.measures(A, kind="childrens_hospital")


def test_every_field_has_a_choice_with_its_default() -> None:
    assert {choice.id for choice in CHOICES} == set(Assumptions.__dataclass_fields__)
    for choice in CHOICES:
        value = getattr(A, choice.id)
        text = ".".join(value) if isinstance(value, tuple) else str(value)
        assert text == choice.default
        assert not choice.options or text in choice.options or choice.id == "also"
    assert len({choice.short for choice in CHOICES}) == len(CHOICES)


def near_slowly(
    engine: Scenario, inside: list[int], a: Assumptions
) -> dict[str, tuple[float, ...]]:
    """Average minutes and share within an hour by service, by the definition."""
    need = engine.need_of(a).children
    if np.isnan(need[inside]).any():
        need = engine.country.need.need
    found = {}
    for column, service in SERVICES.iterrows():
        time = need_reached = near = 0.0
        for small in inside:
            minutes = MINUTES[small, int(str(column))] * 100 / a.speed
            if np.isfinite(minutes):
                time += need[small] * minutes
                need_reached += need[small]
                near += need[small] * (minutes <= 60)
        if service["status"] in a.statuses and need_reached:
            total = sum(need[small] for small in inside)
            found[service["service_id"]] = (time / need_reached, near / total)
    return found


@pytest.mark.parametrize("change", [
    {}, {"speed": 50}, {"speed": 92}, {"speed": 150}, {"statuses": ("open", "closed")},
    {"ages": "10-15", "speed": 80}, {"basis": NATIONAL_STUDY},
    {"scenario": "highest", "year": 2030},
])  # fmt: skip
def test_services_near_an_area_follow_speed_statuses_and_need(
    scenario: Scenario, change: dict[str, object]
) -> None:
    a = replace(A, **change)  # type: ignore[arg-type]
    for area_type, code, inside in (("country", "E", [0, 1]), ("country", "N", [2]),
                                    ("ltla", "y", [1])):  # fmt: skip
        found = services_near(scenario, area_type, code, a)
        expected = near_slowly(scenario, inside, a)
        assert set(found.service_ids) == set(expected)
        for id_, minutes, share in zip(
            found.service_ids, found.minutes, found.share_within, strict=True
        ):
            assert (minutes, share) == pytest.approx(expected[str(id_)])
        assert found.as_published == (code == "N" and a.basis == NATIONAL_STUDY)


def test_minutes_to_a_service_or_a_kind_follow_what_matters_to_them(scenario: Scenario) -> None:
    assert minutes_to(scenario, "b", A).tolist() == [np.inf, 55, np.inf]
    assert minutes_to(scenario, KIND, A).tolist() == [20, 40, np.inf]
    slow = replace(A, speed=50, statuses=("open", "closed"))
    assert minutes_to(scenario, KIND, slow).tolist() == [40, 80, 20]
    assert minutes_to(scenario, "b", slow)[1] == 110
    other = replace(A, also=("picu",), variant="bfca", supply="each", threshold=45)
    assert of_journeys_to("b", other, is_kind=False).is_published
    assert of_journeys_to(KIND, other, is_kind=True) == replace(A, also=("picu",))
    assert of_journeys_to("picu", other, is_kind=True).is_published


def test_the_small_areas_of_an_area_are_those_that_are_added_up(scenario: Scenario) -> None:
    members = scenario.country.members
    assert members.inside("country", "E").tolist() == [0, 1]
    assert members.inside("ltla", "z").tolist() == [2]
    with pytest.raises(ValueError, match="nowhere"):
        members.inside("ltla", "nowhere")
