"""Charts: steps, words, colours and what is drawn."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from urllib.parse import quote

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.area_facts import compared_with_uk, interval_in_words, rank_in_words
from dashboard.charts.area_map import Shapes, area_map, describe
from dashboard.charts.breaks import make_steps
from dashboard.charts.legend import service_legend, step_legend
from dashboard.charts.map_scene import Scene
from dashboard.charts.service_points import (
    count_kinds,
    on_the_map,
    relative_size,
    service_points,
)
from dashboard.theme import MARKS, MAXIMUM_STEPS, step_colours
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.indicators import HEADLINE_INDICATOR, INDICATOR_BY_ID
from etl.catalogue.services import SERVICE_KIND_BY_ID

pytestmark = pytest.mark.unit

SHARE = INDICATOR_BY_ID[HEADLINE_INDICATOR]
NEED = INDICATOR_BY_ID["need_all"]
LTLA = AREA_TYPE_BY_ID["ltla"]


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": ["A01", "A02", "A03", "A04"],
            "name": ["Ash", "Birch", "Cedar", "Dock"],
            "value": [0.0, 50.0, 100.0, np.nan],
            "lower": [0.0, 40.0, 100.0, np.nan],
            "upper": [0.0, 60.0, 100.0, np.nan],
        }
    )


def services() -> pd.DataFrame:
    rows = [
        ("a", "Alder House", "children_hospice", "open", "postcode", -1.0, 52.0),
        ("b", "Beech House", "children_hospice", "open", "approximate", -1.2, 53.0),
        ("c", "Closed House", "children_hospice", "closed", "postcode", -1.3, 53.0),
        ("d", "Day House", "children_hospice", "open", "none", np.nan, np.nan),
        ("e", "Elm Unit", "picu", "open", "site", 0.0, 51.5),
    ]
    names = ["service_id", "name", "service_kind", "status", "point_quality", "longitude",
             "latitude"]  # fmt: skip
    return pd.DataFrame(rows, columns=names).assign(beds=[10.0, np.nan, 6.0, 4.0, 1.0])


def draw() -> Scene:
    steps = make_steps(frame()["value"].to_numpy(), decimals=1, suffix="%", darkest_first=True)
    return area_map(
        frame=frame(),
        steps=steps,
        indicator=SHARE,
        area_type=LTLA,
        shapes=Shapes("app/static/boundaries/x.json", ("A04", "A03", "A02", "A01")),
        uk_value=93.25,
    ).with_points(service_points(services(), ["children_hospice"]))


def test_breaks_are_numbers_that_a_person_would_choose() -> None:
    values = np.linspace(3, 1237, 200)
    labels = [s.label for s in make_steps(values, decimals=0).steps]
    assert labels == ["3 to 249", "250 to 499", "500 to 749", "750 to 999", "1,000 to 1,237"] or (
        all(label.split(" to ")[0].replace(",", "").endswith("0") for label in labels[1:])
    )


def test_a_value_that_many_areas_share_gets_a_step_of_its_own() -> None:
    values = np.array([0.0] * 50 + list(np.linspace(1, 90, 50)))
    steps = make_steps(values, decimals=0).steps
    assert (steps[0].label, steps[0].areas) == ("0", 50)


def test_steps_and_figures_stand_in_the_order_of_the_shapes_and_no_value_has_no_colour() -> None:
    sent = draw().payload()
    assert sent["fills"] == ".210"
    assert sent["figures"][0]["value"] == ",rs,dw,0"
    assert [int(text, 36) / 10 for text in ("rs", "dw")] == [100, 50]
    assert len(sent["colours"]) == 3


def test_a_map_of_nothing_but_gaps_still_draws() -> None:
    empty = frame().assign(value=np.nan)
    steps = make_steps(empty["value"].to_numpy(), decimals=1)
    assert steps.steps == ()
    assert "No area has a value." in describe(empty, indicator=SHARE, area_type=LTLA, uk_value=None)


def test_the_written_alternative_states_the_facts() -> None:
    alt = draw().alt
    for fact in ("93.2%", "highest is 100.0%: Cedar", "lowest is 0.0%: Ash", "3 of 4 areas",
                 "2 children's hospices found open"):  # fmt: skip
        assert fact in alt


def test_boundaries_go_by_address_and_the_message_is_plain_json() -> None:
    sent = json.loads(json.dumps(replace(draw(), selected="A02").payload()))
    assert sent["shapes"] == "app/static/boundaries/x.json"
    assert sent["selected"] == "A02"


def test_only_open_services_with_a_point_are_drawn() -> None:
    assert on_the_map(services(), ["children_hospice"])["service_id"].tolist() == ["a", "b"]
    count = count_kinds(services(), ["children_hospice"])[0]
    assert (count.shown, count.approximate, count.unplaced, count.not_open) == (2, 1, 1, 1)
    assert service_points(services(), []).rows == ()


def test_an_approximate_point_is_hollow_and_says_so() -> None:
    rows = service_points(services(), ["children_hospice"]).rows
    assert [(row[5], row[4]) for row in rows] == [("a", 0), ("b", 1)]
    legend = service_legend(count_kinds(services(), ["children_hospice"]))
    assert "approximate point" in legend
    assert quote(MARKS["children_hospice"].path) in legend


def test_a_mark_grows_with_the_beds_and_an_unknown_number_is_small() -> None:
    sizes = [relative_size(beds) for beds in (1, 4, 8, 12, 40)]
    assert sizes == sorted(sizes)
    assert relative_size(float("nan")) == sizes[0]
    notes = [row[7] for row in service_points(services(), ["children_hospice", "picu"]).rows]
    assert notes == ["10 beds", "", "1 bed"]


def test_the_legend_gives_ranges_and_numbers_of_areas_in_words() -> None:
    steps = make_steps(frame()["value"].to_numpy(), decimals=1, suffix="%")
    legend = step_legend(steps, indicator=SHARE, plural=LTLA.plural)
    assert "No value" in legend
    assert "(1 area)" in legend
    assert "Darker is worse" in legend


def test_every_kind_has_a_mark_and_no_two_look_alike() -> None:
    assert set(MARKS) == set(SERVICE_KIND_BY_ID)
    assert len({mark.shape for mark in MARKS.values()}) == len(MARKS)


@pytest.mark.parametrize("count", range(1, MAXIMUM_STEPS + 1))
def test_steps_differ_in_lightness(count: int) -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light = [lightness(c) for c in step_colours(count)]
    assert light == sorted(light, reverse=True)
    assert all(a - b > 20 for a, b in pairwise(light))


def test_comparison_in_words_names_a_difference_only_where_it_was_tested() -> None:
    assert compared_with_uk(50, 93.2, "lower", SHARE).startswith("Lower than the UK figure")
    assert "cannot be tested" in compared_with_uk(50, 93.2, "not_compared", SHARE)
    assert compared_with_uk(50, 1000, "not_compared", NEED).startswith("This is 5.0% of the UK")
    assert compared_with_uk(float("nan"), 93.2, "not_compared", SHARE) == "The UK figure is 93.2%."


def test_rank_and_interval_in_words() -> None:
    ranks = pd.Series([1.0, 2.0, 2.0, np.nan])
    assert rank_in_words(1, ranks, LTLA) == "1st highest of 3 local authorities."
    assert rank_in_words(2, ranks, LTLA).endswith("level with 1 other.")
    assert interval_in_words(1.0, 2.0, NEED) == "Likely between 1 and 2 children."
    assert interval_in_words(3.0, 3.1, NEED) == "The interval is 3 children at both ends."
    assert interval_in_words(float("nan"), 2.0, NEED) == ""
