"""A real Valhalla on loopback, with roads that this module makes itself.

The programs come from `requirements-engine.txt` and lie in the environment. The map is a town of
straight streets near Bristol and an island of its own to the west, with no way between them.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import osmium
from osmium.osm.mutable import Node, Way

PROGRAMS = Path(sys.prefix) / "engine" / "valhalla"
MAINLAND = (-2.60, 51.45)
"""South-west corner of the town, longitude and latitude."""
ISLAND = (-3.10, 51.45)
SIDE = 12
"""Streets each way: enough for Valhalla not to call the island a fragment."""
STEP = 0.004
_NOTHING_MORE = 60


def write_map(path: Path) -> Path:
    """Write the two towns as an OpenStreetMap extract."""
    writer = osmium.SimpleWriter(str(path))
    nodes, ways = [], []
    for town, (west, south) in enumerate((MAINLAND, ISLAND)):
        first = 1 + town * SIDE * SIDE
        at = {(i, j): first + i * SIDE + j for i in range(SIDE) for j in range(SIDE)}
        nodes += [(at[i, j], (west + i * STEP, south + j * STEP)) for i, j in at]
        ways += [[at[i, j] for j in range(SIDE)] for i in range(SIDE)]
        ways += [[at[i, j] for i in range(SIDE)] for j in range(SIDE)]
    for number, place in nodes:
        writer.add_node(Node(id=number, location=place, version=1))
    for number, line in enumerate(ways, start=1):
        tags = {"highway": "residential", "name": f"Street {number}"}
        writer.add_way(Way(id=number, nodes=line, tags=tags, version=1))
    writer.close()
    return path


@contextmanager
def valhalla(folder: Path, *, most_pairs: int) -> Iterator[str]:
    """Build the roads, serve them on a free port of loopback, and give the address.

    Args:
        folder: An empty folder to work in.
        most_pairs: Most pairs that the engine takes in one request.
    """
    tiles = folder / "tiles"
    tiles.mkdir()
    port = _free_port()
    config = _config(folder, tiles, port=port, most_pairs=most_pairs)
    extract = write_map(folder / "roads.osm.pbf")
    _run("valhalla_build_tiles", "-c", str(config), "-j", "1", str(extract))
    log = (folder / "service.log").open("wb")
    service = subprocess.Popen(
        [PROGRAMS / "bin" / "valhalla_service", str(config), "1"],
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        _wait_until_up(port, service, folder / "service.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(service.pid, signal.SIGKILL)
        service.wait()
        log.close()


def _config(folder: Path, tiles: Path, *, port: int, most_pairs: int) -> Path:
    made = subprocess.run(
        [sys.executable, PROGRAMS / "valhalla_build_config.py", "--mjolnir-tile-dir", str(tiles)],
        capture_output=True,
        text=True,
        check=True,
    )
    config = json.loads(made.stdout)
    config["mjolnir"].update(tile_extract="", admin="", timezone="", traffic_extract="")
    service = config["httpd"]["service"]
    service["listen"] = f"tcp://127.0.0.1:{port}"
    for name in ("loopback", "interrupt"):
        service[name] = f"ipc://{folder}/{name}"
    for part in ("loki", "thor", "odin", "meili"):
        config[part]["service"] = {"proxy": f"ipc://{folder}/{part}"}
    limits = config["service_limits"]["auto"]
    limits["max_matrix_location_pairs"] = most_pairs
    file = folder / "valhalla.json"
    file.write_text(json.dumps(config))
    return file


def _run(program: str, *words: str) -> None:
    command = [PROGRAMS / "bin" / program, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{program} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _wait_until_up(port: int, service: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_NOTHING_MORE * 10):
        if service.poll() is not None:
            raise RuntimeError(f"Valhalla stopped:\n{log.read_text()[-2000:]}")
        try:
            with urlopen(f"http://127.0.0.1:{port}/status", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"Valhalla is not up after {_NOTHING_MORE} s:\n{log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
