"""A small real slice of the inputs: one health body, its neighbours, and an island."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from etl.build.context import Context
from etl.run_step import run_step
from etl.settings import folders
from etl.steps import STEPS
from etl.store import read_table, write_table

HEALTH_BODY_NAMES = ("Cornwall", "Devon")


@dataclass(frozen=True)
class Slice:
    """Inputs and built tables of a slice.

    Attributes:
        inputs: Folder of the cut inputs.
        draft: Folder of the built tables.
    """

    inputs: Path
    draft: Path

    @property
    def context(self) -> Context:
        """A fresh context, as a build step gets it."""
        return Context(self.inputs, self.draft)


def make_slice(folder: Path) -> Slice:
    """Cut the inputs to two health bodies and run every step of the build on them."""
    found = Slice(folder / "inputs", folder / "draft")
    found.draft.mkdir()
    cut_inputs(found.inputs)
    for step in STEPS:
        run_step(step, found.inputs, found.draft)
    return found


def cut_inputs(target: Path) -> None:
    """Keep the rows of the chosen health bodies; services and roads stay whole."""
    source = folders().inputs
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("postcodes*", "*.part"))
    areas = read_table(source, "areas")
    bodies = areas[
        (areas["area_type"] == "health_body")
        & areas["name"].str.contains("|".join(HEALTH_BODY_NAMES))
    ]["area_code"]
    small = read_table(source, "small_areas")
    small = small[small["health_body_code"].isin(bodies)].reset_index(drop=True)
    write_table(target, "small_areas", small)
    codes = {code for column in small.filter(like="_code") for code in small[column].dropna()}
    for name in ("areas", "boundaries"):
        write_table(target, name, _only(read_table(source, name), "area_code", codes))
    postcodes = read_table(source, "postcode_areas")
    write_table(target, "postcode_areas", _only(postcodes, "small_area_code", codes))
    shapes = read_table(source, "small_area_boundaries")
    write_table(target, "small_area_boundaries", _only(shapes, "small_area_code", codes))


def _only(
    frame: pd.DataFrame | gpd.GeoDataFrame, column: str, codes: set[str]
) -> pd.DataFrame | gpd.GeoDataFrame:
    return frame[frame[column].isin(codes)].reset_index(drop=True)
