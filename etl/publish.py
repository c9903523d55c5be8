"""Publish a release in one move: write beside, then swap.

A reader always finds a whole release: the old one until the swap, the new one after it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from etl.errors import UserError
from etl.files import cannot_write, previous_folder

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextlib.contextmanager
def draft_folder(release: Path) -> Iterator[Path]:
    """A folder beside the release to write the next one in. It is removed when the block ends.

    Args:
        release: Where the release will be published.

    Raises:
        UserError: If the place is taken by something that is not a release.
        ResourceError: If the folder cannot be made, or the disk is full.
    """
    _must_be_ours(release)
    draft = release.parent / f".{release.name}-{os.getpid()}.building"
    try:
        release.parent.mkdir(parents=True, exist_ok=True)
        _sweep(release)
        draft.mkdir()
        yield draft
    except OSError as error:
        raise cannot_write(draft, error) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def swap_in(draft: Path, release: Path) -> None:
    """Make a finished draft the release.

    Where the system can exchange two names at once (Linux), there is no moment without a release.
    Elsewhere the old one is moved aside first; a build that dies in between is mended by
    `recover`, which the next build calls.

    Raises:
        ResourceError: If a folder cannot be moved.
    """
    old = previous_folder(release)
    try:
        if not release.exists():
            draft.rename(release)
        elif _exchange(draft, release):
            shutil.rmtree(draft, ignore_errors=True)
        else:
            shutil.rmtree(old, ignore_errors=True)
            release.rename(old)
            draft.rename(release)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        recover(release)
        raise cannot_write(release, error) from None


def recover(release: Path) -> None:
    """Bring the last release back if a build died between the two moves of `swap_in`."""
    old = previous_folder(release)
    if old.is_dir() and not release.exists():
        old.rename(release)


def _must_be_ours(release: Path) -> None:
    if release.is_file():
        raise UserError("The release must be a folder, and there is a file of that name.",
                        where=str(release), try_="Give another folder with --out.")  # fmt: skip
    if release.is_dir() and any(release.iterdir()) and not _looks_like_release(release):
        raise UserError(
            "The folder holds files that are not a release, so it is left alone.",
            where=str(release),
            try_="Give an empty or a new folder with --out.",
        )


def _looks_like_release(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()}
    return "manifest.json" in names or bool(names & {"indicators.parquet", "boundaries"})


def _sweep(release: Path) -> None:
    """Take away drafts of builds that died, and mend an unfinished swap."""
    recover(release)
    for path in release.parent.glob(f".{release.name}-*.building"):
        pid = path.name.removesuffix(".building").rsplit("-", 1)[-1]
        if pid.isdigit() and not _is_running(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders at once; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0
