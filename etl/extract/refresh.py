"""Refresh `data/inputs` from a mirror: which tables there are, in order, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from etl.catalogue.tables import TABLE_BY_NAME, validate
from etl.errors import UserError
from etl.extract import (
    areas,
    boundaries,
    evidence,
    land_grid,
    mirror,
    old_areas,
    postcodes,
    projected_population,
    services,
    small_areas,
    travel_calibration,
)
from etl.files import replacing
from etl.settings import Folders
from etl.store import read_table, table_path, write_table


@dataclass
class Refresh:
    """One run. Shared intermediate shapes are made once, when the first table asks.

    Attributes:
        mirror: Folder of publishers' files.
        folders: Where inputs are written.
    """

    mirror: Path
    folders: Folders
    written: dict[str, int] = field(default_factory=dict)

    @cached_property
    def small_area_shapes(self) -> gpd.GeoDataFrame:
        """Simplified small areas, EPSG:27700."""
        raw = mirror.read_shapes(self.mirror, "geo/small_areas.parquet")
        return boundaries.small_area_shapes(raw)

    @cached_property
    def small_area_table(self) -> pd.DataFrame:
        """The table `small_areas` as just written."""
        return read_table(self.folders.inputs, "small_areas")

    def small_areas(self) -> None:
        """One row a neighbourhood."""
        self._write("small_areas", small_areas.small_areas(self.mirror, self.folders.corrections))

    def areas(self) -> None:
        """One row a planning area."""
        self._write("areas", areas.areas(self.small_area_table, self.mirror))

    def boundaries(self) -> None:
        """Shapes of planning areas and of small areas."""
        shapes = self.small_area_shapes
        self._write("boundaries", boundaries.planning_area_shapes(shapes, self.small_area_table))
        self._write("small_area_boundaries", boundaries.to_degrees(shapes))

    def services(self) -> None:
        """The register of services, and the list of its sources."""
        local = read_table(self.folders.inputs, "boundaries")
        local = local[local["area_type"] == "ltla"].to_crs(27700)
        self._write("services", services.services(self.mirror, local))
        self._write_csv("services_sources", services.service_sources(self.mirror))

    def evidence(self) -> None:
        """Published figures. A file of published counts that is already there is kept."""
        for name, frame in evidence.evidence_tables(self.mirror).items():
            path = self.folders.inputs / "evidence" / f"{name}.csv"
            if name == "published_area_counts" and path.exists():
                continue
            self._write_csv(f"evidence/{name}", frame)

    def postcodes(self) -> None:
        """Postcodes of Great Britain."""
        self._write("postcodes", postcodes.postcodes(self.mirror))

    def postcode_areas(self) -> None:
        """The small area of each postcode of Great Britain."""
        self._write("postcode_areas", postcodes.postcode_areas(self.mirror))

    def old_areas(self) -> None:
        """Codes and names of local authorities in other years."""
        self._write("old_areas", old_areas.old_areas(self.mirror))

    def projected_population(self) -> None:
        """Residents of England to 2030, by the areas that the projections are given for."""
        self._write("projected_population", projected_population.projected_population(self.mirror))

    def speed_surface(self) -> None:
        """The land grid that journeys are found on, with the speeds fitted before."""
        raw = mirror.read_shapes(self.mirror, "geo/small_areas.parquet")[
            ["small_area_code", "geometry"]
        ]
        table = self.small_area_table
        about = table[["small_area_code", "urban_rural", "population_all_ages"]]
        about = about.rename(columns={"population_all_ages": "population"})
        grid = land_grid.land_grid(raw.merge(about, on="small_area_code"), table)
        fitted = read_table(self.folders.inputs, "speed_surface")
        self._write("speed_surface", travel_calibration.keep_calibration(grid, fitted))

    def _write(self, name: str, frame: pd.DataFrame) -> None:
        if name in TABLE_BY_NAME:
            table = TABLE_BY_NAME[name]
            frame = validate(frame, table, where=f"refresh of {name}")
        write_table(self.folders.inputs, name, frame)
        self.written[str(table_path(self.folders.inputs, name))] = len(frame)

    def _write_csv(self, name: str, frame: pd.DataFrame) -> None:
        path = self.folders.inputs / f"{name}.csv"
        with replacing(path) as temporary:
            frame.to_csv(temporary, index=False, lineterminator="\n")
        self.written[str(path)] = len(frame)


# In order: later tables are made from earlier ones.
STEPS: tuple[str, ...] = (
    "small_areas",
    "areas",
    "boundaries",
    "services",
    "evidence",
    "postcodes",
    "postcode_areas",
    "old_areas",
    "projected_population",
    "speed_surface",
)


def refresh(
    names: list[str], mirror: Path, folders: Folders, *, announce: Callable[[str], None]
) -> dict[str, int]:
    """Derive input tables from the mirror.

    Args:
        names: Tables to refresh; empty for all.
        mirror: Folder of publishers' files.
        folders: Where to write.
        announce: Called with the name of each table before it is made.

    Returns:
        Rows by file written.

    Raises:
        UserError: If a name is not known or the mirror is not a folder.
        DataError: If a source breaks its contract.
        ResourceError: If a file is missing or cannot be written.
    """
    unknown = sorted(set(names) - set(STEPS))
    if unknown:
        raise UserError(f"Not known: {', '.join(unknown)}.", where="refresh",
                        try_=f"Use one or more of {', '.join(STEPS)}.")  # fmt: skip
    if not mirror.is_dir():
        raise UserError(
            "The mirror is not a folder.",
            where=str(mirror),
            try_="Give the folder that holds geo, population, services and evidence.",
        )
    run = Refresh(mirror, folders)
    for name in STEPS:
        if not names or name in names:
            announce(name)
            getattr(run, name)()
    return run.written
