"""Population: the age bands kept for every small area, and the ethnic groups of the evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AgeBand:
    """A run of single years of age, both ends included."""

    first: int
    last: int

    @property
    def id(self) -> str:
        """Name used in columns, for example `age_1_4`."""
        return f"age_{self.first}" if self.first == self.last else f"age_{self.first}_{self.last}"

    @property
    def label(self) -> str:
        """Words for a reader, for example `aged 1 to 4`."""
        return (
            f"aged {self.first}" if self.first == self.last else f"aged {self.first} to {self.last}"
        )

    @property
    def field(self) -> str:
        """The column that holds it."""
        return f"population_{self.id}"


# Cut so that every range a published figure uses can be added up exactly:
# 0-17 (Wales), 0-18 (nursing standard), 0-19 (England), 0-21 (Scotland), 14-24 (transition).
POPULATION_BANDS: tuple[AgeBand, ...] = (
    AgeBand(0, 0),
    AgeBand(1, 4),
    AgeBand(5, 9),
    AgeBand(10, 13),
    AgeBand(14, 15),
    AgeBand(16, 17),
    AgeBand(18, 18),
    AgeBand(19, 19),
    AgeBand(20, 21),
    AgeBand(22, 24),
)


def bands_between(first: int, last: int) -> tuple[str, ...]:
    """Columns that add up to the ages from `first` to `last`.

    Raises:
        ValueError: If the bands do not meet at these ages.

    Example:
        >>> bands_between(0, 4)
        ('population_age_0', 'population_age_1_4')
    """
    inside = [b for b in POPULATION_BANDS if first <= b.first and b.last <= last]
    years = sum(b.last - b.first + 1 for b in inside)
    if years != last - first + 1:
        raise ValueError(f"No bands add up to ages {first} to {last}.")
    return tuple(b.field for b in inside)


# Group in our tables -> category in evidence/prevalence_by_ethnic_group.
ETHNIC_GROUPS: dict[str, str] = {
    "white": "White",
    "south_asian": "South Asian",
    "black": "Black",
    "mixed_chinese_other": "Chinese, mixed and other",
}
ETHNIC_SHARE_FIELDS: tuple[str, ...] = tuple(f"share_{group}" for group in ETHNIC_GROUPS)
