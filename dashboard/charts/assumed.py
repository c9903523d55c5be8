"""Changed assumptions in words: what differs from the published figures, and what that means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dashboard.charts.words import in_sentence
from etl.catalogue.choices import CHOICES, Choice
from etl.catalogue.indicators import Indicator
from etl.methods.scenario_parts import Assumptions

NO_LIMITS = (
    "These figures are worked out anew and have no intervals: the published intervals rest on "
    "draws that were made with the published assumptions. No area is compared with the UK."
)
CLUSTERS_AS_PUBLISHED = (
    "Clusters are those of the published figures, because they rest on 9,999 draws: this map does "
    "not follow the assumptions."
)
BANDS_AS_ASSUMED = (
    "The map of minutes follows the speed, the services that count and the estimate of need."
)
WEIGHTED_AS_PUBLISHED = (
    "For these averages children count as in the published estimate, because what is assumed gives "
    "no estimate for a part of this area."
)
NOT_TOUCHED = (
    "The indicator that is shown does not rest on what was changed, so its published figures and "
    "intervals stand."
)


@dataclass(frozen=True)
class Difference:
    """One assumption that differs.

    Attributes:
        label: What is assumed.
        assumed: The value in words.
        published: The published value in words.
        about: What changing it does.
    """

    label: str
    assumed: str
    published: str
    about: str

    @property
    def sentence(self) -> str:
        """As it stands in a list."""
        return f"{self.label}: {self.assumed} (published: {self.published})."


def differences(assumptions: Assumptions) -> tuple[Difference, ...]:
    """What differs from the published figures, in the order of the choices."""
    default = Assumptions()
    return tuple(
        Difference(choice.label, _words(choice, getattr(assumptions, choice.id)),
                   _words(choice, getattr(default, choice.id)), choice.about)
        for choice in CHOICES
        if getattr(assumptions, choice.id) != getattr(default, choice.id)
    )  # fmt: skip


def in_short(assumptions: Assumptions) -> str:
    """What differs, as one sentence for a citation or the foot of a picture; nothing if nothing.

    Example:
        >>> in_short(Assumptions(speed=80))
        'Changed assumptions: speed of all journeys, 80% of the published speed.'
    """
    found = [f"{in_sentence(d.label)}, {d.assumed}" for d in differences(assumptions)]
    return f"Changed assumptions: {'; '.join(found)}." if found else ""


def as_records(assumptions: Assumptions) -> list[dict[str, Any]]:
    """Differences as records of the manifest, so that a download prints them like the others."""
    return [
        {"label": f"Changed: {d.label}", "value": d.assumed, "unit": "",
         "reason": f"Published: {d.published}. {d.about}"}
        for d in differences(assumptions)
    ]  # fmt: skip


def label_of(indicator: Indicator, assumptions: Assumptions) -> str:
    """The label of an indicator with the minutes that are assumed instead of its own."""
    minutes = assumptions.threshold
    if not minutes or not is_about_reach(indicator.id):
        return indicator.label
    own = indicator.id.split("_")[2]
    return indicator.label.replace(f" {own} minutes", f" {minutes} minutes", 1)


def labelled(indicator: Indicator, assumptions: Assumptions) -> Indicator:
    """The indicator with the label that `label_of` gives."""
    return replace(indicator, label=label_of(indicator, assumptions))


def as_assumed(indicator: Indicator, assumptions: Assumptions) -> Indicator:
    """The indicator as its figures are under changed assumptions: label and meaning say so."""
    if assumptions.is_published:
        return indicator
    return replace(
        labelled(indicator, assumptions),
        about=f"{in_short(assumptions)} {NO_LIMITS} As published: {indicator.about}",
    )


def is_about_reach(indicator_id: str) -> bool:
    """Whether an indicator counts children within or beyond some minutes."""
    return indicator_id.startswith(("share_within_", "need_beyond_"))


def _words(choice: Choice, value: object) -> str:
    if choice.id == "also":
        assert isinstance(value, tuple)
        return ", ".join(choice.options[kind].lower() for kind in value) or "none"
    text = ".".join(value) if isinstance(value, tuple) else str(value)
    if choice.options:
        return choice.options[text]
    if choice.id == "year":
        return text if value else "none"
    if choice.id == "threshold" and not value:
        return "as the indicator says"
    joint = "" if choice.unit.startswith("%") else " "
    return f"{text}{joint}{choice.unit}"
