"""Finish a draft: check it, and write the manifest, the checks and the data package."""

from __future__ import annotations

import hashlib
import json
import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.build.checks import Check, england_need_base_year, run_checks
from etl.build.context import Context
from etl.build.indicators import uk_estimates
from etl.catalogue.areas import NATIONS
from etl.catalogue.assumptions import ASSUMPTIONS, BASES
from etl.catalogue.services import DESTINATION_KINDS
from etl.catalogue.sources import Source, read_sources
from etl.catalogue.tables import TABLES
from etl.errors import DataError
from etl.files import file_hash, write_text
from etl.methods.gaps import Estimate
from etl.release import CHECKS, DATAPACKAGE, MANIFEST, release_tables
from etl.run_step import context_of
from etl.settings import Folders


def finish(
    folders: Folders,
    draft: Path,
    *,
    steps: dict[str, Any],
    sources_hash: str,
    version: str,
    code: str,
) -> dict[str, Any]:
    """Check a draft and describe it. Gives the manifest.

    Raises:
        DataError: If a check fails; the message names each one that does.
    """
    context = context_of(folders.inputs, draft)
    checks = run_checks(context)
    _write_json(draft / CHECKS, {"checks": [check.as_dict() for check in checks]})
    _must_pass(checks)
    sources = read_sources(folders.sources)
    built = datetime.now(UTC)
    manifest = {
        "release": f"{built:%Y-%m-%d}-{_fingerprint(steps)[:8]}",
        "built": built.isoformat(timespec="seconds"),
        "version": version,
        "code_version": f"{version}+{code[:12]}",
        "inputs": input_hashes(folders.inputs),
        "sources_hash": sources_hash,
        "sources": [_as_record(source) for source in sources.values()],
        "assumptions": [vars(assumption) for assumption in ASSUMPTIONS],
        "bases": BASES,
        "periods": periods(context),
        "totals": totals(context),
        "unreached": unreached(context),
        "uk": {id_: _figures(e) for id_, e in uk_estimates(context).items()},
        "checks_failed": sum(not check.passed for check in checks),
        "steps": steps,
    }
    _write_json(draft / DATAPACKAGE, data_package(manifest))
    _write_json(draft / MANIFEST, manifest)
    return manifest


def totals(context: Context) -> dict[str, Any]:
    """The figures a reader checks first."""
    need = context.built("need_area")
    nations = need[need["area_type"] == "country"].set_index("area_code")["need"]
    services = context.services
    return {
        "areas": len(context.built("areas", columns=["area_code"])),
        "small_areas": len(context.small_areas),
        "services": len(services),
        "services_open": int((services["status"] == "open").sum()),
        "services_open_with_point": len(context.open_services),
        "england_need_2017_18": round(england_need_base_year(context), 3),
        "uk_need": round(float(nations.sum()), 3),
        "nations_need": {NATIONS[code]: round(float(n), 3) for code, n in nations.items()},
    }


def unreached(context: Context) -> dict[str, dict[str, int]]:
    """Small areas without a journey, by kind of service and reason."""
    access = context.built("access_small_area", columns=["service_kind", "reason"]).dropna()
    found: dict[str, dict[str, int]] = {kind.id: {} for kind in DESTINATION_KINDS}
    for (kind, reason), rows in access.groupby(["service_kind", "reason"], observed=True):
        found[str(kind)][str(reason)] = len(rows)
    return found


def periods(context: Context) -> dict[str, str]:
    """Population vintage by nation."""
    frame = context.small_areas.drop_duplicates("nation")
    return {row.nation: row.population_vintage for row in frame.itertuples()}


def input_hashes(inputs: Path) -> dict[str, str]:
    """SHA-256 of every input file by its path under `data/inputs`."""
    paths = sorted(path for path in inputs.rglob("*") if path.is_file())
    return {str(path.relative_to(inputs)): file_hash(path) for path in paths}


def data_package(manifest: dict[str, Any]) -> dict[str, Any]:
    """A Frictionless data package that describes the tables of a release."""
    tables = {table.name: table for table in TABLES}
    kinds = {"text": "string", "integer": "integer", "number": "number", "flag": "boolean"}
    resources = []
    for name in release_tables():
        table = tables[name]
        fields = [table.field(field) for field in table.fields if field != "geometry"]
        resources.append(
            {
                "name": name,
                "path": f"{name}.parquet",
                "format": "parquet",
                "description": table.about,
                "schema": {
                    "fields": [
                        {"name": f.name, "type": kinds[f.dtype], "title": f.label,
                         "description": f.about, **({"unit": f.unit} if f.unit else {})}
                        for f in fields
                    ],
                    "primaryKey": list(table.key),
                },
            }
        )  # fmt: skip
    return {
        "name": "gap-atlas",
        "title": "Gap Atlas release",
        "version": manifest["release"],
        "created": manifest["built"],
        "sources": [
            {"title": s["title"], "path": next(iter(s["landing_urls"]), "")}
            for s in manifest["sources"]
        ],
        "resources": resources,
    }


def _must_pass(checks: list[Check]) -> None:
    failed = [check for check in checks if not check.passed]
    if failed:
        lines = [f"{check.id}: {check.detail} ({check.reason})" for check in failed]
        raise DataError(
            f"{len(failed)} of {len(checks)} checks failed, so nothing was published.\n"
            + "\n".join(lines),
            where="build",
            try_="Mend the inputs named above. The last good release is still in place.",
        )


def _as_record(source: Source) -> dict[str, Any]:
    return {**vars(source), "landing_urls": list(source.landing_urls),
            "used_in": list(source.used_in), "limits": list(source.limits)}  # fmt: skip


def _figures(estimate: Estimate) -> dict[str, float | None]:
    """Value and limits as plain numbers; empty where not known."""
    numbers = {name: float(array[0]) for name, array in estimate._asdict().items()}
    return {name: None if math.isnan(n) else round(n, 6) for name, n in numbers.items()}


def _fingerprint(steps: dict[str, Any]) -> str:
    return hashlib.sha256("".join(s["fingerprint"] for s in steps.values()).encode()).hexdigest()


def _write_json(path: Path, content: Any) -> None:
    write_text(path, json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n")
