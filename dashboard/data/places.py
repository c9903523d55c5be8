"""Readers of places: what can be found, postcodes and small areas."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.data.kept import kept
from dashboard.search import Finder, make_finder
from dashboard.text.messages import WELSH, messages
from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.catalogue.services import SERVICE_KIND_BY_ID
from etl.release import Release

_COUNCIL = AREA_TYPE_BY_ID["ltla"].code_field


@kept(most=2)
def finder(key: str, release: Release) -> Finder:
    """Everything that can be found."""
    areas, services = release.table("areas"), release.table("services")
    old = release.table("old_areas")

    def postcodes(district: str, start: str) -> Sequence[tuple[str, int]]:
        found = _district(key, release, district)
        found = found[found["inward_code"].str.startswith(start)]
        codes = _small_areas(key, release)[_COUNCIL].reindex(found["small_area_code"])
        counts = codes.dropna().astype("str").value_counts()
        return [(str(code), int(count)) for code, count in counts.items()]

    # The publisher's Welsh name, or that of the catalogue of messages, or the name itself.
    welsh = messages(WELSH)

    def text(value: object) -> str:
        return value if isinstance(value, str) else ""

    return make_finder(
        areas=[
            (str(a.area_type), str(a.area_code), str(a.name), welsh.area(str(a.name), a.name_cy),
             str(a.nation))
            for a in areas.itertuples()
        ],
        old=[(str(o.old_code), str(o.old_name), str(o.ltla_code)) for o in old.itertuples()],
        services=[
            (str(s.service_id), str(s.name), SERVICE_KIND_BY_ID[str(s.service_kind)].label,
             text(s.town))
            for s in services.itertuples()
        ],
        postcodes=postcodes,
    )  # fmt: skip


def area_of_small(key: str, release: Release, small_area: str, area_type: str) -> str:
    """Code of the planning area that a small area lies in; empty for none."""
    table = _small_areas(key, release)
    if small_area not in table.index:
        return ""
    code = table.at[small_area, AREA_TYPE_BY_ID[area_type].code_field]
    return str(code) if isinstance(code, str) else ""


def small_area_of(key: str, release: Release, postcode: str) -> str:
    """Code of the small area of a whole postcode; empty where there is no such live postcode."""
    plain = postcode.replace(" ", "").upper()
    found = _district(key, release, plain[:-3])
    rows = found.loc[found["inward_code"] == plain[-3:], "small_area_code"]
    return str(rows.iloc[0]) if len(rows) else ""


@kept(most=500)
def _district(key: str, release: Release, district: str) -> pd.DataFrame:  # noqa: ARG001
    """Postcodes of one district. Only its part of the file is read."""
    return release.table("postcode_areas", filters=[("postcode_district", "==", district)])


@kept(most=2)
def _small_areas(key: str, release: Release) -> pd.DataFrame:  # noqa: ARG001
    return release.table("small_area_codes").set_index("small_area_code")
