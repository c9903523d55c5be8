"""What every chart gives back."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go


@dataclass(frozen=True)
class Chart:
    """A figure with its written alternative and the table behind it.

    Attributes:
        figure: The plotly figure.
        alt: What it shows, in sentences that state facts.
        table: The rows it is drawn from.
    """

    figure: go.Figure
    alt: str
    table: pd.DataFrame
