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


@dataclass(frozen=True)
class Mark:
    """How one kind of service is drawn: size and centre tell kinds apart without colour.

    Attributes:
        colour: Colour of the disc.
        size: Diameter in pixels.
        has_dot: Whether a dark dot stands in its middle.
    """

    colour: str
    size: int
    has_dot: bool = False


MARKS: dict[str, Mark] = {
    "children_hospice": Mark("#c2185b", 12),
    "specialist_team_hospital": Mark("#e69f00", 12, has_dot=True),
    "childrens_hospital": Mark("#7b3294", 9),
    "picu": Mark("#d55e00", 9, has_dot=True),
    "nicu": Mark("#8c510a", 7),
    "hospice_at_home": Mark("#9aa3ab", 9, has_dot=True),
    "palliative_care_network": Mark("#5f6e7a", 7),
    "family_support": Mark("#5f6e7a", 7, has_dot=True),
}
MARK_OUTLINE = "#ffffff"
MARK_OUTLINE_WIDTH = 3
DOT = "#111111"
DOT_SHARE = 0.4
HOLLOW_SHARE = 0.62
