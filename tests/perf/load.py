"""Many visitors on one process: what a change takes, and how memory grows.

Clients speak Streamlit's own protocol over websockets on loopback. Each opens Explore, thinks for
1 to 5 seconds, changes the indicator, the kind of area or a set of assumptions, waits until the
page is sent, and so on until the time is over. They come one after another; changes count once all
are there. Everything is bounded in number and time.

    python -m tests.perf.load                                     1, 10, 50 and 100 sessions
    python -m tests.perf.load --sessions 100 --seconds 1200       a longer soak
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
THINK_SECONDS = (1.0, 5.0)
BETWEEN_SECONDS = 0.4  # from one visitor who comes to the next
ANSWER_SECONDS = 60.0
MOST_SESSIONS, MOST_SECONDS = 200, 3600
PANEL = "Change the assumptions"
# Label of the widget -> how often it is the one that is changed.
CHANGES = {"Indicator": 6, "Kind of area": 2, "Start from a named set": 2}


@dataclass
class Visitor:
    """One session.

    Attributes:
        options: Options of each selectbox by label.
        ids: Id of each selectbox, and of the panel, by label.
        part: Part of the page that a widget stands in, by id: it alone runs when one is changed.
        chosen: Widgets that this visitor has set, by id.
        seen: Messages that a browser would keep, by hash.
        hash_of_page: What the server calls the page.
        taken: Seconds that each change took, by label.
        received: Bytes received since all visitors are there.
    """

    options: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    part: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, WidgetState] = field(default_factory=dict)
    seen: dict[str, ForwardMsg] = field(default_factory=dict)
    hash_of_page: str = ""
    query: str = "type=ltla"
    taken: dict[str, list[float]] = field(default_factory=dict)
    received: int = 0

    async def visit(self, address: str, *, since: float, until: float) -> None:
        """Open the page and change things until the time is over.

        Args:
            address: Of the websocket.
            since: Changes count from then on.
            until: When to leave.
        """
        async with websockets.connect(
            address, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
        ) as line:
            await self._run(line)
            await self._set(line, self._panel(), None)
            while (now := time.monotonic()) < until:
                if now < since:
                    self.received, self.taken = 0, {}
                await asyncio.sleep(random.uniform(*THINK_SECONDS))
                label = random.choices(list(CHANGES), weights=list(CHANGES.values()))[0]
                state = WidgetState(id=self.ids[label])
                state.string_value = random.choice(self.options[label])
                await self._set(line, state, label)

    def _panel(self) -> WidgetState:
        state = WidgetState(id=self.ids[PANEL])
        state.bool_value = True
        return state

    async def _set(self, line: object, state: WidgetState, label: str | None) -> None:
        self.chosen[state.id] = state
        start = time.perf_counter()
        await self._run(line, part=self.part.get(state.id, ""))
        if label:
            self.taken.setdefault(label, []).append(time.perf_counter() - start)

    async def _run(self, line, part: str = "") -> None:  # type: ignore[no-untyped-def]
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.page_script_hash = self.hash_of_page
        run.fragment_id = part
        run.widget_states.widgets.extend(self.chosen.values())
        run.cached_message_hashes.extend(self.seen)
        await line.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                data = await line.recv()
                self.received += len(data)
                if self._read(ForwardMsg.FromString(data)):
                    return

    def _read(self, message: ForwardMsg) -> bool:
        """Take a message in; whether the page is complete."""
        if message.metadata.cacheable and message.hash:
            self.seen[message.hash] = message
        message = self.seen.get(message.ref_hash, message)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.hash_of_page = message.new_session.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._read_delta(message)
        return kind == "script_finished"

    def _read_delta(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        if element.WhichOneof("type") == "selectbox":
            box = element.selectbox
            self.ids[box.label] = box.id
            self.part[box.id] = message.delta.fragment_id
            self.options[box.label] = list(box.options)
        block = message.delta.add_block
        if block.WhichOneof("type") == "expandable" and block.expandable.label == PANEL:
            self.ids[PANEL] = block.id or block.expandable.id


async def visit_all(
    address: str, *, process: int, sessions: int, seconds: float
) -> tuple[list[Visitor], float]:
    """Let a number of visitors in, one after another, and wait for all of them.

    Returns:
        The visitors, and the seconds of a processor that the server used once all were there.
    """
    visitors = [Visitor() for _ in range(sessions)]
    start = time.monotonic()
    since = start + sessions * BETWEEN_SECONDS + THINK_SECONDS[1]

    async def come(number: int, visitor: Visitor) -> None:
        await asyncio.sleep(number * BETWEEN_SECONDS)
        await visitor.visit(address, since=since, until=since + seconds)

    async def used_before() -> float:
        await asyncio.sleep(since - start)
        return seconds_of(process)

    before = asyncio.create_task(used_before())
    done = await asyncio.gather(
        *(come(i, visitor) for i, visitor in enumerate(visitors)), return_exceptions=True
    )
    used = seconds_of(process) - await before
    faults = [fault for fault in done if isinstance(fault, BaseException)]
    if faults:
        print(f"{len(faults)} of {sessions} sessions ended early: {faults[0]!r}", file=sys.stderr)
    return visitors, used


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """Address of the websocket and the process that serves it."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", f"--server.port={port}",
         "--server.headless=true", "--server.fileWatcherType=none"],
        cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=2):
                    break
            except OSError:
                time.sleep(0.3)
        yield f"ws://{HOST}:{port}/_stcore/stream", process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def memory_of(process: int) -> float:
    """Resident megabytes of a process."""
    text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def seconds_of(process: int) -> float:
    """Seconds of a processor that a process has used, whatever else the machine does."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Used:
    """Memory and processor of the server around one number of sessions."""

    before: float
    after: float
    seconds: float


def report(sessions: int, visitors: list[Visitor], used: Used) -> str:
    """One row of the table."""
    taken = sorted(seconds for v in visitors for times in v.taken.values() for seconds in times)
    if not taken:
        return f"| {sessions} | no change was made | | | | | | | |"
    by_label = {
        label: [seconds for v in visitors for seconds in v.taken.get(label, [])]
        for label in CHANGES
    }
    parts = ", ".join(
        f"{label.lower()} {1000 * at(sorted(times), 0.95):.0f}"
        for label, times in by_label.items()
        if times
    )
    received = sum(v.received for v in visitors) / len(taken) / 1000
    return (
        f"| {sessions} | {len(taken)} | {1000 * statistics.median(taken):.0f} | "
        f"{1000 * at(taken, 0.95):.0f} | {parts} | {1000 * used.seconds / len(taken):.0f} | "
        f"{received:.1f} | {used.before:.0f} | {used.after:.0f} | "
        f"{(used.after - used.before) / sessions:.2f} |"
    )


def at(ordered: list[float], share: float) -> float:
    """The value below which a share of the ordered values lies."""
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def main() -> None:
    """Serve the dashboard once and measure each number of sessions in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", default="1,10,50,100", help="numbers, joined by commas")
    parser.add_argument("--seconds", type=float, default=45.0, help="for each number of sessions")
    given = parser.parse_args()
    numbers = [min(int(number), MOST_SESSIONS) for number in given.sessions.split(",")]
    seconds = min(given.seconds, MOST_SECONDS)
    with served() as (address, process):
        asyncio.run(visit_all(address, process=process, sessions=1, seconds=8))
        print(f"{time.strftime('%H:%M:%S')} load of the machine: {os.getloadavg()[0]:.1f}")
        print("| sessions | changes | p50 ms | p95 ms | p95 by change | CPU ms a change | "
              "kB a change | MB before | MB after | MB a session |")  # fmt: skip
        print("|---|---|---|---|---|---|---|---|---|---|")
        for sessions in numbers:
            memory = memory_of(process)
            visitors, used = asyncio.run(
                visit_all(address, process=process, sessions=sessions, seconds=seconds)
            )
            print(report(sessions, visitors, Used(memory, memory_of(process), used)), flush=True)
        print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
