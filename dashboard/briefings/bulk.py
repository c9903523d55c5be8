"""Briefings of many areas over several processes: finished files are kept, half files never appear.

Each file is written under another name and moved into place whole, so a file that is there is
finished. A run that was stopped goes on where it was; the manifest is written when all is done.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.briefings.catchment import catchments
from dashboard.briefings.catchment_content import CATCHMENT, catchment_briefing
from dashboard.briefings.content import area_briefing
from dashboard.briefings.facts import Facts
from dashboard.briefings.formats import FORMATS, name_of
from dashboard.briefings.model import TWO_PAGES, AreaBriefing
from dashboard.text.messages import ENGLISH, WELSH, messages
from etl.errors import ResourceError, UserError
from etl.release import open_release

ALL_TYPES = ("country", "region", "health_body", "utla", "ltla", "constituency")
MANIFEST, RUN = "manifest.json", "run.json"
_PART = ".part"


@dataclass(frozen=True)
class Target:
    """One area to be briefed on."""

    area_type: str
    code: str


@dataclass(frozen=True)
class Order:
    """What is to be made.

    Attributes:
        release: Folder of the release.
        out: Folder of the files.
        formats: Formats, by their endings.
        language: Tag of the language.
        length: `one` or `two` pages.
    """

    release: str
    out: str
    formats: tuple[str, ...]
    language: str = ENGLISH
    length: str = TWO_PAGES


@dataclass
class Outcome:
    """What came out of one area: files by name with hash and size, and what went wrong."""

    target: Target
    files: list[dict[str, Any]] = field(default_factory=list)
    kept: int = 0
    problem: str = ""


def all_targets(facts: Facts, *, language: str = ENGLISH) -> list[Target]:
    """Every area that gets a briefing. Welsh briefings exist for Welsh areas."""
    areas = [
        Target(area.area_type, area.code)
        for area in facts.areas.values()
        if area.area_type in ALL_TYPES and (language != WELSH or area.nation == "Wales")
    ]
    hospices = [] if language == WELSH else [Target(CATCHMENT, id_) for id_ in catchments(facts)]
    return areas + hospices


def one_target(facts: Facts, code: str) -> Target:
    """The area of a code. Where a code stands for several types, their figures are the same.

    Raises:
        UserError: If the release has no such area.
    """
    if code in catchments(facts):
        return Target(CATCHMENT, code)
    for area_type in (*reversed(ALL_TYPES), "nhs_region", "health_body_2024"):
        if (area_type, code) in facts.areas:
            return Target(area_type, code)
    raise UserError(
        f"The release has no area with the code {code}.",
        where="--area",
        try_="Use the GSS code of a planning area, for example E08000025 for Birmingham.",
    )


def run(
    targets: Sequence[Target], order: Order, *, workers: int, tell: Callable[[Outcome], None]
) -> list[Outcome]:
    """Make all files and the manifest.

    Args:
        targets: The areas.
        order: What to make of each.
        workers: Processes.
        tell: Is called with each outcome as it comes.

    Raises:
        UserError: If the folder holds files of another release, version or language.
        ResourceError: If the folder cannot be written to.
    """
    _prepare(order)
    outcomes = []
    for outcome in _outcomes(targets, order, workers):
        outcomes.append(outcome)
        tell(outcome)
    _write_manifest(order, outcomes)
    return outcomes


def _prepare(order: Order) -> None:
    """Make the folder, see that it holds nothing else, and remove what a stopped run left."""
    out = Path(order.out)
    mine = _identity(order)
    try:
        out.mkdir(parents=True, exist_ok=True)
        if (out / RUN).is_file():
            theirs = json.loads((out / RUN).read_text(encoding="utf-8"))
            if theirs != mine:
                raise UserError(
                    "The folder holds briefings of another release, version, length or language.",
                    where=order.out,
                    try_="Choose an empty folder with --out.",
                )
        _put(out / RUN, json.dumps(mine, indent=1).encode())
        for left in out.glob(f".*{_PART}"):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise ResourceError(
            "The folder cannot be written to.",
            where=f"{order.out}: {error.strerror or error}",
            try_="Check that there is room on the disk and that you may write there.",
        ) from None


def _identity(order: Order) -> dict[str, str]:
    manifest = open_release(order.release).manifest
    return {
        "release": str(manifest["release"]),
        "code_version": str(manifest.get("code_version", "")),
        "layout": _layout_hash(),
        "language": order.language,
        "length": order.length,
    }


def _layout_hash() -> str:
    """A hash of the code and words that briefings are made by."""
    here = Path(__file__).resolve().parents[1]
    files = sorted(
        path
        for folder in ("briefings", "text", "charts", "fonts", "workbook")
        for path in (here / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    )
    digest = hashlib.sha256()
    for path in [*files, here / "theme.py"]:
        digest.update(path.relative_to(here).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _outcomes(targets: Sequence[Target], order: Order, workers: int) -> Iterator[Outcome]:
    if workers <= 1 or len(targets) == 1:
        _start(order)
        yield from map(_make, targets)
        return
    # Spawned, never forked: a forked child of a process that has used typst hangs.
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, initializer=_start, initargs=(order,)) as pool:
        yield from pool.imap_unordered(_make, targets, chunksize=4)


_work: dict[str, Any] = {}


def _start(order: Order) -> None:
    """Open the release once in each process."""
    _work["order"] = order
    _work["facts"] = Facts(open_release(order.release))


def _make(target: Target) -> Outcome:
    """The files of one area. What goes wrong is told, and the others go on."""
    outcome = Outcome(target)
    try:
        _make_files(outcome)
    except Exception as error:
        outcome.problem = f"{type(error).__name__}: {error}".replace("\n", " ")
    return outcome


def _make_files(outcome: Outcome) -> None:
    order, facts = _work["order"], _work["facts"]
    out = Path(order.out)
    target, briefing = outcome.target, None
    for ending in order.formats:
        path = out / file_of(facts, target, order, ending)
        if path.is_file():
            made = path.read_bytes()
            outcome.kept += 1
        else:
            briefing = briefing or _content(facts, target, order)
            made = FORMATS[ending].make(briefing)
            _put(path, made)
        outcome.files.append(
            {
                "file": path.name,
                "area_type": target.area_type,
                "area_code": target.code,
                "format": ending,
                "sha256": hashlib.sha256(made).hexdigest(),
                "bytes": len(made),
            }
        )


def _content(facts: Facts, target: Target, order: Order) -> AreaBriefing:
    if target.area_type == CATCHMENT:
        return catchment_briefing(facts, target.code, length=order.length)
    return area_briefing(
        facts, target.area_type, target.code, language=order.language, length=order.length
    )


def file_of(facts: Facts, target: Target, order: Order, ending: str) -> str:
    """Name of one file."""
    if target.area_type == CATCHMENT:
        title = str(facts.services[target.code]["name"])
    else:
        area = facts.areas[target.area_type, target.code]
        title = messages(order.language).area(area.name, area.name_cy)
    return name_of(title, target.area_type, target.code, release=facts.release.id, ending=ending,
                   language=order.language, length=order.length)  # fmt: skip


def _put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}{_PART}")
    part.write_bytes(content)
    part.replace(path)


def _write_manifest(order: Order, outcomes: Sequence[Outcome]) -> None:
    """Say what is there, in an order that does not depend on who was first."""
    files = sorted((f for o in outcomes for f in o.files), key=lambda f: str(f["file"]))
    failed = sorted(
        (
            {"area_type": o.target.area_type, "area_code": o.target.code, "problem": o.problem}
            for o in outcomes if o.problem
        ),
        key=lambda f: (f["area_type"], f["area_code"]),
    )  # fmt: skip
    content = {**_identity(order), "files": files, "failures": failed}
    _put(Path(order.out) / MANIFEST, json.dumps(content, indent=1, ensure_ascii=False).encode())
