"""What stands out: at most five sentences from the figures, none beyond what its interval allows.

A difference is named only where the whole interval lies on one side. A rank never stands without
the ranks that the intervals allow. A projection names both scenarios and no direction.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.charts.compared import HIGHER, LOWER, SIMILAR, compared
from dashboard.charts.fan import HIGHEST, LOWEST
from dashboard.charts.gradient import slope_unit
from dashboard.charts.slim import short_name
from dashboard.charts.standing import Standing, Together
from dashboard.charts.words import in_sentence, is_missing, number, ordinal, short_unit, with_unit
from etl.catalogue.comparison import Dimension
from etl.catalogue.indicators import Indicator
from etl.catalogue.place_names import inside, spoken
from etl.methods.aggregation import Figure

MOST = 5


@dataclass(frozen=True)
class Beyond:
    """Children beyond reach of a service, among all children with life-limiting conditions."""

    indicator: Indicator
    beyond: Together
    children: Together


@dataclass(frozen=True)
class Slope:
    """The slope of an indicator over groups of neighbourhoods of one area."""

    dimension: Dimension
    figure: Figure


def stands_out(
    main: Standing,
    *,
    beyond: Beyond,
    need: Standing,
    slope: Slope | None = None,
    projection: pd.DataFrame | None = None,
) -> tuple[str, ...]:
    """The sentences, the most telling first.

    Args:
        main: Where the chosen areas stand in the indicator of the page.
        beyond: Children beyond reach of the kind of service of the page.
        need: Where the areas stand in need, per 10,000.
        slope: Slope index of inequality of the indicator in the chosen area, if it has one.
        projection: What `fan.projected` gives, if the area type has projections.

    Returns:
        At most five sentences; none where no area is chosen.
    """
    if not main.codes:
        return ()
    sentences = [
        figure_sentence(main),
        rank_sentence(main) if len(main.codes) == 1 else spread_sentence(main),
        beyond_sentence(beyond) if beyond.indicator.id != main.indicator.id else "",
        slope_sentence(slope, main) if slope else "",
        projection_sentence(projection) if projection is not None else "",
        figure_sentence(need) if need.indicator.id != main.indicator.id else "",
    ]
    return tuple(sentence for sentence in sentences if sentence)[:MOST]


def figure_sentence(standing: Standing) -> str:
    """The figure of the chosen areas beside the comparator's."""
    indicator, figure = standing.indicator, standing.chosen.figure
    head = f"{indicator.label} {_place(standing)}"
    if is_missing(figure.value):
        return f"{head}: no figure. {standing.chosen.words}".rstrip()
    said = f"{head}: {_said(figure.value, indicator)}{_likely(figure, indicator)}"
    if not standing.has_benchmark:
        return f"{said}."
    other = f"{standing.comparator.phrase} of {_said(standing.benchmark.value, indicator)}"
    result = compared(figure.lower, figure.upper, standing.benchmark.value)
    words = {
        HIGHER: f"higher than {other}",
        LOWER: f"lower than {other}",
        SIMILAR: f"no clear difference from {other}",
    }
    return f"{said}, {words.get(result, f'beside {other}; a difference cannot be tested')}."


def _likely(figure: Figure, indicator: Indicator) -> str:
    """The interval in brackets. The unit stands before it, so only a % sign is repeated."""
    if is_missing(figure.lower) or is_missing(figure.upper):
        return ""
    low, high = (number(x, decimals=indicator.decimals) for x in (figure.lower, figure.upper))
    sign = "%" if indicator.unit.startswith("%") else ""
    if low == high:
        return f" (the interval is {low}{sign} at both ends)"
    return f" (likely between {low} and {high}{sign})"


def _said(value: float, indicator: Indicator) -> str:
    """A figure after the label, which may name the unit already."""
    unit = short_unit(indicator).strip()
    named = unit != "%" and unit in indicator.label.lower()
    return number(value, decimals=indicator.decimals) if named else with_unit(value, indicator)


def _place(standing: Standing) -> str:
    """The chosen areas in a sentence, whose names stand in the heading above."""
    count = len(standing.codes)
    return inside(standing.name) if count == 1 else f"in these {count} areas together"


def rank_sentence(standing: Standing) -> str:
    """The place of one area, from the nearer end, with the places that the intervals allow."""
    mine = standing.rows[standing.rows["chosen"]]
    if mine.empty or is_missing(mine.iloc[0]["rank"]):
        return ""
    row = mine.iloc[0]
    known = standing.rows["value"].notna()
    count, tied = int(known.sum()), int((standing.rows["rank"] == row["rank"]).sum()) - 1
    from_top = row["rank"] <= (count + 1) / 2
    word = "highest" if from_top else "lowest"
    rank = row["rank"] if from_top else count - row["rank"] - tied + 1
    place = f"{ordinal(int(rank))} {word}" if rank > 1 else word
    level = f", level with {tied} {'other' if tied == 1 else 'others'}" if tied else ""
    said = f"The estimate is the {place} of {standing.comparator.among}{level}"
    if is_missing(row["rank_lower"]):
        return f"{said}; it has no interval, so other places are possible."
    ends = (row["rank_lower"], row["rank_upper"])
    if not from_top:
        ends = (count - ends[1] + 1, count - ends[0] + 1)
    first, last = (round(end) for end in ends)
    if first == last:
        return f"{said}; the intervals allow no other place."
    if (first, last) == (1, count):
        return f"{said}; the intervals allow every place."
    return f"{said}; the intervals allow places {first} to {last} from the {word}."


def spread_sentence(standing: Standing) -> str:
    """The highest and the lowest area of a group, and whether they differ beyond their errors."""
    rows = standing.rows[standing.rows["chosen"] & standing.rows["value"].notna()]
    if len(rows) < 2:
        return ""
    top, bottom = rows.iloc[0], rows.iloc[-1]
    indicator = standing.indicator
    parts = [
        f"{short_name(str(row['name']))} ({_said(row['value'], indicator)})"
        for row in (top, bottom)
    ]
    said = f"Within the group the estimate is highest in {parts[0]} and lowest in {parts[1]}"
    if is_missing(top["lower"]) or is_missing(bottom["upper"]):
        return f"{said}; the difference cannot be tested."
    if top["lower"] > bottom["upper"]:
        return f"{said}, and their intervals do not overlap."
    return f"{said}, but their intervals overlap, so they may not differ."


def beyond_sentence(beyond: Beyond) -> str:
    """How many of the children are beyond reach."""
    found, every = beyond.beyond.figure, beyond.children.figure
    if is_missing(found.value) or is_missing(every.value):
        return ""
    where = in_sentence(beyond.indicator.label).removeprefix("children ")
    return (
        f"An estimated {number(found.value, decimals=0)} of "
        f"{number(every.value, decimals=0)} children with life-limiting conditions live {where}"
        f"{_likely(found, beyond.indicator)}."
    )


def slope_sentence(slope: Slope, standing: Standing) -> str:
    """The gradient within the area, or that none is clear."""
    figure, dimension = slope.figure, slope.dimension
    if is_missing(figure.value) or is_missing(figure.lower) or is_missing(figure.upper):
        return ""
    decimals, unit = max(standing.indicator.decimals, 1), slope_unit(standing.indicator)
    if not any(round(part, decimals) for part in figure):
        return ""  # everyone has the same: nothing stands out
    what = "slope index" if len(dimension.groups) > 2 else "difference"
    clear = not figure.lower <= 0 <= figure.upper
    # The direction is in the verb, so a clear slope is said without its sign.
    value, *limits = (abs(x) if clear else x for x in figure)
    low, high = (number(x, decimals=decimals) for x in sorted(limits))
    verb = "rises" if figure.value > 0 else "falls"
    head = f"the figure {verb}" if clear else "there is no clear gradient"
    return (
        f"Within {spoken(standing.name)}, {head} from {dimension.first} to {dimension.last}: the "
        f"{what} is {number(value, decimals=decimals)}{unit} (likely between {low} and {high})."
    )


def projection_sentence(projection: pd.DataFrame) -> str:
    """The number of children in the last year of the projection, by both scenarios."""
    if projection.empty:
        return ""
    last = int(projection["year"].max())
    end = projection[projection["year"] == last].set_index("scenario")
    parts = []
    for scenario, word in ((LOWEST, "lowest"), (HIGHEST, "highest")):
        row = end.loc[scenario]
        low, high = (number(row[c], decimals=0) for c in ("chance_lower", "chance_upper"))
        parts.append(f"the {word} published scenario gives {number(row['need'], decimals=0)} "
                     f"children with life-limiting conditions (likely between {low} and {high})"
                     )  # fmt: skip
    second = parts[1].replace(" children with life-limiting conditions", "")
    return f"In {last}, {parts[0]}, and {second}."
