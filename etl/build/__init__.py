"""From `data/inputs` to a release: one module per published table.

Each module has `build(context)`, which reads inputs and earlier tables, calls `etl.methods`, and
gives back the table. No network, no writing.
"""
