"""Whatever the sheet and wherever the findings: only the found cells differ, and only in look."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings
from toolkit.roundtrip.annotate import annotate
from toolkit.roundtrip.book import Workbook
from toolkit.roundtrip.cells import Place, SheetCells, address_of, place_of
from toolkit.roundtrip.values import values_workbook

PLACES = st.tuples(st.integers(1, 30), st.integers(1, 30))
VALUES = st.one_of(
    st.text(max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**9), 10**9),
    st.booleans(),
)
SEVERITIES = st.sampled_from((rules.BOOK_LOCKED, rules.SHEET_UNKNOWN, rules.COLUMN_TWICE))
LOOK = st.sampled_from(("both", "no cell places", "no row places", "neither"))


@dataclass(frozen=True)
class Drawn:
    """The canonical XML of each cell without its place, and its look."""

    xml: bytes
    style: int


def drawn(data: bytes) -> dict[Place, Drawn]:
    cells = SheetCells(Workbook(data), "Squad")
    found = {}
    for row in range(1, 31):
        for column in range(1, 31):
            cell = cells.find((row, column))
            if cell is not None:
                style = int(cell.attrib.pop("s", "0"))
                cell.attrib.pop("r", None)
                found[row, column] = Drawn(etree.tostring(cell, method="c14n"), style)
    return found


def without_places(data: bytes, *, rows: bool, cells: bool) -> bytes:
    """The workbook without the places of its rows or cells where they follow by themselves."""
    book = Workbook(data)
    root = book.package.edit(book.sheets["Squad"])
    last_row = 0
    for row in root.iter(f"{{{book.namespace}}}row"):
        number, last_column = int(row.get("r")), 0
        for cell in row:
            column = place_of(cell.get("r"))[1]
            if cells and column == last_column + 1:
                del cell.attrib["r"]
            last_column = column
        if rows and number == last_row + 1:
            del row.attrib["r"]
        last_row = number
    return book.package.save()


@given(
    st.dictionaries(PLACES, VALUES, min_size=1, max_size=25),
    st.dictionaries(PLACES, SEVERITIES, max_size=12),
    LOOK,
)
def test_only_the_found_cells_differ(
    values: dict[Place, object], found: dict[Place, rules.Rule], look: str
) -> None:
    data = values_workbook({"Squad": values}, made_on=date(2026, 11, 1))
    data = without_places(
        data, rows=look in ("no row places", "neither"), cells=look in ("no cell places", "neither")
    )
    findings = Findings()
    for place, rule in found.items():
        where = CellRef("Squad", address_of(place))
        findings.add(rule, where, **dict.fromkeys(("found", "sheet"), "?"))
    done = annotate(Workbook(data), findings.sorted())
    assert done is not None
    before, after = drawn(data), drawn(done.data)
    assert set(after) == set(before) | set(found)
    for place, cell in after.items():
        if place in before:
            assert cell.xml == before[place].xml
        else:
            assert b"<" not in cell.xml.partition(b">")[2].removesuffix(b"</c>")
        if place in found:
            assert cell.style != before.get(place, Drawn(b"", 0)).style
        else:
            assert cell == before[place]
    if found:
        comments = etree.parse(io.BytesIO(Workbook(done.data).package.read("xl/comments1.xml")))
        refs = [one.get("ref") for one in comments.iter("{*}comment")]
        assert sorted(refs) == sorted(map(address_of, found))
