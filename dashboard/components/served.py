"""Components whose script stands in `dashboard/static` and is fetched by its address, once.

Only the few lines that fetch it are sent with a page.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_STATIC = Path(__file__).resolve().parents[1] / "static"


def served_component(name: str, script: str) -> ComponentRenderer:
    """Register a component.

    Args:
        name: Name of the component.
        script: Its script in `dashboard/static`, such as `map/gap_map.mjs`.
    """
    loader = f"""
export default async (given) => {{
  const address = new URL("app/static/{script}?{_version(script)}", document.baseURI);
  return (await import(address)).default(given);
}}
"""
    return st.components.v2.component(name, js=loader, isolate_styles=False)


def _version(script: str) -> str:
    """Changes whenever a file beside the script does: a browser never mixes old and new ones."""
    files = sorted(path for path in (_STATIC / script).parent.iterdir() if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
