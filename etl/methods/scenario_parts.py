"""The parts of a scenario: what is assumed, the services that count, the journeys to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from etl.catalogue.assumptions import ACCESS_STEPS, DEFAULT_BASIS, UNKNOWN_CAPACITY
from etl.errors import DataError
from etl.methods.access import nearest
from etl.methods.floating import Variant
from etl.methods.links import Columns, with_data
from etl.methods.supply import IMPUTED, supply_of
from etl.methods.weights import Weight, gaussian_weight, gravity_weight, step_weight

FloatArray = npt.NDArray[np.float64]
EACH, EXCLUDED = "each", "excluded"
# As the table `sensitivity`: both smooth weights reach that of the last step, 0.22, at about five
# sixths of the longest journey.
MINIMUM_MINUTES = 5.0


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """What is assumed. The defaults are those of the published figures; see `catalogue.choices`.

    Attributes:
        definition: `broad` or `restricted`.
        basis: Basis of the estimate of need.
        scenario: `none`, `constant`, `lowest` or `highest`.
        year: Year of the scenario; 0 without one.
        ages: Ages counted, for example `5-9`.
        tier: `all`, or an indicator id of a tier of need.
        also: Kinds of service that count beside that of the indicator.
        statuses: Statuses of services that count.
        supply: `imputed`, `excluded` or `each`.
        threshold: Minutes within reach instead of those an indicator names; 0 for those.
        variant: Way of sharing supply out.
        decay: `step`, `gaussian` or `gravity`.
        radius: Longest journey that counts for capacity, in minutes.
        speed: Speed of all journeys, in percent of the published one.
    """

    definition: str = "broad"
    basis: str = DEFAULT_BASIS
    scenario: str = "none"
    year: int = 0
    ages: str = "0-19"
    tier: str = "all"
    also: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("open",)
    supply: str = UNKNOWN_CAPACITY
    threshold: int = 0
    variant: Variant = "e2sfca"
    decay: str = "step"
    radius: int = 90
    speed: int = 100

    @property
    def is_published(self) -> bool:
        """Whether these are the assumptions of the published figures."""
        return self == Assumptions()

    @property
    def sharing(self) -> Variant:
        """The variant as it is worked out: equal weights make E2SFCA the two-step method."""
        return "e2sfca" if self.variant == "2sfca" else self.variant

    def kinds(self, kind: str) -> tuple[str, ...]:
        """The kinds that count for an indicator about one kind, in a fixed order."""
        return (kind, *sorted(set(self.also) - {kind}))

    def of_need(self) -> Assumptions:
        """Only what need rests on; the rest as published."""
        return Assumptions(
            definition=self.definition, basis=self.basis, scenario=self.scenario, year=self.year,
            ages=self.ages, tier=self.tier,
        )  # fmt: skip

    def of_supply(self) -> Assumptions:
        """Only what the services that count rest on, beside their kinds."""
        return Assumptions(statuses=self.statuses, supply=self.supply)

    def of_journeys(self) -> Assumptions:
        """Only what the journeys that count rest on, beside the kinds of service."""
        return replace(self.of_supply(), radius=self.radius, speed=self.speed)


@dataclass(frozen=True)
class Layer:
    """Services that count, in the order of their columns.

    Attributes:
        minutes: Journeys at the published speed, compressed columns, small areas x services.
        nearest: Minutes to the nearest, infinity where none, shape (small areas,).
        supply: Shape (services,).
        basis: How each supply is known.
        unit: `beds` or `services`.
        service_ids: Shape (services,).
    """

    minutes: Columns
    nearest: FloatArray
    supply: FloatArray
    basis: npt.NDArray[np.str_]
    unit: str
    service_ids: npt.NDArray[np.str_]


def pick_services(
    minutes: Columns, services: pd.DataFrame, *, kinds: tuple[str, ...], to: Assumptions
) -> Layer:
    """Pick the services that count, and count their capacity.

    Args:
        minutes: Journeys to all services, compressed columns.
        services: Of these columns: `service_id`, `service_kind`, `status`, `beds`.
        kinds: Kinds that count.
        to: What is assumed: statuses and how capacity is counted.

    Raises:
        DataError: If no service counts.
    """
    keep = services["service_kind"].isin(kinds) & services["status"].isin(to.statuses)
    columns = np.flatnonzero(keep.to_numpy())
    if not len(columns):
        raise DataError("No service of these kinds counts.", where=", ".join(kinds),
                        try_="Let more kinds or statuses count.")  # fmt: skip
    chosen = supply_of(services.iloc[columns], unknown_capacity="imputed")
    supply = chosen["supply"].to_numpy()
    basis = chosen["supply_basis"].to_numpy(dtype="str")
    unit = str(chosen["supply_unit"].iloc[0])
    if to.supply == EXCLUDED:
        supply = np.where(basis == IMPUTED, 0.0, supply)
    # Beds of one kind cannot be added to services of another.
    if to.supply == EACH or chosen["supply_unit"].nunique() > 1:
        supply, unit = np.ones(len(supply)), "services"
    part = minutes[:, columns]
    return Layer(
        part, nearest(minutes=part).minutes, supply, basis, unit,
        chosen["service_id"].to_numpy(dtype="str"),
    )  # fmt: skip


def shorten(layer: Layer, to: Assumptions) -> Columns:
    """The journeys that can count for capacity, at the speed assumed.

    Returns:
        Compressed columns, small areas x services.
    """
    table = layer.minutes
    times = table.data if to.speed == 100 else table.data * (100 / to.speed)
    keep = times <= to.radius
    before = np.concatenate([[0], np.cumsum(keep)])
    starts = before[table.indptr].astype(np.int32)
    found: sparse.csc_array = with_data(times[keep], table.indices[keep], starts, table.shape)
    return found


def layer_weight(to: Assumptions) -> Weight:
    """The weight of a journey."""
    if to.variant == "2sfca":
        return step_weight({to.radius: 1.0})
    if to.decay == "gaussian":
        return gaussian_weight(sigma=to.radius / 2, limit=to.radius)
    if to.decay == "gravity":
        return gravity_weight(
            scale=MINIMUM_MINUTES, alpha=-1, minimum=MINIMUM_MINUTES, limit=to.radius
        )
    return step_weight(
        {to.radius * cut / max(ACCESS_STEPS): weight for cut, weight in ACCESS_STEPS.items()}
    )


def relevant(indicator_id: str, assumptions: Assumptions) -> Assumptions:
    """Only the assumptions that an indicator rests on; the rest as published.

    Example:
        >>> relevant("need_all", Assumptions(speed=80)).is_published
        True
    """
    default = Assumptions()
    if indicator_id.startswith(("need_beyond", "share_within", "minutes_to")):
        reach = replace(assumptions, supply=default.supply, variant=default.variant,
                        decay=default.decay, radius=default.radius)  # fmt: skip
        return replace(reach, threshold=0) if indicator_id.startswith("minutes_to") else reach
    if indicator_id.startswith("population"):
        return replace(default, ages=assumptions.ages, scenario=assumptions.scenario,
                       year=assumptions.year)  # fmt: skip
    if indicator_id in ("need_all", "need_per_10000"):
        return assumptions.of_need()
    if indicator_id.startswith(("need_", "deaths_")):
        return replace(assumptions.of_need(), tier="all")
    decay = default.decay if assumptions.variant == "2sfca" else assumptions.decay
    return replace(assumptions, threshold=0, decay=decay)
