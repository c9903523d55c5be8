"""Pages. Each has a `TITLE` and a `render` that reads like a table of contents."""
