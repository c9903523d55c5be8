"""Published counts win: small areas are scaled so that each published area comes to its count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class AreaCount:
    """A published count and the small areas it is about.

    Attributes:
        label: Area, period and source, for messages.
        inside: Which small areas lie in the area, shape (small areas,).
        in_ages: The model's children of the published ages, shape (small areas,).
        count: The published number of children of these ages.
    """

    label: str
    inside: BoolArray
    in_ages: FloatArray
    count: float


def rake(need: FloatArray, counts: Sequence[AreaCount]) -> tuple[FloatArray, BoolArray]:
    """Scale small areas to published counts.

    Args:
        need: The model's children aged 0 to 19, shape (small areas,).
        counts: Published counts, larger areas before smaller ones. Where two overlap the later
            one wins, so the smallest area that has a count decides.

    Returns:
        Children after scaling, and which small areas lie in a published area.

    Example:
        >>> west = AreaCount(label="West", inside=np.array([True, True, False]),
        ...                  in_ages=np.array([1.0, 3.0, 5.0]), count=8.0)
        >>> rake(np.array([1.0, 3.0, 5.0]), [west])
        (array([2., 6., 5.]), array([ True,  True, False]))
    """
    factor = np.ones(len(need))
    published = np.zeros(len(need), dtype=bool)
    for one in counts:
        modelled = one.in_ages[one.inside].sum()
        if modelled > 0:
            factor[one.inside] = one.count / modelled
            published |= one.inside
    return need * factor, published
