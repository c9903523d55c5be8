"""The parts that close a briefing: staff and money, what to ask, limits, method, sources."""

from __future__ import annotations

from datetime import date

from dashboard.briefings.maker import Maker
from dashboard.briefings.model import Bullets, Paragraph, Section

HOSPICE = "children_hospice"
_SOURCES = ("population", "ethnic_groups", "evidence", "services_register")


def staff(maker: Maker) -> Section:
    """Nurses, consultants and spend against published standards."""
    say, words = maker.say, maker.words
    items = [
        say("The standard of the Royal College of Nursing asks for {nurses} community children's "
            "nurses here. It covers all community children's nursing, not palliative care alone. "
            "How many are in post is not published for this area.",
            nurses=words.count(maker.figure("nurses_needed")))
    ]  # fmt: skip
    if maker.area.nation == "England":
        post = maker.facts.planning_facts.get("nurses-8", {})
        need = maker.facts.planning_facts.get("nurses-7", {})
        if post and need:
            items.append(say(
                "In England as a whole, {post} were reported in post in {year} where {need} were "
                "needed.",
                post=say.number(float(post["published_value"])), year=post["period"],
                need=say.number(float(need["published_value"])),
            ))  # fmt: skip
    consultants = maker.figure("consultants_needed")
    if consultants.known and consultants.value >= 0.05:
        items.append(say(
            "Its part of the {low} to {high} specialist consultants that the UK needs is about "
            "{own}. This is arithmetic by the number of children, not a plan.",
            low=40, high=60, own=words.plain(consultants, decimals=1).text,
        ))  # fmt: skip
    items.append(_spend(maker))
    return Section("staff", say("Nurses, doctors and money"), (Bullets(tuple(items)),))


def _spend(maker: Maker) -> str:
    say = maker.say
    spend = maker.figure("hospice_spend_per_child")
    if spend.known:
        return say(
            "Published NHS spend on children's hospice care here was £{spend} for each child with "
            "a life-limiting condition in {year}.",
            spend=say.number(spend.value), year=spend.period,
        )  # fmt: skip
    return say("What the NHS spends here on children's hospice care is not published in the "
               "sources at hand.")  # fmt: skip


def ask(maker: Maker) -> Section:
    """Questions that a member of Parliament can put, made from what the figures show."""
    say, words = maker.say, maker.words
    body = maker.name_of(maker.health_body) if maker.health_body else maker.nation_name
    items = [say(
        "Ask {body}: how many children with life-limiting conditions do you know of here, and how "
        "does that compare with the estimate of about {children}?",
        body=body, children=words.count(maker.figure("need_all")),
    )]  # fmt: skip
    beyond = maker.figure(f"need_beyond_60_{HOSPICE}")
    if beyond.known and beyond.value >= 1:
        items.append(say(
            "Ask {body}: what care is there for the children who live more than 60 minutes from a "
            "children's hospice? The model puts their number at about {beyond}.",
            body=body, beyond=words.count(beyond),
        ))  # fmt: skip
    items += [
        say("Ask {body}: is nursing and specialist advice at the end of life there for every "
            "family at home, at any hour, on every day?", body=body),
        say("Ask {body}: what did you spend on children's palliative care last year, in hospices "
            "and at home?", body=body),
        say("Ask ministers: when will community children's nursing reach the standard? It asks "
            "for {nurses} nurses here.", nurses=words.count(maker.figure("nurses_needed"))),
    ]  # fmt: skip
    return Section("ask", say("What to ask"), (Bullets(tuple(items)),))


def limits(maker: Maker) -> Section:
    """What the figures do not say."""
    say = maker.say
    items = [
        say("They do not count children. Only local records can say who and where they are."),
        say("The register shows the services that were found. A service that was not found may "
            "still exist, and a listed one may have changed since it was checked."),
        say("Nearness is not care. The figures do not know who is referred, who is accepted or "
            "how long a family waits."),
        say("Care at home and care in hospital wards is not in the travel figures."),
    ]  # fmt: skip
    if maker.area_type.id == "constituency":
        items.append(say("Constituencies are put together from small areas that fit them best, so "
                         "figures near the edge are rough."))  # fmt: skip
    if maker.area.nation in ("Scotland", "Northern Ireland"):
        items.append(say("Journey times are less sure in {nation}, where no known journeys were "
                         "at hand to set speeds by.", nation=maker.nation_name))  # fmt: skip
    return Section("limits", say("What these figures do not say"), (Bullets(tuple(items)),),
                   small=True)  # fmt: skip


def method(maker: Maker) -> Section:
    """The method in a paragraph."""
    say = maker.say
    period = maker.figure("need_all").period or str(
        maker.facts.release.manifest["periods"].get(maker.area.nation, "")
    )
    text = say(
        "The residents of each age ({period}) are multiplied by England's published rates for "
        "2017/18. Each small area is then adjusted for its ethnic mix. Ranges come from 2,000 "
        "draws of what is not known. That is the definition, the trend, the risks, deprivation, "
        "local differences and chance. Journeys are by car, set to known road times. Beds are "
        "shared among the children within 90 minutes. Near ones count more.",
        period=maker.say(period),
    )  # fmt: skip
    return Section("method", say("How the figures are made"), (Paragraph(text),), small=True)


def sources(maker: Maker) -> Section:
    """Sources with their vintage, and how to cite."""
    say = maker.say
    manifest = maker.facts.release.manifest
    records = {str(s["id"]): s for s in manifest["sources"]}
    listed = [
        f"{records[id_]['title']} ({records[id_]['publisher']}): {records[id_]['vintage']}."
        for id_ in _SOURCES
        if id_ in records
    ]
    listed.append(say("The full list, with licences, is on the page Data and methods of the "
                      "atlas."))  # fmt: skip
    blocks = (Paragraph(" ".join(listed)), Paragraph(citation(maker)))
    return Section("sources", say("Sources"), blocks, small=True)


def citation(maker: Maker) -> str:
    """How to cite the briefing."""
    manifest = maker.facts.release.manifest
    return maker.say(
        "How to cite: Gap Atlas, briefing for {name} ({code}), release {release}, code {version}, "
        "{day}.",
        name=maker.name, code=maker.area.code, release=manifest["release"],
        version=manifest.get("code_version", manifest.get("version", "")), day=built_day(maker),
    )  # fmt: skip


def built_day(maker: Maker) -> str:
    """The day of the release in words."""
    return maker.say.date(date.fromisoformat(str(maker.facts.release.manifest["built"])[:10]))
