"""What kind of map is drawn and how: a part of a page's state, with its words in the address bar.

Pure: no Streamlit. `parse` never fails; what it cannot use becomes a sentence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from dashboard.charts.breaks import METHODS, QUANTILE
from dashboard.state.address import one_of, unknown
from etl.catalogue.assumptions import HEADLINE_KIND
from etl.catalogue.indicators import INDICATOR_BY_ID

AREAS, SMALL, BANDS, HEXAGONS = "areas", "small", "bands", "hexagons"
PAIR, BESIDE, CLUSTERS = "pair", "beside", "clusters"
MAP_KINDS: dict[str, str] = {
    AREAS: "Areas in steps of colour",
    HEXAGONS: "Councils of equal size",
    SMALL: "Small areas of the chosen area",
    BANDS: "Minutes by car, in bands",
    PAIR: "Two indicators on one map",
    BESIDE: "Two maps side by side",
    CLUSTERS: "Clusters of high and low areas",
}
PUBLISHED = "published"
DEFAULT_SECOND = "need_per_10000"
_MOST_LIMITS = 5
MOST_MARKED = 40
_NUMBER = re.compile(r"^-?\d{1,9}(\.\d{1,6})?$")


@dataclass(frozen=True)
class MapChoice:
    """How the map is drawn.

    Attributes:
        kind: A key of `MAP_KINDS`.
        breaks: How the limits of the steps are chosen: a key of `METHODS`.
        limits: Limits of one's own, rising, for the breaks `fixed`.
        is_locked: Whether the limits stay those of the published figures.
        second: The second indicator of a map of two, or `PUBLISHED`: the first as it was published.
        source: Where bands of travel time start: a kind of service, or the id of a service.
        marked: Codes of areas that are picked out on the map and in the table.
    """

    kind: str = AREAS
    breaks: str = QUANTILE
    limits: tuple[float, ...] = ()
    is_locked: bool = False
    second: str = DEFAULT_SECOND
    source: str = HEADLINE_KIND
    marked: tuple[str, ...] = ()

    def with_mark(self, code: str) -> MapChoice:
        """The same with an area picked out too, or no longer."""
        if code in self.marked:
            return replace(self, marked=tuple(other for other in self.marked if other != code))
        return replace(self, marked=(*self.marked, code)[-MOST_MARKED:])


DEFAULT_MAP = MapChoice()


def to_query(choice: MapChoice) -> dict[str, str]:
    """The words in the address bar. Defaults are left out.

    Example:
        >>> to_query(MapChoice(kind=HEXAGONS, breaks="fixed", limits=(10.0, 22.5)))
        {'map': 'hexagons', 'breaks': 'fixed', 'limits': '10~22.5'}
    """
    default = DEFAULT_MAP
    query = {
        "map": choice.kind if choice.kind != default.kind else "",
        "breaks": choice.breaks if choice.breaks != default.breaks else "",
        "limits": "~".join(f"{limit:g}" for limit in choice.limits),
        "lock": "1" if choice.is_locked else "",
        "second": choice.second if choice.second != default.second else "",
        "from": choice.source if choice.source != default.source else "",
        "marked": ".".join(choice.marked),
    }
    return {name: value for name, value in query.items() if value}


def parse(
    query: Mapping[str, str], *, sources: Collection[str], areas: Collection[str]
) -> tuple[MapChoice, tuple[str, ...]]:
    """Read the choice from the address bar.

    Args:
        query: Names and values of the address bar. Unknown names are ignored.
        sources: Kinds of service and ids of services that bands can start from.
        areas: Codes of the areas that are drawn.

    Returns:
        A choice that can be drawn, and one sentence for every value that could not be used.

    Example:
        >>> parse({"map": "globe"}, sources=(), areas=())[1]
        ('The address asks for the map "globe", which does not exist. Areas are shown.',)
    """
    default = DEFAULT_MAP
    problems: list[str] = []
    known = {
        "map": (MAP_KINDS, default.kind, "map", "Areas are shown."),
        "breaks": (METHODS, default.breaks, "way to choose steps", "Equal numbers are used."),
        "second": ((*INDICATOR_BY_ID, PUBLISHED), default.second, "second indicator",
                   "The usual one is shown."),
        "from": (sources, default.source, "start of the bands", "Children's hospices are used."),
    }  # fmt: skip
    found: dict[str, str] = {}
    for name, (allowed, usual, what, then) in known.items():
        value = one_of(query, name, allowed, usual) if name in query else usual
        if value is None:
            problems.append(unknown(query[name], what, then))
        found[name] = value or usual
    limits = parse_limits(query.get("limits", ""), between="~")
    if limits is None:
        problems.append(unknown(query["limits"], "limits", "None are used.", "are not numbers"))
    marked = dict.fromkeys(word for word in query.get("marked", "").split(".") if word)
    strange = [code for code in marked if code not in areas]
    if strange:
        problems.append(unknown(strange[0], "area code", "It is not marked.", "is not known"))
    choice = MapChoice(
        found["map"], found["breaks"], limits or (), query.get("lock") == "1", found["second"],
        found["from"], tuple(code for code in marked if code in areas)[:MOST_MARKED],
    )  # fmt: skip
    return choice, tuple(problems)


def parse_limits(text: str, *, between: str = " ") -> tuple[float, ...] | None:
    """Limits from text, rising and each once; None if one is not a number or there are too many.

    Example:
        >>> parse_limits("30 10 20.5"), parse_limits("ten")
        ((10.0, 20.5, 30.0), None)
    """
    words = [word for word in text.replace(",", " ").replace(between, " ").split() if word]
    if len(words) > _MOST_LIMITS or not all(_NUMBER.match(word) for word in words):
        return None
    numbers = sorted({float(word) for word in words})
    return tuple(numbers) if all(math.isfinite(number) for number in numbers) else None
