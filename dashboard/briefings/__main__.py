"""`python -m dashboard.briefings`: briefings of one area or of all, in any format.

Exit codes: 0 done, 2 the user's input is wrong, 3 data is wrong, 4 a resource is missing, 1 our
fault. Areas that failed are named at the end; the others are made.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from etl.errors import UserError, run_command

console = Console(stderr=True)
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
_MOST_NAMED = 10


@app.command()
def make(
    out: Annotated[Path, typer.Option("--out", help="Folder for the files.")],
    area: Annotated[str, typer.Option("--area", help="GSS code, or id of a hospice.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every area.")] = False,
    formats: Annotated[str, typer.Option(help="Any of pdf,docx,xlsx,html.")] = "pdf",
    language: Annotated[str, typer.Option(help="en, or cy for areas in Wales.")] = "en",
    length: Annotated[str, typer.Option(help="one or two pages.")] = "two",
    release: Annotated[str, typer.Option(help="Folder of the release.")] = "",
    workers: Annotated[int, typer.Option(help="Processes.")] = min(os.cpu_count() or 1, 8),
) -> None:
    """Make briefings. A run that was stopped goes on where it was."""
    from dashboard.briefings import bulk  # noqa: PLC0415 - keeps --help quick
    from dashboard.briefings.facts import Facts  # noqa: PLC0415
    from etl.release import open_release  # noqa: PLC0415

    chosen = _checked(area, every=every, formats=formats, language=language, length=length)
    opened = open_release(release or None)
    facts = Facts(opened)
    targets = (
        bulk.all_targets(facts, language=language) if every else [bulk.one_target(facts, area)]
    )
    if language == "cy" and any(
        (t.area_type, t.code) not in facts.areas
        or facts.areas[t.area_type, t.code].nation != "Wales"
        for t in targets
    ):
        raise UserError(
            "Welsh briefings exist for areas in Wales only.",
            where="--language",
            try_="Leave it out, or choose an area in Wales.",
        )
    order = bulk.Order(str(opened.path), str(out), chosen, language, length)
    started = time.monotonic()
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=console, disable=not console.is_terminal,
    ) as progress:  # fmt: skip
        task = progress.add_task("Briefings", total=len(targets))
        outcomes = bulk.run(targets, order, workers=workers, tell=lambda _: progress.advance(task))
    _recap(outcomes, out, time.monotonic() - started)


def _checked(
    area: str, *, every: bool, formats: str, language: str, length: str
) -> tuple[str, ...]:
    """The formats, once everything that was typed makes sense."""
    from dashboard.briefings.formats import FORMATS  # noqa: PLC0415
    from dashboard.text.messages import languages  # noqa: PLC0415

    if bool(area) == every:
        raise UserError("Say which area, or all of them.", where="--area, --all",
                        try_="Use --area E08000025 or --all, not both.")  # fmt: skip
    chosen = tuple(dict.fromkeys(f.strip() for f in formats.split(",") if f.strip()))
    strange = [f for f in chosen if f not in FORMATS]
    if strange or not chosen:
        raise UserError(f"There is no format {', '.join(strange) or 'chosen'}.",
                        where="--formats", try_=f"Use any of {','.join(FORMATS)}.")  # fmt: skip
    if language not in languages():
        raise UserError(f"There is no language {language}.", where="--language",
                        try_=f"Use one of {', '.join(languages())}.")  # fmt: skip
    if length not in ("one", "two"):
        raise UserError(f"A briefing has one or two pages, not {length}.", where="--length",
                        try_="Use one or two.")  # fmt: skip
    return chosen


def _recap(outcomes: list, out: Path, seconds: float) -> None:
    files = [file for outcome in outcomes for file in outcome.files]
    size = sum(file["bytes"] for file in files) / 1e6
    kept = sum(outcome.kept for outcome in outcomes)
    console.print(
        f"{len(files):,} files of {len(outcomes):,} areas in {out}, {size:,.1f} MB, "
        f"{seconds:,.1f} s. Kept from before: {kept:,}.",
        soft_wrap=True,
    )
    failed = [outcome for outcome in outcomes if outcome.problem]
    for outcome in failed[:_MOST_NAMED]:
        console.print(
            f"Failed: {outcome.target.area_type} {outcome.target.code}: {outcome.problem}",
            markup=False, soft_wrap=True,
        )  # fmt: skip
    if failed:
        console.print(f"{len(failed)} areas failed. Run the command again to try only these.")
        raise typer.Exit(1)


def main() -> None:
    """Run the command and turn errors into messages and exit codes."""
    run_command(app, show=lambda words: console.print(words, markup=False, soft_wrap=True))


if __name__ == "__main__":
    main()
