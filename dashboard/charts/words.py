"""Figures in words: the same number reads the same way everywhere."""

from __future__ import annotations

import math

from etl.catalogue.indicators import Indicator

NO_VALUE = "no value"


def number(value: float, *, decimals: int) -> str:
    """A number with thousands marks and a fixed number of decimals.

    Example:
        >>> number(12345.678, decimals=1)
        '12,345.7'
    """
    text = f"{value:,.{decimals}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def short_unit(indicator: Indicator) -> str:
    """What follows a number: `%`, or a space and the unit."""
    if indicator.unit.startswith("%"):
        return "%"
    if indicator.unit.startswith("per "):
        return " per 10,000"
    return f" {indicator.unit}"


def with_unit(value: float | None, indicator: Indicator) -> str:
    """A figure with its unit, or the words for no figure.

    Args:
        value: The figure; missing if None or not a number.
        indicator: What it is a figure of.
    """
    if is_missing(value):
        return NO_VALUE
    assert value is not None
    return number(value, decimals=indicator.decimals) + short_unit(indicator)


def is_missing(value: float | None) -> bool:
    """Whether there is no figure."""
    return value is None or math.isnan(value)


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: names keep their capitals.

    Example:
        >>> in_sentence("Local authorities"), in_sentence("NHS England regions")
        ('local authorities', 'NHS England regions')
    """
    first = label.split(" ", 1)[0]
    is_name = first.isupper() or first == "Westminster"
    return label if is_name else label[:1].lower() + label[1:]


def sentence_start(label: str) -> str:
    """A label as it stands first in a sentence.

    Example:
        >>> sentence_start("minutes")
        'Minutes'
    """
    return label[:1].upper() + label[1:]


def ordinal(rank: int) -> str:
    """A rank as a person says it.

    Example:
        >>> ordinal(1), ordinal(12), ordinal(23)
        ('1st', '12th', '23rd')
    """
    if 10 <= rank % 100 <= 20:
        return f"{rank}th"
    return f"{rank}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(rank % 10, 'th') }"


def count_of_areas(count: int) -> str:
    """A number of areas in words.

    Example:
        >>> count_of_areas(1), count_of_areas(1200)
        ('1 area', '1,200 areas')
    """
    return f"{count:,} area" + ("" if count == 1 else "s")


def list_of(items: list[str], *, most: int = 3) -> str:
    """Names joined for a sentence, with the number of those left out.

    Example:
        >>> list_of(["A", "B", "C", "D", "E"], most=2)
        'A, B and 3 others'
    """
    if len(items) > most:
        left = len(items) - most
        return f"{', '.join(items[:most])} and {left} {'other' if left == 1 else 'others'}"
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))
