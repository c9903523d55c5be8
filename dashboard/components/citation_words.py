"""How to cite, in words that a button copies.

`st.code` has such a button, too, but fetches 1.6 MB of rules for colouring programs, and a page
waits for it.
"""

from __future__ import annotations

from dashboard.components.served import served_component
from dashboard.theme import PANEL, both

STYLE = f"""
p.ga-cite {{flex: 1 1 20rem; margin: 0; padding: .6rem .9rem; background: {both(PANEL)};
  overflow-wrap: anywhere;}}
"""
_component = served_component("citation", "citation/citation.mjs")


def citation_words(words: str) -> None:
    """Show how to cite.

    Args:
        words: The citation.
    """
    _component(key="citation", data={"words": words})
