"""`equity_groups`: the figure of each group of neighbourhoods within each planning area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.build.context import Context
from etl.build.equity_inputs import Groups, all_groups, highest_of
from etl.build.tall import Tall
from etl.catalogue.assumptions import TRAVEL_Z
from etl.catalogue.indicators import INDICATOR_BY_ID

_WORDS = ("area_type", "area_code", "indicator_id", "dimension", "group_label", "unit")


def build(context: Context) -> pd.DataFrame:
    """Give the gradient of each indicator, dimension and area that has enough small areas."""
    table = Tall(_WORDS)
    for groups in all_groups(context):
        if groups.enough.any():
            _add(table, groups)
    return table.frame()


def _add(table: Tall, groups: Groups) -> None:
    some = groups.enough[:, None] & (groups.need > 0)
    area, group = np.nonzero(some)
    codes = table.vocabulary["area_code"].numbers(groups.places.codes)
    labels = table.vocabulary["group_label"].numbers(list(groups.dimension.groups))
    for indicator_id, figures in groups.figures.items():
        lower, upper = figures.limits(z=TRAVEL_Z, highest=highest_of(indicator_id))
        table.add(
            area_type=groups.places.area_type,
            area_code=codes[area],
            indicator_id=indicator_id,
            dimension=groups.dimension.id,
            group_order=group + 1,
            group_label=labels[group],
            value=figures.value[some],
            lower=lower[some],
            upper=upper[some],
            unit=INDICATOR_BY_ID[indicator_id].unit,
            population_0_19=groups.population[some],
            need=groups.need[some],
            n_small_areas=groups.small_areas[some],
        )
