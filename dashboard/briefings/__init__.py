"""Briefings: one content model, four formats, any area. No Streamlit, no cache of the dashboard."""
