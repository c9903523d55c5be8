"""What a fit of the land grid takes and gives: choices, observations, paths, the fitted surface."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class FitSettings:
    """Choices of the fit, set by cross-validation over hospitals.

    Attributes:
        block_km: Widths of the blocks that carry a part of each field.
        pace_spread: Prior standard deviation of a block's part, minutes per km.
        terminal_spread: Prior standard deviation of a block's part, minutes.
        class_spread: The same for a density class: minutes per km, and minutes.
        service_spread: Of one service's own end, in minutes; it is not carried to
            services that were not observed.
        relative_noise: What a journey may differ from the model, as a share of it. Larger
            than the true scatter, because journeys side by side err together.
        least_noise: The same in minutes, for short journeys.
        prior_pace: Where the pull towards zero is counted from, minutes per km.
        prior_terminal: Minutes of both ends together, likewise.
        pace_bounds: No cell is faster or slower than this, minutes per km.
        longest_minutes: Observed journeys longer than this are not used.
        search_minutes: How far paths are looked for; more than the longest journey.
        rounds: Times that tracing and fitting take turns.
        iterations: Steps of the least-squares solver in each round.
    """

    block_km: tuple[int, ...] = (32, 8, 4, 2, 1)
    pace_spread: tuple[float, ...] = (0.1, 0.1, 0.1, 0.1, 0.1)
    terminal_spread: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0)
    class_spread: tuple[float, float] = (0.3, 2.0)
    service_spread: float = 1.5
    relative_noise: float = 0.15
    least_noise: float = 1.0
    prior_pace: float = 0.75
    prior_terminal: float = 7.0
    pace_bounds: tuple[float, float] = (0.45, 4.0)
    longest_minutes: float = 100.0
    search_minutes: float = 140.0
    rounds: int = 5
    iterations: int = 60


@dataclass(frozen=True, kw_only=True)
class Observations:
    """Observed minutes from homes to services.

    Attributes:
        origins: `id`, `easting`, `northing`, one row per home.
        destinations: The same, one row per service.
        minutes: Shape (origins, destinations); NaN where nothing was observed.
        count: Observations that were averaged into each origin, shape (origins,).
    """

    origins: pd.DataFrame
    destinations: pd.DataFrame
    minutes: FloatArray
    count: FloatArray


@dataclass(frozen=True, kw_only=True)
class Paths:
    """Traced shortest paths of some pairs.

    Attributes:
        kilometres: Length in each cell, shape (pairs, cells).
        minutes: Without the two ends, shape (pairs,); `inf` where no path was found.
        usable: False where no path was found or where it takes a ferry.
        origin_cell: Cell of the home, shape (pairs,).
        destination_cell: Cell of the service, shape (pairs,).
    """

    kilometres: csr_matrix
    minutes: FloatArray
    usable: BoolArray
    origin_cell: IntArray
    destination_cell: IntArray


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A fitted surface.

    Attributes:
        pace: Minutes per km, shape (cells,).
        terminal: Minutes of one end of a journey, shape (cells,).
        travelled_km: Path kilometres that the fit saw in each cell, shape (cells,).
    """

    pace: FloatArray
    terminal: FloatArray
    travelled_km: FloatArray
