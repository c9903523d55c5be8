"""What a local Moran's I says: its p value, corrected for many looks, and the kind of cluster.

Sources: Anselin, Local indicators of spatial association, Geographical Analysis 27 (1995), 93 to
115; Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), 289 to 300;
Caldas de Castro and Singer, Geographical Analysis 38 (2006), 180 to 208, for using one with the
other.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

from etl.catalogue.comparison import FALSE_DISCOVERY_RATE

FloatArray = npt.NDArray[np.float64]


def pseudo_p(*, observed: FloatArray, simulated: FloatArray) -> FloatArray:
    """Two-sided share of rearrangements that are at least as extreme.

    Args:
        observed: Local Moran's I, shape (areas,).
        simulated: The same in random rearrangements, shape (draws, areas).

    Returns:
        Twice the smaller tail, the observed one counted among the draws, at most 1.

    Example:
        >>> pseudo_p(observed=np.array([5.0, 1.0]),
        ...          simulated=np.array([[1.0, 0.0], [2.0, 2.0], [3.0, 1.0]])).tolist()
        [0.5, 1.0]
    """
    above = (simulated >= observed).sum(axis=0)
    below = (simulated <= observed).sum(axis=0)
    return np.minimum(2 * (np.minimum(above, below) + 1) / (len(simulated) + 1), 1.0)


def false_discovery(p_value: FloatArray) -> FloatArray:
    """Adjust p values so that of the clusters named, few are named by chance.

    Args:
        p_value: p values of all areas, shape (areas,); NaN is left out.

    Returns:
        Adjusted p values (Benjamini and Hochberg), NaN where there was none.

    Example:
        >>> false_discovery(np.array([0.01, 0.04, np.nan, 0.03])).round(3).tolist()
        [0.03, 0.04, nan, 0.04]
    """
    found = np.full(len(p_value), np.nan)
    known = ~np.isnan(p_value)
    if known.any():
        found[known] = stats.false_discovery_control(p_value[known], method="bh")
    return found


def cluster_kind(
    *, value: FloatArray, neighbours: FloatArray, p_adjusted: FloatArray
) -> npt.NDArray[np.str_]:
    """Name the cluster of each area.

    Args:
        value: Figures, shape (areas,); NaN where not known.
        neighbours: Mean figures of the neighbours.
        p_adjusted: Adjusted p values.

    Returns:
        `high_high`, `low_low`, `high_low` (high among low), `low_high`, `none` where chance would
        explain it, `not_known` where there is no figure. High and low are against the mean of all
        areas.

    Example:
        >>> cluster_kind(value=np.array([9.0, 1.0, 2.0, np.nan]),
        ...              neighbours=np.array([8.0, 2.0, 9.0, 1.0]),
        ...              p_adjusted=np.array([0.01, 0.01, 0.3, np.nan])).tolist()
        ['high_high', 'low_low', 'none', 'not_known']
    """
    mean = np.nanmean(value) if (~np.isnan(value)).any() else np.nan
    high, around = value > mean, neighbours > mean
    return np.select(
        [np.isnan(value), ~(p_adjusted <= FALSE_DISCOVERY_RATE), high & around, high, around],
        ["not_known", "none", "high_high", "high_low", "low_high"],
        default="low_low",
    )
