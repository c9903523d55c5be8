"""The content of a briefing: which parts, for which kind of area, in which order."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.briefings import parts_care, parts_closing, parts_compare, parts_gap, parts_need
from dashboard.briefings.facts import Area, Facts, Value
from dashboard.briefings.maker import Maker
from dashboard.briefings.model import ONE_PAGE, TWO_PAGES, AreaBriefing, KeyFigure, Section
from dashboard.text.messages import ENGLISH
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.catalogue.ratios import is_many

HOSPICE = "children_hospice"
CONSTITUENCY = "constituency"


def area_briefing(
    facts: Facts,
    area_type: str,
    code: str,
    *,
    language: str = ENGLISH,
    length: str = TWO_PAGES,
) -> AreaBriefing:
    """The briefing of one area.

    Args:
        facts: The release.
        area_type: A planning area type.
        code: Code of the area.
        language: Tag of the language of the words.
        length: `one` or `two` pages.

    Raises:
        UserError: If the release has no such area.
    """
    maker = Maker(facts, facts.area(area_type, code), language)
    sections = _one_page(maker) if length == ONE_PAGE else _two_pages(maker)
    say, manifest = maker.say, facts.release.manifest
    return AreaBriefing(
        area_type=area_type,
        code=code,
        language=language,
        length=length,
        kicker=say("Children with life-limiting conditions: briefing"),
        title=maker.name,
        subtitle=_subtitle(maker),
        headline=_headline(maker),
        figures=_key_figures(maker),
        sections=tuple(s for s in sections if s is not None),
        citation=parts_closing.citation(maker),
        footer=say("Gap Atlas, release {release}. Modelled estimates, not counts.",
                   release=manifest["release"]),
        words=fixed_words(maker),
        notice=_notice(maker),
        release=str(manifest["release"]),
        built=str(manifest["built"])[:10],
        full=_full(facts, maker.area),
        sources=manifest["sources"],
        assumptions=manifest["assumptions"],
    )  # fmt: skip


def _two_pages(maker: Maker) -> list[Section | None]:
    if maker.area.area_type == CONSTITUENCY:
        return [
            *_under(maker, "What: {heading}", [
                parts_need.need(maker), parts_need.who(maker), parts_care.care(maker),
                parts_care.reach(maker),
            ]),
            *_under(maker, "So what: {heading}", [
                parts_gap.gap(maker), parts_compare.compare(maker), parts_need.future(maker),
            ]),
            parts_closing.ask(maker), parts_closing.limits(maker), parts_closing.method(maker),
            parts_closing.sources(maker),
        ]  # fmt: skip
    return [
        parts_need.need(maker), parts_need.who(maker), parts_care.care(maker),
        parts_care.reach(maker), parts_gap.gap(maker), parts_compare.compare(maker),
        parts_compare.fairness(maker), parts_need.future(maker), parts_closing.staff(maker),
        parts_closing.limits(maker), parts_closing.method(maker), parts_closing.sources(maker),
    ]  # fmt: skip


def _under(maker: Maker, message: str, sections: list[Section | None]) -> list[Section | None]:
    """Sections under one of the three questions of a member of Parliament."""
    return [
        s and replace(s, heading=maker.say(message, heading=s.heading[:1].lower() + s.heading[1:]))
        for s in sections
    ]


def _one_page(maker: Maker) -> list[Section | None]:
    return [
        parts_need.need(maker), parts_care.care(maker), parts_gap.gap(maker, all_kinds=False),
        parts_closing.ask(maker) if maker.area.area_type == CONSTITUENCY else None,
        parts_closing.limits(maker), parts_closing.method(maker),
    ]  # fmt: skip


def _subtitle(maker: Maker) -> str:
    say = maker.say
    label = say(maker.area_type.label)
    if maker.area.area_type in ("country", "region") or maker.nation is None:
        return label
    inside = [maker.name_of(a) for a in (maker.region, maker.nation) if a is not None]
    return say("{kind} in {place}", kind=label, place=", ".join(inside))


def _headline(maker: Maker) -> str:
    """What the reader must leave with."""
    say, words = maker.say, maker.words
    need = maker.figure("need_all")
    first = say(
        "About {children} children and young people in {name} live with a life-limiting "
        "condition. The number is likely to be between {low} and {high}.",
        children=words.count(need), name=maker.in_text(maker.area), low=_limit(maker, need.lower),
        high=_limit(maker, need.upper),
    )  # fmt: skip
    return f"{first} {_headline_reach(maker)}"


def _limit(maker: Maker, limit: float) -> str:
    return maker.words.count(Value(limit))


def _headline_reach(maker: Maker) -> str:
    say, words = maker.say, maker.words
    beyond = maker.figure(f"need_beyond_60_{HOSPICE}")
    share = maker.figure(f"share_within_60_{HOSPICE}")
    if not share.known:
        return ""
    if share.value == 0:
        return say("None of them lives within 60 minutes by car of an open children's hospice in "
                   "the register.")  # fmt: skip
    if share.value >= 100 or beyond.value < 0.5:
        return say(
            "All of them live within 60 minutes by car of an open children's hospice in "
            "the register. This does not say that there is a place for each."
        )
    return say(
        "About {beyond} of them live more than 60 minutes by car from every open children's "
        "hospice in the register.",
        beyond=words.count(beyond),
    )  # fmt: skip


def _key_figures(maker: Maker) -> tuple[KeyFigure, ...]:
    say, words = maker.say, maker.words
    need, share = maker.figure("need_all"), maker.figure(f"share_within_60_{HOSPICE}")
    minutes, beds = maker.figure(f"minutes_to_{HOSPICE}"), maker.figure(f"coverage_uk_{HOSPICE}")

    def _likely(text: str) -> str:
        return say("likely {range}", range=text) if text else ""

    beds_within_reach = (
        KeyFigure(words.times(beds), say("the UK average of hospice beds within reach"),
                  _likely(words.times_range(beds)))
        if is_many(beds.value)
        else KeyFigure(words.share(beds.value),
                       say("of the UK average of hospice beds within reach"),
                       _likely(words.share_range(beds)))
    )  # fmt: skip
    return (
        KeyFigure(words.count(need), say("children with life-limiting conditions"),
                  _likely(words.count_range(need))),
        KeyFigure(words.share(share.value), say("of them within 60 minutes of a children's "
                                                "hospice"), _likely(words.share_range(share))),
        KeyFigure(words.plain(minutes).text if minutes.known else say("over 3 hours"),
                  say("minutes by car to the nearest, on average") if minutes.known else
                  say("by car to the nearest, or no road"),
                  _likely(words.plain_range(minutes))),
        beds_within_reach,
    )  # fmt: skip


def _notice(maker: Maker) -> str:
    language = maker.say.language
    if not language.needs_review:
        return ""
    english = f"{language.name}: drafted by machine, not yet reviewed."
    return f"{maker.say('Drafted by machine, not yet reviewed.')} {english}"


def fixed_words(maker: Maker) -> dict[str, str]:
    """Words of the formats themselves."""
    say = maker.say
    return {
        "figure": say("Figure"), "estimate": say("Estimate"), "range": say("Likely range"),
        "unit": say("Unit"), "note": say("Note"), "page": say("Page"), "of": say("of"),
        "summary": say("Summary"), "text": say("Text"), "part": say("Part"),
        "key_figures": say("Key figures"), "all_figures": say("All figures"),
        "brand": "Gap Atlas",
    }  # fmt: skip


def _full(facts: Facts, area: Area) -> pd.DataFrame:
    """Every figure of the area as the release holds it."""
    values = facts.figures.get((area.area_type, area.code), {})
    return pd.DataFrame(
        [
            {
                "indicator_id": indicator,
                "label": INDICATOR_BY_ID[indicator].label,
                "value": value.value, "lower": value.lower, "upper": value.upper,
                "unit": INDICATOR_BY_ID[indicator].unit, "period": value.period,
                "note": value.note,
            }
            for indicator, value in values.items() if indicator in INDICATOR_BY_ID
        ]
    )  # fmt: skip
