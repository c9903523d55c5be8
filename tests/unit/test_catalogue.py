"""The catalogue: definitions fit together, and schemas catch what they should."""

from __future__ import annotations

import pandas as pd
import pytest

from etl.catalogue.areas import AREA_TYPES
from etl.catalogue.fields import FIELDS
from etl.catalogue.indicators import HEADLINE_INDICATOR, INDICATOR_BY_ID, INDICATORS
from etl.catalogue.population import POPULATION_BANDS, bands_between
from etl.catalogue.tables import TABLE_BY_NAME, TABLES, validate
from etl.errors import DataError

pytestmark = pytest.mark.unit

POSTCODES = TABLE_BY_NAME["postcodes"]
GOOD = pd.DataFrame({"postcode": ["AB101AB"], "easting": [394235], "northing": [806529]})


def test_ids_are_unique() -> None:
    for ids in (
        [t.id for t in AREA_TYPES],
        [i.id for i in INDICATORS],
        [t.name for t in TABLES],
    ):
        assert len(ids) == len(set(ids))


def test_every_table_uses_known_fields_and_has_its_key() -> None:
    for table in TABLES:
        assert set(table.fields) <= set(FIELDS), table.name
        assert set(table.key) <= set(table.fields), table.name


def test_headline_indicator_exists() -> None:
    assert HEADLINE_INDICATOR in INDICATOR_BY_ID


def test_bands_cover_ages_0_to_24_once() -> None:
    ages = [a for band in POPULATION_BANDS for a in range(band.first, band.last + 1)]
    assert ages == list(range(25))


@pytest.mark.parametrize("last", [17, 18, 19, 21, 24])
def test_published_age_ranges_can_be_added_up(last: int) -> None:
    assert bands_between(0, last)


def test_a_range_that_bands_do_not_meet_is_an_error() -> None:
    with pytest.raises(ValueError, match="ages 0 to 12"):
        bands_between(0, 12)


def test_a_good_table_passes_and_keeps_only_its_fields() -> None:
    frame = validate(GOOD.assign(extra=1), POSTCODES, where="here")
    assert list(frame.columns) == ["postcode", "easting", "northing"]


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (GOOD.drop(columns="easting"), "lacks the columns easting"),
        (GOOD.assign(easting=[10**7]), "easting"),
        (GOOD.assign(easting=[1.5]), "whole numbers"),
        (pd.concat([GOOD, GOOD]), "postcode"),
    ],
)
def test_a_bad_table_is_named_with_its_place(frame: pd.DataFrame, words: str) -> None:
    with pytest.raises(DataError) as raised:
        validate(frame, POSTCODES, where="refresh of postcodes")
    assert words in str(raised.value)
    assert "refresh of postcodes" in str(raised.value)


def test_a_code_that_does_not_match_its_pattern_is_caught() -> None:
    table = TABLE_BY_NAME["small_area_boundaries"]
    frame = pd.DataFrame({"small_area_code": ["e01000001"], "geometry": [None]})
    with pytest.raises(DataError, match="small_area_code"):
        validate(frame, table, where="here")
