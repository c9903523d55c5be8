"""Supply: how much each service can give, and how that is known.

Kinds whose sources state beds are counted in beds: `stated`. A service of such a kind without a
number is `imputed` with the median of its kind, or left out. Kinds for which no source states beds
are counted as one service each: `counted`. So one kind never mixes beds with services.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.errors import DataError, UserError

FloatArray = npt.NDArray[np.float64]
UnknownCapacity = Literal["imputed", "excluded"]
STATED, IMPUTED, COUNTED = "stated", "imputed", "counted"
BEDS, SERVICES = "beds", "services"


def supply_of(services: pd.DataFrame, *, unknown_capacity: UnknownCapacity) -> pd.DataFrame:
    """Give each service its supply, with its unit and how it is known.

    Args:
        services: `service_id`, `service_kind` and `beds` (empty where not stated).
        unknown_capacity: What is done with a service without beds whose kind has beds:
            `imputed` gives it the median of its kind, `excluded` leaves it out.

    Returns:
        `service_id`, `service_kind`, `supply`, `supply_unit`, `supply_basis`, in the order given.

    Raises:
        UserError: If `unknown_capacity` is not one of the two.
        DataError: If a number of beds is negative.

    Example:
        >>> register = pd.DataFrame({"service_id": ["a", "b", "c"],
        ...     "service_kind": ["hospice", "hospice", "unit"], "beds": [8.0, np.nan, np.nan]})
        >>> supply_of(register, unknown_capacity="imputed")["supply"].tolist()
        [8.0, 8.0, 1.0]
    """
    if unknown_capacity not in get_args(UnknownCapacity):
        raise UserError(f"The choice {unknown_capacity!r} is not known.", where="unknown_capacity",
                        try_="Use imputed or excluded.")  # fmt: skip
    beds = services["beds"].astype("float64")
    negative = services.loc[beds < 0, "service_id"]
    if len(negative):
        raise DataError("A service has fewer than zero beds.", where=", ".join(negative),
                        try_="Leave the number empty where it is not known.")  # fmt: skip
    median = beds.groupby(services["service_kind"].astype("str")).transform("median")
    in_beds, stated = median.notna(), beds.notna()
    found = pd.DataFrame(
        {
            "service_id": services["service_id"],
            "service_kind": services["service_kind"],
            "supply": beds.fillna(median).fillna(1.0),
            "supply_unit": np.where(in_beds, BEDS, SERVICES),
            "supply_basis": np.where(stated, STATED, np.where(in_beds, IMPUTED, COUNTED)),
        }
    )
    if unknown_capacity == "excluded":
        found = found[found["supply_basis"] != IMPUTED]
    return found.reset_index(drop=True)


def supply_draws(
    *,
    supply: FloatArray,
    basis: npt.ArrayLike,
    spread: float,
    draws: int,
    rng: np.random.Generator,
) -> FloatArray:
    """Draw what the supply of each service may really be.

    A stated number varies by a factor (lognormal, median 1). An imputed one is drawn anew from the
    stated numbers of the others, and varies too. A service that is counted stays one service.

    Args:
        supply: Of the services of one kind, shape (services,).
        basis: `stated`, `imputed` or `counted`, shape (services,).
        spread: Standard deviation of the logarithm of the factor.
        draws: How many.
        rng: Source of chance.

    Returns:
        Shape (draws, services).

    Example:
        >>> supply_draws(supply=np.array([1.0]), basis=["counted"], spread=0.2, draws=2,
        ...     rng=np.random.default_rng(1))
        array([[1.],
               [1.]])
    """
    known = np.asarray(basis)
    drawn = np.tile(supply, (draws, 1))
    stated, imputed = supply[known == STATED], known == IMPUTED
    if len(stated):
        drawn[:, imputed] = rng.choice(stated, size=(draws, int(imputed.sum())))
    factor = np.exp(rng.normal(0.0, spread, size=drawn.shape))
    return np.where(known == COUNTED, drawn, drawn * factor)
