"""The state of Explore and the address bar: one says exactly what the other says.

Pure: no Streamlit. `parse` never fails; what it cannot use becomes a problem in plain words and
the default stands in for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from dashboard.state import assumptions, map_choice
from dashboard.state.address import one_of, plain_postcode, plain_words, unknown
from dashboard.state.map_choice import DEFAULT_MAP, MapChoice
from etl.catalogue.areas import AREA_TYPE_BY_ID, PLANNING_AREA_TYPES
from etl.catalogue.assumptions import DEFAULT_BASIS, HEADLINE_KIND
from etl.catalogue.indicators import FIRST_INDICATOR, INDICATOR_BY_ID
from etl.catalogue.services import SERVICE_KIND_BY_ID
from etl.methods.scenario_parts import Assumptions

DEFAULT_AREA_TYPE = "ltla"
NO_SERVICES = "none"
VIEW_UK, VIEW_AREA = "uk", "area"
_AREA_TYPES = tuple(t.id for t in PLANNING_AREA_TYPES)


@dataclass(frozen=True)
class ExploreState:
    """Everything that decides what the page Explore shows.

    Attributes:
        area_type: A planning area type of the catalogue.
        indicator: An indicator of the catalogue.
        kinds: Service kinds drawn on the map, in the order of the catalogue.
        area: Code of the chosen area, or empty for none.
        view: What the map shows once an area is chosen: `area` for its surroundings, `uk` for all.
        table: Whether the table behind the map is open.
        basis: Basis of the estimate of need; one that the indicator is given on.
        near: A whole postcode, without its space, to show the nearest services of; or empty.
        assumed: What the figures rest on.
        map: What kind of map is drawn, and how.
        rows: Words that rows of the table must hold; empty for all rows.
    """

    area_type: str = DEFAULT_AREA_TYPE
    indicator: str = FIRST_INDICATOR
    kinds: tuple[str, ...] = (HEADLINE_KIND,)
    area: str = ""
    view: str = VIEW_AREA
    table: bool = False
    basis: str = DEFAULT_BASIS
    near: str = ""
    assumed: Assumptions = Assumptions()  # noqa: RUF009 - it is frozen
    map: MapChoice = DEFAULT_MAP
    rows: str = ""

    def with_indicator(self, indicator: str, basis: str) -> ExploreState:
        """The state for an indicator. A basis that it is not given on becomes the default."""
        known = INDICATOR_BY_ID[indicator].bases
        return replace(self, indicator=indicator, basis=basis if basis in known else DEFAULT_BASIS)

    def with_area_type(self, area_type: str) -> ExploreState:
        """The state for another area type. The chosen area is of the old one, so it goes."""
        if area_type == self.area_type:
            return self
        return replace(self, area_type=area_type, area="", map=replace(self.map, marked=()))

    def with_area(self, area: str) -> ExploreState:
        """The state with another area chosen, or with none if `area` is empty."""
        return replace(self, area=area)

    def with_map(self, choice: MapChoice) -> ExploreState:
        """The state with another kind of map."""
        return replace(self, map=choice)


def to_query(state: ExploreState) -> dict[str, str]:
    """The words in the address bar for a state. Defaults that say nothing are left out.

    Example:
        >>> to_query(ExploreState())["type"]
        'ltla'
    """
    query = {
        "type": state.area_type,
        "indicator": state.indicator,
        "services": ".".join(state.kinds) or NO_SERVICES,
    }
    if state.area:
        query["area"] = state.area
    if state.view == VIEW_UK:
        query["view"] = VIEW_UK
    if state.table:
        query["table"] = "1"
    if state.basis != DEFAULT_BASIS:
        query["basis"] = state.basis
    if state.near:
        query["near"] = state.near
    if not state.assumed.is_published:
        query["assume"] = assumptions.to_text(state.assumed)
    if state.rows:
        query["rows"] = state.rows
    return {**query, **map_choice.to_query(state.map)}


def parse(
    query: Mapping[str, str],
    *,
    areas: Mapping[str, Collection[str]],
    sources: Collection[str] = (HEADLINE_KIND,),
) -> tuple[ExploreState, tuple[str, ...]]:
    """Read a state from the address bar.

    Args:
        query: Names and values of the address bar. Unknown names are ignored.
        areas: Codes of the areas of the release, by area type.
        sources: Where bands of travel time can start: kinds of service and ids of services.

    Returns:
        A state that can be shown, and one sentence for every value that could not be used.

    Example:
        >>> parse({"type": "moon"}, areas={})[1]
        ('The address asks for the area type "moon", which does not exist. Local authorities are \
shown.',)
    """
    problems: list[str] = []
    area_type = one_of(query, "type", _AREA_TYPES, DEFAULT_AREA_TYPE)
    if area_type is None:
        shown = AREA_TYPE_BY_ID[DEFAULT_AREA_TYPE].plural
        problems.append(unknown(query["type"], "area type", f"{shown} are shown."))
        area_type = DEFAULT_AREA_TYPE
    indicator = one_of(query, "indicator", INDICATOR_BY_ID, FIRST_INDICATOR)
    if indicator is None:
        label = INDICATOR_BY_ID[FIRST_INDICATOR].label
        problems.append(unknown(query["indicator"], "indicator", f'"{label}" is shown.'))
        indicator = FIRST_INDICATOR
    kinds, kind_problems = _kinds(query.get("services"))
    area = query.get("area", "")
    if area and area not in areas.get(area_type, ()):
        then = f"No area is chosen. Pick one from: {AREA_TYPE_BY_ID[area_type].plural}."
        problems.append(unknown(area, "area code", then, "is not known"))
        area = ""
    view = VIEW_UK if query.get("view") == VIEW_UK else VIEW_AREA
    basis = one_of(query, "basis", INDICATOR_BY_ID[indicator].bases, DEFAULT_BASIS)
    if basis is None:
        then = "Figures on England's definition are shown."
        problems.append(unknown(query["basis"], "basis", then, "this indicator does not have"))
        basis = DEFAULT_BASIS
    table = query.get("table") == "1"
    near = plain_postcode(query.get("near", ""), problems)
    assumed, unclear = assumptions.parse(query.get("assume", ""))
    drawn, map_problems = map_choice.parse(query, sources=sources, areas=areas.get(area_type, ()))
    state = ExploreState(
        area_type, indicator, kinds, area, view, table, basis, near, assumed, drawn,
        plain_words(query.get("rows", "")),
    )  # fmt: skip
    return state, (*problems, *kind_problems, *unclear, *map_problems)


def _kinds(text: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if text is None:
        return ExploreState().kinds, ()
    if text == NO_SERVICES:
        return (), ()
    asked = text.split(".")
    known = tuple(kind for kind in SERVICE_KIND_BY_ID if kind in asked)
    strange = [kind for kind in dict.fromkeys(asked) if kind not in SERVICE_KIND_BY_ID]
    if not strange:
        return known, ()
    if known:
        return known, (unknown(strange[0], "kind of service", "The others are shown."),)
    plural = SERVICE_KIND_BY_ID[HEADLINE_KIND].plural
    return ExploreState().kinds, (unknown(strange[0], "kind of service", f"{plural} are shown."),)
