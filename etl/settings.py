"""Where things are on this machine. Nothing else in the etl names a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Folders:
    """The folders one run works with.

    Attributes:
        inputs: Committed, harmonised tables.
        sources: One YAML record per source.
        corrections: Declared errors of sources.
        release: Where the built release is published.
    """

    inputs: Path
    sources: Path
    corrections: Path
    release: Path


def folders(*, data: Path | None = None, release: Path | None = None) -> Folders:
    """The folders of a data directory.

    Args:
        data: The data directory; by default `GAP_ATLAS_DATA`, else `data` in the project.
        release: The release directory; by default `GAP_ATLAS_RELEASE`, else `data/release`.
    """
    base = data or Path(os.environ.get("GAP_ATLAS_DATA", ROOT / "data"))
    target = release or Path(os.environ.get("GAP_ATLAS_RELEASE", base / "release"))
    return Folders(
        inputs=base / "inputs",
        sources=base / "sources",
        corrections=base / "corrections",
        release=target,
    )
