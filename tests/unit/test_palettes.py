"""Palettes hold for colour blindness, for a black-and-white printer and on both pages."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from dashboard import theme
from dashboard.charts.pair_map import _DARK_CELLS
from dashboard.theme import (
    CLUSTER_COLOURS,
    MAP_SHEET,
    MAXIMUM_STEPS,
    PAIR_COLOURS,
    side_colours,
    step_colours,
)
from tests.support.colour import VISION, contrast, difference, lab

pytestmark = pytest.mark.unit

# A difference of 2.3 is just seen side by side; a map has its colours apart from the legend.
CLEARLY_APART = 10.0
NEXT_TO_EACH_OTHER = 5.5  # steps that follow one another, which also differ in lightness
PALETTES = {
    "two sides": side_colours(3, 3),
    "pair": PAIR_COLOURS,
    "clusters": tuple(CLUSTER_COLOURS.values()),
}


def test_the_difference_is_that_of_the_published_examples() -> None:
    # Sharma, Wu and Dalal, 2005, table 1: pairs 1, 7, 17 and 25.
    for one, other, expected in (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ):
        found = difference(np.array(one, float), np.array(other, float))
        assert found == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("palette", PALETTES)
def test_classes_are_told_apart_by_every_kind_of_eye(palette: str, vision: str) -> None:
    seen = [lab(colour, vision) for colour in PALETTES[palette]]
    assert min(difference(a, b) for a, b in combinations(seen, 2)) >= CLEARLY_APART


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("count", range(2, MAXIMUM_STEPS + 1))
def test_steps_are_told_apart_by_every_kind_of_eye_and_darken(count: int, vision: str) -> None:
    seen = [lab(colour, vision) for colour in step_colours(count)]
    assert min(difference(a, b) for a, b in combinations(seen, 2)) >= NEXT_TO_EACH_OTHER
    assert all(a[0] - b[0] > 5 for a, b in pairwise(seen))  # so they print in black and white


@pytest.mark.parametrize("below", range(4))
@pytest.mark.parametrize("above", range(4))
def test_there_are_as_many_side_colours_as_steps_and_the_ends_swap(below: int, above: int) -> None:
    colours = side_colours(below, above)
    assert len(set(colours)) == below + above
    assert side_colours(above, below, low_is_worse=True) == colours[::-1]


def test_each_side_darkens_away_from_the_middle() -> None:
    light = [lab(colour)[0] for colour in side_colours(3, 3)]
    assert light[:3] == sorted(light[:3])
    assert light[3:] == sorted(light[3:], reverse=True)


@pytest.mark.parametrize("page", [0, 1])
def test_words_on_the_map_and_its_focus_stand_out_on_both_pages(page: int) -> None:
    sheet = {name: pair[page] for name, pair in MAP_SHEET.items()}
    assert contrast(sheet["ink"], sheet["paper"]) >= 7
    assert contrast(sheet["focus"], sheet["sea"]) >= 3
    assert contrast(sheet["chosen"], sheet["land"]) >= 7


def test_every_ink_stands_out_on_the_dark_page() -> None:
    dark = theme._DARK
    for name in (theme.INK, theme.INK_SOFT, theme.ACCENT, theme.WARNING):
        for behind in (theme.PAPER, theme.PANEL):
            assert contrast(dark[name], dark[behind]) >= 4.5


def test_the_numbers_in_the_legend_of_a_pair_stand_out() -> None:
    for place, colour in enumerate(PAIR_COLOURS):
        ink = "#ffffff" if place in _DARK_CELLS else "#000000"
        assert contrast(ink, colour) >= 4.5
