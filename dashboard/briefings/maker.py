"""What every part of a briefing needs: the area, the facts, the language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dashboard.briefings.facts import Area, Facts, Value
from dashboard.briefings.wording import Wording
from dashboard.text.messages import ENGLISH, Messages, messages
from etl.catalogue.areas import AREA_TYPE_BY_ID, AreaType
from etl.catalogue.indicators import INDICATOR_BY_ID
from etl.catalogue.place_names import spoken


@dataclass(frozen=True)
class Maker:
    """One briefing while it is made.

    Attributes:
        facts: The release.
        area: The area.
        language: Tag of the language.
    """

    facts: Facts
    area: Area
    language: str

    @cached_property
    def say(self) -> Messages:
        """The messages of the language."""
        return messages(self.language)

    @cached_property
    def words(self) -> Wording:
        """Figures in words of the language."""
        return Wording(self.say)

    @property
    def area_type(self) -> AreaType:
        """The type of the area."""
        return AREA_TYPE_BY_ID[self.area.area_type]

    def name_of(self, area: Area) -> str:
        """The name of an area in the language, as it is said."""
        name = self.say.area(area.name, area.name_cy)
        place, comma, rank = name.partition(", ")
        return f"{rank} {place}" if comma and rank.endswith(" of") else name

    def in_text(self, area: Area) -> str:
        """The name of an area as it stands in a sentence, with its article in English."""
        name = self.say.area(area.name, area.name_cy)
        return spoken(name) if self.language == ENGLISH else name

    @property
    def own_name(self) -> str:
        """The name of the area as its publisher writes it, in the language."""
        return self.say.area(self.area.name, self.area.name_cy)

    @property
    def name(self) -> str:
        """The name of the area itself."""
        return self.name_of(self.area)

    def figure(self, indicator: str) -> Value:
        """A figure of the area."""
        return self.facts.figure(self.area, indicator)

    def label(self, indicator: str) -> str:
        """What a figure is called."""
        return self.say(INDICATOR_BY_ID[indicator].label)

    @cached_property
    def region(self) -> Area | None:
        """The English region most of its children live in; nothing for other nations."""
        found = self.facts.main_area(self.area, "region")
        return found if found is not None and found.nation == "England" else None

    @cached_property
    def health_body(self) -> Area | None:
        """The health body most of its children live in; nothing where areas are larger."""
        if self.area.area_type == "health_body":
            return self.area
        return self.facts.main_area(self.area, "health_body")

    @cached_property
    def nation(self) -> Area | None:
        """The nation it lies in; nothing for a nation."""
        return self.facts.nation_of(self.area)

    @property
    def nation_name(self) -> str:
        """The name of the nation."""
        return self.name_of(self.nation) if self.nation else self.name
