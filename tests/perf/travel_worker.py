"""Journeys in a process of its own, so that its peak memory is its own.

    python travel_worker.py FOLDER PART OF [plain]

Journeys of at most three hours from every small area to every open service with a point whose
number leaves PART when divided by OF. With `plain`, one service by the plain search that judges
the fast one, and the same service by the fast one.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
from access_worker import peak

from etl.build.context import Context
from etl.build.travel import destinations, origins, travel_model
from etl.catalogue.assumptions import TRAVEL_LIMIT_MINUTES
from etl.methods import reference
from etl.settings import folders


def main(folder: Path, part: int, of: int, *, plain: bool) -> None:
    imported, context = peak(), Context(folders().inputs, folder)
    start = time.perf_counter()
    model = travel_model(context)
    homes, places = origins(context), destinations(context.open_services)
    ready = time.perf_counter()
    places = places.iloc[:1] if plain else places.iloc[part::of]
    minutes = model.minutes(homes, places, limit_minutes=TRAVEL_LIMIT_MINUTES)
    found = {
        "services": len(places), "homes": len(homes), "cells": len(model.cell_xy),
        "journeys": int(np.isfinite(minutes).sum()), "graph_seconds": ready - start,
        "seconds": time.perf_counter() - ready, "imported_mb": imported, "peak_mb": peak(),
    }  # fmt: skip
    if plain:
        found["plain_seconds"] = plain_search(context)
    else:
        np.save(folder / f"minutes_{part}_{of}.npy", minutes)
    print(json.dumps(found))


def plain_search(context: Context) -> float:
    """Seconds of one search by the plain version over the land; its graph is made before."""
    surface = context.input_table("speed_surface")
    land = {reference._cell(row.easting, row.northing): row for row in reference._rows(surface)}
    steps = reference._steps(land)
    place = next(destinations(context.open_services).itertuples())
    links = reference._links(land, place, travel_model(context).settings)[1]
    start = time.perf_counter()
    reach = reference._search(steps, links)
    assert len(reach) > 100_000
    return time.perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), plain="plain" in sys.argv[4:])
