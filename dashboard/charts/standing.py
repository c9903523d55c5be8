"""Where the chosen areas stand: their figure together, whom they are compared with, and the ranks.

Pure: frames come in through a function that gives the rows of one indicator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.charts.slim import short_name
from dashboard.charts.words import in_sentence, is_missing, list_of
from etl.catalogue.aggregation import (
    AREA_UNKNOWN,
    CHILDREN_LEFT_OUT,
    LIMITS_TOGETHER,
    NATIONS_DIFFER,
    SUM,
    together,
)
from etl.catalogue.areas import AreaType
from etl.catalogue.indicators import Indicator
from etl.methods.aggregation import UNKNOWN, Figure, put_together
from etl.methods.ranks import rank_range

FrameOf = Callable[[str], pd.DataFrame]


@dataclass(frozen=True)
class Together:
    """The figure of one area or of several together.

    Attributes:
        figure: Value and limits; NaN where not known.
        words: How it was put together, or why there is none; empty for one area.
    """

    figure: Figure
    words: str = ""


@dataclass(frozen=True)
class Comparator:
    """Whom the chosen areas are compared with.

    Attributes:
        name: Name of the line in a chart.
        phrase: "the UK figure", as it stands in a sentence.
        among: "62 health bodies", the areas that are ranked.
        members: Codes of the areas that are ranked, the chosen ones among them.
        figure: Its figure for an indicator.
        note: What the reader must know about it; empty if nothing.
    """

    name: str
    phrase: str
    among: str
    members: tuple[str, ...]
    figure: Callable[[Indicator], Figure]
    note: str = ""


@dataclass(frozen=True)
class Standing:
    """Everything that the charts of one indicator are drawn from.

    Attributes:
        indicator: What is compared.
        area_type: For which areas.
        codes: The chosen areas.
        name: What they are called: the name of one, or words for several.
        chosen: Their figure together.
        benchmark: The figure of the comparator; NaN where there is none.
        comparator: Whom they are compared with.
        rows: One row for each area that is ranked, highest first, with `area_code`, `name`,
            `nation`, `value`, `lower`, `upper`, `note`, `rank`, `rank_lower`, `rank_upper` and
            `chosen`.
    """

    indicator: Indicator
    area_type: AreaType
    codes: tuple[str, ...]
    name: str
    chosen: Together
    benchmark: Figure
    comparator: Comparator
    rows: pd.DataFrame

    @property
    def has_benchmark(self) -> bool:
        """Whether there is a figure to compare with. Numbers of children have none."""
        return not is_missing(self.benchmark.value)


def figure_of(codes: Sequence[str], *, indicator: Indicator, frame_of: FrameOf) -> Together:
    """The figure of some areas together, by the rule of the catalogue.

    Args:
        codes: Codes of areas.
        indicator: What is wanted.
        frame_of: Gives the rows of an indicator for all areas of the type.
    """
    rows = _pick(frame_of(indicator.id), codes)
    if len(codes) == 1:
        return Together(_only(rows))
    rule = together(indicator)
    if not codes or not rule.weight:
        return Together(UNKNOWN, rule.words if codes else "")
    if rows["value"].isna().any():
        return Together(UNKNOWN, AREA_UNKNOWN)
    if rule.within_nation and rows["nation"].nunique() > 1:
        return Together(UNKNOWN, NATIONS_DIFFER)
    if rule.without_notes and rows["note"].notna().any():
        return Together(UNKNOWN, CHILDREN_LEFT_OUT)
    weight = None if rule.weight == SUM else _pick(frame_of(rule.weight), codes)["value"]
    found = put_together(
        value=rows["value"], lower=rows["lower"], upper=rows["upper"], weight=weight
    )
    words = rule.words if is_missing(found.lower) else f"{rule.words} {LIMITS_TOGETHER}"
    return Together(found, words)


def stand(
    codes: tuple[str, ...],
    *,
    indicator: Indicator,
    area_type: AreaType,
    comparator: Comparator,
    frame_of: FrameOf,
    ranks: pd.DataFrame | None = None,
) -> Standing:
    """Put together where the chosen areas stand.

    Args:
        codes: The chosen areas.
        indicator: What is compared.
        area_type: For which areas.
        comparator: Whom they are compared with.
        frame_of: Gives the rows of an indicator for all areas of the type.
        ranks: Ranks with their range from the draws, `rank_lower` and `rank_upper` by area code,
            for all areas of the type. Used where these are the areas that are ranked; otherwise the
            range is what the intervals allow.
    """
    frame = frame_of(indicator.id)
    rows = frame[frame["area_code"].isin(comparator.members)].copy()
    rank, lower, upper = rank_range(rows["value"], rows["lower"], rows["upper"])
    rows["rank"], rows["rank_lower"], rows["rank_upper"] = rank, lower, upper
    if ranks is not None and len(rows) == len(frame):
        for column in ("rank_lower", "rank_upper"):
            rows[column] = rows["area_code"].map(ranks[column]).astype(float)
    rows["chosen"] = rows["area_code"].isin(codes)
    rows = rows.sort_values(["value", "name"], ascending=[False, True], ignore_index=True)
    return Standing(
        indicator=indicator,
        area_type=area_type,
        codes=codes,
        name=name_of(codes, dict(zip(frame["area_code"], frame["name"], strict=True))),
        chosen=figure_of(codes, indicator=indicator, frame_of=frame_of),
        benchmark=UNKNOWN if indicator.is_count else comparator.figure(indicator),
        comparator=comparator,
        rows=rows,
    )


def name_of(codes: Sequence[str], names: dict[str, str]) -> str:
    """What the chosen areas are called: the name of one, or words for several.

    Example:
        >>> name_of(["A", "B"], {"A": "NHS Sussex Integrated Care Board", "B": "Leeds"})
        'Sussex ICB and Leeds together'
    """
    if not codes:
        return ""
    if len(codes) == 1:
        return names[codes[0]]
    return f"{list_of([short_name(names[code]) for code in codes])} together"


def among_words(count: int, area_type: AreaType, place: str = "") -> str:
    """The areas that are ranked, in words."""
    plural = in_sentence(area_type.plural if count != 1 else area_type.label)
    return f"{count} {plural}{f' in {place}' if place else ''}"


def _pick(frame: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    return frame.set_index("area_code").loc[list(codes)]


def _only(rows: pd.DataFrame) -> Figure:
    row = rows.iloc[0]
    return Figure(*(float(np.float64(row[name])) for name in ("value", "lower", "upper")))
