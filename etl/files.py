"""Files: hashes, and writing in one move so that a file is the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from etl.errors import GapAtlasError, ResourceError

_FULL_DISK = (errno.ENOSPC, errno.EDQUOT)


def write_text(path: Path, text: str) -> Path:
    """Write a text file in one move.

    Raises:
        ResourceError: If there is no room or no permission.
    """
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
    return path


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path that becomes `path` when the block ends well.

    Raises:
        ResourceError: If the disk is full or the folder cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def cannot_write(path: Path, error: OSError) -> GapAtlasError:
    """The message for a write that failed."""
    full = error.errno in _FULL_DISK or "No space left" in str(error)
    return ResourceError(
        "The disk is full." if full else "A file cannot be written.",
        where=f"{path}: {error.strerror or error}",
        try_="Free about 200 MB and run the command again. What was there before is untouched."
        if full
        else "Check that the folder exists and that you may write to it.",
    )


def file_hash(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def previous_folder(folder: Path) -> Path:
    """Where the last release waits for a moment while the next one takes its place."""
    return folder.parent / f".{folder.name}.previous"
