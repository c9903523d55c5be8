"""Assumptions and the address bar: one short word each, only what differs. Pure: no Streamlit.

`def:restricted,speed:80` stands for the strict definition of need and slower journeys. Reading
never fails; what cannot be used becomes a sentence and is left as published.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from dashboard.state.address import printable
from etl.catalogue.choices import CHOICE_BY_ID, CHOICES, PRESETS, YEARS, Choice
from etl.methods.scenario_parts import Assumptions

_MOST = 40
_BY_SHORT = {choice.short: choice for choice in CHOICES}


@lru_cache(1024)
def to_text(assumptions: Assumptions) -> str:
    """The words for a set of assumptions; nothing for the published ones.

    Example:
        >>> to_text(Assumptions(speed=80, statuses=("open", "unknown")))
        'status:open.unknown,speed:80'
    """
    parts = [(choice, value_text(choice, assumptions)) for choice in CHOICES]
    return ",".join(f"{choice.short}:{text}" for choice, text in parts if text != choice.default)


def value_text(choice: Choice, assumptions: Assumptions) -> str:
    """The value of one assumption as it stands in the address bar."""
    value = getattr(assumptions, choice.id)
    return ".".join(value) if isinstance(value, tuple) else str(value)


def parse(text: str) -> tuple[Assumptions, tuple[str, ...]]:
    """Read a set of assumptions.

    Args:
        text: Words of the address bar.

    Returns:
        Assumptions that can be used, and a sentence for every value that could not.

    Example:
        >>> parse("speed:fast")[1]
        ('The address asks for "fast" as speed of all journeys, which cannot be used. It stays as \
published.',)
    """
    found: dict[str, Any] = {}
    problems = []
    for part in filter(None, text.split(",")[:_MOST]):
        short, _, value = part.partition(":")
        choice = _BY_SHORT.get(short)
        if choice is None:
            problems.append(
                f'The address asks for the assumption "{printable(short)}", which does not exist. '
                "The others are used."
            )
            continue
        read = from_text(choice, value)
        if read is None:
            label = choice.label[:1].lower() + choice.label[1:]
            problems.append(
                f'The address asks for "{printable(value)}" as {label}, which cannot be used. It '
                "stays as published."
            )
        else:
            found[choice.id] = read
    return settled(Assumptions(**found)), tuple(dict.fromkeys(problems))


def from_text(choice: Choice, text: str) -> Any:
    """The value that a word stands for, or None if it stands for none."""
    is_list = choice.id in ("also", "statuses")
    if not choice.options:
        least, most = choice.limits
        is_number = text.isascii() and text.isdigit() and len(text) <= 4
        if text == choice.default or (is_number and least <= int(text) <= most):
            return int(text)
        return None
    if choice.id == "also":
        asked = text.split(".") if text else []
        known = tuple(kind for kind in choice.options if kind in asked)
        return known if len(known) == len(set(asked)) else None
    if text not in choice.options:
        return None
    if choice.id == "radius":
        return int(text)
    return tuple(text.split(".")) if is_list else text


def settled(assumptions: Assumptions) -> Assumptions:
    """The same with a year where the scenario has one, and without where it has none."""
    if assumptions.scenario == "none":
        return replace(assumptions, year=0)
    return replace(assumptions, year=assumptions.year or YEARS[1])


@cache
def preset(name: str) -> Assumptions:
    """A named set."""
    return parse(PRESETS[name][1])[0]


def preset_of(assumptions: Assumptions) -> str:
    """The name of a set, or nothing."""
    return next((name for name in PRESETS if preset(name) == assumptions), "")


assert set(CHOICE_BY_ID) == set(Assumptions.__dataclass_fields__)
