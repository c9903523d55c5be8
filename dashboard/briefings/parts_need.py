"""The parts on need: how many children, who they are, and the years to 2030."""

from __future__ import annotations

import pandas as pd

from dashboard.briefings.facts import Value
from dashboard.briefings.maker import Maker
from dashboard.briefings.model import (
    Bullets,
    Cell,
    Illustration,
    Paragraph,
    Section,
    Table,
)  # fmt: skip
from dashboard.charts.drawn import Line, draw_lines
from dashboard.theme import ACCENT, MARKS

TIERS = ("need_all", "need_hospital_contact", "need_ongoing", "need_unstable", "deaths_year")
YOUNG = "need_14_25"


def need(maker: Maker) -> Section:
    """How many children, with the tiers of need."""
    say, words = maker.say, maker.words
    rows = []
    for indicator in (*TIERS, YOUNG):
        figure = maker.figure(indicator)
        rows.append((Cell(maker.label(indicator)), words.count_cell(figure),
                     Cell(words.count_range(figure) or say("not known"))))  # fmt: skip
    table = Table(
        caption=say("Children by level of need, modelled"),
        columns=(say("Level of need"), say("Estimate"), say("Likely range")),
        rows=tuple(rows), name="Need", weights=(3.4, 1, 1.5),
        note=say(
            "The levels overlap: do not add them. Shares for hospital contact and for unstable "
            "children come from Scotland, and for ongoing care from north Wales. Ages 14 to 19 are "
            "in two rows."
        ),
    )  # fmt: skip
    text = say(
        "These are modelled estimates for ages 0 to 19, not counts. No public register counts "
        "these children."
    )
    return Section("need", say("How many children"), (Paragraph(text), table))


def who(maker: Maker) -> Section:
    """Age, deprivation and ethnic mix, with what each does not say."""
    say = maker.say
    items = [_age(maker), *_profile(maker)]
    return Section("who", say("Who the children are"), (Bullets(tuple(filter(None, items))),))


def _age(maker: Maker) -> str:
    parts = maker.facts.rows("need_parts", maker.area)
    by_age = {str(part["age_range"]): float(part["children"]) for part in parts}
    babies, total = by_age.get("under 1"), sum(by_age.values())
    if babies is None or not total:
        return ""
    return maker.say(
        "About {share} of them are babies under 1 year. The rate is highest in the first year of "
        "life.",
        share=maker.words.share(100 * babies / total),
    )  # fmt: skip


def _profile(maker: Maker) -> list[str]:
    say, words = maker.say, maker.words
    groups = [row for row in maker.facts.rows("equity_groups", maker.area)
              if row["dimension"] == "deprivation_fifth"]  # fmt: skip
    total = sum(float(row["need"]) for row in groups)
    found = []
    if total:
        poorest = sum(float(row["need"]) for row in groups if row["group_order"] == 1) / total
        found.append(say(
            "About {share} of them live in the most deprived fifth of neighbourhoods in {nation}. "
            "The estimate does not allow for deprivation, so the true share may be higher.",
            share=words.share(100 * poorest), nation=maker.nation_name,
        ))  # fmt: skip
    for row in maker.facts.rows("area_profiles", maker.area):
        if pd.notna(row["minority_ethnic_share"]):
            found.append(say(
                "About {share} of residents where children live are from minority ethnic groups. "
                "This is for residents of all ages at the census, not for the children "
                "themselves.",
                share=words.share(100 * float(row["minority_ethnic_share"])),
            ))  # fmt: skip
        if pd.notna(row["rural_share"]) and row["rural_share"] > 0:
            found.append(say(
                "About {share} of all children live in rural neighbourhoods.",
                share=words.share(100 * float(row["rural_share"])),
            ))  # fmt: skip
    return found


def future(maker: Maker) -> Section | None:
    """Need to 2030 between the published scenarios, for the area or the one it lies in."""
    say, words = maker.say, maker.words
    area = maker.area
    rows = maker.facts.rows("projections", area)
    if not rows:
        area = maker.health_body or maker.region or maker.nation or maker.area
        rows = maker.facts.rows("projections", area)
    if not rows:
        return None
    name = maker.in_text(area)
    lines, ends = [], {}
    for scenario, label, colour, dash in (
        ("highest", say("Highest"), ACCENT, ""),
        ("lowest", say("Lowest"), MARKS["children_hospice"].colour, "5 3"),
    ):
        part = sorted((r for r in rows if r["scenario"] == scenario), key=lambda r: r["year"])
        columns = ([r[c] for r in part] for c in ("year", "need", "need_lower", "need_upper"))
        years, values, lower, upper = columns
        lines.append(Line(label, years, values, colour, lower, upper, dash))
        ends[scenario] = part[-1]
    low, high = ends["lowest"], ends["highest"]
    span = say(
        "{low} to {high}", low=words.count(Value(float(low["need_lower"]))),
        high=words.count(Value(float(high["need_upper"]))),
    )  # fmt: skip
    text = say(
        "In 2030 there may be between {low} and {high} children with life-limiting conditions in "
        "{name}. The published scenarios differ this much: whether numbers rise or fall is not "
        "known.",
        low=words.count(Value(float(low["need_lower"]))),
        high=words.count(Value(float(high["need_upper"]))), name=name,
    )  # fmt: skip
    start = min(float(line.values[0]) for line in lines)
    today = maker.facts.figure(area, "need_all")
    constant = str(high["population_source"]) != "projected"
    notes = [text]
    if today.known and start > today.value:
        notes.append(
            say(
                "Both lines start above the estimate of today, because they let rates "
                "rise after 2017/18 and the estimate does not."
            )
        )
    if constant:
        notes.append(say("The number of residents is held as it is today."))
    if area is not maker.area:
        notes.append(say("There is no projection for smaller areas."))
    picture = draw_lines(
        lines=lines, width=330, height=150,
        alt=say("Two lines from 2023 to 2030 for {name}. In 2030 the likely range is {range}.",
                name=name, range=span),
    )  # fmt: skip
    caption = say("Children with life-limiting conditions to 2030, {name}: the highest and the "
                  "lowest published scenario, with their ranges", name=name)  # fmt: skip
    return Section(
        "future",
        say("The years to 2030"),
        (Paragraph(" ".join(notes)), Illustration(picture, caption, "trend")),
    )
