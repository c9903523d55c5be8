"""Where the same codes stand in two orders."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@lru_cache(256)  # the orders of the areas of a kind come again with every indicator
def places_in(there: tuple[str, ...], wanted: tuple[str, ...]) -> NDArray[np.intp]:
    """Place in one order of every code of another; -1 where it is not there. Read-only.

    Example:
        >>> places_in(("E1", "S1", "W1"), ("W1", "E1", "N1")).tolist()
        [2, 0, -1]
    """
    places = {code: place for place, code in enumerate(there)}
    found = np.fromiter((places.get(code, -1) for code in wanted), np.intp, len(wanted))
    found.flags.writeable = False
    return found


def codes_of(frame: pd.DataFrame) -> tuple[str, ...]:
    """The codes of the rows of a frame with `area_code`."""
    return tuple(frame["area_code"].to_numpy(dtype=object).tolist())
