"""The Maxes sheet: the numbers every load in the book follows, for the coach to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.model.athlete import Max, MaxKind
from toolkit.model.prescription import AttemptRule
from toolkit.outputs import formulas, printing
from toolkit.outputs.layout import MAX_HEAD_ROW, MAXES, BookLayout, MaxCol, MaxRow
from toolkit.outputs.meets import meet_name
from toolkit.outputs.styles import Styles, long_date
from toolkit.sheetnames import a1
from toolkit.units import convert, plain

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEADS = (
    ("Athlete", 24),
    ("Lift", 22),
    ("Training max", 11),
    ("Unit", 6),
    ("Step", 8),
    ("Bar", 8),
    ("Stage", 12),
    ("Priority", 8),
    ("Goal", 9),
    ("Comes from", 38),
    ("Expected gain", 10),
    ("Expected third (kg)", 11),
    ("Opener", 9),
    ("Second", 9),
    ("Third", 9),
)
NUMERIC = (2, 4, 5, 8, 10, 11, 12, 13, 14)
NOTES = (
    (
        "Every load in this book follows the yellow cells on this sheet: change a training max, "
        "and all weeks of that lift change with it."
    ),
    (
        "The training max is the max that all percentages are taken of. Step is the smallest "
        "change of load, bar the weight of the empty bar."
    ),
    (
        "Attempts: the expected third is the goal, or the max plus the expected gain; opener, "
        "second and third are shares of it, rounded down to 2.5 kg."
    ),
)
MEETS_NOTE = (
    "Attempts at the meets on the way: the max follows the yellow cell above, goal, expected gain "
    "and shares are the meet's own."
)
ABOVE_ZERO: dict[str, Any] = {
    "validate": "decimal",
    "criteria": ">",
    "value": 0,
    "error_title": "A weight, please",
    "error_message": "Type the weight only, a number above 0, for example 182.5.",
}
A_SHARE: dict[str, Any] = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": 1.2,
    "error_title": "A percentage, please",
    "error_message": "Type a percentage from 0 % to 120 %, for example 92.5%.",
}


def comes_from(one: Max, fraction: float) -> str:
    """Where a max comes from: tested, estimated by a formula, or from a training max."""
    text = {
        MaxKind.TESTED: "tested",
        MaxKind.ESTIMATED: f"estimated from {one.as_written} by {one.formula}",
        MaxKind.TRAINING_MAX: f"training max {one.as_written} / {plain(fraction)}",
    }[one.kind]
    return f"{text}, {long_date(one.tested_on)}" if one.tested_on else text


def write_maxes(
    sheet: Worksheet, styles: Styles, layout: BookLayout, paper: str, fraction: float
) -> None:
    """Fill the Maxes sheet; `fraction` is what a training max is of the max."""
    sheet.write_string(0, 0, "Maxes", styles("title"))
    sheet.set_row(0, 26)
    for number, note in enumerate(NOTES, 1):
        sheet.write_string(number, 0, note, styles("small", "grey"))
    _write_heads(sheet, styles)
    last = MAX_HEAD_ROW
    athlete = None
    for row in layout.maxes:
        _write_row(sheet, styles, row, fraction, opens=row.season is not athlete)
        athlete, last = row.season, row.row
    _validate(sheet, MAX_HEAD_ROW + 1, last)
    last = _write_meets(sheet, styles, layout, last)
    _set_up(sheet, paper, last)


def _write_meets(sheet: Worksheet, styles: Styles, layout: BookLayout, last: int) -> int:
    """The attempts of the meets on the way, their maxes taken from above; gives the last row."""
    rows = list(layout.meet_maxes)
    if not rows:
        return last
    first, last = rows[0].row, rows[-1].row
    sheet.write_string(first - 1, 0, MEETS_NOTE, styles("small", "bold"))
    before = None
    for row in rows:
        _write_meet_row(sheet, styles, row, opens=(row.season, row.meet) != before)
        before = (row.season, row.meet)
    sheet.data_validation(first, MaxCol.GOAL, last, MaxCol.GOAL, ABOVE_ZERO)
    _validate_shares(sheet, first, last)
    return last


def _write_meet_row(sheet: Worksheet, styles: Styles, row: MaxRow, *, opens: bool) -> None:
    assert row.meet is not None
    edge, at = ("row", "day") if opens else ("row",), row.row
    sheet.set_row(at, 18)
    name = styles(*edge, "indent", "bold" if opens else "grey")
    sheet.write_string(at, MaxCol.ATHLETE, row.season.athlete.name, name)
    sheet.write_string(at, MaxCol.LIFT, row.lift.name, styles(*edge, "indent"))
    source = a1(row.base, MaxCol.MAX)
    follows = f'=IF({source}="","",{source})'
    sheet.write_formula(at, MaxCol.MAX, follows, styles(*edge, "weight", "right"), row.max)
    for col in (MaxCol.STEP, MaxCol.BAR, MaxCol.STAGE, MaxCol.PRIORITY):
        sheet.write_blank(at, col, None, styles(*edge))
    small = styles(*edge, "small", "indent")
    sheet.write_string(at, MaxCol.UNIT, str(row.unit), small)
    text = f"{meet_name(row.meet)} ({row.meet.priority}), {long_date(row.meet.date)}"
    sheet.write_string(at, MaxCol.COMES_FROM, text, small)
    _write_goal(sheet, styles, row, edge)
    _write_attempts(sheet, styles, row, edge)


def _write_heads(sheet: Worksheet, styles: Styles) -> None:
    sheet.set_row(MAX_HEAD_ROW, 30)
    for col, (head, width) in enumerate(HEADS):
        sheet.set_column(col, col, width)
        side = "right" if col in NUMERIC else "indent"
        sheet.write_string(MAX_HEAD_ROW, col, head, styles("head", side))


def _write_row(
    sheet: Worksheet, styles: Styles, row: MaxRow, fraction: float, *, opens: bool
) -> None:
    edge = ("row", "day") if opens else ("row",)
    lift, at = row.lift, row.row
    sheet.set_row(at, 18)
    name = styles(*edge, "indent", "bold" if opens else "grey")
    sheet.write_string(at, MaxCol.ATHLETE, row.season.athlete.name, name)
    sheet.write_string(at, MaxCol.LIFT, lift.name, styles(*edge, "indent"))
    yours = styles(*edge, "input", "weight", "right")
    sheet.write_number(at, MaxCol.MAX, row.max, styles(*edge, "input", "weight", "right", "bold"))
    sheet.write_number(at, MaxCol.STEP, row.step, yours)
    sheet.write_number(at, MaxCol.BAR, row.bar, yours)
    _write_goal(sheet, styles, row, edge)
    texts = (
        (MaxCol.UNIT, str(row.unit)),
        (MaxCol.STAGE, str(lift.stage)),
        (MaxCol.PRIORITY, str(lift.priority)),
        (MaxCol.COMES_FROM, comes_from(lift.max, fraction)),
    )
    for col, text in texts:
        sheet.write_string(at, col, text, styles(*edge, "small", "indent"))
    _write_attempts(sheet, styles, row, edge)


def _write_goal(sheet: Worksheet, styles: Styles, row: MaxRow, edge: tuple[str, ...]) -> None:
    yours = styles(*edge, "input", "weight", "right")
    if row.goal is None:
        sheet.write_blank(row.row, MaxCol.GOAL, None, yours)
    else:
        sheet.write_number(row.row, MaxCol.GOAL, row.goal, yours)
        _note_goal(sheet, row)


def _note_goal(sheet: Worksheet, row: MaxRow) -> None:
    """Say so where the attempts are planned for less than the coach's goal."""
    asked = row.lift.goal
    if (
        row.attempts
        and asked
        and row.goal
        and convert(asked, row.lift.max.unit, row.unit) > row.goal + 1e-6
    ):
        sheet.write_comment(row.row, MaxCol.GOAL, f"The attempts follow the {row.attempts.basis}.")


def _write_attempts(sheet: Worksheet, styles: Styles, row: MaxRow, edge: tuple[str, ...]) -> None:
    if row.attempts is None:
        for col in range(MaxCol.GAIN, len(HEADS)):
            sheet.write_blank(row.row, col, None, styles(*edge))
        return
    percent = styles(*edge, "input", "percent", "right")
    rules = [attempt.group.rule for attempt in row.attempts.attempts]
    for number, rule in enumerate(rules):
        assert isinstance(rule, AttemptRule)
        sheet.write_number(row.row, MaxCol.OPENER + number, rule.share, percent)
        sheet.write_number(row.row, MaxCol.GAIN, rule.gain, percent)
    goal, gain = a1(row.row, MaxCol.GOAL), a1(row.row, MaxCol.GAIN)
    formula = formulas.third(a1(row.row, MaxCol.MAX), goal, gain, row.unit)
    shown = styles(*edge, "weight", "right")
    sheet.write_formula(row.row, MaxCol.THIRD, formula, shown, row.attempts.expected_third_kg)


def _validate(sheet: Worksheet, first: int, last: int) -> None:
    if last < first:
        return
    for col in (MaxCol.MAX, MaxCol.STEP, MaxCol.BAR, MaxCol.GOAL):
        sheet.data_validation(first, col, last, col, ABOVE_ZERO)
    _validate_shares(sheet, first, last)


def _validate_shares(sheet: Worksheet, first: int, last: int) -> None:
    sheet.data_validation(first, MaxCol.GAIN, last, MaxCol.GAIN, A_SHARE)
    sheet.data_validation(first, MaxCol.OPENER, last, len(HEADS) - 1, A_SHARE)


def _set_up(sheet: Worksheet, paper: str, last: int) -> None:
    width = printing.column_points(width for _, width in HEADS)
    # Long rosters run over several pages; only the width has to fit.
    printing.set_up(sheet, paper, width, 400, MAXES)
    sheet.print_area(0, 0, last, len(HEADS) - 1)
    sheet.repeat_rows(MAX_HEAD_ROW)
    sheet.freeze_panes(MAX_HEAD_ROW + 1, MaxCol.MAX)
    sheet.hide_gridlines(2)
