"""The starter workbook: sheets a coach can fill without reading anything.

Its columns, notes and drop-downs are those of `layout.py`, its settings the method's defaults, and
its grey examples are valid data: the fresh book is read without a single finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from toolkit.model.athlete import Equipment
from toolkit.policy.loader import defaults, families, read_table
from toolkit.policy.method import TABLES
from toolkit.sheets import layout
from toolkit.sheets.layout import Column, SheetLayout
from toolkit.sheets.reader import column_letters
from toolkit.sheets.words import OTHER
from toolkit.units import Unit, plain

INK, BLUE, GREY, HAIRLINE, INPUT, PALE = (
    "#15181C", "#0072B2", "#8A929B", "#D5DAE0", "#F2F7FB", "#FAFBFC"
)  # fmt: skip
FONT = "Calibri"
HEADER = 3
"""The header's row, counted from 0: above it stand the title and one sentence."""
ROWS = {"athletes": 60, "maxes": 180, "meets": 15, "calendar": 25, "week": 45, "policy": 30}
"""How many rows are prepared for input on each sheet."""

_LEGEND = "Blue columns are needed; grey values are examples to type over."
_READ_ME = (
    ("What this is", ""),
    ("", ("A roster for `periodize`: who trains, how strong they are, and for when. From it the "
     "program writes a plan workbook and cards to print. This book is only ever read.")),
    ("How to fill it", ""),
    ("1", "Athletes: one row each. Only the name is needed."),
    ("2", "Maxes: one row per athlete and lift. This is the only sheet that must be filled."),
    ("3", "Meets: the day you train for. Without one the plan ends in a test week."),
    ("4", "Calendar: days without training, such as holidays, camps and exams. May stay empty."),
    ("5", ("Week, Settings and Policy: leave them as they are until you want something "
     "different.")),
    ("", ("Grey values are examples and count as data: type over them, or delete those rows. "
     "A grey value turns black when you change it.")),
    ("How to write a max", ""),
    ("140", "a weight, in the unit of the row, of the athlete or of Settings"),
    ("225 lb", "a weight with its own unit"),
    ("140x5", "a set of up to ten reps, done to the limit: the max is estimated from it"),
    ("140x5 @ 8", "a set with its RPE: the same, with two reps left in hand"),
    ("Kind", "Training max, where you plan from a reduced max instead of a tested one"),
    ("New or experienced", ""),
    ("", ("Stage belongs to the athlete and the lift. A new lift is learned first: light, often "
     "and with care. An experienced lift rotates through repetition, difficulty and intensity.")),
    ("Then", ""),
    ("Look", "periodize check BOOK.xlsx  (names every cell that needs a look)"),
    ("Plan", "periodize plan BOOK.xlsx  (writes plan.xlsx, plan.csv, cards.html and cards.pdf)"),
    ("Your own notes", ""),
    ("", "Sheets and columns whose name starts with _ or # are yours: they are not read."),
)  # fmt: skip


Rows = Mapping[str, Sequence[Mapping[str, object]]]
"""What stands in the sheets: by sheet key, rows of values by column key."""


@dataclass(frozen=True, slots=True)
class _Book:
    """The workbook being written, its formats by name, and whether its rows are grey examples."""

    workbook: Any
    formats: dict[str, Any]
    is_example: bool


def write_blank(path: Path, *, today: date) -> None:
    """Write the starter workbook. The example meet is on a Saturday 15 weeks after `today`."""
    write_roster_book(path, _examples(today), default_settings(), created=today, is_example=True)


def write_roster_book(
    path: Path,
    rows: Rows,
    settings: Mapping[str, object],
    *,
    created: date,
    is_example: bool = False,
) -> None:
    """Write a structured roster book with these rows and settings, ready to be typed into.

    `created` goes into the file's properties, so that the same input gives the same bytes.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.set_properties({"title": "Roster", "created": datetime.combine(created, time())})
        book = _Book(workbook, _formats(workbook), is_example)
        for sheet in layout.SHEETS:
            if sheet is layout.SETTINGS_SHEET:
                _write_settings(book, settings)
            else:
                _write_table(book, sheet, rows.get(sheet.key, ()))
        _write_read_me(book)


def meet_day(today: date) -> date:
    """The first Saturday at least 15 weeks ahead."""
    day = today + timedelta(weeks=15)
    return day + timedelta(days=(5 - day.weekday()) % 7)


def _examples(today: date) -> Rows:
    maja, tomas, iris = "Maja Lindqvist", "Tomas Okoro", "Iris Vale"
    return {
        "athletes": [
            {"athlete": maja, "group": "Seniors", "sex": "F", "bodyweight": 63},
            {"athlete": tomas, "group": "Seniors", "sex": "M", "bodyweight": 92.5, "sessions": 4},
            {"athlete": iris, "group": "Beginners", "training_days": "Tue Thu Sat"},
        ],
        "maxes": [
            {"athlete": maja, "lift": "Squat", "max": 110, "priority": "A", "goal": 115},
            {"athlete": maja, "lift": "Bench press", "max": 62.5},
            {"athlete": maja, "lift": "Deadlift", "max": 132.5},
            {"athlete": tomas, "lift": "Squat", "max": "170x3"},
            {"athlete": tomas, "lift": "Bench press", "max": "120x5 @ 9"},
            {"athlete": tomas, "lift": "Deadlift", "max": 202.5, "kind": "Training max"},
            {"athlete": iris, "lift": "Squat", "max": "60x5", "stage": "New"},
            {"athlete": iris, "lift": "Bench press", "max": 52.5, "stage": "New"},
        ],
        "meets": [{"meet": "Spring Open", "date": meet_day(today), "priority": "A"}],
        "week": [
            {"day": "Mon", "order": 8, "exercise": "Plank", "dose": "3 x 45 s", "for": "Seniors"},
            {
                "day": "Fri",
                "order": 8,
                "exercise": "Dumbbell row",
                "dose": "3x10",
                "for": "Seniors",
            },
        ],
    }


# --- formats ---------------------------------------------------------------------------------


def _formats(workbook: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}
    lined = {**base, "border": 1, "border_color": HAIRLINE}
    styles: dict[str, dict[str, object]] = {
        "text": base,
        "title": {**base, "font_size": 18, "bold": True},
        "intro": {**base, "font_color": "#5B636C"},
        "header": {**base, "bold": True, "font_color": "#FFFFFF", "bg_color": INK, "indent": 1},
        "needed": {**base, "bold": True, "font_color": "#FFFFFF", "bg_color": BLUE, "indent": 1},
        "input": {**lined, "bg_color": INPUT, "indent": 1},
        "centred": {**lined, "bg_color": INPUT, "align": "center"},
        "date": {**lined, "bg_color": INPUT, "num_format": "yyyy-mm-dd", "align": "center"},
        "percent": {**lined, "bg_color": INPUT, "num_format": "0 %", "align": "center"},
        "setting": {**lined, "bold": True, "bg_color": PALE, "indent": 1},
        "value": {**lined, "bg_color": INPUT, "align": "left", "indent": 1},
        "day": {
            **lined,
            "bg_color": INPUT,
            "align": "left",
            "indent": 1,
            "num_format": "yyyy-mm-dd",
        },
        "explained": {
            **base,
            "font_color": "#5B636C",
            "indent": 1,
            "bottom": 1,
            "bottom_color": HAIRLINE,
        },
        "heading": {**base, "bold": True, "font_size": 13, "font_color": BLUE},
        "term": {**base, "bold": True, "valign": "top"},
        "prose": {**base, "text_wrap": True, "valign": "top"},
        "example": {"font_color": GREY, "italic": True},
    }
    return {name: workbook.add_format(style) for name, style in styles.items()}


_DATES = frozenset({"date", "start", "tested_on", "from", "to"})
_CENTRED = frozenset(
    {
        "sex",
        "unit",
        "sessions",
        "priority",
        "stage",
        "day",
        "order",
        "max",
        "goal",
        "bodyweight",
        "block_weeks",
        "taper_days",
    }
)


def _input_format(book: _Book, column: Column) -> Any:
    if column.key in _DATES:
        return book.formats["date"]
    if column.key == "ratio":
        return book.formats["percent"]
    return book.formats["centred" if column.key in _CENTRED else "input"]


def _add_sheet(book: _Book, title: str, intro: str) -> Any:
    sheet = book.workbook.add_worksheet(title)
    sheet.hide_gridlines(2)
    sheet.set_default_row(18)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, title, book.formats["title"])
    sheet.write_string(1, 0, intro, book.formats["intro"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.set_footer("&L&A&RPage &P of &N")
    return sheet


# --- tables ----------------------------------------------------------------------------------


def _write_table(book: _Book, sheet: SheetLayout, rows: Sequence[Mapping[str, object]]) -> None:
    intro = f"{sheet.intro} {_LEGEND}" if book.is_example else sheet.intro
    page = _add_sheet(book, sheet.title, intro)
    last = HEADER + ROWS[sheet.key]
    page.freeze_panes(HEADER + 1, 1)
    page.repeat_rows(HEADER)
    page.set_row(HEADER, 22)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width, book.formats["text"])
        _write_header(book, page, number, column)
        for row in range(HEADER + 1, last + 1):
            page.write_blank(row, number, None, _input_format(book, column))
        _add_drop_down(page, sheet, number, column, last)
        for row, values in enumerate(rows, start=HEADER + 1):
            if column.key in values:
                _write_value(book, page, (row, number), column, values[column.key])


def _write_header(book: _Book, page: Any, number: int, column: Column) -> None:
    page.write_string(
        HEADER, number, column.label, book.formats["needed" if column.required else "header"]
    )
    page.write_comment(
        HEADER,
        number,
        column.note,
        {"author": "periodize", "width": 230, "height": 72, "font_size": 10, "color": "#FFFFFF"},
    )


def _write_value(
    book: _Book, page: Any, place: tuple[int, int], column: Column, value: object
) -> None:
    row, number = place
    style = _input_format(book, column)
    if isinstance(value, date):
        page.write_datetime(row, number, value, style)
        shown = f"DATE({value.year},{value.month},{value.day})"
    elif isinstance(value, int | float):
        page.write_number(row, number, value, style)
        shown = plain(value)
    else:
        page.write_string(row, number, str(value), style)
        shown = f'"{value}"'
    if not book.is_example:
        return
    # Grey for as long as the example stands: what the coach types over it is black.
    cell = f"${column_letters(number + 1)}${row + 1}"
    rule = {"type": "formula", "criteria": f"={cell}={shown}", "format": book.formats["example"]}
    page.conditional_format(row, number, row, number, rule)


def _add_drop_down(page: Any, sheet: SheetLayout, number: int, column: Column, last: int) -> None:
    choice = _choices(sheet, column)
    if choice is None:
        return
    # Only closed lists refuse other words; a name or a lift may be the coach's own.
    closed = bool(column.choices) and not column.is_open
    page.data_validation(
        HEADER + 1,
        number,
        last,
        number,
        {
            "validate": "list",
            "source": choice,
            "show_error": closed,
            "error_title": column.label,
            "error_message": f"Choose one of: {', '.join(column.choices)}."[:255],
        },
    )


def _choices(sheet: SheetLayout, column: Column) -> list[str] | str | None:
    if column.choices:
        return list(column.choices)
    if column.key == "table":
        return list(TABLES)
    if column.key == "lift":
        return [family.name for family in families().values() if family.key != OTHER]
    source = {"athlete": ("Athletes", "athletes"), "meet": ("Meets", "meets")}.get(column.key)
    if source is None or source[0] == sheet.title:
        return None
    first, last = HEADER + 2, HEADER + 1 + ROWS[source[1]]
    return f"={source[0]}!$A${first}:$A${last}"


# --- settings and the read me ----------------------------------------------------------------


def _plates(gym: Equipment) -> str:
    return ", ".join(plain(plate.weight) for plate in gym.plates)


def default_settings() -> dict[str, object]:
    """The method's defaults as a coach would type them; what is missing here stays empty."""
    method = defaults()
    kg, lb = method.equipment[Unit.KG], method.equipment[Unit.LB]
    rotation, taper = read_table("season")["rotation"], read_table("taper")["taper"]
    return {
        "unit": str(method.unit),
        "sessions": method.sessions,
        "rotation": rotation["mode"],
        "order": ", ".join(name[0].upper() for name in rotation["order"]),
        "block_weeks": rotation["block_weeks"],
        "offset": layout.OFFSETS[0],
        "taper": taper["profile"],
        "taper_days": taper["days"],
        "season_weeks": method.weeks,
        "attempts": method.attempts,
        "training_max_fraction": method.training_max_fraction,
        "paper": {"a4": "A4", "letter": "Letter"}[method.paper],
        "bar_kg": kg.bar,
        "plates_kg": _plates(kg),
        "bar_lb": lb.bar,
        "plates_lb": _plates(lb),
    }


def _write_settings(book: _Book, values: Mapping[str, object]) -> None:
    page = _add_sheet(book, layout.SETTINGS_SHEET.title, layout.SETTINGS_SHEET.intro)
    page.freeze_panes(HEADER + 1, 0)
    page.set_row(HEADER, 22)
    for number, column in enumerate(layout.SETTINGS_SHEET.columns):
        page.set_column(number, number, column.width, book.formats["text"])
        page.write_string(HEADER, number, column.label, book.formats["header"])
    for row, setting in enumerate(layout.SETTINGS, start=HEADER + 1):
        page.write_string(row, 0, setting.label, book.formats["setting"])
        style = book.formats["day" if setting.expects == layout.A_DATE else "value"]
        _write_setting(page, row, values.get(setting.key), style)
        page.write_string(row, 2, setting.note, book.formats["explained"])
        if setting.choices:
            page.data_validation(
                row,
                1,
                row,
                1,
                {
                    "validate": "list",
                    "source": list(setting.choices),
                    "show_error": not setting.is_open,
                },
            )


def _write_setting(page: Any, row: int, value: object, style: Any) -> None:
    if value is None:
        page.write_blank(row, 1, None, style)
    elif isinstance(value, date):
        page.write_datetime(row, 1, value, style)
    elif isinstance(value, int | float):
        page.write_number(row, 1, value, style)
    else:
        page.write_string(row, 1, str(value), style)


def _write_read_me(book: _Book) -> None:
    page = _add_sheet(book, "Read me", "One page, for when you want to know more.")
    page.set_portrait()
    page.set_column(0, 0, 14, book.formats["text"])
    page.set_column(1, 1, 88, book.formats["text"])
    row = HEADER - 1
    for term, text in _READ_ME:
        row += 1
        if not text:
            row += 1
            page.write_string(row, 0, term, book.formats["heading"])
            continue
        page.write_string(row, 0, term, book.formats["term"])
        page.write_string(row, 1, text, book.formats["prose"])
        page.set_row(row, 16 * (1 + len(text) // 92))
