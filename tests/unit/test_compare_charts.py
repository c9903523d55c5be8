"""Charts of Compare: what is drawn, what is said, and what is never said."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.chart import Chart
from dashboard.charts.fan import fan, projected
from dashboard.charts.funnel import OUTSIDE_3, WITHIN, funnel, funnel_places
from dashboard.charts.gradient import gradient, slope_words
from dashboard.charts.multiples import in_columns, multiples, panels_of
from dashboard.charts.quadrants import need_against_access
from dashboard.charts.ranking import ranking, shown_places
from dashboard.charts.standing import Comparator, Standing, figure_of, stand
from dashboard.charts.stands_out import (
    Beyond,
    Slope,
    figure_sentence,
    rank_sentence,
    slope_sentence,
    spread_sentence,
    stands_out,
)
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.comparison import DIMENSION_BY_ID
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.methods.aggregation import UNKNOWN, Figure

pytestmark = pytest.mark.unit

SHARE = INDICATOR_BY_ID["share_within_60_children_hospice"]
NEED, COUNT = INDICATOR_BY_ID["need_per_10000"], INDICATOR_BY_ID["need_all"]
FIFTHS = DIMENSION_BY_ID["deprivation_fifth"]
SOURCE = "Source: Gap Atlas, release 2026-01-01-abc."
LTLA = AREA_TYPE_BY_ID["ltla"]
NAN = float("nan")


def frame(values: list[float], *, half: float = 2.0) -> pd.DataFrame:
    count = len(values)
    value = np.array(values)
    return pd.DataFrame(
        {
            "area_code": [f"E{n:08d}" for n in range(count)],
            "name": [f"Place {chr(65 + n % 26)}{n // 26 or ''}" for n in range(count)],
            "nation": "England", "value": value, "lower": value - half, "upper": value + half,
            "note": None,
        }
    )  # fmt: skip


def standing(
    rows: pd.DataFrame, *chosen: int, indicator: object = SHARE, uk: float = 50.0
) -> Standing:
    codes = rows["area_code"]
    children = rows.assign(value=np.arange(10.0, 10.0 + len(rows)))
    return stand(
        tuple(codes[n] for n in chosen), indicator=indicator, area_type=LTLA,  # type: ignore[arg-type]
        frame_of=lambda id_: children if id_ in ("need_all", "population_0_19") and
        indicator is not COUNT else rows,
        comparator=Comparator("UK", "the UK figure", f"{len(rows)} local authorities",
                              tuple(codes), lambda _: Figure(uk, uk, uk)),
    )  # fmt: skip


def spec(chart: Chart) -> str:
    return chart.figure.to_json()


def stands_alone(chart: Chart) -> None:
    layout = json.loads(spec(chart))["layout"]
    assert layout["title"]["text"].startswith("<b>")
    assert any("2026-01-01-abc" in note["text"].replace("<br>", " ")
               for note in layout["annotations"])  # fmt: skip
    assert len(spec(chart)) < 20_000
    assert len(chart.alt) > 60
    assert chart.alt.endswith(".")


def test_a_short_ranking_shows_all_with_the_chosen_marked_by_more_than_colour() -> None:
    chart = ranking(standing(frame([70, 50, 30]), 2), source=SOURCE)
    stands_alone(chart)
    drawn = json.loads(spec(chart))
    ticks = drawn["layout"]["yaxis"]["ticktext"]
    assert ticks == ["Place A", "Place B", "<b>▶ Place C</b>"]
    assert drawn["data"][1]["marker"]["pattern"]["shape"] == "/"
    assert "Lowest: Place C, 30.0%." in chart.alt
    assert "Rank 3 of 3" in chart.alt
    assert chart.table["Compared with UK"].tolist() == ["Better", "No clear difference", "Worse"]


def test_a_long_ranking_shows_both_ends_and_the_part_around_yours() -> None:
    chart = ranking(standing(frame(np.linspace(99, 1, 60).tolist()), 30), source=SOURCE)
    ticks = json.loads(spec(chart))["layout"]["yaxis"]["ticktext"]
    assert len(ticks) == 3 + 1 + 9 + 1 + 3
    assert sum("more areas" in tick for tick in ticks) == 2
    assert len(chart.table) == 60


def test_no_single_area_is_hidden_behind_words_of_the_same_length() -> None:
    chosen = np.zeros(60, dtype=bool)
    chosen[8] = True
    assert shown_places(chosen)[:13].all()


def test_a_count_has_no_benchmark_and_is_not_compared() -> None:
    found = standing(frame([70, 50, 30]), 2, indicator=COUNT)
    assert not found.has_benchmark
    chart = ranking(found, source=SOURCE)
    assert "shapes" not in json.loads(spec(chart))["layout"] or not chart.figure.layout.shapes
    assert set(chart.table["Compared with UK"]) == {"Not compared"}
    assert "UK" not in figure_sentence(found)


def test_areas_without_a_figure_are_named() -> None:
    chart = ranking(standing(frame([70, NAN, 30]), 0), source=SOURCE)
    assert "No figure: Place B." in chart.alt


def test_the_funnel_places_areas_by_their_size() -> None:
    assert funnel_places(pd.Series([4.0, 4000.0]), pd.Series([60.0, 60.0]), 50.0) == [
        WITHIN, OUTSIDE_3,
    ]  # fmt: skip
    rows = frame([70, 50, 30])
    need = rows.assign(value=[10.0, 500.0, 2000.0])
    chart = funnel(standing(rows, 2), need, source=SOURCE)
    stands_alone(chart)
    assert chart.table["Place"].tolist() == [WITHIN, WITHIN, OUTSIDE_3]
    assert "Outside 99.8% limits: Place C." in chart.alt


def test_quarters_have_names_in_words() -> None:
    need = standing(frame([70, 40, 30]), 0, indicator=NEED)
    access = standing(frame([20, 90, 30]), 0)
    chart = need_against_access(need, access, source=SOURCE)
    stands_alone(chart)
    assert "More need, less access: 1 area" in chart.alt
    assert "More need, less access: Place A." in chart.alt
    assert sorted(chart.table["Quarter"]) == [
        "Less need, less access", "Less need, more access", "More need, less access",
    ]  # fmt: skip


def projections() -> pd.DataFrame:
    rows = [
        {"scenario": scenario, "year": year, "population_0_19": 1000.0, "need": need + year - 2023,
         "need_lower": need - 5, "need_upper": need + 5, "chance_lower": need - 20,
         "chance_upper": need + 20}
        for scenario, need in (("lowest", 100.0), ("highest", 150.0)) for year in (2023, 2030)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_the_projection_of_a_group_adds_up() -> None:
    both = projected(pd.concat([projections(), projections()]))
    assert both.loc[both["scenario"] == "lowest", "need"].tolist() == [200.0, 214.0]
    chart = fan(both, name="Two places", today=Figure(210, 180, 250), source=SOURCE)
    stands_alone(chart)
    assert "In 2030, the lowest published scenario gives 214" in chart.alt


def test_the_gradient_says_every_group() -> None:
    groups = pd.DataFrame(
        {"group_order": range(1, 6), "group_label": FIFTHS.groups, "value": [50.0, 60, 70, 80, 90],
         "lower": 40.0, "upper": 95.0, "population_0_19": 900.0, "need": 6.0, "n_small_areas": 5}
    )  # fmt: skip
    chart = gradient(groups, indicator=SHARE, dimension=FIFTHS, name="Leeds", whole=70.0,
                     source=SOURCE)  # fmt: skip
    stands_alone(chart)
    assert "Most deprived fifth: 50.0%." in chart.alt
    assert "Least deprived fifth: 90.0%." in chart.alt


@pytest.mark.parametrize(
    ("measure", "figure", "said"),
    [
        ("sii", Figure(10, 5, 15), "higher towards the least deprived fifth"),
        ("sii", Figure(-10, -15, -5), "higher towards the most deprived fifth"),
        ("sii", Figure(10, -5, 25), "No clear gradient"),
        ("rii", Figure(1.2, 0.9, 1.5), "No clear gradient"),
        ("rii", Figure(0.8, 0.7, 0.9), "higher towards the most deprived fifth"),
        ("sii", Figure(10, NAN, NAN), "not tested"),
        ("rii", UNKNOWN, "no value. Because."),
    ],
)
def test_a_slope_is_claimed_only_if_its_limits_do(measure: str, figure: Figure, said: str) -> None:
    words = slope_words(measure, figure, indicator=SHARE, dimension=FIFTHS, note="Because.")
    assert said in words
    if "higher" not in said:
        assert "higher" not in words


def test_panels_fill_columns_in_order_and_as_evenly_as_they_can() -> None:
    heights = [5.0, 3, 8, 2, 2, 6]
    columns = in_columns(heights, 3)
    assert [place for column in columns for place in column] == list(range(6))
    assert max(sum(heights[i] for i in column) for column in columns) == 10


def test_small_multiples_share_one_scale() -> None:
    bodies = frame([90, 80, 20]).assign(region=["North", "South", "South"])
    regions = pd.DataFrame({"name": ["North", "South"], "value": [40.0, 60.0]})
    panels = panels_of(bodies, regions, first=frame([60, 40]), first_value=NAN)
    assert [panel.name for panel in panels] == ["Regions and nations", "South", "North"]
    chart = multiples(panels, indicator=SHARE, uk=50.0, columns=2, source=SOURCE)
    stands_alone(chart)
    layout = json.loads(spec(chart))["layout"]
    assert layout["xaxis"]["range"] == layout["xaxis2"]["range"] == layout["xaxis3"]["range"]
    assert "South: from 20.0% in Place C to 80.0% in Place B." in chart.alt
    assert len(chart.table) == 5


# --- sentences -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uk", "said"),
    [(45.0, "higher than the UK figure"), (55.0, "lower than the UK figure"),
     (51.0, "no clear difference from the UK figure")],
)  # fmt: skip
def test_a_difference_is_named_only_outside_the_interval(uk: float, said: str) -> None:
    words = figure_sentence(standing(frame([70, 50, 30]), 1, uk=uk))
    assert said in words
    assert "50.0% (likely between 48.0 and 52.0%)" in words


def test_a_figure_without_an_interval_is_not_tested() -> None:
    words = figure_sentence(standing(frame([70, 50, 30], half=NAN), 1))
    assert "cannot be tested" in words
    assert not any(word in words for word in ("higher", "lower", "likely"))


def test_a_rank_carries_the_places_that_are_possible() -> None:
    near = standing(frame([70, 51, 50, 49, 30]), 2)
    assert rank_sentence(near) == (
        "The estimate is the 3rd highest of 5 local authorities; the intervals allow places 2 to 4 "
        "from the highest."
    )
    last = rank_sentence(standing(frame([70, 51, 50, 49, 30]), 4))
    assert last.startswith("The estimate is the lowest of 5")
    assert "allow no other place" in last
    assert "level with 1 other" in rank_sentence(standing(frame([70, 30, 30]), 1))
    assert "every place" in rank_sentence(standing(frame([70, 50, 30], half=50), 1))
    assert "no interval" in rank_sentence(standing(frame([70, 50, 30], half=NAN), 1))


def test_a_group_names_its_ends_and_whether_they_differ() -> None:
    assert "do not overlap" in spread_sentence(standing(frame([70, 50, 30]), 0, 2))
    assert "may not differ" in spread_sentence(standing(frame([51, 50, 30]), 0, 1))


def test_a_group_is_weighted_by_need_and_never_averaged_blindly() -> None:
    found = standing(frame([70, 50, 30]), 0, 2)
    assert found.chosen.figure.value == pytest.approx((10 * 70 + 12 * 30) / 22)
    count = standing(frame([70, 50, 30]), 0, 2, indicator=COUNT)
    assert count.chosen.figure == (100.0, 96.0, 104.0)
    worst = INDICATOR_BY_ID["worst_fifth_picu"]
    nothing = figure_of(("E00000000", "E00000001"), indicator=worst,
                        frame_of=lambda _: frame([70, 50]))  # fmt: skip
    assert np.isnan(nothing.figure.value)
    assert nothing.words.startswith("A probability")


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure(12, 5, 19), "rises from the most deprived fifth to the least deprived fifth: the "
         "slope index is 12.0 percentage points (likely between 5.0 and 19.0)"),
        (Figure(-12, -19, -5), "falls from the most deprived fifth to the least deprived fifth: "
         "the slope index is 12.0 percentage points (likely between 5.0 and 19.0)"),
        (Figure(2, -5, 9), "there is no clear gradient"),
    ],
)  # fmt: skip
def test_the_slope_in_a_sentence(figure: Figure, said: str) -> None:
    words = slope_sentence(Slope(FIFTHS, figure), standing(frame([70, 50, 30]), 1))
    assert said in words
    for nothing in (UNKNOWN, Figure(0.0, 0.0, 0.01)):
        assert slope_sentence(Slope(FIFTHS, nothing), standing(frame([70]), 0)) == ""


def test_there_are_at_most_five_sentences_and_none_without_an_area() -> None:
    beyond = Beyond(
        INDICATOR_BY_ID["need_beyond_60_children_hospice"],
        figure_of(("E00000001",), indicator=COUNT, frame_of=lambda _: frame([3, 20])),
        figure_of(("E00000001",), indicator=COUNT, frame_of=lambda _: frame([3, 400])),
    )
    need = standing(frame([60, 61]), 1, indicator=NEED)
    told = stands_out(
        standing(frame([70, 50]), 1), beyond=beyond, need=need,
        slope=Slope(FIFTHS, Figure(12, 5, 19)), projection=projected(projections()),
    )  # fmt: skip
    assert len(told) == 5
    assert all(any(c.isdigit() for c in sentence) for sentence in told)
    assert "An estimated 20 of 400 children" in told[2]
    assert stands_out(standing(frame([70, 50])), beyond=beyond, need=need) == ()
