"""The command `periodize`: parse, call the api, print, exit code. The only reader of the clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit import __version__

if TYPE_CHECKING:
    from toolkit.api import Made
    from toolkit.diagnostics import Findings

OK, ERRORS, LEFT_OUT = 0, 1, 3
"""How a command ends: all is well; there is no plan; there is a plan, and somebody is not in it.
2 is a command that was mistyped."""


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


class Wish(click.ParamType[Any]):
    """An option that is typed as in the Settings sheet."""

    name = "text"

    def __init__(self, key: str) -> None:
        self.key = key

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """The value, or a usage error that says what is allowed."""
        from toolkit.sheets.options import expected, parse_option

        wish = parse_option(self.key, str(value))
        if wish is None:
            self.fail(f'"{value}" is not {expected(self.key)}.', param, ctx)
        return wish


WISHES = (
    ("--rotation", "rotation", "block|weekly|daily", "When the leading emphasis changes."),
    ("--order", "order", "R,D,I", "Which emphasis leads first."),
    ("--block-weeks", "block_weeks", "N", "How many weeks one emphasis leads, 2 to 6."),
    ("--offset", "offset", "lift|athlete|none", "Whether lifts, or athletes, lead differently."),
    ("--taper", "taper", "step|linear|exponential", "How volume falls before the meet."),
    ("--taper-days", "taper_days", "N", "How long the taper is, 7 to 21 days."),
    ("--days", "training_days", "Mon,Wed,Fri", "Training days."),
    (
        "--attempts",
        "attempts",
        "conservative|standard|novice",
        "How boldly attempts are chosen, or three percentages: 91/96/100.",
    ),
    ("--bar", "bar", "KG", "The weight of the bar; 45lb for pounds."),
    ("--plates", "plates", "LIST", "Plates such as 25x2,20,10,5,2.5; 45,25,10,5,2.5lb for pounds."),
)
"""What the command may say for every athlete: option, its name, what is typed, what it is for."""


def season_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say how seasons are planned; the command takes them as `**wishes`."""
    for option, key, typed, text in reversed(WISHES):
        command = click.option(option, key, type=Wish(key), metavar=typed, help=text)(command)
    start = click.option("--start", type=DATE, help="First day of the season, for every athlete.")
    meet = click.option("--meet", type=DATE, help="Date of the meet, for every athlete.")
    return meet(start(command))


def season_arguments(wishes: dict[str, Any]) -> dict[str, Any]:
    """These options as the functions of the api take them."""
    from toolkit.sheets.preferences import PARSERS, preferences_of

    others = {key: value for key, value in wishes.items() if key not in PARSERS}
    days = others.pop("training_days") or ()
    return {**others, "training_days": days, "preferences": preferences_of(wishes)}


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
@season_options
@unit_option
@today_option
def check(book: Path, form: str, unit: str | None, today: date, **wishes: Any) -> None:
    """Say everything that is wrong or doubtful in BOOK, and what to type instead."""
    from toolkit.api import check_book
    from toolkit.findings_text import findings_json

    findings = check_book(book, today=today, unit=unit, **season_arguments(wishes))
    if form == "json":
        click.echo(findings_json(findings))
    else:
        _print_findings(findings)
        click.echo(_summary(findings))
    sys.exit(_ending(findings))


@main.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help='Folder (default: "BOOK plan" beside it).'
)
@season_options
@unit_option
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Paper size.")
@today_option
def plan(
    book: Path,
    out: Path | None,
    unit: str | None,
    paper: str | None,
    today: date,
    **wishes: Any,
) -> None:
    """Plan every athlete in BOOK: plan.xlsx, plan.csv, cards.html and cards.pdf."""
    from toolkit.api import make_plan
    from toolkit.progress import Steps

    with Steps() as steps:
        made = make_plan(
            book,
            out,
            today=today,
            unit=unit,
            paper=paper,
            progress=steps.begin,
            **season_arguments(wishes),
        )
    _print_findings(made.findings)
    if made.findings.has_errors or made.plan is None:
        click.echo(_summary(made.findings))
        sys.exit(ERRORS)
    _print_plan(made)
    sys.exit(_ending(made.findings))


@main.command()
@click.argument("what", metavar="BOOK|CODE")
@click.option("--athlete", help="Whose plan; a first name is enough where it is the only one.")
@click.option("--week", type=click.IntRange(min=1), help="Which week of the plan, from 1.")
@click.option("--lift", help="Only this lift.")
@season_options
@unit_option
@today_option
def explain(
    what: str,
    athlete: str | None,
    week: int | None,
    lift: str | None,
    unit: str | None,
    today: date,
    **wishes: Any,
) -> None:
    """Say why a number is what it is, or what a finding means.

    `periodize explain BOOK --athlete NAME --week 3` goes through one week of one athlete;
    `periodize explain CODE` explains a finding (P407, taper-off) or a plan check (TAP-01).
    """
    from toolkit import api

    is_book = Path(what).exists() or Path(what).suffix.lower() in (".xlsx", ".csv")
    try:
        if not is_book:
            _only_with_a_book(athlete, week, lift)
            click.echo(api.explain_code(what))
            return
        if not athlete or week is None:
            raise click.UsageError(
                f"Say whose week: periodize explain {_quoted(Path(what))} --athlete NAME --week 3"
            )
        book = api.read_book(what, today=today, unit=unit)
        options = season_arguments(wishes)
        click.echo(api.explain(book, athlete, week, today=today, lift=lift, **options))
    except api.NotFound as error:
        raise click.UsageError(str(error)) from error
    except api.BookError as error:
        _print_findings(error.findings)
        click.echo(_summary(error.findings))
        sys.exit(ERRORS)


def _only_with_a_book(*given: object) -> None:
    if any(value is not None for value in given):
        raise click.UsageError("--athlete, --week and --lift go with a book, not with a code.")


@main.command()
@click.argument("book", required=False, type=click.Path(path_type=Path))
@click.option("--show", is_flag=True, help="Print the numbers; the command has no other use.")
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text")
@today_option
def policy(book: Path | None, show: bool, form: str, today: date) -> None:  # noqa: ARG001
    """Print every number of the method, its source, and which of them are yours.

    With --format csv the lines fit the Policy sheet of BOOK, to be pasted and changed.
    """
    from toolkit import api
    from toolkit.policy_text import policy_csv, policy_lines, policy_table

    rows, findings = api.policy_rows(book, today=today)
    _print_findings(findings, err=True)
    if findings.has_errors:
        sys.exit(ERRORS)
    if form == "csv":
        click.echo(policy_csv(rows), nl=False)
    elif sys.stdout.isatty():
        from rich.console import Console

        Console().print(policy_table(rows))
    else:
        click.echo("\n".join(policy_lines(rows)))


@main.command()
@click.argument("plan", metavar="PLAN", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def review(plan: Path, form: str) -> None:
    """Look at a plan as a colleague with the literature at hand would.

    PLAN is the plan.csv or plan.xlsx of a plan's folder, with your own changes in it, or any table
    with the same columns. Every finding names its source and how strong it is.
    """
    from toolkit.api import review_file
    from toolkit.findings_text import base_rates_text, findings_json

    findings = review_file(plan)
    if form == "json":
        click.echo(findings_json(findings))
    else:
        _print_findings(findings)
        click.echo(_summary(findings) if len(findings) else "The review has nothing to say.")
        if not findings.has_errors:
            click.echo(base_rates_text())
    sys.exit(ERRORS if findings.has_errors else OK)


def _ending(findings: Findings) -> int:
    """The exit code for what was found."""
    if findings.has_errors:
        return ERRORS
    return LEFT_OUT if findings.left_out else OK


def _print_findings(findings: Findings, *, err: bool = False) -> None:
    from toolkit.findings_text import findings_text

    text = findings_text(findings)
    if text:
        click.echo(text, err=err)


def _summary(findings: Findings) -> str:
    from toolkit.findings_text import summary

    return summary(findings)


def _print_plan(made: Made) -> None:
    """A line per athlete, what was assumed, and where the files are."""
    from toolkit.findings_text import assumed_text, left_out_lines, season_lines

    assert made.plan is not None  # only called with a plan
    for line in (*season_lines(made.plan), *left_out_lines(made.plan)):
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
