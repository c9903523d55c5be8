"""Journeys to single services under changed assumptions: from small areas, and from areas."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from etl.catalogue.assumptions import HEADLINE_THRESHOLD_MINUTES
from etl.methods.scenario import Country, Scenario
from etl.methods.scenario_parts import Assumptions

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Nearby:
    """Services that can be reached from an area, in the order of their columns.

    Attributes:
        service_ids: Shape (services,).
        minutes: Average over the children who can reach the service within the longest journey
            that is known, shape (services,).
        share_within: Share of all children of the area at most an hour away, shape (services,).
        as_published: Whether children count as in the published estimate, because what is assumed
            gives none for a part of the area.
    """

    service_ids: npt.NDArray[np.str_]
    minutes: FloatArray
    share_within: FloatArray
    as_published: bool


def of_journeys_to(source: str, assumptions: Assumptions, *, is_kind: bool) -> Assumptions:
    """Only what minutes to a service and the children at its end rest on; the rest as published.

    Args:
        source: A kind of service, to the nearest of which journeys lead, or the id of a service.
        assumptions: What is assumed.
        is_kind: Whether it is a kind: then it matters which services count.

    Example:
        >>> slow = Assumptions(speed=80, variant="bfca", also=("paediatric_hospital",))
        >>> of_journeys_to("a-hospice", slow, is_kind=False) == Assumptions(speed=80)
        True
    """
    own = replace(assumptions.of_need(), speed=assumptions.speed)
    if not is_kind:
        return own
    return replace(own, statuses=assumptions.statuses, also=assumptions.kinds(source)[1:])


def minutes_to(engine: Scenario, source: str, assumptions: Assumptions) -> FloatArray:
    """Minutes from each small area to a service, or to the nearest of the kinds that count.

    Args:
        engine: What everything is worked out from.
        source: A kind of service, or the id of a service.
        assumptions: What is assumed.

    Returns:
        Shape (small areas,); infinity where there is no journey.

    Raises:
        DataError: If no service counts.
    """
    scale = 100 / assumptions.speed
    country = engine.country
    column = np.flatnonzero(country.services["service_id"].astype("str").to_numpy() == source)
    if not len(column):
        return engine.layer(assumptions, kind=source).nearest * scale
    table = country.minutes
    part = slice(table.indptr[column[0]], table.indptr[column[0] + 1])
    found = np.full(table.shape[0], np.inf)
    found[table.indices[part]] = table.data[part] * scale
    return found


def services_near(engine: Scenario, area_type: str, code: str, assumptions: Assumptions) -> Nearby:
    """The services that count and that children of an area can reach, as `area_services` has them.

    Args:
        engine: What everything is worked out from.
        area_type: Type of the area.
        code: Its code.
        assumptions: What is assumed: speed, statuses that count, and need as the weight of each
            small area.
    """
    country: Country = engine.country
    inside = country.members.inside(area_type, code)
    need = engine.need_of(assumptions).children[inside]
    is_unknown = bool(np.isnan(need).any())
    weight = country.need.need[inside] if is_unknown else need
    counts = country.services["status"].astype("str").isin(assumptions.statuses).to_numpy()
    columns = np.flatnonzero(counts)
    table = country.minutes[:, columns].tocsr()[inside].tocoo()
    times = table.data * (100 / assumptions.speed)

    def sums(values: FloatArray) -> FloatArray:
        return np.bincount(table.col, weights=values, minlength=len(columns)).astype(np.float64)

    own = weight[table.row]
    children, total = sums(own), weight.sum()
    reached = np.flatnonzero(children > 0)
    near = sums(own * (times <= HEADLINE_THRESHOLD_MINUTES))[reached]
    return Nearby(
        country.services["service_id"].to_numpy(dtype="str")[columns[reached]],
        sums(own * times)[reached] / children[reached],
        np.clip(near / total, 0, 1),
        is_unknown,
    )
