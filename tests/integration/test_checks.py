"""Each check of a release fails when the thing it guards is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.build import checks
from etl.build.context import Context
from etl.release import Release
from etl.settings import folders
from etl.store import read_table


class Tampered(Context):
    """A context in which one table comes back changed."""

    def __init__(
        self, draft: Path, name: str, change: Callable[[pd.DataFrame], pd.DataFrame]
    ) -> None:
        super().__init__(folders().inputs, draft)
        self._name, self._change = name, change

    def built(self, name: str, *, columns: list[str] | None = None) -> pd.DataFrame:
        frame = super().built(name, columns=columns)
        return self._change(frame.copy()) if name == self._name else frame

    def csv(self, name: str) -> pd.DataFrame:
        frame = super().csv(name)
        return self._change(frame.copy()) if name == self._name else frame

    @property
    def small_areas(self) -> pd.DataFrame:  # type: ignore[override]
        frame = read_table(self.inputs, "small_areas")
        return self._change(frame) if self._name == "small_areas" else frame

    @property
    def services(self) -> pd.DataFrame:  # type: ignore[override]
        frame = read_table(self.inputs, "services")
        return self._change(frame) if self._name == "services" else frame


pytestmark = pytest.mark.integration


def _twice(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame, frame.head(1)])


def _set(column: str, value: object, row: int = 0) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame.index[row], column] = value
        return frame

    return change


def _swap_coordinates(frame: pd.DataFrame) -> pd.DataFrame:
    row = frame.index[frame["service_id"] == "acorns-birmingham"]
    frame.loc[row, ["longitude", "latitude"]] = [-6.0, 54.6]
    return frame


def _shrink(frame: pd.DataFrame) -> pd.DataFrame:
    rows = (frame["indicator_id"] == "share_within_90_children_hospice").to_numpy()
    frame["value"] = frame["value"].where(~rows, 0.0)
    return frame


@pytest.mark.parametrize(
    ("check", "table", "change"),
    [
        (checks.keys_are_unique, "need_area", _twice),
        (checks.every_small_area_has_its_areas, "small_areas", _set("ltla_code", None)),
        (checks.every_small_area_has_its_areas, "small_areas", lambda frame: frame.iloc[1:]),
        (checks.totals_agree_at_every_level, "need_area", _set("need", 0.0)),
        (checks.population_equals_published, "small_areas", _set("population_age_0", 9_999.0)),
        (checks.england_reproduces_published, "evidence/national_population",
         lambda frame: frame[frame["age"] != 7]),
        (checks.services_lie_in_their_nation, "services", _swap_coordinates),
        (checks.nothing_was_dropped, "indicators", lambda frame: frame.iloc[1:]),
        (checks.nothing_was_dropped, "access_small_area", lambda frame: frame.assign(
            nearest_minutes=None, reason=None)),
        (checks.reach_is_consistent, "indicators", _shrink),
        (checks.need_lies_within_its_limits, "need_uncertainty", _set("lower", 1e9)),
        (checks.groups_add_up, "equity_groups", lambda frame: frame.assign(
            need=frame["need"] / 2)),
        (checks.neighbours_are_others, "neighbours", lambda frame: frame.assign(
            neighbour_code=frame["area_code"])),
        (checks.neighbours_are_others, "neighbours", lambda frame: frame.assign(
            distance=frame["distance"].to_numpy()[::-1])),
    ],
)  # fmt: skip
def test_a_check_fails_on_what_it_guards(
    release: Release,
    check: Callable[[Context], checks.Check],
    table: str,
    change: Callable[[pd.DataFrame], pd.DataFrame],
) -> None:
    honest = Context(folders().inputs, release.path)
    assert check(honest).passed
    assert not check(Tampered(release.path, table, change)).passed
