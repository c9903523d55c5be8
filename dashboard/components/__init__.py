"""Small pieces of page that know Streamlit. A view puts them together."""
