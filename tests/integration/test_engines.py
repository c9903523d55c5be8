"""Minutes from a real routing engine on loopback, and from engines that fail."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pyproj import Transformer
from typer.testing import CliRunner

from etl.cli import app
from etl.engines.clients import Engine, TooMuchError
from etl.engines.matrix import EngineModel
from etl.errors import ResourceError, UserError
from tests.support.valhalla_engine import ISLAND, MAINLAND, SIDE, STEP, valhalla

pytestmark = pytest.mark.integration

MOST_PAIRS = 30
_METRES = Transformer.from_crs(4326, 27700, always_xy=True)
SEA = (-2.85, 51.30)  # half way between the towns' parallels, 15 km from any of their streets


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with valhalla(tmp_path_factory.mktemp("v"), most_pairs=MOST_PAIRS) as address:
        yield address


def _points(*places: tuple[float, float], prefix: str = "p") -> pd.DataFrame:
    x, y = _METRES.transform([p[0] for p in places], [p[1] for p in places])
    ids = [f"{prefix}{i}" for i in range(len(places))]
    return pd.DataFrame({"id": ids, "easting": x, "northing": y})


def _corner(town: tuple[float, float], east: int, north: int) -> tuple[float, float]:
    return (town[0] + east * STEP, town[1] + north * STEP)


def test_minutes_grow_with_the_streets_between(url: str) -> None:
    model = EngineModel(Engine(name="valhalla", url=url))
    home = _points(MAINLAND)
    away = _points(*[_corner(MAINLAND, i, 0) for i in range(SIDE)], prefix="s")
    minutes = model.minutes(home, away)[0]
    assert minutes[0] == 0
    assert (np.diff(minutes) > 0).all()
    # 11 blocks of 278 m at what Valhalla drives in a residential street: 15 to 50 km an hour.
    assert 3.06 / 50 * 60 < minutes[-1] < 3.06 / 15 * 60


def test_every_gap_has_its_reason(url: str) -> None:
    model = EngineModel(Engine(name="valhalla", url=url))
    points = _points(MAINLAND, _corner(MAINLAND, 5, 5), ISLAND, SEA)
    minutes = model.minutes(points, points)
    codes = model.reasons(points, points, minutes=minutes)
    assert np.isfinite(minutes[:2, :2]).all()
    assert np.isfinite(minutes[2, 2])
    assert (codes[:2, 2] == "no_way").all()
    assert (codes[2, :2] == "no_way").all()
    assert (codes[3, :] == "origin_no_road").all()
    assert (codes[:3, 3] == "destination_no_road").all()
    assert ((codes == "") == np.isfinite(minutes)).all()
    limited = model.minutes(points, points, limit_minutes=1)
    assert model.reasons(points, points, minutes=limited)[0, 1] == "beyond_limit"


def test_tiles_beyond_the_limit_of_the_engine_give_the_same(url: str) -> None:
    points = _points(*[_corner(MAINLAND, i, j) for i in range(0, 12, 2) for j in range(0, 12, 3)])
    large, small = (Engine(name="valhalla", url=url, pairs=pairs) for pairs in (2500, MOST_PAIRS))
    degrees = np.array([MAINLAND] * len(points))
    with pytest.raises(TooMuchError):  # the engine does refuse the whole table
        large.minutes(degrees, degrees)
    halved = EngineModel(large).minutes(points, points)
    assert np.isfinite(halved).all()
    assert np.array_equal(halved, EngineModel(small).minutes(points, points))


def test_an_interrupted_run_goes_on_from_its_tiles(url: str, tmp_path: Path) -> None:
    points = _points(*[_corner(MAINLAND, i, 3) for i in range(12)])
    engine = Engine(name="valhalla", url=url, pairs=9)
    whole = EngineModel(engine).minutes(points, points)
    asked = _Counting(engine, stop_after=5)
    model = EngineModel(engine, kept=tmp_path)
    model.engine = asked  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        model.minutes(points, points)
    assert len(list(tmp_path.glob("*.npz"))) == 5
    assert not list(tmp_path.glob(".*part"))
    again = EngineModel(engine, kept=tmp_path)
    again.engine = rest = _Counting(engine, stop_after=10**6)  # type: ignore[assignment]
    assert np.array_equal(again.minutes(points, points), whole)
    assert rest.count == 16 - 5


class _Counting:
    """The engine, counted, with a person who stops it."""

    def __init__(self, engine: Engine, *, stop_after: int) -> None:
        self.engine, self.stop_after, self.count = engine, stop_after, 0
        self.name, self.url, self.pairs = engine.name, engine.url, engine.pairs

    def minutes(self, near: np.ndarray, far: np.ndarray) -> np.ndarray:
        if self.count == self.stop_after:
            raise KeyboardInterrupt
        self.count += 1
        return self.engine.minutes(near, far)


def test_the_command_asks_the_engine(url: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = [("town", MAINLAND), ("corner", _corner(MAINLAND, 11, 11)), ("island", ISLAND)]
    lines = [f"{name},{x},{y}" for name, (x, y) in rows]
    file.write_text("\n".join(["id,longitude,latitude", *lines]))
    out = tmp_path / "t.csv"
    words = ["travel", "--origins", file, "--destinations", file, "--out", out]
    done = CliRunner().invoke(app, [*map(str, words), "--engine", "valhalla", "--url", url])
    assert done.exit_code == 0, done.output
    table = pd.read_csv(out).set_index(["origin_id", "destination_id"])
    assert table.loc[("town", "corner"), "minutes"] > 2
    assert "no way" in table.loc[("town", "island"), "reason"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "t.csv"]


def test_a_silent_engine_is_tried_again_and_then_named() -> None:
    waited: list[float] = []
    model = EngineModel(Engine(name="osrm", url="http://127.0.0.1:9"), wait=waited.append)
    points = _points(MAINLAND)
    with pytest.raises(ResourceError, match="does not answer") as error:
        model.minutes(points, points)
    assert waited == [1.0, 2.0, 4.0]
    assert "http://127.0.0.1:9" in error.value.where


@pytest.mark.parametrize(
    ("name", "url", "words"),
    [
        ("brouter", "http://127.0.0.1:1", "is not known"),
        ("osrm", "127.0.0.1:5000", "cannot be used"),
        ("osrm", "", "cannot be used"),
    ],
)
def test_an_engine_that_cannot_be_asked_is_named(name: str, url: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        Engine(name=name, url=url)


ANSWERS = {
    "osrm": {"code": "Ok", "durations": [[0, None], [90.0, 0]]},
    "openrouteservice": {
        "durations": [[0, None], [90.0, 0]],
        "sources": [{}],
        "destinations": [{}],
    },
}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_each_dialect_is_read(name: str) -> None:
    """Recorded answers of two more engines, over a real connection."""
    with _server(200, ANSWERS[name]) as (url, seen):
        points = _points(MAINLAND, ISLAND)
        model = EngineModel(Engine(name=name, url=url, key="secret"))
        minutes = model.minutes(points, points)
        codes = model.reasons(points, points)
    assert minutes.tolist() == [[0, np.inf], [1.5, 0]]
    assert codes[0, 1] == "no_way"
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("osrm", {"code": "NoSegment", "message": "Could not find a matching segment"}),
        ("openrouteservice", {"error": {"code": 6010, "message": "Could not find point"}}),
        ("valhalla", {"error_code": 171, "error": "No suitable edges near location"}),
    ],
)
def test_each_refusal_of_a_point_is_read(name: str, body: dict[str, object]) -> None:
    with _server(400, body) as (url, _):
        points = _points(SEA)
        codes = EngineModel(Engine(name=name, url=url)).reasons(points, points)
    assert codes.tolist() == [["origin_no_road"]]


def test_an_answer_that_is_no_table_is_named() -> None:
    with _server(200, {"code": "Ok", "durations": [[1]]}) as (url, _):
        points = _points(MAINLAND, ISLAND)
        model = EngineModel(Engine(name="osrm", url=url), wait=lambda seconds: None)
        with pytest.raises(ResourceError, match="gives a table of"):
            model.minutes(points, points)


class _server:  # noqa: N801 - reads as a block
    """A server on loopback that always says the same."""

    def __init__(self, status: int, body: dict[str, object]) -> None:
        seen: list[str] = []

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                seen.append(self.path)
                self.rfile.read(int(self.headers.get("content-length") or 0))
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            do_POST = do_GET  # noqa: N815

            def log_message(self, *words: object) -> None:
                """Nothing is printed."""

        self.seen, self.http = seen, HTTPServer(("127.0.0.1", 0), Answer)

    def __enter__(self) -> tuple[str, list[str]]:
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.http.server_port}", self.seen

    def __exit__(self, *error: object) -> None:
        self.http.shutdown()
        self.http.server_close()
