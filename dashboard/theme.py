"""Colours, marks and type. A colour is chosen here and nowhere else.

The steps run from pale yellow to dark blue. They differ in lightness first, so they hold for
every kind of colour blindness and on a black-and-white printer.
"""

from __future__ import annotations

from dataclasses import dataclass

INK = "#1b2733"
INK_SOFT = "#4a5763"
ACCENT = "#1f4e79"
PAPER = "#ffffff"
PANEL = "#f3f5f7"
RULE = "#c5cdd4"

SEA = "#e4ebf0"
LAND = "#ffffff"
BOUNDARY = "#5f6e7a"
SELECTED = "#000000"
WARNING = "#8a3b00"

# The same on the dark page. Steps and marks keep their colours: a legend reads alike in both.
_DARK: dict[str, str] = {
    INK: "#e8edf2",
    INK_SOFT: "#b4c0ca",
    ACCENT: "#9cc9f2",
    PAPER: "#12181e",
    PANEL: "#1d262e",
    RULE: "#46525d",
    SEA: "#1c262f",
    BOUNDARY: "#93a1ad",
    WARNING: "#f0a868",
}


def both(colour: str) -> str:
    """A colour of the light page with its partner on the dark one, as CSS.

    Example:
        >>> both(INK)
        'light-dark(#1b2733, #e8edf2)'
    """
    return f"light-dark({colour}, {_DARK[colour]})"


# Colours of a map, each for the light and the dark page. Land and what is picked out are alike
# on both, as the steps are.
MAP_SHEET: dict[str, tuple[str, str]] = {
    "sea": (SEA, _DARK[SEA]),
    "land": (LAND, "#f4f4f1"),
    "boundary": (BOUNDARY, "#93a1ad"),
    "ink": (INK, _DARK[INK]),
    "paper": (PAPER, _DARK[PAPER]),
    "focus": (ACCENT, _DARK[ACCENT]),
    "edge": ("#ffffff", "#ffffff"),
    "chosen": (SELECTED, SELECTED),
}

# ColorBrewer YlGnBu, lightest first, for two to six steps.
_STEPS: dict[int, tuple[str, ...]] = {
    1: ("#7fcdbb",),
    2: ("#c7e9b4", "#2c7fb8"),
    3: ("#edf8b1", "#7fcdbb", "#2c7fb8"),
    4: ("#ffffcc", "#a1dab4", "#41b6c4", "#225ea8"),
    5: ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"),
    6: ("#ffffcc", "#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8", "#253494"),
}
MAXIMUM_STEPS = max(_STEPS)

# ColorBrewer PuOr: brown is the worse side, purple the better one, pale is near the middle.
_WORSE = {1: ("#f1a340",), 2: ("#b35806", "#fdb863"), 3: ("#b35806", "#f1a340", "#fee0b6")}
_BETTER = {1: ("#998ec3",), 2: ("#b2abd2", "#542788"), 3: ("#d8daeb", "#998ec3", "#542788")}

# Three by three: blue for more of the first figure, gold for more of the second, dark for both.
# Rows go with the second figure, lowest first. They differ for every kind of colour blindness.
PAIR_COLOURS: tuple[str, ...] = (
    "#f3f3f3", "#b4d3e1", "#509dc2",
    "#f3e6b3", "#b3b3b3", "#376387",
    "#f3b300", "#b36600", "#000000",
)  # fmt: skip

# Kinds of clusters: a dark colour for an area like its neighbours, a pale one for one unlike them.
CLUSTER_COLOURS: dict[str, str] = {
    "high_high": "#b35806",
    "high_low": "#fdb863",
    "low_low": "#542788",
    "low_high": "#b2abd2",
    "none": "#f2f0eb",
}


def step_colours(count: int, *, darkest_first: bool = False) -> tuple[str, ...]:
    """Colours for a number of steps.

    Args:
        count: How many steps, from 1 to 6.
        darkest_first: Whether the lowest step is the dark one.

    Returns:
        One hexadecimal colour a step, for the lowest step first.

    Example:
        >>> step_colours(2)
        ('#c7e9b4', '#2c7fb8')
    """
    colours = _STEPS[count]
    return colours[::-1] if darkest_first else colours


def side_colours(below: int, above: int, *, low_is_worse: bool = False) -> tuple[str, ...]:
    """Colours for steps on two sides of a middle, for the lowest step first.

    Args:
        below: Steps below the middle, from 0 to 3.
        above: Steps above it, from 0 to 3.
        low_is_worse: Whether the brown side is the lower one.

    Example:
        >>> side_colours(1, 1, low_is_worse=True)
        ('#f1a340', '#998ec3')
    """
    worse, better = (below, above) if low_is_worse else (above, below)
    colours = (*_WORSE.get(worse, ()), *_BETTER.get(better, ()))
    return colours if low_is_worse else colours[::-1]


# Outlines of the marks of services, as paths on a square of 24 by 24. The map draws them, and the
# legend repeats them.
SHAPES: dict[str, str] = {
    "circle": "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z",
    "square": "M5 5h14v14H5z",
    "cross": "M9 4h6v5h5v6h-5v5H9v-5H4V9h5z",
    "diamond": "M12 2.5L21.5 12L12 21.5L2.5 12z",
    "triangle": "M12 3.5L20.8 19H3.2z",
    "pentagon": "M12 3L20.6 9.2L17.3 19.3H6.7L3.4 9.2z",
    "hexagon": "M12 3l8 4.5v9L12 21l-8-4.5v-9z",
    "star": "M12 2.5l2.9 6 6.6.9-4.8 4.6 1.2 6.5-5.9-3.2-5.9 3.2 1.2-6.5L2.5 9.4l6.6-.9z",
}


@dataclass(frozen=True)
class Mark:
    """How one kind of service is drawn: the shape tells kinds apart without colour.

    Attributes:
        colour: Colour of its inside.
        shape: A key of `SHAPES`.
        size: Width in pixels of a service of usual capacity.
    """

    colour: str
    shape: str
    size: int

    @property
    def path(self) -> str:
        """Its outline on a square of 24 by 24."""
        return SHAPES[self.shape]


MARKS: dict[str, Mark] = {
    "children_hospice": Mark("#c2185b", "circle", 16),
    "specialist_team_hospital": Mark("#e69f00", "square", 17),
    "childrens_hospital": Mark("#7b3294", "cross", 18),
    "picu": Mark("#d55e00", "diamond", 18),
    "nicu": Mark("#8c510a", "triangle", 17),
    "hospice_at_home": Mark("#9aa3ab", "pentagon", 17),
    "palliative_care_network": Mark("#5f6e7a", "hexagon", 16),
    "family_support": Mark("#5f6e7a", "star", 18),
}
MARK_EDGE = "#ffffff"
MARK_OUTLINE = "#111111"

# Charts that compare: the chosen areas are darker, hatched and named with a mark, so that colour is
# never the only signal. Both colours stand out from paper by more than 3 to 1.
BAR, BAR_CHOSEN, INTERVAL = "#7a93a9", "#1f4e79", "#1b2733"
BENCHMARK = "#8a3b00"
FILL_BETWEEN, FILL_BETWEEN_DARK = "#e3eaf1", "#b7c9d9"
GRID = "#e3e7eb"
