"""The state of Area briefing and the address bar. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from dashboard.state.address import one_of, unknown
from etl.catalogue.areas import AREA_TYPE_BY_ID, PLANNING_AREA_TYPES

DEFAULT_AREA_TYPE = "ltla"
ENGLISH, WELSH = "en", "cy"
TWO_PAGES, ONE_PAGE = "two", "one"
_AREA_TYPES = tuple(t.id for t in PLANNING_AREA_TYPES)


@dataclass(frozen=True)
class BriefingState:
    """Everything that decides what the page shows.

    Attributes:
        area_type: A planning area type of the catalogue.
        area: Code of the area, or empty for none yet.
        language: `en`, or `cy` for areas in Wales.
        length: `two` pages, or `one`.
    """

    area_type: str = DEFAULT_AREA_TYPE
    area: str = ""
    language: str = ENGLISH
    length: str = TWO_PAGES

    def with_area_type(self, area_type: str) -> BriefingState:
        """The state for another area type. The chosen area is of the old one, so it goes."""
        if area_type == self.area_type:
            return self
        return replace(self, area_type=area_type, area="", language=ENGLISH)

    def with_area(self, area: str, *, is_welsh: bool) -> BriefingState:
        """The state with another area. Only an area in Wales keeps Welsh."""
        language = self.language if is_welsh else ENGLISH
        return replace(self, area=area, language=language)


def to_query(state: BriefingState) -> dict[str, str]:
    """The words in the address bar for a state. Defaults that say nothing are left out.

    Example:
        >>> to_query(BriefingState(area="W06000015", language="cy"))
        {'type': 'ltla', 'area': 'W06000015', 'language': 'cy'}
    """
    query = {"type": state.area_type}
    if state.area:
        query["area"] = state.area
    if state.language != ENGLISH:
        query["language"] = state.language
    if state.length != TWO_PAGES:
        query["length"] = state.length
    return query


def parse(
    query: Mapping[str, str],
    *,
    areas: Mapping[str, Collection[str]],
    welsh: Collection[tuple[str, str]],
) -> tuple[BriefingState, tuple[str, ...]]:
    """Read a state from the address bar.

    Args:
        query: Names and values of the address bar. Unknown names are ignored.
        areas: Codes of the areas of the release, by area type.
        welsh: Types and codes of the areas in Wales.

    Returns:
        A state that can be shown, and one sentence for every value that could not be used.

    Example:
        >>> parse({"length": "nine"}, areas={}, welsh=())[1]
        ('The address asks for the length "nine", which does not exist. Two pages are shown.',)
    """
    problems: list[str] = []
    area_type = one_of(query, "type", _AREA_TYPES, DEFAULT_AREA_TYPE)
    if area_type is None:
        shown = AREA_TYPE_BY_ID[DEFAULT_AREA_TYPE].plural
        problems.append(unknown(query["type"], "area type", f"{shown} are shown."))
        area_type = DEFAULT_AREA_TYPE
    area = query.get("area", "")
    if area and area not in areas.get(area_type, ()):
        then = f"Pick one from: {AREA_TYPE_BY_ID[area_type].plural}."
        problems.append(unknown(area, "area code", then, "is not known"))
        area = ""
    language = one_of(query, "language", (ENGLISH, WELSH), ENGLISH)
    if language is None:
        problems.append(unknown(query["language"], "language", "English is shown."))
        language = ENGLISH
    if language == WELSH and (area_type, area) not in welsh:
        problems.append("Welsh briefings exist for areas in Wales. English is shown.")
        language = ENGLISH
    length = one_of(query, "length", (TWO_PAGES, ONE_PAGE), TWO_PAGES)
    if length is None:
        problems.append(unknown(query["length"], "length", "Two pages are shown."))
        length = TWO_PAGES
    return BriefingState(area_type, area, language, length), tuple(problems)
