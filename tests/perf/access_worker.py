"""One measurement in a process of its own, so that its peak memory is its own.

    python access_worker.py ours|pysal FOLDER REPEATS

FOLDER holds the journeys as `minutes.npy`, `rows.npy` (int32) and `starts.npy`, with `need.npy`
and `supply.npy`. Each side first puts them into the form that it takes: compressed columns here,
a data frame of origin, destination and minutes for PySAL. Only what comes after is timed.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

STEPS = {30: 1.0, 60: 0.68, 90: 0.22}


def main(side: str, folder: Path, repeats: int) -> None:
    found = {"ours": ours, "pysal": pysal}[side](folder, repeats)
    np.save(folder / f"{side}.npy", found.pop("access"))
    print(json.dumps(found))


def ours(folder: Path, repeats: int) -> dict:
    from scipy import sparse

    from etl.methods.floating import floating_catchment
    from etl.methods.weights import step_weight

    imported, parts = peak(), load(folder)
    shape = len(parts["need"]), len(parts["supply"])
    table = sparse.csc_array((parts["minutes"], parts["rows"], parts["starts"]), shape=shape)
    base = peak()
    given = {"need": parts["need"], "supply": parts["supply"], "weight": step_weight(STEPS)}
    access, seconds = timed(
        lambda: floating_catchment(**given, minutes=table, variant="e2sfca"), repeats
    )
    memory = peak()
    column = np.repeat(np.arange(shape[1], dtype=np.int32), np.diff(parts["starts"]))
    _, from_table = timed(
        lambda: floating_catchment(
            **given,
            minutes=sparse.coo_array((parts["minutes"], (parts["rows"], column)), shape=shape),
            variant="e2sfca",
        ),
        repeats,
    )
    return {"access": access, "seconds": seconds, "imported_mb": imported, "base_mb": base, "peak_mb": memory,
            "from_table_seconds": from_table, "copy_gb_per_second": bandwidth()}  # fmt: skip


def pysal(folder: Path, repeats: int) -> dict:
    import pandas as pd
    from access import Access, weights

    imported, parts = peak(), load(folder)
    services = len(parts["supply"])
    country = Access(
        demand_df=pd.DataFrame({"id": np.arange(len(parts["need"])), "need": parts["need"]}),
        demand_index="id",
        demand_value="need",
        supply_df=pd.DataFrame({"id": np.arange(services), "supply": parts["supply"]}),
        supply_index="id",
        supply_value="supply",
        cost_df=pd.DataFrame(
            {
                "origin": parts.pop("rows"),
                "dest": np.repeat(np.arange(services, dtype=np.int32), np.diff(parts["starts"])),
                "minutes": parts.pop("minutes"),
            }
        ),
        cost_origin="origin",
        cost_dest="dest",
        cost_name="minutes",
    )
    base = peak()
    step = weights.step_fn(STEPS)
    frame, seconds = timed(
        lambda: country.enhanced_two_stage_fca(name="a", weight_fn=step), repeats
    )
    access = frame.iloc[:, 0].fillna(0).to_numpy()
    return {
        "access": access,
        "seconds": seconds,
        "imported_mb": imported,
        "base_mb": base,
        "peak_mb": peak(),
    }


def load(folder: Path) -> dict[str, np.ndarray]:
    names = ("minutes", "rows", "starts", "need", "supply")
    return {name: np.load(folder / f"{name}.npy") for name in names}


def timed(call: Callable[[], object], repeats: int) -> tuple:
    times, result = [], None
    for _ in range(repeats):
        start = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - start)
    return result, float(np.median(times))


def bandwidth() -> float:
    """Bytes read and written in a second by a plain copy, the best of ten."""
    source = np.ones(16_000_000)
    target = np.empty_like(source)
    times = []
    for _ in range(10):
        start = time.perf_counter()
        np.copyto(target, source)
        times.append(time.perf_counter() - start)
    return 2 * source.nbytes / min(times) / 1e9


def peak() -> float:
    """Largest memory of this process in megabytes.

    On Linux the figure of `getrusage` begins with that of the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
