"""The services near an area or a small area, with minutes, as published or as assumed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.data import live, rows
from dashboard.data.kept import kept
from etl.methods.scenario_parts import Assumptions
from etl.methods.scenario_services import services_near as near_as_assumed
from etl.release import Release

_SHOWN = ["service_id", "name", "service_kind", "status", "town", "beds", "point_quality",
          "last_verified", "website"]  # fmt: skip
ASSUMED, AS_PUBLISHED = "assumed", "weighted_as_published"


def services_near(
    key: str, release: Release, area_type: str, code: str, assumptions: Assumptions
) -> pd.DataFrame:
    """Services that count within an hour of any child of an area, nearest first.

    Returns:
        One row a service, with `travel_minutes` and `share_within_60`. `attrs` holds by `ASSUMED`
        what the rows rest on, and by `AS_PUBLISHED` whether children count as published because
        the basis assumed gives none for a part of the area.
    """
    rests_on = replace(
        assumptions.of_need(), speed=assumptions.speed, statuses=assumptions.statuses
    )
    return _near(key, release, area_type, code, rests_on)


@kept(most=300)
def _near(
    key: str, release: Release, area_type: str, code: str, assumptions: Assumptions
) -> pd.DataFrame:
    if assumptions.is_published:
        links = rows.table(key, release, "area_services")
        links = links[(links["area_type"] == area_type) & (links["area_code"] == code)]
        links = links.assign(service_id=links["service_id"].astype(str))
        as_published = False
    else:
        found = near_as_assumed(live.scenario(key, release), area_type, code, assumptions)
        links = pd.DataFrame({
            "service_id": found.service_ids, "travel_minutes": found.minutes,
            "share_within_60": found.share_within,
        })  # fmt: skip
        as_published = found.as_published
    links = links[links["share_within_60"] > 0]
    services = rows.table(key, release, "services")[_SHOWN]
    near = links.merge(services, on="service_id", how="left")
    near = near.sort_values(["travel_minutes", "name"], ignore_index=True)
    near.attrs |= {ASSUMED: assumptions, AS_PUBLISHED: as_published}
    return near


def services_of_small(
    key: str, release: Release, small_area: str, assumptions: Assumptions
) -> pd.DataFrame:
    """Services that count within reach of a small area with minutes, nearest first.

    `attrs` holds by `ASSUMED` what the minutes rest on.
    """
    rests_on = Assumptions(speed=assumptions.speed, statuses=assumptions.statuses)
    return _of_small(key, release, small_area, rests_on)


@kept(most=500)
def _of_small(
    key: str, release: Release, small_area: str, assumptions: Assumptions
) -> pd.DataFrame:
    tables = ["travel_minutes"]
    if assumptions.statuses != Assumptions().statuses:
        tables.append("travel_minutes_not_open")
    mine: list[tuple[str, str, object]] = [("small_area_code", "==", small_area)]
    links = pd.concat([
        release.table(name, filters=mine).astype({"small_area_code": "str", "service_id": "str"})
        for name in tables
    ])  # fmt: skip
    links = links.assign(travel_minutes=links["travel_minutes"] * (100 / assumptions.speed))
    services = rows.table(key, release, "services")
    counts = services[services["status"].isin(assumptions.statuses)]
    near = links.merge(counts, on="service_id", how="inner")
    near = near.sort_values(["travel_minutes", "name"], ignore_index=True)
    near.attrs[ASSUMED] = assumptions
    return near
