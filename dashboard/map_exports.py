"""A map to take away: Excel, GeoParquet, SVG and PNG, each with its assumptions and citation.

Pure: no Streamlit. CSV, GeoJSON and the words are in `exports`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from dashboard.charts.drawn import (
    LegendRow,
    MapWords,
    Picture,
    ServicePoint,
    draw_map,
    png_of,
    shapes_from,
)
from dashboard.charts.drawn.geography import box_of_frame
from dashboard.charts.service_points import APPROXIMATE, on_the_map
from dashboard.charts.tables import FIGURES, area_table
from dashboard.charts.words import in_sentence
from dashboard.exports import ESTIMATE_NOTE, citation, sources_of
from dashboard.frame import UK, Frame
from dashboard.workbook import Sheet, workbook
from etl.catalogue.areas import AreaType
from etl.catalogue.indicators import Indicator
from etl.catalogue.services import SERVICE_KIND_BY_ID

WIDTH, HEIGHT = 900.0, 1120.0


@dataclass(frozen=True, kw_only=True)
class MapExport:
    """What a download is made of.

    Attributes:
        rows: One row an area, as `exports.rows_to_export` makes them.
        indicator: What is shown, as `charts.assumed.as_assumed` says it.
        area_type: For which areas.
        manifest: The manifest, with changed assumptions where there are any: see `exports.under`.
        shapes: GeoJSON of the areas.
        alt: What the map shows, in sentences.
        place: What the areas are parts of.
        more: Headings of columns of `rows` that the map has beside the others.
        is_sparse: Whether columns without anything are left out of the table.
    """

    rows: pd.DataFrame
    indicator: Indicator
    area_type: AreaType
    manifest: dict[str, Any]
    shapes: dict[str, Any]
    alt: str = ""
    place: str = "UK"
    more: Mapping[str, str] = field(default_factory=dict)
    is_sparse: bool = False

    @property
    def title(self) -> str:
        """What and where."""
        return f"{self.indicator.label}, by {in_sentence(self.area_type.label)}, {self.place}"

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Source records behind it."""
        return sources_of(self.manifest, (*self.indicator.input_tables, "boundaries"))

    @property
    def period(self) -> str:
        """Periods of the rows, each once."""
        return ", ".join(dict.fromkeys(self.rows["period"].astype(str)))


@dataclass(frozen=True)
class Paint:
    """How a map is coloured.

    Attributes:
        shapes: GeoJSON of what is coloured.
        colours: Colour by the id of a shape; a shape that is not in it has no value.
        key: The legend: words and their colour.
        key_title: What the legend is of.
        name: Title of the map; empty for that of the export.
        alt: What the map shows, in sentences.
        has_scale: Whether distances on it mean anything.
    """

    shapes: dict[str, Any]
    colours: Mapping[str, str]
    key: Sequence[tuple[str, str]]
    key_title: str = ""
    name: str = ""
    alt: str = ""
    has_scale: bool = True


def as_workbook(export: MapExport) -> bytes:
    """The table behind the map as an accessible workbook."""
    table = area_table(
        export.rows, indicator=export.indicator, more=export.more, is_sparse=export.is_sparse
    )
    decimals = export.indicator.decimals
    return workbook(
        title=export.title,
        about=f"{export.indicator.about}\nUnit: {export.indicator.unit}. Period: {export.period}.",
        citation=citation(export.manifest),
        sheets=[
            Sheet(
                "Areas", export.title, table,
                decimals=dict.fromkeys(FIGURES, decimals),
                units={FIGURES[0]: export.indicator.unit},
            )
        ],
        notes=[ESTIMATE_NOTE, *_changed(export)],
        assumptions=export.manifest["assumptions"],
        sources=export.sources,
        created=datetime.fromisoformat(export.manifest["built"]),
    )  # fmt: skip


def as_geoparquet(export: MapExport) -> bytes:
    """The areas with their shapes; citation, sources and assumptions in the file's metadata."""
    import geopandas  # noqa: PLC0415 - slow to import; only this download needs it
    import pyarrow.parquet as pq  # noqa: PLC0415

    shapes = geopandas.GeoDataFrame.from_features(
        [{**f, "properties": {"area_code": f["id"]}} for f in export.shapes["features"]],
        crs="EPSG:4326",
    )
    plain = export.rows.astype(
        {name: "str" for name in export.rows if export.rows[name].dtype == "category"}
    )
    first = io.BytesIO()
    shapes.merge(plain, on="area_code", how="left").to_parquet(first, index=False)
    table = pq.read_table(io.BytesIO(first.getvalue()))
    about = {
        "title": export.title, "about": export.indicator.about,
        "citation": citation(export.manifest), "note": ESTIMATE_NOTE,
        "sources": export.sources, "assumptions": export.manifest["assumptions"],
    }  # fmt: skip
    words = json.dumps(about, ensure_ascii=False).encode("utf-8")
    out = io.BytesIO()
    metadata = {**(table.schema.metadata or {}), b"gap_atlas": words}
    pq.write_table(table.replace_schema_metadata(metadata), out, compression="zstd")
    return out.getvalue()


def as_picture(
    export: MapExport,
    *,
    paint: Paint,
    services: pd.DataFrame,
    kinds: Sequence[str],
    selected: Sequence[str] = (),
    frame: Frame | None = UK,
) -> Picture:
    """The map on one page with title, legend, source and date.

    Args:
        export: What is drawn.
        paint: Shapes and colours.
        services: The register.
        kinds: Kinds of service drawn.
        selected: Codes of areas with a thick outline.
        frame: What to show; None for all shapes.
    """
    legend = [LegendRow(words, colour) for words, colour in paint.key]
    shown = on_the_map(services, kinds)
    legend += [
        LegendRow(SERVICE_KIND_BY_ID[kind].plural, kind=kind)
        for kind in kinds
        if (shown["service_kind"] == kind).any()
    ]
    points = [
        ServicePoint(str(row.service_kind), float(row.longitude), float(row.latitude),
                     row.point_quality == APPROXIMATE)
        for row in shown.itertuples()
    ]  # fmt: skip
    drawable = [f for f in paint.shapes["features"] if f["geometry"]["coordinates"]]
    shapes = shapes_from({"features": drawable})
    return draw_map(
        shapes=shapes,
        colours=paint.colours,
        legend=legend,
        words=MapWords(
            alt=" ".join([paint.alt, *_changed(export)]).strip(),
            title=paint.name or export.title,
            note=" ".join([f"Population: {export.period}.", *_changed(export)]),
            legend=paint.key_title,
            source=_source(export),
        ),
        box=shapes.box_of(shapes.codes) if frame is None else box_of_frame(frame),
        width=WIDTH,
        height=HEIGHT,
        services=points,
        has_scale=paint.has_scale,
        selected=list(selected),
    )


def as_svg(picture: Picture) -> bytes:
    """A picture as a file."""
    return picture.svg.encode("utf-8")


def as_png(picture: Picture) -> bytes:
    """A picture in pixels, two for each of its own."""
    return png_of(picture.svg, width=picture.width, height=picture.height)


def _source(export: MapExport) -> str:
    licences = dict.fromkeys(str(s["licence"]).rstrip(". ") for s in export.sources)
    publishers = dict.fromkeys(str(s["publisher"]).rstrip(". ") for s in export.sources)
    return (
        f"{citation(export.manifest)} {ESTIMATE_NOTE} Sources: {'; '.join(publishers)}. Licences: "
        f"{'; '.join(licences)}."
    )


def _changed(export: MapExport) -> list[str]:
    words = export.manifest.get("changed", "")
    return [words] if words else []
