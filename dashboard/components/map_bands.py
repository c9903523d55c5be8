"""The map of minutes by car, in bands, with the children in each."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.assumed import in_short
from dashboard.charts.class_map import BAND_COLOURS, BAND_LABELS, band_map
from dashboard.charts.legend import class_legend
from dashboard.charts.map_scene import Scene
from dashboard.charts.words import number
from dashboard.data import Data
from dashboard.data.bands import Bands
from etl.catalogue.services import SERVICE_KIND_BY_ID
from etl.methods.scenario_parts import Assumptions


def bands_map(data: Data, source: str, *, land: str) -> tuple[Scene, str, str, bool]:
    """Draw the bands, with the legend, a title, and whether they rest on changed assumptions.

    Args:
        data: The release, on the assumptions of the page.
        source: A kind of service or the id of a service.
        land: Address of the shapes drawn as land behind.
    """
    found = data.bands(source)
    start = source_label(data, source, found.assumed)
    scene = band_map(url=found.url, land=land, children=found.children, start=start)
    scene = replace(scene, alt=" ".join([scene.alt, *_unknown(found)]))
    counts = [
        f"{number(children, decimals=0)} children, {number(areas, decimals=0)} small areas"
        for children, areas in zip(found.children, found.small_areas, strict=True)
    ]
    title = f"Minutes by car to {start}"
    legend = class_legend(BAND_LABELS, BAND_COLOURS, counts, title=title, note=_note(found))
    return scene, legend, title, not found.assumed.is_published


def source_label(data: Data, source: str, assumed: Assumptions | None = None) -> str:
    """Where bands of travel time start, in words, with the kinds that count as well."""
    if source in SERVICE_KIND_BY_ID:
        kinds = (assumed or Assumptions()).kinds(source)
        return f"the nearest {' or '.join(SERVICE_KIND_BY_ID[k].label.lower() for k in kinds)}"
    services = data.services
    return str(services.loc[services["service_id"] == source, "name"].iloc[0])


def _note(found: Bands) -> str:
    words = in_short(found.assumed) or "Minutes and children are on the published assumptions."
    return " ".join([
        "Darker is farther. A small area has the colour of the journey from where most of its "
        "people live. Children are modelled estimates.",
        words,
        *_unknown(found),
    ])  # fmt: skip


def _unknown(found: Bands) -> list[str]:
    if not found.unknown:
        return []
    return [
        f"Without the children of {number(found.unknown, decimals=0)} small areas, where these "
        "assumptions give no estimate."
    ]
