"""The parts on care: what there is, how fresh that knowledge is, and how far away it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.briefings.facts import Facts, Value
from dashboard.briefings.maker import Maker
from dashboard.briefings.model import Block, Cell, Illustration, Paragraph, Section, Table
from dashboard.charts.breaks import make_steps
from dashboard.charts.drawn import LegendRow, MapWords, Picture, ServicePoint, draw_map
from etl.catalogue.services import DESTINATION_KINDS, SERVICE_KIND_BY_ID

HOSPICE = "children_hospice"
MAPPED = f"minutes_to_{HOSPICE}"
_MOST_SERVICES = 6
_NEAREST_HOSPICES = 3
# Areas that are shown beside an area of each type.
_BESIDE = {"country": "region", "nhs_region": "health_body", "region": "ltla",
           "health_body_2024": "ltla", "health_body": "ltla", "utla": "utla"}  # fmt: skip
_SURROUNDINGS_KM = 25.0


def care(maker: Maker) -> Section:
    """The services that children can reach within an hour, and when each was last checked."""
    say = maker.say
    near = maker.facts.services_near(maker.area)
    chosen = _chosen(maker, near)
    blocks: list[Block] = [Paragraph(_said(maker, near))]
    if len(chosen):
        blocks.append(_table(maker, chosen))
    blocks.append(Illustration(area_map(maker), _map_caption(maker), "map"))
    return Section("care", say("What care there is"), tuple(blocks))


def _chosen(maker: Maker, near: pd.DataFrame) -> pd.DataFrame:
    """Hospices nearest first, then other places within an hour of some children."""
    if near.empty:
        return near
    kinds = near["service_id"].map(lambda i: str(maker.facts.services[i]["service_kind"]))
    near = near.assign(kind=kinds).sort_values(["travel_minutes", "service_id"])
    hospices = near[near["kind"] == HOSPICE].head(_NEAREST_HOSPICES)
    others = near[near["kind"].isin([k.id for k in DESTINATION_KINDS if k.id != HOSPICE])]
    others = others[others["share_within_60"] > 0].drop_duplicates("kind")
    return pd.concat([hospices, others.head(_MOST_SERVICES - len(hospices))])


def _said(maker: Maker, near: pd.DataFrame) -> str:
    say = maker.say
    hospices = [
        row for row in near.itertuples(index=False)
        if maker.facts.services[str(row.service_id)]["service_kind"] == HOSPICE
        and row.share_within_60 > 0
    ]  # fmt: skip
    years = sorted(
        {int(maker.facts.services[str(row.service_id)]["last_verified"]) for row in hospices
         if pd.notna(maker.facts.services[str(row.service_id)]["last_verified"])}
    )  # fmt: skip
    if not hospices:
        return say(
            "No open children's hospice in the register is within 60 minutes by car of any "
            "neighbourhood here. The register may not be complete."
        )
    first = say.many(
        "{count} open children's hospice in the register is within 60 minutes by car of at least "
        "one neighbourhood here.",
        "{count} open children's hospices in the register are within 60 minutes by car of at "
        "least one neighbourhood here.",
        count=len(hospices),
    )
    if not years:
        return first
    checked = (
        say("Last checked in {year}.", year=years[0]) if len(years) == 1 else
        say("The oldest check was in {first} and the newest in {last}.", first=years[0],
            last=years[-1])
    )  # fmt: skip
    return f"{first} {checked}"


def _table(maker: Maker, chosen: pd.DataFrame) -> Table:
    say = maker.say
    rows = []
    for row in chosen.itertuples(index=False):
        service = maker.facts.services[str(row.service_id)]
        beds, year = service["beds"], service["last_verified"]
        minutes = float(round(row.travel_minutes))
        rows.append((
            Cell(str(service["name"])),
            Cell(say(SERVICE_KIND_BY_ID[str(service["service_kind"])].label)),
            Cell(say("not known")) if pd.isna(beds) else Cell(say.number(beds), float(beds)),
            Cell(say.number(minutes), minutes),
            Cell(say("not known")) if pd.isna(year) else Cell(str(int(year)), float(year)),
        ))  # fmt: skip
    return Table(
        caption=say("The nearest services in the register"),
        columns=(say("Service"), say("Kind"), say("Beds"), say("Average minutes by car"),
                 say("Last checked")),
        rows=tuple(rows), name="Services", weights=(3, 2, 0.9, 1.2, 1),
        note=say("Minutes are an average over children who can reach the service within three "
                 "hours. A service that is not listed may still exist."),
    )  # fmt: skip


def reach(maker: Maker) -> Section:
    """How far away each kind of service is."""
    say, words = maker.say, maker.words
    hospice = maker.figure(f"share_within_60_{HOSPICE}")
    beyond = maker.figure(f"need_beyond_60_{HOSPICE}")
    if hospice.known and hospice.value == 0:
        text = say("No child in the model lives within 60 minutes by car of an open children's "
                   "hospice in the register.")  # fmt: skip
    elif hospice.known and hospice.value >= 100:
        text = say("Every child in the model lives within 60 minutes by car of an open children's "
                   "hospice in the register.")  # fmt: skip
    else:
        text = say(
            "About {share} of the children live within 60 minutes by car of an open children's "
            "hospice in the register (likely range {range}). Children further away: {beyond}.",
            share=words.share(hospice.value), range=words.share_range(hospice),
            beyond=words.count(beyond),
        )  # fmt: skip
    unreached = maker.facts.unreached(maker.area)
    if unreached >= 0.5:
        text += " " + say(
            "Children who cannot reach one by road within three hours: {children}. Averages leave "
            "them out.",
            children=words.count(Value(unreached)),
        )  # fmt: skip
    text = f"{text} " + say("To be near a hospice is not to have a place there.")
    rows = []
    for kind in DESTINATION_KINDS:
        minutes = maker.figure(f"minutes_to_{kind.id}")
        rows.append((
            Cell(say(kind.label)),
            *(words.share_cell(maker.figure(f"share_within_{t}_{kind.id}")) for t in (30, 60, 90)),
            minutes_cell(maker, minutes), Cell(words.plain_range(minutes) or say("none")),
        ))  # fmt: skip
    table = Table(
        caption=say("Share of children near each kind of service, and minutes to the nearest"),
        columns=(say("Kind of service"), say("Within 30 minutes"), say("Within 60 minutes"),
                 say("Within 90 minutes"), say("Average minutes"), say("Likely range")),
        rows=tuple(rows), name="Reach", weights=(2.6, 1, 1, 1, 1, 1.1),
        note=say("By car, modelled. Only a few specialist teams are in the register: read a long "
                 "time to a team as the way to one of these."),
    )  # fmt: skip
    return Section("reach", say("How far away it is"), (Paragraph(text), table))


def minutes_cell(maker: Maker, value: Value) -> Cell:
    """Average minutes; where no child can make the journey, the words for that."""
    return maker.words.plain(value) if value.known else Cell(maker.say("over 3 hours or no road"))


def area_map(maker: Maker, *, width: float = 330, height: float = 330) -> Picture:
    """The area and its surroundings in steps of minutes to the nearest children's hospice."""
    say, area = maker.say, maker.area
    shown = _BESIDE.get(area.area_type, area.area_type)
    codes, values = maker.facts.ranks[shown, MAPPED]
    steps = make_steps(values, decimals=0)
    shades = [step.colour for step in steps.steps]
    colours = {code: shades[step] for code, step in zip(codes, steps.index.tolist(), strict=True)}
    own = maker.facts.shapes(area.area_type)
    box = own.box_of([area.code])
    margin = max(float(max(box[2] - box[0], box[3] - box[1])) * 0.3, _SURROUNDINGS_KM)
    legend = [
        LegendRow(say("{low} to {high} minutes", low=say.number(s.low), high=say.number(s.high)),
                  s.colour) for s in steps.steps
    ]  # fmt: skip
    outline = own if shown != area.area_type else None
    return draw_map(
        shapes=maker.facts.shapes(shown), colours=colours, outlines=outline,
        selected=[area.code], box=box + np.array([-margin, -margin, margin, margin]),
        legend=[*legend, *_extra_rows(maker, shown, colours)],
        services=hospice_points(maker.facts), width=width, height=height, legend_below=True,
        words=MapWords(alt=_map_alt(maker)),
    )  # fmt: skip


def _extra_rows(maker: Maker, shown: str, colours: dict[str, str]) -> list[LegendRow]:
    say = maker.say
    label = say(SERVICE_KIND_BY_ID[HOSPICE].label)
    rows = [
        LegendRow(label, kind=HOSPICE),
        LegendRow(say("{label}, approximate point", label=label), kind=HOSPICE, hollow=True),
    ]
    if len(colours) < len(maker.facts.shapes(shown).codes):
        rows.insert(0, LegendRow(say("More than 3 hours, or no road")))
    return rows


def hospice_points(facts: Facts) -> Sequence[ServicePoint]:
    """Open children's hospices with a point."""
    return [
        ServicePoint(HOSPICE, s["longitude"], s["latitude"], s["point_quality"] == "approximate")
        for s in facts.services.values()
        if s["service_kind"] == HOSPICE and s["status"] == "open" and pd.notna(s["longitude"])
    ]


def _map_caption(maker: Maker) -> str:
    return maker.say(
        "Average minutes by car to the nearest open children's hospice in the register. {name} "
        "has a thick outline.",
        name=maker.name,
    )  # fmt: skip


def _map_alt(maker: Maker) -> str:
    say, words = maker.say, maker.words
    minutes = maker.figure(MAPPED)
    if not minutes.known:
        return say("Map of {name} and its surroundings with open children's hospices. No hospice "
                   "is within three hours by road.", name=maker.name)  # fmt: skip
    return say(
        "Map of {name} and its surroundings with open children's hospices. In {name} the average "
        "journey is {minutes} minutes; the UK average is {uk}.",
        name=maker.name, minutes=words.plain(minutes).text,
        uk=words.plain(maker.facts.uk(MAPPED)).text,
    )  # fmt: skip
