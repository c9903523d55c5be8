"""The content of a briefing on the catchment of a children's hospice. In English only."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.briefings import parts_closing
from dashboard.briefings.catchment import HOSPICE, STATED, Catchment, catchment_of
from dashboard.briefings.content import fixed_words
from dashboard.briefings.facts import Area, Facts, Value
from dashboard.briefings.maker import Maker
from dashboard.briefings.model import (
    TWO_PAGES,
    AreaBriefing,
    Block,
    Bullets,
    Cell,
    Illustration,
    KeyFigure,
    Paragraph,
    Section,
    Table,
)
from dashboard.briefings.parts_care import hospice_points
from dashboard.briefings.parts_need import TIERS
from dashboard.charts.drawn import LegendRow, MapWords, Picture, draw_map
from dashboard.theme import LAND, step_colours
from etl.catalogue.services import SERVICE_KIND_BY_ID

CATCHMENT = "catchment"
_MOST_COUNCILS, _MOST_OTHERS = 8, 6
_SHARES = ((0.995, "all of its children"), (0.5, "half or more"), (0.0, "less than half"))


def catchment_briefing(facts: Facts, service_id: str, *, length: str = TWO_PAGES) -> AreaBriefing:
    """The briefing of one hospice's catchment.

    Args:
        facts: The release.
        service_id: An open children's hospice of the register with a point.
        length: Kept in the name of the file; a catchment has as many pages as it needs, two at
            most.
    """
    found = catchment_of(facts, service_id)
    name = str(found.service["name"])
    maker = Maker(facts, Area(CATCHMENT, service_id, name, "", str(found.service["nation"]),
                              0.0, len(found.members)), "en")  # fmt: skip
    manifest = facts.release.manifest
    return AreaBriefing(
        area_type=CATCHMENT, code=service_id, language="en", length=length,
        kicker="Children with life-limiting conditions: catchment briefing", title=name,
        subtitle=f"Children's hospice, {found.service['town']}, {found.service['nation']}",
        headline=_headline(found, maker), figures=_key_figures(found, maker),
        sections=(_need(found, maker), _how(found), _care(found, maker), _overlap(found, maker),
                  _limits(), parts_closing.method(maker), parts_closing.sources(maker)),
        citation=parts_closing.citation(maker),
        footer=f"Gap Atlas, release {manifest['release']}. Modelled estimates, not counts.",
        words=fixed_words(maker), notice="", release=str(manifest["release"]),
        built=str(manifest["built"])[:10], full=pd.DataFrame(), sources=manifest["sources"],
        assumptions=manifest["assumptions"],
    )  # fmt: skip


def _headline(found: Catchment, maker: Maker) -> str:
    need, words = found.figure("need_all"), maker.words
    within = found.within(60)
    lead = (
        f"About {words.count(need)} children and young people with life-limiting conditions live "
        f"in this catchment. The likely range is {words.count_range(need)}."
    )
    if found.how == STATED:
        return f"{lead} Share within 60 minutes by car of the hospice: {words.share(within)}."
    return f"{lead} For {words.share(found.nearest())} of them no open hospice is nearer."


def _key_figures(found: Catchment, maker: Maker) -> tuple[KeyFigure, ...]:
    need, words = found.figure("need_all"), maker.words
    beds = found.service["beds"]
    return (
        KeyFigure(words.count(need), "children with life-limiting conditions",
                  f"likely {words.count_range(need)}"),
        KeyFigure(words.share(found.within(30)), "of them within 30 minutes of this hospice"),
        KeyFigure(words.share(found.nearest()), "of them have no open hospice nearer"),
        KeyFigure("not known" if pd.isna(beds) else maker.say.number(beds),
                  "beds, as the register has it",
                  f"last checked in {found.service['last_verified']}"),
    )  # fmt: skip


def _need(found: Catchment, maker: Maker) -> Section:
    rows = []
    for indicator in TIERS:
        value = found.figure(indicator)
        rows.append((Cell(maker.label(indicator)), maker.words.count_cell(value),
                     Cell(maker.words.count_range(value))))  # fmt: skip
    table = Table("Children by level of need, modelled",
                  ("Level of need", "Estimate", "Likely range"), tuple(rows), "Need",
                  "The levels overlap: do not add them. Ranges are those of the councils added up, "
                  "so they are wider than they need be.", (3.4, 1, 1.5))  # fmt: skip
    return Section("need", "How many children", (table,))


def _how(found: Catchment) -> Section:
    """How the catchment was drawn, said plainly."""
    if found.how == STATED:
        text = ("The catchment is the one that the hospice states: "
                f"{'; '.join(found.stated)}. Each part was matched to whole areas.")  # fmt: skip
    elif found.stated:
        text = (
            f"The hospice states this catchment: {'; '.join(found.stated)}. Not every part of it "
            "is the name of a council, a region or a nation. So the catchment here is every "
            "neighbourhood within 60 minutes by car instead."
        )
    else:
        text = ("The register has no stated catchment for this hospice. So the catchment here is "
                "every neighbourhood within 60 minutes by car.")  # fmt: skip
    more = "It does not say whom the hospice accepts."
    return Section("who", "How the catchment is drawn", (Paragraph(f"{text} {more}"),))


def _care(found: Catchment, maker: Maker) -> Section:
    councils = found.councils
    rows = tuple(
        (Cell(area.name), maker.words.count_cell(Value(need)),
         Cell(maker.words.share(100 * share)))
        for area, need, share in councils[:_MOST_COUNCILS]
    )  # fmt: skip
    left = len(councils) - len(rows)
    note = f"Councils with fewer of its children, not listed: {left}." if left else ""
    table = Table("Councils with most of its children",
                  ("Council", "Children in the catchment", "Share of the council's children"),
                  rows, "Councils", note, (3, 1.4, 1.6))  # fmt: skip
    blocks: tuple[Block, ...] = (table, Illustration(_map(found), _caption(), "map"))
    return Section("care", "Where they live", blocks)


def _overlap(found: Catchment, maker: Maker) -> Section:
    others = found.overlaps()
    if not others:
        text = "No other open hospice in the register is within 60 minutes by car of its children."
        return Section("reach", "Other hospices near the same children", (Paragraph(text),))
    rows = tuple(
        (Cell(str(service["name"])), Cell(maker.words.share(share)),
         Cell(str(service["last_verified"])))
        for service, share in others[:_MOST_OTHERS]
    )  # fmt: skip
    left = len(others) - len(rows)
    note = f"Hospices near fewer of them, not listed: {left}. " if left else ""
    table = Table("Share of its children within 60 minutes by car of another open hospice",
                  ("Hospice", "Share of the children", "Last checked"), rows, "Overlap",
                  f"{note}Hospices share areas by agreement: near is not the same as served.",
                  (3, 1.2, 1))  # fmt: skip
    return Section("reach", "Other hospices near the same children", (table,))


def _limits() -> Section:
    items = (
        "They do not count children. Only local records can say who and where they are.",
        "The hospice's own records of referrals and refusals are not in these figures.",
        "Journeys are by car, modelled. Nearness is not care.",
    )
    return Section("limits", "What these figures do not say", (Bullets(items),), small=True)


def _map(found: Catchment) -> Picture:
    """Councils by how much of their children the catchment takes in."""
    shapes = found.facts.shapes("ltla")
    dark, middle, pale = step_colours(3)[::-1]
    shade = {area.code: (dark if share >= 0.995 else middle if share >= 0.5 else pale)
             for area, _, share in found.councils}  # fmt: skip
    colours = {code: shade.get(code, LAND) for code in shapes.codes}
    box = shapes.box_of(list(shade)) + np.array([-10.0, -10.0, 10.0, 10.0])
    label = SERVICE_KIND_BY_ID[HOSPICE].label
    legend = [
        LegendRow(words, colour)
        for (_, words), colour in zip(_SHARES, (dark, middle, pale), strict=True)
    ]
    legend += [LegendRow("outside the catchment", LAND), LegendRow(label, kind=HOSPICE)]
    alt = (
        f"Map of {len(shade)} councils by how many of their children are in the catchment of "
        f"{found.service['name']}, with open children's hospices."
    )
    return draw_map(
        shapes=shapes, colours=colours, legend=legend, box=box, width=330, height=330,
        services=hospice_points(found.facts), legend_below=True,
        words=MapWords(alt=alt, legend="Children of the council in the catchment"),
    )  # fmt: skip


def _caption() -> str:
    return "Councils by the share of their children who are in the catchment."
