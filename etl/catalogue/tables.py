"""Every table: its key, its fields and its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from etl.catalogue.areas import SMALL_AREA
from etl.catalogue.comparison_tables import COMPARISON_TABLES
from etl.catalogue.field import Field
from etl.catalogue.fields import AREA_CODE_FIELDS, DRIVERS
from etl.catalogue.gap_facts import GAP_FACT_FIELDS
from etl.catalogue.population import ETHNIC_SHARE_FIELDS, POPULATION_BANDS, bands_between
from etl.catalogue.table import Table
from etl.errors import DataError

if TYPE_CHECKING:
    import pandera.pandas as pa

_POPULATION = tuple(band.field for band in POPULATION_BANDS)
_NEED_BANDS = tuple(f"need_{band.id}" for band in POPULATION_BANDS[: len(bands_between(0, 19))])
_CHOICES = tuple(f"choices_within_{t}" for t in (30, 45, 60, 90))

_SERVICE_FIELDS = (
    "service_id", "name", "provider", "nation", "service_kind", "offers", "beds", "beds_note",
    "age_from", "age_to", "address", "town", "postcode", "longitude", "latitude", "easting",
    "northing", "point_quality", "point_source", "ltla_code", "stated_catchment", "status",
    "status_date", "status_note", "website", "regulator", "regulator_id", "ods_code", "source_id",
    "source_url", "last_verified",
)  # fmt: skip
_UNPLACED = ("longitude", "latitude", "easting", "northing", "ltla_code", "nation")
_INDICATOR_FIELDS = (
    "area_type", "area_code", "indicator_id", "period", "basis", "value", "lower", "upper", "unit",
    "comparison", "rank", "note",
)  # fmt: skip
_AREA_FIELDS = (
    "area_type", "area_code", "name", "name_cy", "parent_code", "nation", "n_small_areas",
    *_POPULATION, "population_0_19", "population_all_ages",
)  # fmt: skip

TABLES: tuple[Table, ...] = (
    Table(
        "small_areas",
        "input",
        ("small_area_code",),
        (
            "small_area_code", "name", "nation", *AREA_CODE_FIELDS, "easting", "northing",
            "longitude", "latitude", "point_is_weighted", "urban_rural", "deprivation_index",
            "deprivation_rank", "deprivation_decile", "deprivation_fifth", "uk_deprivation_decile",
            "population_vintage", *_POPULATION, "population_all_ages", *ETHNIC_SHARE_FIELDS,
        ),
        "One small area, where everything is estimated first.",
        rows=SMALL_AREA.count,
    ),
    Table("areas", "input", ("area_type", "area_code"), _AREA_FIELDS, "One planning area.",
          rows=1382),
    Table("boundaries", "input", ("area_type", "area_code"),
          ("area_type", "area_code", "geometry"),
          "The generalised shape of one planning area. Neighbours meet.", rows=1382),
    Table("small_area_boundaries", "input", ("small_area_code",),
          ("small_area_code", "geometry"), "The generalised shape of one small area.",
          rows=SMALL_AREA.count),
    Table("services", "input", ("service_id",), _SERVICE_FIELDS, "One service in the register.",
          nullable=_UNPLACED),
    Table("postcodes", "input", ("postcode",), ("postcode", "easting", "northing"),
          "One live postcode of Great Britain."),
    Table("postcode_areas", "input", ("postcode_district", "inward_code"),
          ("postcode_district", "inward_code", "small_area_code"),
          "The small area that holds one live postcode of Great Britain.",
          rows_per_group=16_384),
    Table("old_areas", "input", ("old_code",), ("old_code", "old_name", "ltla_code"),
          "A code and name of a local authority that other years use, with today's code."),
    Table("speed_surface", "input", ("cell_id",),
          ("cell_id", "easting", "northing", "minutes_per_km", "open_directions", "speed_class",
           "terminal_minutes", "pace_basis", "pace_uncertainty"),
          "One square kilometre of land that journeys are found on."),
    Table("projected_population", "input", ("level", "area_code", "year", "age_band"),
          ("level", "area_code", "year", "age_band", "population"),
          "Projected residents of one English area, year and age band (ONS 2022-based)."),
    Table("need_small_area", "release", ("small_area_code", "basis"),
          ("small_area_code", "basis", "population_0_19", "need", "need_lower", "need_upper"),
          "The estimate of need of one small area.", rows=SMALL_AREA.count),
    Table("small_area_codes", "release", ("small_area_code",),
          ("small_area_code", "name", "nation", *AREA_CODE_FIELDS, "longitude", "latitude"),
          "Where one small area lies: its point and its planning areas.", rows=SMALL_AREA.count),
    Table("need_bands", "release", ("small_area_code",),
          ("small_area_code", *_NEED_BANDS, *_POPULATION[: len(_NEED_BANDS)],
           "need_national_study"),
          "The estimate of need of one small area by age, and its residents.",
          rows=SMALL_AREA.count),
    Table("scenario_factors", "release",
          ("factor_id", "option", "factor_year", "factor_age_band"),
          ("factor_id", "option", "factor_year", "factor_age_band", "factor"),
          "What the estimate is multiplied by when an assumption is changed: the stricter "
          "definition, the share of a tier, growth of the residents of a health body, the rate "
          "of a scenario."),
    Table("need_area", "release", ("area_type", "area_code", "basis"),
          ("area_type", "area_code", "basis", "population_0_19", "need", "need_lower",
           "need_upper"),
          "The estimate of need of one planning area, added up from small areas.", rows=1382),
    Table("need_uncertainty", "release", ("area_type", "area_code", "basis", "indicator_id"),
          ("area_type", "area_code", "basis", "indicator_id", "value", "lower", "upper",
           "lower_80", "upper_80", "rank_middle", "rank_lower", "rank_upper",
           "probability_worst_fifth", *DRIVERS, "main_driver", "origin"),
          "What the draws say about one measure of need of one planning area. The United Kingdom "
          "is the row K02000001 of the area type country."),
    Table("need_parts", "release", ("area_type", "area_code", "age_range"),
          ("area_type", "area_code", "age_range", "population", "rate_per_10000", "risk_ratio",
           "children"),
          "One age range of the estimate of one planning area: population x rate x risk ratio."),
    Table("projections", "release", ("area_type", "area_code", "year", "scenario"),
          ("area_type", "area_code", "year", "scenario", "basis", "population_0_19", "need",
           "need_lower", "need_upper", "chance_lower", "chance_upper", "population_source"),
          "Need of one area in one year to 2030 in one published scenario."),
    Table("planning_facts", "release", ("fact_id",),
          ("fact_id", "subject", "nation", "period", "measure", "published_value", "unit",
           "source_id", "evidence_tier", "note"),
          "One published figure for planning: nurses, consultants, spend, cover, grant.",
          nullable=("nation",)),
    Table("travel_minutes", "release", ("small_area_code", "service_id"),
          ("small_area_code", "service_id", "travel_minutes"),
          "One journey of up to three hours from a small area to an open service."),
    Table("travel_minutes_not_open", "release", ("small_area_code", "service_id"),
          ("small_area_code", "service_id", "travel_minutes"),
          "One journey of up to three hours to a service that is closed, or not known to be open."),
    Table("access_small_area", "release", ("small_area_code", "service_kind"),
          ("small_area_code", "service_kind", "nearest_service_id", "nearest_minutes", *_CHOICES,
           "reason"),
          "What one small area can reach, for one kind of service."),
    Table("supply", "release", ("service_id",),
          ("service_id", "service_kind", "supply", "supply_unit", "supply_basis"),
          "How much one open service can give, and how that is known."),
    Table("gap_reasons", "release", ("area_type", "area_code", "service_kind"),
          ("area_type", "area_code", "service_kind", *GAP_FACT_FIELDS, "main_cause_probability",
           "worst_fifth_probability", "sentence"),
          "Why one planning area has a gap in capacity, for one kind of service: the facts, and "
          "the sentence that they make."),
    Table("sensitivity", "release", ("area_type", "service_kind", "method", "radius_minutes"),
          ("area_type", "service_kind", "method", "radius_minutes", "kendall_tau",
           "worst_fifth_shared"),
          "How far the ranking of areas changes when access is measured in another way."),
    Table("area_services", "release", ("area_type", "area_code", "service_id"),
          ("area_type", "area_code", "service_id", "travel_minutes", "share_within_60"),
          "One open service that children of a planning area can reach within three hours."),
    Table("indicators", "release", ("area_type", "area_code", "indicator_id", "basis"),
          _INDICATOR_FIELDS, "One figure of one planning area."),
    Table("indicators_small_area", "release",
          ("area_type", "area_code", "indicator_id", "basis"), _INDICATOR_FIELDS,
          "One figure of one small area.", rows_per_group=SMALL_AREA.count),
    *COMPARISON_TABLES,
)  # fmt: skip
TABLE_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

# These tables of a release are the inputs as they were when it was built.
RELEASE_COPIES: tuple[str, ...] = (
    "services", "areas", "postcode_areas", "old_areas", "small_area_boundaries",
)  # fmt: skip

_DTYPE_KINDS = {
    "text": "string",
    "integer": "whole numbers",
    "number": "numbers",
    "flag": "true or false",
}


def schema(table: Table) -> pa.DataFrameSchema:
    """The pandera schema of a table, made from its fields.

    Args:
        table: A table of the catalogue.

    Returns:
        A schema that checks dtype, range, allowed values, patterns and the key. Geometry is
        checked by `etl.release` and `etl.build`, where geopandas is at hand.
    """
    import pandera.pandas as pa  # noqa: PLC0415 - slow to import; only build and extract need it

    columns = {
        name: pa.Column(
            checks=_checks(table.field(name)), nullable=table.field(name).nullable, name=name
        )
        for name in table.fields
        if name != "geometry"
    }
    return pa.DataFrameSchema(columns, unique=list(table.key), strict=False, name=table.name)


def _checks(field: Field) -> list[pa.Check]:
    import pandera.pandas as pa  # noqa: PLC0415

    kind = _DTYPE_KINDS[field.dtype]
    found = [pa.Check(lambda s, f=field: _kind_holds(s, f), error=f"must be {kind}")]
    if field.minimum is not None:
        found.append(pa.Check.ge(field.minimum))
    if field.maximum is not None:
        found.append(pa.Check.le(field.maximum))
    if field.allowed is not None:
        found.append(pa.Check.isin(list(field.allowed)))
    if field.pattern is not None:
        # Most columns repeat a few values: matching the distinct ones is a hundred times faster.
        found.append(
            pa.Check(
                lambda s, p=field.pattern: bool(
                    pd.Series(s.dropna().unique()).astype("str").str.fullmatch(p.strip("^$")).all()
                ),
                error=f"must match {field.pattern}",
            )
        )
    return found


def _kind_holds(series: pd.Series, field: Field) -> bool:
    types = pd.api.types
    if field.dtype == "text":
        return bool(
            types.is_string_dtype(series)
            or isinstance(series.dtype, pd.CategoricalDtype)
            or series.isna().all()
        )
    if field.dtype == "integer":
        return bool(types.is_integer_dtype(series))
    if field.dtype == "flag":
        return bool(types.is_bool_dtype(series))
    return bool(types.is_numeric_dtype(series) and not types.is_bool_dtype(series))


def validate(frame: pd.DataFrame, table: Table, *, where: str) -> pd.DataFrame:
    """Check a frame against its table and give it back with the table's columns in order.

    Args:
        frame: The rows to check.
        table: The table they must satisfy.
        where: File or step, for the message.

    Returns:
        The frame with exactly the fields of the table.

    Raises:
        DataError: If columns are missing, the key repeats, or a value breaks its field.
    """
    import pandera.errors as pe  # noqa: PLC0415

    missing = [name for name in table.fields if name not in frame.columns]
    if missing:
        raise DataError(
            f"The table {table.name} lacks the columns {', '.join(missing)}.",
            where=where,
            try_="Run `python -m etl refresh` for an input, `python -m etl build` for a release.",
        )
    try:
        # Row numbers that repeat (after a concat) would break pandera's own error report.
        schema(table).validate(frame.reset_index(drop=True), lazy=True)
    except (pe.SchemaErrors, pe.SchemaError) as error:
        raise DataError(_first_failures(error, table), where=where, try_=_FIX) from None
    return frame[list(table.fields)]


_FIX = "Correct the source, or declare the error in data/corrections with its reason."


def _first_failures(error: Exception, table: Table) -> str:
    cases = getattr(error, "failure_cases", None)
    if not isinstance(cases, pd.DataFrame) or cases.empty:
        return f"The table {table.name} breaks its schema: {error}"
    lines = [
        f"{row.column if isinstance(row.column, str) else 'table'}: {row.check} "
        f"(value {row.failure_case!r}, row {row.index})"
        for row in cases.head(5).itertuples(index=False)
    ]
    return f"The table {table.name} breaks its schema in {len(cases)} places. " + "; ".join(lines)
