"""A plan as a coach hands it in for a review: plan.csv, a table like it, or the plan workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.policy.loader import defaults
from toolkit.review.rows import WEEK_DAYS, PlanRow
from toolkit.sheets.layout import fold
from toolkit.sheets.lifts import family_of
from toolkit.sheets.parse import parse_date, parse_number, parse_unit
from toolkit.sheets.plan_sheets import sheet_rows
from toolkit.sheets.reader import Cell, Sheet, is_plan, read_cells
from toolkit.sheets.words import OTHER

NEEDED = ("date", "sets", "reps")
"""The columns a table must have; it needs a lift or an exercise too."""
ALSO = (
    *("athlete", "group", "meet", "meet_date", "meet_priority", "days_out", "week", "session"),
    *("block", "phase", "lead", "emphasis", "lift", "exercise", "kind", "stage", "role"),
    *("percent_1rm", "load", "unit", "rpe", "tempo", "cue", "training_max", "reason"),
)
"""The other columns that are read, all optional; any more are left alone (METHOD.md 11)."""

_NAMES = {fold(name): name for name in (*NEEDED, *ALSO)}
_WORDS = ("role", "phase", "lead", "emphasis", "stage", "group", "meet", "tempo", "cue", "reason")
_HEAD_ROWS = 10
_SIGNS = "=+-@\t\r"


def read_plan_table(path: Path, findings: Findings) -> tuple[PlanRow, ...]:
    """The rows of a plan, in the order of the file, each with the cell a finding should name.

    Read are a CSV file or a sheet with the columns of plan.csv, and the athletes' sheets of a plan
    workbook as they now stand, with the coach's own sets, reps, percentages and loads.
    """
    book = read_cells(path, findings)
    if book is None:
        return ()
    if is_plan(book):
        return complete(sheet_rows(book, findings), findings)
    for sheet in book.sheets:
        head = _head(sheet)
        if head is not None:
            return complete(_table_rows(sheet, *head, path.stem, findings), findings)
    findings.add(rules.NO_PLAN_TABLE)
    return ()


def _head(sheet: Sheet) -> tuple[int, dict[int, str]] | None:
    """The header row of a plan table, and its columns by name."""
    for number in sorted(sheet.cells)[:_HEAD_ROWS]:
        row = sheet.row(number)
        names = {at: _NAMES[fold(c.text)] for at, c in row.items() if fold(c.text) in _NAMES}
        found = set(names.values())
        if found.issuperset(NEEDED) and found & {"lift", "exercise"}:
            return number, names
    return None


def _table_rows(
    sheet: Sheet, head: int, names: dict[int, str], title: str, findings: Findings
) -> Iterator[PlanRow]:
    has_lift = "lift" in names.values()
    for number in sorted(sheet.cells):
        cells = {names[at]: cell for at, cell in sheet.row(number).items() if at in names}
        cells = {name: cell for name, cell in cells.items() if not cell.is_blank}
        if number > head and cells:
            row = _row(cells, has_lift, title, findings)
            if row is not None:
                yield row


def _row(cells: dict[str, Cell], has_lift: bool, title: str, findings: Findings) -> PlanRow | None:
    """One row, or None and a finding where its day, sets or reps cannot be read."""
    lift = _text(cells, "lift") if has_lift else _text(cells, "exercise")
    exercise = _text(cells, "exercise") or lift
    kind = _text(cells, "kind") or _kind(lift, exercise)
    light = kind == "assistance"
    day = parse_date(cells["date"].value) if "date" in cells else None
    sets, reps = _whole(cells, "sets"), _whole(cells, "reps")
    lost = "date" if day is None else "" if light else _first_missing(sets=sets, reps=reps)
    if lost or day is None:
        where = cells.get(lost) or next(iter(cells.values()))
        findings.add(rules.PLAN_ROW_LOST, where.ref, column=lost, found=_text(cells, lost))
        return None
    words: dict[str, Any] = {name: _text(cells, name) for name in _WORDS if name in cells}
    return PlanRow(
        athlete=_text(cells, "athlete") or title,
        day=day,
        week=_whole(cells, "week") or 0,
        lift="" if light else lift,
        exercise=exercise,
        sets=sets or 0,
        reps=reps or 0,
        percent_1rm=_percent(cells),
        load=_number(cells, "load"),
        unit=parse_unit(_text(cells, "unit")) or defaults().unit,
        rpe=_number(cells, "rpe"),
        kind=kind,
        meet_date=parse_date(cells["meet_date"].value) if "meet_date" in cells else None,
        days_out=_whole(cells, "days_out"),
        training_max=_number(cells, "training_max"),
        priority=_text(cells, "meet_priority").upper(),
        place=(cells.get("load") or cells["date"]).ref,
        block=_whole(cells, "block") or 0,
        session=_whole(cells, "session") or 0,
        **words,
    )


def _first_missing(**numbers: int | None) -> str:
    return next((name for name, value in numbers.items() if value is None), "")


def _kind(lift: str, exercise: str) -> str:
    if not lift:
        return "assistance"
    return "competition" if fold(lift) == fold(exercise) else "variation"


def _text(cells: dict[str, Cell], name: str) -> str:
    """The text of a cell, without the apostrophe that keeps a spreadsheet from running it."""
    text = cells[name].text if name in cells else ""
    return text[1:] if text[:1] == "'" and text[1:2] in _SIGNS else text


def _number(cells: dict[str, Cell], name: str) -> float | None:
    return parse_number(cells[name].value) if name in cells else None


def _whole(cells: dict[str, Cell], name: str) -> int | None:
    number = _number(cells, name)
    return int(number) if number is not None and number == int(number) else None


def _percent(cells: dict[str, Cell]) -> float | None:
    """A fraction of the max: 0.675, 67.5 and 67.5 % are the same."""
    if "percent_1rm" not in cells:
        return None
    text = cells["percent_1rm"].text.removesuffix("%").strip()
    number = parse_number(text)
    return number / 100 if number is not None and number > 2 else number


def complete(rows: Iterable[PlanRow], findings: Findings) -> tuple[PlanRow, ...]:
    """The rows with what they leave open: family, week, days out, and one percent per load."""
    found = tuple(rows)
    first: dict[str, date] = {}
    for row in found:
        first[row.athlete] = min(row.day, first.get(row.athlete, row.day))
    told: set[tuple[str, str]] = set()
    return tuple(_settled(_filled(row, first[row.athlete]), told, findings) for row in found)


def _filled(row: PlanRow, first: date) -> PlanRow:
    monday = row.day - timedelta(days=row.day.weekday())
    weeks = (monday - (first - timedelta(days=first.weekday()))).days // WEEK_DAYS + 1
    days_out = row.days_out
    if days_out is None and row.meet_date is not None:
        days_out = (row.meet_date - row.day).days
    return replace(
        row,
        family=row.family or family_of(row.lift) or OTHER,
        week=row.week or weeks,
        week_start=row.week_start or max(monday, first),
        days_out=days_out,
    )


def _settled(row: PlanRow, told: set[tuple[str, str]], findings: Findings) -> PlanRow:
    """The percent that the load is of the max: what is on the bar counts, and it is said once."""
    if not row.load or not row.training_max:
        return row
    real = round(row.load / row.training_max, 4)
    if row.percent_1rm is None:
        return replace(row, percent_1rm=real)
    gym = defaults().equipment[row.unit]
    below = gym.step * (3 if row.role == "attempt" else 1)  # attempts are rounded down, apart
    off = row.load - row.training_max * row.percent_1rm
    if row.role == "warm-up" or row.load <= gym.bar or -below - 1e-6 <= off <= gym.step + 1e-6:
        return row
    if (row.athlete, row.lift) not in told:
        told.add((row.athlete, row.lift))
        _say(row, real, findings)
    return replace(row, percent_1rm=real)


def _say(row: PlanRow, real: float, findings: Findings) -> None:
    findings.add(
        rules.LOAD_AND_PERCENT,
        row.place,
        athlete=row.athlete,
        lift=row.lift,
        load=row.load_text,
        unit=row.unit,
        percent=f"{(row.percent_1rm or 0):.1%}".replace("%", " %"),
        real=f"{real:.1%}".replace("%", " %"),
    )
