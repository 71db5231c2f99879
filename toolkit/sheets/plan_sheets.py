"""The athletes' sheets of a plan workbook, read back as rows of the plan table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from toolkit import rules
from toolkit.diagnostics import Findings
from toolkit.model.prescription import Emphasis, Phase
from toolkit.review.rows import PlanRow
from toolkit.sheets.layout import fold
from toolkit.sheets.lifts import identity
from toolkit.sheets.parse import parse_date, parse_number, parse_unit
from toolkit.sheets.reader import Book, Cell, Sheet
from toolkit.units import Unit, round_half_up

MAXES = "Maxes"
"""The sheet all loads follow."""

_LINE_HEADS = {
    name: name for name in ("day", "exercise", "focus", "sets", "reps", "of max", "load", "rpe")
}
_MAX_HEADS = {
    **{name: name for name in ("athlete", "lift", "unit", "step", "stage")},
    **dict.fromkeys(("training max", "max"), "max"),
}
_HEAD_ROWS = 12
_MAX_ROW = re.compile(rf"'?{MAXES}'?!\$[A-Z]+\$(\d+)")
_WEEK = re.compile(r"\w+ (\d+) \w+ \d+ ·")
_ATTEMPTS = ("opener", "second", "third")
_EMPHASES = {str(one) for one in Emphasis}
_LIGHT = "assistance"
_PHASES = {str(one) for one in Phase}


@dataclass(frozen=True, slots=True)
class MaxLine:
    """One row of the Maxes sheet; weights in `unit`."""

    athlete: str
    lift: str
    max: float
    unit: Unit
    step: float
    stage: str


@dataclass(frozen=True, slots=True)
class Line:
    """One training line of an athlete's sheet: its cells by column, its week and its day."""

    cells: dict[str, Cell]
    unit: Unit | None
    week: int
    day: date

    @property
    def exercise(self) -> str:
        """The exercise without what follows the dot."""
        return self.cells["exercise"].text.partition(" · ")[0]

    @property
    def said(self) -> str:
        """What follows the dot: a role, or which attempt it is."""
        return self.cells["exercise"].text.partition(" · ")[2].casefold()

    @property
    def is_assistance(self) -> bool:
        """True for a line without any numbers."""
        return not self.cells.keys() & {"sets", "reps", "of max", "load"}

    def number(self, name: str) -> float | None:
        """The number in a column."""
        return parse_number(self.cells[name].value) if name in self.cells else None


def sheet_rows(book: Book, findings: Findings) -> Iterator[PlanRow]:
    """The rows of every athlete's sheet, in the order of the book."""
    maxes = _max_lines(book)
    for sheet in book.sheets:
        head = _columns(sheet, _LINE_HEADS, {"exercise", "sets", "reps", "load"})
        if head is not None and not sheet.hidden:
            lines = list(_lines(sheet, *head))
            _say_lost(lines, findings)
            yield from _with_meets(_with_leads(_rows(sheet.title, lines, maxes)))


def _columns(
    sheet: Sheet, names: dict[str, str], needed: set[str]
) -> tuple[int, dict[int, str]] | None:
    for number in sorted(sheet.cells)[:_HEAD_ROWS]:
        row = sheet.row(number)
        found = {at: names[fold(c.text)] for at, c in row.items() if fold(c.text) in names}
        if needed <= set(found.values()):
            return number, found
    return None


def _max_lines(book: Book) -> dict[int, MaxLine]:
    """The rows of the Maxes sheet by row number."""
    found: dict[int, MaxLine] = {}
    for sheet in book.sheets:
        head = _columns(sheet, _MAX_HEADS, {"lift", "max"}) if sheet.title == MAXES else None
        if head is None:
            continue
        for number in sheet.cells:
            cells = {head[1][at]: c for at, c in sheet.row(number).items() if at in head[1]}
            top = parse_number(cells["max"].value) if "max" in cells else None
            if number > head[0] and top and "lift" in cells:
                found[number] = _max_line(cells, top)
    return found


def _max_line(cells: dict[str, Cell], top: float) -> MaxLine:
    def text(name: str) -> str:
        return cells[name].text if name in cells else ""

    step = parse_number(cells["step"].value) if "step" in cells else None
    return MaxLine(
        text("athlete"),
        text("lift"),
        top,
        parse_unit(text("unit")) or Unit.KG,
        step or 0.0,
        text("stage").casefold() or "experienced",
    )


def _lines(sheet: Sheet, head: int, columns: dict[int, str]) -> Iterator[Line]:
    """The training lines: below a week's band, with an exercise and with sets."""
    week, day = 0, None
    units = next(at for at, name in columns.items() if name == "load") + 1
    for number in sorted(sheet.cells):
        row = sheet.row(number)
        cells = {name: row[at] for at, name in columns.items() if at in row}
        first = cells.get("day")
        if number <= head:
            continue
        if first is not None:
            band = _WEEK.match(first.text)
            week = int(band[1]) if band else week
            day = parse_date(first.value) or day
        if day is not None and "exercise" in cells and not _is_total(cells):
            yield Line(cells, parse_unit(row[units].text) if units in row else None, week, day)


def _is_total(cells: dict[str, Cell]) -> bool:
    """The weekly line has a word where a training line has a date, and no sets."""
    first = cells.get("day")
    return first is not None and isinstance(first.value, str) and "sets" not in cells


def _say_lost(lines: list[Line], findings: Findings) -> None:
    for line in lines:
        for name in ("sets", "reps"):
            if line.number(name) is None and not line.is_assistance:
                cell = line.cells.get(name) or line.cells["exercise"]
                found = cell.text if name in line.cells else ""
                findings.add(rules.PLAN_ROW_LOST, cell.ref, column=name, found=found)


def _rows(title: str, lines: list[Line], maxes: dict[int, MaxLine]) -> Iterator[PlanRow]:
    known = {line.exercise: number for line in lines if (number := _max_number(line)) in maxes}
    for number, line in enumerate(lines):
        follows = lines[number + 1].said if number + 1 < len(lines) else ""
        at = _max_number(line) if _max_number(line) in maxes else known.get(line.exercise)
        own = maxes.get(at) if at is not None else _by_name(line.exercise, title, maxes)
        if line.is_assistance:
            yield _assistance(title, line)
        elif line.number("sets") is not None and line.number("reps") is not None:
            yield _row(title, line, own, _role(line, follows))


def _assistance(title: str, line: Line) -> PlanRow:
    where = line.cells["exercise"].ref
    return PlanRow(title, line.day, line.week, "", line.exercise, 0, 0, kind=_LIGHT, place=where)


def _max_number(line: Line) -> int:
    """The row of the Maxes sheet that the load's formula points to, 0 without a formula."""
    formula = line.cells["load"].formula if "load" in line.cells else ""
    found = _MAX_ROW.search(formula)
    return int(found[1]) if found else 0


def _by_name(exercise: str, title: str, maxes: dict[int, MaxLine]) -> MaxLine | None:
    """The max of a lift by its name, where the coach typed over the formula."""
    for line in maxes.values():
        if line.athlete == title and identity(line.lift) == identity(exercise):
            return line
    return None


def _role(line: Line, follows: str) -> str:
    if line.said in _ATTEMPTS:
        return "attempt"
    if line.said:
        return line.said
    return "top" if follows == "back-off" else "work"


def _row(title: str, line: Line, own: MaxLine | None, role: str) -> PlanRow:
    focus = line.cells["focus"].text.casefold() if "focus" in line.cells else ""
    emphasis = focus if focus in _EMPHASES else ""
    lift = own.lift if own else line.exercise
    percent = line.number("of max")
    unit = line.unit or Unit.KG
    return PlanRow(
        athlete=own.athlete if own else title,
        day=line.day,
        week=line.week,
        lift=lift,
        exercise=line.exercise,
        sets=int(line.number("sets") or 0),
        reps=int(line.number("reps") or 0),
        percent_1rm=percent,
        load=_load(line, own, percent),
        unit=unit,
        rpe=None if role == "attempt" else line.number("rpe"),
        role=role,
        phase=focus if focus in _PHASES else "rotation" if emphasis and focus != "timing" else "",
        lead=emphasis if focus != "timing" else "",
        emphasis=emphasis,
        kind="competition" if fold(lift) == fold(line.exercise) else "variation",
        stage=own.stage if own else "experienced",
        training_max=own.max if own and own.unit is unit else None,
        # What the gym has is not in the workbook; loads that follow the formula are loadable.
        loadable=True if line.cells.get("load", line.cells["exercise"]).formula else None,
        place=(line.cells.get("load") or line.cells["exercise"]).ref,
    )


def _load(line: Line, own: MaxLine | None, percent: float | None) -> float | None:
    """The load as it is typed, or as its formula gives it: a stale result is worked out again."""
    cell, stored = line.cells.get("load"), line.number("load")
    if cell is None or not cell.formula or own is None or not own.step or percent is None:
        return stored
    fresh = round_half_up(own.max * percent, own.step)
    near = stored is not None and abs(stored - fresh) <= own.step + 1e-6
    return stored if near or line.said in _ATTEMPTS or own.unit is not line.unit else fresh


def _with_leads(rows: Iterator[PlanRow]) -> Iterator[PlanRow]:
    """Timing sets stand in the phase that the lift's other sets of the week are in."""
    found = list(rows)
    phases = {
        (row.week, row.lift): (row.phase, row.lead)
        for row in found
        if row.phase and row.role != "attempt"
    }
    for row in found:
        phase, lead = phases.get((row.week, row.lift), ("rotation", ""))
        yield row if row.phase else replace(row, phase=phase, lead=lead)


def _with_meets(rows: Iterator[PlanRow]) -> Iterator[PlanRow]:
    """Each row leads to the next day that has attempts."""
    found = list(rows)
    meets = sorted({row.day for row in found if row.role == "attempt"})
    for row in found:
        ahead = next((day for day in meets if day >= row.day), None)
        days_out = None if ahead is None else (ahead - row.day).days
        yield replace(row, meet_date=ahead, days_out=days_out)
