"""Names of areas as people say them inside a sentence.

Publishers sort names for lists: `Bristol, City of`. A sentence needs `Bristol`, `the Isle of Wight`
and `the area of NHS Fife`, and `on` before an island.
"""

from __future__ import annotations

_ISLANDS = ("Isle of ", "Isles of ")
_ARTICLE_BEFORE = (
    *_ISLANDS, "Cities of ", "City of ", "East Riding of ", "Forest of ", "Vale of ", "Weald of ",
)  # fmt: skip
_WITH_ARTICLE = frozenset({
    "Cotswolds", "Derbyshire Dales", "East Midlands", "East of England", "Malvern Hills",
    "Midlands", "New Forest", "North Cotswolds", "North East", "North East and Yorkshire",
    "North West", "Orkney Islands", "Scottish Borders", "Shetland Islands", "South Cotswolds",
    "South East", "South Hams", "South West", "Staffordshire Moorlands", "Sussex Weald",
    "West Midlands",
})  # fmt: skip
_HALVES = (" East", " West")
_TRUST = " Health and Social Care Trust"


def spoken(name: str) -> str:
    """A publisher's name as it stands inside a sentence.

    Args:
        name: Name of an area as its publisher writes it.

    Returns:
        The name, with its article where it has one. A health body is the area that it serves.

    Example:
        >>> [spoken(name) for name in ("Isle of Wight", "Bristol, City of", "NHS Fife", "Leeds")]
        ['the Isle of Wight', 'Bristol', 'the area of NHS Fife', 'Leeds']
    """
    place, comma, rank = name.partition(", ")
    if comma and rank.endswith(" of"):
        return place
    if name.endswith(_TRUST):
        return f"the area of the {name}"
    if name.startswith("NHS ") or name.endswith("Health Board"):
        return f"the area of {name}"
    if name.startswith("The "):
        return f"the {name[4:]}"
    # Constituencies such as Isle of Wight East are said without.
    article = name.startswith(_ARTICLE_BEFORE) and not name.endswith(_HALVES)
    return f"the {name}" if article or name in _WITH_ARTICLE else name


def inside(name: str) -> str:
    """Where something is: `in Leeds`, `on the Isle of Wight`, `in the area of NHS Fife`."""
    whole_island = name.startswith(_ISLANDS[0]) and not name.endswith(_HALVES)
    return f"{'on' if whole_island else 'in'} {spoken(name)}"


def first(words: str) -> str:
    """The same with a capital, for the start of a sentence."""
    return words[:1].upper() + words[1:]
