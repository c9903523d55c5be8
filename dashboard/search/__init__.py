"""Finding a place from what a person types. Pure: no Streamlit, no files."""

from dashboard.search.finder import Finder
from dashboard.search.make import make_finder
from dashboard.search.places import AREA, POSTCODE, SERVICE, Answer, Place

__all__ = ["AREA", "POSTCODE", "SERVICE", "Answer", "Finder", "Place", "make_finder"]
