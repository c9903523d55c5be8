"""Measures of inequality: everything is importable from here.

| module | holds |
|---|---|
| `line` | the line through the groups of a scale |
| `slope` | slope and relative index of inequality with simulated limits |
| `concentration` | concentration index, standard and Erreygers |
| `spread` | Gini, Palma and Theil |
| `gradient` | all measures of a gradient over many areas at once, as the build gives them |
"""

from etl.methods.equity.concentration import concentration_index, erreygers_index
from etl.methods.equity.gradient import Gradient, gradient
from etl.methods.equity.slope import SlopeIndex, slope_index, standard_error_of
from etl.methods.equity.spread import Theil, TheilSums, gini, palma, theil, theil_of_sums

__all__ = [
    "Gradient",
    "SlopeIndex",
    "Theil",
    "TheilSums",
    "concentration_index",
    "erreygers_index",
    "gini",
    "gradient",
    "palma",
    "slope_index",
    "standard_error_of",
    "theil",
    "theil_of_sums",
]
