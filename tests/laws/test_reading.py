"""Laws of the input edge: nothing a coach hands over makes it fail, and names stay names."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from tests.books import book, cells, settled
from toolkit.diagnostics import Findings
from toolkit.model.athlete import Roster
from toolkit.sheets.detect import find_tables
from toolkit.sheets.layout import DERIVED, fold
from toolkit.sheets.reader import EMPTY_MARKS
from toolkit.sheets.roster import name_key, read_roster

TODAY = date(2026, 11, 22)
HEADERS = ["Name", "Athlete", "Squat", "Bench", "Lift", "Max", "Unit", "Goal", "Squat goal",
           "Stage", "Meet", "Start", "Training days", "Sessions", "Sex", "Bodyweight",
           "Total", "_own", "Day", "Exercise", "Ratio", "Date", "Setting", "Value",
           "Kind", "Deadlift (lb)"]  # fmt: skip
TITLES = ["Athletes", "Maxes", "Meets", "Week", "Settings", "Team", "_x", "Meta", "Read me"]

words = st.sampled_from(
    ["Anna", "Squat", "bench", "140x5", "140 x 5 @ 8", "225 lb", "102,5", "-", "~180", "#REF!", "A",
     "new", "kg", "lb", "Mon Wed", "2027-03-13", "Unit", "Plates (kg)", "25x2, 20", "Silence", "NA"]
)  # fmt: skip
typed = st.one_of(
    words,
    words,
    st.text(max_size=12),
    st.integers(-10, 3000),
    st.floats(-10, 800),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.none(),
)
tables = st.lists(
    st.tuples(
        st.sampled_from(TITLES),
        st.lists(st.sampled_from(HEADERS), min_size=1, max_size=7),
        st.lists(st.lists(typed, max_size=7), max_size=5),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda sheet: sheet[0],
)


def read_bytes(content: bytes, name: str = "book.xlsx") -> tuple[Roster, Findings]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return read_roster(path, today=TODAY)


def workbook_of(sheets: list[tuple[str, list[str], list[list[Any]]]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for title, header, rows in sheets:
            sheet = workbook.add_worksheet(title)
            for number, row in enumerate([header, *rows]):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write_number(number, column, value)
    return target.getvalue()


@given(tables)
def test_any_workbook_gives_a_roster_or_findings_with_an_address(
    sheets: list[tuple[str, list[str], list[list[Any]]]],
) -> None:
    roster, findings = read_bytes(workbook_of(sheets))
    assert roster.athletes or len(findings)
    assert len({name_key(athlete.name) for athlete in roster.athletes}) == len(roster.athletes)
    for athlete in roster.athletes:
        assert athlete.name
        assert athlete.lifts
        assert athlete.origin.cell
        for lift in athlete.lifts:
            assert lift.max.value > 0
            assert lift.origin.cell


scraps = st.sampled_from(
    ["Squat", "Bench", "1RM", "Squat 1RM", "TM", "Goal", "Name", "Anna", "Bo", "Sets", "Reps",
     "Week 1", "140", "90.5", "140x5", "225 lb", "kg", "2026-03-01", "März 2026", "1", "2", "3",
     "Squat max: 140", "102..5", "#REF!", "=A1*2", "=A1*2 -> 120", ":", "S", "B", "D", "Total",
     "Bodyweight", "85 %", "2025", "Best", "Attempt 1", ""]
)  # fmt: skip
areas = st.sampled_from(["A1:B1", "A1:A2", "B1:D1", "C2:C4", "A1:E5"])


@given(
    st.lists(st.lists(scraps, min_size=1, max_size=6), min_size=1, max_size=6),
    st.lists(areas, max_size=2),
)
def test_words_and_numbers_scattered_on_a_sheet_are_tables_of_their_own_cells(
    rows: list[list[str]], merged: list[str]
) -> None:
    """Whatever stands beside what: each max keeps its cell, and none is found twice."""
    written = cells("# Sheet1\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows), *merged)
    filled = {cell.ref for columns in written.sheets[0].cells.values() for cell in columns.values()}
    tables = find_tables(written, Findings("book.xlsx"))
    maxes = [row.cells["max"] for table in tables for row in table.rows if row.filled("max")]
    assert {cell.ref for cell in maxes} <= filled
    assert len({cell.ref for cell in maxes}) == len(maxes)
    assert tables == find_tables(written, Findings("book.xlsx"))


@given(st.binary(max_size=300))
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xff\xfe")
@example(b'"open')
def test_any_bytes_give_a_finding_and_never_a_failure(content: bytes) -> None:
    for name in ("roster.xlsx", "roster.csv"):
        _, findings = read_bytes(content, name)
        assert findings.has_errors


with tempfile.TemporaryDirectory() as _folder:
    GOOD = book(
        Path(_folder), "# Team\n| Name | Squat |\n| Anna | 120 |\n| Bo | =B2 -> 1 |\n"
    ).read_bytes()


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.integers(1, len(GOOD)))
def test_a_damaged_workbook_never_fails(at: int, byte: int, length: int) -> None:
    damaged = bytearray(GOOD)
    damaged[at] = byte
    for content in (bytes(damaged), GOOD[:length]):
        roster, findings = read_bytes(content)
        assert roster.athletes or findings.has_errors


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20)
)
def test_a_name_stays_as_it_was_written(name: str) -> None:
    """No name is data to be repaired: only the spaces around and between its words are. (In the
    company of a name; a column of nothing but "1RM" or "Week 1" is none of names.)"""
    tidy = " ".join(name.split())
    rows: list[list[Any]] = [["Anna Berg", 100], [name, 100]]
    roster, _ = read_bytes(workbook_of([("Team", ["Name", "Squat"], rows)]))
    empty = tidy in EMPTY_MARKS or fold(tidy) in DERIVED
    names = [athlete.name for athlete in roster.athletes]
    assert names == (["Anna Berg"] if empty else ["Anna Berg", tidy])


@given(st.permutations(["Anna", "Bo", "Cleo", "Dag"]))
def test_athletes_keep_the_order_of_the_book(names: list[str]) -> None:
    rows: list[list[Any]] = [[name, 100 + len(name)] for name in names]
    roster, findings = read_bytes(workbook_of([("Team", ["Name", "Squat"], rows)]))
    assert [athlete.name for athlete in roster.athletes] == names
    assert len(settled(findings)) == 0
