"""Pictures drawn by hand: whole, legible, the same every time."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import numpy as np
import pytest

from dashboard.charts.drawn import (
    LegendRow,
    Line,
    MapWords,
    Picture,
    ServicePoint,
    StripWords,
    draw_lines,
    draw_map,
    draw_strip,
    png_of,
    shapes_from,
)
from dashboard.charts.drawn.geography import Window, project

pytestmark = pytest.mark.unit
SVG = "{http://www.w3.org/2000/svg}"


def _square(west: float, code: str) -> dict[str, object]:
    ring = [[west, 52.0], [west + 1, 52.0], [west + 1, 53.0], [west, 53.0], [west, 52.0]]
    return {"id": code, "geometry": {"type": "Polygon", "coordinates": [ring]}}


SHAPES = shapes_from({"features": [_square(-3.0, "A"), _square(-2.0, "B"), _square(-1.0, "C")]})


def _map(**changes: object) -> Picture:
    options: dict[str, object] = {
        "shapes": SHAPES,
        "colours": {"A": "#112233", "B": "#445566"},
        "legend": [LegendRow("0 to 9", "#112233"), LegendRow("No value")],
        "words": MapWords(alt="Three areas.", title="A & B <title>", source="Source: x."),
        "box": SHAPES.box_of(["A", "B", "C"]),
        "width": 500.0,
        "height": 400.0,
        "selected": ["B"],
        "services": [ServicePoint("children_hospice", -2.5, 52.5, approximate=True)],
    }
    return draw_map(**{**options, **changes})  # type: ignore[arg-type]


def test_a_map_is_well_formed_and_says_its_words() -> None:
    picture = _map()
    words = [e.text for e in ElementTree.fromstring(picture.svg).iter(f"{SVG}text")]
    assert {"A & B <title>", "0 to 9", "No value", "Source: x."} <= set(words)
    assert picture.alt == "Three areas."


def test_an_area_without_a_figure_is_hatched_and_never_coloured() -> None:
    fills = re.findall(r'<path d="M[^"]+" fill="([^"]+)" stroke="#5f6e7a"', _map().svg)
    assert fills == ["#112233", "#445566", "url(#ga-none)"]


def test_areas_outside_the_window_are_left_out() -> None:
    near = _map(box=SHAPES.box_of(["A"]), width=200.0, height=300.0, legend=[])
    assert "#112233" in near.svg
    assert "url(#ga-none)" not in near.svg


def test_every_area_asked_for_lies_inside_the_map() -> None:
    box = SHAPES.box_of(["A"])
    window = Window.fitting(box, left=10, top=20, width=100, height=300)
    corners = window.on_paper(np.array([box[:2], box[2:]]))
    assert (corners[:, 0] >= 10).all() and (corners[:, 0] <= 110).all()
    assert (corners[:, 1] >= 20).all() and (corners[:, 1] <= 320).all()


def test_kilometres_are_right() -> None:
    london, cardiff = project(np.array([-0.1278, -3.1791]), np.array([51.5074, 51.4816]))
    assert np.hypot(*(london - cardiff)) == pytest.approx(211.5, rel=0.01)


def test_a_strip_holds_every_area_and_its_label_stays_inside() -> None:
    values = np.linspace(0, 100, 40)
    words = StripWords(alt="x", area="A place with a long name: 100%", benchmark="UK 50%", unit="%")
    for chosen in (0, 20, 39):
        picture = draw_strip(values=values, chosen=chosen, words=words, width=330, height=130,
                             limits=(40, 60), benchmark=50.0, greatest=100.0)  # fmt: skip
        root = ElementTree.fromstring(picture.svg)
        assert len(list(root.iter(f"{SVG}rect"))) == 1 + len(values)
        label = next(e for e in root.iter(f"{SVG}text") if e.text == words.area)
        assert 60 < float(label.attrib["x"]) < 270


def test_lines_show_bands_and_keep_their_names_apart() -> None:
    years = [2023, 2026, 2030]
    lines = [
        Line("High", years, [10, 11, 12], "#1f4e79", [9, 9, 9], [11, 13, 15]),
        Line("Low", years, [10, 11, 11.9], "#c2185b", dash="4 3"),
    ]
    root = ElementTree.fromstring(draw_lines(lines=lines, alt="x", width=300, height=140).svg)
    places = {e.text: float(e.attrib["y"]) for e in root.iter(f"{SVG}text")}
    assert {"2023", "2030"} <= set(places)
    assert abs(places["High"] - places["Low"]) >= 10


def test_png_is_the_same_in_every_thread() -> None:
    picture = _map()
    with ThreadPoolExecutor(3) as pool:
        made = list(
            pool.map(
                lambda _: png_of(picture.svg, width=picture.width, height=picture.height), range(3)
            )
        )
    assert made[0].startswith(b"\x89PNG")
    assert len(set(made)) == 1
