"""The legend of the map as HTML: words first, swatches beside them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from dashboard.charts.breaks import EQUAL, FIXED, NATURAL, QUANTILE, SIDES, Step, Steps
from dashboard.charts.service_points import KindCount
from dashboard.charts.words import count_of_areas, in_sentence, sentence_start
from dashboard.theme import BOUNDARY, INK_SOFT, LAND, MARK_EDGE, MARK_OUTLINE, MARKS, both
from etl.catalogue.indicators import Indicator
from etl.catalogue.services import SERVICE_KIND_BY_ID

STYLE = f"""
ul.ga-legend {{margin: 0 !important; padding: 0 !important; list-style: none; display: flex;
  flex-wrap: wrap; gap: .3rem 1.1rem;}}
ul.ga-legend li {{display: flex; align-items: center; gap: .45rem; margin: 0; padding: 0;
  font-size: .95rem;}}
.ga-swatch, .ga-mark {{flex: none; display: inline-block; forced-color-adjust: none;
  print-color-adjust: exact;}}
.ga-swatch {{width: 22px; height: 16px; border: 1px solid {both(BOUNDARY)};}}
.ga-swatch-none {{background: repeating-linear-gradient(135deg, {LAND} 0 3px, {BOUNDARY} 3px 4px);}}
.ga-legend small {{color: {both(INK_SOFT)}; font-size: .85rem;}}
table.ga-pair {{border-collapse: collapse; font-size: .9rem; margin: .2rem 0;}}
table.ga-pair th {{font-weight: 500; padding: .15rem .5rem; border: 0; text-align: center;}}
table.ga-pair tbody th {{text-align: right;}}
table.ga-pair thead td {{border: 0;}}
table.ga-pair tbody td {{min-width: 4.2rem; height: 2rem; text-align: center; forced-color-adjust:
  none; print-color-adjust: exact; border: 1px solid {both(BOUNDARY)};}}
p.ga-legend-title {{margin: .2rem 0 .3rem; font-weight: 600; font-size: .95rem;}}
p.ga-legend-flag {{margin: .2rem 0; font-weight: 600; font-size: .95rem;}}
p.ga-legend-note {{margin: .3rem 0 0; color: {both(INK_SOFT)}; font-size: .85rem;}}
"""


def step_legend(steps: Steps, *, indicator: Indicator, plural: str) -> str:
    """Ranges in words with the number of areas in each.

    Args:
        steps: The steps of the map.
        indicator: What is shown: its unit, and which end is the worse one.
        plural: What the areas are called.
    """
    rows = [_step_row(step) for step in steps.steps]
    if steps.without_value:
        rows.append(
            f'<li><span class="ga-swatch ga-swatch-none" aria-hidden="true"></span>'
            f"<span>No value <small>({count_of_areas(steps.without_value)})</small>"
            "</span></li>"
        )
    title = sentence_start(indicator.unit)
    return (
        f'<p class="ga-legend-title">{escape(title)}</p><ul class="ga-legend">{"".join(rows)}</ul>'
        f'<p class="ga-legend-note">{escape(_meaning(steps, indicator))} '
        f"{escape(_choice(steps, in_sentence(plural)))}</p>"
    )


def step_key(steps: Steps) -> tuple[tuple[str, str], ...]:
    """The same on paper: words and their colour, none for areas without a value."""
    key = [(f"{step.label} ({step.areas})", step.colour) for step in steps.steps]
    return (*key, *([("No value", "")] if steps.without_value else []))


def legend_flag(words: str) -> str:
    """What a legend opens with: what the reader must know before the colours."""
    return f'<p class="ga-legend-flag">{escape(words)}</p>'


def class_legend(
    labels: Sequence[str], colours: Sequence[str], counts: Sequence[str], *, title: str, note: str
) -> str:
    """Classes in words with how much is in each.

    Args:
        labels: One a class.
        colours: One a class.
        counts: How much is in each, in words.
        title: What the classes are of.
        note: What the reader must know.
    """
    rows = "".join(
        f"<li>{_swatch(colour)}<span>{escape(label)} <small>({escape(count)})</small></span></li>"
        for label, colour, count in zip(labels, colours, counts, strict=True)
    )
    return (
        f'<p class="ga-legend-title">{escape(title)}</p><ul class="ga-legend">{rows}</ul>'
        f'<p class="ga-legend-note">{escape(note)}</p>'
    )


def _meaning(steps: Steps, indicator: Indicator) -> str:
    """What the colours say."""
    if steps.method == SIDES:
        return {
            "high": "Brown is worse than the UK figure, purple is better; pale is near it.",
            "low": "Brown is worse than the UK figure, purple is better; pale is near it.",
        }.get(indicator.worse, "Brown is above the UK figure, purple is below; pale is near it.")
    return {
        "high": "Darker is worse: a higher value.",
        "low": "Darker is worse: a lower value.",
    }.get(indicator.worse, "Darker is more. More is neither better nor worse.")


def _choice(steps: Steps, plural: str) -> str:
    """How the limits were chosen."""
    words = {
        QUANTILE: f"The steps hold about equal numbers of {plural}, as far as repeated values "
        "allow.",
        EQUAL: "All steps are equally wide; some may hold no area.",
        NATURAL: f"The steps keep {plural} with values that are close together.",
        SIDES: f"On each side the steps hold about equal numbers of {plural}.",
        FIXED: "The limits are your own.",
    }[steps.method]
    if steps.are_locked and steps.method != FIXED:
        return f"{words} The limits are those of the published figures, so that maps compare."
    return words


def service_legend(counts: Sequence[KindCount]) -> str:
    """Marks, kinds and numbers, with what is not on the map said in words."""
    if not counts:
        return '<p class="ga-legend-note">No services are drawn. Choose kinds of service above.</p>'
    rows = []
    for count in counts:
        label = SERVICE_KIND_BY_ID[count.kind].plural
        rows.append(
            f"<li>{_mark(count.kind)}<span>{escape(label)} "
            f"<small>({count.shown - count.approximate})</small></span></li>"
        )
        if count.approximate:
            rows.append(
                f"<li>{_mark(count.kind, hollow=True)}<span>{escape(label)}, approximate point "
                f"<small>({count.approximate})</small></span></li>"
            )
    return (
        f'<p class="ga-legend-title">Services found open</p><ul class="ga-legend">{"".join(rows)}'
        f'</ul><p class="ga-legend-note">{escape(" ".join(_notes(counts)))}</p>'
    )


def _notes(counts: Sequence[KindCount]) -> list[str]:
    notes = []
    if any(count.approximate for count in counts):
        notes.append(
            "A hollow mark is approximate: no source states the exact place, so it may be some "
            "miles out."
        )
    notes.append("A larger mark has more beds. Where the number of beds is not known, it is small.")
    unplaced, not_open = sum(c.unplaced for c in counts), sum(c.not_open for c in counts)
    if unplaced:
        notes.append(f"In the register without an address, so not on the map: {unplaced}.")
    if not_open:
        notes.append(f"Closed, or not known to be open: {not_open}.")
    notes.append("The register shows what was found. A place without a point may still have care.")
    return notes


def _step_row(step: Step) -> str:
    return (
        f"<li>{_swatch(step.colour)}<span>{escape(step.label)} "
        f"<small>({count_of_areas(step.areas)})</small></span></li>"
    )


def _swatch(colour: str) -> str:
    return f'<span class="ga-swatch" aria-hidden="true" style="background-color:{colour}"></span>'


def _mark(kind: str, *, hollow: bool = False) -> str:
    """The mark as an image: SVG that stands in the page itself is stripped as unsafe."""
    mark = MARKS[kind]
    fill, line = (MARK_EDGE, mark.colour) if hollow else (mark.colour, MARK_OUTLINE)
    size = mark.size + 4
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<path d="{mark.path}" fill="{fill}" stroke="{MARK_EDGE}" stroke-width="5"/>'
        f'<path d="{mark.path}" fill="{fill}" stroke="{line}" stroke-width="2"/></svg>'
    )
    return (
        f'<img class="ga-mark" alt="" width="{size}" height="{size}" '
        f'src="data:image/svg+xml,{quote(drawn)}">'
    )
