"""The travel model against the plain search, and against what must always hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.methods.reference import travel_minutes
from etl.methods.travel import CROSSING_COLUMNS, DIRECTIONS, TravelModel, TravelSettings

pytestmark = pytest.mark.property

ROUNDING = 0.0101
# A slow machine is not a failure: no deadline.
BRIEF = settings(deadline=None, max_examples=60)
SETTINGS = TravelSettings(terminal_minutes=10.0, ferry_boarding_minutes=11.0)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A small land grid whose steps may be closed by water, and a few crossings."""
    wide, high = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    land = rng.random((high, wide)) < draw(st.sampled_from([0.6, 0.9, 1.0]))
    land[0, 0] = True
    rows, cols = np.nonzero(land)
    index = {(c, r): i for i, (r, c) in enumerate(zip(rows, cols, strict=True))}
    bits = np.zeros(len(rows), dtype=np.uint16)
    closed = draw(st.sampled_from([0.0, 0.3, 0.8]))
    for (c, r), i in index.items():
        for bit, (east, north) in enumerate(DIRECTIONS[:8]):
            j = index.get((c + east, r + north))
            if j is not None and rng.random() >= closed:
                bits[i] |= np.uint16(1 << bit)
                bits[j] |= np.uint16(1 << (bit + 8))
    surface = pd.DataFrame(
        {
            "cell_id": np.arange(len(rows), dtype=np.int32),
            "easting": cols * 1000 + 500,
            "northing": rows * 1000 + 500,
            "minutes_per_km": rng.uniform(0.5, 3.0, len(rows)).round(3),
            "open_directions": bits,
        }
    )
    if draw(st.booleans()):
        surface["terminal_minutes"] = rng.uniform(0.0, 9.0, len(rows)).round(2)
    return surface, _crossings(rng, surface, draw(st.integers(0, 3)))


def _crossings(rng: np.random.Generator, surface: pd.DataFrame, count: int) -> pd.DataFrame:
    rows = []
    for number in range(count):
        ends = surface.iloc[rng.integers(0, len(surface), 2)][["easting", "northing"]].to_numpy()
        ends = ends + rng.integers(-300, 300, (2, 2)) + 0.0
        kind = ["bridge", "ferry"][int(rng.integers(0, 2))]
        minutes = float(rng.uniform(1, 20)) if rng.random() < 0.5 else np.nan
        rows.append((f"X{number}", "Crossing", kind, *ends.ravel(), minutes, rng.random() < 0.8))
    frame = pd.DataFrame(rows, columns=list(CROSSING_COLUMNS))
    return frame.astype({"open_to_cars": bool, "minutes": float})


def _points(surface: pd.DataFrame, *, count: int, seed: int, spread: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    xy = surface.iloc[rng.integers(0, len(surface), count)][["easting", "northing"]].to_numpy()
    xy = xy + rng.uniform(-spread, spread, (count, 2)) + 0.0
    return pd.DataFrame({"id": range(count), "easting": xy[:, 0], "northing": xy[:, 1]})


@BRIEF
@given(worlds(), st.integers(0, 1000), st.sampled_from([0, 499, 2500]))
def test_the_fast_search_equals_the_plain_one(world, seed, spread):
    surface, crossings = world
    a = _points(surface, count=4, seed=seed, spread=spread)
    b = _points(surface, count=3, seed=seed + 1, spread=spread)
    # Longitudes and latitudes are refused, and a tiny world has its origin in a corner.
    a, b = (p.assign(easting=p["easting"].where(p["easting"].abs() > 181, 181)) for p in (a, b))
    fast = TravelModel(surface, crossings, settings=SETTINGS).minutes(a, b)
    slow = travel_minutes(surface, crossings, origins=a, destinations=b, settings=SETTINGS)
    np.testing.assert_allclose(fast, np.array(slow), atol=ROUNDING)


@BRIEF
@given(worlds(), st.integers(0, 1000))
def test_there_and_back_take_the_same_time(world, seed):
    surface, crossings = world
    model = TravelModel(surface, crossings, settings=SETTINGS)
    a = _points(surface, count=5, seed=seed, spread=300)
    b = _points(surface, count=3, seed=seed + 1, spread=300)
    np.testing.assert_allclose(model.minutes(a, b), model.minutes(b, a).T, atol=ROUNDING)


@BRIEF
@given(worlds())
def test_a_detour_is_never_shorter(world):
    surface, crossings = world
    surface = surface.drop(columns="terminal_minutes", errors="ignore")
    centres = surface.rename(columns={"cell_id": "id"})[["id", "easting", "northing"]]
    times = TravelModel(surface, crossings, settings=SETTINGS).minutes(centres, centres)
    for via in range(len(centres)):
        assert (times <= times[:, [via]] + times[[via], :] + 2 * ROUNDING).all()


@BRIEF
@given(worlds())
def test_the_sea_is_never_crossed(world):
    """Two cells have minutes exactly when open steps and crossings join them."""
    surface, crossings = world
    model = TravelModel(surface, crossings, settings=SETTINGS)
    centres = surface.rename(columns={"cell_id": "id"})[["id", "easting", "northing"]]
    at = {xy: i for i, xy in enumerate(zip(surface["easting"], surface["northing"], strict=True))}
    group = list(range(len(surface)))
    links = [(a, b) for a, b in model.placed_crossings[["from_cell", "to_cell"]].to_numpy()]
    for row in surface.itertuples():
        for bit, (east, north) in enumerate(DIRECTIONS):
            if row.open_directions >> bit & 1:
                there = at[row.easting + east * 1000, row.northing + north * 1000]
                links.append((at[row.easting, row.northing], there))
    for a, b in links:
        old, new = group[a], group[b]
        group = [new if value == old else value for value in group]
    together = np.array(group)[:, None] == np.array(group)[None, :]
    assert (np.isfinite(model.minutes(centres, centres)) == together).all()
    reasons = model.reasons(centres, centres)
    assert ((reasons == "") == together).all()


@BRIEF
@given(worlds(), st.integers(0, 1000), st.integers(0, 35))
def test_more_speed_is_never_longer(world, seed, cell):
    surface, crossings = world
    faster = surface.copy()
    faster.loc[cell % len(surface), "minutes_per_km"] *= 0.5
    a = _points(surface, count=5, seed=seed, spread=300)
    slow = TravelModel(surface, crossings, settings=SETTINGS).minutes(a, a)
    quick = TravelModel(faster, crossings, settings=SETTINGS).minutes(a, a)
    assert (quick <= slow + ROUNDING).all() or np.isinf(slow).any()
    assert (np.isinf(quick) == np.isinf(slow)).all()
    finite = np.isfinite(slow)
    assert (quick[finite] <= slow[finite] + ROUNDING).all()


@BRIEF
@given(worlds(), st.integers(0, 1000), st.floats(1, 60))
def test_a_limit_only_removes_longer_journeys(world, seed, limit):
    surface, crossings = world
    model = TravelModel(surface, crossings, settings=SETTINGS)
    a = _points(surface, count=5, seed=seed, spread=300)
    every, some = model.minutes(a, a), model.minutes(a, a, limit_minutes=limit)
    np.testing.assert_array_equal(some, np.where(every <= limit, every, np.inf))
