"""Opening the release that the dashboard shows."""

from __future__ import annotations

import gc
import math
import os
import time
from pathlib import Path

from dashboard.data import shapes
from dashboard.data.kept import kept
from dashboard.data.released import Data
from etl.release import DEFAULT_RELEASE, MANIFEST, open_release

RELEASE_VARIABLE = "GAP_ATLAS_RELEASE"
LOOK_AGAIN_SECONDS = 1.0
YOUNG_OBJECTS = 10_000  # more than one run of a page makes
_LOOKED_AT: dict[Path, tuple[float, str]] = {}  # when a release was looked for, and its key


def open_data() -> Data:
    """Open the release that the dashboard shows.

    Raises:
        GapAtlasError: If there is none, or it is empty, half-written or damaged.
    """
    named = os.environ.get(RELEASE_VARIABLE)
    folder = Path(named) if named else DEFAULT_RELEASE
    now = time.monotonic()
    looked_at, key = _LOOKED_AT.get(folder, (-math.inf, ""))
    if now - looked_at > LOOK_AGAIN_SECONDS:
        try:
            stamp = (folder / MANIFEST).stat()
        except OSError:
            _LOOKED_AT.pop(folder, None)
            return _open("", str(folder))  # raises the error that says what is wrong
        key = f"{folder}:{stamp.st_mtime_ns}:{stamp.st_size}"
        _LOOKED_AT[folder] = (now, key)
    return _open(key, str(folder))


@kept(most=2)
def _open(key: str, folder: str) -> Data:
    release = open_release(folder)
    shapes.publish(release)
    # A full collection stops every visitor for 150 ms. What stands now, modules above all, stands
    # as long as the process: it is left alone. What a run makes and drops is not taken for lasting.
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
    return Data(release, key)
