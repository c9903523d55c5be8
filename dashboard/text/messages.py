"""One catalogue of messages: English is written where it is used, other languages are catalogues.

A message is English with named places: `say("Children: {children}", children=say.number(34))`. In
another language its translation is taken from `locale/<language>.po`; a message without one stays
English. Numbers, dates and lists follow the language. Pure: no Streamlit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.core import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

ENGLISH, WELSH = "en", "cy"
_HERE = Path(__file__).parent
_LOCALES = {ENGLISH: "en_GB", WELSH: "cy_GB"}
_AREA = "area"  # context of the names of areas


@dataclass(frozen=True)
class Language:
    """One language of the product.

    Attributes:
        id: Its tag, such as `cy`.
        name: Its own name for itself.
        tag: The tag written into documents.
        drafted_by: Who drafted the catalogue; empty for the language of the code.
        reviewer: Who has reviewed it; empty for no one yet.
        reviewed_on: When.
    """

    id: str
    name: str
    tag: str
    drafted_by: str = ""
    reviewer: str = ""
    reviewed_on: str = ""

    @property
    def needs_review(self) -> bool:
        """Whether every document in it must say that no one has reviewed its words."""
        return bool(self.drafted_by) and not self.reviewer


@dataclass(frozen=True)
class Messages:
    """Messages in one language.

    Attributes:
        language: The language.
        catalog: Its translations; none for English.
        missing: Messages that were asked for and have no translation. Tests look at it.
    """

    language: Language
    catalog: Catalog | None = None
    missing: set[str] = field(default_factory=set, compare=False)

    def __call__(self, message: str, **values: object) -> str:
        """One message.

        Args:
            message: The English, with places in braces.
            values: What stands in the places, already in the language.
        """
        return self._translated(message, None).format(**values)

    def many(self, one: str, other: str, *, count: int, **values: object) -> str:
        """A message that depends on a number; `{count}` stands for it.

        Args:
            one: The English for one.
            other: The English for any other number.
            count: The number.
            values: What stands in the other places.
        """
        values = {"count": self.number(count), **values}
        if self.catalog is None:
            return (one if count == 1 else other).format(**values)
        found = self.catalog.get(one)
        if found is None or not found.string or not all(found.string):
            self.missing.add(one)
            return (one if count == 1 else other).format(**values)
        strings = found.string
        forms = [strings] if isinstance(strings, str) else list(strings or ())
        return forms[min(_plural_form(self._locale, count), len(forms) - 1)].format(**values)

    def area(self, name: str, own_name: object = "") -> str:
        """The name of an area in the language.

        Args:
            name: The publisher's name.
            own_name: The publisher's Welsh name where there is one.
        """
        if self.catalog is None:
            return name
        if self.language.id == WELSH and isinstance(own_name, str) and own_name:
            return own_name
        found = self.catalog.get(name, _AREA)
        return str(found.string) if found is not None and found.string else name

    def number(self, value: float, *, decimals: int = 0) -> str:
        """A number as the language writes it."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        text = format_decimal(round(value, decimals) + 0.0, pattern, locale=self._locale)
        return text.removeprefix("-") if not any(c in text for c in "123456789") else text

    def date(self, day: date) -> str:
        """A date in words."""
        return format_date(day, "long", locale=self._locale)

    def all_of(self, items: Sequence[str]) -> str:
        """Names joined for a sentence."""
        if self.language.id == WELSH:  # "a" or "ac" hangs on the next sound: a comma is never wrong
            return ", ".join(items)
        return format_list(list(items), locale=self._locale) if items else ""

    def _translated(self, message: str, context: str | None) -> str:
        if self.catalog is None:
            return message
        found = self.catalog.get(message, context)
        if found is None or not found.string:
            self.missing.add(message)
            return message
        return str(found.string)

    @property
    def _locale(self) -> str:
        return _LOCALES[self.language.id]


_PLURALS = ("zero", "one", "two", "few", "many", "other")


def _plural_form(locale: str, count: int) -> int:
    """Which of the forms in a catalogue a number takes: they stand in the order of CLDR."""
    rule = Locale.parse(locale).plural_form
    used = [name for name in _PLURALS if name == "other" or name in rule.tags]
    return used.index(rule(count))


@cache
def languages() -> dict[str, Language]:
    """The languages of the product, from `languages.yaml`."""
    read: dict[str, Any] = yaml.safe_load((_HERE / "languages.yaml").read_text(encoding="utf-8"))
    return {tag: Language(id=tag, **record) for tag, record in read.items()}


@cache
def messages(language: str = ENGLISH) -> Messages:
    """The messages of one language.

    Raises:
        KeyError: If the product does not have the language.

    Example:
        >>> say = messages("en")
        >>> say("Children: {children}", children=say.number(2541))
        'Children: 2,541'
    """
    known = languages()[language]
    if language == ENGLISH:
        return Messages(known)
    with (_HERE / "locale" / f"{language}.po").open("rb") as file:
        return Messages(known, read_po(file, locale=language))
