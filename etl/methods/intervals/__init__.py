"""Intervals and comparison as public health does them: everything is importable from here.

| module | holds |
|---|---|
| `limits` | Byar's limits of a count, Wilson's of a proportion, Student's t of a mean |
| `rates` | crude and standardised rates, proportions and means with their limits |
| `benchmark` | better, similar or worse than a benchmark, at 95% and 99.8% |
| `funnel` | control limits for proportions, rates and ratios |
| `quantiles` | fifths and tenths by rank |
| `trend` | recent trend by the rule of Fingertips |
"""

from etl.methods.intervals.benchmark import (
    BothLevels,
    compare_at_both_levels,
    compare_with_benchmark,
)
from etl.methods.intervals.funnel import Funnel, funnel_proportion, funnel_rate, funnel_ratio
from etl.methods.intervals.limits import EXACT_BELOW, Limits, byar, student_t, wilson
from etl.methods.intervals.quantiles import quantiles, quintiles
from etl.methods.intervals.rates import (
    DSR_FROM,
    Rate,
    crude_rate,
    directly_standardised_rate,
    indirectly_standardised_ratio,
    mean,
    proportion,
)
from etl.methods.intervals.trend import Trend, recent_trend, recent_trend_of_share

__all__ = [
    "DSR_FROM",
    "EXACT_BELOW",
    "BothLevels",
    "Funnel",
    "Limits",
    "Rate",
    "Trend",
    "byar",
    "compare_at_both_levels",
    "compare_with_benchmark",
    "crude_rate",
    "directly_standardised_rate",
    "funnel_proportion",
    "funnel_rate",
    "funnel_ratio",
    "indirectly_standardised_ratio",
    "mean",
    "proportion",
    "quantiles",
    "quintiles",
    "recent_trend",
    "recent_trend_of_share",
    "student_t",
    "wilson",
]
