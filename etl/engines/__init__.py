"""Road minutes from a routing engine that the user runs or chooses.

`EngineModel` answers as `etl.methods.travel.TravelModel` does: `minutes(origins, destinations)` and
`reasons(origins, destinations, minutes=...)`. Nothing is asked of any host but the one given.
"""
