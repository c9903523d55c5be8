"""How far predicted minutes are from observed ones, and the straight line to beat."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def errors(observed: FloatArray, predicted: FloatArray) -> dict[str, float]:
    """Measure how far predicted minutes are from observed ones.

    Args:
        observed: Minutes, any shape.
        predicted: Minutes, the same shape; pairs that are not finite in both are left out.

    Returns:
        `journeys`, `mape` and `median_ape` (shares), `r_squared`, `rmse_minutes` and
        `bias_minutes` (predicted less observed).

    Example:
        >>> found = errors(np.array([10.0, 20.0]), np.array([11.0, 19.0]))
        >>> round(found["mape"], 3), found["bias_minutes"]
        (0.075, 0.0)
    """
    both = np.isfinite(observed) & np.isfinite(predicted)
    seen, said = observed[both], predicted[both]
    off = said - seen
    share = np.abs(off) / seen
    return {
        "journeys": float(both.sum()),
        "mape": float(share.mean()),
        "median_ape": float(np.median(share)),
        "r_squared": float(1.0 - (off**2).sum() / ((seen - seen.mean()) ** 2).sum()),
        "rmse_minutes": float(np.sqrt((off**2).mean())),
        "bias_minutes": float(off.mean()),
    }


def right_side(observed: FloatArray, predicted: FloatArray, *, threshold: float) -> float:
    """Share of homes put on the right side of a threshold of their nearest service.

    Args:
        observed: Minutes, shape (homes, services).
        predicted: The same shape.
        threshold: Minutes; a home at the threshold is within it.

    Example:
        >>> right_side(np.array([[25.0], [40.0]]), np.array([[31.0], [45.0]]), threshold=30)
        0.5
    """
    near = np.nanmin(observed, axis=1) <= threshold
    said = predicted.min(axis=1) <= threshold
    return float((near == said).mean())


def straight_line(
    origins: pd.DataFrame, destinations: pd.DataFrame, minutes: FloatArray, *, fit_on: BoolArray
) -> FloatArray:
    """Predict minutes by the best straight line in the crow-fly distance.

    Args:
        origins: With `easting` and `northing`.
        destinations: The same.
        minutes: Observed, shape (origins, destinations).
        fit_on: Pairs to fit on, the same shape.

    Returns:
        Minutes of every pair, the same shape.
    """
    ends = [
        frame[["easting", "northing"]].to_numpy(dtype=np.float64)
        for frame in (origins, destinations)
    ]
    km = np.linalg.norm(ends[0][:, None, :] - ends[1][None, :, :], axis=2) / 1000.0
    slope, level = np.polyfit(km[fit_on], minutes[fit_on], 1)
    return np.asarray(level + slope * km)


def service_folds(services: int, *, folds: int, seed: int = 0) -> IntArray:
    """Deal services into folds of equal size.

    Example:
        >>> np.bincount(service_folds(10, folds=5)).tolist()
        [2, 2, 2, 2, 2]
    """
    return (np.random.default_rng(seed).permutation(services) % folds).astype(np.int64)
