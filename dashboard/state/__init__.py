"""The state of each page and the address bar: one module a page, `address` for what they share."""
