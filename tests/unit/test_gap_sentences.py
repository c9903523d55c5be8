"""Sentences: never more than the interval allows, and words that fit."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from etl.catalogue.sentences import GapFacts, gap_sentence, main_cause
from etl.catalogue.services import CAPACITY_KINDS, SERVICE_KIND_BY_ID

pytestmark = pytest.mark.unit

FACTS = GapFacts(
    name="Anytown", kind=SERVICE_KIND_BY_ID["children_hospice"], radius=90, uk_has_any=True,
    coverage=41.2, coverage_lower=33.0, coverage_upper=56.1, short_lower=0.4,
    parts={"distance": 9.0, "capacity": 1.0, "need": -2.0},
    parts_lower={"distance": 5.0, "capacity": 0.5, "need": -4.0}, main_probability=0.97,
)  # fmt: skip


def test_a_clear_gap_has_its_range_and_its_cause() -> None:
    assert gap_sentence(FACTS) == (
        "For each child with a life-limiting condition, Anytown has about 41% of the UK average "
        "of children's hospice beds within reach (likely range 33% to 57%), mainly because "
        "children's hospices are few or far away."
    )


@pytest.mark.parametrize(
    ("changes", "words", "never"),
    [
        ({"coverage_upper": 99.2}, "may have fewer or more", "mainly because"),
        ({"coverage": 140, "coverage_lower": 90, "coverage_upper": 180}, "or more", "because"),
        ({"coverage": 140, "coverage_lower": 101.5, "coverage_upper": 180}, "has more", "because"),
        ({"main_probability": 0.8}, "probably mainly because", ", mainly"),
        ({"main_probability": 0.5}, "cannot say which cause", "mainly"),
        ({"coverage": 0.2, "coverage_lower": 0, "coverage_upper": 16}, "at most 16%", "No "),
        ({"coverage": 0, "coverage_lower": 0, "coverage_upper": 0.4},
         "No children's hospice in the register is within 90 minutes", "there is no"),
        ({"coverage": math.nan}, "There is no figure for Anytown", "average"),
        ({"uk_has_any": False}, "The register has no open children's hospice", "Anytown"),
        ({"parts": {"distance": 9.0, "capacity": 6.0, "need": 0.0}}, "and partly because", "share"),
        ({"parts": {"distance": 1.0, "capacity": 1.0, "need": 9.0}}, "more children than usual",
         "far away"),
    ],
)  # fmt: skip
def test_a_sentence_claims_no_more_than_its_interval(changes, words, never) -> None:
    sentence = gap_sentence(replace(FACTS, **changes))
    assert words in sentence
    assert never not in sentence
    assert sentence.endswith(".")


def test_parts_of_an_average_area_may_have_less() -> None:
    even = replace(FACTS, coverage=103, coverage_lower=80, coverage_upper=120)
    assert "although some neighbourhoods have less" in gap_sentence(even)
    assert "although" not in gap_sentence(replace(even, short_lower=0.02))


@pytest.mark.parametrize("kind", CAPACITY_KINDS, ids=lambda kind: kind.id)
def test_every_kind_has_words(kind) -> None:
    sentence = gap_sentence(replace(FACTS, kind=kind))
    assert "{" not in sentence
    assert kind.plural.lower() in sentence


def test_no_gap_has_no_cause() -> None:
    assert main_cause({"distance": 0.0, "capacity": 0.0, "need": 0.0}) == "none"
    assert main_cause({"distance": 1.0, "capacity": 2.0, "need": -1.0}) == "capacity"
