"""The common ground of charts: a light layout, with title, source and release inside the picture.

What is downloaded as a picture must stand alone, so the title and the source are in the figure. The
usual template weighs 7 kB and is left out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.theme import GRID, INK, INK_SOFT, PAPER, RULE

# A picture that is taken away has no web font, so the page draws charts in the same one.
FONT = "Arial, Helvetica, sans-serif"
# What fits on a page of 320 pixels.
TITLE_CHARACTERS, SOURCE_CHARACTERS, LABEL_CHARACTERS = 36, 50, 25
_TITLE_LINE, _SOURCE_LINE = 20, 15
_SHORTER = (
    (" Integrated Care Board", " ICB"),
    (" Health and Social Care Trust", " HSC Trust"),
    (" University Health Board", " UHB"),
    (" Teaching Health Board", " THB"),
)


def slim_figure(
    traces: Sequence[Any],
    *,
    title: str,
    source: str,
    plot_height: int,
    x: dict[str, Any],
    y: dict[str, Any],
    shapes: Sequence[dict[str, Any]] = (),
    annotations: Sequence[dict[str, Any]] = (),
    legend: bool = False,
) -> go.Figure:
    """A figure with its title above and its source below.

    Args:
        traces: What is drawn.
        title: What the chart shows, in words.
        source: Source and release, below the chart.
        plot_height: Height of the drawing itself in pixels, without title and source.
        x: Settings of the x axis.
        y: Settings of the y axis.
        shapes: Lines and areas.
        annotations: Words in the drawing.
        legend: Whether there is a legend, above the drawing.
    """
    heading, foot = wrapped(title, TITLE_CHARACTERS), wrapped(source, SOURCE_CHARACTERS)
    lines = 1 + heading.count("<br>")
    top = 16 + _TITLE_LINE * lines + (28 if legend else 0)
    # Below the drawing: the ticks, the title of the axis, the source.
    x_title = str((x.get("title") or {}).get("text", ""))
    below = 30 + (16 * (1 + x_title.count("<br>")) + 10 if x_title else 0)
    bottom = below + 8 + _SOURCE_LINE * (1 + foot.count("<br>"))
    for side in (x, y):
        if "title" in side:
            side["title"] = {"font": {"size": 13}, "standoff": 6, **side["title"]}
    axis = {"gridcolor": GRID, "linecolor": RULE, "zerolinecolor": RULE, "fixedrange": True,
            "automargin": True}  # fmt: skip
    return go.Figure(
        data=list(traces),
        layout=go.Layout(
            template=go.layout.Template(),
            height=plot_height + top + bottom,
            margin={"l": 8, "r": 14, "t": top, "b": bottom},
            font={"family": FONT, "size": 13, "color": INK},
            paper_bgcolor=PAPER,
            plot_bgcolor=PAPER,
            title={"text": f"<b>{heading}</b>", "x": 0, "xref": "container", "y": 1,
                   "yref": "container", "yanchor": "top", "xanchor": "left",
                   "pad": {"t": 8 + 10 * (lines > 1), "l": 8}, "font": {"size": 15}},
            hoverlabel={"font": {"size": 13}, "align": "left"},
            showlegend=legend,
            legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom",
                    "itemclick": False, "itemdoubleclick": False},
            dragmode=False,
            xaxis={**axis, **x},
            yaxis={**axis, **y},
            shapes=list(shapes),
            annotations=[*annotations, _foot(foot, below)],
        ),
    )  # fmt: skip


def _foot(text: str, below: int) -> dict[str, Any]:
    return {
        "text": text, "showarrow": False, "xref": "paper", "x": 1, "xanchor": "right",
        "yref": "paper", "y": 0, "yanchor": "top", "yshift": -below, "align": "left",
        "font": {"size": 11, "color": INK_SOFT},
    }  # fmt: skip


def wrapped(text: str, characters: int) -> str:
    """Text in lines for a figure.

    Example:
        >>> wrapped("one two three", 8)
        'one two<br>three'
    """
    return "<br>".join(textwrap.wrap(text, characters)) or text


def short_name(name: str) -> str:
    """A name of an area as it fits beside a bar.

    Example:
        >>> short_name("NHS Sussex Integrated Care Board"), short_name("NHS Fife")
        ('Sussex ICB', 'NHS Fife')
    """
    short = name
    for long, less in _SHORTER:
        short = short.replace(long, less)
    return short.removeprefix("NHS ") if short.endswith(" ICB") else short


def label(name: str) -> str:
    """A short name in lines."""
    return wrapped(short_name(name), LABEL_CHARACTERS)
