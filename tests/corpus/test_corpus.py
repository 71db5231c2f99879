"""The books that coaches really have: every max is found, and nothing else is taken for one."""

from __future__ import annotations

import csv
import re
import time
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from xlsxwriter.utility import xl_rowcol_to_cell

from tests.corpus.files import variants, write
from tests.corpus.marks import Book, books
from tests.corpus.scatter import large_roster, random_books
from tests.corpus.score import OPTIONS, check, score

BOOKS = [variant for book in books() for variant in variants(book)] + random_books(28, seed=4)
WRITTEN = {"kg": "kg|кг|公斤|kilo", "lb": "lb|pound|#"}
NAMES = [book.name for book in BOOKS]


@pytest.mark.parametrize("book", BOOKS, ids=NAMES)
def test_every_max_of_a_book_is_found_and_nothing_else(book: Book, tmp_path: Path) -> None:
    """With its kind, unit, athlete and cell; what is open is asked, what is refused is named."""
    result = score(book, check(write(tmp_path, book)))
    assert not result.faults, "\n".join([book.like, *result.faults])


@pytest.mark.parametrize("book", BOOKS, ids=NAMES)
def test_the_corpus_holds_what_it_says(book: Book, tmp_path: Path) -> None:
    """A truth points at a cell that holds its value, so a failure is never the corpus's own."""
    cells = opened(write(tmp_path, book), book)
    assert book.nothing or book.truths or book.refused or book.asks
    assert not (book.nothing and book.wanted)
    for truth in book.truths:
        held = str(cells[truth.sheet][truth.row][truth.column])
        plain = unicodedata.normalize("NFKC", held).replace(",", ".").replace(" ", "")
        assert f"{truth.value:g}" in plain, truth


def opened(path: Path, book: Book) -> dict[str, Any]:
    """The values of a book as another library reads them."""
    if book.form == "csv":
        with path.open(encoding=book.encoding, newline="") as file:
            return {book.sheets[0].title: list(csv.reader(file, delimiter=book.delimiter))}
    if book.form != "xlsx":
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        return {
            title: workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
            for title in workbook.sheet_names
        }
    workbook = openpyxl.load_workbook(path, data_only=True)
    return {page.title: [list(row) for row in page.values] for page in workbook}


@pytest.mark.parametrize("book", BOOKS, ids=NAMES)
def test_a_unit_that_is_to_be_found_is_written_in_the_book(book: Book) -> None:
    """Else the book would ask a reader to guess, and be wrong itself."""
    written = " ".join(cell for sheet in book.sheets for row in sheet.rows for cell in row)
    for unit in {truth.unit for truth in book.wanted} - {None}:
        assert re.search(WRITTEN[unit or ""], written, re.IGNORECASE), unit


def answer_of(book: Book) -> dict[str, Any]:
    """What a perfect reader says of a book."""
    maxes = [
        {
            "athlete": truth.athletes[0] if truth.athletes else None,
            "lift": truth.lifts[0],
            "value": truth.value,
            "unit": truth.unit,
            "kind": truth.kinds[0],
            "cell": truth.cell(book.form),
        }
        for truth in book.wanted
    ]
    places = [(t.sheet, t.row, t.column) for t in book.truths if t.need == "conflict"]
    names = " ".join(xl_rowcol_to_cell(row, column) for _, row, column in book.refused + places)
    said = {"severity": "error", "cell": None, "message": names, "hint": " ".join(OPTIONS.values())}
    return {"maxes": maxes, "findings": [said]}


@pytest.mark.parametrize("book", BOOKS, ids=NAMES)
def test_the_judge_is_content_with_a_perfect_answer_and_with_no_other(book: Book) -> None:
    """A judge that finds no fault in anything would prove nothing."""
    right = answer_of(book)
    assert not score(book, right).faults
    extra = {
        "athlete": None,
        "lift": "Squat",
        "value": 1,
        "unit": "kg",
        "kind": "1RM",
        "cell": "A1",
    }
    assert score(book, {**right, "maxes": [*right["maxes"], extra]}).wrong
    for reading in right["maxes"][:1]:
        assert score(book, {**right, "maxes": right["maxes"][1:]}).missing
        for key, other in (("kind", "2RM"), ("unit", "stone"), ("cell", "A1"), ("value", 1)):
            changed = [{**reading, key: other}, *right["maxes"][1:]]
            assert score(book, {**right, "maxes": changed}).wrong, key
    if book.asks or book.refused or book.nothing or len(book.truths) > len(book.wanted) == 0:
        assert score(book, {**right, "findings": []}).unsaid


def test_every_class_has_at_least_six_books() -> None:
    counts = dict.fromkeys("ABCDEFGHIJKLMN", 0)
    for book in books():
        counts[book.name[0]] += 1
    assert min(counts.values()) >= 6, counts


def test_every_book_has_its_own_name() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_roster_of_18900_athletes_is_read_in_seconds(form: str, tmp_path: Path) -> None:
    """All of it, and well before a coach would give up."""
    book = large_roster(form=form)
    path = write(tmp_path, book)
    began = time.perf_counter()
    answer = check(path)
    took = time.perf_counter() - began
    assert not score(book, answer).faults[:5]
    assert took < 20, f"{took:.1f} s"


def test_the_same_seed_draws_the_same_books() -> None:
    """A fault found at random can be found again."""
    assert random_books(30, seed=9) == random_books(30, seed=9)
    assert random_books(30, seed=9) != random_books(30, seed=10)
