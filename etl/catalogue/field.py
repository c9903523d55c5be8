"""One column, wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One column, wherever it stands.

    Attributes:
        name: The column name.
        label: What a person reads in a heading.
        dtype: One of `text`, `integer`, `number`, `flag`, `geometry`.
        about: What it means, in one or two sentences.
        unit: Unit of a number; empty for codes and words.
        nullable: Whether it may be empty, and then means "not known" or "does not apply".
        minimum: Least value allowed.
        maximum: Greatest value allowed.
        allowed: The only values allowed.
        pattern: A regular expression that every value matches.
    """

    name: str
    label: str
    dtype: str
    about: str
    unit: str = ""
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[str, ...] | None = None
    pattern: str | None = None


def text_field(name: str, label: str, about: str, *, nullable: bool = True) -> Field:
    """A column of words."""
    return Field(name, label, "text", about, nullable=nullable)
