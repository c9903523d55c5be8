"""Fields of supply, access, gaps and the facts of their sentences."""

from __future__ import annotations

from etl.catalogue.field import Field, text_field
from etl.catalogue.gap_facts import CAUSE_CERTAINTIES, GAP_LEVELS

CAUSE_OR_NONE = ("distance", "capacity", "need", "none")


def _listed(start: str, words: dict[str, str]) -> str:
    return f"{start}. " + " ".join(f"{key}: {about}." for key, about in words.items())


def _estimate(
    name: str, label: str, about: str, unit: str, *, maximum: float | None = None
) -> list[Field]:
    """A figure with its limits, each of which may be unknown."""
    return [
        Field(
            f"{name}{end}", f"{label}{words}", "number", f"{start}{about}", unit, True, 0, maximum
        )
        for end, words, start in (
            ("", "", ""),
            ("_lower", ", lower limit", "95% lower limit. "),
            ("_upper", ", upper limit", "95% upper limit. "),
        )
    ]


GAP_FIELDS: tuple[Field, ...] = (
    Field("supply", "Supply", "number", "Beds, or 1 where the kind is counted in services.",
          unit="see supply_unit", minimum=0),
    Field("supply_unit", "Unit of supply", "text", "What supply is counted in.",
          allowed=("beds", "services")),
    Field("supply_basis", "How supply is known", "text",
          "stated: by a source. imputed: not known, so the median of its kind. counted: no source "
          "states beds for the kind, so each service counts as one.",
          allowed=("stated", "imputed", "counted")),
    Field("gap_level", "Level of the gap", "text", _listed("How much is within reach", GAP_LEVELS),
          allowed=tuple(GAP_LEVELS)),
    *_estimate("coverage", "Coverage", "Access as a percentage of the UK average.", "%"),
    Field("parts_have_fewer", "Parts have fewer", "flag",
          "Whether at least 10% of capacity is missing in parts of the area at the lower limit, "
          "whatever the area has as a whole."),
    Field("main_cause", "Main cause of the gap", "text",
          "Which part of the gap is largest: distance, capacity or need; none where there is no "
          "gap.", allowed=CAUSE_OR_NONE),
    Field("main_cause_probability", "Probability of the main cause", "number",
          "Share of the draws in which it is the largest part. Empty where there is no gap.",
          unit="share from 0 to 1", nullable=True, minimum=0, maximum=1),
    Field("cause_certainty", "How sure the main cause is", "text",
          _listed("How often the draws agree", CAUSE_CERTAINTIES),
          allowed=tuple(CAUSE_CERTAINTIES)),
    Field("second_cause", "Second cause of the gap", "text",
          "A cause worth naming beside a clear main one: at least a quarter of the gap, and above "
          "zero at its lower limit; otherwise none.", allowed=CAUSE_OR_NONE),
    Field("need_beyond_60", "Children beyond 60 minutes", "number",
          "Children with life-limiting conditions further than 60 minutes by car from the nearest "
          "service.", unit="children", nullable=True, minimum=0),
    *_estimate("share_beyond_60", "Share beyond 60 minutes",
               "The same as a percentage of all children with life-limiting conditions.", "%",
               maximum=100),
    *_estimate("mean_minutes", "Mean minutes to the nearest",
               "Mean journey to the nearest service over the children who can reach one within "
               "three hours. Empty where nobody can.", "minutes"),
    Field("worst_fifth_probability", "Probability of being in the worst fifth", "number",
          "Share of the draws in which the area is in the worst fifth of its type.",
          unit="share from 0 to 1", minimum=0, maximum=1),
    text_field("sentence", "In words", "The gap and its cause in plain words.", nullable=False),
    Field("method", "Method", "text", "How access is measured.",
          allowed=("e2sfca", "2sfca", "3sfca", "m2sfca", "bfca", "e2sfca_gaussian",
                   "e2sfca_gravity", "e2sfca_known_beds", "e2sfca_one_each")),
    Field("radius_minutes", "Longest journey that counts", "integer", "Inclusive.",
          unit="minutes", minimum=1),
    Field("kendall_tau", "Kendall's tau", "number",
          "Agreement of the ranking with the one that is published: 1 the same, 0 none, -1 turned "
          "round.", unit="from -1 to 1", nullable=True, minimum=-1, maximum=1),
    Field("worst_fifth_shared", "Worst fifth in common", "number",
          "Of the areas in the worst fifth as published, the share that is in it this way too.",
          unit="share from 0 to 1", nullable=True, minimum=0, maximum=1),
)  # fmt: skip
