"""Facts and sentences: never more than the interval allows, and words that fit."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from etl.catalogue.gap_facts import CAUSE_CERTAINTIES, GAP_LEVELS, GapFacts
from etl.catalogue.place_names import first, inside, spoken
from etl.catalogue.ratios import as_times, times_limits
from etl.catalogue.sentences import CERTAINTY, LEVELS, gap_sentence
from etl.catalogue.services import CAPACITY_KINDS
from etl.methods.gap_facts import cause_certainty, gap_level, main_cause, second_cause

pytestmark = pytest.mark.unit

FACTS = GapFacts(
    name="Anytown", service_kind="children_hospice", gap_level="fewer", coverage=41.2,
    coverage_lower=33.0, coverage_upper=56.1, parts_have_fewer=True, main_cause="distance",
    cause_certainty="clear", second_cause="none", need_beyond_60=4.0, share_beyond_60=3.0,
    share_beyond_60_lower=0.0, share_beyond_60_upper=9.0, mean_minutes=50.0,
    mean_minutes_lower=45.4, mean_minutes_upper=55.6,
)  # fmt: skip
FAR = {"need_beyond_60": 115.0, "share_beyond_60": 29.0, "share_beyond_60_lower": 20.0,
       "share_beyond_60_upper": 44.0}  # fmt: skip
PERHAPS_FAR = {**FAR, "share_beyond_60_lower": 0.4}
START = (
    "Anytown has fewer children's hospice beds within reach (90 minutes by car) than the UK "
    "average: about 41% of it for each child with a life-limiting condition (likely range 33% to "
    "57%). "
)
FAR_WORDS = (
    "bout 115 of these children, 29% (likely range 20% to 44%), live more than 60 minutes by car "
    "from the nearest children's hospice in the register."
)


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({}, "The main reason is distance: few children's hospices are near."),
        (FAR, f"The main reason is distance: a{FAR_WORDS}"),
        ({"main_cause": "capacity"},
         "The main reason is size: the children's hospices within reach are small."),
        ({"main_cause": "need", "second_cause": "capacity", "cause_certainty": "clear"},
         "The main reason is the number of children: more than usual share each children's hospice "
         "within reach. Another is size: these hospices are small."),
        ({"main_cause": "need", "second_cause": "distance", **FAR},
         "The main reason is the number of children: more than usual share each children's hospice "
         f"within reach. Another is distance: a{FAR_WORDS}"),
        ({"main_cause": "need", "cause_certainty": "probable", **FAR},
         "The main reason is probably the number of children: more than usual share each "
         f"children's hospice within reach. A{FAR_WORDS}"),
        ({"cause_certainty": "unclear"}, "The estimates cannot say which reason matters most."),
    ],
)  # fmt: skip
def test_a_clear_gap_has_its_range_and_its_cause(changes, end) -> None:
    assert gap_sentence(replace(FACTS, **changes)) == START + end


def test_children_who_may_be_near_only_may_live_far_away() -> None:
    words = gap_sentence(replace(FACTS, **PERHAPS_FAR))
    assert "few children's hospices are near. About 115 of these children, 29%" in words
    assert "may live more than 60 minutes" in words


@pytest.mark.parametrize("level", ["may_be_fewer", "average", "may_be_more", "more"])
def test_distance_is_said_whatever_the_capacity(level) -> None:
    words = gap_sentence(replace(FACTS, gap_level=level, **FAR))
    assert words.endswith(f"Some neighbourhoods have fewer than the average. A{FAR_WORDS}")
    assert "reason" not in words
    assert "Some" not in gap_sentence(replace(FACTS, gap_level=level, parts_have_fewer=False))


def test_all_and_nearly_all() -> None:
    everyone = {"share_beyond_60": 100.0, "share_beyond_60_upper": 100.0}
    some = replace(FACTS, **everyone, share_beyond_60_lower=88.2)
    assert "nearly all these children (likely range 88% to 100%) live more" in gap_sentence(some)
    unsure = replace(FACTS, **everyone, share_beyond_60_lower=11.0)
    assert "about 4 of these children, 100% (likely range 11% to 100%), live" in gap_sentence(
        unsure
    )
    every = replace(FACTS, **everyone, share_beyond_60_lower=100.0)
    assert "distance: all these children live more than 60" in gap_sentence(every)


def test_nothing_within_reach_says_how_far_the_nearest_is() -> None:
    nowhere = replace(FACTS, gap_level="none_in_reach", coverage=0, name="Isle of Wight", **FAR)
    assert gap_sentence(nowhere) == (
        "No neighbourhood on the Isle of Wight is within 90 minutes by car of a children's hospice "
        "in the register. On average, the nearest is 50 minutes away (likely range 45 to 56)."
    )
    assert gap_sentence(replace(nowhere, mean_minutes=math.nan)).endswith(
        "None can be reached by road within three hours."
    )
    few = gap_sentence(replace(nowhere, gap_level="hardly_any", coverage=0.2, coverage_upper=15.2))
    assert few.startswith("By our estimate, hardly any neighbourhood on the Isle of Wight")
    assert "at most 16% of the UK average" in few


@pytest.mark.parametrize(
    ("level", "limits", "said"),
    [
        ("more", (204, 180.2, 231), "about twice as many for each child with a life-limiting "
         "condition (likely range 1.8 to 2.4 times)."),
        ("more", (249.4, 105.7, 432.1), "about 2.5 times as many for each child with a "
         "life-limiting condition (likely range 1.05 to 4.4 times)."),
        ("more", (1165.7, 961.8, 1502.9), "about 12 times as many for each child with a "
         "life-limiting condition (likely range 9.6 to 16 times)."),
        ("may_be_more", (327.5, 90.3, 590.8), "the estimate is 3.5 times as many for each child "
         "with a life-limiting condition (likely range 0.9 to 6 times)."),
        ("more", (199.4, 160, 231), "about 199% of it for each child with a life-limiting "
         "condition (likely range 160% to 231%)."),
        ("more", (199.6, 160, 231), "about twice as many for each child with a life-limiting "
         "condition (likely range 1.6 to 2.4 times)."),
    ],
)  # fmt: skip
def test_many_times_the_average_is_said_in_times(level, limits, said) -> None:
    value, lower, upper = limits
    facts = replace(FACTS, gap_level=level, parts_have_fewer=False, coverage=float(value),
                    coverage_lower=float(lower), coverage_upper=float(upper))  # fmt: skip
    assert gap_sentence(facts).endswith(said)


def test_times_stay_within_their_limits() -> None:
    for percent in range(200, 2500, 7):
        for width in (0.5, 3, 20, 150):
            lower, upper = percent - width, percent + width
            low, high = times_limits(lower, upper)
            shown = as_times(percent, lower=lower, upper=upper).removesuffix(" times")
            value = 2.0 if shown == "twice" else float(shown)
            assert float(low) <= value <= float(high.removesuffix(" times"))
            assert float(low) <= lower / 100 <= upper / 100 <= float(high.removesuffix(" times"))
            assert abs(value - percent / 100) <= 0.5


def test_where_there_is_nothing_to_say() -> None:
    empty = replace(FACTS, coverage=math.nan, coverage_lower=math.nan, coverage_upper=math.nan)
    assert "no children there" in gap_sentence(replace(empty, gap_level="no_children"))
    words = gap_sentence(replace(empty, gap_level="no_service"))
    assert words == "The register has no children's hospice beds that anyone can reach."


@pytest.mark.parametrize(
    ("value", "lower", "upper", "level"),
    [
        (41.2, 33, 56.1, "fewer"),
        (70, 58, 99.2, "may_be_fewer"),
        (70, 58, 98.9, "fewer"),
        (94, 75, 114, "average"),
        (140, 90, 180, "may_be_more"),
        (140, 100.5, 180, "may_be_more"),
        (140, 101.5, 180, "more"),
        (0.2, 0, 16, "hardly_any"),
        (0, 0, 16, "hardly_any"),
        (0, 0, 0.4, "none_in_reach"),
        (0, 0, 125, "may_be_fewer"),
        (math.nan, math.nan, math.nan, "no_children"),
    ],
)
def test_a_level_claims_no_more_than_its_interval(value, lower, upper, level) -> None:
    assert gap_level(uk_has_any=True, value=value, lower=lower, upper=upper) == level
    assert gap_level(uk_has_any=False, value=value, lower=lower, upper=upper) == "no_service"


def test_causes_are_named_as_surely_as_the_draws_allow() -> None:
    parts = {"distance": 9.0, "capacity": 6.0, "need": -2.0}
    assert main_cause(parts) == "distance"
    assert main_cause({"distance": 0.0, "capacity": 0.0, "need": 0.0}) == "none"
    found = [cause_certainty(main="need", probability=p) for p in (0.97, 0.8, 0.5, math.nan)]
    assert found == ["clear", "probable", "unclear", "unclear"]
    assert cause_certainty(main="none", probability=1.0) == "none"
    assert second_cause(parts=parts, lower=parts, certainty="clear") == "capacity"
    assert second_cause(parts=parts, lower=parts, certainty="probable") == "none"
    assert second_cause(parts=parts, lower={**parts, "capacity": 0.0}, certainty="clear") == "none"
    small = {**parts, "capacity": 1.0}
    assert second_cause(parts=small, lower=small, certainty="clear") == "none"


@pytest.mark.parametrize("kind", CAPACITY_KINDS, ids=lambda kind: kind.id)
@pytest.mark.parametrize("level", GAP_LEVELS)
def test_every_kind_and_level_has_words(kind, level) -> None:
    for causes in [("distance", "need"), ("need", "distance"), ("capacity", "need")]:
        sentence = gap_sentence(
            replace(FACTS, service_kind=kind.id, gap_level=level, main_cause=causes[0],
                    second_cause=causes[1], **FAR)
        )  # fmt: skip
        assert "{" not in sentence
        assert kind.label.lower() in sentence or level in {"no_children", "no_service"}
        assert sentence.endswith(".")
        assert ".." not in sentence
    assert set(LEVELS) == set(GAP_LEVELS)
    assert set(CERTAINTY) <= set(CAUSE_CERTAINTIES)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kingston upon Hull, City of", "in Kingston upon Hull"),
        ("Herefordshire, County of", "in Herefordshire"),
        ("Newry, Mourne and Down", "in Newry, Mourne and Down"),
        ("Isle of Anglesey", "on the Isle of Anglesey"),
        ("Isle of Wight East", "in Isle of Wight East"),
        ("Isles of Scilly", "in the Isles of Scilly"),
        ("City of London", "in the City of London"),
        ("Vale of Glamorgan", "in the Vale of Glamorgan"),
        ("Scottish Borders", "in the Scottish Borders"),
        ("The Wrekin", "in the Wrekin"),
        ("North East", "in the North East"),
        ("NHS Fife", "in the area of NHS Fife"),
        ("Powys Teaching Health Board", "in the area of Powys Teaching Health Board"),
        ("Belfast Health and Social Care Trust",
         "in the area of the Belfast Health and Social Care Trust"),
        ("North East Lincolnshire", "in North East Lincolnshire"),
    ],
)  # fmt: skip
def test_names_are_said_as_people_say_them(name, said) -> None:
    assert inside(name) == said
    assert first(spoken(name))[0].isupper()
