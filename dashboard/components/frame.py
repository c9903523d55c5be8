"""What stands at the head and the foot of every page."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.data import Data
from dashboard.exports import ESTIMATE_NOTE


def brand() -> None:
    """The name of the atlas, above every page."""
    st.html(
        '<p class="ga-brand">Gap Atlas: children with life-limiting conditions, and the care '
        "around them</p>"
    )


def footer(data: Data) -> None:
    """The release and the note that goes with every figure."""
    built = escape(data.manifest["built"][:10])
    st.html(
        f'<p class="ga-foot">{escape(ESTIMATE_NOTE)} Release {escape(data.id)}, built {built}.</p>'
    )
