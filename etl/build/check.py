"""One check of a finished draft."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Check:
    """One check and what came of it.

    Attributes:
        id: Short name.
        reason: Why it is made.
        passed: Whether it holds.
        detail: What was found, with figures.
    """

    id: str
    reason: str
    passed: bool
    detail: str

    def as_dict(self) -> dict[str, Any]:
        """As it stands in `checks.json`."""
        return {**asdict(self), "passed": bool(self.passed)}  # numpy's bool is not JSON
