"""Equity, clusters and neighbours on the built release, against recounts."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from etl.build.context import Context
from etl.catalogue.areas import NATIONS, PLANNING_AREA_TYPES, UK
from etl.catalogue.comparison import (
    CLUSTER_INDICATORS,
    DIMENSION_BY_ID,
    DIMENSIONS,
    EQUITY_INDICATORS,
    NEIGHBOUR_AREAS,
    NEIGHBOURS,
)
from etl.catalogue.profile import PROFILE
from etl.methods import reference_comparison as slow
from etl.methods.equity import slope_index
from etl.methods.reference_comparison import local_moran
from etl.release import Release
from etl.settings import folders
from etl.store import read_table
from tests.support.slice import Slice

pytestmark = pytest.mark.integration

SHARE, SCORE = "share_within_60_children_hospice", "access_score_children_hospice"
CORNWALL = "E06000052"  # near, middling and far neighbourhoods


@pytest.fixture(scope="module")
def equity(release: Release) -> pd.DataFrame:
    return _words(release.table("equity"))


@pytest.fixture(scope="module")
def groups(release: Release) -> pd.DataFrame:
    return _words(release.table("equity_groups"))


def _words(frame: pd.DataFrame) -> pd.DataFrame:
    columns = [c for c in frame if isinstance(frame[c].dtype, pd.CategoricalDtype)]
    return frame.astype(dict.fromkeys(columns, "object"))


def _one(frame: pd.DataFrame, **values: str) -> pd.DataFrame:
    for name, value in values.items():
        frame = frame[frame[name] == value]
    return frame


def test_a_group_is_the_mean_of_its_small_areas_weighted_by_need(
    release: Release, groups: pd.DataFrame
) -> None:
    small = read_table(folders().inputs, "small_areas").set_index("small_area_code")
    small = small[small["ltla_code"] == CORNWALL]
    figures = release.table(
        "indicators_small_area", filters=[("indicator_id", "==", SHARE)]
    ).astype({"area_code": "str"}).set_index("area_code")["value"]  # fmt: skip
    need = release.table("need_small_area").set_index("small_area_code")["need"]
    own = _one(groups, area_type="ltla", area_code=CORNWALL, indicator_id=SHARE,
               dimension="deprivation_fifth")  # fmt: skip
    assert len(own) >= 3
    for row in own.itertuples():
        codes = small.index[small["deprivation_fifth"] == row.group_order]
        assert row.n_small_areas == len(codes)
        assert row.need == pytest.approx(need[codes].sum())
        mean = (need[codes] * figures[codes]).sum() / need[codes].sum()
        assert row.value == pytest.approx(mean)


@pytest.mark.parametrize(("area_type", "code"), [("ltla", CORNWALL), ("country", "W92000004")])
def test_the_slope_is_that_of_its_groups(
    equity: pd.DataFrame, groups: pd.DataFrame, area_type: str, code: str
) -> None:
    where = {"area_type": area_type, "area_code": code, "indicator_id": SHARE,
             "dimension": "deprivation_fifth"}  # fmt: skip
    own, found = _one(groups, **where), _one(equity, **where).set_index("equity_measure")
    slope, first = slow.slope_and_first_end(own["value"].tolist(), own["need"].tolist())
    assert found.loc["sii", "value"] == pytest.approx(slope)
    if not np.isnan(found.loc["rii", "value"]):
        assert found.loc["rii", "value"] == pytest.approx((first + slope) / first)
    public = slope_index(value=own["value"], standard_error=np.zeros(len(own)),
                         population=own["need"])  # fmt: skip
    assert public.sii == pytest.approx(slope)
    index = slow.concentration(own["value"].tolist(), own["need"].tolist())
    assert found.loc["concentration_index", "value"] == pytest.approx(index)


def test_groups_of_a_nation_are_never_put_together_across_nations(
    equity: pd.DataFrame, groups: pd.DataFrame
) -> None:
    for table in (equity, groups):
        whole = table[table["area_code"] == UK]
        assert len(whole) > 0
        national = {d.id for d in DIMENSIONS if d.national}
        assert not set(whole["dimension"]) & national
    small = read_table(folders().inputs, "small_areas")
    for area_type in PLANNING_AREA_TYPES:
        nations = small.groupby(area_type.code_field, observed=True)["nation"].nunique()
        assert (nations == 1).all(), area_type.id


def test_a_figure_has_its_limits_or_a_reason(equity: pd.DataFrame, groups: pd.DataFrame) -> None:
    silent = equity[equity["lower"].isna() & equity["note"].isna()]
    assert silent.empty
    known = equity.dropna(subset=["value", "lower", "upper"])
    assert (known["lower"] <= known["value"] + 1e-9).all()
    assert (known["upper"] >= known["value"] - 1e-9).all()
    known = groups.dropna(subset=["value"])
    assert (known["lower"] <= known["value"] + 1e-9).all()
    assert (known["upper"] >= known["value"] - 1e-9).all()


def test_theil_parts_add_up_everywhere(equity: pd.DataFrame) -> None:
    parts = equity[equity["equity_measure"].str.startswith("theil")].pivot_table(
        index=["area_type", "area_code", "indicator_id", "dimension"],
        columns="equity_measure", values="value",
    )  # fmt: skip
    assert len(parts) > 1_000
    total = parts["theil_between"] + parts["theil_within"]
    assert np.abs(total - parts["theil_total"]).max() < 1e-9
    # Fifths lie inside tenths of the same index, so tenths can only explain more.
    wide = parts["theil_between"].unstack("dimension")
    both = wide[["deprivation_fifth", "deprivation_tenth"]].dropna()
    assert (both["deprivation_tenth"] >= both["deprivation_fifth"] - 1e-9).all()


def test_few_small_areas_get_no_gradient(groups: pd.DataFrame) -> None:
    assert groups[groups["area_code"] == "E06000053"].empty  # Isles of Scilly
    sizes = groups.groupby(["area_type", "area_code", "indicator_id", "dimension"])
    for dimension, part in sizes["n_small_areas"].sum().groupby("dimension"):
        assert part.min() >= DIMENSION_BY_ID[dimension].small_areas
    assert set(groups["indicator_id"]) == set(EQUITY_INDICATORS)


def test_gini_and_palma_of_a_council(release: Release, equity: pd.DataFrame) -> None:
    small = read_table(folders().inputs, "small_areas")
    codes = small.loc[small["ltla_code"] == CORNWALL, "small_area_code"]
    figures = release.table("indicators_small_area", filters=[("indicator_id", "==", SCORE)])
    value = figures.astype({"area_code": "str"}).set_index("area_code")["value"][codes]
    need = release.table("need_small_area").set_index("small_area_code")["need"][codes]
    found = _one(equity, area_type="ltla", area_code=CORNWALL, indicator_id=SCORE, dimension="none")
    found = found.set_index("equity_measure")["value"]
    assert found["gini"] == pytest.approx(slow.gini(value.tolist(), need.tolist()))


def test_neighbours_are_the_nearest_profiles(release: Release) -> None:
    profiles, table = release.table("area_profiles"), release.table("neighbours")
    assert len(table) == NEIGHBOURS * sum(
        t.count for t in PLANNING_AREA_TYPES if t.count > NEIGHBOUR_AREAS
    )
    own = profiles[profiles["area_type"] == "health_body"].reset_index(drop=True)
    columns = []
    for dimension in PROFILE:
        values = own[dimension.field].to_numpy(float)
        values = np.log(values) if dimension.logarithm else values
        columns.append((values - np.nanmean(values)) / np.nanstd(values))
    expected = slow.nearest(np.column_stack(columns).tolist(), NEIGHBOURS)
    found = table[table["area_type"] == "health_body"].set_index("area_code")
    for number, code in enumerate(own["area_code"]):
        rows = found.loc[code].sort_values("neighbour_rank")
        assert rows["neighbour_code"].tolist() == [own["area_code"][i] for _, i in expected[number]]
        assert rows["distance"].to_numpy() == pytest.approx([d for d, _ in expected[number]])
    assert table["neighbour_reason"].str.startswith(("Most alike in", "Not a close match.")).all()


def test_profiles_are_what_the_areas_are(release: Release) -> None:
    profiles = release.table("area_profiles").set_index(["area_type", "area_code"])
    assert profiles["rural_share"].isna().sum() > 0  # Northern Ireland is not known, not 0
    nations = {name: code for code, name in NATIONS.items()}
    assert np.isnan(profiles.loc[("country", nations["Northern Ireland"]), "rural_share"])
    city = profiles.loc[("ltla", "E09000030")]  # Tower Hamlets
    assert city["people_per_km2"] > 10_000
    assert city["rural_share"] == 0
    land = profiles.loc[("country", nations["England"])]
    # Published: 56.5 million residents (2021) on 130,310 square kilometres.
    assert land["people_per_km2"] == pytest.approx(433.6, rel=0.02)


def test_clusters_agree_with_plain_loops(release: Release) -> None:
    table = _words(release.table("clusters"))
    assert set(table["indicator_id"]) == set(CLUSTER_INDICATORS)
    own = table[table["indicator_id"] == SCORE].set_index("area_code")
    shapes = read_table(folders().inputs, "boundaries")
    shapes = shapes[shapes["area_type"] == "ltla"].set_index("area_code").loc[own.index]
    touching = shapes.sindex.query(shapes.geometry, predicate="intersects")
    middle = shapes.to_crs(27700).centroid
    neighbours = []
    for number in range(len(own)):
        others = [int(b) for b in touching[1][touching[0] == number] if b != number]
        if not others:
            away = middle.distance(middle.iloc[number]).to_numpy()
            others = [int(np.argsort(away)[1])]
        neighbours.append(others)
    expected = local_moran(own["value"].tolist(), neighbours)
    assert own["local_moran"].to_numpy() == pytest.approx(expected, rel=1e-6)
    assert own["n_neighbours"].tolist() == [len(others) for others in neighbours]
    named = own[~own["cluster"].isin(["none", "not_known"])]
    assert len(named) > 0
    assert (named["p_adjusted"] <= 0.05).all()
    assert own.loc["E06000053", "note"].endswith("Cornwall.")
    # A figure that is not known stays so.
    minutes = table[table["indicator_id"] == "minutes_to_children_hospice"]
    assert (minutes["cluster"] == "not_known").equals(minutes["value"].isna())


def test_a_slice_builds_and_says_where_there_are_too_few(cornwall: Slice) -> None:
    assert read_table(cornwall.draft, "neighbours").empty
    clusters = read_table(cornwall.draft, "clusters")
    assert clusters["p_value"].isna().all()
    assert clusters["note"].str.contains("too few").all()
    assert len(read_table(cornwall.draft, "equity_groups")) > 0


def test_the_same_seed_gives_the_same_clusters(cornwall: Slice, release: Release) -> None:
    from etl.build import clusters

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        where = clusters._map(Context(folders().inputs, release.path))
        rows = release.table("indicators", filters=[("indicator_id", "==", SCORE)])
        rows = rows[rows["area_type"] == "ltla"].astype({"area_code": "str"})
        value = rows.set_index("area_code")["value"].reindex(where.codes).to_numpy()
        again = clusters._of_indicator(where, SCORE, value)
    first = release.table("clusters", filters=[("indicator_id", "==", SCORE)])
    assert again["p_value"].to_numpy() == pytest.approx(first["p_value"].to_numpy())
