"""The travel model and the land grid on cases small enough to check by hand."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from etl.errors import DataError, ResourceError, UserError
from etl.extract.land_grid import cell_id, land_grid
from etl.extract.land_mask import fine_mask
from etl.extract.travel_calibration import calibrate
from etl.methods.block_field import density_class
from etl.methods.calibration_errors import service_folds, straight_line
from etl.methods.calibration_terms import FitSettings
from etl.methods.path_tracing import trace_paths
from etl.methods.travel import (
    CROSSING_COLUMNS,
    DIRECTIONS,
    REASONS,
    TravelModel,
    TravelSettings,
    no_crossings,
)
from etl.methods.travel_calibration import fit, pool_by_cell

pytestmark = pytest.mark.unit

SETTINGS = TravelSettings(
    terminal_minutes=10.0, short_trip_share=0.0, ferry_boarding_minutes=30.0, main_land_cells=3
)


def _areas(*boxes: tuple[int, int, int, int], **columns: list) -> gpd.GeoDataFrame:
    frame = {"small_area_code": [f"A{i}" for i in range(len(boxes))]}
    frame |= {"urban_rural": ["Rural"] * len(boxes)} | columns
    return gpd.GeoDataFrame(frame, geometry=[shapely.box(*b) for b in boxes], crs=27700)


def _land(*boxes: tuple[int, int, int, int], pace: float = 1.0) -> pd.DataFrame:
    first = boxes[0]
    at = pd.DataFrame({"easting": [first[0] + 500], "northing": [first[1] + 500]})
    settings = TravelSettings(rural_minutes_per_km=pace, urban_minutes_per_km=2 * pace)
    return land_grid(_areas(*boxes), at, settings=settings)


def _points(*xy: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [f"P{i}" for i in range(len(xy))],
            "easting": [x for x, _ in xy],
            "northing": [y for _, y in xy],
        }
    )


def _crossing(kind: str, ends: tuple[int, int, int, int], minutes: float = np.nan, cars=True):
    row = ("X1", "The crossing", kind, *ends, minutes, cars)
    return pd.DataFrame([row], columns=list(CROSSING_COLUMNS))


ROAD = (10_000, 10_000, 20_000, 11_000)
ISLAND = (10_000, 13_000, 12_000, 14_000)


def test_a_straight_road_takes_length_times_pace_and_both_ends():
    model = TravelModel(_land(ROAD, pace=0.8), no_crossings(), settings=SETTINGS)
    minutes = model.minutes(_points((10_500, 10_500)), _points((19_500, 10_500)))
    assert minutes.tolist() == [[pytest.approx(9 * 0.8 + 10)]]


def test_points_of_one_cell_take_the_straight_line():
    model = TravelModel(_land(ROAD, pace=2.0), no_crossings(), settings=SETTINGS)
    minutes = model.minutes(_points((10_200, 10_200)), _points((10_500, 10_600)))
    assert minutes[0, 0] == pytest.approx(10 + 0.5 * 2.0)


def test_a_point_on_the_water_pays_for_the_way_to_the_shore():
    model = TravelModel(_land(ROAD), no_crossings(), settings=SETTINGS)
    minutes = model.minutes(_points((10_500, 9_500)), _points((12_500, 10_500)))
    assert minutes[0, 0] == pytest.approx(10 + 1 + 2)


def test_a_terminal_time_by_cell_is_paid_at_each_end():
    surface = _land(ROAD).assign(terminal_minutes=np.arange(10.0))
    model = TravelModel(surface, no_crossings(), settings=SETTINGS)
    minutes = model.minutes(_points((12_500, 10_500)), _points((17_500, 10_500)))
    assert minutes[0, 0] == pytest.approx(2 + 7 + 5)


def test_a_short_trip_needs_less_of_the_terminal_time():
    settings = TravelSettings(terminal_minutes=10, short_trip_share=0.25, short_trip_minutes=6)
    model = TravelModel(_land(ROAD), no_crossings(), settings=settings)
    here, there = _points((10_500, 10_500)), _points((10_500, 10_500), (16_500, 10_500))
    minutes = model.minutes(here, there)[0]
    assert minutes.tolist() == [7.5, pytest.approx(6 + 10 * (1 - 0.25 * np.exp(-1)), abs=0.005)]


def test_the_worked_example_of_the_documentation():
    surface = pd.DataFrame(
        {
            "cell_id": [1, 2, 3],
            "easting": [10_500, 11_500, 12_500],
            "northing": [10_500, 10_500, 10_500],
            "minutes_per_km": [1.0, 0.8, 0.6],
            "open_directions": [1, 257, 256],
            "terminal_minutes": [5.0, 6.0, 4.0],
        }
    )
    model = TravelModel(surface, no_crossings(), settings=TravelSettings())
    assert model.minutes(_points((10_500, 10_500)), _points((12_500, 10_500)))[0, 0] == 8.88


def test_a_strait_is_a_barrier_until_a_bridge_is_listed():
    surface = _land(ROAD, ISLAND)
    a, b = _points((10_500, 10_500)), _points((10_500, 13_500))
    without = TravelModel(surface, no_crossings(), settings=SETTINGS)
    assert without.minutes(a, b)[0, 0] == np.inf
    assert without.reasons(a, b)[0, 0] == "destination_island"
    assert without.reasons(b, a)[0, 0] == "origin_island"
    bridge = _crossing("bridge", (10_500, 10_500, 10_500, 13_500))
    model = TravelModel(surface, bridge, settings=SETTINGS)
    assert model.minutes(a, b)[0, 0] == pytest.approx(13)
    assert model.reasons(a, b)[0, 0] == ""


@pytest.mark.parametrize(
    ("sailing", "expected"), [(40.0, 10 + 40 + 30), (4.0, 10 + 4 + 9), (np.nan, 10 + 9 + 14)]
)
def test_a_ferry_takes_sailing_and_boarding(sailing, expected):
    ferry = _crossing("ferry", (10_500, 10_500, 10_500, 13_500), minutes=sailing)
    model = TravelModel(_land(ROAD, ISLAND), ferry, settings=SETTINGS)
    assert model.minutes(_points((10_500, 10_500)), _points((10_500, 13_500)))[0, 0] == expected


def test_a_ferry_for_foot_passengers_is_not_a_road():
    ferry = _crossing("ferry", (10_500, 10_500, 10_500, 13_500), minutes=20.0, cars="no")
    model = TravelModel(_land(ROAD, ISLAND), ferry, settings=SETTINGS)
    assert np.isinf(model.minutes(_points((10_500, 10_500)), _points((10_500, 13_500))))[0, 0]


def test_a_bridge_inside_one_cell_still_joins_two_banks():
    north = (10_000, 12_450, 14_000, 14_000)
    surface = _land((10_000, 10_000, 14_000, 12_050), north)
    bridge = _crossing("bridge", (11_500, 12_050, 11_500, 12_450))
    a, b = _points((11_500, 10_500)), _points((11_500, 13_500))
    assert np.isinf(TravelModel(surface, no_crossings(), settings=SETTINGS).minutes(a, b))[0, 0]
    model = TravelModel(surface, bridge, settings=SETTINGS)
    assert model.minutes(a, b)[0, 0] == pytest.approx(13)


def test_a_crossing_beside_a_road_is_used_only_when_it_is_quicker():
    a, b = _points((10_500, 10_500)), _points((11_500, 10_500))
    for minutes, expected in ((50.0, 11.0), (0.25, 10.25)):
        link = _crossing("bridge", (10_500, 10_500, 11_500, 10_500), minutes=minutes)
        model = TravelModel(_land(ROAD), link, settings=SETTINGS)
        assert model.minutes(a, b)[0, 0] == expected


def test_every_reason_has_a_sentence_and_is_given():
    other = (10_000, 30_000, 15_000, 31_000)
    model = TravelModel(_land(ROAD, ISLAND, other), no_crossings(), settings=SETTINGS)
    places = _points((10_500, 10_500), (10_500, 13_500), (10_500, 30_500), (90_000, 90_000))
    far = model.minutes(places, _points((19_500, 10_500)), limit_minutes=12)
    codes = model.reasons(places, _points((19_500, 10_500)), minutes=far)
    assert codes[:, 0].tolist() == [
        "beyond_limit", "origin_island", "sea_between", "origin_off_land",
    ]  # fmt: skip
    codes = model.reasons(_points((19_500, 10_500)), places)
    assert codes[0].tolist() == ["", "destination_island", "sea_between", "destination_off_land"]
    assert all(sentence.endswith(".") for sentence in REASONS.values())


def test_the_limit_is_included():
    model = TravelModel(_land(ROAD), no_crossings(), settings=SETTINGS)
    a, b = _points((10_500, 10_500)), _points((12_500, 10_500), (13_500, 10_500))
    assert model.minutes(a, b, limit_minutes=12).tolist() == [[12.0, np.inf]]


def test_destinations_at_one_place_share_a_search_and_an_answer():
    model = TravelModel(_land(ROAD), no_crossings(), settings=SETTINGS)
    b = _points((12_500, 10_500), (15_500, 10_500), (12_500, 10_500))
    minutes = model.minutes(_points((10_500, 10_500), (11_500, 10_500), (13_500, 10_500)), b)
    assert minutes.tolist() == [[12, 15, 12], [11, 14, 11], [11, 12, 11]]


def test_no_points_give_an_empty_table():
    model = TravelModel(_land(ROAD), no_crossings(), settings=SETTINGS)
    nowhere = _points((10_500, 10_500)).iloc[:0]
    assert model.minutes(nowhere, _points((10_500, 10_500))).shape == (0, 1)
    assert model.reasons(_points((10_500, 10_500)), nowhere).shape == (1, 0)


@pytest.mark.parametrize(
    ("points", "says"),
    [
        (pd.DataFrame({"id": ["A"], "easting": [1.0]}), "lacks northing"),
        (_points((10_500, np.nan)), "no easting or northing"),
        (_points((-0.12, 51.5)), "longitude and latitude"),
        (pd.DataFrame({"id": ["A", "A"], "easting": 1e4, "northing": 1e4}), "more than once: A"),
        (pd.DataFrame({"id": ["A"], "easting": ["x"], "northing": ["y"]}), "not a number"),
    ],
)
def test_points_that_cannot_be_used_are_refused_in_words(points, says):
    model = TravelModel(_land(ROAD), no_crossings(), settings=SETTINGS)
    with pytest.raises(UserError, match=says):
        model.minutes(points, _points((10_500, 10_500)))
    with pytest.raises(UserError, match=says):
        model.reasons(_points((10_500, 10_500)), points)


def test_a_limit_must_be_above_zero():
    model = TravelModel(_land(ROAD), no_crossings(), settings=SETTINGS)
    with pytest.raises(UserError, match="above zero"):
        model.minutes(_points((10_500, 10_500)), _points((10_500, 10_500)), limit_minutes=0)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda s: s.drop(columns="minutes_per_km"), "lacks minutes_per_km"),
        (lambda s: s.iloc[:0], "no cells"),
        (lambda s: pd.concat([s, s]), "same cell twice"),
        (lambda s: s.assign(minutes_per_km=0.0), "not above zero"),
        (lambda s: s.assign(open_directions=np.uint16(2)), "into the sea"),
        (lambda s: s.assign(open_directions=[1] + [0] * 9), "one way only"),
    ],
)
def test_a_broken_surface_is_refused(spoil, says):
    with pytest.raises(DataError, match=says):
        TravelModel(spoil(_land(ROAD)), no_crossings(), settings=SETTINGS)


@pytest.mark.parametrize(
    ("crossing", "says"),
    [
        (_crossing("rope", (10_500, 10_500, 10_500, 13_500)), "Unknown kind of crossing: rope"),
        (_crossing("ferry", (10_500, 10_500, 10_500, 13_500), minutes=0.0), "above zero"),
        (_crossing("ferry", (10_500, 10_500, 10_500, 13_500), cars="maybe"), "open_to_cars"),
        (_crossing("bridge", (10_500, 10_500, 10_500, 93_500)), "farther than 3 km from land"),
    ],
)
def test_a_broken_crossing_is_refused(crossing, says):
    with pytest.raises(DataError, match=says):
        TravelModel(_land(ROAD), crossing, settings=SETTINGS)


def test_the_grid_holds_the_land_and_its_steps():
    surface = _land((10_000, 10_000, 13_000, 12_000))
    assert surface["cell_id"].tolist() == [10110, 10111, 10112, 11110, 11111, 11112]
    assert surface["easting"].tolist()[:3] == [10_500, 11_500, 12_500]
    corner = int(surface["open_directions"].iloc[0])
    steps = [DIRECTIONS[bit] for bit in range(16) if corner >> bit & 1]
    assert sorted(steps) == [(0, 1), (1, 0), (1, 1), (2, 1)]


@pytest.mark.parametrize(("width", "open_"), [(200, True), (600, False)])
def test_a_river_is_crossed_and_an_estuary_is_not(width, open_):
    half = width // 2
    surface = _land(
        (10_000, 10_000, 14_000, 12_000 - half), (10_000, 12_000 + half, 14_000, 14_000)
    )
    model = TravelModel(surface, no_crossings(), settings=SETTINGS)
    minutes = model.minutes(_points((11_500, 10_500)), _points((11_500, 13_500)))
    assert np.isfinite(minutes[0, 0]) == open_


def test_a_cell_with_a_wet_centre_stays_joined_to_its_shore():
    surface = _land((10_000, 10_000, 12_000, 11_000), (10_000, 11_000, 12_000, 11_400))
    model = TravelModel(surface, no_crossings(), settings=SETTINGS)
    minutes = model.minutes(_points((10_500, 11_200)), _points((11_500, 10_500)))
    assert len(surface) == 4
    assert np.isfinite(minutes[0, 0])


def test_a_small_area_on_a_rock_still_has_a_cell():
    areas = _areas((10_000, 10_000, 12_000, 11_000), (10_700, 15_700, 10_900, 15_900))
    at = pd.DataFrame({"easting": [10_500, 10_800], "northing": [10_500, 15_800]})
    assert 15_500 in land_grid(areas, at)["northing"].tolist()


def test_a_small_area_point_on_the_water_is_led_ashore():
    areas = _areas(ROAD)
    at = pd.DataFrame({"easting": [12_500], "northing": [11_500]})
    model = TravelModel(land_grid(areas, at), no_crossings(), settings=SETTINGS)
    assert np.isfinite(model.minutes(_points((12_500, 11_500)), _points((19_500, 10_500))))[0, 0]


def test_shared_edges_cancel_in_the_mask():
    triangle = shapely.Polygon([(10_000, 10_000), (13_000, 10_000), (10_000, 12_000)])
    other = shapely.Polygon([(13_000, 10_000), (13_000, 12_000), (10_000, 12_000)])
    island = shapely.MultiPolygon([shapely.box(15_000, 10_000, 16_000, 11_000)])
    mask = fine_mask(np.array([triangle, other, island], dtype=object))
    assert mask.land.sum() == 600 + 100


def test_the_class_is_the_official_one_or_comes_from_density():
    areas = _areas(
        (10_000, 10_000, 11_000, 11_000),
        (11_000, 10_000, 12_000, 11_000),
        (12_000, 10_000, 13_000, 11_000),
        urban_rural=["Urban", None, None],
        population=[10, 1000, 20],
    )
    at = pd.DataFrame({"easting": [10_500], "northing": [10_500]})
    settings = TravelSettings(urban_minutes_per_km=2.0, rural_minutes_per_km=1.0)
    surface = land_grid(areas, at, settings=settings)
    assert surface["speed_class"].tolist() == ["urban", "urban", "rural"]
    assert surface["minutes_per_km"].tolist() == [2.0, 2.0, 1.0]
    with pytest.raises(DataError, match="neither"):
        land_grid(areas.drop(columns="population"), at)


def test_a_missing_column_is_named():
    at = pd.DataFrame({"easting": [1]})
    with pytest.raises(DataError, match="points table lacks northing"):
        land_grid(_areas(ROAD), at)


def test_cells_west_of_the_grid_origin_have_their_own_number():
    ids = cell_id(rows=np.array([500, 499]), cols=np.array([-3, 899]))
    assert ids.tolist() == [500_097, 499_999]


PLAIN = (10_000, 10_000, 30_000, 22_000)
QUICK_FIT = FitSettings(rounds=4, block_km=(8, 4), pace_spread=(0.2, 0.2), terminal_spread=(1, 1))


def _world():
    """A plain whose east is twice as slow as its west, seen from 6 services."""
    surface = _land(PLAIN)
    rng = np.random.default_rng(1)
    xy = rng.uniform((10_100, 10_100), (29_900, 21_900), (150, 2))
    homes = _points(*xy)
    services = _points(*rng.uniform((10_100, 10_100), (29_900, 21_900), (6, 2)))
    truth = surface.assign(minutes_per_km=np.where(surface["easting"] < 20_000, 0.6, 1.2))
    model = TravelModel(truth, no_crossings(), settings=SETTINGS)
    return surface, homes, services, model.minutes(homes, services)


def test_the_fit_finds_where_roads_are_slow_and_predicts_an_unseen_service():
    surface, homes, services, minutes = _world()
    seen = minutes.copy()
    seen[:, 5] = np.nan
    density = np.zeros(len(surface), dtype=np.int64)
    found = fit(
        surface, no_crossings(), pool_by_cell(homes, seen, destinations=services),
        density=density, settings=QUICK_FIT, travel=SETTINGS,
    )  # fmt: skip
    west = (surface["easting"] < 18_000).to_numpy()
    east = (surface["easting"] > 22_000).to_numpy()
    assert np.median(found.pace[west]) == pytest.approx(0.6, abs=0.06)
    assert np.median(found.pace[east]) == pytest.approx(1.2, abs=0.12)
    fitted = surface.assign(minutes_per_km=found.pace, terminal_minutes=found.terminal)
    said = TravelModel(fitted, no_crossings(), settings=SETTINGS).minutes(homes, services)
    assert np.abs(said[:, 5] / minutes[:, 5] - 1).mean() < 0.04


def test_a_path_is_as_long_as_its_minutes_say():
    surface, homes, services, minutes = _world()
    model = TravelModel(surface, no_crossings(), settings=SETTINGS)
    pooled = pool_by_cell(homes, minutes, destinations=services)
    home, service = np.nonzero(np.isfinite(pooled.minutes))
    paths = trace_paths(model, pooled, home=home, service=service, search_minutes=100)
    assert paths.usable.all()
    by_path = np.asarray(paths.kilometres @ model_pace(surface)).reshape(-1)
    np.testing.assert_allclose(by_path, paths.minutes, rtol=1e-4, atol=1e-4)


def model_pace(surface: pd.DataFrame) -> np.ndarray:
    return surface["minutes_per_km"].to_numpy(dtype=float)


def test_a_path_by_ferry_says_nothing_about_roads():
    ferry = _crossing("ferry", (10_500, 10_500, 10_500, 13_500), minutes=20.0)
    model = TravelModel(_land(ROAD, ISLAND), ferry, settings=SETTINGS)
    pooled = pool_by_cell(
        _points((12_500, 10_500), (11_500, 13_500)),
        np.array([[30.0], [60.0]]),
        destinations=_points((15_500, 10_500)),
    )
    home, service = np.array([0, 1]), np.array([0, 0])
    paths = trace_paths(model, pooled, home=home, service=service, search_minutes=200)
    assert pooled.origins["northing"].tolist() == [13_500, 10_500]
    assert paths.usable.tolist() == [False, True]


def test_density_counts_small_areas_within_three_kilometres():
    xy = np.array([[0.0, 0.0], [10_000.0, 0.0]])
    assert density_class(xy, np.array([[0.0, 2999.0]] * 9)).tolist() == [3, 0]


def test_the_straight_line_is_fitted_where_it_is_told():
    homes, services = _points((1000, 0), (2000, 0), (9000, 0)), _points((0, 0))
    minutes = np.array([[12.0], [14.0], [99.0]])
    fit_on = np.array([[True], [True], [False]])
    said = straight_line(homes, services, minutes, fit_on=fit_on)
    np.testing.assert_allclose(said[:, 0], [12, 14, 28])


def test_every_service_is_held_out_once():
    folds = service_folds(85, folds=5)
    assert np.bincount(folds).tolist() == [17] * 5
    assert (folds == service_folds(85, folds=5)).all()


def _folders(tmp_path):
    surface, homes, services, minutes = _world()
    inputs, observed = tmp_path / "inputs", tmp_path / "travel"
    for folder in (inputs, observed):
        folder.mkdir()
    surface.to_parquet(inputs / "speed_surface.parquet")
    areas = homes.rename(columns={"id": "small_area_code"})
    areas.to_parquet(inputs / "small_areas.parquet")
    lonlat = [f"{end}_{axis}" for end in ("from", "to") for axis in ("longitude", "latitude")]
    names = [c for c in CROSSING_COLUMNS if "ing" not in c.split("_")[-1] or c == "crossing_id"]
    pd.DataFrame(columns=[*names, *lonlat]).to_csv(inputs / "crossings.csv", index=False)
    services.rename(columns={"id": "postcode"}).to_csv(observed / "hospitals.csv", index=False)
    table = pd.DataFrame(minutes, columns=services["id"]).assign(lsoa11_code=homes["id"])
    table.to_parquet(observed / "lsoa11_to_hospital_minutes.parquet")
    return observed, inputs


def test_the_command_writes_a_surface_that_the_model_takes(tmp_path):
    observed, inputs = _folders(tmp_path)
    said: list[str] = []
    report = calibrate(
        observed, inputs, folds=2, settings=QUICK_FIT, travel=SETTINGS, progress=said.append
    )
    table = report.errors.set_index(["fold", "model"])
    assert set(table.loc["all"].index) == {"surface", "straight_line", "carried"}
    assert table.loc[("all", "surface"), "mape"] < 0.06
    assert table.loc[("all", "surface"), "mape"] < table.loc[("all", "straight_line"), "mape"]
    assert table.loc[("all", "surface"), "right_side_30"] > 0.9
    surface = pd.read_parquet(report.path)
    assert surface["pace_basis"].isin(["fitted", "carried"]).all()
    TravelModel(surface, no_crossings(), settings=SETTINGS)
    assert said


def test_the_command_names_a_missing_file(tmp_path):
    observed, inputs = _folders(tmp_path)
    (observed / "hospitals.csv").unlink()
    with pytest.raises(ResourceError, match=r"hospitals\.csv is missing"):
        calibrate(observed, inputs, folds=0)


def test_the_lookup_beside_the_observations_is_used(tmp_path):
    observed, inputs = _folders(tmp_path)
    (tmp_path / "geo").mkdir()
    lookup = pd.DataFrame({"lsoa11_code": ["P0", "P0"], "lsoa21_code": ["P1", "P2"]})
    lookup.to_parquet(tmp_path / "geo" / "lookup_lsoa11_lsoa21.parquet")
    said: list[str] = []
    calibrate(observed, inputs, folds=0, settings=QUICK_FIT, travel=SETTINGS, progress=said.append)
    assert said[0].startswith("1 homes")
