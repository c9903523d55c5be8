"""`travel_minutes_not_open`: journeys to services that are closed, or not known to be open.

They count for nothing in the published figures. An assumption may let them count.
"""

from __future__ import annotations

import pandas as pd

from etl.build.context import Context
from etl.build.travel_minutes import journeys_to


def build(context: Context) -> pd.DataFrame:
    """Find the journeys on the land grid."""
    found = context.services
    keep = (found["status"] != "open") & (found["point_quality"] != "none")
    return journeys_to(context, found[keep].reset_index(drop=True))
