"""`neighbours`: the areas of the same type that are most alike, and why."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.build.context import Context
from etl.catalogue.areas import PLANNING_AREA_TYPES
from etl.catalogue.comparison import NEIGHBOUR_AREAS, NEIGHBOURS
from etl.catalogue.profile import MOST_ALIKE, NO_DIFFERENCE, NOT_CLOSE, PROFILE
from etl.methods.neighbours import standardise, statistical_neighbours

FloatArray = npt.NDArray[np.float64]
_FIELDS = [dimension.field for dimension in PROFILE]
_COLUMNS = {
    "area_type": "str",
    "area_code": "str",
    "neighbour_rank": "int64",
    "neighbour_code": "str",
    "distance": "float64",
    "neighbour_reason": "str",
}


def build(context: Context) -> pd.DataFrame:
    """Find the neighbours within each area type that has enough areas."""
    profiles = context.built("area_profiles")
    rows: list[tuple] = []
    for area_type in PLANNING_AREA_TYPES:
        own = profiles[profiles["area_type"] == area_type.id]
        if len(own) > NEIGHBOUR_AREAS:
            rows += _of_type(area_type.id, own)
    # The kinds are named so that a table without rows has them too.
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _of_type(area_type: str, own: pd.DataFrame) -> list[tuple]:
    codes, values = own["area_code"].astype(str).tolist(), own[_FIELDS].to_numpy(float)
    scores = standardise(values, logarithm=[d.logarithm for d in PROFILE])
    found = statistical_neighbours(scores, k=NEIGHBOURS)
    return [
        (area_type, code, place + 1, codes[other], found.distance[area, place],
         reason(found.difference[area, place], own=values[area], other=values[other],
                distance=found.distance[area, place]))
        for area, code in enumerate(codes)
        for place, other in enumerate(found.number[area])
    ]  # fmt: skip


def reason(
    difference: FloatArray, *, own: FloatArray, other: FloatArray, distance: float = 0.0
) -> str:
    """What two areas share and where they differ most, in words.

    Args:
        difference: Neighbour minus area in each dimension of the profile, in standard deviations;
            NaN where one of them is not known.
        own: Values of the area.
        other: Values of the neighbour.
        distance: How unlike they are on average, in standard deviations.

    Returns:
        Sentences: that it is not close where it is not; what is alike; the largest difference; what
        is not known.

    Example:
        >>> area = np.array([60_000, 0.23, 0.2, 5.0, 0.1, np.nan, 900.0])
        >>> words = reason(np.array([0.9, 0.0, 0.1, -0.1, 0.3, np.nan, 0.4]), own=area,
        ...                other=area * [1.5, 1, 1, 1, 1, 1, 1])
        >>> for sentence in words.split(". "):
        ...     print(sentence)
        Most alike in share of children among residents, ages of children and deprivation
        Largest difference: it has more children (90,000 children, against 60,000)
        Not known for both, so left out: rurality.
    """
    known = np.flatnonzero(~np.isnan(difference))
    order = known[np.argsort(np.abs(difference[known]), kind="stable")]
    alike = [PROFILE[number].alike for number in order[:MOST_ALIKE]]
    most = PROFILE[order[-1]]
    how = most.more if difference[order[-1]] > 0 else most.less
    values = most.against(other=other[order[-1]], own=own[order[-1]])
    small = abs(difference[order[-1]]) < NO_DIFFERENCE
    missing = [PROFILE[number].alike for number in np.flatnonzero(np.isnan(difference))]
    sentences = [
        "Not a close match." if distance > NOT_CLOSE else "",
        f"Most alike in {', '.join(alike[:-1])} and {alike[-1]}.",
        "No notable difference." if small else f"Largest difference: {how} ({values}).",
        f"Not known for both, so left out: {', '.join(missing)}." if missing else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)
