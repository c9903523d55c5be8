"""The map of one indicator: areas in steps of colour, services as points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.breaks import QUANTILE, SIDES, Steps, make_steps
from dashboard.charts.map_scene import Figures, Scene, View, in_order
from dashboard.charts.service_points import Points, points_in_words
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
    points: Points,
    selected: str = "",
    marked: Sequence[str] = (),
    view: View = View(),  # noqa: B008
    uk_value: float | None = None,
    flag: str = "",
    place: str = "the UK",
) -> Scene:
    """Draw one indicator for one area type.

    Args:
        frame: One row an area with `area_code`, `name`, `value`, `lower` and `upper`.
        steps: Step of every row of `frame`.
        indicator: What is shown.
        area_type: For which areas.
        shapes: Their shapes.
        points: Services to draw.
        selected: Code of the chosen area.
        marked: Codes of areas to pick out too.
        view: Part of the map to show.
        uk_value: The figure for the UK, for the written alternative.
        flag: A warning that the written alternative opens with.
        place: What the map is of, for the written alternative.
    """
    numbered = pd.DataFrame({"area_code": frame["area_code"], "step": steps.index})
    alt = describe(frame, indicator=indicator, area_type=area_type, uk_value=uk_value, place=place)
    return Scene(
        shapes=shapes.url,
        steps=step_of(numbered, shapes.codes),
        colours=tuple(step.colour for step in steps.steps),
        alt=f"{flag} {alt}".strip(),
        table=frame,
        figures=(figures_of(frame, indicator, shapes.codes),),
        land=shapes.land,
        outlines=shapes.outlines,
        points=points,
        selected=selected,
        marked=tuple(marked),
        view=view,
    ).said(points_in_words(points))


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


def step_of(numbered: pd.DataFrame, codes: Sequence[str]) -> NDArray[np.int16]:
    """Steps in the order of the shapes, -1 where an area has none."""
    found = numbered.set_index("area_code")["step"].reindex(list(codes), fill_value=-1)
    return found.to_numpy(dtype="int16")


def figures_of(
    frame: pd.DataFrame, indicator: Indicator, codes: Sequence[str], *, label: str = ""
) -> Figures:
    """The figures of an indicator with their limits, in the order of the shapes."""
    value, lower, upper = (in_order(frame, name, codes) for name in ("value", "lower", "upper"))
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
    known = frame[frame["value"].notna()]
    if known.empty:
        return f"{head} No area has a value."
    shown = known["value"].round(indicator.decimals)
    facts = [head, f"{len(known)} of {len(frame)} areas have a value."]
    if uk_value is not None:
        facts.append(f"The UK figure is {with_unit(uk_value, indicator)}.")
    for word, limit in (("highest", shown.max()), ("lowest", shown.min())):
        names = sorted(known.loc[shown == limit, "name"].astype(str))
        facts.append(f"The {word} is {with_unit(float(limit), indicator)}: {list_of(names)}.")
    return " ".join(facts)
