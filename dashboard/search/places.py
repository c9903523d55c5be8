"""What a search gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

AREA, SERVICE, POSTCODE = "area", "service", "postcode"


@dataclass(frozen=True)
class Place:
    """Something that can be chosen.

    Attributes:
        kind: `area`, `service` or `postcode`.
        code: Code of the area, id of the service, or the postcode with its space.
        label: Its name.
        about: What it is, for a person who sees several of the same name.
        area_type: Kind of area that is chosen with it; empty for a service.
        area: Code of the area that is chosen with it.
        note: What the person should know, for example that it was found by an old name.
    """

    kind: str
    code: str
    label: str
    about: str
    area_type: str = ""
    area: str = ""
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """What was found.

    Attributes:
        places: Best first.
        message: One sentence on what was found, or what to try.
        sure: Whether the first place is what was meant.
    """

    places: tuple[Place, ...]
    message: str
    sure: bool = False


@dataclass(frozen=True)
class Name:
    """The normal form of a name, and what it leads to."""

    text: str
    place: Place
    is_short: bool = False


PostcodeAreas = Callable[[str, str], Sequence[tuple[str, int]]]
"""From a district and the start of the second half: council codes with numbers of postcodes."""
