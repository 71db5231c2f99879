"""The command `periodize`: parse, call the api, print, exit code. The only reader of the clock."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit import __version__

if TYPE_CHECKING:
    from toolkit.api import Made
    from toolkit.diagnostics import Findings

OK, ERRORS = 0, 1


class IsoDate(click.ParamType[date]):
    """A date typed as 2027-03-13."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The date, or a usage error that shows how to type one."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is not a date; type it as 2027-03-13.', param, ctx)


DATE = IsoDate()
today_option = click.option(
    "--today", type=DATE, help="Plan as if today were this date.", default=date.today
)
unit_option = click.option(
    "--unit", type=click.Choice(["kg", "lb"]), help="Unit of weights that name none."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="periodize")
def main() -> None:
    """Plan strength seasons from a coach's workbook.

    Start with `periodize new BOOK.xlsx`, fill it in, then `periodize plan BOOK.xlsx`.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # names in any script, whatever the console's code page
            stream.reconfigure(encoding="utf-8", errors="replace")


@main.command()
@click.argument("book", type=click.Path(path_type=Path))
@today_option
def new(book: Path, today: date) -> None:
    """Write a starter workbook to BOOK.xlsx, with examples to type over."""
    from toolkit.api import new_book

    findings = new_book(book, today=today)
    _print_findings(findings)
    if findings.has_errors:
        sys.exit(ERRORS)
    click.echo(
        f"{book} is ready. Type over the grey examples, then: periodize plan {_quoted(book)}"
    )


@main.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@unit_option
@today_option
def check(book: Path, form: str, unit: str | None, today: date) -> None:
    """Say everything that is wrong or doubtful in BOOK, and what to type instead."""
    from toolkit.api import check_book
    from toolkit.findings_text import findings_json

    findings = check_book(book, today=today, unit=unit)
    if form == "json":
        click.echo(findings_json(findings))
    else:
        _print_findings(findings)
        click.echo(_summary(findings))
    sys.exit(ERRORS if findings.has_errors else OK)


@main.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help='Folder (default: "BOOK plan" beside it).'
)
@click.option("--meet", type=DATE, help="Date of the meet, for every athlete.")
@click.option("--start", type=DATE, help="First day of the season, for every athlete.")
@unit_option
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Paper size.")
@today_option
def plan(
    book: Path,
    out: Path | None,
    meet: date | None,
    start: date | None,
    unit: str | None,
    paper: str | None,
    today: date,
) -> None:
    """Plan every athlete in BOOK: plan.xlsx, plan.csv, cards.html and cards.pdf."""
    from toolkit.api import make_plan
    from toolkit.progress import Steps

    with Steps() as steps:
        made = make_plan(
            book,
            out,
            today=today,
            meet=meet,
            start=start,
            unit=unit,
            paper=paper,
            progress=steps.begin,
        )
    _print_findings(made.findings)
    if made.findings.has_errors or made.plan is None:
        click.echo(_summary(made.findings))
        sys.exit(ERRORS)
    _print_plan(made)


def _print_findings(findings: Findings) -> None:
    from toolkit.findings_text import findings_text

    text = findings_text(findings)
    if text:
        click.echo(text)


def _summary(findings: Findings) -> str:
    from toolkit.findings_text import summary

    return summary(findings)


def _print_plan(made: Made) -> None:
    """A line per athlete, what was assumed, and where the files are."""
    from toolkit.findings_text import assumed_text, season_lines

    assert made.plan is not None  # only called with a plan
    for line in season_lines(made.plan):
        click.echo(line)
    click.echo(assumed_text(made.plan))
    if made.kept is not None:
        click.echo(f"The plan.xlsx that was there is kept as {made.kept.name}.")
    click.echo(f"In {made.folder}:")
    for path in made.files:
        click.echo(f"  {path.name}")


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


if __name__ == "__main__":
    main()
