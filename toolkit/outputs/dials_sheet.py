"""The Dials sheet: what each week asks of each lift, planned against target, in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.engine.targets import Dial, DialRow, Verdict, planned_against_target
from toolkit.model.prescription import Kind
from toolkit.outputs import formulas, printing
from toolkit.outputs.layout import DIALS, AthleteSheet, BookLayout, Line, WeekBlock, week_refs
from toolkit.outputs.styles import NOTHING, Look, Styles, lead_look
from toolkit.sheetnames import a1, quoted, span

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEAD_ROW = 4
ATHLETE, WEEK, MONDAY, LIFT, LEADS, FIRST_DIAL = 0, 1, 2, 3, 4, 5
HEADS = (("Athlete", 24), ("Week", 6), ("Monday", 9), ("Lift", 22), ("Leads", 22))
PARTS = (("Planned", 8.5), ("From", 6.5), ("To", 6.5), ("", 3.5))
PLANNED, LOW, HIGH, MARK = range(len(PARTS))
GROUPS: Mapping[Dial, str] = {
    Dial.REPETITION: "Repetition (reps)",
    Dial.INTENSITY: "Intensity (mean % of max)",
    Dial.DIFFICULTY: "Difficulty (mean RPE)",
    Dial.TIMING: "Timing (reps)",
}
FORMATS: Mapping[Dial, str] = {
    Dial.REPETITION: "whole",
    Dial.INTENSITY: "percent",
    Dial.DIFFICULTY: "tenth",
    Dial.TIMING: "whole",
}
MARKS: Mapping[Verdict, str] = {Verdict.IN: "●", Verdict.BELOW: "▼", Verdict.ABOVE: "▲"}
NOTES = (
    (
        "What leads a lift in a week, and how many sessions it has there, says where its dials "
        "should lie: ● in the range, ▼ below, ▲ above."
    ),
    (
        "Reps, intensity and timing follow the athlete's sheet as it is now; difficulty is the "
        "RPE that sets, reps and percent imply, as planned. Timing sets count apart."
    ),
)
ROW_HEIGHT = 15.0
OFF_TARGET = {"bold": True, "font_color": "#c2410c", "bg_color": "#fcf1ec"}


@dataclass(frozen=True, slots=True)
class DialLine:
    """One row of the sheet: a lift in a week, its dials and the lines they are measured on."""

    row: int
    sheet: AthleteSheet
    block: WeekBlock
    lift: str
    dials: Mapping[Dial, DialRow]
    lines: tuple[Line, ...]

    @property
    def looks(self) -> tuple[Look, ...]:
        """What leads the lift in this week, each once."""
        whole = (line.prescription for line in self.lines)
        return tuple(dict.fromkeys(lead_look(one.phase, one.lead or one.emphasis) for one in whole))


def dial_lines(layout: BookLayout) -> tuple[DialLine, ...]:
    """The rows of the sheet: athletes in the order of the book, their weeks, their lifts."""
    lines: list[DialLine] = []
    for sheet in layout.sheets:
        rows = planned_against_target(sheet.season)
        for block in sheet.blocks:
            mine = [row for row in rows if row.week == block.week.number]
            for lift in dict.fromkeys(row.lift for row in mine):
                dials = {row.dial: row for row in mine if row.lift == lift}
                at = HEAD_ROW + 1 + len(lines)
                lines.append(DialLine(at, sheet, block, lift, dials, _lines_of(block, lift)))
    return tuple(lines)


def _lines_of(block: WeekBlock, lift: str) -> tuple[Line, ...]:
    return tuple(
        line
        for line in block.lines
        if line.group and line.prescription.lift and line.prescription.lift.name == lift
    )


def mark_col(dial: Dial) -> int:
    """The column with a dial's mark."""
    return _first_col(dial) + MARK


def _first_col(dial: Dial) -> int:
    return FIRST_DIAL + list(GROUPS).index(dial) * len(PARTS)


LAST_COL = FIRST_DIAL + len(GROUPS) * len(PARTS) - 1


def write_dials(
    sheet: Worksheet, styles: Styles, lines: Sequence[DialLine], paper: str, off: Any
) -> None:
    """Fill the Dials sheet; `off` is the format of a mark outside its range."""
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, DIALS, styles("title"))
    for number, note in enumerate(NOTES, 1):
        sheet.write_string(number, 0, note, styles("small", "grey"))
    _write_heads(sheet, styles)
    before: DialLine | None = None
    for line in lines:
        _write_line(sheet, styles, line, before)
        before = line
    _set_up(sheet, paper, lines[-1].row if lines else HEAD_ROW, off)


def _write_heads(sheet: Worksheet, styles: Styles) -> None:
    sheet.set_row(HEAD_ROW, 18)
    for col, (head, wide) in enumerate(HEADS):
        sheet.set_column(col, col, wide)
        sheet.write_string(HEAD_ROW, col, head, styles("head", "left"))
    for dial, name in GROUPS.items():
        first = _first_col(dial)
        sheet.write_string(HEAD_ROW - 1, first, name, styles("small", "bold", "across"))
        for more in range(1, MARK):
            sheet.write_blank(HEAD_ROW - 1, first + more, None, styles("small", "across"))
        for part, (head, width) in enumerate(PARTS):
            sheet.set_column(first + part, first + part, width)
            sheet.write_string(HEAD_ROW, first + part, head, styles("head", "right"))


def _write_line(sheet: Worksheet, styles: Styles, line: DialLine, before: DialLine | None) -> None:
    new_week = before is None or before.block is not line.block
    opens = before is None or before.sheet is not line.sheet
    edge = ("row", "day") if new_week else ("row",)
    row, week = line.row, line.block.week
    sheet.set_row(row, ROW_HEIGHT)
    name = styles(*edge, "small", "left", "bold") if opens else styles(*edge, "tiny", "grey")
    sheet.write_string(row, ATHLETE, line.sheet.season.athlete.name, name)
    number = (
        styles(*edge, "small", "centre") if new_week else styles(*edge, "tiny", "grey", "centre")
    )
    sheet.write_number(row, WEEK, week.number, number)
    sheet.write_datetime(row, MONDAY, week.start, styles(*edge, "tiny", "grey", "monday"))
    sheet.write_string(row, LIFT, line.lift, styles(*edge, "small", "left"))
    look = line.looks[0] if line.looks else NOTHING
    words = " · ".join(one.word for one in line.looks)
    sheet.write_string(row, LEADS, words, styles(*edge, "tiny", "bold", "indent", "tint", look))
    for dial in GROUPS:
        _write_dial(sheet, styles, line, dial, edge)


def _write_dial(
    sheet: Worksheet, styles: Styles, line: DialLine, dial: Dial, edge: tuple[str, ...]
) -> None:
    first, row, kind = _first_col(dial), line.row, FORMATS[dial]
    one = line.dials.get(dial)
    if one is None:
        for part in range(len(PARTS)):
            sheet.write_blank(row, first + part, None, styles(*edge))
        return
    bold = styles(*edge, "small", "bold", "right", kind)
    if dial is Dial.DIFFICULTY:
        sheet.write_number(row, first, one.planned, bold)
    else:
        sheet.write_formula(row, first, _planned(line, dial), bold, one.planned)
    soft = styles(*edge, "tiny", "grey", "right", kind)
    sheet.write_number(row, first + LOW, one.low, soft)
    sheet.write_number(row, first + HIGH, one.high, soft)
    planned, low, high = (a1(row, first + part) for part in (PLANNED, LOW, HIGH))
    verdict = formulas.verdict(planned, low, high, MARKS)
    mark = styles(*edge, "tiny", "grey", "centre")
    sheet.write_formula(row, first + MARK, verdict, mark, MARKS[one.verdict])


def _planned(line: DialLine, dial: Dial) -> str:
    """The dial measured on the athlete's sheet, as it is there now."""
    if dial is not Dial.INTENSITY:
        weeks = list(_runs(line, line.lines))
        return "=" + formulas.planned_reps_of(weeks, timing=dial is Dial.TIMING)
    own = [one for one in line.lines if one.prescription.kind is Kind.COMPETITION]
    return "=" + formulas.average_percent_of(list(_runs(line, own)))


def _runs(line: DialLine, lines: Sequence[Line]) -> Iterator[formulas.WeekRefs]:
    """The cells of a lift's lines, one set of references for each stretch of rows in a row."""
    rows = [one.row for one in lines]
    starts = [row for row in rows if row - 1 not in rows]
    ends = [row for row in rows if row + 1 not in rows]
    for first, last in zip(starts, ends, strict=True):
        yield _refs(line.sheet.title, first, last)


def _refs(title: str, first: int, last: int) -> formulas.WeekRefs:
    return week_refs(lambda col: f"{quoted(title)}!{span(first, last, col)}")


def _set_up(sheet: Worksheet, paper: str, last: int, off: Any) -> None:
    widths = [width for _, width in HEADS] + [width for _, width in PARTS] * len(GROUPS)
    # A book has many weeks: only the width has to fit, and the heads stand on every page.
    printing.set_up(sheet, paper, printing.column_points(widths), 400, DIALS)
    sheet.print_area(0, 0, last, LAST_COL)
    sheet.repeat_rows(HEAD_ROW - 1, HEAD_ROW)
    sheet.freeze_panes(HEAD_ROW + 1, FIRST_DIAL)
    sheet.hide_gridlines(2)
    if last == HEAD_ROW:
        return
    sheet.autofilter(HEAD_ROW, 0, last, LAST_COL)
    for dial in GROUPS:
        col = mark_col(dial)
        for verdict in (Verdict.BELOW, Verdict.ABOVE):
            criterion = {"type": "cell", "criteria": "==", "format": off}
            value = formulas.text(MARKS[verdict])
            sheet.conditional_format(HEAD_ROW + 1, col, last, col, {**criterion, "value": value})
