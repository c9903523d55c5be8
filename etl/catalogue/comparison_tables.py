"""Tables that compare areas: equity, clusters and statistical neighbours."""

from __future__ import annotations

from etl.catalogue.table import Table

COMPARISON_TABLES: tuple[Table, ...] = (
    Table("equity", "release",
          ("area_type", "area_code", "indicator_id", "dimension", "equity_measure"),
          ("area_type", "area_code", "indicator_id", "dimension", "equity_measure", "value",
           "lower", "upper", "unit", "n_groups", "n_small_areas", "note"),
          "One measure of inequality within one planning area. The United Kingdom is the row "
          "K02000001 of the area type country. Areas with too few small areas have no rows."),
    Table("equity_groups", "release",
          ("area_type", "area_code", "indicator_id", "dimension", "group_order"),
          ("area_type", "area_code", "indicator_id", "dimension", "group_order", "group_label",
           "value", "lower", "upper", "unit", "population_0_19", "need", "n_small_areas"),
          "The figure of one group of neighbourhoods within one planning area, weighted by need: "
          "the gradient behind the measures of `equity`."),
    Table("clusters", "release", ("area_type", "area_code", "indicator_id"),
          ("area_type", "area_code", "indicator_id", "cluster", "value", "neighbours_value",
           "n_neighbours", "local_moran", "p_value", "p_adjusted", "note"),
          "Whether one planning area is part of a patch of areas that are alike, for one "
          "indicator."),
    Table("published_prevalence", "release", ("nation", "period", "definition"),
          ("nation", "period", "definition", "published_count", "value", "lower", "upper", "unit",
           "recent_trend", "source_id", "evidence_tier", "note"),
          "One published rate of all children with life-limiting conditions in one year. Rates of "
          "different definitions are not one series."),
    Table("neighbours", "release", ("area_type", "area_code", "neighbour_rank"),
          ("area_type", "area_code", "neighbour_rank", "neighbour_code", "distance",
           "neighbour_reason"),
          "One of the areas of the same type that are most alike."),
    Table("area_profiles", "release", ("area_type", "area_code"),
          ("area_type", "area_code", "population_0_19", "children_share", "under_5_share",
           "mean_uk_deprivation_decile", "minority_ethnic_share", "rural_share",
           "people_per_km2"),
          "What one planning area is like: the figures that statistical neighbours are chosen "
          "by."),
)  # fmt: skip
