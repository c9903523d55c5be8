"""The map of one indicator: areas in steps of colour, services as points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.breaks import Steps
from dashboard.charts.chart import Chart
from dashboard.charts.service_points import on_the_map, service_traces
from dashboard.charts.words import in_sentence, list_of, short_unit, with_unit
from dashboard.frame import UK, Frame
from dashboard.theme import BOUNDARY, LAND, SEA, SELECTED
from etl.catalogue.areas import AreaType
from etl.catalogue.indicators import Indicator
from etl.catalogue.services import SERVICE_KIND_BY_ID

HEIGHT = 680
_EVERYWHERE = {
    "type": "Polygon",
    "coordinates": [[[-60, 30], [40, 30], [40, 75], [-60, 75], [-60, 30]]],
}


def area_map(
    *,
    frame: pd.DataFrame,
    steps: Steps,
    indicator: Indicator,
    area_type: AreaType,
    boundaries_url: str,
    land_url: str,
    services: pd.DataFrame,
    kinds: Sequence[str],
    selected: str = "",
    look_at: Frame | None = None,
    uk_value: float | None = None,
    flag: str = "",
) -> Chart:
    """Draw one indicator for one area type.

    Args:
        frame: One row an area with `area_code`, `name` and `value`.
        steps: Step of every row of `frame`.
        indicator: What is shown.
        area_type: For which areas.
        boundaries_url: Where the browser finds the shapes; names stand in their properties.
        land_url: Where it finds the shapes of the nations, drawn as land behind everything.
        services: The register.
        kinds: Service kinds to draw.
        selected: Code of the area to mark.
        look_at: Part of the map to show; by default the United Kingdom.
        uk_value: The figure for the UK, for the written alternative.
        flag: A warning that the written alternative opens with.
    """
    codes = frame["area_code"].astype(str).to_numpy()
    known = steps.index >= 0
    traces: list[Any] = []
    if (~known).any():
        traces.append(_no_value(codes[~known], boundaries_url))
    if known.any():
        values = frame["value"].to_numpy(dtype="float32")[known]
        traces.append(_areas(codes[known], values, steps, indicator, boundaries_url))
    traces += service_traces(services, kinds)
    if selected:
        traces.append(_outline(selected, boundaries_url))
    figure = go.Figure(data=traces, layout=_layout(land_url, look_at))
    shown = on_the_map(services, kinds)
    alt = describe(frame, indicator=indicator, area_type=area_type, uk_value=uk_value)
    words = [flag, alt, _services_in_words(shown, kinds)]
    return Chart(figure, " ".join(word for word in words if word), frame)


def describe(
    frame: pd.DataFrame, *, indicator: Indicator, area_type: AreaType, uk_value: float | None
) -> str:
    """The facts of the map in sentences: range, highest and lowest areas, UK figure."""
    head = f"Map of the UK: {indicator.label}, by {in_sentence(area_type.label)}."
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


def _services_in_words(shown: pd.DataFrame, kinds: Sequence[str]) -> str:
    if not kinds:
        return "No services are drawn."
    parts = []
    for kind in kinds:
        count = int((shown["service_kind"] == kind).sum())
        words = SERVICE_KIND_BY_ID[kind]
        parts.append(f"{count} {(words.label if count == 1 else words.plural).lower()}")
    return f"Points show {list_of(parts, most=9)} found open."


def _areas(
    codes: np.ndarray, values: np.ndarray, steps: Steps, indicator: Indicator, url: str
) -> go.Choroplethmap:
    count = len(steps.steps)
    edges = np.repeat(np.arange(count + 1), 2)[1:-1] / count
    colours = [step.colour for step in steps.steps for _ in range(2)]
    return go.Choroplethmap(
        geojson=url,
        featureidkey="id",
        locations=codes,
        z=steps.index[steps.index >= 0].astype("uint8"),
        zmin=-0.5,
        zmax=count - 0.5,
        colorscale=[[float(e), c] for e, c in zip(edges, colours, strict=True)],
        showscale=False,
        customdata=values,
        hovertemplate=f"<b>%{{properties.name}}</b><br>%{{customdata:,.{indicator.decimals}f}}"
        f"{short_unit(indicator)}<extra></extra>",
        marker={"line": {"width": 0.4, "color": BOUNDARY}, "opacity": 1},
        unselected={"marker": {"opacity": 1}},
    )


def _no_value(codes: np.ndarray, url: str) -> go.Choroplethmap:
    return _plain(codes, url, LAND, 0.4, BOUNDARY).update(
        hovertemplate="<b>%{properties.name}</b><br>No value<extra></extra>", hoverinfo=None
    )


def _outline(code: str, url: str) -> go.Choroplethmap:
    return _plain(np.array([code]), url, "rgba(0,0,0,0)", 2.2, SELECTED)


def _plain(codes: np.ndarray, url: str, fill: str, width: float, line: str) -> go.Choroplethmap:
    return go.Choroplethmap(
        geojson=url,
        featureidkey="id",
        locations=codes,
        z=np.zeros(len(codes), dtype="uint8"),
        colorscale=[[0, fill], [1, fill]],
        showscale=False,
        hoverinfo="skip",
        marker={"line": {"width": width, "color": line}, "opacity": 1},
        unselected={"marker": {"opacity": 1}},
    )


def _layout(land_url: str, look_at: Frame | None) -> go.Layout:
    frame = look_at or UK
    middle = {"lon": (frame.west + frame.east) / 2, "lat": frame.middle_latitude}
    return go.Layout(
        template=go.layout.Template(),  # an empty one: the usual one weighs 7 kB
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor=SEA,
        clickmode="event+select",
        dragmode="pan",
        hoverlabel={"font": {"size": 14}},
        map={
            "style": "white-bg",
            "center": middle,
            "zoom": _zoom(frame),
            "layers": [_fill(_EVERYWHERE, SEA), _fill(land_url, LAND)],
        },
    )


def _fill(source: Any, colour: str) -> dict[str, Any]:
    return {
        "sourcetype": "geojson",
        "source": source,
        "type": "fill",
        "color": colour,
        "below": "traces",
    }


def _zoom(frame: Frame) -> float:
    """MapLibre zoom at which the frame fits a map of usual width and `HEIGHT`.

    At zoom 0 the world is 512 pixels wide and high. The map beside the panel is about 560 pixels
    wide; a phone is narrower, and there the sides are cut, which are sea.
    """
    across = 560 / 512 / max((frame.east - frame.west) / 360, 1e-6)
    up = HEIGHT / 512 / max(frame.height_on_map, 1e-6)
    return round(math.log2(min(across, up)), 2)
