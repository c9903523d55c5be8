"""Fields of the tables that compare areas: equity, clusters and statistical neighbours."""

from __future__ import annotations

from etl.catalogue.comparison import (
    CLUSTERS,
    DIMENSION_BY_ID,
    EQUITY_MEASURE_BY_ID,
    NO_DIMENSION,
    TRENDS,
)
from etl.catalogue.field import Field, text_field


def _share_of_children(name: str, label: str, about: str, *, nullable: bool = False) -> Field:
    return Field(name, label, "number", about, "share from 0 to 1", nullable, 0, 1)


COMPARISON_FIELDS: tuple[Field, ...] = (
    # --- equity --------------------------------------------------------------------------
    Field("dimension", "Divided by", "text",
          "How neighbourhoods are divided into groups; none for a measure without groups.",
          allowed=(*DIMENSION_BY_ID, NO_DIMENSION)),
    Field("equity_measure", "Measure of inequality", "text", "Which measure the row gives.",
          allowed=tuple(EQUITY_MEASURE_BY_ID)),
    Field("group_order", "Group number", "integer", "1 is the first end of the scale.", minimum=1,
          maximum=10),
    text_field("group_label", "Group", "Words for the group.", nullable=False),
    Field("n_groups", "Groups", "integer", "Groups with children that the measure rests on.",
          unit="groups", minimum=0),
    # --- clusters ------------------------------------------------------------------------
    Field("cluster", "Cluster", "text",
          "Whether the area and its neighbours together are higher or lower than chance would "
          "make them. " + " ".join(f"{key}: {words}." for key, words in CLUSTERS.items()),
          allowed=tuple(CLUSTERS)),
    Field("neighbours_value", "Mean of the neighbours", "number",
          "Mean of the figure over the areas that touch it.", nullable=True),
    Field("n_neighbours", "Areas that touch it", "integer",
          "Areas that share a boundary; the nearest area where none does.", unit="areas",
          minimum=0),
    Field("local_moran", "Local Moran's I", "number",
          "Above zero: like its neighbours. Below zero: unlike them.", nullable=True),
    Field("p_value", "Pseudo p value", "number",
          "Share of random rearrangements that are at least as extreme, both sides.",
          nullable=True, minimum=0, maximum=1),
    Field("p_adjusted", "p value, adjusted", "number",
          "The p value adjusted for the number of areas looked at (Benjamini-Hochberg).",
          nullable=True, minimum=0, maximum=1),
    # --- published rates -----------------------------------------------------------------
    text_field("definition", "Definition", "Which conditions and records are counted.",
               nullable=False),
    Field("published_count", "Published count", "number", "Children, as published.",
          unit="children", nullable=True, minimum=0),
    Field("recent_trend", "Recent trend", "text",
          "By the rule of Fingertips over the last five years of the series. "
          + " ".join(f"{key}: {words}." for key, words in TRENDS.items()), allowed=tuple(TRENDS)),
    # --- statistical neighbours ----------------------------------------------------------
    Field("neighbour_rank", "Place", "integer", "1 is the most alike.", minimum=1),
    Field("neighbour_code", "Neighbour code", "text", "Code of the area that is alike.",
          pattern=r"^[A-Z0-9]{3,9}$"),
    Field("distance", "Distance", "number",
          "How unlike the two are: root mean square of the differences in standard deviations.",
          unit="standard deviations", minimum=0),
    text_field("neighbour_reason", "Why it is near", "What the two share and where they differ.",
               nullable=False),
    Field("children_share", "Children among residents", "number",
          "Residents aged 0 to 19 as a share of residents of all ages at the latest census.",
          "share from 0 to 1", False, 0, 1),
    _share_of_children("under_5_share", "Under 5 among children",
                       "Children under 5 as a share of residents aged 0 to 19."),
    Field("mean_uk_deprivation_decile", "Mean UK deprivation tenth", "number",
          "Mean over children; 1 is the most deprived. Rests on indices of 2017 to 2020.",
          minimum=1, maximum=10),
    _share_of_children("minority_ethnic_share", "Minority ethnic share",
                       "Residents who are not White, mean over children's neighbourhoods.",
                       nullable=True),
    _share_of_children("rural_share", "Children in rural neighbourhoods",
                       "Share of children in neighbourhoods classed as rural; empty in Northern "
                       "Ireland, whose classification is not in the data.", nullable=True),
    Field("people_per_km2", "People per square kilometre", "number",
          "Residents of all ages over the area of the generalised shape.",
          unit="people per square kilometre", minimum=0),
)  # fmt: skip
