"""`supply`: how much each open service with a point can give, and how that is known."""

from __future__ import annotations

import pandas as pd

from etl.build.context import Context
from etl.catalogue.assumptions import UNKNOWN_CAPACITY
from etl.methods.supply import supply_of


def build(context: Context) -> pd.DataFrame:
    """Beds where stated, the median of the kind where not, one service where no kind has beds."""
    return supply_of(context.open_services, unknown_capacity=UNKNOWN_CAPACITY)
