"""From publishers' files to `data/inputs`: one module per input table.

Extraction runs when a source is refreshed, never at build time.
"""
