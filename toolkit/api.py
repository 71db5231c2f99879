"""The verbs: read a book, plan it, write what the coach asked for.

The only place that puts the edges and the engine together. The commands of cli.py are twins of
these functions.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit import rules
from toolkit.diagnostics import Findings, Severity
from toolkit.model.athlete import Preferences, Roster
from toolkit.model.season import LeftOut, Plan
from toolkit.sheets.options import Bar, Options, Plates, unless_overridden, with_options
from toolkit.units import Unit

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.policy.rows import PolicyRow

FILES = ("plan.xlsx", "plan.csv", "cards.html", "cards.pdf")
"""What `make_plan` writes."""

POLICY_RULES = (
    *(rules.BOOK_MISSING, rules.BOOK_IS_FOLDER, rules.BOOK_UNREADABLE, rules.BOOK_NOT_SHEET),
    *(rules.BOOK_DAMAGED, rules.BOOK_LOCKED, rules.BOOK_TOO_BIG, rules.BOOK_OLD_FORMAT),
    *(rules.BOOK_EMPTY, rules.BOOK_IS_PLAN, rules.ORDER_INCOMPLETE, rules.POLICY_SOURCE),
    *(rules.POLICY_UNKNOWN, rules.POLICY_VALUE, rules.POLICY_UNITS, rules.POLICY_CLASH),
    *(rules.POLICY_LIMIT, rules.POLICY_LAW, rules.POLICY_FIXED),
)
"""What `policy_rows` has to say about a book."""

Progress = Callable[[str], None]


def _silent(step: str) -> None:
    """Report progress to nobody."""


class BookError(ValueError):
    """The book has errors, so no plan can be made; `findings` holds all of them."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        lines = [f"{item.where} {item.code}: {item.message}" for item in findings.sorted()]
        super().__init__("\n".join(lines))


@dataclass(frozen=True, slots=True)
class Book:
    """A coach's workbook as it was read, with everything that was found in it."""

    path: Path
    roster: Roster
    findings: Findings


@dataclass(frozen=True, slots=True)
class Made:
    """What `make_plan` made: the plan, its folder, the files in it, and all findings.

    `kept` is the new name of a plan.xlsx that already was in the folder, None if there was none.
    """

    plan: Plan | None
    folder: Path
    files: tuple[Path, ...]
    findings: Findings
    kept: Path | None = None


def read_book(path: str | Path, *, today: date, unit: str | None = None) -> Book:
    """Read a coach's workbook (.xlsx or .csv). Never raises for what is in the file.

    `unit` ("kg" or "lb") holds for weights that name none; `today` judges meet dates.
    """
    from toolkit.sheets.roster import read_roster

    book = Path(path)
    roster, findings = read_roster(book, unit=Unit(unit) if unit else None, today=today)
    return Book(book, roster, findings)


def check_book(
    path: str | Path,
    *,
    today: date,
    meet: date | None = None,
    start: date | None = None,
    unit: str | None = None,
    preferences: Preferences | None = None,
    training_days: tuple[int, ...] = (),
    bar: Bar | None = None,
    plates: Plates | None = None,
) -> Findings:
    """Everything there is to say about a book: what was read, and what planning it would say.

    The options are those of `plan`.
    """
    wishes = preferences or Preferences()
    options = Options(meet, start, None, wishes, training_days, bar, plates)
    return _plan(read_book(path, today=today, unit=unit), today, options)[1]


def plan(
    book: Book,
    *,
    today: date,
    meet: date | None = None,
    start: date | None = None,
    paper: str | None = None,
    preferences: Preferences | None = None,
    training_days: tuple[int, ...] = (),
    bar: Bar | None = None,
    plates: Plates | None = None,
) -> Plan:
    """Plan every athlete of a book; who cannot be planned is named in the plan's `left_out`.

    All options hold for every athlete, whatever the book says: what `preferences` leave open is
    the book's; `training_days` are weekdays, Monday = 0; `bar` and `plates` come with their unit;
    `paper` is "a4" or "letter". Raises BookError, with all findings, when no plan can be made.
    """
    wishes = preferences or Preferences()
    options = Options(meet, start, paper, wishes, training_days, bar, plates)
    made, findings = _plan(book, today, options)
    if made is None:
        raise BookError(findings)
    return made


def _plan(book: Book, today: date, options: Options) -> tuple[Plan | None, Findings]:
    """The plan, and what reading and planning found; no plan when an error forbids it."""
    from toolkit.engine.plan import plan_roster
    from toolkit.policy.override import apply
    from toolkit.review.report import review_plan
    from toolkit.sheets.settings import without_silenced

    findings = unless_overridden(book.findings, options)
    roster = with_options(book.roster, options, findings)
    if findings.has_errors:
        return None, findings
    fit = tuple(one for one in roster.athletes if one.name not in findings.left_out)
    roster = replace(roster, athletes=fit, title=book.path.stem)
    policy = apply(roster.overrides, Findings())  # what is wrong with them, reading has said
    made, found = plan_roster(roster, today=today, policy=policy)
    found.extend(_warnings(review_plan(made, policy.checks)))
    findings.extend(without_silenced(found, roster.settings.silenced))
    if not made.seasons and not findings.has_errors:
        findings.add(rules.NO_SEASON)
    made = replace(made, left_out=_left_out(book.roster, findings))
    return None if findings.has_errors else made, findings


def _left_out(roster: Roster, findings: Findings) -> tuple[LeftOut, ...]:
    """Who of the book is not in the plan, in its order."""
    why = findings.left_out
    names = (athlete.name for athlete in roster.athletes)
    return tuple(LeftOut(name, why[name]) for name in names if name in why)


def _warnings(review: Findings) -> Findings:
    """What a review warns of: its notes are for `review_file`, they would drown everything else."""
    return review.without(lambda item: item.severity is Severity.NOTE)


def review_file(path: str | Path) -> Findings:
    """What the plan checks say about a plan table (plan.csv or one like it) or a plan workbook.

    Findings name the cell of the load; what cannot be read is a finding too. Never raises for what
    is in the file, and a review holds no errors but those of reading.
    """
    from toolkit.review.report import review_rows
    from toolkit.sheets.plan_table import read_plan_table

    findings = Findings(Path(path).name)
    rows = read_plan_table(Path(path), findings)
    findings.extend(review_rows(rows))
    return findings


def write_workbook(plan: Plan, path: str | Path) -> None:
    """Write the plan workbook (live formulas, log columns) to `path`."""
    from toolkit.outputs.workbook import write_workbook as write

    write(plan, Path(path))


def render_cards(plan: Plan, findings: Findings | None = None) -> str:
    """The training cards of the whole plan as one self-contained HTML page."""
    from toolkit.outputs.cards import render_cards as render

    return render(plan, findings)


class NotFound(LookupError):
    """What was asked for is not there; the message says so and names what is near it."""


def explain(
    book: Book, athlete: str, week: int, *, today: date, lift: str | None = None, **options: Any
) -> str:
    """Why each number of one athlete's week is what it is, in words.

    `week` counts from 1; `lift` leaves the other lifts out; `options` are those of `plan`. Raises
    BookError when the book cannot be planned, NotFound for an athlete, a week or a lift that is
    not in the plan.
    """
    from toolkit.outputs.explain_text import explain_week

    made = plan(book, today=today, **options)
    seasons = {season.athlete.name: season for season in made.seasons}
    why = {one.name: one.why for one in made.left_out}
    name = _known("athlete", athlete, [*seasons, *why])
    if name in why:
        raise NotFound(f"{name} is not in the plan. {why[name]}")
    season = seasons[name]
    if not 1 <= week <= len(season.weeks):
        weeks = len(season.weeks)
        raise NotFound(f"The plan of {season.athlete.name} has the weeks 1 to {weeks}.")
    names = [course.lift.name for course in season.courses]
    shown = _known("lift", lift, names) if lift else ""
    return explain_week(season, season.weeks[week - 1], shown)


def explain_code(code: str) -> str:
    """What a finding (P407, taper-off) or a plan check (TAP-01) means, the cure and the source.

    Raises NotFound for a name that is none of them.
    """
    from toolkit.outputs.explain_text import code_names
    from toolkit.outputs.explain_text import explain_code as explained
    from toolkit.sheets.lifts import near

    text = explained(code)
    if text is None:
        question = near(code, code_names())
        raise NotFound(f'There is no finding and no check "{code}". {question}'.strip())
    return text


def _known(what: str, wanted: str, names: Iterable[str]) -> str:
    """The one name that is meant: written out whatever its case, or one word of one name."""
    from toolkit.sheets.layout import fold
    from toolkit.sheets.lifts import near

    listed = list(names)
    same = [name for name in listed if fold(name) == fold(wanted)]
    part = [name for name in listed if fold(wanted) in fold(name).split()]
    if found := same or (part if len(part) == 1 else []):
        return found[0]
    words = [word for name in listed for word in name.split()]
    hint = near(wanted, listed) or near(wanted, words) or f"It has {', '.join(listed)}."
    raise NotFound(f'The plan has no {what} "{wanted}". {hint.strip()}')


def to_frame(plan: Plan) -> pd.DataFrame:
    """The plan table (METHOD.md 11), one row per set group."""
    from toolkit.outputs.frame import to_frame as frame

    return frame(plan)


def to_dials_frame(plan: Plan) -> pd.DataFrame:
    """The dials of every week and lift, planned against target (METHOD.md 4)."""
    from toolkit.outputs.frame import to_dials_frame as frame

    return frame(plan)


def policy_rows(
    path: str | Path | None = None, *, today: date
) -> tuple[tuple[PolicyRow, ...], Findings]:
    """Every number of the method, with those that the book's Policy sheet changes marked `yours`.

    Those that no book can change come last, marked `fixed`. The findings are those about the file
    and its Policy sheet.
    """
    from toolkit.policy.override import effective_rows
    from toolkit.policy.rows import fixed_rows

    if path is None:
        findings = Findings()
        return (*effective_rows((), findings), *fixed_rows()), findings
    book = read_book(path, today=today)
    findings = book.findings.without(lambda item: item.rule not in POLICY_RULES)
    return (*effective_rows(book.roster.overrides, findings), *fixed_rows()), findings


def new_book(path: str | Path, *, today: date) -> Findings:
    """Write a starter workbook to fill in; never over a file that is there."""
    from toolkit.sheets.blank import write_blank

    target, findings = Path(path), Findings(Path(path).name)
    if target.exists():
        findings.add(rules.FILE_EXISTS, name=target.name, other=f"{target.stem} 2.xlsx")
    elif target.suffix.lower() != ".xlsx":
        findings.add(rules.NOT_XLSX, name=target.name, other=f"{target.stem}.xlsx")
    else:
        with _writing(target.parent, findings), _temporary_folder(target.parent) as folder:
            write_blank(folder / target.name, today=today)
            (folder / target.name).replace(target)
    return findings


def make_plan(
    path: str | Path,
    out: str | Path | None = None,
    *,
    today: date,
    meet: date | None = None,
    start: date | None = None,
    unit: str | None = None,
    paper: str | None = None,
    preferences: Preferences | None = None,
    training_days: tuple[int, ...] = (),
    bar: Bar | None = None,
    plates: Plates | None = None,
    progress: Progress = _silent,
) -> Made:
    """Read, plan and write the four files; nothing is written when nobody can be planned.

    An error about the book forbids every plan, one about an athlete only theirs: the others are
    planned, and the plan's `left_out` says who is missing and why.

    `out` is the folder (default: "<book> plan" beside the book). The options are those of `plan`.
    `progress` is told the name of each step as it begins.
    """
    progress("read the book")
    book = read_book(path, today=today, unit=unit)
    folder = Path(out) if out else book.path.with_name(f"{book.path.stem} plan")
    progress("plan the seasons")
    wishes = preferences or Preferences()
    options = Options(meet, start, paper, wishes, training_days, bar, plates)
    made, findings = _plan(book, today, options)
    if made is None:
        return Made(None, folder, (), findings)
    files: tuple[Path, ...] = ()
    kept = None
    with _writing(folder, findings), _temporary_folder(folder.parent) as draft:
        _write_files(made, draft, findings, progress)
        files, kept = _move(draft, folder)
    return Made(made, folder, files, findings, kept)


def _write_files(plan: Plan, folder: Path, findings: Findings, progress: Progress) -> None:
    from toolkit.outputs.frame import plan_rows, write_csv
    from toolkit.outputs.layout import lay_out
    from toolkit.outputs.pdf import html_to_pdf
    from toolkit.outputs.workbook import write_workbook as write

    layout = lay_out(plan)
    progress("write plan.xlsx")
    write(plan, folder / "plan.xlsx", layout)
    progress("write plan.csv")
    write_csv(plan_rows(plan, layout.cells()), folder / "plan.csv")
    progress("write cards.html")
    html = render_cards(plan, findings)
    (folder / "cards.html").write_text(html, encoding="utf-8", newline="\n")
    progress("write cards.pdf")
    assert plan.made_on is not None  # a plan made here always has its day
    pdf = html_to_pdf(html, title=plan.title, made_on=plan.made_on, paper=plan.paper)
    if pdf is None:
        findings.add(rules.NO_PDF)
    else:
        (folder / "cards.pdf").write_bytes(pdf)


def _move(draft: Path, folder: Path) -> tuple[tuple[Path, ...], Path | None]:
    """Put the finished files into the folder; a plan.xlsx that differs is kept under a new name."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = _keep_earlier(draft / FILES[0], folder / FILES[0])
    files = []
    for name in FILES:
        if (draft / name).exists():
            (draft / name).replace(folder / name)
            files.append(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)  # an older PDF would not match the new plan
    return tuple(files), kept


def _keep_earlier(new: Path, old: Path) -> Path | None:
    if not old.exists() or old.read_bytes() == new.read_bytes():
        return None
    names = (old.with_name(f"plan earlier {n}.xlsx") for n in range(1, 10_000))
    kept = next(name for name in names if not name.exists())
    old.replace(kept)
    return kept


@contextmanager
def _temporary_folder(beside: Path) -> Iterator[Path]:
    """A folder on the same disk as the target, so that moving the result is one step."""
    beside.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".periodize-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _writing(folder: Path, findings: Findings) -> Iterator[None]:
    """Turn what the disk refuses into a finding."""
    try:
        yield
    except OSError as error:
        findings.add(rules.CANNOT_WRITE, folder=folder.name or str(folder), why=error.strerror)
