"""The register on a map: services alone, on the nations as land."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.charts.map_scene import Scene, View
from dashboard.charts.service_points import service_points
from dashboard.charts.words import list_of
from dashboard.frame import Frame
from dashboard.theme import LAND
from etl.catalogue.services import SERVICE_KIND_BY_ID, STATUSES

HEIGHT = 560
_AROUND = 0.6


def register_map(
    services: pd.DataFrame, *, land_url: str, nations: Sequence[str], chosen: str = ""
) -> Scene:
    """Draw the services that have a point.

    Args:
        services: Rows of the register.
        land_url: Address of the shapes of the nations.
        nations: Codes of these shapes, in the order of the file.
        chosen: Id of a service to look at; empty for the whole United Kingdom.
    """
    kinds = [kind for kind in SERVICE_KIND_BY_ID if (services["service_kind"] == kind).any()]
    points = service_points(services, kinds, list(STATUSES))
    return Scene(
        shapes=land_url,
        steps=np.zeros(len(nations), dtype=np.int16),
        colours=(LAND,),
        alt=_describe(len(services), len(points.rows), services),
        table=services,
        points=points,
        view=_view(services, chosen),
        height=HEIGHT,
    )


def _view(services: pd.DataFrame, chosen: str) -> View:
    own = services[(services["service_id"] == chosen) & services["longitude"].notna()]
    if own.empty:
        return View()
    x, y = float(own["longitude"].iloc[0]), float(own["latitude"].iloc[0])
    return View(
        f"service:{chosen}",
        Frame(x - 1.6 * _AROUND, y - _AROUND, x + 1.6 * _AROUND, y + _AROUND),
    )


def _describe(rows: int, drawn: int, services: pd.DataFrame) -> str:
    counts = services["nation"].astype(str).value_counts()
    where = list_of([f"{count} in {nation}" for nation, count in counts.items()], most=4)
    if not rows:
        return "Map of the UK without services: none fits."
    return f"Map of the UK with {drawn} of {rows} services; the others have no point. {where}."
