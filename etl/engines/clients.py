"""The three engines, each as one function from points to minutes, on the client `routingpy`.

What differs between Valhalla, OSRM and openrouteservice stands here and nowhere else: how the
farthest road is named, which answers mean "no road here" and which mean "ask for less at once".
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import routingpy
import routingpy.exceptions as rx

from etl.errors import UserError

FloatArray = npt.NDArray[np.float64]
KEY_VARIABLE = "GAP_ATLAS_ENGINE_KEY"
SNAP_METRES = 3000
"""A point farther than this from a road has none, as for the embedded land grid."""

_SECONDS_WAITED = 60
_TRIED_AGAIN = 30


class NoRoadError(Exception):
    """A point of the request has no road within reach."""


class NoWayError(Exception):
    """The engine refuses the whole request because it finds no way for it."""


class TooMuchError(Exception):
    """The engine wants fewer points, or points less far apart, in one request."""


class EngineSilentError(Exception):
    """The engine did not answer, or not in a way that can be read."""


@dataclass(frozen=True, kw_only=True)
class Engine:
    """A routing engine at an address.

    Attributes:
        name: `valhalla`, `osrm` or `openrouteservice`.
        url: Its address, without what follows the host and port.
        key: Key of the service, where it asks for one. Never written anywhere.
        pairs: Most pairs asked for at once; fewer if the engine says so.
        seconds: How long to wait for one answer.
    """

    name: str
    url: str
    key: str = ""
    pairs: int = 2500
    seconds: int = _SECONDS_WAITED

    def __post_init__(self) -> None:
        if self.name not in ENGINES:
            raise UserError(
                f"The routing engine {self.name} is not known.",
                where="--engine",
                try_=f"Use one of: {', '.join(ENGINES)}.",
            )
        if not self.url.startswith(("http://", "https://")):
            raise UserError(
                f"The address {self.url or '(empty)'} of the routing engine cannot be used.",
                where="--url",
                try_="Give it in full, for example http://127.0.0.1:8002.",
            )

    def minutes(self, origins: FloatArray, destinations: FloatArray) -> FloatArray:
        """Ask for the minutes of every pair, once.

        Args:
            origins: Longitude and latitude, shape (n, 2).
            destinations: The same, shape (m, 2).

        Returns:
            Minutes, shape (n, m); NaN where the engine finds no way.

        Raises:
            NoRoadError: If a point has no road within `SNAP_METRES`.
            TooMuchError: If the engine wants less in one request.
            EngineSilentError: If it cannot be reached, fails, or answers with something else.
        """
        ask = ENGINES[self.name]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # routingpy warns at each new try
                seconds = ask(self, origins, destinations)
        except rx.RouterApiError as error:
            raise _meaning(error) from None
        except (rx.RouterError, rx.Timeout, rx.JSONParseError, rx.RetriableRequest) as error:
            raise EngineSilentError(_words(error)) from None
        except OSError as error:  # requests' own errors are OSError
            raise EngineSilentError(_words(error)) from None
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise EngineSilentError(f"its answer cannot be read: {_words(error)}") from None
        return _table(seconds, (len(origins), len(destinations)))

    def client(self, make: Callable[..., Any], **more: Any) -> Any:
        """A client of `routingpy` for this engine, which waits and tries again when asked to."""
        return make(
            base_url=self.url.rstrip("/"),
            timeout=self.seconds,
            retry_timeout=_TRIED_AGAIN,
            retry_over_query_limit=True,
            **more,
        )


def _valhalla(engine: Engine, origins: FloatArray, destinations: FloatArray) -> Any:
    near = [
        routingpy.Valhalla.Waypoint([float(x), float(y)], search_cutoff=SNAP_METRES)
        for x, y in np.concatenate([origins, destinations])
    ]
    asked = engine.client(routingpy.Valhalla).matrix(near, "auto", **_places(origins, destinations))
    return asked.durations


def _osrm(engine: Engine, origins: FloatArray, destinations: FloatArray) -> Any:
    points = _points(origins, destinations)
    asked = engine.client(routingpy.OSRM).matrix(
        points,
        profile="driving",
        radiuses=[SNAP_METRES] * len(points),
        annotations=("duration",),
        **_places(origins, destinations),
    )
    return asked.durations


def _openrouteservice(engine: Engine, origins: FloatArray, destinations: FloatArray) -> Any:
    client = engine.client(routingpy.ORS, api_key=engine.key)
    asked = client.matrix(
        _points(origins, destinations),
        "driving-car",
        metrics=["duration"],
        **_places(origins, destinations),
    )
    ends = [*asked.raw.get("sources", []), *asked.raw.get("destinations", [])]
    if any(end is None for end in ends):
        raise NoRoadError
    return asked.durations


ENGINES: dict[str, Callable[[Engine, FloatArray, FloatArray], Any]] = {
    "valhalla": _valhalla,
    "osrm": _osrm,
    "openrouteservice": _openrouteservice,
}

# Codes of refusals: three digits are Valhalla's, four openrouteservice's, words OSRM's.
_NO_ROAD = {171, 6010, "NoSegment"}
_TOO_MUCH = {150, 153, 154, 6004, 6020, "TooBig"}
_NO_WAY = {170, 442, 6009, "NoRoute", "NoTable"}
_NOT_ALLOWED = (401, 403)
_TOO_LARGE = (413, 414)


def _meaning(error: rx.RouterApiError) -> Exception:
    code = _code(str(error.message))
    if code in _NO_ROAD:
        return NoRoadError()
    if code in _TOO_MUCH or error.status in _TOO_LARGE:
        return TooMuchError(_short(str(error.message)))
    if code in _NO_WAY:
        return NoWayError()
    if error.status in _NOT_ALLOWED:
        return EngineSilentError(f"it refuses the key ({error.status})")
    return EngineSilentError(f"it refuses the request ({error.status}): {_words(error)}")


def _code(message: str) -> int | str | None:
    """The code in the body of a refusal; each engine has its own place for it."""
    try:
        body = json.loads(message)
    except ValueError:
        return None
    if not isinstance(body, dict):
        return None
    inner = body.get("error")
    code = inner.get("code") if isinstance(inner, dict) else None
    return code or body.get("error_code") or body.get("code")


def _table(seconds: Sequence[Sequence[float | None]] | None, shape: tuple[int, int]) -> FloatArray:
    table = np.array(seconds if seconds is not None else [], dtype=np.float64)
    if table.shape != shape:
        raise EngineSilentError(f"it gives a table of {table.shape}, not {shape}")
    return np.round(table / 60, 2)


def _points(origins: FloatArray, destinations: FloatArray) -> list[list[float]]:
    return np.concatenate([origins, destinations]).tolist()


def _places(origins: FloatArray, destinations: FloatArray) -> dict[str, list[int]]:
    first = len(origins)
    return {
        "sources": list(range(first)),
        "destinations": list(range(first, first + len(destinations))),
    }


def _words(error: Exception) -> str:
    return _short(str(error)) or type(error).__name__


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain[:160] + ("..." if len(plain) > 160 else "")
