"""Errors that have an audience.

A user error says what happened, where, and what to try. It carries its own exit
code and is shown without a traceback. Anything else that is raised is our fault.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

DEBUG_VARIABLE = "GAP_ATLAS_DEBUG"


class GapAtlasError(Exception):
    """Base of every error that is shown to a person.

    Args:
        what: What happened, as one plain sentence.
        where: The file, row, area or setting it happened in.
        try_: What the reader can do about it.

    Example:
        >>> print(UserError("The area E0 is not known.", where="--area", try_="Use a GSS code."))
        The area E0 is not known.
        Where: --area
        Try: Use a GSS code.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", try_: str = "") -> None:
        self.what, self.where, self.try_ = what, where, try_
        super().__init__(what)

    def __str__(self) -> str:
        lines = [self.what]
        if self.where:
            lines.append(f"Where: {self.where}")
        if self.try_:
            lines.append(f"Try: {self.try_}")
        return "\n".join(lines)


class UserError(GapAtlasError):
    """The input given by the user is wrong."""

    exit_code = 2


class DataError(GapAtlasError):
    """Data or a check on data is wrong."""

    exit_code = 3


class ResourceError(GapAtlasError):
    """A resource is missing: network, disk, engine or release."""

    exit_code = 4


def run_command(run: Callable[[], object], *, show: Callable[[str], object]) -> None:
    """Run a command and turn its errors into messages and exit codes.

    With `GAP_ATLAS_DEBUG` set, what is our fault is raised with its traceback.

    Args:
        run: The command.
        show: Shows a message to the person at the terminal.

    Raises:
        SystemExit: If an error was raised, with its exit code; 1 for one that is our fault.

    Example:
        >>> def wrong():
        ...     raise UserError("The area E0 is not known.")
        >>> try:
        ...     run_command(wrong, show=print)
        ... except SystemExit as end:
        ...     print(end.code)
        The area E0 is not known.
        2
    """
    try:
        run()
    except GapAtlasError as error:
        show(str(error))
        sys.exit(error.exit_code)
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        show(
            f"Something went wrong that should not: {type(error).__name__}: {error}\n"
            f"Try: run the command again with {DEBUG_VARIABLE}=1 and report what it prints."
        )
        sys.exit(1)
