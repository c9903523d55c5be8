"""Services as points. Kind is told by size, centre and colour; an approximate point is hollow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.theme import DOT, DOT_SHARE, HOLLOW_SHARE, MARK_OUTLINE, MARK_OUTLINE_WIDTH, MARKS
from etl.catalogue.services import SERVICE_KIND_BY_ID

APPROXIMATE = "approximate"
_NO_POINT = "none"


@dataclass(frozen=True)
class KindCount:
    """What the register holds of one kind, and what of it is on the map.

    Attributes:
        kind: Id of the service kind.
        shown: Open services drawn as points.
        approximate: How many of these are drawn hollow, because the point is approximate.
        unplaced: Services that are open, or may be, but for which no address was found.
        not_open: Services known to be closed, or with a point but not known to be open.
    """

    kind: str
    shown: int
    approximate: int
    unplaced: int
    not_open: int


def on_the_map(services: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """Open services of the kinds asked for that have a point."""
    has_point = services["longitude"].notna() & (services["point_quality"] != _NO_POINT)
    wanted = services["service_kind"].isin(list(kinds)) & (services["status"] == "open")
    return services[wanted & has_point]


def count_kinds(services: pd.DataFrame, kinds: Sequence[str]) -> tuple[KindCount, ...]:
    """Count the register for the legend, in the order of `kinds`."""
    counts = []
    for kind in kinds:
        of_kind = services[services["service_kind"] == kind]
        shown = on_the_map(of_kind, [kind])
        unplaced = of_kind["longitude"].isna() & (of_kind["status"] != "closed")
        counts.append(
            KindCount(
                kind=kind,
                shown=len(shown),
                approximate=int((shown["point_quality"] == APPROXIMATE).sum()),
                unplaced=int(unplaced.sum()),
                not_open=len(of_kind) - len(shown) - int(unplaced.sum()),
            )
        )
    return tuple(counts)


def service_traces(services: pd.DataFrame, kinds: Sequence[str]) -> list[go.Scattermap]:
    """Traces for the services of some kinds.

    The background style has no icons, so every mark is made of discs: a white edge, the disc,
    and where needed a centre: a dark dot for some kinds, a wide white one for an approximate point.

    Args:
        services: The register.
        kinds: Kinds to draw.
    """
    shown = on_the_map(services, kinds)
    if shown.empty:
        return []
    sizes = shown["service_kind"].map(lambda k: MARKS[str(k)].size).to_numpy(dtype=float)
    is_hollow = (shown["point_quality"] == APPROXIMATE).to_numpy()
    has_dot = shown["service_kind"].map(lambda k: MARKS[str(k)].has_dot).to_numpy(dtype=bool)
    traces = [_discs(shown, sizes + MARK_OUTLINE_WIDTH, MARK_OUTLINE)]
    for kind in kinds:
        mine = (shown["service_kind"] == kind).to_numpy()
        if mine.any():
            label = SERVICE_KIND_BY_ID[kind].label
            traces.append(
                _discs(shown[mine], sizes[mine], MARKS[kind].colour).update(
                    text=[_hover_text(row) for row in shown[mine].itertuples()],
                    hovertemplate=f"<b>%{{text}}</b><br>{label}<extra></extra>",
                    hoverinfo=None,
                )
            )
    dotted = has_dot & ~is_hollow
    for where, share, colour in ((dotted, DOT_SHARE, DOT), (is_hollow, HOLLOW_SHARE, MARK_OUTLINE)):
        if where.any():
            traces.append(_discs(shown[where], sizes[where] * share, colour))
    return traces


def _discs(rows: pd.DataFrame, sizes: np.ndarray, colour: str) -> go.Scattermap:
    return go.Scattermap(
        lon=rows["longitude"].to_numpy(dtype="float32"),
        lat=rows["latitude"].to_numpy(dtype="float32"),
        mode="markers",
        marker={"size": _compact(sizes), "color": colour, "opacity": 1},
        unselected={"marker": {"opacity": 1}},
        hoverinfo="skip",
        showlegend=False,
    )


def _compact(sizes: np.ndarray) -> float | np.ndarray:
    """One number if all are the same: it is sent once."""
    if (sizes == sizes[0]).all():
        return float(sizes[0])
    return sizes.astype("float32")


def _hover_text(row: object) -> str:
    name = str(getattr(row, "name", ""))
    is_approximate = getattr(row, "point_quality", "") == APPROXIMATE
    return f"{name} (approximate point)" if is_approximate else name
