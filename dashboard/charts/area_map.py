"""The map of one indicator: areas in steps of colour, services as points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.breaks import QUANTILE, SIDES, Steps, make_steps
from dashboard.charts.map_scene import Figures, Scene, rows_in_order
from dashboard.charts.words import in_sentence, list_of, short_unit, with_unit
from etl.catalogue.areas import AreaType
from etl.catalogue.indicators import Indicator


@dataclass(frozen=True)
class Shapes:
    """Where the shapes of a map are, and in which order.

    Attributes:
        url: Address of the GeoJSON.
        codes: Code of each shape, in the order of the file.
        land: Address of the shapes drawn as land behind; empty for none.
        outlines: Address of the shapes drawn as lines above; empty for none.
    """

    url: str
    codes: tuple[str, ...]
    land: str = ""
    outlines: str = ""


def area_map(
    *,
    frame: pd.DataFrame,
    steps: Steps,
    indicator: Indicator,
    area_type: AreaType,
    shapes: Shapes,
    uk_value: float | None = None,
    place: str = "the UK",
) -> Scene:
    """Draw one indicator for one area type.

    Args:
        frame: One row an area with `area_code`, `name`, `value`, `lower` and `upper`.
        steps: Step of every row of `frame`.
        indicator: What is shown.
        area_type: For which areas.
        shapes: Their shapes.
        uk_value: The figure for the UK, for the written alternative.
        place: What the map is of, for the written alternative.
    """
    alt = describe(frame, indicator=indicator, area_type=area_type, uk_value=uk_value, place=place)
    return Scene(
        shapes=shapes.url,
        steps=step_of(steps.index, rows_in_order(frame, shapes.codes)),
        colours=tuple(step.colour for step in steps.steps),
        alt=alt,
        table=frame,
        figures=(figures_of(frame, indicator, shapes.codes),),
        land=shapes.land,
        outlines=shapes.outlines,
    )


def indicator_steps(
    frame: pd.DataFrame,
    indicator: Indicator,
    *,
    method: str = QUANTILE,
    limits: Sequence[float] = (),
    uk_value: float | None = None,
    locked_to: pd.DataFrame | None = None,
) -> Steps:
    """Steps for the values of an indicator.

    Args:
        frame: Rows with `value`.
        indicator: What they are values of.
        method: How limits are chosen. Sides need a figure for the UK, and not a count: without one
            the steps hold about equal numbers.
        limits: Limits of one's own.
        uk_value: The figure for the UK.
        locked_to: Rows whose values the limits are taken from instead.
    """
    has_middle = uk_value is not None and not indicator.is_count
    return make_steps(
        frame["value"].to_numpy(dtype=float),
        decimals=indicator.decimals,
        suffix="%" if indicator.unit.startswith("%") else "",
        darkest_first=indicator.worse == "low",
        method=QUANTILE if method == SIDES and not has_middle else method,
        limits=limits,
        middle=uk_value,
        locked_to=None if locked_to is None else locked_to["value"].to_numpy(dtype=float),
    )


def step_of(steps: NDArray[np.integer], rows: NDArray[np.intp]) -> NDArray[np.int16]:
    """Steps in the order of the shapes, -1 where an area has none.

    Args:
        steps: Step of every row of a frame, -1 for none.
        rows: Number of the row of every shape, -1 for none.
    """
    return np.where(rows < 0, -1, steps[rows]).astype(np.int16)


def figures_of(
    frame: pd.DataFrame, indicator: Indicator, codes: Sequence[str], *, label: str = ""
) -> Figures:
    """The figures of an indicator with their limits, in the order of the shapes."""
    rows = rows_in_order(frame, codes)
    is_there = rows >= 0
    value, lower, upper = (
        np.where(is_there, frame[name].to_numpy(dtype=float)[rows], np.nan)
        for name in ("value", "lower", "upper")
    )
    return Figures(value, indicator.decimals, short_unit(indicator), label, lower, upper)


def describe(
    frame: pd.DataFrame,
    *,
    indicator: Indicator,
    area_type: AreaType,
    uk_value: float | None,
    place: str = "the UK",
) -> str:
    """The facts of the map in sentences: range, highest and lowest areas, UK figure."""
    head = f"Map of {place}: {indicator.label}, by {in_sentence(area_type.label)}."
    shown = frame["value"].to_numpy(dtype=float).round(indicator.decimals)
    known = int(np.isfinite(shown).sum())
    if not known:
        return f"{head} No area has a value."
    names = frame["name"].to_numpy(dtype=object)
    facts = [head, f"{known} of {len(frame)} areas have a value."]
    if uk_value is not None:
        facts.append(f"The UK figure is {with_unit(uk_value, indicator)}.")
    for word, limit in (("highest", np.nanmax(shown)), ("lowest", np.nanmin(shown))):
        there = sorted(names[shown == limit])
        facts.append(f"The {word} is {with_unit(float(limit), indicator)}: {list_of(there)}.")
    return " ".join(facts)
