"""The verbs: read a book, plan it, write what the coach asked for.

The only place that puts the edges and the engine together. The commands of cli.py are twins of
these functions.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.model.athlete import Athlete, Meet, Roster
from toolkit.model.season import Plan
from toolkit.units import Unit

if TYPE_CHECKING:
    import pandas as pd

FILES = ("plan.xlsx", "plan.csv", "cards.html", "cards.pdf")
"""What `make_plan` writes."""

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


def check_book(path: str | Path, *, today: date, unit: str | None = None) -> Findings:
    """Everything there is to say about a book: what was read, and what planning it would say."""
    return _plan(read_book(path, today=today, unit=unit), today, Options())[1]


def plan(
    book: Book,
    *,
    today: date,
    meet: date | None = None,
    start: date | None = None,
    paper: str | None = None,
) -> Plan:
    """Plan every athlete of a book.

    `meet` and `start` hold for every athlete, whatever the book says; `paper` is "a4" or "letter".
    Raises BookError, with all findings, when no plan can be made.
    """
    made, findings = _plan(book, today, Options(meet, start, paper))
    if made is None:
        raise BookError(findings)
    return made


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about every athlete of the book."""

    meet: date | None = None
    start: date | None = None
    paper: str | None = None


def _plan(book: Book, today: date, options: Options) -> tuple[Plan | None, Findings]:
    """The plan, and what reading and planning found; no plan when there is an error."""
    from toolkit.engine.plan import plan_roster
    from toolkit.sheets.settings import without_silenced

    findings = _unless_overridden(book.findings, options)
    if findings.has_errors:
        return None, findings
    roster = _with_options(book.roster, options, findings)
    made, found = plan_roster(replace(roster, title=book.path.stem), today=today)
    findings.extend(without_silenced(found, roster.settings.silenced))
    if not made.seasons and not findings.has_errors:
        findings.add(rules.NO_SEASON)
    return None if findings.has_errors else made, findings


def _unless_overridden(findings: Findings, options: Options) -> Findings:
    """A date of the book that the command replaces is no fault any more."""
    replaced = {rules.START_AFTER_MEET} if options.meet or options.start else set()
    replaced |= {rules.MEET_OVER} if options.meet else set()
    return findings.without(lambda item: item.rule in replaced)


def _with_options(roster: Roster, options: Options, findings: Findings) -> Roster:
    """The roster with the command's options in it; the command wins, and says so."""
    athletes, settings = roster.athletes, roster.settings
    if options.start is not None:
        others = [a.name for a in athletes if a.start not in (None, options.start)]
        _say_override(findings, "start", options.start, others)
        athletes = tuple(replace(athlete, start=None) for athlete in athletes)
        settings = replace(settings, start=options.start)
    if options.meet is not None:
        others = [a.name for a in athletes if a.meet and a.meet.date != options.meet]
        _say_override(findings, "meet", options.meet, others)
        athletes = tuple(_with_meet(athlete, options.meet) for athlete in athletes)
        settings = replace(settings, meet=options.meet)
    if options.paper is not None:
        settings = replace(settings, paper=options.paper)
    return replace(roster, athletes=athletes, settings=settings)


def _with_meet(athlete: Athlete, day: date) -> Athlete:
    return replace(athlete, meet=Meet(day, athlete.meet.name if athlete.meet else ""))


def _say_override(findings: Findings, option: str, day: date, names: list[str]) -> None:
    if names:
        findings.add(rules.OPTION_WINS, option=option, value=day, names=", ".join(names))


def write_workbook(plan: Plan, path: str | Path) -> None:
    """Write the plan workbook (live formulas, log columns) to `path`."""
    from toolkit.outputs.workbook import write_workbook as write

    write(plan, Path(path))


def render_cards(plan: Plan, findings: Findings | None = None) -> str:
    """The training cards of the whole plan as one self-contained HTML page."""
    from toolkit.outputs.cards import render_cards as render

    return render(plan, findings)


def to_frame(plan: Plan) -> pd.DataFrame:
    """The plan table (METHOD.md 11), one row per set group."""
    from toolkit.outputs.frame import to_frame as frame

    return frame(plan)


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
    progress: Progress = _silent,
) -> Made:
    """Read, plan and write the four files; nothing is written when anything is wrong.

    `out` is the folder (default: "<book> plan" beside the book). `progress` is told the name of
    each step as it begins.
    """
    progress("read the book")
    book = read_book(path, today=today, unit=unit)
    folder = Path(out) if out else book.path.with_name(f"{book.path.stem} plan")
    progress("plan the seasons")
    made, findings = _plan(book, today, Options(meet, start, paper))
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
