"""What was published for past years, in words: the points and whether they make a trend."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.words import is_missing, number
from etl.catalogue.comparison import TRENDS


def published_trend(rows: pd.DataFrame) -> str:
    """The published rates of each series of at least two years, and its recent trend.

    Args:
        rows: The table `published_prevalence`.

    Returns:
        Sentences; empty where no definition has two years with limits.

    Example:
        >>> published_trend(pd.DataFrame({
        ...     "nation": "England", "period": ["2001/02", "2017/18"], "definition": "one list",
        ...     "value": [26.7, 66.4], "lower": [26.5, 66.0], "upper": [27.0, 66.8],
        ...     "unit": "per 10,000", "recent_trend": "cannot_be_calculated"})).split(". ")[0]
        'Published for England, per 10,000: 26.7 (26.5 to 27.0) in 2001/02, 66.4 (66.0 to 66.8) in 2017/18'
    """  # noqa: E501 - a sentence of the page is one line
    sentences = []
    for (nation, _), series in rows.groupby(["nation", "definition"], observed=True):
        known = series[[not is_missing(x) for x in series["lower"]]].sort_values("period")
        if len(known) < 2:
            continue
        points = ", ".join(_point(row) for row in known.itertuples())
        trend = TRENDS[str(known["recent_trend"].iloc[0])]
        sentences.append(
            f"Published for {nation}, {known['unit'].iloc[0]}: {points}. Recent trend: "
            f"{trend[0].lower()}{trend[1:]}."
        )
    if sentences:
        sentences.append("No figures by year are published for smaller areas.")
    return " ".join(sentences)


def _point(row: object) -> str:
    value, lower, upper = (
        number(float(getattr(row, part)), decimals=1) for part in ("value", "lower", "upper")
    )
    return f"{value} ({lower} to {upper}) in {getattr(row, 'period', '')}"
