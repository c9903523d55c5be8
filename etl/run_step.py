"""Run one step of the build and write what comes out."""

from __future__ import annotations

import importlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.build import shapes
from etl.build.context import Context
from etl.catalogue.tables import TABLE_BY_NAME, validate
from etl.files import replacing, write_text
from etl.release import BOUNDARIES
from etl.steps import Step
from etl.store import read_table, table_path, write_table

_contexts: dict[tuple[Path, Path], Context] = {}


@dataclass(frozen=True)
class Written:
    """Files a step wrote, and rows where it is a table."""

    files: list[Path]
    rows: int | None


def context_of(inputs: Path, draft: Path) -> Context:
    """The context of a build: made once, so that inputs are read once."""
    key = (inputs, draft)
    if key not in _contexts:
        _contexts.clear()
        _contexts[key] = Context(inputs, draft)
    return _contexts[key]


def run_step(step: Step, inputs: Path, draft: Path) -> Written:
    """Build one part of the release.

    Raises:
        DataError: If an input cannot be read or the result breaks its schema.
        ResourceError: If an input is missing or the disk is full.
    """
    context = context_of(inputs, draft)
    if step.kind == "copy":
        return _copy(step.name, inputs, draft)
    if step.kind == "shapes":
        texts = shapes.build(context)
        files = [write_text(draft / BOUNDARIES / name, text) for name, text in texts.items()]
        return Written(files, None)
    frame: pd.DataFrame = importlib.import_module(f"etl.build.{step.name}").build(context)
    frame = validate(frame, TABLE_BY_NAME[step.name], where=f"build step {step.name}")
    return Written([write_table(draft, step.name, frame)], len(frame))


def _copy(name: str, inputs: Path, draft: Path) -> Written:
    frame = read_table(inputs, name)
    validate(frame, TABLE_BY_NAME[name], where=str(table_path(inputs, name)))
    target = table_path(draft, name)
    with replacing(target) as temporary:
        shutil.copyfile(table_path(inputs, name), temporary)
    return Written([target], len(frame))
