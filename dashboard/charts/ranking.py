"""The ranking of areas with their intervals, and the line they are compared with."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.charts.area_facts import interval_in_words
from dashboard.charts.bars import Bar, Line, bars
from dashboard.charts.chart import Chart
from dashboard.charts.compared import compared_words
from dashboard.charts.slim import label, short_name, wrapped
from dashboard.charts.standing import Standing
from dashboard.charts.words import (
    in_sentence,
    is_missing,
    list_of,
    number,
    sentence_start,
    with_unit,
)
from etl.catalogue.indicators import Indicator

SHOW_ALL = 24
ENDS, AROUND = 3, 4
_WHOLE = "together"


def ranking(standing: Standing, *, source: str) -> Chart:
    """Bars of the ranked areas, highest first; of a long list the ends and what is around yours.

    Args:
        standing: Where the chosen areas stand.
        source: Source and release, in the picture.
    """
    rows = standing.rows[standing.rows["value"].notna()].reset_index(drop=True)
    indicator = standing.indicator
    line = None
    if standing.has_benchmark:
        shown = number(standing.benchmark.value, decimals=indicator.decimals)
        shown += "%" if indicator.unit.startswith("%") else ""  # other units stand on the axis
        line = Line(standing.benchmark.value, f"{standing.comparator.name}: {shown}")
    listed = _bars(rows, standing)
    if len(standing.codes) > 1 and not is_missing(standing.chosen.figure.value):
        listed.insert(0, _whole_bar(standing))
    title = f"{indicator.label}, {standing.comparator.among}"
    figure = bars(listed, title=title, unit=_unit(indicator), source=source, line=line)
    return Chart(figure, _alt(standing, rows, title), ranking_table(standing))


def _bars(rows: pd.DataFrame, standing: Standing) -> list[Bar]:
    keep = shown_places(rows["chosen"].to_numpy(dtype=bool))
    listed: list[Bar] = []
    last = -1
    for place in np.flatnonzero(keep):
        gap = int(place) - last - 1
        if gap:
            listed.append(Bar(f"{gap} more {'area' if gap == 1 else 'areas'}", None))
        row = rows.iloc[place]
        listed.append(
            Bar(label(str(row["name"])), row["value"], row["lower"], row["upper"],
                bool(row["chosen"]), _hover(row, standing))
        )  # fmt: skip
        last = int(place)
    if last < len(rows) - 1:
        listed.append(Bar(f"{len(rows) - 1 - last} more areas", None))
    return listed


def shown_places(chosen: np.ndarray) -> np.ndarray:
    """Which places of a ranking are shown: all of a short one; else the ends and around yours.

    Args:
        chosen: Whether each place is chosen, in order.

    Example:
        >>> shown_places(np.zeros(30, dtype=bool)).sum()
        np.int64(18)
    """
    count = len(chosen)
    if count <= SHOW_ALL:
        return np.ones(count, dtype=bool)
    keep = np.zeros(count, dtype=bool)
    mine = np.flatnonzero(chosen)
    ends = ENDS if mine.size else 9
    keep[:ends] = keep[-ends:] = True
    around = max(1, AROUND + 1 - len(mine))
    for place in mine:
        keep[max(0, place - around) : place + around + 1] = True
    # A gap of one takes as much room as the area itself.
    lonely = ~keep[1:-1] & keep[:-2] & keep[2:]
    keep[1:-1] |= lonely
    return keep


def _whole_bar(standing: Standing) -> Bar:
    figure = standing.chosen.figure
    hover = f"<b>{wrapped(standing.name, 40)}</b><br>{with_unit(figure.value, standing.indicator)}"
    name = f"All {len(standing.codes)} {_WHOLE}"
    return Bar(name, figure.value, figure.lower, figure.upper, chosen=True, hover=hover)


def _hover(row: pd.Series, standing: Standing) -> str:
    lines = [f"<b>{wrapped(str(row['name']), 40)}</b>", with_unit(row["value"], standing.indicator)]
    lines.append(interval_in_words(row["lower"], row["upper"], standing.indicator))
    lines.append(rank_words(row, len(standing.rows)))
    return "<br>".join(line for line in lines if line)


def rank_words(row: pd.Series, count: int) -> str:
    """A rank with its range, or nothing where it has no range but should have."""
    if is_missing(row["rank"]):
        return ""
    if is_missing(row["rank_lower"]):
        return f"Rank {row['rank']:.0f} of {count}"
    return f"Rank {row['rank']:.0f} of {count}; from {row['rank_lower']:.0f} to " \
           f"{row['rank_upper']:.0f} is possible"  # fmt: skip


def _unit(indicator: Indicator) -> str:
    return sentence_start(indicator.unit)


def _alt(standing: Standing, rows: pd.DataFrame, title: str) -> str:
    indicator = standing.indicator
    facts = [f"Bar chart: {title}, highest first."]
    if rows.empty:
        return f"{facts[0]} No area has a figure."
    for word, row in (("Highest", rows.iloc[0]), ("Lowest", rows.iloc[-1])):
        facts.append(f"{word}: {row['name']}, {with_unit(row['value'], indicator)}.")
    if standing.has_benchmark:
        phrase = standing.comparator.phrase
        facts.append(f"{phrase[0].upper()}{phrase[1:]} is "
                     f"{with_unit(standing.benchmark.value, indicator)}.")  # fmt: skip
    for _, row in rows[rows["chosen"]].iterrows():
        facts.append(f"{row['name']}: {with_unit(row['value'], indicator)}. "
                     f"{rank_words(row, len(rows))}.")  # fmt: skip
    missing = standing.rows[standing.rows["value"].isna()]["name"].astype(str).tolist()
    if missing:
        facts.append(f"No figure: {list_of(missing)}.")
    return " ".join(facts)


def ranking_table(standing: Standing) -> pd.DataFrame:
    """The table behind the ranking: every area, also those that the picture leaves out."""
    rows, indicator = standing.rows, standing.indicator
    words = compared_words(
        rows["lower"], rows["upper"], standing.benchmark.value, worse=indicator.worse
    )
    decimals = indicator.decimals
    return pd.DataFrame(
        {
            "Area": rows["name"].astype(str),
            "Chosen": rows["chosen"],
            "Value": rows["value"].round(decimals),
            "Lower limit": rows["lower"].round(decimals),
            "Upper limit": rows["upper"].round(decimals),
            "Rank": rows["rank"],
            "Rank, lowest possible": rows["rank_lower"],
            "Rank, highest possible": rows["rank_upper"],
            f"Compared with {in_sentence_name(standing)}": words,
            "Code": rows["area_code"],
            "Note": rows["note"].astype(object),
        }
    )


def in_sentence_name(standing: Standing) -> str:
    """The comparator's name inside a heading."""
    name = standing.comparator.name
    return name if name[:2].isupper() or short_name(name) != name else in_sentence(name)
