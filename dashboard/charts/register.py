"""The register of services as a reader sees it: filtered, in words, with what is not known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from dashboard.charts.tables import with_status
from dashboard.charts.words import in_sentence, list_of
from etl.catalogue.fields import FIELDS
from etl.catalogue.services import SERVICE_KIND_BY_ID, STATUSES

NOT_STATED = "Not stated"
# What a reader of the register would look for, and what it is called where it is missing.
_WANTED = {
    "address": "address", "postcode": "postcode", "longitude": "point on the map",
    "age_from": "ages", "offers": "what it offers", "website": "website",
    "regulator_id": "id at the regulator", "last_verified": "year it was last verified",
}  # fmt: skip
_COUNTED_IN_BEDS = ("children_hospice",)
FRESH_YEARS = 2


@dataclass(frozen=True)
class Freshness:
    """How old the register's rows are.

    Attributes:
        years: Rows by the year of the newest source, newest first; None for those without one.
        sentence: The same in words.
    """

    years: tuple[tuple[str | None, int], ...]
    sentence: str


def offered(services: pd.DataFrame) -> tuple[str, ...]:
    """Words that services use for what they offer, most frequent first."""
    return tuple(services["offers"].dropna().str.split(";").explode().value_counts().index)


def offer_words(offer: str) -> str:
    """What a service offers, for a reader.

    Example:
        >>> offer_words("short_breaks"), offer_words("24_7_support")
        ('Short breaks', 'Support at all hours')
    """
    plain = offer.replace("24_7_", "").replace("_", " ")
    plain = plain[:1].upper() + plain[1:]
    return f"{plain} at all hours" if offer.startswith("24_7_") else plain


def filtered(
    services: pd.DataFrame,
    *,
    kinds: Collection[str] = (),
    nations: Collection[str] = (),
    statuses: Collection[str] = (),
    age: int | None = None,
    offers: Collection[str] = (),
) -> pd.DataFrame:
    """Rows that fit. An empty choice leaves nothing out.

    A service whose ages are not stated may take the child, so it stays. One that does not state
    that it offers something is left out when it is asked for.
    """
    keep = pd.Series(True, index=services.index)
    choices = (("service_kind", kinds), ("nation", nations), ("status", statuses))
    for column, chosen in choices:
        if chosen:
            keep &= services[column].isin(list(chosen))
    if age is not None:
        keep &= ~(services["age_from"] > age) & ~(services["age_to"] < age)
    for offer in offers:
        keep &= services["offers"].fillna("").str.split(";").map(lambda has, o=offer: o in has)
    return services[keep]


def register_table(services: pd.DataFrame) -> pd.DataFrame:
    """One row a service, in words."""
    return pd.DataFrame(
        {
            "Service": services["name"],
            "Kind": [SERVICE_KIND_BY_ID[str(kind)].label for kind in services["service_kind"]],
            "Town": services["town"].astype(object),
            "Nation": services["nation"].astype(object),
            "Status": services["status"].astype(str).map(STATUSES),
            "Ages": [ages_words(row) for row in services.itertuples()],
            "Beds": services["beds"],
            "Offers": [offers_words(row) for row in services.itertuples()],
            FIELDS["last_verified"].label: services["last_verified"].astype(object),
            "Not known": [", ".join(missing(row)) for row in services.itertuples()],
        }
    ).reset_index(drop=True)


def nearest_table(near: pd.DataFrame) -> pd.DataFrame:
    """Services near a place, nearest first, with their minutes.

    Args:
        near: Rows of the register with `travel_minutes`, nearest first.
    """
    table = register_table(near)[["Service", "Kind", "Town", "Ages", "Offers"]]
    table.insert(0, "Minutes", near["travel_minutes"].round(0).to_numpy())
    return with_status(table, near)


def ages_words(row: object) -> str:
    """Ages that a service takes."""
    first, last = getattr(row, "age_from", None), getattr(row, "age_to", None)
    if pd.isna(first) and pd.isna(last):
        return NOT_STATED
    if pd.isna(last):
        return f"From {first:.0f}"
    return f"{0 if pd.isna(first) else first:.0f} to {last:.0f}"


def offers_words(row: object) -> str:
    """What a service offers, as a list in a sentence."""
    offers = getattr(row, "offers", None)
    if not isinstance(offers, str) or not offers:
        return NOT_STATED
    return ", ".join(offer_words(offer) for offer in offers.split(";"))


def missing(row: object) -> list[str]:
    """What the register does not know about a service."""
    lost = [word for field, word in _WANTED.items() if pd.isna(getattr(row, field))]
    has_beds = getattr(row, "service_kind", "") in _COUNTED_IN_BEDS
    if has_beds and pd.isna(getattr(row, "beds", None)):
        lost.append("number of beds")
    return lost


def in_words(services: pd.DataFrame, *, of: int, age: int | None) -> str:
    """What the filter leaves, in sentences."""
    if services.empty:
        return (
            f"None of the {of} services in the register fits. The register shows what was found: "
            "there may be services that it does not hold. Take a filter away."
        )
    kinds = services["service_kind"].astype(str).value_counts()
    parts = []
    for kind, count in kinds.items():
        label = SERVICE_KIND_BY_ID[str(kind)]
        parts.append(f"{count} {in_sentence(label.label if count == 1 else label.plural)}")
    words = [f"{len(services)} of {of} services in the register: {list_of(parts, most=8)}."]
    unplaced = int(services["longitude"].isna().sum())
    if unplaced:
        words.append(f"{unplaced} of them {_has(unplaced)} no point on the map.")
    if age is not None:
        unsaid = int((services["age_from"].isna() & services["age_to"].isna()).sum())
        if unsaid:
            words.append(
                f"{unsaid} of them {_has(unsaid)} no ages stated, and may or may not take a child "
                f"of {age}."
            )
    return " ".join(words)


def freshness(services: pd.DataFrame, *, year: int) -> Freshness:
    """How old the rows are.

    Args:
        services: Rows of the register.
        year: The year that the release was built in.
    """
    counts = services["last_verified"].value_counts()
    years: list[tuple[str | None, int]] = [
        (str(name), int(counts[name])) for name in sorted(counts.index, reverse=True)
    ]
    unknown = int(services["last_verified"].isna().sum())
    if unknown:
        years.append((None, unknown))
    fresh = sum(n for name, n in years if name and int(name[:4]) > year - FRESH_YEARS)
    old = sum(n for name, n in years if name and int(name[:4]) <= year - 5)
    sentence = (
        f"Services shown: {len(services)}. With a source of {year - FRESH_YEARS + 1} or later: "
        f"{fresh}. With no source since {year - 5}: {old}. With a source of unknown year: "
        f"{unknown}."
    )
    return Freshness(tuple(years), sentence)


def _has(count: int) -> str:
    return "has" if count == 1 else "have"
