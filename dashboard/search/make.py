"""Putting together everything that can be found."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.search.finder import Finder
from dashboard.search.names import normal, short_form
from dashboard.search.places import AREA, SERVICE, Name, Place, PostcodeAreas
from etl.catalogue.areas import AREA_TYPE_BY_ID


def make_finder(
    *,
    areas: Iterable[tuple[str, str, str, str | None, str]],
    old: Iterable[tuple[str, str, str]],
    services: Iterable[tuple[str, str, str, str]],
    postcodes: PostcodeAreas,
) -> Finder:
    """Put everything that can be found together.

    Args:
        areas: Area type, code, name, Welsh name and nation of every planning area.
        old: Other code, other name and today's code of local authorities.
        services: Id, name, kind and town of every service.
        postcodes: Looks postcodes up.
    """
    names: list[Name] = []
    codes: dict[str, list[Place]] = {}
    councils: dict[str, str] = {}
    irish = []
    for area_type, code, name, welsh, nation in areas:
        label = AREA_TYPE_BY_ID[area_type].label
        about = label if nation == name else f"{label} in {nation}"
        place = Place(AREA, code, name, about, area_type, code)
        names += [Name(normal(form), place) for form in dict.fromkeys((name, welsh)) if form]
        names += [Name(form, place, is_short=True) for form in [short_form(name)] if form]
        codes.setdefault(code, []).append(place)
        if area_type == "ltla":
            councils[code] = name
            irish += [place] if nation == "Northern Ireland" else []
    for code, name, today in old:
        if today not in councils:
            continue
        now = councils[today]
        same = normal(name) == normal(now)
        note = f"{code} is another code of {now}." if same else f"{name} is now part of {now}."
        place = Place(AREA, today, now, "Local authority, by an old name or code", "ltla", today,
                      note)  # fmt: skip
        codes.setdefault(code, []).append(place)
        if not same:
            names.append(Name(normal(name), place))
    for id_, name, kind, town in services:
        about = f"{kind} in {town}" if town else kind
        names.append(Name(normal(name), Place(SERVICE, id_, name, about)))
    return Finder(
        names=tuple(names),
        codes={code: tuple(places) for code, places in codes.items()},
        councils=councils,
        irish=tuple(sorted(irish, key=lambda place: place.label)),
        postcodes=postcodes,
        texts=tuple(name.text for name in names),
    )
