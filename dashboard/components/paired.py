"""Widgets in pairs beside each other, with what else they need below them.

Three messages less than columns: a page that many share counts them. On a phone each stands below
the other.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_KEY = "paired"
_BLOCK = f'[class*="st-key-{_KEY}_"]'
STYLE = f"""
@media (min-width: 641px) {{
  {_BLOCK} {{display: grid; grid-template-columns: 2fr 3fr; align-items: start;}}
  {_BLOCK} > :not(:has(> [data-testid="stSelectbox"], > [data-testid="stMultiSelect"])) {{
    grid-column: 1 / -1;}}
  {_BLOCK} > :has(> [data-testid="stCheckbox"], > [data-testid="stTextInput"]) {{grid-column: 2;}}
}}
"""


def paired(name: str) -> DeltaGenerator:
    """A place in which boxes to choose from stand in pairs, and everything else across both."""
    return st.container(key=f"{_KEY}_{name}")
