"""Any picture as PNG, through typst, with the house font and no other."""

from __future__ import annotations

import threading
from pathlib import Path

import typst

FONTS = Path(__file__).resolve().parents[2] / "fonts"
_TEMPLATE = Path(__file__).with_name("picture.typ")
_local = threading.local()


def png_of(svg: str, *, width: float, height: float, scale: float = 2.0) -> bytes:
    r"""A picture as PNG.

    Args:
        svg: The picture.
        width: Its width in pixels of 1/96 inch.
        height: Its height in the same.
        scale: Pixels of the PNG for each of these.

    Example:
        >>> png_of('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>', width=8,
        ...        height=8)[:4]
        b'\x89PNG'
    """
    made = _compiler().compile(
        format="png",
        ppi=96.0 * scale,
        sys_inputs={"svg": svg, "width": f"{width}", "height": f"{height}"},
    )
    assert isinstance(made, bytes)
    return made


def house_fonts() -> typst.Fonts:
    """The fonts of every document: the ones of this project, never the machine's."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _compiler() -> typst.Compiler:
    """One for each thread: a compiler that two threads share raises `Already borrowed`."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(str(_TEMPLATE), font_paths=house_fonts())
    return _local.compiler
