"""What briefings read of a release: opened once, kept as small dictionaries for every area."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.charts.drawn import Shapes, shapes_from
from etl.catalogue.areas import AREA_TYPE_BY_ID, NATIONS, PLANNING_AREA_TYPES, UK
from etl.catalogue.assumptions import DEFAULT_BASIS
from etl.errors import UserError
from etl.release import Release

NATION_CODES = {name: code for code, name in NATIONS.items()}
_JOURNEY: list[tuple[str, str, object]] = [("indicator_id", "==", "minutes_to_children_hospice")]
# Large tables of which briefings need one indicator.
_ONLY: dict[str, list[tuple[str, str, object]]] = {"equity": _JOURNEY, "equity_groups": _JOURNEY}


@dataclass(frozen=True)
class Value:
    """One figure of the release: the figure, its limits, how it compares, its place."""

    value: float
    lower: float = np.nan
    upper: float = np.nan
    comparison: str = "not_compared"
    rank: float = np.nan
    note: str = ""
    period: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return bool(np.isfinite(self.value))

    @property
    def has_limits(self) -> bool:
        """Whether there is an interval."""
        return bool(np.isfinite(self.lower) and np.isfinite(self.upper))


NOT_KNOWN = Value(np.nan)


@dataclass(frozen=True)
class Area:
    """One planning area: its type, code, names and where it lies."""

    area_type: str
    code: str
    name: str
    name_cy: str
    nation: str
    population: float
    n_small_areas: int


@dataclass(frozen=True)
class Facts:
    """An open release as briefings read it.

    Attributes:
        release: The release.
    """

    release: Release

    @cached_property
    def areas(self) -> dict[tuple[str, str], Area]:
        """Every planning area."""
        frame = self.release.table("areas")
        return {
            (str(r.area_type), str(r.area_code)): Area(
                str(r.area_type), str(r.area_code), str(r.name),
                r.name_cy if isinstance(r.name_cy, str) else "", str(r.nation),
                float(r.population_0_19), int(r.n_small_areas),
            )
            for r in frame.itertuples(index=False)
        }  # fmt: skip

    def area(self, area_type: str, code: str) -> Area:
        """One area.

        Raises:
            UserError: If the release has none.
        """
        found = self.areas.get((area_type, code))
        if found is None:
            raise UserError(
                f"The release has no {AREA_TYPE_BY_ID[area_type].label.lower()} with the code "
                f"{code}.",
                where="--area",
                try_="Use the GSS code of a planning area, for example E08000025 for Birmingham.",
            )
        return found

    @cached_property
    def figures(self) -> dict[tuple[str, str], dict[str, Value]]:
        """Every indicator of every area on the default basis."""
        frame = self.release.table("indicators")
        frame = frame[frame["basis"] == DEFAULT_BASIS]
        columns = ["area_type", "area_code", "indicator_id", "value", "lower", "upper",
                   "comparison", "rank", "note", "period"]  # fmt: skip
        found: dict[tuple[str, str], dict[str, Value]] = {}
        for row in zip(*(frame[c].tolist() for c in columns), strict=True):
            note = row[8] if isinstance(row[8], str) else ""
            found.setdefault((str(row[0]), str(row[1])), {})[str(row[2])] = Value(
                row[3], row[4], row[5], str(row[6]), row[7], note, str(row[9])
            )
        return found

    def figure(self, area: Area, indicator: str) -> Value:
        """One figure of an area; not known if the release has none."""
        return self.figures.get((area.area_type, area.code), {}).get(indicator, NOT_KNOWN)

    def uk(self, indicator: str) -> Value:
        """The figure of the United Kingdom; not known if the release has none."""
        found = self.release.manifest.get("uk", {}).get(indicator)
        if not found or found.get("value") is None:
            return NOT_KNOWN
        limits = [np.nan if found.get(k) is None else float(found[k]) for k in ("lower", "upper")]
        return Value(float(found["value"]), lower=limits[0], upper=limits[1])

    @cached_property
    def ranks(self) -> dict[tuple[str, str], tuple[tuple[str, ...], NDArray[np.float64]]]:
        """Codes and figures of all areas of a type that have one, by type and indicator."""
        found: dict[tuple[str, str], tuple[list[str], list[float]]] = {}
        for (area_type, code), values in self.figures.items():
            for indicator, value in values.items():
                if value.known:
                    codes, numbers = found.setdefault((area_type, indicator), ([], []))
                    codes.append(code)
                    numbers.append(value.value)
        return {key: (tuple(c), np.array(v)) for key, (c, v) in found.items()}

    @cached_property
    def places(self) -> pd.DataFrame:
        """Codes of the planning areas of every small area, with its point and need."""
        codes = self.release.table("small_area_codes")
        need = self.release.table("need_small_area")
        need = need[need["basis"].astype(str) == DEFAULT_BASIS]
        merged = codes.merge(
            need[["small_area_code", "need", "population_0_19"]], on="small_area_code", how="left"
        )
        text = [c for c in merged.columns if c.endswith("_code")]
        return merged.astype(dict.fromkeys(text, "str"))

    @cached_property
    def _main(self) -> dict[tuple[str, str, str], str]:
        """The area of another type that most of the children of an area live in."""
        places, found = self.places, {}
        fields = {
            t: AREA_TYPE_BY_ID[t].code_field
            for t in (
                "ltla",
                "utla",
                "constituency",
                "health_body",
                "health_body_2024",
                "nhs_region",
            )
        }
        for own, own_field in fields.items():
            for other in ("region", "health_body", "utla"):
                other_field = AREA_TYPE_BY_ID[other].code_field
                if other == own:
                    continue
                sums = places.groupby([own_field, other_field])["need"].sum().reset_index()
                best = sums.sort_values("need").groupby(own_field)[other_field].last()
                found.update({(own, str(code), other): str(top) for code, top in best.items()})
        return found

    def main_area(self, area: Area, other: str) -> Area | None:
        """The area of another type that most of an area's children live in."""
        code = self._main.get((area.area_type, area.code, other))
        return self.areas.get((other, code)) if code else None

    def nation_of(self, area: Area) -> Area | None:
        """The nation an area lies in; nothing for a nation itself."""
        if area.area_type == "country":
            return None
        return self.areas.get(("country", NATION_CODES.get(area.nation, "")))

    @cached_property
    def services(self) -> dict[str, dict[str, Any]]:
        """The register by id."""
        frame = self.release.table("services")
        return {str(row["service_id"]): row for row in frame.to_dict(orient="records")}

    @cached_property
    def hospice_minutes(self) -> dict[str, dict[str, float]]:
        """Minutes of every journey of up to three hours to an open children's hospice."""
        ids = {i for i, s in self.services.items() if s["service_kind"] == "children_hospice"}
        frame = self.release.table("travel_minutes", filters=[("service_id", "in", sorted(ids))])
        frame = frame.astype({"service_id": "str", "small_area_code": "str"})
        return {
            str(id_): dict(zip(part["small_area_code"], part["travel_minutes"], strict=True))
            for id_, part in frame.groupby("service_id")
        }

    @cached_property
    def nearest_hospice(self) -> dict[str, str]:
        """The nearest open children's hospice of every small area that can reach one."""
        access = self.release.table("access_small_area")
        access = access[access["service_kind"].astype(str) == "children_hospice"].dropna(
            subset=["nearest_service_id"]
        )
        return dict(zip(access["small_area_code"].astype(str),
                        access["nearest_service_id"].astype(str), strict=True))  # fmt: skip

    @cached_property
    def _links(self) -> dict[tuple[str, str], pd.DataFrame]:
        frame = self.release.table("area_services")
        frame = frame.astype(dict.fromkeys(("area_type", "area_code", "service_id"), "str"))
        return {(str(k[0]), str(k[1])): v for k, v in frame.groupby(["area_type", "area_code"])}

    @cached_property
    def _unreached(self) -> dict[tuple[str, str], float]:
        """Children who cannot reach an open children's hospice within three hours, by area."""
        access = self.release.table("access_small_area")
        access = access[access["service_kind"].astype(str) == "children_hospice"]
        far = access.loc[access["nearest_minutes"].isna(), "small_area_code"].astype("str")
        places = self.places[self.places["small_area_code"].isin(far)]
        found: dict[tuple[str, str], float] = {}
        for area_type in PLANNING_AREA_TYPES:
            sums = places.groupby(area_type.code_field)["need"].sum()
            found.update({(area_type.id, str(code)): float(v) for code, v in sums.items()})
        return found

    def unreached(self, area: Area) -> float:
        """Children of an area who cannot reach an open children's hospice within three hours."""
        return self._unreached.get((area.area_type, area.code), 0.0)

    def services_near(self, area: Area) -> pd.DataFrame:
        """Services that children of an area can reach: id, average minutes, share within 60."""
        found = self._links.get((area.area_type, area.code))
        columns = ["service_id", "travel_minutes", "share_within_60"]
        return found[columns] if found is not None else pd.DataFrame(columns=columns)

    def rows(self, table: str, area: Area) -> list[dict[str, Any]]:
        """Rows of an area in a table; none if the release does not have it yet."""
        return self._by_area(table).get((area.area_type, area.code), [])

    @cache  # noqa: B019 - facts live as long as the process
    def _by_area(self, table: str) -> dict[tuple[str, str], list[dict[str, Any]]]:
        if not (self.release.path / f"{table}.parquet").is_file():
            return {}
        frame = self.release.table(table, filters=_ONLY.get(table))
        text = [c for c in frame.columns if not pd.api.types.is_numeric_dtype(frame[c].dtype)]
        columns = [frame[c].astype("object" if c in text else frame[c].dtype).tolist()
                   for c in frame.columns]  # fmt: skip
        found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for values in zip(*columns, strict=True):
            row = dict(zip(frame.columns, values, strict=True))
            found.setdefault((str(row["area_type"]), str(row["area_code"])), []).append(row)
        return found

    @cache  # noqa: B019
    def shapes(self, area_type: str) -> Shapes:
        """The shapes of one area type."""
        path = self.release.boundaries_file(area_type)
        return shapes_from(json.loads(path.read_text(encoding="utf-8")))

    @cached_property
    def planning_facts(self) -> Mapping[str, dict[str, Any]]:
        """Published figures for planning, by id."""
        frame = self.release.table("planning_facts")
        return {str(row["fact_id"]): row for row in frame.to_dict(orient="records")}

    @property
    def uk_area(self) -> Area:
        """The United Kingdom, where tables have it as a row of its own."""
        return Area("country", UK, "United Kingdom", "", "", np.nan, 0)

    def __hash__(self) -> int:
        """Facts are kept by the folder of their release."""
        return hash(self.release.path)
