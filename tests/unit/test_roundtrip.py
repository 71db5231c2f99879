"""A workbook that a human has touched is changed in the named cells and nowhere else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from tests import torture as made
from tests.torture import torture
from toolkit import rules
from toolkit.diagnostics import CellRef, Findings, Rule
from toolkit.roundtrip.annotate import annotate
from toolkit.roundtrip.book import Workbook, open_workbook, related, relations
from toolkit.roundtrip.cells import CellRefused, SheetCells, place_of
from toolkit.roundtrip.styles import FILLS

# openpyxl warns of what it would lose: that is why it does not write these files.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

BY_HAND = {
    "as written": (),
    "conversation": (made.conversation,),
    "macros": (made.macros,),
    "absolute": (made.absolute,),
    "nowhere": (made.nowhere,),
    "strict": (made.strict,),
    "all": (made.conversation, made.macros, made.absolute, made.nowhere, made.strict),
}
FOUND = (
    (rules.NOT_A_NUMBER, "Squad", "B2"),
    (rules.MAX_MISSING, "Squad", "C9"),
    (rules.LIFT_UNKNOWN, "Squad", "A1"),
    (rules.NOT_A_NUMBER, "Squad", "D2"),
    (rules.LIFT_UNKNOWN, "Ann's notes", "A2"),
    (rules.MAX_MISSING, "Ann's notes", "A4"),
    (rules.NOT_A_NUMBER, "Merged", "C3"),
    (rules.MAX_MISSING, "Merged", "C9"),
    (rules.MAX_MISSING, "Merged", "AB12"),
    (rules.MAX_MISSING, "Empty", "B3"),
    (rules.SHEET_HIDDEN, "Empty", ""),
    (rules.BOOK_NO_MAX, "", ""),
)
ALWAYS_CHANGED = {
    *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
    *(f"xl/worksheets/sheet{n}.xml" for n in (1, 2, 3, 4)),
    "xl/worksheets/_rels/sheet1.xml.rels",
    *("xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"),
}


def findings(found: Iterable[tuple[Rule, str, str]] = FOUND) -> Findings:
    listed = Findings("torture.xlsx")
    for rule, sheet, cell in found:
        words = dict.fromkeys(("found", "lift", "athlete", "near", "kind", "what"), "«x_x0041_»")
        listed.add(rule, CellRef(sheet, cell), **words)
    return listed


def annotated(path: Path) -> bytes:
    book = open_workbook(path.read_bytes())
    assert book is not None
    done = annotate(book, findings().sorted())
    assert done is not None
    return done.data


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def cells_of(data: bytes) -> dict[tuple[str, int, int], str]:
    """Every cell that is not an empty one without a look, in canonical form but for its style."""
    book = Workbook(data)
    found = {}
    for title in book.sheets:
        cells = SheetCells(book, title)
        for row in cells._rows:
            for column, cell in cells._row_cells(row).items():
                cell.attrib.pop("s", None)
                cell.attrib.pop("r", None)
                found[title, row, column] = etree.tostring(cell, method="c14n").decode()
    return found


@pytest.mark.parametrize("changes", BY_HAND.values(), ids=BY_HAND)
def test_parts_that_need_no_change_keep_their_packed_bytes_order_and_dates(
    changes: tuple[made.Change, ...], tmp_path: Path
) -> None:
    path = torture(tmp_path, *changes)
    before, after = path.read_bytes(), annotated(path)
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        names = old.namelist()
        assert new.namelist()[: len(names)] == names
        for one in old.infolist():
            other = new.getinfo(one.filename)
            assert one.date_time == other.date_time
            if one.filename not in ALWAYS_CHANGED:
                assert (one.CRC, one.compress_size) == (other.CRC, other.compress_size)
    assert ALWAYS_CHANGED - {"xl/worksheets/_rels/sheet1.xml.rels"} <= set(names)
    assert sum(old != parts_of(after)[name] for name, old in parts_of(before).items()) >= 10


@pytest.mark.parametrize("changes", BY_HAND.values(), ids=BY_HAND)
def test_no_cell_changes_but_in_its_look(changes: tuple[made.Change, ...], tmp_path: Path) -> None:
    path = torture(tmp_path, *changes)
    before, after = cells_of(path.read_bytes()), cells_of(annotated(path))
    assert {key: after[key] for key in before} == before
    added = {key for key in after.keys() - before.keys() if key[0] != "Findings"}
    assert {("Squad", 9, 3), ("Empty", 3, 2), ("Merged", 12, 28)} <= added
    assert len(added) <= 5


@pytest.mark.parametrize("changes", BY_HAND.values(), ids=BY_HAND)
def test_what_else_a_sheet_holds_stays(changes: tuple[made.Change, ...], tmp_path: Path) -> None:
    """Merges, validations, formats by condition, tables, extensions, protection."""
    path = torture(tmp_path, *changes)

    def frame(data: bytes, sheet: str) -> list[bytes]:
        root = etree.fromstring(parts_of(data)[sheet])
        skipped = ("sheetData", "legacyDrawing", "dimension")
        return [
            etree.tostring(one, method="c14n")
            for one in root
            if etree.QName(one).localname not in skipped
        ]

    before, after = path.read_bytes(), annotated(path)
    for number in (1, 2, 3, 4):
        part = f"xl/worksheets/sheet{number}.xml"
        assert frame(before, part) == frame(after, part)


def test_a_finding_is_a_colour_and_a_note_on_its_cell(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(annotated(torture(tmp_path, made.conversation))))
    for sheet, cell, severity in (
        ("Squad", "B2", "error"),
        ("Squad", "A1", "warning"),
        ("Squad", "C9", "note"),
        ("Merged", "B2", "error"),
        ("Empty", "B3", "note"),
    ):
        there = book[sheet][cell]
        assert there.fill.fgColor.rgb == FILLS[severity], (sheet, cell)
        assert there.comment.author == "periodize"
        assert f" {severity}: " in there.comment.text
        assert "«x_x0041_»" in there.comment.text.replace("_x005F_", "_") or severity != "error"
    squad = book["Squad"]
    assert squad["C9"].number_format == squad["C2"].number_format == "0.0"
    assert squad["B2"].protection.locked is False
    assert squad["B3"].comment is None
    assert squad["B3"].fill.fill_type is None


def test_letters_stay_readable_on_the_colour(tmp_path: Path) -> None:
    """A white heading would vanish."""
    book = load_workbook(io.BytesIO(annotated(torture(tmp_path))))
    assert book["Squad"]["A1"].font.color.rgb == "FF1F1F1F"
    assert book["Squad"]["A1"].font.bold
    assert book["Squad"]["B1"].font.color.rgb == "FFFFFFFF"


def test_a_note_that_is_there_keeps_its_words_above_ours(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(annotated(torture(tmp_path))))
    text = book["Ann's notes"]["A2"].comment.text
    assert text.startswith(made.COACH)
    assert text.index("————") < text.index("warning: ")
    assert book["Ann's notes"]["A2"].comment.author == "Coach"


def box(data: bytes, place: tuple[int, int]) -> etree._Element:
    """What is said of the box of the note on a cell of the second sheet."""
    book = Workbook(data)
    part = related(book.package, book.sheets["Ann's notes"], "vmlDrawing")
    boxes = book.package.look(part).iter("{*}ClientData")
    notes = [one for one in boxes if one.get("ObjectType") == "Note"]
    places = [(int(one.find("{*}Row").text), int(one.find("{*}Column").text)) for one in notes]
    return notes[places.index((place[0] - 1, place[1] - 1))]


def lines_of(one: etree._Element) -> int:
    """The rows a box of a note goes down."""
    edges = [int(edge) for edge in one.find("{*}Anchor").text.split(",")]
    return edges[6] - edges[2]


def test_the_box_of_a_note_is_as_long_as_its_words(tmp_path: Path) -> None:
    """The coach's note grows with ours, and nothing else in the drawing does."""
    path = torture(tmp_path)
    before, after = path.read_bytes(), annotated(path)
    assert lines_of(box(after, (2, 1))) >= lines_of(box(before, (2, 1))) + 4
    assert lines_of(box(after, (3, 1))) == lines_of(box(before, (3, 1)))
    long = open_workbook(before)
    wordy = [(rules.NOT_A_NUMBER, "Ann's notes", "A4"), (rules.LIFT_UNKNOWN, "Ann's notes", "A4")]
    done = annotate(long, findings(wordy).sorted())
    assert lines_of(box(done.data, (4, 1))) > lines_of(box(after, (4, 1)))


def test_a_conversation_gets_a_colour_and_no_note(tmp_path: Path) -> None:
    path = torture(tmp_path, made.conversation)
    book = Workbook(path.read_bytes())
    done = annotate(book, findings([(rules.NOT_A_NUMBER, "Ann's notes", "A3")]).sorted())
    assert done is not None
    assert done.without_note == (CellRef("Ann's notes", "A3"),)
    there = load_workbook(io.BytesIO(done.data))["Ann's notes"]["A3"]
    assert there.fill.fgColor.rgb == FILLS["error"]
    assert there.comment.text == "a conversation"


def test_the_last_sheet_lists_every_finding_with_a_link(tmp_path: Path) -> None:
    sheet = load_workbook(io.BytesIO(annotated(torture(tmp_path)))).worksheets[-1]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[:3] for row in rows[1:]] == [
        (item.code, str(item.where) or "the book", item.severity.value)
        for item in findings().sorted()
    ]
    links = {cell.value: cell.hyperlink.location for cell in sheet["B"] if cell.hyperlink}
    assert links["Ann's notes!A2"] == "'Ann''s notes'!A2"
    assert links["Empty"] == "'Empty'!A1"
    assert "the book" not in links


def test_the_list_has_a_title_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "again.xlsx"
    path.write_bytes(annotated(torture(tmp_path)))
    names = load_workbook(io.BytesIO(annotated(path))).sheetnames
    assert names[-2:] == ["Findings", "Findings (2)"]


def test_other_readers_see_the_same_values(tmp_path: Path) -> None:
    """openpyxl does not read the Strict namespace; calamine does."""
    calamine = pytest.importorskip("python_calamine")
    path = torture(tmp_path, *BY_HAND["all"])
    copy = tmp_path / "copy.xlsm"
    copy.write_bytes(annotated(path))
    before, after = (calamine.CalamineWorkbook.from_path(str(one)) for one in (path, copy))
    assert after.sheet_names == [*before.sheet_names, "Findings"]
    for title in ("Squad", "Ann's notes"):
        old, new = (book.get_sheet_by_name(title).to_python() for book in (before, after))
        assert [row[:12] for row in new[: len(old)]] == old


@pytest.mark.parametrize("changes", BY_HAND.values(), ids=BY_HAND)
def test_every_part_is_joined_and_declared(
    changes: tuple[made.Change, ...], tmp_path: Path
) -> None:
    """No join leads nowhere, no id is used twice, no part is declared twice, all XML is sound."""
    parts = parts_of(annotated(torture(tmp_path, *changes)))
    book = Workbook(annotated(tmp_path / "torture.xlsx"))
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(data)
    for name in parts:
        joins = relations(book.package, name)
        assert len({one.id for one in joins}) == len(joins)
        assert all(one.part in parts for one in joins), name
    declared = [one.get("PartName") for one in etree.fromstring(parts["[Content_Types].xml"])]
    named = [name for name in declared if name]
    assert len(set(named)) == len(named)
    assert all(name.lstrip("/") in parts for name in named)


def test_macros_stay_and_the_ending_says_so(tmp_path: Path) -> None:
    path = torture(tmp_path, made.macros)
    assert Workbook(path.read_bytes()).suffix == ".xlsm"
    assert Workbook(annotated(path)).suffix == ".xlsm"


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    path = torture(tmp_path)
    assert annotated(path) == annotated(path)


# --- one cell --------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["=2+2", " spaced ", 102.5, 7, True, None, "_x0041_"])
def test_a_value_is_written_and_nothing_else(
    value: str | float | bool | None, tmp_path: Path
) -> None:
    path = torture(tmp_path, made.chained)
    book = Workbook(path.read_bytes())
    SheetCells(book, "Squad").set_cell(place_of("B2"), value)
    data = book.package.save()
    shown = load_workbook(io.BytesIO(data))["Squad"]["B2"]
    assert shown.value == (value.replace("_", "_x005F_", 1) if value == "_x0041_" else value)
    assert shown.data_type != "f"
    assert shown.number_format == "0.0"
    before, after = cells_of(path.read_bytes()), cells_of(data)
    del before["Squad", 2, 2], after["Squad", 2, 2]
    assert before == after
    old, new = parts_of(path.read_bytes()), parts_of(data)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in new["xl/workbook.xml"]


def test_a_formula_that_goes_takes_the_list_of_formulas_with_it(tmp_path: Path) -> None:
    book = Workbook(torture(tmp_path, made.chained).read_bytes())
    SheetCells(book, "Squad").set_cell(place_of("D2"), 5)
    parts = parts_of(book.package.save())
    assert "xl/calcChain.xml" not in parts
    assert not [name for name, data in parts.items() if b"calcChain" in data]
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [("Squad", "J1"), ("Squad", "K1"), ("Squad", "K2"), ("Squad", "G1"), ("Merged", "C3")],
)
def test_a_cell_that_others_hang_on_is_refused(sheet: str, cell: str, tmp_path: Path) -> None:
    """Array formulas and what they fill, table headings, the covered part of a merge."""
    book = Workbook(torture(tmp_path).read_bytes())
    with pytest.raises(CellRefused, match=f"{sheet}!{cell}"):
        SheetCells(book, sheet).set_cell(place_of(cell), 1)


def test_a_file_that_is_no_workbook_is_none(tmp_path: Path) -> None:
    for data in (b"", b"PK", b"Name,Squat\n", made.read_parts(torture(tmp_path))["xl/styles.xml"]):
        assert open_workbook(data) is None


def test_a_part_that_declares_entities_is_not_read(tmp_path: Path) -> None:
    def entity(parts: made.Parts) -> None:
        text = parts["xl/workbook.xml"].decode()
        head, _, rest = text.partition("?>")
        parts["xl/workbook.xml"] = f'{head}?><!DOCTYPE x [<!ENTITY a "b">]>{rest}'.encode()

    assert open_workbook(torture(tmp_path, entity).read_bytes()) is None
