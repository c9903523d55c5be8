"""Kinds of maps: hexagons, bands, two indicators, classes, breaks."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.spatial import cKDTree

from dashboard.charts.area_map import Shapes, indicator_steps
from dashboard.charts.breaks import make_steps
from dashboard.charts.class_map import BAND_LABELS, band_map, cluster_map
from dashboard.charts.legend import step_legend
from dashboard.charts.pair_map import make_pair, pair_legend, pair_map
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.indicators import FIRST_INDICATOR, INDICATOR_BY_ID
from etl.methods.bands import Joiner, band_of
from etl.methods.hexagons import hexagon_map

pytestmark = pytest.mark.unit

LTLA = AREA_TYPE_BY_ID["ltla"]
SHARE, RATE = INDICATOR_BY_ID[FIRST_INDICATOR], INDICATOR_BY_ID["need_per_10000"]
VALUES = np.array([0.0, 10, 20, 30, 40, 50, 60, 70, np.nan])


def rows(values: np.ndarray = VALUES) -> pd.DataFrame:
    codes = [f"A{number:02}" for number in range(len(values))]
    return pd.DataFrame(
        {"area_code": codes, "name": codes, "value": values, "lower": values, "upper": values}
    )


def test_hexagons_are_one_a_place_and_groups_never_touch() -> None:
    random = np.random.default_rng(6)
    places = np.vstack([random.normal(0, 1, (60, 2)), random.normal(3, 1, (20, 2))])
    groups = np.repeat([0, 1], [60, 20])
    found = hexagon_map(places, groups, spacing=0.5)
    tree = cKDTree(found.centre)
    distance = tree.query(found.centre, k=2)[0][:, 1]
    assert distance.min() == pytest.approx(0.5)
    between = cKDTree(found.centre[:60]).query(found.centre[60:])[0]
    assert between.min() > 0.75
    again = hexagon_map(places, groups, spacing=0.5)
    assert np.array_equal(found.centre, again.centre)


def test_hexagons_tile() -> None:
    found = hexagon_map(
        np.random.default_rng(1).normal(0, 3, (30, 2)), np.zeros(30, int), spacing=1
    )
    shapes = shapely.polygons(found.corners())
    overlap = shapely.area(shapely.union_all(shapes)) / shapely.area(shapes).sum()
    assert overlap == pytest.approx(1, abs=1e-9)


def test_a_limit_belongs_to_the_band_below_it() -> None:
    assert band_of(np.array([29.99, 30, 30.01, 90, 90.01, np.nan])).tolist() == [0, 0, 1, 3, 4, 4]


def test_bands_join_their_shapes_even_where_neighbours_do_not_fit() -> None:
    square = shapely.box(0, 0, 1, 1)
    crooked = shapely.box(0.9, 0.2, 2, 0.8)  # lies over the first
    shapes = np.array([square, crooked, shapely.box(5, 5, 6, 6)])
    joined = Joiner(shapes, np.array([0, 0, 1])).join(np.array([0, 0, 1]), 3)
    assert joined[0].area == pytest.approx(square.union(crooked).area)
    assert joined[1].area == 1
    assert joined[2].is_empty


def test_joining_by_groups_again_and_again_gives_what_joining_all_shapes_gives() -> None:
    random = np.random.default_rng(4)
    x, y = np.divmod(np.arange(144), 12)
    squares = shapely.box(x, y, x + 1, y + 1)
    joiner = Joiner(squares, random.permutation(np.arange(12))[x // 3 * 3 + y // 4])
    for most in (1, 2, 4, 1, 4):
        band = np.minimum(random.integers(0, most + 1, 144), random.integers(0, most + 1, 144))
        for number, shape in enumerate(joiner.join(band, most)):
            assert shape.equals(shapely.union_all(squares[band == number]))


def test_equal_natural_fixed_and_sided_breaks() -> None:
    def labels(method: str, **more: object) -> list[str]:
        return [s.label for s in make_steps(VALUES, decimals=0, method=method, **more).steps]  # type: ignore[arg-type]

    assert labels("equal", steps=2) == ["0 to 34", "35 to 70"]
    assert labels("fixed", limits=(50, 20)) == ["Under 20", "20 to 49", "50 or more"]
    assert len(labels("natural", steps=3)) == 3
    sided = make_steps(VALUES, decimals=0, method="sides", middle=44.6)  # shown as 45
    assert 45 in [step.low for step in sided.steps]
    assert sum(step.areas for step in sided.steps) == 8


def test_fixed_limits_may_leave_a_step_empty_and_the_legend_says_so() -> None:
    steps = make_steps(VALUES, decimals=0, method="fixed", limits=(10, 500))
    assert [step.areas for step in steps.steps] == [1, 7, 0]
    assert "The limits are your own." in step_legend(steps, indicator=RATE, plural=LTLA.plural)
    none_yet = make_steps(VALUES, decimals=0, method="fixed", limits=())
    assert "your own" not in step_legend(none_yet, indicator=RATE, plural=LTLA.plural)


def test_locked_limits_stay_when_the_values_change() -> None:
    before = indicator_steps(rows(), RATE)
    after = indicator_steps(rows(VALUES * 3), RATE, locked_to=rows())
    assert [s.low for s in after.steps[1:]] == [s.low for s in before.steps[1:]]
    assert after.are_locked
    assert after.steps[-1].label.endswith("or more")
    assert after.steps[-1].areas > before.steps[-1].areas


def test_sides_need_a_figure_for_the_uk() -> None:
    assert indicator_steps(rows(), RATE, method="sides").method == "quantile"
    assert indicator_steps(rows(), RATE, method="sides", uk_value=30.0).method == "sides"


def test_a_pair_counts_every_area_once_and_says_what_is_high_in_both() -> None:
    pair = make_pair(rows(), rows(VALUES[::-1]), (RATE, SHARE))
    cells = [pair.count(c, r) for c in range(len(pair.columns.steps))
             for r in range(len(pair.rows.steps))]  # fmt: skip
    assert sum(cells) == int((pair.table["cell"] >= 0).sum()) == 7
    scene = pair_map(
        pair, frames=(rows(), rows(VALUES[::-1])), area_type=LTLA,
        shapes=Shapes("x.json", tuple(rows()["area_code"])),
    )  # fmt: skip
    sent = json.loads(json.dumps(scene.payload()))
    assert sent["fills"].count(".") == 2
    assert [figure["label"] for figure in sent["figures"]] == [RATE.label, SHARE.label]
    assert "darkest step of both" in sent["alt"]
    legend = pair_legend(pair)
    # A low share is the worse one, so the row of low shares has the darker colours.
    assert pair.place(2, 0) > pair.place(2, 2)
    assert "gold as the second falls" in legend
    assert legend.count('scope="col"') == legend.count('scope="row"') == 3
    assert "2 areas without one of the two figures" in legend


def test_clusters_are_classes_in_words() -> None:
    kinds = pd.Series({"A00": "low_low", "A07": "high_high", "A03": "not_known"})
    scene = cluster_map(
        rows(), kinds, indicator=RATE, area_type=LTLA,
        shapes=Shapes("x.json", tuple(rows()["area_code"])),
    )  # fmt: skip
    sent = scene.payload()
    assert sent["fills"] == "2......0."
    assert "High, among neighbours that are high: 1 area, A07." in sent["alt"]


def test_bands_say_how_many_children_lie_beyond() -> None:
    scene = band_map(url="b.json", land="c.json", children=(50, 20, 10, 10, 10), start="a hospice")
    assert f"{BAND_LABELS[-1]}: 10 children, 10%" in scene.alt
    sent = scene.payload()
    assert sent["fills"] == "0123"
    assert sent["land_colour"] not in sent["colours"]
