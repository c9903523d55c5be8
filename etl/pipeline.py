"""Build a release: run the steps, skip what has not changed, check, publish, report.

Nothing heavy is imported until a step has to run, so a build with nothing to do takes a moment.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl import __version__
from etl.errors import DataError, ResourceError
from etl.files import file_hash
from etl.publish import draft_folder, swap_in
from etl.settings import ROOT, Folders
from etl.steps import STEPS, Step

_CODE = ("etl/build", "etl/methods", "etl/catalogue")


@dataclass
class BuildReport:
    """What a build did and what came out.

    Attributes:
        manifest: The manifest of the release that now stands.
        built: Names of the steps that ran; empty when nothing had changed.
        seconds: How long it took.
        previous: Totals of the release before, if there was one.
    """

    manifest: dict[str, Any]
    built: list[str] = field(default_factory=list)
    seconds: float = 0.0
    previous: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What a build would do.

    Attributes:
        fingerprints: Hash of everything each step rests on.
        stale: Steps that must run.
    """

    fingerprints: dict[str, str]
    stale: list[str]


def plan(folders: Folders) -> Plan:
    """Find the steps whose inputs, code or earlier steps have changed since the last release.

    Raises:
        ResourceError: If an input file is missing.
    """
    prints: dict[str, str] = {}
    code = code_hash()
    for step in STEPS:
        parts = [step.name, code]
        parts += [f"{path.name}:{file_hash(path)}" for path in input_files(folders, step)]
        parts += [prints[name] for name in step.after]
        prints[step.name] = hashlib.sha256("|".join(parts).encode()).hexdigest()
    last = read_manifest(folders.release)
    kept = last.get("steps", {})
    stale = [
        step.name
        for step in STEPS
        if kept.get(step.name, {}).get("fingerprint") != prints[step.name]
        or not _whole(folders.release, kept[step.name]["files"])
    ]
    return Plan(prints, stale)


def build(folders: Folders, *, announce: Callable[[str], None]) -> BuildReport:
    """Bring the release up to date.

    Args:
        folders: Inputs, sources, and where the release goes.
        announce: Called with a few words before each step.

    Returns:
        What was done and what came out.

    Raises:
        DataError: If an input or a check is wrong. The last release stays.
        ResourceError: If a file is missing or the disk is full. The last release stays.
    """
    start, todo, last = time.perf_counter(), plan(folders), read_manifest(folders.release)
    sources_hash = _folder_hash(folders.sources, "*.yaml")
    if not todo.stale and last.get("sources_hash") == sources_hash:
        return BuildReport(last, seconds=time.perf_counter() - start)
    with draft_folder(folders.release) as draft:
        steps = {step.name: _run(step, todo, last, folders, draft, announce) for step in STEPS}
        announce("Checks")
        finish = importlib.import_module("etl.finish")
        manifest = finish.finish(
            folders, draft, steps=steps, sources_hash=sources_hash, version=__version__,
            code=code_hash(),
        )  # fmt: skip
        swap_in(draft, folders.release)
    return BuildReport(
        manifest,
        built=todo.stale,
        seconds=time.perf_counter() - start,
        previous=last.get("totals", {}),
    )


def input_files(folders: Folders, step: Step) -> list[Path]:
    """The input files of a step.

    Raises:
        ResourceError: If one is missing.
    """
    found = []
    for pattern in step.reads:
        paths = sorted(folders.inputs.glob(pattern))
        if not paths:
            raise ResourceError(
                f"The input {pattern} is missing.",
                where=str(folders.inputs),
                try_="Restore data/inputs from the repository (`git checkout data/inputs`).",
            )
        found += paths
    return found


def read_manifest(release: Path) -> dict[str, Any]:
    """The manifest of a release; empty when there is none or it cannot be read."""
    try:
        manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def code_hash() -> str:
    """Fingerprint of the code that figures come from."""
    digest = hashlib.sha256()
    for folder in _CODE:
        digest.update(_folder_hash(ROOT / folder, "**/*.py").encode())
    return digest.hexdigest()


def peak_megabytes() -> float:
    """Largest memory this process has held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _run(
    step: Step,
    todo: Plan,
    last: dict[str, Any],
    folders: Folders,
    draft: Path,
    announce: Callable[[str], None],
) -> dict[str, Any]:
    """Run one step, or take its files over from the last release."""
    if step.name not in todo.stale:
        record: dict[str, Any] = last["steps"][step.name]
        for name in record["files"]:
            _take_over(folders.release / name, draft / name)
        return record
    announce(step.about)
    start = time.perf_counter()
    written = importlib.import_module("etl.run_step").run_step(step, folders.inputs, draft)
    return {
        "fingerprint": todo.fingerprints[step.name],
        "seconds": round(time.perf_counter() - start, 3),
        "rows": written.rows,
        "files": {
            str(path.relative_to(draft)): {"sha256": file_hash(path), "bytes": path.stat().st_size}
            for path in written.files
        },
    }


def _take_over(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)


def _whole(release: Path, files: dict[str, dict[str, Any]]) -> bool:
    """Whether the files of a step are there as they were written."""
    return all(
        (release / name).is_file() and file_hash(release / name) == about["sha256"]
        for name, about in files.items()
    )


def _folder_hash(folder: Path, pattern: str) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob(pattern)):
        digest.update(f"{path.relative_to(folder)}:{file_hash(path)}".encode())
    return digest.hexdigest()


def verify(release: Path) -> list[str]:
    """Files of a release that are missing or are not as they were written.

    Raises:
        DataError: If the folder has no manifest that can be read.
    """
    manifest = read_manifest(release)
    if not manifest:
        raise DataError(
            "The folder has no manifest that can be read.",
            where=str(release),
            try_="Run `python -m etl build`.",
        )
    return [
        name
        for step in manifest["steps"].values()
        for name, about in step["files"].items()
        if not _whole(release, {name: about})
    ]
