"""Charts: typed data in, a figure, its written alternative and the table behind it out.

Nothing here knows Streamlit or the release.
"""
