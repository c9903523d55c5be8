"""Reading values from the address bar: what every page's state shares. Pure: no Streamlit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_LONGEST_ECHO = 40
_POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$")


def one_of(
    query: Mapping[str, str], name: str, allowed: Collection[str], default: str
) -> str | None:
    """The value of a name, the default if it is not there, or None if it is not allowed."""
    value = query.get(name, default)
    return value if value in allowed else None


def unknown(value: str, what: str, then: str, predicate: str = "does not exist") -> str:
    """The sentence for a value that could not be used: what it was, and what is done instead."""
    return f'The address asks for the {what} "{printable(value)}", which {predicate}. {then}'


def printable(value: str) -> str:
    """The value as it may be repeated on a page: short, on one line, without markup."""
    plain = "".join(c if c.isalnum() or c in " _-'" else " " for c in value)
    plain = " ".join(plain.split())
    return plain[:_LONGEST_ECHO] + ("..." if len(plain) > _LONGEST_ECHO else "")


def some_of(
    query: Mapping[str, str],
    name: str,
    allowed: Collection[str],
    what: str,
    then: str,
    problems: list[str],
) -> tuple[str, ...]:
    """The values of a name that are allowed, in the order of `allowed`.

    Args:
        query: Names and values of the address bar; several values are joined by full stops.
        name: The name to read.
        allowed: What may stand there.
        what: What such a value is called.
        then: What is done without it.
        problems: Gets a sentence for the first value that is not allowed.
    """
    asked = [word for word in query.get(name, "").split(".") if word]
    strange = [word for word in asked if word not in allowed]
    if strange:
        problems.append(unknown(strange[0], what, then))
    return tuple(word for word in allowed if word in asked)


def plain_postcode(text: str, problems: list[str]) -> str:
    """A whole postcode in capitals without its space; empty, with a sentence, for anything else."""
    plain = "".join(text.split()).upper()
    if not plain or _POSTCODE.match(plain):
        return plain
    problems.append(unknown(text, "postcode", "No postcode is used.", "is not a whole postcode"))
    return ""


def spaced(postcode: str) -> str:
    """A postcode with its space.

    Example:
        >>> spaced("B296HZ")
        'B29 6HZ'
    """
    return f"{postcode[:-3]} {postcode[-3:]}" if postcode else ""


def plain_words(text: str) -> str:
    """Words to look for: printable, with single spaces, 60 letters at most.

    Example:
        >>> plain_words("  north   wales ")
        'north wales'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:60].strip()
