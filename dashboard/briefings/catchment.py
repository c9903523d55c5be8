"""The catchment of a children's hospice: the areas it states, or what lies within an hour of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from dashboard.briefings.facts import Area, Facts, Value
from etl.catalogue.areas import AREA_TYPE_BY_ID

HOSPICE = "children_hospice"
STATED, WITHIN_AN_HOUR = "stated", "hour"
MINUTES = 60
# Types that a stated catchment may name, the largest first.
_NAMED = ("country", "region", "utla", "ltla")


@dataclass(frozen=True)
class Catchment:
    """One hospice and the small areas that it serves, or is taken to serve.

    Attributes:
        facts: The release.
        service_id: The hospice.
        how: `stated`, or `hour` where what it states cannot be matched to areas.
        stated: What the register says, part by part.
    """

    facts: Facts
    service_id: str
    how: str
    stated: tuple[str, ...]
    members: pd.DataFrame

    @property
    def service(self) -> dict[str, Any]:
        """The hospice's row of the register."""
        return self.facts.services[self.service_id]

    @property
    def need(self) -> float:
        """Children with life-limiting conditions in it."""
        return float(self.members["need"].sum())

    @cached_property
    def councils(self) -> list[tuple[Area, float, float]]:
        """Local authorities that it reaches into: area, children inside, share of the area's."""
        inside = self.members.groupby("ltla_code")["need"].sum().sort_values(ascending=False)
        whole = self.facts.places.groupby("ltla_code")["need"].sum()
        return [
            (self.facts.areas["ltla", str(code)], float(need), float(need / whole[code]))
            for code, need in inside.items()
            if need > 0
        ]

    def figure(self, indicator: str) -> Value:
        """A number of children: the parts of the councils, with their limits added up.

        Limits that are added up are wider than the limits of the sum.
        """
        parts = [(self.facts.figure(area, indicator), share) for area, _, share in self.councils]
        known = [(value, share) for value, share in parts if value.known]
        sums = (
            float(sum(getattr(value, name) * share for value, share in known))
            for name in ("value", "lower", "upper")
        )
        value, lower, upper = sums
        return Value(value, lower, upper)

    def within(self, minutes: float) -> float:
        """Share of its children within some minutes by car of the hospice, in percent."""
        return self._percent(self.journeys <= minutes)

    @cached_property
    def journeys(self) -> np.ndarray:
        """Minutes from each of its small areas to the hospice; infinite beyond three hours."""
        return minutes_to(self.facts, self.service_id, self.members)

    def nearest(self) -> float:
        """Share of its children for whom no open hospice is nearer, in percent."""
        access = self.facts.nearest_hospice
        codes = self.members["small_area_code"].map(access)
        return self._percent((codes == self.service_id).to_numpy())

    def overlaps(self) -> list[tuple[dict[str, Any], float]]:
        """Other open hospices within an hour of its children: the hospice, share in percent."""
        found = []
        for id_, service in self.facts.services.items():
            if service["service_kind"] != HOSPICE or id_ == self.service_id:
                continue
            share = self._percent(minutes_to(self.facts, id_, self.members) <= MINUTES)
            if share > 0:
                found.append((service, share))
        return sorted(found, key=lambda pair: -pair[1])

    def _percent(self, inside: np.ndarray) -> float:
        need = self.members["need"].to_numpy()
        return float(100 * need[inside].sum() / need.sum()) if need.sum() else float("nan")


def minutes_to(facts: Facts, service_id: str, members: pd.DataFrame) -> np.ndarray:
    """Minutes from small areas to one hospice; infinite beyond three hours."""
    known = facts.hospice_minutes.get(service_id, {})
    return np.array([known.get(code, np.inf) for code in members["small_area_code"]])


def catchments(facts: Facts) -> list[str]:
    """Open children's hospices that are on the map."""
    return [
        id_
        for id_, service in facts.services.items()
        if service["service_kind"] == HOSPICE
        and service["status"] == "open"
        and pd.notna(service["longitude"])
    ]


def catchment_of(facts: Facts, service_id: str) -> Catchment:
    """The catchment of one hospice.

    What it states counts if every part of it names a nation, a region or a council. Otherwise it
    is every small area within an hour by car.
    """
    text = facts.services[service_id]["stated_catchment"]
    stated = tuple(part.strip() for part in str(text).split(";")) if pd.notna(text) else ()
    named = [_named(facts, part) for part in stated]
    places = facts.places
    if named and all(named):
        inside = np.zeros(len(places), dtype=bool)
        for area in named:
            assert area is not None
            field = AREA_TYPE_BY_ID[area.area_type].code_field
            inside |= (places[field] == area.code).to_numpy()
        return Catchment(facts, service_id, STATED, stated, places[inside])
    inside = minutes_to(facts, service_id, places) <= MINUTES
    return Catchment(facts, service_id, WITHIN_AN_HOUR, stated, places[inside])


def _named(facts: Facts, part: str) -> Area | None:
    """The area that a part of a stated catchment names, if it names exactly one."""
    wanted = _plain(part)
    for area_type in _NAMED:
        found = [
            area
            for (kind, _), area in facts.areas.items()
            if kind == area_type and _plain(area.name) == wanted
        ]
        if len(found) == 1:
            return found[0]
    return None


def _plain(name: str) -> str:
    place = name.partition(", ")[0]
    return re.sub(r"[^a-z]+", " ", place.lower().replace("&", "and")).strip()
