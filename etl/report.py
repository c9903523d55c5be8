"""Say what came out of a build: rows, areas, what is missing, totals beside published figures."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from etl.pipeline import BuildReport, peak_megabytes

PUBLISHED_ENGLAND = "86,625 (published, 2017/18)"


def summary(report: BuildReport) -> dict[str, Any]:
    """The figures of `--json`."""
    totals = report.manifest["totals"]
    return {
        "release": report.manifest["release"],
        **{
            key: totals[key]
            for key in ("areas", "small_areas", "services", "england_need_2017_18", "uk_need")
        },
        "checks_failed": report.manifest["checks_failed"],
        "built_steps": len(report.built),
        "seconds": round(report.seconds, 3),
        "peak_megabytes": round(peak_megabytes()),
    }


def show(report: BuildReport, console: Console) -> None:
    """Print the report for a person."""
    manifest = report.manifest
    if not report.built:
        console.print(
            f"Nothing has changed. Release {manifest['release']} stands ({report.seconds:.1f} s)."
        )
        return
    console.print(_steps_table(report))
    totals = manifest["totals"]
    console.print(
        f"Areas {totals['areas']:,}; small areas {totals['small_areas']:,}; services "
        f"{totals['services']:,}, of which {totals['services_open_with_point']:,} are open and on "
        "the map."
    )
    console.print(
        f"Need, England at 2017/18 population: {totals['england_need_2017_18']:,.0f}; "
        f"{PUBLISHED_ENGLAND}."
    )
    nations = "; ".join(f"{name} {value:,.0f}" for name, value in totals["nations_need"].items())
    console.print(f"Need now, UK: {totals['uk_need']:,.0f} ({nations}).{_change(report)}")
    _show_unreached(manifest, console)
    slowest = sorted(
        ((manifest["steps"][name]["seconds"], name) for name in report.built), reverse=True
    )[:3]
    words = ", ".join(f"{name} {seconds:.1f} s" for seconds, name in slowest)
    console.print(
        f"Release {manifest['release']} in {report.seconds:.1f} s, at most "
        f"{peak_megabytes():,.0f} MB. Slowest: {words}."
    )


def _steps_table(report: BuildReport) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("Table")
    table.add_column("Rows", justify="right")
    table.add_column("MB", justify="right")
    table.add_column("", justify="left")
    for name, step in report.manifest["steps"].items():
        size = sum(about["bytes"] for about in step["files"].values()) / 1e6
        rows = "" if step["rows"] is None else f"{step['rows']:,}"
        table.add_row(name, rows, f"{size:.1f}", "built" if name in report.built else "unchanged")
    return table


def _change(report: BuildReport) -> str:
    before = report.previous.get("uk_need")
    if not before:
        return ""
    change = report.manifest["totals"]["uk_need"] / before - 1
    return " Unchanged since the last release." if change == 0 else (
        f" {change:+.1%} since the last release."
    )  # fmt: skip


def _show_unreached(manifest: dict[str, Any], console: Console) -> None:
    from etl.catalogue.services import SERVICE_KIND_BY_ID  # noqa: PLC0415 - only after a build
    from etl.methods.travel import REASONS  # noqa: PLC0415

    for kind, reasons in manifest["unreached"].items():
        label = SERVICE_KIND_BY_ID[kind].label.lower()
        for reason, count in reasons.items():
            who = "1 small area has" if count == 1 else f"{count:,} small areas have"
            console.print(f"{who} no journey to a {label}: {REASONS[reason]}")
