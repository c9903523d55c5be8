"""The part on the gap: what is missing and why, as surely as the draws allow."""

from __future__ import annotations

from dataclasses import replace

from dashboard.briefings.facts import Area, Facts
from dashboard.briefings.maker import Maker
from dashboard.briefings.model import Bullets, Paragraph, Section
from dashboard.briefings.wording import rounded
from etl.catalogue.gap_facts import GAP_FACT_FIELDS, GapFacts
from etl.catalogue.sentences import gap_sentence
from etl.catalogue.services import CAPACITY_KINDS


def gap(maker: Maker, *, all_kinds: bool = True) -> Section:
    """Why there is a gap in each kind of service whose capacity is known."""
    say = maker.say
    kinds = CAPACITY_KINDS if all_kinds else CAPACITY_KINDS[:1]
    sentences = tuple(_sentence(maker, kind.id) for kind in kinds)
    text = say(
        "The UK average says what is usual, not what is enough. No published standard gives beds "
        "for each child. Each bed is counted once. It is shared among all who can reach it."
    )
    return Section("gap", say("The gap, and why"), (Bullets(sentences), Paragraph(text)))


def _sentence(maker: Maker, kind: str) -> str:
    """The sentence of the catalogue, with numbers rounded as everywhere in a briefing."""
    facts = gap_facts(maker.facts, maker.area, kind, name=maker.own_name)
    shown = replace(facts, need_beyond_60=rounded(facts.need_beyond_60))
    return gap_sentence(shown, maker.say)


def gap_facts(facts: Facts, area: Area, kind: str, *, name: str) -> GapFacts:
    """What the sentence of one area and kind is made from, read from the release."""
    reasons = facts.rows("gap_reasons", area)
    row = next(reason for reason in reasons if reason["service_kind"] == kind)
    return GapFacts(name=name, service_kind=kind, **{f: row[f] for f in GAP_FACT_FIELDS})
