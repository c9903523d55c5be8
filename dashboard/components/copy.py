"""Page copy: Markdown files in `dashboard/text`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_TEXT = Path(__file__).resolve().parents[1] / "text"


@cache
def text(name: str) -> str:
    """The Markdown of one file of `dashboard/text`."""
    return (_TEXT / f"{name}.md").read_text(encoding="utf-8").strip()
