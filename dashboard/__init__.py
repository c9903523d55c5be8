"""The dashboard of Gap Atlas."""
