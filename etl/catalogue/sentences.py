"""The sentence that says what gap an area has and why. All its words are here, and nowhere else.

A sentence never claims more than its interval allows: it says "less" only where the whole interval
lies below the UK average, and names a cause as the main one only where the draws agree on it. The
register may be incomplete, so a service is "in the register", never "there is none".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from etl.catalogue.services import ServiceKind

CERTAIN, LIKELY = 0.9, 0.67
PARTLY = 0.25
"""Least part of the gap that is worth naming beside the main one."""
SOME_PARTS = 0.1
"""Least share of capacity that is missing, at the lower limit, to say that parts have less."""

SUPPLY_WORDS = {
    "children_hospice": "children's hospice beds",
    "childrens_hospital": "children's hospitals",
    "picu": "paediatric intensive care units",
}

NO_FIGURE = "There is no figure for {name}: the model has no children there."
NOWHERE = "The register has no open {one} with an address."
NONE_IN_REACH = (
    "No {one} in the register is within {radius} minutes by car of any neighbourhood in {name}."
)
HARDLY_ANY = (
    "Hardly any neighbourhood in {name} has a {one} from the register within {radius} minutes by "
    "car: for each child with a life-limiting condition, {supply} within reach are at most {upper} "
    "of the UK average."
)
LESS = (
    "For each child with a life-limiting condition, {name} has about {value} of the UK average of "
    "{supply} within reach (likely range {lower} to {upper}){because}."
)
UNCLEAR = (
    "For each child with a life-limiting condition, {name} may have fewer or more {supply} within "
    "reach than the UK average: the estimate is {value} of it, and the likely range is {lower} to "
    "{upper}{parts}."
)
MORE = (
    "For each child with a life-limiting condition, {name} has more {supply} within reach than the "
    "UK average: about {value} of it (likely range {lower} to {upper}){parts}."
)
PARTS_HAVE_LESS = ", although some neighbourhoods have less"

CAUSES = {
    "distance": "{some} are few or far away",
    "capacity": "the {some} within reach are small",
    "need": "more children than usual share each {one} within reach",
}
BECAUSE_CERTAIN = ", mainly because {main}"
BECAUSE_LIKELY = ", probably mainly because {main}"
BECAUSE_BOTH = ", mainly because {main}, and partly because {second}"
BECAUSE_UNCLEAR = "; the estimates cannot say which cause matters most"


@dataclass(frozen=True, kw_only=True)
class GapFacts:
    """What one sentence is made from.

    Attributes:
        name: Name of the area.
        kind: Kind of service.
        radius: Longest journey that counts, in minutes.
        uk_has_any: Whether any such service is reached anywhere in the UK.
        coverage: Access as a percentage of the UK average; NaN where there is no need.
        coverage_lower: Its lower limit.
        coverage_upper: Its upper limit.
        short_lower: Lower limit of the share of capacity that is missing, from 0 to 1.
        parts: Part of the gap by cause, in children.
        parts_lower: Lower limits of the same.
        main_probability: Share of the draws in which the main cause is the largest part.
    """

    name: str
    kind: ServiceKind
    radius: int
    uk_has_any: bool
    coverage: float
    coverage_lower: float
    coverage_upper: float
    short_lower: float
    parts: dict[str, float]
    parts_lower: dict[str, float]
    main_probability: float


def main_cause(parts: dict[str, float]) -> str:
    """The largest part of a gap; `none` where there is no gap."""
    cause = max(parts, key=lambda name: parts[name])
    return cause if parts[cause] > 0 else "none"


def gap_sentence(facts: GapFacts) -> str:
    """Say in one sentence what gap an area has, and why.

    Example:
        >>> from etl.catalogue.services import SERVICE_KIND_BY_ID
        >>> parts = {"distance": 9.0, "capacity": 1.0, "need": -2.0}
        >>> print(gap_sentence(GapFacts(name="Anytown", radius=90, uk_has_any=True,
        ...     kind=SERVICE_KIND_BY_ID["picu"], coverage=41.2, coverage_lower=33.0,
        ...     coverage_upper=56.1, short_lower=0.4, parts=parts, parts_lower=parts,
        ...     main_probability=0.97)))
        For each child with a life-limiting condition, Anytown has about 41% of the UK average of \
paediatric intensive care units within reach (likely range 33% to 57%), mainly because \
paediatric intensive care units are few or far away.
    """
    words = {
        "name": facts.name,
        "one": facts.kind.label.lower(),
        "some": facts.kind.plural.lower(),
        "supply": SUPPLY_WORDS[facts.kind.id],
        "radius": facts.radius,
    }
    template = _template(facts)
    if math.isnan(facts.coverage):
        return template.format(**words)
    lower, upper = math.floor(facts.coverage_lower), math.ceil(facts.coverage_upper)
    parts = PARTS_HAVE_LESS if facts.short_lower >= SOME_PARTS else ""
    return template.format(
        **words,
        value=f"{min(max(round(facts.coverage), lower), upper)}%",
        lower=f"{lower}%",
        upper=f"{upper}%",
        parts=parts,
        because=_because(facts).format(**words),
    )


def _template(facts: GapFacts) -> str:
    if not facts.uk_has_any:
        return NOWHERE
    if math.isnan(facts.coverage):
        return NO_FIGURE
    if facts.coverage == 0 and facts.coverage_upper < 1:
        return NONE_IN_REACH
    if math.ceil(facts.coverage_upper) < 100:
        return HARDLY_ANY if facts.coverage < 1 else LESS
    return MORE if math.floor(facts.coverage_lower) > 100 else UNCLEAR


def _because(facts: GapFacts) -> str:
    """The cause, as surely as the draws allow."""
    main = main_cause(facts.parts)
    if main == "none" or facts.main_probability < LIKELY:
        return BECAUSE_UNCLEAR
    if facts.main_probability < CERTAIN:
        return BECAUSE_LIKELY.replace("{main}", CAUSES[main])
    total = sum(facts.parts.values())
    others = {cause: part for cause, part in facts.parts.items() if cause != main}
    second = max(others, key=lambda cause: others[cause])
    if others[second] >= PARTLY * total and facts.parts_lower[second] > 0:
        return BECAUSE_BOTH.replace("{main}", CAUSES[main]).replace("{second}", CAUSES[second])
    return BECAUSE_CERTAIN.replace("{main}", CAUSES[main])
