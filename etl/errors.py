"""Errors that have an audience.

A user error says what happened, where, and what to try. It carries its own exit
code and is shown without a traceback. Anything else that is raised is our fault.
"""

from __future__ import annotations


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
