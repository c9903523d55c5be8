"""What areas are matched by: the dimensions of a profile, and their words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProfileDimension:
    """One dimension that statistical neighbours are matched by.

    Attributes:
        field: Column of `area_profiles`.
        alike: What two areas share, as in `alike in deprivation`.
        more: What a neighbour with a higher value is, as in `it is more rural`.
        less: What one with a lower value is.
        shown: How a value is written.
        short: How a second value is written after it.
        factor: What a value is multiplied by before it is written.
        logarithm: Whether areas are compared by the logarithm, because a few are many times larger
            than the rest.
    """

    field: str
    alike: str
    more: str
    less: str
    shown: str
    short: str
    factor: float = 1.0
    logarithm: bool = False

    def against(self, *, other: float, own: float) -> str:
        """Two values in words.

        Example:
            >>> PROFILE[1].against(other=0.234, own=0.2)
            '23.4% of residents, against 20.0%'
        """
        first, second = self.shown.format(other * self.factor), self.short.format(own * self.factor)
        return f"{first}, against {second}"


PROFILE: tuple[ProfileDimension, ...] = (
    ProfileDimension(
        "population_0_19", "number of children", "it has more children", "it has fewer children",
        "{:,.0f} children", "{:,.0f}", logarithm=True,
    ),
    ProfileDimension(
        "children_share", "share of children among residents",
        "children are a larger part of its residents",
        "children are a smaller part of its residents", "{:.1f}% of residents", "{:.1f}%", 100.0,
    ),
    ProfileDimension(
        "under_5_share", "ages of children", "its children are younger", "its children are older",
        "{:.1f}% of children under 5", "{:.1f}%", 100.0,
    ),
    ProfileDimension(
        "mean_uk_deprivation_decile", "deprivation", "it is less deprived", "it is more deprived",
        "mean UK tenth {:.1f}", "{:.1f}",
    ),
    ProfileDimension(
        "minority_ethnic_share", "ethnic mix",
        "more of its residents are from minority ethnic groups",
        "fewer of its residents are from minority ethnic groups",
        "{:.1f}% from minority ethnic groups", "{:.1f}%", 100.0,
    ),
    ProfileDimension(
        "rural_share", "rurality", "it is more rural", "it is less rural",
        "{:.0f}% of children in rural neighbourhoods", "{:.0f}%", 100.0,
    ),
    ProfileDimension(
        "people_per_km2", "density", "it is more densely populated",
        "it is less densely populated", "{:,.0f} people per square kilometre", "{:,.0f}",
        logarithm=True,
    ),
)  # fmt: skip
# Closer than this, in standard deviations, a difference is not worth a word.
NO_DIFFERENCE = 0.1
# Farther than this, on average over the dimensions, an area is the nearest and yet not alike.
NOT_CLOSE = 1.0
MOST_ALIKE = 3
