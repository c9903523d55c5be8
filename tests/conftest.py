"""What all tests share: one kind a test, and the release that is built from the real inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import pipeline
from etl.release import Release, open_release
from etl.settings import folders
from tests.support.slice import Slice, make_slice

KINDS = {
    "unit", "property", "golden", "integration", "app", "browser", "architecture", "perf",
}  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test says its kind, once, and stands in the folder of that name."""
    for item in items:
        kinds = {mark.name for mark in item.iter_markers()} & KINDS
        if kinds != {Path(item.path).parent.name}:
            raise pytest.UsageError(
                f"{item.nodeid}: marked {sorted(kinds)}, which is not its folder"
            )


@pytest.fixture(scope="session")
def release() -> Release:
    """The release of the real United Kingdom, built if it is stale (about half a minute)."""
    pipeline.build(folders(), announce=lambda words: None)
    return open_release(folders().release)


@pytest.fixture(scope="session")
def release_dir(release: Release) -> Path:
    """Folder of the release."""
    return release.path


@pytest.fixture(scope="session")
def cornwall(tmp_path_factory: pytest.TempPathFactory) -> Slice:
    """One health body with its neighbours, cut from the real inputs and built."""
    return make_slice(tmp_path_factory.mktemp("slice"))
