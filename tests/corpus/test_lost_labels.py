"""Books that lose some of their labels: what is left is asked, never read as another lift."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.corpus.files import ABOVE, LEFT, value_of, write
from tests.corpus.marks import Book, Sheet, books
from tests.corpus.score import check, score

PROGRAMS = [
    book for book in books() if book.name[0] in "ABCDEFL" and not {"lift", "-"} & set(book.asks)
]
ONE_IN = 8
"""So many labels there are for each one that is lost."""


def without_labels(book: Book, seed: int) -> Book:
    """The book with some of its texts deleted."""
    rng = random.Random(f"{book.name} {seed}")
    return replace(book, sheets=[_thinned(sheet, rng) for sheet in book.sheets])


def _thinned(sheet: Sheet, rng: random.Random) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    labels = [
        (row, column)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
        if isinstance(value_of(text), str) and LEFT not in cells and ABOVE not in cells
    ]
    for row, column in rng.sample(labels, len(labels) // ONE_IN):
        rows[row][column] = ""
    return replace(sheet, rows=rows)


@pytest.mark.parametrize("book", PROGRAMS, ids=[book.name for book in PROGRAMS])
def test_a_lost_label_makes_a_question_and_no_other_lift(book: Book, tmp_path: Path) -> None:
    """The lift of every cell that is still read is the one that the whole book names."""
    thinned = without_labels(book, seed=1)
    answer = check(write(tmp_path, thinned))
    lifts = {truth.cell(book.form): truth for truth in book.truths}
    named = {one["cell"]: one for one in answer["maxes"] if one["lift"] and one["cell"] in lifts}
    for cell, reading in named.items():
        truth = replace(lifts[cell], need="may", kinds=(reading["kind"],))
        seen = {**reading, "unit": truth.unit, "athlete": next(iter(truth.athletes), None)}
        only = replace(thinned, truths=[truth], refused=[], asks=(), nothing="")
        assert not score(only, {"maxes": [seen], "findings": []}).wrong
