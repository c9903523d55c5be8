"""The catalogue of messages: every word has a translation, and numbers follow the language."""

from __future__ import annotations

import string
from datetime import date

import pytest
from babel.messages.catalog import Message

from dashboard.text.messages import Language, languages, messages

pytestmark = pytest.mark.unit
WELSH = messages("cy")
ENTRIES = [m for m in WELSH.catalog or () if m.id]


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_english_stands_as_it_is_written() -> None:
    say = messages("en")
    assert say("Children: {children}", children=say.number(2541)) == "Children: 2,541"
    assert say.date(date(2026, 11, 25)) == "25 November 2026"
    assert say.many("{count} bed", "{count} beds", count=1) == "1 bed"
    assert say.many("{count} bed", "{count} beds", count=1200) == "1,200 beds"
    assert say.all_of(["Leeds", "York", "Hull"]) == "Leeds, York and Hull"


def test_welsh_numbers_dates_and_names() -> None:
    assert WELSH.number(2541.26, decimals=1) == "2,541.3"
    assert WELSH.number(-0.2) == "0"
    assert WELSH.date(date(2026, 11, 25)) == "25 Tachwedd 2026"
    assert WELSH.area("Cardiff") == "Caerdydd"
    assert WELSH.area("Cardiff West", "Gorllewin Caerdydd") == "Gorllewin Caerdydd"
    assert WELSH.area("Leeds") == "Leeds"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda m: str(m.id)[:30])
def test_a_translation_has_the_places_of_its_message(entry: Message) -> None:
    plural = isinstance(entry.id, tuple)
    source = entry.id[0] if plural else str(entry.id)
    for translated in entry.string if plural else [str(entry.string)]:
        assert translated, source
        # Welsh says the name, not "in the" name; every other place stands in both.
        assert _places(translated) - {"name"} <= _places(source), source
        assert _places(source) - _places(translated) <= {"inside"}, source


def test_every_plural_form_of_welsh_is_there() -> None:
    one = (
        "{count} open children's hospice in the register is within 60 minutes by car of at "
        "least one neighbourhood here."
    )
    for count in (0, 1, 2, 3, 6, 12):
        assert WELSH.many(one, "", count=count).endswith(f"{count}.")


def test_a_message_without_translation_stays_english_and_is_noted() -> None:
    assert WELSH("No one has translated this") == "No one has translated this"
    assert "No one has translated this" in WELSH.missing
    WELSH.missing.discard("No one has translated this")


def test_a_draft_is_marked_until_a_reviewer_is_named() -> None:
    assert languages()["cy"].needs_review
    assert not languages()["en"].needs_review
    assert not Language("cy", "Cymraeg", "cy-GB", "machine", "A reader").needs_review
