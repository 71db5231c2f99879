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
from toolkit.model.reading import ReadKind
from toolkit.model.season import LeftOut, Plan
from toolkit.sheets.answers import NOTHING, Answers, parse_maps
from toolkit.sheets.options import Bar, Options, Plates, unless_overridden, with_options
from toolkit.units import Unit

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.policy.rows import PolicyRow
    from toolkit.sheets.answers import Mapped
    from toolkit.sheets.roster import Understood

FILES = ("plan.xlsx", "plan.csv", "cards.html", "cards.pdf")
"""What `make_plan` writes."""

UNREAD = (
    *(rules.BOOK_MISSING, rules.BOOK_IS_FOLDER, rules.BOOK_UNREADABLE, rules.BOOK_NOT_SHEET),
    *(rules.BOOK_DAMAGED, rules.BOOK_LOCKED, rules.BOOK_TOO_BIG, rules.BOOK_OTHER_FORMAT),
    *(rules.BOOK_TOO_FULL, rules.BOOK_EMPTY),
)
"""What is said of a file none of whose cells were read."""

POLICY_RULES = (
    *UNREAD,
    *(rules.BOOK_IS_PLAN, rules.ORDER_INCOMPLETE, rules.POLICY_SOURCE),
    *(rules.POLICY_UNKNOWN, rules.POLICY_VALUE, rules.POLICY_UNITS, rules.POLICY_CLASH),
    *(rules.POLICY_LIMIT, rules.POLICY_LAW, rules.POLICY_FIXED),
    *(rules.USE_MISSING, rules.ANSWERS_BROKEN, rules.ANSWER_UNUSED),
)
"""What `policy_rows` has to say about a book."""

ANSWER_RULES = (
    *(rules.MAP_CELL, rules.MAP_PLACE, rules.USE_MISSING),
    *(rules.ANSWERS_BROKEN, rules.ANSWER_UNUSED),
)
"""What may be wrong with the coach's answers; none of them is remembered while something is."""

MOST_CHECKED = 200
"""A check plans the athletes of a book too, up to so many: it must not take minutes."""

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
    """A coach's workbook as it was read, with everything that was found in it.

    `remembered` are the answers that were kept beside it, `answers` those and the ones given now.
    """

    path: Path
    roster: Roster
    findings: Findings
    understood: Understood | None = None
    remembered: Answers = NOTHING
    answers: Answers = NOTHING


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


def read_book(
    path: str | Path,
    *,
    today: date,
    unit: str | None = None,
    athlete_name: str = "",
    maps: Iterable[str | Mapped] = (),
    use: Iterable[str] = (),
    from_log: bool = False,
) -> Book:
    """Read a coach's workbook (.xlsx or .csv). Never raises for what is in the file.

    `unit` ("kg" or "lb") holds for weights that name none; `athlete_name` for a book that names
    nobody; `maps` say where something stands ("squat=Sheet1!C4") and win over what is found; `use`
    are the only sheets to read; with `from_log` training logs give estimated maxes. Answers kept
    beside the book are used too, these win. `today` judges meet dates. Raises ValueError for a map
    that names no cell.
    """
    from toolkit.sheets.answers_file import read_answers
    from toolkit.sheets.roster import understand

    book = Path(path)
    given = Answers(
        Unit(unit) if unit else None, athlete_name, parse_maps(maps), tuple(use), from_log
    )
    problems = Findings(book.name)
    remembered = read_answers(book, problems)
    answers = given.over(remembered)
    understood = understand(book, today=today, answers=answers)
    problems.extend(understood.findings)
    understood = replace(understood, findings=problems)
    return Book(book, understood.roster, problems, understood, remembered, answers)


def answer(book: Book, answers: Answers, *, today: date) -> Book:
    """The book read again, with answers to what it left open."""
    given = answers.over(book.answers)
    return read_book(
        book.path,
        today=today,
        unit=given.unit,
        athlete_name=given.athlete_name,
        maps=given.maps,
        use=given.use,
        from_log=given.from_log,
    )


def remembered_text(book: Book) -> str:
    """The answers that were kept beside the book, in a line; empty where there are none."""
    from toolkit.sheets.answers_file import answers_path

    words = book.remembered.words
    return f"Using your answers in {answers_path(book.path).name}: {words}." if words else ""


def forget_answers(path: str | Path) -> str:
    """Delete the answers kept beside a book; returns a line that says what became of them."""
    from toolkit.sheets.answers_file import answers_path, forget_answers

    file = answers_path(Path(path)).name
    try:
        return f"Forgotten: {file} is deleted." if forget_answers(Path(path)) else ""
    except OSError as error:
        return f"{file} could not be deleted ({error.strerror}); its answers still count."


def remember_answers(book: Book) -> str:
    """Keep the answers that were given for this reading of a book and settled something in it.

    Returns a line for the coach, empty where there is nothing new to keep. A book that cannot be
    read, or an answer that does not fit, is not remembered.
    """
    from toolkit.sheets.answers_file import answers_path, write_answers

    answers = _settling(book)
    if answers == book.remembered or any(item.rule in ANSWER_RULES for item in book.findings):
        return ""
    file = answers_path(book.path).name
    if why := write_answers(book.path, answers):
        return f"Your answers are not remembered: {why}."
    return f"Remembered in {file}: {answers.words}."


def _settling(book: Book) -> Answers:
    """The answers without those that the book did not need."""
    if book.understood is None or not book.understood.format:
        return book.remembered
    sources = {reading.unit_source for reading in book.understood.readings}
    named = {reading.athlete for reading in book.understood.readings}
    unit = book.answers.unit if "option" in sources else book.remembered.unit
    needed = book.answers.athlete_name in named
    name = book.answers.athlete_name if needed else book.remembered.athlete_name
    logged = book.answers.from_log and any(
        reading.kind is ReadKind.ESTIMATED for reading in book.understood.readings
    )
    from_log = logged or book.remembered.from_log
    return replace(book.answers, unit=unit, athlete_name=name, from_log=from_log)


def check_book(
    path: str | Path | Book,
    *,
    today: date,
    meet: date | None = None,
    start: date | None = None,
    preferences: Preferences | None = None,
    training_days: tuple[int, ...] = (),
    bar: Bar | None = None,
    plates: Plates | None = None,
    **answers: Any,
) -> Findings:
    """Everything there is to say about a book: what was read, and what planning it would say.

    The options are those of `plan`, the answers those of `read_book`. A book of more athletes than
    MOST_CHECKED is read and not planned.
    """
    wishes = preferences or Preferences()
    options = Options(meet, start, None, wishes, training_days, bar, plates)
    book = path if isinstance(path, Book) else read_book(path, today=today, **answers)
    count = len(book.roster.athletes)
    if count <= MOST_CHECKED:
        return _plan(book, today, options)[1]
    findings = unless_overridden(book.findings, options)
    with_options(book.roster, options, findings)
    findings.add(rules.PLANNING_SKIPPED, count=count, most=MOST_CHECKED)
    return findings


def check_json(path: str | Path | Book, *, today: date, **options: Any) -> dict[str, Any]:
    """What was read from a book, as data: maxes with their kind, unit and cell, meets, findings.

    The options are those of `check_book`. A file that cannot be read gives its findings alone.
    """
    from toolkit.sheets.as_data import book_data

    names = ("unit", "athlete_name", "maps", "use", "from_log")
    answers = {name: options.pop(name) for name in names if name in options}
    book = path if isinstance(path, Book) else read_book(path, today=today, **answers)
    assert book.understood is not None  # a book read here always is
    return book_data(book.understood, check_book(book, today=today, **options))


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
    path: str | Path | None = None, *, today: date, **answers: Any
) -> tuple[tuple[PolicyRow, ...], Findings]:
    """Every number of the method, with those that the book's Policy sheet changes marked `yours`.

    Those that no book can change come last, marked `fixed`. The answers are those of `read_book`;
    the findings those about the file and its Policy sheet.
    """
    from toolkit.policy.override import effective_rows
    from toolkit.policy.rows import fixed_rows

    if path is None:
        findings = Findings()
        return (*effective_rows((), findings), *fixed_rows()), findings
    book = read_book(path, today=today, **answers)
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


def annotate(path: str | Path | Book, out: str | Path, *, today: date, **options: Any) -> Findings:
    """Check a book and write a copy of it to `out` with every finding in it.

    Each finding colours its cell and is a note on it, and a last sheet lists them all; all else is
    as it was. The book is only read, and `out` is never written over a file. Of a book that is no
    Excel workbook the copy has the values only. The options are those of `check_book`.
    """
    source, target = path.path if isinstance(path, Book) else Path(path), Path(out)
    findings = check_book(path, today=today, **options)
    with _writing(target.parent, findings):
        if target.exists() or target.is_symlink():
            other = f"{target.stem} 2{target.suffix}"
            findings.add(rules.FILE_EXISTS, name=target.name, other=other)
        elif not any(item.rule in UNREAD for item in findings):
            data = _annotated(source, target, findings, today)
            if data is not None:
                _write_new(target, data)
    return findings


def _write_new(target: Path, data: bytes) -> None:
    """Write a file in one step: it is there as a whole or not at all."""
    with _temporary_folder(target.parent) as folder:
        (folder / target.name).write_bytes(data)
        (folder / target.name).replace(target)


def _annotated(source: Path, target: Path, findings: Findings, today: date) -> bytes | None:
    """The annotated copy of a book; None, and a finding, where there can be none."""
    from toolkit.roundtrip.annotate import annotate as mark
    from toolkit.roundtrip.book import open_workbook

    workbook = open_workbook(source.read_bytes())
    if workbook is None:
        return _annotated_values(source, target, findings, today)
    if workbook.is_signed:
        findings.add(rules.BOOK_SIGNED)
        return None
    if not _ends_in(workbook.suffix, target, findings):
        return None
    done = mark(workbook, findings.sorted())
    if done is None:
        return _annotated_values(source, target, findings, today)
    for ref in done.without_note:
        findings.add(rules.NOTE_LEFT_OUT, ref)
    return done.data


def _annotated_values(source: Path, target: Path, findings: Findings, today: date) -> bytes | None:
    """The same of the bare values, for a book that is no Excel workbook or is unlike one."""
    from toolkit.roundtrip.annotate import annotate_values
    from toolkit.sheets.reader import read_cells

    cells = read_cells(source, Findings())
    if cells is None or not _ends_in(".xlsx", target, findings):
        return None
    findings.add(rules.VALUES_ONLY, name=source.name)
    sheets = {
        sheet.title: {
            (row, column): cell.value
            for row, line in sheet.cells.items()
            for column, cell in line.items()
        }
        for sheet in cells.sheets
    }
    return annotate_values(sheets, findings.sorted(), name=source.stem, made_on=today)


def _ends_in(suffix: str, target: Path, findings: Findings) -> bool:
    """Whether a file's name ends as Excel wants it for such a workbook; a finding if not."""
    if target.suffix.casefold() == suffix:
        return True
    other = f"{target.stem}{suffix}"
    findings.add(rules.COPY_SUFFIX, name=target.name, suffix=suffix, other=other)
    return False


def make_plan(
    path: str | Path | Book,
    out: str | Path | None = None,
    *,
    today: date,
    meet: date | None = None,
    start: date | None = None,
    paper: str | None = None,
    preferences: Preferences | None = None,
    training_days: tuple[int, ...] = (),
    bar: Bar | None = None,
    plates: Plates | None = None,
    progress: Progress = _silent,
    **answers: Any,
) -> Made:
    """Read, plan and write the four files; nothing is written when nobody can be planned.

    An error about the book forbids every plan, one about an athlete only theirs: the others are
    planned, and the plan's `left_out` says who is missing and why.

    `out` is the folder (default: "<book> plan" beside the book). The options are those of `plan`,
    the answers those of `read_book`. `progress` is told the name of each step as it begins.
    """
    progress("read the book")
    book = path if isinstance(path, Book) else read_book(path, today=today, **answers)
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
