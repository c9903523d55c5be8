"""Headline figures of the release. One that moves needs a reason in the change log."""

from __future__ import annotations

import pytest

from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.indicators import INDICATORS
from etl.release import Release

pytestmark = pytest.mark.golden


def test_england_reproduces_the_published_total(release: Release) -> None:
    assert release.manifest["totals"]["england_need_2017_18"] == pytest.approx(86_625, abs=1e-3)


def test_need_now(release: Release) -> None:
    totals = release.manifest["totals"]
    assert totals["uk_need"] == pytest.approx(100_121, abs=1)
    assert totals["nations_need"] == pytest.approx(
        {"England": 86_289, "Northern Ireland": 2_863, "Scotland": 6_822, "Wales": 4_146}, abs=1
    )


def test_numbers_of_areas(release: Release) -> None:
    counts = release.table("areas")["area_type"].value_counts().to_dict()
    assert counts == {t.id: t.count for t in PLANNING_AREA_TYPES}
    assert counts == {
        "country": 4, "region": 12, "nhs_region": 7, "health_body": 62, "health_body_2024": 68,
        "utla": 218, "ltla": 361, "constituency": 650,
    }  # fmt: skip


def test_register(release: Release) -> None:
    services = release.table("services")
    hospices = services[services["service_kind"] == "children_hospice"]
    assert len(services) == 116
    assert (hospices["status"] == "open").sum() == 45
    closed = set(services[services["status"] == "closed"]["service_id"])
    assert {"richard-house", "graces-place-bury", "horizon-west",
            "rennie-grove-peace-children"} <= closed  # fmt: skip


def test_known_places(release: Release) -> None:
    """A hospice stands where it should: Birmingham is near Acorns, Shetland is near none."""
    access = release.table("access_small_area")
    access = access[access["service_kind"] == "children_hospice"]
    need = release.table("indicators")
    share = need[(need["area_type"] == "ltla") &
                 (need["indicator_id"] == "share_within_60_children_hospice")]  # fmt: skip
    share = share.set_index("area_code")["value"]
    assert share["E08000025"] == 100  # Birmingham
    assert share["S12000027"] == 0  # Shetland Islands
    assert share["E06000046"] == 0  # Isle of Wight: a ferry and then a drive
    assert share["E06000053"] == 0  # Isles of Scilly


def test_the_catalogue_knows_on_which_bases_each_figure_is_given(release: Release) -> None:
    rows = release.table("indicators", columns=["indicator_id", "basis"]).drop_duplicates()
    found = rows.astype("str").groupby("indicator_id")["basis"].apply(set).to_dict()
    assert found == {indicator.id: set(indicator.bases) for indicator in INDICATORS}


def test_every_interval_holds_its_estimate(release: Release) -> None:
    for name in ("indicators", "indicators_small_area"):
        rows = release.table(name, columns=["value", "lower", "upper"]).dropna()
        slack = 1e-9 * rows["value"].abs().clip(lower=1)
        assert (rows["lower"] <= rows["value"] + slack).all(), name
        assert (rows["upper"] >= rows["value"] - slack).all(), name
