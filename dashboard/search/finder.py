"""Finding a place from what a person types. Pure: no Streamlit, no files.

One box takes the name or code of an area in English or Welsh, a name or code of other years, a
postcode or a part of one, and the name of a service. What can be read in one way only is `sure`;
what can be read in several ways is asked about. Nothing that is typed makes it fail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from dashboard.charts.words import in_sentence
from dashboard.search.names import FRAGMENT, SHORT, normal, score
from dashboard.search.places import AREA, POSTCODE, Answer, Name, Place, PostcodeAreas
from etl.catalogue.areas import PLANNING_AREA_TYPES

LONGEST = 100
MOST = 8
# Below this a typed word is another word, not a slip: found by trying slips of the names at hand.
CLOSE = 80
NORTHERN_IRELAND = "BT"
# A district, then nothing, the first digit, or all of the second half.
_POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)(?:([0-9])([A-Z]{2})?)?$")
_ORDER = {"ltla": 0, "utla": 1, "constituency": 2, "health_body": 3, "region": 4, "country": 5,
          "nhs_region": 6, "health_body_2024": 7}  # fmt: skip


@dataclass(frozen=True)
class Finder:
    """Everything that can be found.

    Attributes:
        names: Normal form of every name, with what it leads to.
        codes: What every code leads to.
        councils: Names of local authorities by code.
        irish: Local authorities of Northern Ireland.
        postcodes: Looks postcodes up.
        texts: The normal forms alone, for comparing slips.
    """

    names: tuple[Name, ...]
    codes: Mapping[str, tuple[Place, ...]]
    councils: Mapping[str, str]
    irish: tuple[Place, ...]
    postcodes: PostcodeAreas
    texts: tuple[str, ...]

    def find(self, text: str, *, prefer: str = "ltla") -> Answer:
        """Read what a person typed.

        Args:
            text: Anything.
            prefer: Area type that the page shows: of areas with one name, its own comes first.

        Returns:
            Places, best first, and a sentence. Never fails.
        """
        typed = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]
        if not normal(typed):
            return Answer((), "Type the name of a place, a postcode, a code or a service.")
        squeezed = re.sub(r"[\s-]", "", typed).upper()
        if squeezed in self.codes:
            return _one_of(self.codes[squeezed], prefer)
        match = _POSTCODE.match(squeezed)
        if match:
            return self._postcode(match)
        return self._by_name(typed, prefer)

    def _postcode(self, match: re.Match[str]) -> Answer:
        district, digit, letters = match.group(1), match.group(2) or "", match.group(3) or ""
        shown = f"{district} {digit}{letters}".strip()
        if district.startswith(NORTHERN_IRELAND) and district[2].isdigit():
            message = (
                f"{shown} is in Northern Ireland. Its postcodes are not open data, so the council "
                "has to be chosen by name."
            )
            return Answer(self.irish, message)
        found = self.postcodes(district, digit + letters)
        if not found:
            return Answer((), f"No live postcode of Great Britain is, or begins with, {shown}. "
                              "Check it, or type the name of a council.")  # fmt: skip
        if letters:
            code = found[0][0]
            name = self.councils.get(code, code)
            place = Place(POSTCODE, shown, shown, f"Postcode in {name}", "ltla", code)
            return Answer((place,), f"{shown} is in {name}.", sure=True)
        places = tuple(
            Place(AREA, code, self.councils.get(code, code),
                  f"Local authority with {count:,} of the postcodes of {shown}", "ltla", code)
            for code, count in found[:MOST]
        )  # fmt: skip
        if len(places) == 1:
            return Answer(places, f"{shown} lies in {places[0].label}.", sure=True)
        return Answer(places, f"{shown} lies in {len(places)} local authorities. Choose one.")

    def _by_name(self, typed: str, prefer: str) -> Answer:
        asked = normal(typed)
        ranked: dict[tuple[str, str, str], tuple[tuple[float, ...], Place]] = {}
        for name in self.names:
            fit = score(asked, name.text)
            if fit is not None:
                fit += SHORT * name.is_short if fit < FRAGMENT else 0
                _keep(ranked, name.place, (fit, _order(name.place, prefer), len(name.text)))
        if not ranked:
            for text, likeness, index in process.extract(
                asked, self.texts, scorer=fuzz.WRatio, score_cutoff=CLOSE, limit=4 * MOST
            ):
                # A short name inside a long question is alike by chance.
                if len(text) * 2 >= len(asked):
                    place = self.names[index].place
                    _keep(ranked, place, (100 - likeness, _order(place, prefer), len(text)))
            return _asked(_sorted(ranked), typed)
        places = _sorted(ranked)
        fits = {place: ranked[place.kind, place.area_type, place.code][0][0] for place in places}
        best = min(fits.values())
        exact = tuple(place for place in places if fits[place] == best < FRAGMENT)
        if exact:
            own = [place for place in exact if place.area_type == prefer]
            if len({place.code for place in exact}) == 1 or len(own) == 1:
                first = own[0] if own else exact[0]
                rest = tuple(place for place in places if place != first)
                return Answer((first, *rest[: MOST - 1]), _says(first), sure=True)
        if len(places) == 1:
            return Answer(places, _says(places[0]), sure=True)
        return Answer(places[:MOST], f'{len(places)} places match "{typed}". Choose one.')


def _order(place: Place, prefer: str) -> float:
    if place.area_type == prefer:
        return -1
    return _ORDER.get(place.area_type, len(_ORDER))


def _keep(
    ranked: dict[tuple[str, str, str], tuple[tuple[float, ...], Place]],
    place: Place,
    rank: tuple[float, ...],
) -> None:
    key = (place.kind, place.area_type, place.code)
    if key not in ranked or rank < ranked[key][0]:
        ranked[key] = (rank, place)


def _sorted(
    ranked: dict[tuple[str, str, str], tuple[tuple[float, ...], Place]],
) -> tuple[Place, ...]:
    """Best first. An area that stands under several types is named once, as the first of them."""
    found: dict[str, Place] = {}
    for _, place in sorted(ranked.values(), key=lambda pair: (pair[0], pair[1].label)):
        found.setdefault(place.code, place)
    return tuple(found.values())


def _asked(places: tuple[Place, ...], typed: str) -> Answer:
    if not places:
        return Answer((), f'Nothing was found for "{typed}". Try fewer letters, a postcode, or the '
                          "name of the council.")  # fmt: skip
    return Answer(places[:MOST], f'Nothing is called "{typed}". Did you mean one of these?')


def _one_of(places: tuple[Place, ...], prefer: str) -> Answer:
    first = min(places, key=lambda place: _order(place, prefer))
    return Answer((first,), _says(first), sure=True)


def _says(place: Place) -> str:
    return place.note or f"{place.label}: {in_sentence(place.about)}."


assert set(_ORDER) == {area_type.id for area_type in PLANNING_AREA_TYPES}
