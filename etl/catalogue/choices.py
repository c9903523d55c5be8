"""What a reader may assume instead of what the published figures assume, in words."""

from __future__ import annotations

from dataclasses import dataclass

from etl.catalogue.assumptions import (
    ACCESS_STEPS,
    ACCESS_VARIANT,
    BASIS_LABELS,
    DEFAULT_BASIS,
    UNKNOWN_CAPACITY,
)
from etl.catalogue.services import DESTINATION_KINDS

RADII: tuple[int, ...] = (60, 90, 120, 150, 180)
SPEEDS: tuple[int, int] = (50, 150)
THRESHOLDS: tuple[int, int] = (10, 180)
YEARS: tuple[int, int] = (2023, 2030)


@dataclass(frozen=True)
class Choice:
    """One assumption that can be changed.

    Attributes:
        id: Field of `etl.methods.scenario.Assumptions`.
        short: Its word in the address bar.
        label: What is assumed.
        options: Words for each value, by the value as it stands in the address bar; empty for a
            whole number.
        default: The value of the published figures, as it stands in the address bar.
        limits: Least and greatest whole number, where there are no options.
        about: What changing it does.
        unit: What follows a whole number.
    """

    id: str
    short: str
    label: str
    options: dict[str, str]
    default: str
    about: str
    limits: tuple[int, int] = (0, 0)
    unit: str = ""


_AGES: dict[str, str] = {
    "0-19": "0 to 19", "0": "under 1", "1-4": "1 to 4", "5-9": "5 to 9", "10-15": "10 to 15",
    "16-19": "16 to 19", "0-17": "0 to 17", "0-18": "0 to 18",
}  # fmt: skip
_SCENARIOS = {
    "none": "Latest population, rates of 2017/18",
    "constant": "Projected population, rates of 2017/18",
    "lowest": "Projected population, lowest published rate for 2030",
    "highest": "Projected population, highest published rate for 2030",
}
_TIERS = {
    "all": "All children with life-limiting conditions",
    "need_hospital_contact": "In contact with hospital in the year",
    "need_ongoing": "With ongoing palliative care needs",
    "need_unstable": "Unstable, deteriorating or dying",
    "deaths_year": "Deaths in a year",
}
_STATUSES = {
    "open": "Open when last verified",
    "open.unknown": "Open, or not known whether it is open",
    "open.unknown.closed": "All, as if the closed ones were open",
}
_SUPPLY = {
    UNKNOWN_CAPACITY: "Beds; the median where a number is not known",
    "excluded": "Beds; services without a known number count as none",
    "each": "Each service counts as one",
}
_VARIANTS = {
    "2sfca": "Every journey within the longest counts the same (2SFCA)",
    "e2sfca": "A nearer service counts more (E2SFCA)",
    "3sfca": "Families choose among the services in reach (3SFCA)",
    "m2sfca": "Supply far from everyone is partly lost (M2SFCA)",
    "bfca": "Need and supply are balanced (BFCA)",
}
_DECAYS = {
    "step": "In three steps: 1, 0.68, 0.22",
    "gaussian": "Smoothly, as a bell",
    "gravity": "By the inverse of the minutes",
}

CHOICES: tuple[Choice, ...] = (
    Choice("definition", "def", "Definition of need",
           {"broad": "Broad, 66.4 per 10,000 in England", "restricted": "Strict, 61.1 per 10,000"},
           "broad", "The two published definitions for England, 2017/18."),
    Choice("basis", "basis", "Basis of need", dict(BASIS_LABELS), DEFAULT_BASIS,
           "By each nation's own study, nations cannot be compared, and Northern Ireland has no "
           "figure."),
    Choice("scenario", "sc", "Population and rates", _SCENARIOS, "none",
           "Residents are projected for England only; elsewhere they stay as they are. The rate "
           "follows a straight line to the published value for 2030."),
    Choice("year", "year", "Year", {}, "0", "Only with a projected population.", limits=YEARS),
    Choice("ages", "ages", "Ages", _AGES, "0-19", "Children with life-limiting conditions of "
           "these ages only. They alone share the supply out."),
    Choice("tier", "tier", "Tier of need", _TIERS, "all",
           "A share of all children, the same everywhere, carried from one nation to the others."),
    Choice("also", "also", "Kinds of service that count as well",
           {kind.id: kind.plural for kind in DESTINATION_KINDS}, "",
           "Beside the kind that the indicator is about. Then each service counts as one."),
    Choice("statuses", "status", "Services that count", _STATUSES, "open",
           "Only services with a point on the map can count."),
    Choice("supply", "supply", "How capacity is counted", _SUPPLY, UNKNOWN_CAPACITY,
           "Only children's hospices have beds in the register."),
    Choice("threshold", "within", "A journey is within reach up to", {}, "0",
           "Instead of the minutes that the indicator names.", limits=THRESHOLDS,
           unit="minutes"),
    Choice("variant", "way", "How capacity is shared out", _VARIANTS, ACCESS_VARIANT,
           "Five published ways of sharing supply out among all who can reach it. BFCA has another "
           "unit: compare places with it, not its figures with those of another way."),
    Choice("decay", "decay", "How a longer journey counts less", _DECAYS, "step",
           "Not used where every journey counts the same."),
    Choice("radius", "radius", "Longest journey that counts for capacity",
           {str(r): f"{r} minutes" for r in RADII}, f"{max(ACCESS_STEPS):.0f}",
           "The steps grow with it."),
    Choice("speed", "speed", "Speed of all journeys", {}, "100",
           "100 is as published; 80 means journeys take a quarter longer.", limits=SPEEDS,
           unit="% of the published speed"),
)  # fmt: skip
CHOICE_BY_ID: dict[str, Choice] = {choice.id: choice for choice in CHOICES}

# Named sets, each as it stands in the address bar.
PRESETS: dict[str, tuple[str, str]] = {
    "published": ("As published", ""),
    "strict": ("Strict definition", "def:restricted"),
    "future_high": ("2030, highest rates", "sc:highest,year:2030"),
    "future_low": ("2030, lowest rates", "sc:lowest,year:2030"),
    "slow": ("Slow traffic", "speed:80"),
    "each": ("Every hospice alike", "supply:each"),
    "choice": ("Families choose", "way:3sfca"),
    "equal": ("An hour, all alike", "way:2sfca,radius:60"),
    "unstable": ("The most unwell", "tier:need_unstable"),
}
