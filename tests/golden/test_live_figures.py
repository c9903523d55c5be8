"""With the published assumptions, the live figures are those of the release, to 1e-9."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dashboard.data.live import country_of
from etl.catalogue.assumptions import DEFAULT_BASIS, NATIONAL_STUDY
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.catalogue.services import CAPACITY_KINDS, DESTINATION_KINDS
from etl.methods.bands import band_of
from etl.methods.scenario import Measures, Scenario
from etl.methods.scenario_parts import Assumptions
from etl.methods.scenario_services import minutes_to, services_near
from etl.release import Release

pytestmark = pytest.mark.golden

PUBLISHED = Assumptions()
HOSPICE = "children_hospice"


@pytest.fixture(scope="module")
def scenario(release: Release) -> Scenario:
    return Scenario(country_of(release))


@pytest.fixture(scope="module")
def published(release: Release) -> pd.DataFrame:
    """Values by indicator, area type, code and basis."""
    rows = release.table("indicators")
    keys = ["indicator_id", "basis", "area_type", "area_code"]
    return rows.astype(dict.fromkeys(keys, "str")).set_index(keys)["value"].sort_index()


def assert_equal(
    measures: Measures, published: pd.Series, scenario: Scenario, basis: str = DEFAULT_BASIS
) -> set[str]:
    codes = scenario.country.members.codes
    rows = pd.MultiIndex.from_tuples([(t, c) for t, names in codes.items() for c in names])
    seen = set()
    for id_, values in measures.areas.items():
        if id_ in INDICATOR_BY_ID and basis in INDICATOR_BY_ID[id_].bases:
            expected = published.loc[id_, basis].reindex(rows).to_numpy()
            np.testing.assert_allclose(values, expected, rtol=1e-9, atol=1e-9, err_msg=id_)
            seen.add(id_)
    return seen


def test_every_indicator_that_is_recomputed_equals_the_release(
    scenario: Scenario, published: pd.Series, release: Release
) -> None:
    parts = [scenario.need_measures(PUBLISHED)]
    parts += [scenario.measures(PUBLISHED, kind=kind.id) for kind in DESTINATION_KINDS]
    seen = {id_ for part in parts for id_ in assert_equal(part, published, scenario)}
    draws_only = {f"worst_fifth_{kind.id}" for kind in CAPACITY_KINDS}
    about_services = {i.id for i in INDICATOR_BY_ID.values() if i.service_kind} - draws_only
    assert about_services <= seen
    assert {"need_all", "need_per_10000", "population_0_19", "need_unstable"} <= seen
    for part in parts:
        for id_ in set(part.uk) & set(release.manifest["uk"]):
            # The manifest rounds to six decimals.
            assert part.uk[id_] == pytest.approx(release.manifest["uk"][id_]["value"], abs=1e-6)


def test_small_areas_equal_the_release(scenario: Scenario, release: Release) -> None:
    table = release.table("indicators_small_area", columns=["indicator_id", "area_code", "value"])
    by_id = dict(list(table.groupby("indicator_id", observed=True)))
    parts = [scenario.need_measures(PUBLISHED)]
    parts += [scenario.measures(PUBLISHED, kind=kind.id) for kind in DESTINATION_KINDS]
    found = {id_: values for part in parts for id_, values in part.small_areas.items()}
    given = {id_ for id_ in by_id if INDICATOR_BY_ID[str(id_)].small_areas}
    assert given <= set(found)
    for id_ in given:
        expected = by_id[id_]["value"].to_numpy()
        np.testing.assert_allclose(found[str(id_)], expected, rtol=1e-9, atol=1e-9, err_msg=id_)


def test_services_near_an_area_equal_the_release(scenario: Scenario, release: Release) -> None:
    links = release.table("area_services")
    for area_type, code in (("ltla", "E06000052"), ("country", "S92000003")):
        own = links[(links["area_type"] == area_type) & (links["area_code"] == code)]
        own = own.assign(service_id=own["service_id"].astype(str)).set_index("service_id")
        found = services_near(scenario, area_type, code, PUBLISHED)
        assert set(found.service_ids) == set(own.index)
        ordered = own.loc[found.service_ids]
        np.testing.assert_allclose(found.minutes, ordered["travel_minutes"], rtol=1e-9)
        np.testing.assert_allclose(found.share_within, ordered["share_within_60"], atol=1e-9)


def test_children_in_bands_are_those_that_reach_counts(scenario: Scenario) -> None:
    for change in ({}, {"speed": 80}, {"statuses": ("open", "unknown"), "ages": "5-9"}):
        a = replace(PUBLISHED, **change)  # type: ignore[arg-type]
        band = band_of(minutes_to(scenario, HOSPICE, a))
        children = np.bincount(band, weights=scenario.need_of(a).children, minlength=5)
        uk = scenario.measures(a, kind=HOSPICE).uk
        for number, minutes in enumerate((30, 45, 60, 90)):
            beyond = uk[f"need_beyond_{minutes}_{HOSPICE}"]
            assert children[number + 1 :].sum() == pytest.approx(beyond, rel=1e-9), minutes


def test_nations_own_studies_equal_the_release(scenario: Scenario, published: pd.Series) -> None:
    own = scenario.need_measures(replace(PUBLISHED, basis=NATIONAL_STUDY))
    seen = assert_equal(own, published, scenario, NATIONAL_STUDY)
    assert {"need_all", "need_per_10000", "need_unstable"} <= seen
    assert np.isnan(own.uk["need_all"])


@pytest.mark.parametrize("option", ["lowest", "highest"])
def test_england_in_2030_is_the_published_projection(
    option: str, scenario: Scenario, release: Release
) -> None:
    rows = release.table("projections", filters=[("area_code", "==", "E92000001")])
    row = rows[(rows["year"] == 2030) & (rows["scenario"].astype(str) == option)].iloc[0]
    found = scenario.need_measures(replace(PUBLISHED, scenario=option, year=2030))
    england = scenario.country.members.rows["country"].start
    assert found.areas["need_all"][england] == pytest.approx(row["need"], rel=1e-9)


def test_other_ways_of_sharing_are_those_of_the_table_sensitivity(
    scenario: Scenario, release: Release
) -> None:
    from etl.methods.sensitivity import agreement

    score = f"access_score_{HOSPICE}"
    base = scenario.measures(PUBLISHED, kind=HOSPICE).areas[score]
    table = release.table("sensitivity")
    own = table[(table["area_type"] == "ltla") & (table["service_kind"] == HOSPICE)]
    known = own.set_index(["method", "radius_minutes"])["kendall_tau"]
    part = scenario.country.members.rows["ltla"]
    changes = {
        ("3sfca", 120): {"variant": "3sfca", "radius": 120},
        ("bfca", 60): {"variant": "bfca", "radius": 60},
        ("2sfca", 90): {"variant": "2sfca"},
        ("e2sfca_gaussian", 90): {"decay": "gaussian"},
        ("e2sfca_gravity", 120): {"decay": "gravity", "radius": 120},
        ("e2sfca_known_beds", 90): {"supply": "excluded"},
        ("e2sfca_one_each", 60): {"supply": "each", "radius": 60},
    }
    for row, change in changes.items():
        other = scenario.measures(replace(PUBLISHED, **change), kind=HOSPICE).areas[score]
        tau = agreement(one=base[part], other=other[part]).kendall_tau
        # Areas that are almost equal may change places by the order in which things are added.
        assert tau == pytest.approx(known[row], abs=1e-4), row
