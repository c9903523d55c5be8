"""How a page prints: controls away, one column, dark on light, no chart cut in two."""

from __future__ import annotations

from dashboard.theme import INK, PAPER

# A chart was drawn for the screen. Paper of A4 within its margins is about 700 pixels wide.
PRINT_STYLE = f"""
@page {{size: A4; margin: 12mm;}}
@media print {{
  [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stSelectbox"],
  [data-testid="stMultiSelect"], [data-testid="stRadio"], [data-testid="stExpander"],
  [data-testid="stDownloadButton"], [data-testid="stPageLink"], .ga-buttons button,
  [class*="st-key-actions_"] {{display: none !important;}}
  html, body, #root, .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"],
  [data-testid="stMainBlockContainer"] {{position: static !important; overflow: visible !important;
    height: auto !important; max-width: none !important; padding: 0 !important;
    background: {PAPER} !important;}}
  [data-testid="stVerticalBlock"], [data-testid="stHorizontalBlock"] {{display: block !important;}}
  [data-testid="stColumn"] {{width: 100% !important; min-width: 100% !important; zoom: .74;}}
  [data-testid="stColumn"], [data-testid="stPlotlyChart"], [class*="st-key-panel_"],
  section.ga-stands-out {{break-inside: avoid;}}
  [data-testid="stHeading"] {{break-after: avoid;}}
  html {{color-scheme: light only;}}
  .stApp :is(p, li, h1, h2, h3, strong) {{color: {INK} !important;}}
  p, li {{orphans: 3; widows: 3;}}
  .st-key-chart_bodies_wide, .st-key-chart_regions {{zoom: .56;}}
}}
"""
