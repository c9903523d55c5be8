"""A table of minutes from an engine: in tiles, with new tries, kept if interrupted, every gap said.

An engine takes a few thousand pairs at a time, and refuses a request as a whole when one point in
it has no road. So points are asked for in tiles; a refused tile is looked at point by point, and
one that is too much is halved. A finished tile is a file: a stopped run goes on from there.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Transformer

from etl.engines.clients import (
    Engine,
    EngineSilentError,
    NoRoadError,
    NoWayError,
    TooMuchError,
)
from etl.errors import ResourceError
from etl.files import replacing
from etl.methods.travel import check_points

FloatArray = npt.NDArray[np.float64]
Codes = npt.NDArray[np.object_]

REASONS = {
    "": "Reachable by road.",
    "origin_no_road": "No road is near the starting point, or it is outside the engine's map.",
    "destination_no_road": "No road is near the place to reach, or it is outside the engine's map.",
    "no_way": "The routing engine found no way between them by road.",
    "too_far": "They are farther apart than the routing engine is set to look.",
    "beyond_limit": "There is a road, but it takes longer than the limit that was asked for.",
}
"""Why a pair has no minutes: the code and a sentence for the reader."""

_TRIES = 4
_DEGREES = Transformer.from_crs(27700, 4326, always_xy=True)


class EngineModel:
    """Minutes by road from a routing engine, in place of the embedded model.

    Args:
        engine: The engine and its address.
        kept: Folder for finished tiles, so that an interrupted run goes on; None keeps none.
        wait: Called with seconds before a new try.

    Example:
        >>> from etl.engines.clients import Engine
        >>> model = EngineModel(Engine(name="osrm", url="http://127.0.0.1:5000"))
        >>> model.minutes(origins, destinations)  # doctest: +SKIP
        array([[12.4, inf]])
    """

    reason_words = REASONS

    def __init__(
        self,
        engine: Engine,
        *,
        kept: Path | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.engine, self.kept, self._wait = engine, kept, wait
        self._has_road: dict[tuple[float, float], bool] = {}
        self._answered: dict[str, tuple[FloatArray, Codes]] = {}

    def minutes(
        self,
        origins: pd.DataFrame,
        destinations: pd.DataFrame,
        *,
        limit_minutes: float | None = None,
    ) -> FloatArray:
        """Ask for the minutes of every pair.

        Args:
            origins: `id`, `easting` and `northing` in metres (EPSG:27700).
            destinations: The same columns.
            limit_minutes: Longer journeys become `inf`. The limit itself is included.

        Returns:
            Minutes, shape (origins, destinations), rounded to 0.01; `inf` where there is no way.

        Raises:
            UserError: If a column or a coordinate is missing, or an id occurs twice.
            ResourceError: If the engine cannot be reached or fails again and again. What it had
                answered until then is kept.
        """
        minutes, _ = self._answers(origins, destinations)
        if limit_minutes is not None:
            minutes = np.where(minutes > limit_minutes, np.inf, minutes)
        return minutes

    def reasons(
        self,
        origins: pd.DataFrame,
        destinations: pd.DataFrame,
        *,
        minutes: FloatArray | None = None,
    ) -> Codes:
        """Say why each pair has no minutes.

        Args:
            origins: As for `minutes`.
            destinations: As for `minutes`.
            minutes: What `minutes` gave; without it nothing can be beyond a limit.

        Returns:
            A code of `REASONS` per pair, shape (origins, destinations); empty text where the pair
            is reachable.
        """
        _, codes = self._answers(origins, destinations)
        if minutes is not None:
            codes = np.where(np.isinf(minutes) & (codes == ""), "beyond_limit", codes)
        return codes

    def _answers(
        self, origins: pd.DataFrame, destinations: pd.DataFrame
    ) -> tuple[FloatArray, Codes]:
        near, far = _degrees(origins, "origins"), _degrees(destinations, "destinations")
        minutes = np.full((len(near), len(far)), np.inf)
        codes = np.full(minutes.shape, "", dtype=object)
        for rows, columns in tiles(len(near), len(far), pairs=self.engine.pairs):
            found = self._kept_or_asked(near[rows], far[columns])
            minutes[rows, columns], codes[rows, columns] = found
        return minutes, codes

    def _kept_or_asked(self, near: FloatArray, far: FloatArray) -> tuple[FloatArray, Codes]:
        """One tile, asked for once: `reasons` after `minutes` costs the engine nothing."""
        key = _key(self.engine, near, far)
        if key not in self._answered:
            file = None if self.kept is None else self.kept / f"{key}.npz"
            if file is not None and file.is_file():
                self._answered[key] = _read(file)
            else:
                self._answered[key] = self._ask(near, far)
                if file is not None:
                    _write(file, *self._answered[key])
        return self._answered[key]

    def _ask(self, near: FloatArray, far: FloatArray) -> tuple[FloatArray, Codes]:
        """One tile: asked whole, then without points that have no road, then in halves."""
        minutes = np.full((len(near), len(far)), np.inf)
        codes = np.full(minutes.shape, "", dtype=object)
        try:
            found = self._try(near, far)
        except NoRoadError:
            return self._without_lost_points(near, far)
        except (TooMuchError, NoWayError) as refused:
            if minutes.size > 1:
                return self._in_halves(near, far)
            if isinstance(refused, NoWayError):
                return self._without_lost_points(near, far)
            codes[:] = "too_far"
            return minutes, codes
        gaps = ~np.isfinite(found)
        codes[gaps] = "no_way"
        return np.where(gaps, np.inf, found), codes

    def _without_lost_points(self, near: FloatArray, far: FloatArray) -> tuple[FloatArray, Codes]:
        lost_near, lost_far = self._lost(near), self._lost(far)
        minutes = np.full((len(near), len(far)), np.inf)
        codes = np.full(minutes.shape, "no_way", dtype=object)
        codes[:, lost_far] = "destination_no_road"
        codes[lost_near, :] = "origin_no_road"
        if (lost_near.any() or lost_far.any()) and not (lost_near.all() or lost_far.all()):
            rest = np.ix_(~lost_near, ~lost_far)
            minutes[rest], codes[rest] = self._ask(near[~lost_near], far[~lost_far])
        return minutes, codes

    def _in_halves(self, near: FloatArray, far: FloatArray) -> tuple[FloatArray, Codes]:
        axis = 0 if len(near) >= len(far) else 1
        points = near if axis == 0 else far
        parts = np.array_split(points, 2)
        found = [self._ask(part, far) if axis == 0 else self._ask(near, part) for part in parts]
        return (
            np.concatenate([minutes for minutes, _ in found], axis=axis),
            np.concatenate([codes for _, codes in found], axis=axis),
        )

    def _lost(self, points: FloatArray) -> npt.NDArray[np.bool_]:
        """Which points have no road: each is asked for the way to itself, once."""
        lost = []
        for point in points:
            at = (float(point[0]), float(point[1]))
            if at not in self._has_road:
                try:
                    self._try(point[None, :], point[None, :])
                    self._has_road[at] = True
                except (NoRoadError, NoWayError):  # no way to itself: there is nothing to drive on
                    self._has_road[at] = False
                except TooMuchError:
                    self._has_road[at] = True
            lost.append(not self._has_road[at])
        return np.array(lost, dtype=bool)

    def _try(self, near: FloatArray, far: FloatArray) -> FloatArray:
        """Ask, and ask again after a wait that doubles if the engine is silent."""
        for tried in range(1, _TRIES + 1):
            try:
                return self.engine.minutes(near, far)
            except EngineSilentError as silent:
                if tried == _TRIES:
                    raise ResourceError(
                        f"The routing engine does not answer: {silent}.",
                        where=f"{self.engine.name} at {self.engine.url}",
                        try_="Check that it runs and that the address and the key are right. Then "
                        "run the command again: what it had answered is kept.",
                    ) from None
                self._wait(0.5 * 2**tried)
        raise AssertionError("unreachable")


def tiles(rows: int, columns: int, *, pairs: int) -> Iterator[tuple[slice, slice]]:
    """Cut a table into parts of at most `pairs` cells, as square as can be.

    Engines count points as well as pairs, and a square has the fewest points for its pairs.

    Example:
        >>> [(r.stop - r.start, c.stop - c.start) for r, c in tiles(5, 3, pairs=4)]
        [(2, 2), (2, 1), (2, 2), (2, 1), (1, 2), (1, 1)]
    """
    side = max(1, math.isqrt(pairs))
    wide = min(columns, side)
    high = max(1, min(side, pairs // max(wide, 1)))
    for top in range(0, rows, high):
        for left in range(0, columns, wide):
            yield (
                slice(top, min(top + high, rows)),
                slice(left, min(left + wide, columns)),
            )


def _degrees(points: pd.DataFrame, name: str) -> FloatArray:
    """Longitude and latitude to about a metre, so that a tile is known again."""
    metres = check_points(points, name)
    degrees = np.column_stack(_DEGREES.transform(metres[:, 0], metres[:, 1]))
    # What the projection has no place for goes where no road is, and is reported as such.
    degrees[~np.isfinite(degrees)] = 0.0
    return np.round(degrees, 5)


def _read(file: Path) -> tuple[FloatArray, Codes]:
    with np.load(file, allow_pickle=False) as saved:
        return saved["minutes"], saved["codes"].astype(object)


def _write(file: Path, minutes: FloatArray, codes: Codes) -> None:
    with replacing(file) as temporary, temporary.open("wb") as stream:
        np.savez(stream, minutes=minutes, codes=codes.astype("U24"))


def _key(engine: Engine, near: FloatArray, far: FloatArray) -> str:
    """Name of a tile: the engine and the points. The key of the service is no part of it."""
    parts = [engine.name.encode(), engine.url.encode(), near.tobytes(), b"|", far.tobytes()]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()[:32]
