"""Training logs: an estimate of each lift from the sets that were done, when it is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.books import book
from toolkit.diagnostics import CellRef, Findings
from toolkit.sheets.cells import Cell
from toolkit.sheets.logdays import days_of
from toolkit.sheets.logs import log_tables
from toolkit.sheets.reader import read_cells
from toolkit.sheets.sets import parse_sets
from toolkit.sheets.tables import Row
from toolkit.units import Unit


def estimates(folder: Path, sheets: str, formula: str = "", today: date | None = None) -> list[Row]:
    cells = read_cells(book(folder, sheets), Findings())
    assert cells is not None
    return [row for table in log_tables(cells, formula, today) for row in table.rows]


def found(rows: list[Row]) -> dict[str, tuple[str, object]]:
    """Cell and value of every estimate, by lift."""
    return {row.cells["lift"].text: (row.cells["max"].ref.cell, row.cells["max"].value)
            for row in rows}  # fmt: skip


STRONG = """
# strong
| Date | Workout Name | Exercise Name | Set Order | Weight | Reps | Distance | Seconds | RPE |
"""


def strong(*sets: str, day: str = "2026-10-01 17:00:01") -> str:
    return STRONG + "\n".join(f'| "{day}" | Legs | {one} |' for one in sets) + "\n"


def test_the_best_set_of_an_export_gives_the_estimate_of_its_lift(tmp_path: Path) -> None:
    """The cell is that of the weight, the kind says what it is, the set and its day are named."""
    (row,) = estimates(tmp_path, strong(
        "Squat (Barbell) | 1 | 100 | 5 | 0 | 0 | ", "Squat (Barbell) | 2 | 110 | 3 | 0 | 0 | "
    ))  # fmt: skip
    assert found([row]) == {"Squat (Barbell)": ("E3", 116.5)}
    assert row.cells["kind"].value == "estimated"
    assert row.cells["tested_on"].value == date(2026, 10, 1)
    assert row.how == "estimated from 110 x 3 on 2026-10-01, Brzycki"


@pytest.mark.parametrize("left_out", [
    "Squat (Barbell) | W | 150 | 5 | 0 | 0 | ",
    "Squat (Barbell) | F | 150 | 5 | 0 | 0 | ",
    "Squat (Barbell) | D | 150 | 5 | 0 | 0 | ",
    "Squat (Barbell) | 1 | 150 | 11 | 0 | 0 | ",
    "Squat (Barbell) | 1 | 150 | 8 | 0 | 0 | 7",
    "Squat (Barbell) | 1 | 150 | 0 | 0 | 0 | ",
    "Squat (Smith Machine) | 1 | 150 | 5 | 0 | 0 | ",
    "Rest Timer | 1 | 150 | 5 | 0 | 90 | ",
])  # fmt: skip
def test_a_set_that_says_nothing_about_the_max_is_left_out(tmp_path: Path, left_out: str) -> None:
    """Warm-up, failed and drop sets, more than ten reps to the limit, another exercise."""
    sheets = strong("Squat (Barbell) | 1 | 100 | 1 | 0 | 0 | ", left_out)
    assert found(estimates(tmp_path, sheets)) == {"Squat (Barbell)": ("E2", 100)}


def test_a_dumbbell_press_is_no_bench_press(tmp_path: Path) -> None:
    sheets = strong("Bench Press (Barbell) | 1 | 80 | 1 | 0 | 0 | ",
                    "Bench Press (Dumbbell) | 1 | 90 | 1 | 0 | 0 | ")  # fmt: skip
    assert found(estimates(tmp_path, sheets)) == {"Bench Press (Barbell)": ("E2", 80)}


def test_an_old_best_does_not_count(tmp_path: Path) -> None:
    sheets = strong("Squat (Barbell) | 1 | 160 | 1 | 0 | 0 | ", day="2026-05-01 17:00")
    sheets += '| "2026-10-01 17:00" | Legs | Squat (Barbell) | 1 | 140 | 1 | 0 | 0 | |\n'
    assert found(estimates(tmp_path, sheets)) == {"Squat (Barbell)": ("E3", 140)}


def test_what_is_dated_after_today_was_planned(tmp_path: Path) -> None:
    sheets = strong("Squat (Barbell) | 1 | 160 | 1 | 0 | 0 | ")
    assert estimates(tmp_path, sheets, today=date(2026, 9, 30)) == []
    assert len(estimates(tmp_path, sheets, today=date(2026, 10, 1))) == 1


@pytest.mark.parametrize(("efforts", "formula", "said"), [
    ((8, 9), "", "RPE chart"), ((8, ""), "", "Brzycki"), ((8, ""), "epley", "Epley"),
])  # fmt: skip
def test_all_sets_of_a_lift_are_read_by_one_formula(
    tmp_path: Path, efforts: tuple[object, object], formula: str, said: str
) -> None:
    """The set with an RPE is the better one by far: where another has none, it is no chart."""
    sheets = strong(f"Squat (Barbell) | 1 | 120 | 4 | 0 | 0 | {efforts[0]}",
                    f"Squat (Barbell) | 2 | 60 | 4 | 0 | 0 | {efforts[1]}")  # fmt: skip
    (row,) = estimates(tmp_path, sheets, formula)
    assert row.how.startswith("estimated from 120 x 4 @ 8")
    assert row.how.endswith(said)


def test_the_athlete_column_and_the_set_types_of_an_export(tmp_path: Path) -> None:
    rows = estimates(tmp_path, """
# log
| Athlete | start_time | exercise_title | set_type | weight_kg | reps | rpe |
| Ida Holm | "8 Apr 2026, 16:50" | Squat (Barbell) | normal | 100 | 1 | |
| Ida Holm | "8 Apr 2026, 16:50" | Squat (Barbell) | warmup | 110 | 1 | |
| Ida Holm | "8 Apr 2026, 16:50" | Squat (Barbell) | dropset | 120 | 1 | |
| Ida Holm | "8 Apr 2026, 16:50" | Squat (Barbell) | failure | 130 | 1 | |
| Jo Berg | "8 Apr 2026, 16:50" | Squat (Barbell) | normal | 140 | 1 | |
""")  # fmt: skip
    assert [(row.cells["athlete"].text, row.cells["max"].value) for row in rows] == [
        ("Ida Holm", 100), ("Jo Berg", 140),
    ]  # fmt: skip
    assert {(row.units["max"], row.unit_source) for row in rows} == {(Unit.KG, "header")}


HOME_MADE = {
    "sets across the columns": """
# Diary
| Date | Exercise | Set 1 | Set 2 |
| 2026-09-01 | Squat | 60x5 | 100x1 |
| | Bench | 5x1 @ 80 | |
""",
    "a block a day": """
# Diary
| Monday 31 August 2026 | | |
| Squat | 60x5 | 100x1 |
| | | |
| Datum: 1.9.2026 | | |
| Bench | 80 kg x 1,1,1 | |
""",
    "lifts across": """
# Diary
| Date | Squat | Bench |
| 2026-09-01 | 100x1 | |
| 2026-09-03 | | 80x1 |
""",
    "pairs of weight and reps": """
# Diary
| Date | Exercise | Weight | Reps | Weight | Reps |
| 2026-09-01 | Squat | 60 | 5 | 100 | 1 |
| 2026-09-01 | Bench | 80 | 1 | | |
""",
    "days across": """
# Diary
| Lift | 2026-09-01 | 2026-09-03 |
| Squat | 60x5 | 100x1 |
| Bench | 80x1 | 70x1 |
""",
    "a sheet a lift": """
# Squat
| Date | Kg | Reps |
| 2026-09-01 | 100 | 1 |

# Bench
| Date | Kg | Reps |
| 2026-09-01 | 80 | 1 |
""",
    "planned beside done": """
# Diary
| Date | Lift | Planned weight | Planned reps | Actual weight | Actual reps |
| 2026-09-01 | Squat | 120 | 5 | 100 | 1 |
| 2026-09-01 | Bench | 90 | 5 | 80 | 1 |
""",
}


@pytest.mark.parametrize("layout", HOME_MADE)
def test_home_made_logs_of_every_look(tmp_path: Path, layout: str) -> None:
    read = found(estimates(tmp_path, HOME_MADE[layout]))
    assert {lift: value for lift, (_, value) in read.items()} == {"Squat": 100, "Bench": 80}


def test_an_exercise_that_is_not_known_does_not_take_the_lift_above_it(tmp_path: Path) -> None:
    sheets = "# Diary\n| 2026-09-01 | |\n| Squat | 100x1 |\n| Zottman fly | 140x1 |\n"
    assert found(estimates(tmp_path, sheets)) == {"Squat": ("B2", 100)}


# --- one cell --------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "sets"), [
    ("100x5", [(100, 5)]), ("5x175", [(175, 5)]), ("5x5 @ 100", [(100, 5)]),
    ("100 kg x 3,3,2", [(100, 3)]), ("3x5x100", [(100, 5)]), ("110x5x3", [(110, 3)]),
    ("82,5x5", [(82.5, 5)]), ("60x5, 80x5, 100х3", [(60, 5), (80, 5), (100, 3)]),
    ("135x10,155x8", [(135, 10), (155, 8)]), ("225 lbs – (6, 6, 6)", [(225, 6)]),
    ("5x5", []), ("3x20", []), ("5x5 70%", []), ("5x5 @ 8", []), ("3x8-10", []),
    ("100x5 f", []), ("100 x AMRAP", []), ("100", []),
])  # fmt: skip
def test_sets_in_one_cell(text: str, sets: list[tuple[float, int]]) -> None:
    """Where it is open which number counts the reps, it is the smaller: never too much."""
    assert [(one.weight, one.reps) for one in parse_sets(text)] == sets


def test_the_effort_and_the_unit_of_a_written_set() -> None:
    (one,) = parse_sets("225lb x 5 @ 8,5")
    assert (one.unit, one.rpe) == (Unit.LB, 8.5)


# --- days ------------------------------------------------------------------------------------


def days(*texts: str) -> list[tuple[date, date] | None]:
    """The first text of a file's dates, read either way."""
    known = days_of(Cell(CellRef("log", f"A{row}"), text) for row, text in enumerate(texts, 1))
    read = [known.read(text) for text in texts]
    return [(day.first, day.second) if day else None for day in read]


@pytest.mark.parametrize(("text", "day"), [
    ("8 Apr 2026, 16:50", date(2026, 4, 8)), ("2018/8/31 5:49", date(2018, 8, 31)),
    ("20171221", date(2017, 12, 21)), ("12/29/2025", date(2025, 12, 29)),
    ("2026-08-31 17:50:12", date(2026, 8, 31)), ("01.12.18", date(2018, 12, 1)),
    ("29/12/25 7:15 PM", date(2025, 12, 29)),
])  # fmt: skip
def test_a_day_in_every_style(text: str, day: date) -> None:
    assert days(text) == [(day, day)]


def test_another_date_of_the_file_decides_the_order_of_day_and_month() -> None:
    first, second = date(2018, 12, 1), date(2018, 1, 12)
    assert days("01/12/18", "13/12/18")[0] == (first, first)
    assert days("01/12/18", "01/13/18")[0] == (second, second)
    assert days("05/11/18", "01/12/18", "03/12/18", "01/01/19")[1] == (first, first)


def test_where_nothing_decides_the_day_stays_open_and_its_cell_is_asked_about(
    tmp_path: Path,
) -> None:
    assert days("01/12/18", "02/12/18")[0] == (date(2018, 12, 1), date(2018, 1, 12))
    sheets = '# Log\n| Date | Lift | Kg | Reps |\n| "01/12/18" | Squat | 100 | 1 |\n'
    (row,) = estimates(tmp_path, sheets)
    assert row.cells["tested_on"].value == "01/12/18"
