"""The little CSS that Streamlit's own settings cannot express."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.legend import STYLE as LEGEND_STYLE
from dashboard.components.citation_words import STYLE as CITATION_STYLE
from dashboard.components.map import STYLE as MAP_STYLE
from dashboard.components.paired import STYLE as PAIRED_STYLE
from dashboard.components.pictures import STYLE as PICTURES_STYLE
from dashboard.components.print_style import PRINT_STYLE
from dashboard.theme import ACCENT, INK, INK_SOFT, PANEL, PAPER, RULE, WARNING, both

_STYLE = f"""
<style>
[data-testid="stMainBlockContainer"] {{max-width: 1360px; padding-top: 3.6rem;
  padding-bottom: 3rem;}}
[data-testid="stHeading"] h1 {{font-size: 1.9rem; padding: 0 0 .4rem;}}
[data-testid="stHeading"] h2 {{font-size: 1.45rem; padding: .8rem 0 .4rem;}}
[data-testid="stHeading"] h3 {{font-size: 1.2rem; padding: .5rem 0 .3rem;}}
p.ga-brand {{margin: 0; color: {both(ACCENT)}; font-weight: 600; font-size: 1rem;}}
p.ga-figure {{margin: 0; font-size: 2rem; font-weight: 650; line-height: 1.2; color: {both(INK)};}}
ul.ga-facts {{margin: .4rem 0 0 !important; padding: 0 !important; list-style: none;}}
ul.ga-facts li {{margin: 0 0 .35rem; padding: 0; font-size: 1rem;}}
p.ga-soft {{color: {both(INK_SOFT)}; font-size: .9rem; margin: .2rem 0;}}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {{opacity: 1;
  color: {both(INK_SOFT)};}}
.ga-note {{border-left: 4px solid {both(ACCENT)}; background: {both(PANEL)}; padding: .6rem .9rem;
  margin: .4rem 0; font-size: .95rem;}}
[data-testid="stMultiSelect"] input {{min-width: 2rem; min-height: 1.6rem;}}
section.ga-stands-out {{border-left: 4px solid {both(ACCENT)}; background: {both(PANEL)};
  padding: .5rem 1.1rem .7rem;}}
section.ga-stands-out h3 {{font-size: 1.1rem; margin: 0; padding: 0 0 .2rem;}}
section.ga-stands-out ul {{margin: 0; padding-left: 1.1rem;}}
section.ga-stands-out li {{margin: 0 0 .3rem;}}
.ga-buttons {{display: flex; flex-wrap: wrap; gap: .4rem; align-items: center;}}
.ga-buttons button {{font: inherit; font-size: .875rem; line-height: 1.6; color: {both(INK)};
  background: {both(PAPER)}; border: 1px solid {both(RULE)}; border-radius: 4px;
  padding: .25rem .75rem; min-height: 2.5rem; cursor: pointer;}}
.ga-buttons button:hover {{border-color: {both(ACCENT)}; color: {both(ACCENT)};}}
.ga-buttons button:focus-visible {{outline: 3px solid {both(ACCENT)}; outline-offset: 1px;}}
.ga-said {{font-size: .85rem; color: {both(INK_SOFT)};}}
.ga-changed {{border-left-color: {both(WARNING)};}}
.ga-changed ul {{margin: .3rem 0;}}
.ga-problem {{border-left: 4px solid {both(WARNING)}; background: {both(PANEL)};
  padding: 1rem 1.2rem; margin: .5rem 0;}}
.ga-problem dt {{font-weight: 600; margin-top: .5rem;}}
.ga-problem dd {{margin: 0; overflow-wrap: anywhere;}}
.ga-foot {{border-top: 1px solid {both(RULE)}; margin-top: 1rem; padding-top: .6rem;
  color: {both(INK_SOFT)}; font-size: .85rem;}}
.ga-note p:last-child {{margin-bottom: 0;}}
p.ga-map-title {{margin: .4rem 0; font-weight: 600; font-size: 1.05rem;}}
{LEGEND_STYLE}
{PICTURES_STYLE}
{MAP_STYLE}
{PAIRED_STYLE}
{CITATION_STYLE}
{PRINT_STYLE}
@media (max-width: 640px) {{
  [data-testid="stMainBlockContainer"] {{padding-left: 1rem; padding-right: 1rem;}}
}}
</style>
"""


def apply_style() -> None:
    """Add the style to the page."""
    st.html(_STYLE)
