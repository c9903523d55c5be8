"""Tables for the page: the columns a reader needs, under headings of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from dashboard.search.names import normal
from etl.catalogue.fields import FIELDS
from etl.catalogue.indicators import Indicator
from etl.catalogue.services import POINT_QUALITIES, SERVICE_KIND_BY_ID, STATUSES

MINUTES = "Minutes"
WITHIN = "Within 60 (%)"
FIGURES = tuple(FIELDS[name].label for name in ("value", "lower", "upper"))
COMPARISONS = {
    "higher": "Higher than the UK",
    "similar": "Similar to the UK",
    "lower": "Lower than the UK",
    "not_compared": "Not compared",
}
_SHORT_QUALITY = {
    "site": "Site", "postcode": "Postcode", "approximate": "Approximate", "none": "Not placed",
}  # fmt: skip
assert set(_SHORT_QUALITY) == set(POINT_QUALITIES)


def area_table(
    frame: pd.DataFrame,
    *,
    indicator: Indicator,
    more: Mapping[str, str] = MappingProxyType({}),
    is_sparse: bool = False,
) -> pd.DataFrame:
    """The table behind a map, one row an area, rounded as shown on the page.

    Args:
        frame: The rows.
        indicator: What their value is.
        more: Headings of further columns of `frame`.
        is_sparse: Whether columns without anything are left out.
    """
    decimals = indicator.decimals
    table = pd.DataFrame(
        {
            "Area": frame["name"],
            "Nation": frame["nation"],
            **{
                heading: frame[name].round(decimals)
                for heading, name in zip(FIGURES, ("value", "lower", "upper"), strict=True)
            },
            FIELDS["comparison"].label: frame["comparison"].astype(str).map(COMPARISONS),
            FIELDS["rank"].label: frame["rank"],
            **{heading: frame[name] for name, heading in more.items()},
            "Code": frame["area_code"],
            FIELDS["note"].label: frame["note"].astype(object),
        }
    )
    return table.dropna(axis="columns", how="all") if is_sparse else table


def rows_with(table: pd.DataFrame, words: str) -> pd.DataFrame:
    """Rows that hold every word in their area, nation, code or comparison, in any order.

    Args:
        table: Result of `area_table`.
        words: What to look for; nothing leaves nothing out.

    Example:
        >>> table = pd.DataFrame({"Area": ["Ynys Môn", "Leeds"], "Code": ["W1", "E1"]})
        >>> rows_with(table, "mon")["Code"].tolist()
        ['W1']
    """
    columns = [c for c in ("Area", "Nation", FIELDS["comparison"].label, "Code") if c in table]
    text = table[columns].astype(str).agg(" ".join, axis=1).map(normal)
    keep = pd.Series(True, index=table.index)
    for word in normal(words).split():
        keep &= text.str.contains(word, regex=False)
    return table[keep]


def services_table(near: pd.DataFrame) -> pd.DataFrame:
    """Services within an hour of an area, nearest first, with their status if not all are open."""
    table = pd.DataFrame(
        {
            "Service": near["name"],
            MINUTES: near["travel_minutes"].round(0),
            WITHIN: (100 * near["share_within_60"]).round(0),
            "Kind": near["service_kind"].astype(str).map(lambda k: SERVICE_KIND_BY_ID[k].label),
            "Town": near["town"].astype(object),
            "Beds": near["beds"],
            "Point": near["point_quality"].astype(str).map(_SHORT_QUALITY),
            FIELDS["last_verified"].label: near["last_verified"].astype(object),
        }
    )
    return with_status(table, near)


def with_status(table: pd.DataFrame, near: pd.DataFrame) -> pd.DataFrame:
    """A table of services with their status in words beside the name, if not all are open.

    Args:
        table: One row a service.
        near: The same services with `status`.
    """
    status = near["status"].astype(str)
    if (status == "open").all():
        return table
    table.insert(table.columns.get_loc("Service") + 1, FIELDS["status"].label, status.map(STATUSES))
    return table
