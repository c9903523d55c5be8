"""Widgets in pairs beside each other, with what else they need below them.

Three messages less than columns: a page that many share counts them. On a phone each stands below
the other.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_KEY = "paired"
_BLOCK = f'.stApp [class*="st-key-{_KEY}_"]'
# What is not there yet stands as a skeleton: in the place of the box that will come.
_BOXES = ", ".join(
    f'> [data-testid="{kind}"]' for kind in ("stSelectbox", "stMultiSelect", "stSkeleton")
)
STYLE = f"""
@media (min-width: 641px) {{
  {_BLOCK} {{display: grid; grid-template-columns: 1fr 1fr; align-items: start;}}
  .stApp [class*="st-key-{_KEY}_wide_"] {{grid-template-columns: 2fr 3fr;}}
  {_BLOCK} > :not(:has({_BOXES})) {{grid-column: 1 / -1;}}
  {_BLOCK} > :has(> [data-testid="stCheckbox"], > [data-testid="stTextInput"]) {{grid-column: 2;}}
  {_BLOCK} > :has(> [data-testid="stCheckbox"]) {{align-self: end;}}
}}
"""


def paired(name: str, *, is_wide: bool = False) -> DeltaGenerator:
    """A place in which boxes to choose from stand in pairs, and everything else across both.

    Args:
        name: Names the place.
        is_wide: Whether the second of a pair holds longer words, and so gets more room.
    """
    return st.container(key=f"{_KEY}_{'wide_' if is_wide else ''}{name}")
