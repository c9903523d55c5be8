"""The sentences that say what gap an area has and why. All their words are here, and nowhere else.

They never claim more than the interval allows: "fewer" stands only where the whole interval lies
below the UK average, a main reason only where the draws agree on it, "live" only where children
are far away at the lower limit too. The register may be incomplete, so a service is "in the
register", never "there is none".
"""

from __future__ import annotations

import math

from etl.catalogue.assumptions import ACCESS_STEPS
from etl.catalogue.gap_facts import FAR_MINUTES, GapFacts
from etl.catalogue.place_names import first, inside, spoken
from etl.catalogue.ratios import Say, as_times, in_english, is_many, times_limits
from etl.catalogue.services import SERVICE_KIND_BY_ID

SUPPLY_WORDS = {
    "children_hospice": "children's hospice beds",
    "childrens_hospital": "children's hospitals",
    "picu": "paediatric intensive care units",
}
SHORT_WORDS = {
    "children_hospice": "hospices",
    "childrens_hospital": "hospitals",
    "picu": "units",
}
REACH_MINUTES = int(max(ACCESS_STEPS))
SURELY_FAR = 10.0
"""Least share of children who are far away, at the lower limit, to say that they are."""
MOST = 50.0
"""Least share at the lower limit to say that nearly all are."""
WORTH_SAYING = 10.0
"""Least share of children who are far away to speak of them."""

_OF_IT = "{value} of it for each child with a life-limiting condition ({range})"
_REACH = "{supply} within reach ({reach} minutes by car)"
_NEAR_IN = "neighbourhood {inside} is within {reach} minutes by car of a {one} in the register."
_UNSURE = f"than the UK average, but this is not certain: the estimate is {_OF_IT}."
LEVELS = {
    "no_service": "The register has no {supply} that anyone can reach.",
    "no_children": "There is no figure for {name}: the model has no children there.",
    "none_in_reach": f"No {_NEAR_IN}",
    "hardly_any": f"By our estimate, hardly any {_NEAR_IN} The {{supply}} within reach are at most "
    "{upper} of the UK average for each child with a life-limiting condition.",
    "fewer": f"{{name}} has fewer {_REACH} than the UK average: about {_OF_IT}.",
    "may_be_fewer": f"{{name}} may have fewer {_REACH} {_UNSURE}",
    "average": f"{{name}} is close to the UK average for {_REACH}: about {_OF_IT}.",
    "may_be_more": f"{{name}} may have more {_REACH} {_UNSURE}",
    "more": f"{{name}} has more {_REACH} than the UK average: about {_OF_IT}.",
}
_TIMES_IT = "{value} as many for each child with a life-limiting condition ({range})"
MANY_TIMES = {
    "may_be_more": f"{{name}} may have more {_REACH} than the UK average, but this is not certain: "
    f"the estimate is {_TIMES_IT}.",
    "more": f"{{name}} has more {_REACH} than the UK average: about {_TIMES_IT}.",
}
"""Words of a level where the figure is so large that it is said as so many times."""
RANGE = "likely range {lower} to {upper}"
SOME_HAVE_FEWER = "Some neighbourhoods have fewer than the average."
NEAREST = "On average, the nearest is {minutes} minutes away ({range})."
NOT_BY_ROAD = "None can be reached by road within three hours."

CERTAINTY = {"clear": "The main reason is", "probable": "The main reason is probably"}
UNCLEAR = "The estimates cannot say which reason matters most."
MAIN = {
    "distance": "distance: {far}",
    "capacity": "size: the {some} within reach are small",
    "need": "the number of children: more than usual share each {one} within reach",
}
SECOND = {
    "distance": "Another is distance: {far}.",
    "capacity": "Another is size: these {short} are small.",
    "need": "Another is the number of children: more than usual share each of these {short}.",
}
APART = "{apart}."
LIVE, MAY_LIVE = "live", "may live"
FEW_NEAR = "few {some} are near"
ALL_FAR = "all these children live {beyond}"
NEARLY_ALL_FAR = "nearly all these children ({range}) {live} {beyond}"
SOME_FAR = "about {number} of these children, {share} ({range}), {live} {beyond}"
BEYOND = "more than {far_minutes} minutes by car from the nearest {one} in the register"


def gap_sentence(facts: GapFacts, say: Say = in_english) -> str:
    """Say what gap an area has and why, in one to four short sentences.

    Args:
        facts: A row of `gap_reasons` with the name of its area.
        say: Puts each message into a language. Every message is a constant of this module.

    Returns:
        Plain words.

    Example:
        >>> print(gap_sentence(GapFacts(name="Isle of Anytown", service_kind="children_hospice",
        ...     gap_level="fewer", coverage=41.2, coverage_lower=33.0, coverage_upper=56.1,
        ...     parts_have_fewer=True, main_cause="distance", cause_certainty="clear",
        ...     second_cause="none", need_beyond_60=52.3, share_beyond_60=60.4,
        ...     share_beyond_60_lower=45.0, share_beyond_60_upper=71.0, mean_minutes=58.0,
        ...     mean_minutes_lower=52.0, mean_minutes_upper=64.0)))
        The Isle of Anytown has fewer children's hospice beds within reach (90 minutes by car) \
than the UK average: about 41% of it for each child with a life-limiting condition (likely range \
33% to 57%). The main reason is distance: about 52 of these children, 60% (likely range 45% \
to 71%), live more than 60 minutes by car from the nearest children's hospice in the register.
    """
    kind = SERVICE_KIND_BY_ID[facts.service_kind]
    words = {
        "name": spoken(facts.name),
        "inside": inside(facts.name),
        "one": say(kind.label.lower()),
        "some": say(kind.plural.lower()),
        "short": say(SHORT_WORDS[kind.id]),
        "supply": say(SUPPLY_WORDS[kind.id]),
        "reach": REACH_MINUTES,
        "far_minutes": FAR_MINUTES,
        **_coverage(facts, say),
    }
    said = [first(say(part, **words)) for part in _parts(facts, words, say)]
    return " ".join(said)


def _parts(facts: GapFacts, words: dict[str, object], say: Say) -> list[str]:
    """The sentences one by one: how much, where it is less, why, and how far."""
    level = facts.gap_level
    said = [MANY_TIMES[level] if _is_many(facts) else LEVELS[level]]
    if level in {"none_in_reach", "hardly_any"}:
        words.update(_nearest(facts, say))
        return [*said, NOT_BY_ROAD if math.isnan(facts.mean_minutes) else NEAREST]
    if level in {"no_service", "no_children"}:
        return said
    far = _far(facts, words, say)
    words["far"] = words["apart"] = far
    apart = [APART] if far else []
    if level != "fewer":
        return [*said, *([SOME_HAVE_FEWER] if facts.parts_have_fewer else []), *apart]
    why = _why(facts)
    if far and facts.share_beyond_60_lower >= SURELY_FAR and "{far}" in "".join(why):
        return [*said, *why]
    words["far"] = say(FEW_NEAR, **words)
    return [*said, *why, *apart]


def _why(facts: GapFacts) -> list[str]:
    """The cause, as surely as the draws allow."""
    if facts.cause_certainty not in CERTAINTY:
        return [UNCLEAR]
    main = f"{CERTAINTY[facts.cause_certainty]} {MAIN[facts.main_cause]}."
    return [main] if facts.second_cause == "none" else [main, SECOND[facts.second_cause]]


def _far(facts: GapFacts, words: dict[str, object], say: Say) -> str:
    """How many children live far from the nearest service; nothing where few do."""
    share, lower = facts.share_beyond_60, facts.share_beyond_60_lower
    if math.isnan(share) or share < WORTH_SAYING:
        return ""
    beyond = say(BEYOND, **words)
    if math.floor(lower) >= 100:
        return say(ALL_FAR, beyond=beyond)
    shown = _percents(say, share, lower, facts.share_beyond_60_upper)
    return say(
        NEARLY_ALL_FAR if round(share) >= 100 and lower >= MOST else SOME_FAR,
        number=f"{max(round(facts.need_beyond_60), 1):,}",
        share=shown["value"],
        range=shown["range"],
        live=say(LIVE if lower >= SURELY_FAR else MAY_LIVE),
        beyond=beyond,
    )


def _nearest(facts: GapFacts, say: Say) -> dict[str, str]:
    """How far the nearest is, where nothing is within reach."""
    if math.isnan(facts.mean_minutes):
        return {}
    lower, upper = round(facts.mean_minutes_lower), round(facts.mean_minutes_upper)
    return {
        "minutes": f"{round(facts.mean_minutes)}",
        "range": say(RANGE, lower=lower, upper=upper),
    }


def _is_many(facts: GapFacts) -> bool:
    return facts.gap_level in MANY_TIMES and is_many(facts.coverage)


def _coverage(facts: GapFacts, say: Say) -> dict[str, str]:
    """What is within reach against the UK average, with its range."""
    value, lower, upper = facts.coverage, facts.coverage_lower, facts.coverage_upper
    if not _is_many(facts):
        return _percents(say, value, lower, upper)
    low, high = times_limits(lower, upper, say)
    return {
        "value": as_times(value, lower=lower, upper=upper, say=say),
        "range": say(RANGE, lower=low, upper=high),
    }


def _percents(say: Say, value: float, lower: float, upper: float) -> dict[str, str]:
    """Whole percentages, rounded so that the range still holds what it held."""
    if math.isnan(value):
        return {}
    low, high = math.floor(lower), math.ceil(upper)
    shown = {"value": f"{min(max(round(value), low), high)}%", "lower": f"{low}%",
             "upper": f"{high}%"}  # fmt: skip
    return {**shown, "range": say(RANGE, **shown)}
