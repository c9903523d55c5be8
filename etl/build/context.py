"""What a build step can read: the inputs, and the tables built before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.catalogue.areas import AREA_TYPE_BY_ID
from etl.errors import DataError, ResourceError
from etl.store import read_table

IntArray = npt.NDArray[np.int64]
Made = TypeVar("Made")


@dataclass
class Context:
    """One build.

    Attributes:
        inputs: Folder of inputs.
        draft: Folder of the release that is being built.
    """

    inputs: Path
    draft: Path
    _kept: dict[str, object] = field(default_factory=dict)
    _groups: dict[str, tuple[IntArray, list[str]]] = field(default_factory=dict)

    @cached_property
    def small_areas(self) -> pd.DataFrame:
        """The input `small_areas`, in order of code. Every array of a build has this order."""
        return read_table(self.inputs, "small_areas")

    @cached_property
    def services(self) -> pd.DataFrame:
        """The input `services`."""
        return read_table(self.inputs, "services")

    @cached_property
    def open_services(self) -> pd.DataFrame:
        """Services that are open and have a point, in order of id."""
        found = self.services
        keep = (found["status"] == "open") & (found["point_quality"] != "none")
        return found[keep].reset_index(drop=True)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What several steps need: made by the first that asks, kept for the others.

        Args:
            name: What it is called. One name, one way to make it.
            make: Makes it.
        """
        if name not in self._kept:
            self._kept[name] = make()
        return cast("Made", self._kept[name])

    def input_table(self, name: str) -> pd.DataFrame:
        """An input table by name."""
        return read_table(self.inputs, name)

    def built(self, name: str, *, columns: list[str] | None = None) -> pd.DataFrame:
        """A table that an earlier step built."""
        return read_table(self.draft, name, columns=columns)

    def csv(self, name: str) -> pd.DataFrame:
        """An input that is kept as CSV, for example `evidence/nations`.

        Raises:
            ResourceError: If it is missing.
            DataError: If it cannot be read.
        """
        path = self.inputs / f"{name}.csv"
        if not path.is_file():
            raise ResourceError(
                f"The input {name}.csv is missing.",
                where=str(path),
                try_="Restore data/inputs from the repository (`git checkout data/inputs`).",
            )
        try:
            return pd.read_csv(path)
        except (ValueError, OSError) as error:
            raise DataError(
                f"The input {name}.csv cannot be read.",
                where=f"{path}: {error}",
                try_="Restore it from the repository, or mend the row named above.",
            ) from None

    def groups(self, area_type: str) -> tuple[IntArray, list[str]]:
        """Number of the area that each small area lies in, and the codes of the areas.

        Returns:
            Numbers from 0 in the order of the codes, -1 for none, shape (small areas,); and the
            sorted codes.
        """
        if area_type not in self._groups:
            column = self.small_areas[AREA_TYPE_BY_ID[area_type].code_field]
            codes, names = pd.factorize(column, sort=True)
            self._groups[area_type] = codes.astype(np.int64), [str(name) for name in names]
        return self._groups[area_type]
