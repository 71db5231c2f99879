"""The Read me sheet of the plan workbook, and its hidden Meta sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit import __version__
from toolkit.model.season import Plan
from toolkit.outputs import printing
from toolkit.outputs.layout import READ_ME
from toolkit.outputs.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MARK = "periodization-toolkit plan"
"""What stands in Meta!A1: this workbook is a plan of ours."""

CHARACTERS = 125
"""About so many characters stand in one line of the sheet."""
HOW_TO = (
    "Yellow cells are yours. Everything else is planned, and you may change that too.",
    "Maxes: change a training max and every load of that lift follows, in all weeks.",
    (
        "Sets, reps and % of max on an athlete's sheet are plain numbers: type another one, and "
        "the load and the weekly line follow."
    ),
    (
        "Done load, done reps, done RPE: what the lifter did. Done reps are all reps of a line "
        "added up: 4 sets of 8 are 32."
    ),
    "The weekly line adds up the work sets; warm-ups do not count, timing sets are counted apart.",
    (
        "Overview: the lifts of an athlete that share a course share a row, a column is a week. "
        "The yellow cell says whom the chart shows."
    ),
    (
        "Dials: what each week asks of each lift, against its target. Reps and intensity follow "
        "the athlete's sheet; a triangle marks a week below or above."
    ),
    "Printing: each week of an athlete is one page. Print the sheets of the athletes you need.",
    "The column Why, right of the printed page, says where each number comes from.",
    "Attempts stay on the platform's grid of 2.5 kg, rounded down; pounds stand beside them.",
    "A new plan is a new file: keep this one as your log.",
)
SOURCES = (
    "The numbers come from the method's policy tables, each with its source: the RPE chart, "
    "published taper studies and surveys of lifters' last weeks, and the rulebook for bars and "
    "attempts. Where there is no study, the table says that it is a convention."
)


def write_read_me(sheet: Worksheet, styles: Styles, plan: Plan) -> None:
    """How to use the book, what was assumed, where the numbers come from."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 110)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, "Read me", styles("title"))
    row = _section(sheet, styles, 2, "How to use this workbook", HOW_TO)
    missing = tuple(f"{one.name}: {one.why}" for one in plan.left_out)
    if missing:
        row = _section(sheet, styles, row, "Who is not in this plan", missing)
    row = _section(sheet, styles, row, "What was assumed", tuple(_assumed(plan)))
    notes = tuple(_named(plan, [season.notes for season in plan.seasons]))
    if notes:
        row = _section(sheet, styles, row, "Days off, and what moved", notes)
    row = _section(sheet, styles, row, "Where the numbers come from", (SOURCES,))
    printing.set_up(sheet, plan.paper, printing.column_points((4, 110)), 400, READ_ME)


def _assumed(plan: Plan) -> Iterator[str]:
    """Each assumption once, with the athletes it was made for unless it was made for all."""
    yield from plan.assumed
    yield from _named(plan, [season.assumed for season in plan.seasons])


def _named(plan: Plan, sentences: list[tuple[str, ...]]) -> Iterator[str]:
    """Each sentence once; the athletes it holds for stand before it unless those are all."""
    names: dict[str, list[str]] = {}
    for season, mine in zip(plan.seasons, sentences, strict=True):
        for sentence in mine:
            names.setdefault(sentence, []).append(season.athlete.name)
    for sentence, who in names.items():
        everyone = len(who) == len(plan.seasons)
        yield sentence if everyone else f"{', '.join(who)}: {sentence}"


def _section(sheet: Worksheet, styles: Styles, row: int, head: str, lines: tuple[str, ...]) -> int:
    """A heading and numbered lines; gives the first free row after them."""
    sheet.write_string(row, 0, head, styles("heading"))
    for number, line in enumerate(lines or ("Nothing.",), 1):
        sheet.set_row(row + number, 16 + 13 * (len(line) // CHARACTERS))
        sheet.write_number(row + number, 0, number, styles("grey", "small", "top", "left"))
        sheet.write_string(row + number, 1, line, styles("wrap", "top"))
    return row + max(1, len(lines)) + 2


def write_meta(sheet: Worksheet, plan: Plan) -> None:
    """What a program needs to know this workbook again. Hidden."""
    sheet.write_string(0, 0, MARK)
    sheet.write_string(1, 0, "version")
    sheet.write_string(1, 1, __version__)
    sheet.write_string(2, 0, "made on")
    sheet.write_string(2, 1, plan.made_on.isoformat() if plan.made_on else "")
    sheet.hide()
