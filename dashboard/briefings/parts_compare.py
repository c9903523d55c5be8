"""The parts that compare: with region, nation and the UK, with areas alike, and within the area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.briefings.facts import Area, Value
from dashboard.briefings.maker import Maker
from dashboard.briefings.model import (
    Block,
    Bullets,
    Cell,
    Illustration,
    Paragraph,
    Section,
    Table,
)  # fmt: skip
from dashboard.briefings.parts_care import minutes_cell
from dashboard.charts.drawn import StripWords, draw_strip
from dashboard.charts.words import in_sentence
from etl.catalogue.comparison import DIMENSION_BY_ID
from etl.catalogue.ratios import is_many, times_number

HOSPICE = "children_hospice"
RANKED = f"coverage_uk_{HOSPICE}"
_FEWEST_TO_RANK = 8
_NEIGHBOURS = 5


def compare(maker: Maker, *, neighbours: bool = True) -> Section:
    """Figures beside those of the region, the nation and the UK."""
    say = maker.say
    # A nation that is a region too, and a region itself, do not stand beside themselves.
    others = [
        area
        for area in (maker.region, maker.nation)
        if area is not None and area.code != maker.area.code
    ]
    lines = (
        ("need_per_10000", 0), (f"minutes_to_{HOSPICE}", 0), (f"access_score_{HOSPICE}", 1),
    )  # fmt: skip
    rows = [_row(maker, indicator, others, decimals) for indicator, decimals in lines]
    rows.insert(1, _share_row(maker, others))
    table = Table(
        caption=say("The same figures elsewhere"),
        columns=(say("Figure"), maker.name, say("Likely range"),
                 *(maker.name_of(area) for area in others), say("UK")),
        rows=tuple(rows), name="Comparison", weights=(2.7, 1.1, 1.2, *(1.1 for _ in others), 0.8),
    )  # fmt: skip
    blocks: list[Block] = [Paragraph(_judged(maker)), table]
    strip = _strip(maker)
    if strip is not None:
        blocks.append(strip)
    if neighbours and (alike := _alike(maker)):
        blocks.append(Paragraph(alike))
    return Section("compare", say("Compared with others"), tuple(blocks))


def _row(maker: Maker, indicator: str, others: list[Area], decimals: int) -> tuple[Cell, ...]:
    words, own = maker.words, maker.figure(indicator)
    values = [maker.facts.figure(area, indicator) for area in others]
    values.append(maker.facts.uk(indicator))
    return (
        Cell(maker.label(indicator)),
        words.plain(own, decimals=decimals)
        if own.known or not indicator.startswith("minutes") else minutes_cell(maker, own),
        Cell(words.plain_range(own, decimals=decimals) or maker.say("none")),
        *(words.plain(value, decimals=decimals) for value in values),
    )  # fmt: skip


def _share_row(maker: Maker, others: list[Area]) -> tuple[Cell, ...]:
    indicator = f"share_within_60_{HOSPICE}"
    words, own = maker.words, maker.figure(indicator)
    values = [maker.facts.figure(area, indicator) for area in others]
    values.append(maker.facts.uk(indicator))
    label = maker.say("{label}, %", label=maker.label(indicator))
    return (
        Cell(label), words.share_cell(own), Cell(words.share_range(own) or maker.say("not known")),
        *(words.share_cell(value) for value in values),
    )  # fmt: skip


def _judged(maker: Maker) -> str:
    """What the intervals allow to be said."""
    say, words = maker.say, maker.words
    minutes, uk = maker.figure(f"minutes_to_{HOSPICE}"), maker.facts.uk(f"minutes_to_{HOSPICE}")
    time = {
        "higher": "Journeys to a children's hospice are longer than the UK average of {uk} "
        "minutes: the whole likely range lies above it.",
        "lower": "Journeys to a children's hospice are shorter than the UK average of {uk} "
        "minutes: the whole likely range lies below it.",
        "similar": "Journeys to a children's hospice show no clear difference from the UK average "
        "of {uk} minutes.",
    }.get(minutes.comparison, "")
    said = [say(time, uk=words.plain(uk).text)] if time and minutes.known else []
    said.append(
        say("Differences in need between areas come only from age and ethnic mix, so they are not "
            "tested.")
    )  # fmt: skip
    return " ".join(said)


def _strip(maker: Maker) -> Illustration | None:
    say, words = maker.say, maker.words
    found = maker.facts.ranks.get((maker.area.area_type, RANKED))
    value, uk = maker.figure(RANKED), maker.facts.uk(RANKED)
    if found is None or not value.known or len(found[0]) < _FEWEST_TO_RANK:
        return None
    codes, values = found
    plural = say(in_sentence(maker.area_type.plural))
    label = f"{maker.name}: {words.share(value.value)}"
    alt = say(
        "{total} {areas} in order of children's hospice beds within reach of each child, as a "
        "share of the UK average. {name} has {value} (likely range {range}). Estimates above it: "
        "{above}. Estimates below it: {below}.",
        total=say.number(len(codes)), areas=plural, name=maker.name,
        above=say.number(int((values > value.value).sum())),
        below=say.number(int((values < value.value).sum())),
        value=words.share(value.value), range=words.share_range(value),
    )  # fmt: skip
    picture = draw_strip(
        values=values, chosen=codes.index(maker.area.code), width=330, height=150,
        limits=(value.lower, value.upper) if value.has_limits else None,
        benchmark=100.0 if uk.known else None,
        words=StripWords(
            alt=alt, area=label, benchmark=say("UK average"), unit="%",
            low_end=say("Fewest beds"), high_end=say("Most beds"),
        ),
    )  # fmt: skip
    caption = say(
        "Children's hospice beds within reach of each child, as a share of the UK average: every "
        "one of the {total} {areas}. The black line is the likely range. Places close together "
        "cannot be told apart.",
        total=say.number(len(codes)), areas=plural,
    )  # fmt: skip
    return Illustration(picture, caption, "strip")


def _alike(maker: Maker) -> str:
    say, words = maker.say, maker.words
    rows = sorted(maker.facts.rows("neighbours", maker.area), key=lambda r: r["neighbour_rank"])
    keys = [(maker.area.area_type, str(row["neighbour_code"])) for row in rows[:_NEIGHBOURS]]
    known = [maker.facts.areas[key] for key in keys if key in maker.facts.areas]
    values = [maker.facts.figure(area, RANKED).value for area in known]
    values = [value for value in values if np.isfinite(value)]
    if not values:
        return ""
    names = say.all_of([maker.name_of(area) for area in known])
    low, high = min(values), max(values)
    if is_many(high):
        return say(
            "The areas most like it are {names}. Their children's hospice beds within reach are "
            "between {low} and {high} times the UK average.",
            names=names, low=times_number(low, up=False), high=times_number(high, up=True),
        )  # fmt: skip
    return say(
        "The areas most like it are {names}. Their children's hospice beds within reach are "
        "between {low} and {high} of the UK average.",
        names=names, low=words.share(low), high=words.share(high),
    )  # fmt: skip


def fairness(maker: Maker) -> Section | None:
    """How journeys differ between neighbourhoods of the area, where that is known."""
    say = maker.say
    found = []
    for dimension, first, last in (
        ("deprivation_fifth", "the most deprived fifth", "the least deprived fifth"),
        ("urban_rural", "urban neighbourhoods", "rural neighbourhoods"),
    ):
        text = _gradient(maker, dimension, (first, last))
        if text:
            found.append(text)
    if not found:
        return None
    found.append(say("These are groups of neighbourhoods. Not every child in a deprived "
                     "neighbourhood is poor."))  # fmt: skip
    return Section("fairness", say("Fair for whom"), (Bullets(tuple(found)),))


def _gradient(maker: Maker, dimension: str, ends: tuple[str, str]) -> str:
    """How the journey differs from one end of a scale to the other, as far as that is sure."""
    groups = sorted(
        (r for r in maker.facts.rows("equity_groups", maker.area) if r["dimension"] == dimension),
        key=lambda r: r["group_order"],
    )
    measure = "difference" if dimension == "urban_rural" else "sii"
    index = [r for r in maker.facts.rows("equity", maker.area)
             if r["dimension"] == dimension and r["equity_measure"] == measure]  # fmt: skip
    groups = [r for r in groups if pd.notna(r["value"])]
    whole = len(groups) == len(DIMENSION_BY_ID[dimension].groups)
    if not whole or not index or pd.isna(index[0]["lower"]):
        return ""
    say, words = maker.say, maker.words
    low, high = float(index[0]["lower"]), float(index[0]["upper"])
    first, last = (words.plain(Value(float(groups[end]["value"]))).text for end in (0, -1))
    # A journey that differs by a minute is the same journey, however sure the difference is.
    clear = (low > 0 or high < 0) and abs(int(last) - int(first)) > 1
    template = (
        "The average journey to a children's hospice is {first} minutes from {one} and {last} "
        "minutes from {other}."
        if clear else
        "There is no clear difference in the journey to a children's hospice between {one} "
        "({first} minutes) and {other} ({last} minutes)."
    )  # fmt: skip
    return say(template, first=first, last=last, one=say(ends[0]), other=say(ends[1]))
