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
    from toolkit.api import Book, Made
    from toolkit.diagnostics import Findings
    from toolkit.sheets.answers import Answers, Mapped
    from toolkit.sheets.questions import Question

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


class MapLine(click.ParamType["Mapped"]):
    """Where something stands: `squat=Sheet1!C4`."""

    name = "text"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Mapped:
        """The line, or a usage error that shows how to type one."""
        from toolkit.sheets.answers import parse_map

        mapped = parse_map(str(value))
        if isinstance(mapped, str):
            self.fail(mapped, param, ctx)
        return mapped


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
ANSWERS = ("unit", "athlete_name", "maps", "use", "from_log")


def answer_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what a book leaves open."""
    for option in (
        click.option(
            "--use",
            multiple=True,
            metavar="SHEET",
            help="Read only this sheet; may be given several times.",
        ),
        click.option(
            "--from-log", is_flag=True, help="Estimate maxes from the recent sets of a log."
        ),
        click.option(
            "--map",
            "maps",
            multiple=True,
            type=MapLine(),
            metavar="LIFT=CELL",
            help="Where a max stands: squat=Sheet1!C4, Anna:squat=C4, with a kind or a unit behind "
            'it: "squat=C4 training max lb". Or athlete=Sheet1!B2, "athlete column=B".',
        ),
        click.option(
            "--athlete-name", default="", metavar="NAME", help="Whose book it is, if it names none."
        ),
        click.option(
            "--unit", type=click.Choice(["kg", "lb"]), help="Unit of weights that name none."
        ),
    ):
        command = option(command)
    return command


def question_options(command: Callable[..., None]) -> Callable[..., None]:
    """Whether open questions are asked, and earlier answers forgotten."""
    no_input = click.option("--no-input", is_flag=True, help="Never ask; say what to type.")
    forget = click.option(
        "--forget", is_flag=True, help="Delete the answers that are kept beside the book."
    )
    return no_input(forget(command))


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
@click.option(
    "--annotate",
    "copy",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Also write a copy of BOOK with every finding as a colour and a note.",
)
@season_options
@answer_options
@question_options
@today_option
def check(
    book: Path,
    form: str,
    copy: Path | None,
    today: date,
    no_input: bool,
    forget: bool,
    **wishes: Any,
) -> None:
    """Say everything that is wrong or doubtful in BOOK, and what to type instead.

    With --format json: what was read, each max with its kind, its unit and its cell, and the same
    findings.
    """
    from toolkit import api, rules

    read, _ = _read(book, today, wishes, forget=forget, ask=form == "text" and not no_input)
    options = {"today": today, **season_arguments(wishes)}
    findings = api.annotate(read, copy, **options) if copy else api.check_book(read, **options)
    if form == "json":
        _print_as_json(read, findings)
        sys.exit(_ending(findings))
    _say(_kept(read))
    _print_readings(read)
    _print_findings(findings)
    click.echo(_summary(findings))
    if copy and copy.exists() and all(item.rule != rules.FILE_EXISTS for item in findings):
        click.echo(f"The annotated copy is {copy}.")
    sys.exit(_ending(findings))


def _print_as_json(read: Book, findings: Findings) -> None:
    """Print what was read, and all that was found, as one object."""
    from toolkit.findings_text import as_json
    from toolkit.sheets.as_data import book_data

    assert read.understood is not None  # a book read here always is
    click.echo(as_json(book_data(read.understood, findings)))


@main.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help='Folder (default: "BOOK plan" beside it).'
)
@season_options
@answer_options
@question_options
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Paper size.")
@today_option
def plan(
    book: Path,
    out: Path | None,
    paper: str | None,
    today: date,
    no_input: bool,
    forget: bool,
    **wishes: Any,
) -> None:
    """Plan every athlete in BOOK: plan.xlsx, plan.csv, cards.html and cards.pdf."""
    from toolkit.api import make_plan
    from toolkit.progress import Steps

    read, is_stopped = _read(book, today, wishes, forget=forget, ask=not no_input)
    _say(_kept(read))
    if is_stopped:
        _print_findings(read.findings)
        click.echo("Nothing was planned. With --no-input the plan is made as the findings say.")
        sys.exit(ERRORS)
    with Steps() as steps:
        made = make_plan(
            read,
            out,
            today=today,
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
@answer_options
@today_option
def explain(
    what: str,
    athlete: str | None,
    week: int | None,
    lift: str | None,
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
        book, _ = _read(Path(what), today, wishes)
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
@answer_options
@today_option
def policy(
    book: Path | None,
    show: bool,  # noqa: ARG001
    form: str,
    today: date,
    **answers: Any,
) -> None:
    """Print every number of the method, its source, and which of them are yours.

    With --format csv the lines fit the Policy sheet of BOOK, to be pasted and changed.
    """
    from toolkit import api
    from toolkit.policy_text import policy_csv, policy_lines, policy_table

    rows, findings = api.policy_rows(book, today=today, **answers)
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


# --- reading, and asking ---------------------------------------------------------------------


def _read(
    path: Path, today: date, wishes: dict[str, Any], *, forget: bool = False, ask: bool = False
) -> tuple[Book, bool]:
    """The book with the coach's answers, asked for at a terminal; whether the asking was stopped.

    Takes the answers out of `wishes`: what stays there is about the season.
    """
    from toolkit import api

    given = {name: wishes.pop(name) for name in ANSWERS}
    if forget:
        _say(api.forget_answers(path))
    book = api.read_book(path, today=today, **given)
    _say(api.remembered_text(book))
    if ask and _is_terminal():
        return _asked(book, today)
    return book, False


def _is_terminal() -> bool:
    """True where somebody sits at the keyboard and sees what is asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked(book: Book, today: date) -> tuple[Book, bool]:
    """The book with its open questions answered, each asked once."""
    from toolkit import api
    from toolkit.sheets.questions import questions

    asked: set[str] = set()
    while True:
        assert book.understood is not None  # the api always says what it understood
        question = next((it for it in questions(book.understood) if it.text not in asked), None)
        if question is None:
            return book, False
        asked.add(question.text)
        answers = _ask(question)
        if answers is None:
            return book, True
        book = api.answer(book, answers, today=today)


def _ask(question: Question) -> Answers | None:
    """Put one question with its numbered choices; None when the coach would rather stop."""
    from toolkit.sheets.questions import typed

    click.echo(question.text)
    for number, choice in enumerate(question.choices, start=1):
        click.echo(f"  {number}  {choice.label}")
    prompt = "Number, or the name" if question.is_open else "Number"
    while True:
        text = click.prompt(f"{prompt} (Enter: stop)", default="", show_default=False).strip()
        if not text:
            return None
        if text.isdecimal() and 1 <= int(text) <= len(question.choices):
            return question.choices[int(text) - 1].answer
        if question.is_open and not text.isdecimal():
            return typed(question, text)
        click.echo(f"Type a number from 1 to {len(question.choices)}, or only Enter.")


def _kept(book: Book) -> str:
    from toolkit.api import remember_answers

    return remember_answers(book)


def _say(line: str) -> None:
    """A line about the answers; never among the output that another program reads."""
    if line:
        click.echo(line, err=True)


# --- printing --------------------------------------------------------------------------------


def _print_readings(book: Book) -> None:
    """What was read, where the book has no table that a coach could compare it with."""
    from toolkit.findings_text import readings_text

    if book.understood and book.understood.searched and book.understood.readings:
        click.echo(readings_text(book.understood.readings))


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
