"""The state of Compare and the address bar: one says exactly what the other says.

Pure: no Streamlit. `parse` never fails; what it cannot use becomes a problem in plain words and
the default stands in for it. The names `type`, `indicator`, `area` and `basis` mean what they mean
in the address of Explore, so that a link can carry them from page to page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from dashboard.state.address import one_of, unknown
from etl.catalogue.areas import AREA_TYPE_BY_ID, PLANNING_AREA_TYPES
from etl.catalogue.assumptions import DEFAULT_BASIS, HEADLINE_KIND
from etl.catalogue.comparison import DIMENSION_BY_ID
from etl.catalogue.indicators import FIRST_INDICATOR, INDICATOR_BY_ID
from etl.catalogue.services import DESTINATION_KINDS, SERVICE_KIND_BY_ID

DEFAULT_AREA_TYPE = "health_body"
DEFAULT_DIMENSION = "deprivation_fifth"
SECTION_AREAS, SECTION_REGIONS = "areas", "regions"
SECTIONS = {SECTION_AREAS: "Your areas", SECTION_REGIONS: "All regions and health bodies"}
UK, NATION, REGION, NEIGHBOURS, PICKED = "uk", "nation", "region", "neighbours", "picked"
COMPARATORS = {
    UK: "The United Kingdom",
    NATION: "Its nation",
    REGION: "Its region",
    NEIGHBOURS: "Areas most like it",
    PICKED: "Areas you choose",
}
MOST_AREAS = 15
# Tables that can be opened, in the order of the page.
TABLES = (
    "ranking", "funnel", "scatter", "projection", "gradient", "neighbours", "regions", "bodies",
)  # fmt: skip
KINDS = tuple(kind.id for kind in DESTINATION_KINDS)
_AREA_TYPES = tuple(t.id for t in PLANNING_AREA_TYPES)
_SEPARATOR = "."


@dataclass(frozen=True)
class CompareState:
    """Everything that decides what the page Compare shows.

    Attributes:
        section: Part of the page that is shown.
        area_type: A planning area type of the catalogue.
        areas: Codes of the chosen areas: none, one, or a group.
        indicator: An indicator of the catalogue.
        kind: The kind of service that access is shown for; that of the indicator if it has one.
        against: What the areas are compared with.
        picked: Codes of the areas chosen by hand to compare with; only where `against` says so.
        basis: Basis of the estimate of need; one that the indicator is given on.
        dimension: How neighbourhoods are divided in the panel on equity.
        tables: Tables that are open.
    """

    section: str = SECTION_AREAS
    area_type: str = DEFAULT_AREA_TYPE
    areas: tuple[str, ...] = ()
    indicator: str = FIRST_INDICATOR
    kind: str = HEADLINE_KIND
    against: str = UK
    picked: tuple[str, ...] = ()
    basis: str = DEFAULT_BASIS
    dimension: str = DEFAULT_DIMENSION
    tables: tuple[str, ...] = ()

    def with_area_type(self, area_type: str) -> CompareState:
        """The state for another area type. The chosen areas are of the old one, so they go."""
        if area_type == self.area_type:
            return self
        return replace(self, area_type=area_type, areas=(), picked=())

    def with_indicator(self, indicator: str, basis: str) -> CompareState:
        """The state for an indicator: its kind of service with it, and a basis that it has."""
        found = INDICATOR_BY_ID[indicator]
        return replace(
            self,
            indicator=indicator,
            kind=found.service_kind or self.kind,
            basis=basis if basis in found.bases else DEFAULT_BASIS,
        )

    def with_kind(self, kind: str) -> CompareState:
        """The state for a kind of service: the same measure for it, or the nearest that it has."""
        if kind == self.kind:
            return self
        old = INDICATOR_BY_ID[self.indicator]
        if not old.service_kind:
            return replace(self, kind=kind)
        same = self.indicator.removesuffix(old.service_kind) + kind
        fallback = FIRST_INDICATOR.removesuffix(HEADLINE_KIND) + kind
        return replace(self, kind=kind, indicator=same if same in INDICATOR_BY_ID else fallback)

    def with_comparison(
        self, *, areas: tuple[str, ...], against: str, picked: tuple[str, ...]
    ) -> CompareState:
        """The state for other areas and another comparator. An area is not compared with itself."""
        rest = tuple(code for code in picked if code not in areas) if against == PICKED else ()
        return replace(self, areas=areas, against=against, picked=rest)


def to_query(state: CompareState) -> dict[str, str]:
    """The words in the address bar for a state. Defaults that say nothing are left out.

    Example:
        >>> to_query(CompareState(areas=("S08000022", "S08000015")))["area"]
        'S08000022.S08000015'
    """
    has_kind = bool(INDICATOR_BY_ID[state.indicator].service_kind)
    query = {
        "section": "" if state.section == SECTION_AREAS else state.section,
        "type": state.area_type,
        "area": _SEPARATOR.join(state.areas),
        "indicator": state.indicator,
        "kind": "" if has_kind or state.kind == HEADLINE_KIND else state.kind,
        "against": "" if state.against == UK else state.against,
        "with": _SEPARATOR.join(state.picked),
        "basis": "" if state.basis == DEFAULT_BASIS else state.basis,
        "by": "" if state.dimension == DEFAULT_DIMENSION else state.dimension,
        "tables": _SEPARATOR.join(state.tables),
    }
    return {name: value for name, value in query.items() if value}


def parse(
    query: Mapping[str, str], *, areas: Mapping[str, Collection[str]]
) -> tuple[CompareState, tuple[str, ...]]:
    """Read a state from the address bar.

    Args:
        query: Names and values of the address bar. Unknown names are ignored.
        areas: Codes of the areas of the release, by area type.

    Returns:
        A state that can be shown, and one sentence for every value that could not be used.

    Example:
        >>> parse({"against": "moon"}, areas={})[1]
        ('The address asks for the comparator "moon", which does not exist. The United Kingdom is \
taken.',)
    """
    problems: list[str] = []

    def choose(name: str, what: str, allowed: Collection[str], default: str, then: str) -> str:
        value = one_of(query, name, allowed, default)
        if value is None:
            problems.append(unknown(query[name], what, then))
            return default
        return value

    plural = AREA_TYPE_BY_ID[DEFAULT_AREA_TYPE].plural
    label = INDICATOR_BY_ID[FIRST_INDICATOR].label
    kind_label = SERVICE_KIND_BY_ID[HEADLINE_KIND].plural
    dimension_label = DIMENSION_BY_ID[DEFAULT_DIMENSION].label
    state = CompareState(
        section=choose("section", "section", SECTIONS, SECTION_AREAS,
                       "Your areas are shown."),
        area_type=choose("type", "area type", _AREA_TYPES, DEFAULT_AREA_TYPE,
                         f"{plural} are shown."),
        kind=choose("kind", "kind of service", KINDS, HEADLINE_KIND, f"{kind_label} are shown."),
        dimension=choose("by", "division", DIMENSION_BY_ID, DEFAULT_DIMENSION,
                         f"{dimension_label}: these are shown."),
    ).with_indicator(
        choose("indicator", "indicator", INDICATOR_BY_ID, FIRST_INDICATOR,
               f'"{label}" is shown.'),
        DEFAULT_BASIS,
    )  # fmt: skip
    basis = one_of(query, "basis", INDICATOR_BY_ID[state.indicator].bases, DEFAULT_BASIS)
    if basis is None:
        then = "Figures on England's definition are shown."
        problems.append(unknown(query["basis"], "basis", then, "this indicator does not have"))
    against = choose("against", "comparator", COMPARATORS, UK, "The United Kingdom is taken.")
    known = areas.get(state.area_type, ())
    chosen = _codes(query.get("area", ""), known, problems)
    picked = _codes(query.get("with", "") if against == PICKED else "", known, problems)
    asked = query.get("tables", "").split(_SEPARATOR)
    state = replace(
        state.with_comparison(areas=chosen, against=against, picked=picked),
        basis=basis or DEFAULT_BASIS,
        tables=tuple(table for table in TABLES if table in asked),
    )
    return state, tuple(problems)


def _codes(text: str, known: Collection[str], problems: list[str]) -> tuple[str, ...]:
    """The known codes of a list, each once; what is wrong is added to the problems."""
    asked = [code for code in dict.fromkeys(text.split(_SEPARATOR)) if code]
    found = [code for code in asked if code in known]
    strange = [code for code in asked if code not in known]
    if strange:
        then = "The others are shown." if found else "Choose an area by name below."
        problems.append(unknown(strange[0], "area code", then, "is not known"))
    if len(found) > MOST_AREAS:
        problems.append(
            f"The address asks for {len(found)} areas. The first {MOST_AREAS} are shown."
        )
    return tuple(found[:MOST_AREAS])
