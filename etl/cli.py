"""The command line: build, plan, check, verify, refresh and dictionary.

Results go to standard output, progress and messages to standard error. Exit codes: 0 done, 2 the
user's input is wrong, 3 data or a check is wrong, 4 a resource is missing, 1 our fault.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from etl import pipeline
from etl.errors import UserError, run_command
from etl.log import console, steps_progress
from etl.settings import ROOT, Folders, folders
from etl.steps import STEPS

app = typer.Typer(
    help="Gap Atlas: from publishers' files to a release.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

OutOption = Annotated[
    Path | None, typer.Option("--out", help="Folder of the release (default: data/release).")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one line of JSON instead of the report.")
]


@app.command()
def build(out: OutOption = None, as_json: JsonOption = False) -> None:
    """Join need to services by area and publish a release. Skips what has not changed."""
    from etl import report  # noqa: PLC0415 - keeps --help quick

    with steps_progress(len(STEPS) + 1) as progress:

        def announce(words: str) -> None:
            progress.update(progress.task_ids[0], description=words, advance=1)

        done = pipeline.build(_folders(out), announce=announce)
    if as_json:
        typer.echo(json.dumps(report.summary(done)))
    else:
        report.show(done, console)


@app.command()
def plan(out: OutOption = None) -> None:
    """Say which steps a build would run, and why none or some."""
    stale = pipeline.plan(_folders(out)).stale
    for step in STEPS:
        typer.echo(f"{'run ' if step.name in stale else 'skip'}  {step.name}: {step.about}")


@app.command()
def check(out: OutOption = None) -> None:
    """Show every check of the release with its reason. Ends with code 3 if one failed."""
    from etl.release import open_release  # noqa: PLC0415

    found = open_release(_folders(out).release).checks
    for one in found:
        typer.echo(f"{'pass' if one['passed'] else 'FAIL'}  {one['id']}: {one['detail']}")
        typer.echo(f"      {one['reason']}")
    if not all(one["passed"] for one in found):
        raise typer.Exit(3)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="Folder of a release.")],
) -> None:
    """Compare every file of a release with the hashes in its manifest. Code 3 if one differs."""
    wrong = pipeline.verify(folder)
    for name in wrong:
        typer.echo(f"differs or is missing: {name}")
    typer.echo(f"{len(wrong)} files differ." if wrong else "Every file is as it was written.")
    if wrong:
        raise typer.Exit(3)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the release before.")],
    new: Annotated[Path, typer.Argument(help="Folder of the release now.")],
    as_json: JsonOption = False,
    top: Annotated[int, typer.Option(min=1, help="Indicators whose change is shown.")] = 10,
) -> None:
    """Say what changed between two releases: rows, areas, services, periods, figures."""
    from etl import diff as run  # noqa: PLC0415
    from etl.diff_report import lines  # noqa: PLC0415

    found = run.compare(old, new)
    typer.echo(json.dumps(found.as_dict()) if as_json else "\n".join(lines(found, top=top)))


@app.command()
def refresh(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Tables to refresh; all when left out.")
    ] = None,
    mirror: Annotated[
        Path | None, typer.Option("--mirror", help="Folder of publishers' files.")
    ] = None,
) -> None:
    """Derive data/inputs from a local copy of the publishers' files."""
    from etl.errors import UserError  # noqa: PLC0415
    from etl.extract.refresh import refresh as run  # noqa: PLC0415

    if mirror is None:
        raise UserError(
            "Fetching from publishers over the network is not part of this version.",
            where="--mirror",
            try_="Give a folder of publishers' files with --mirror; data/README.md says which.",
        )
    written = run(
        sources or [], mirror, folders(), announce=lambda name: console.print(f"Refreshing {name}")
    )
    for path, rows in written.items():
        typer.echo(f"{rows:>9,} rows  {path}")


@app.command()
def explain(
    area: Annotated[str, typer.Option("--area", help="Code of a planning area.")],
    indicator: Annotated[str, typer.Option("--indicator", help="Id of an indicator.")],
    basis: Annotated[
        str, typer.Option("--basis", help="england_definition or national_study.")
    ] = "england_definition",
    area_type: Annotated[
        str | None, typer.Option("--area-type", help="Kind of area, where a code has several.")
    ] = None,
    out: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say where one number comes from: formula with its numbers, assumptions and sources."""
    from etl.release import open_release  # noqa: PLC0415

    found = open_release(_folders(out).release).explain(
        area, indicator, basis=basis, area_type=area_type
    )
    typer.echo(json.dumps(found.as_dict()) if as_json else found.as_text())


@app.command()
def calibrate(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX of published counts by area.")],
    citation: Annotated[
        str, typer.Option("--citation", help="Where the counts come from, if that is new.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change and write nothing.")
    ] = False,
) -> None:
    """Check published counts, show before and after by area, and let them win in the next build."""
    from etl import calibrate as run  # noqa: PLC0415

    where = folders()
    found = run.calibrate(file, where, citation=citation)
    for line in run.table_of(found):
        typer.echo(line)
    if dry_run:
        typer.echo("Nothing was written.")
        return
    path = run.write(found, where, citation=citation)
    typer.echo(f"{len(found.rows)} counts stand in {path}. Run `python -m etl build`.")


@app.command()
def travel(
    origins: Annotated[Path, typer.Option("--origins", help="CSV of starting points.")],
    destinations: Annotated[Path, typer.Option("--destinations", help="CSV of places to reach.")],
    out: Annotated[Path, typer.Option("--out", help="CSV to write.")],
    engine: Annotated[
        str,
        typer.Option(help="embedded, or a routing engine: valhalla, osrm, openrouteservice."),
    ] = "embedded",
    url: Annotated[str, typer.Option(help="Address of the routing engine.")] = "",
) -> None:
    """Give road minutes for every pair of your own points, or the reason there are none."""
    from etl.engines.clients import KEY_VARIABLE, Engine  # noqa: PLC0415
    from etl.journeys import journeys  # noqa: PLC0415

    key = os.environ.get(KEY_VARIABLE, "")
    if engine == "embedded" and url:
        raise UserError("An address without the name of its engine.", where="--url",
                        try_="Add --engine valhalla, osrm or openrouteservice.")  # fmt: skip
    asked = None if engine == "embedded" else Engine(name=engine, url=url, key=key)
    pairs, timed = journeys(origins, destinations, out, inputs=folders().inputs, engine=asked)
    typer.echo(f"{pairs:,} pairs written to {out}; {timed:,} have minutes.")


@app.command("calibrate-travel")
def calibrate_travel(
    observations: Annotated[
        Path, typer.Option("--observations", help="Folder with known journeys to hospitals.")
    ],
    folds: Annotated[int, typer.Option(help="Parts of the cross-validation; 0 skips it.")] = 5,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to write (default: data/inputs).")
    ] = None,
) -> None:
    """Fit the speeds of the land grid to known journeys, and measure how far off they are."""
    from etl.extract.travel_calibration import calibrate as run  # noqa: PLC0415

    found = run(observations, folders().inputs, folds=folds, out=out, progress=console.print)
    typer.echo(found.errors.to_string(index=False))
    cells = ", ".join(f"{count:,} {basis}" for basis, count in found.cells.items())
    typer.echo(f"Cells: {cells}. Written to {found.path}.")


@app.command()
def dictionary() -> None:
    """Write docs/data_dictionary.md from the catalogue."""
    from etl.catalogue.dictionary import markdown  # noqa: PLC0415
    from etl.files import write_text  # noqa: PLC0415

    typer.echo(write_text(ROOT / "docs" / "data_dictionary.md", markdown()))


@app.command()
def national(out: OutOption = None) -> None:
    """Write the national table of docs/methods/gaps.md from the release."""
    from etl.national import write_national_table  # noqa: PLC0415
    from etl.release import open_release  # noqa: PLC0415

    release = open_release(_folders(out).release)
    typer.echo(write_national_table(release, ROOT / "docs" / "methods" / "gaps.md"))


def _folders(out: Path | None) -> Folders:
    found = folders()
    return found if out is None else replace(found, release=out.resolve())


def main() -> None:
    """Run a command and turn errors into messages and exit codes."""
    run_command(app, show=lambda words: console.print(words, markup=False, soft_wrap=True))
