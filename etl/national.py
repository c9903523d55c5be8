"""The national table of `docs/methods/gaps.md`, written from a release.

`python -m etl national` writes it anew, and a test fails when the page and the release differ.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.catalogue.areas import ENGLAND, UK
from etl.catalogue.assumptions import DEFAULT_BASIS, HEADLINE_KIND, TRAVEL_THRESHOLDS_MINUTES
from etl.catalogue.dictionary import markdown_table
from etl.errors import DataError
from etl.files import write_text
from etl.release import Release

BEGIN = "<!-- National table: written by `python -m etl national`. Do not edit by hand. -->"
END = "<!-- End of the national table. -->"
LARGEST = 20
_SHORTFALL = f"capacity_shortfall_{HEADLINE_KIND}"
_FIGURE = ["value", "lower", "upper"]


def national_table(release: Release) -> str:
    """Children within reach of a children's hospice, and the largest gaps, as Markdown.

    Args:
        release: An open release.

    Returns:
        Two tables with a line above each, between `BEGIN` and `END`.
    """
    columns = ["area_type", "area_code", "indicator_id", "basis", *_FIGURE]
    figures = release.table("indicators", columns=columns)
    figures = figures.astype(dict.fromkeys(columns[:4], "str"))
    figures = figures[figures["basis"] == DEFAULT_BASIS]
    parts = [
        BEGIN,
        "Children with life-limiting conditions within so many minutes by car of an open "
        "children's hospice in the register, as a percentage, with the 95% interval:",
        _reach(release, figures),
        f"The {LARGEST} local authorities with the largest capacity shortfall for children's "
        "hospices:",
        _largest(release, figures),
        END,
    ]
    return "\n\n".join(parts)


def write_national_table(release: Release, page: Path) -> Path:
    """Replace the table on a page.

    Raises:
        DataError: If the page lacks the two comments that the table stands between.
    """
    text = page.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise DataError("The page has no place for the national table.", where=str(page),
                        try_=f"Put these two lines where it belongs: {BEGIN} {END}")  # fmt: skip
    before, rest = text.split(BEGIN, 1)
    return write_text(page, before + national_table(release) + rest.split(END, 1)[1])


def _reach(release: Release, figures: pd.DataFrame) -> str:
    areas = release.table("areas")
    countries = areas[areas["area_type"] == "country"].sort_values("name")
    regions = areas[(areas["area_type"] == "region") & (areas["parent_code"] == ENGLAND)]
    places: list[tuple[str, str, str]] = [("United Kingdom", "country", UK)]
    for row in countries.itertuples():
        places.append((str(row.name), "country", str(row.area_code)))
        if row.area_code == ENGLAND:
            places += [(f"- {region.name}", "region", str(region.area_code))
                       for region in regions.sort_values("name").itertuples()]  # fmt: skip
    found = figures.set_index(["area_type", "area_code", "indicator_id"])[_FIGURE]
    ids = [f"share_within_{minutes}_{HEADLINE_KIND}" for minutes in TRAVEL_THRESHOLDS_MINUTES]
    rows: list[tuple[str, ...]] = [
        (
            name,
            *(
                _percent(release.manifest["uk"][id_] if code == UK else
                         found.loc[(kind, code, id_)].to_dict())
                for id_ in ids
            ),
        )
        for name, kind, code in places
    ]  # fmt: skip
    return markdown_table(
        ("area", *(f"{minutes} minutes" for minutes in TRAVEL_THRESHOLDS_MINUTES)), rows
    )


def _largest(release: Release, figures: pd.DataFrame) -> str:
    here = figures[(figures["area_type"] == "ltla") & (figures["indicator_id"] == _SHORTFALL)]
    reasons = release.table("gap_reasons", filters=[("service_kind", "==", HEADLINE_KIND)])
    names = release.table("areas", columns=["area_type", "area_code", "name"])
    both = here.nlargest(LARGEST, "value").merge(
        names.merge(reasons, on=["area_type", "area_code"]), on=["area_type", "area_code"]
    )
    rows: list[tuple[str, ...]] = [
        (str(row.name), f"{row.value:,.0f} ({row.lower:,.0f} to {row.upper:,.0f})",
         str(row.sentence))
        for row in both.itertuples()
    ]  # fmt: skip
    return markdown_table(("local authority", "children short", "why"), rows)


def _percent(figure: dict[str, float]) -> str:
    value, lower, upper = (_whole(figure[name]) for name in _FIGURE)
    return f"{value} ({lower} to {upper})"


def _whole(percent: float) -> str:
    """A whole number that says neither all nor none where it is not so."""
    shown = f"{percent:.0f}"
    if shown == "100" and percent < 100:
        return "over 99"
    return "under 1" if shown == "0" and percent > 0 else shown
