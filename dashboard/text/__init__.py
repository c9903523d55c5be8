"""What the reader reads: page copy in Markdown, and the catalogues of messages by language."""
