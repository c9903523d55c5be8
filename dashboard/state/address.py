"""Reading values from the address bar: what every page's state shares. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

_LONGEST_ECHO = 40


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
