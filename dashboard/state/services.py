"""The state of the page Services and the address bar. Pure: no Streamlit.

`parse` never fails; what it cannot use becomes a sentence and is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from dashboard.state.address import plain_postcode, printable, some_of, unknown
from etl.catalogue.areas import NATIONS
from etl.catalogue.services import SERVICE_KIND_BY_ID, STATUSES

OLDEST_ASKED = 40
NATION_WORDS: dict[str, str] = {
    name.lower().replace(" ", "-"): name for name in sorted(NATIONS.values())
}


@dataclass(frozen=True)
class ServicesState:
    """What the page Services shows.

    Attributes:
        kinds: Kinds of service; empty for all.
        nations: Names of nations; empty for all.
        statuses: Ids of statuses; empty for all.
        age: A child's age in years, or None for any.
        offers: Words for what a service offers, all of which it must state; empty for any.
        near: A whole postcode without its space, or empty.
        service: Id of the chosen service, or empty.
    """

    kinds: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    age: int | None = None
    offers: tuple[str, ...] = ()
    near: str = ""
    service: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether some services are left out."""
        return replace(self, near="", service="") != ServicesState()


def to_query(state: ServicesState) -> dict[str, str]:
    """The words in the address bar for a state. What is not chosen is left out.

    Example:
        >>> to_query(ServicesState(kinds=("picu", "nicu"), age=3))
        {'kind': 'picu.nicu', 'age': '3'}
    """
    by_name = {name: word for word, name in NATION_WORDS.items()}
    words = {
        "kind": ".".join(state.kinds),
        "nation": ".".join(by_name[name] for name in state.nations),
        "status": ".".join(state.statuses),
        "age": "" if state.age is None else str(state.age),
        "offers": ".".join(state.offers),
        "near": state.near,
        "service": state.service,
    }
    return {name: value for name, value in words.items() if value}


def parse(
    query: Mapping[str, str], *, services: Collection[str], offers: Collection[str]
) -> tuple[ServicesState, tuple[str, ...]]:
    """Read a state from the address bar.

    Args:
        query: Names and values of the address bar. Unknown names are ignored.
        services: Ids of the register.
        offers: Words that services of the register use for what they offer.

    Returns:
        A state that can be shown, and one sentence for every value that could not be used.

    Example:
        >>> parse({"age": "old"}, services=(), offers=())[1]
        ('The address asks for the age "old", which is not a whole number from 0 to 40. All ages \
are shown.',)
    """
    problems: list[str] = []
    then = "It is left out."
    kinds = some_of(query, "kind", SERVICE_KIND_BY_ID, "kind of service", then, problems)
    nations = some_of(query, "nation", NATION_WORDS, "nation", then, problems)
    statuses = some_of(query, "status", STATUSES, "status", then, problems)
    offered = some_of(query, "offers", sorted(offers), "offer", then, problems)
    service = query.get("service", "")
    if service and service not in services:
        problems.append(unknown(service, "service", "No service is chosen.",
                                "is not in the register"))  # fmt: skip
        service = ""
    state = ServicesState(
        kinds=kinds,
        nations=tuple(NATION_WORDS[word] for word in nations),
        statuses=statuses,
        age=_age(query.get("age", ""), problems),
        offers=offered,
        near=plain_postcode(query.get("near", ""), problems),
        service=service,
    )
    return state, tuple(problems)


def _age(text: str, problems: list[str]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= OLDEST_ASKED:
        return int(text)
    problems.append(
        f'The address asks for the age "{printable(text)}", which is not a whole number from 0 to '
        f"{OLDEST_ASKED}. All ages are shown."
    )
    return None
