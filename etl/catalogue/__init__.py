"""What everything means: fields, tables, area types, indicators, sources and assumptions."""
