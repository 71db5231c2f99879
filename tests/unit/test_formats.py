"""Every format a coach's file may have: what a cell is in each, and what is refused and why."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from tests import packages
from tests.books import book
from tests.packages import binary, cell, record
from toolkit.diagnostics import Findings
from toolkit.sheets.formats import xlsx, xlsx_stream
from toolkit.sheets.formats.numbers import is_date, moment, unit_of
from toolkit.sheets.formats.text import encoding_of
from toolkit.sheets.reader import Area, Book, Cell, read_cells
from toolkit.units import Unit

SAMPLES = sorted((Path(__file__).parents[2] / "sample_workbooks").glob("*.xlsx"))


def opened(folder: Path, data: bytes, name: str = "roster.bin") -> Book:
    """The book in these bytes; the file's name says nothing about them."""
    (folder / name).write_bytes(data)
    findings = Findings(name)
    result = read_cells(folder / name, findings)
    assert result is not None, list(findings)
    return result


def cells(book: Book) -> dict[str, Cell]:
    rows = book.sheets[0].cells.values()
    return {cell.ref.cell: cell for row in rows for cell in row.values()}


def refusal(folder: Path, data: bytes, name: str = "roster.xls") -> tuple[str, str]:
    """Code and message of the one finding of a file that is not read."""
    (folder / name).write_bytes(data)
    findings = Findings(name)
    assert read_cells(folder / name, findings) is None
    (found,) = findings
    return found.code, found.message


# --- .xlsx -----------------------------------------------------------------------------------

ODD = packages.xlsx(
    "<sheetData>"
    '<row r="2"><c t="s"><v>0</v></c><c><v>102.5</v></c><c s="1"><v>80</v></c>'
    '<c s="2"><v>46459</v></c><c t="b"><v>1</v></c><c t="inlineStr"><is><t>Bo</t></is></c></row>'
    '<row><c r="B3"><f>B2*2</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    '<c t="str"><f>A2</f><v>Anna</v></c><c s="3"><v>1.25</v></c></row></sheetData>'
    '<mergeCells count="1"><mergeCell ref="B1:C1"/></mergeCells>',
    '<numFmts><numFmt numFmtId="170" formatCode="0.0&quot; kg&quot;"/></numFmts><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/><xf numFmtId="46"/></cellXfs>',
    "<si><r><t>Anna </t></r><r><t>Berg</t></r><rPh><t>spoken</t></rPh></si>",
)


def test_a_stream_reads_what_openpyxl_reads() -> None:
    """Both readers of .xlsx agree cell by cell, so a book's size changes nothing but the time."""
    assert len(SAMPLES) > 3
    for path in SAMPLES:
        data = path.read_bytes()
        assert tuple(xlsx.read_sheets(data)) == xlsx_stream.read_sheets(data), path.name


@pytest.mark.parametrize("limit", [0, xlsx.LARGE_BYTES], ids=["stream", "openpyxl"])
def test_a_cell_without_an_address_follows_the_one_before(
    tmp_path: Path, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "LARGE_BYTES", limit)
    read = opened(tmp_path, ODD)
    found = cells(read)
    assert (found["A2"].value, found["B2"].value, found["E2"].value) == ("Anna Berg", 102.5, True)
    assert (found["C2"].value, found["C2"].unit) == (80, Unit.KG)
    assert found["D2"].value == datetime(2027, 3, 13)  # noqa: DTZ001
    assert found["F2"].value == "Bo"
    assert (found["B3"].formula, found["B3"].uncalculated) == ("=B2*2", True)
    assert (found["C3"].value, found["C3"].is_error) == ("#DIV/0!", True)
    assert (found["D3"].value, found["D3"].formula) == ("Anna", "=A2")
    assert found["E3"].value == timedelta(hours=30)
    assert read.sheets[0].merges == (Area(1, 2, 1, 3),)


def test_a_book_that_openpyxl_gives_up_on_is_still_read(tmp_path: Path) -> None:
    """A colour that is none is no reason to lose the roster."""
    bad = packages.xlsx(
        '<sheetData><row r="1"><c r="A1"><v>140</v></c></row></sheetData>',
        '<fonts><font><color rgb="not a colour"/></font></fonts><cellXfs><xf/></cellXfs>',
    )
    with pytest.raises(ValueError, match="stylesheet"):
        list(xlsx.read_sheets(bad))
    assert cells(opened(tmp_path, bad))["A1"].value == 140


def test_a_book_with_macros_says_so(tmp_path: Path) -> None:
    path = book(tmp_path, "# Squad\n| Anna |\n")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macros are never looked at")
    assert opened(tmp_path, path.read_bytes()).format == "xlsm"


def test_two_cells_in_the_corners_of_a_sheet_are_two_cells(tmp_path: Path) -> None:
    far = packages.xlsx(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="B1:B1048576"/></mergeCells>'
    )
    assert sorted(cells(opened(tmp_path, far))) == ["A1", "XFD1048576"]


# --- .xls ------------------------------------------------------------------------------------


def texts(*parts: bytes) -> bytes:
    """A table of shared texts, each part in a record of its own."""
    first, *rest = parts
    return record(0x00FC, struct.pack("<II", 9, 9) + first) + b"".join(
        record(0x003C, part) for part in rest
    )


SHARED = (
    texts(b"\x04\x00\x00Anna", b"\x06\x00\x00Bo", b"\x01" + " Ész"[:4].encode("utf-16-le"))
    + record(0x041E, struct.pack("<HHB", 170, 8, 0) + b'0.0"lbs"')
    + record(0x00E0, struct.pack("<HH", 0, 0) + bytes(16))
    + record(0x00E0, struct.pack("<HH", 0, 170) + bytes(16))
    + record(0x00E0, struct.pack("<HH", 0, 14) + bytes(16))
)
NUMBER, RK, LABELSST, FORMULA, BOOLERR, STRING = 0x0203, 0x027E, 0x00FD, 0x0006, 0x0205, 0x0207
CELLS = (
    cell(LABELSST, 0, 0, struct.pack("<I", 0))
    + cell(LABELSST, 0, 1, struct.pack("<I", 1))
    + cell(NUMBER, 1, 0, struct.pack("<d", 102.5), style=1)
    + cell(RK, 1, 1, struct.pack("<I", 225 << 2 | 2))
    + cell(RK, 1, 2, struct.pack("<i", -1025 << 2 | 3))
    + cell(NUMBER, 1, 3, struct.pack("<d", 46459.0), style=2)
    + record(0x00BD, struct.pack("<HHHIHIH", 2, 0, 0, 7 << 2 | 2, 0, 8 << 2 | 2, 1))
    + cell(FORMULA, 3, 0, struct.pack("<d", 205.0) + bytes(8))
    + record(0x0809, struct.pack("<HH", 0x0600, 0x20) + bytes(12))
    + cell(NUMBER, 9, 9, struct.pack("<d", 1.0))
    + record(0x000A)
    + cell(FORMULA, 3, 1, b"\x00\x00\x00\x00\x00\x00\xff\xff" + bytes(8))
    + record(STRING, b"\x02\x00\x00Bo")
    + cell(FORMULA, 3, 2, b"\x02\x00\x17\x00\x00\x00\xff\xff" + bytes(8))
    + cell(BOOLERR, 4, 0, b"\x2a\x01")
    + cell(BOOLERR, 4, 1, b"\x01\x00")
    + record(0x00E5, struct.pack("<H4H", 1, 0, 0, 2, 4))
)


@pytest.mark.parametrize("wrap", [packages.xls, bytes], ids=["in a container", "bare"])
def test_an_xls_says_what_is_a_formula_an_error_a_date_and_a_unit(
    tmp_path: Path, wrap: Callable[[bytes], bytes]
) -> None:
    read = opened(tmp_path, wrap(packages.bare_xls(SHARED, CELLS)))
    found = cells(read)
    assert (read.format, read.sheets[0].title) == ("xls", "Squad")
    assert (found["A1"].value, found["B1"].value) == ("Anna", "Bo Ész")
    assert (found["A2"].value, found["A2"].unit) == (102.5, Unit.LB)
    assert (found["B2"].value, found["C2"].value) == (225, -10.25)
    assert found["D2"].value == datetime(2027, 3, 13)  # noqa: DTZ001
    assert (found["A3"].value, found["B3"].value) == (7, 8)
    assert (found["A4"].value, found["A4"].formula) == (205, "=?")
    assert (found["B4"].value, found["B4"].formula) == ("Bo", "=?")
    assert (found["C4"].value, found["C4"].is_error, found["C4"].formula) == ("#REF!", True, "=?")
    assert (found["A5"].value, found["A5"].is_error) == ("#N/A", True)
    assert found["B5"].value is True
    assert "J10" not in found, "the numbers of a chart inside the sheet are not cells"
    assert read.sheets[0].merges == (Area(1, 3, 1, 5),)


def test_an_xls_of_excel_5_is_read_in_its_code_page(tmp_path: Path) -> None:
    label = cell(0x0204, 0, 0, struct.pack("<H", 6) + "Присед".encode("cp1251"))
    shared = record(0x0042, struct.pack("<H", 1251))
    data = packages.bare_xls(shared, label, version=0x0500, title=b"\x05Squad")
    assert cells(opened(tmp_path, packages.xls(data, "Book")))["A1"].value == "Присед"


@pytest.mark.parametrize("state", [1, 2])
def test_a_hidden_sheet_of_an_xls_is_marked(tmp_path: Path, state: int) -> None:
    data = bytearray(packages.bare_xls(SHARED, CELLS))
    data[data.index(b"\x05\x00Squad") - 2] = state
    assert opened(tmp_path, packages.xls(bytes(data))).sheets[0].hidden


def test_an_xls_that_breaks_off_is_damaged_and_not_a_shorter_roster(tmp_path: Path) -> None:
    data = packages.bare_xls(SHARED, CELLS)
    assert refusal(tmp_path, data[:-30])[0] == "B105"


def test_an_xls_with_a_password_says_so(tmp_path: Path) -> None:
    data = packages.xls(packages.bare_xls(record(0x002F, bytes(6)) + SHARED, CELLS))
    assert refusal(tmp_path, data)[0] == "B106"


def test_a_container_with_a_letter_in_it_is_no_workbook(tmp_path: Path) -> None:
    assert refusal(tmp_path, packages.xls(bytes(600), "WordDocument"))[0] == "B104"


# --- .ods ------------------------------------------------------------------------------------

ROSTER_ODS = packages.ods(
    """<table:table table:name="Squad" table:style-name="shown">
    <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
    <table:table-row><table:table-cell office:value-type="string"
      table:number-columns-spanned="2" table:number-rows-spanned="1"><office:annotation>
      <text:p>a note</text:p></office:annotation><text:p>Anna<text:s text:c="2"/><text:span>Berg
      </text:span></text:p></table:table-cell><table:covered-table-cell
      office:value-type="string"><text:p>under it</text:p></table:covered-table-cell>
    <table:table-cell table:number-columns-repeated="2" office:value-type="float"
      office:value="102.5"><text:p>102,5 kg</text:p></table:table-cell></table:table-row>
    <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="boolean"
      office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
    <table:table-cell office:value-type="date" office:date-value="2027-03-13"/>
    <table:table-cell office:value-type="time" office:time-value="PT06H30M00S"/>
    <table:table-cell table:formula="of:=[.C3]*2"/>
    <table:table-cell table:formula="of:=1/0" office:value-type="string"
      office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>
    <table:table-cell table:formula="of:=[.C3]*2" office:value-type="percentage"
      office:value="0.9"><text:p>90 %</text:p></table:table-cell></table:table-row>
    <table:table-row table:number-rows-repeated="1048571"><table:table-cell
      table:number-columns-repeated="16384"/></table:table-row></table:table>
    <table:table table:name="Old" table:style-name="kept"><table:table-row><table:table-cell
      office:value-type="float" office:value="1"/></table:table-row></table:table>
    <table:table table:name="'file:///other.ods'#Squad"><table:table-source/></table:table>""",
    """<style:style style:name="shown"><style:table-properties table:display="true"/></style:style>
    <style:style style:name="kept"><style:table-properties table:display="false"/></style:style>""",
)


def test_an_ods_says_everything_in_its_own_words(tmp_path: Path) -> None:
    read = opened(tmp_path, ROSTER_ODS)
    found = cells(read)
    assert [(it.title, it.hidden) for it in read.sheets] == [("Squad", False), ("Old", True)]
    assert (found["A3"].text, found["C3"].value, found["D3"].value) == ("Anna Berg", 102.5, 102.5)
    assert found["D3"].unit is Unit.KG
    assert "B3" not in found, "what a merged cell covers cannot be seen"
    assert read.sheets[0].merges == (Area(3, 1, 3, 2),)
    assert found["A4"].value is True
    assert found["B4"].value == datetime(2027, 3, 13)  # noqa: DTZ001
    assert found["C4"].value == time(6, 30)
    assert (found["D4"].formula, found["D4"].uncalculated) == ("=[.C3]*2", True)
    assert (found["E4"].value, found["E4"].is_error) == ("#DIV/0!", True)
    assert (found["F5"].value, found["F5"].unit) == (0.9, None)
    assert max(read.sheets[0].cells) == 5


def test_an_opendocument_letter_is_no_spreadsheet(tmp_path: Path) -> None:
    kind = "application/vnd.oasis.opendocument.text"
    data = packages.archive({"mimetype": kind, "content.xml": "<x/>"})
    assert refusal(tmp_path, data)[0] == "B104"


def test_an_ods_with_a_password_says_so(tmp_path: Path) -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    parts = {"mimetype": kind, "content.xml": "???", "META-INF/manifest.xml": manifest}
    assert refusal(tmp_path, packages.archive(parts))[0] == "B106"


# --- .xlsb -----------------------------------------------------------------------------------


def at(column: int, body: bytes) -> bytes:
    """The place and style that open a cell's record, and its value."""
    return struct.pack("<II", column, 0) + body


def row(number: int) -> bytes:
    return binary(0, struct.pack("<I", number) + bytes(13))


def test_an_xlsb_names_its_formulas_and_errors(tmp_path: Path) -> None:
    formula = bytes(2) + struct.pack("<II", 0, 0)
    read = opened(
        tmp_path,
        packages.xlsb(
            row(0)
            + binary(6, at(0, packages.wide("Anna")))
            + binary(5, at(1, struct.pack("<d", 140.0)))
            + row(2)
            + binary(9, at(1, struct.pack("<d", 280.0) + formula))
            + binary(3, at(2, b"\x17"))
        ),
    )
    found = cells(read)
    assert read.format == "xlsb"
    assert (found["A1"].value, found["B1"].value) == ("Anna", 140)
    assert (found["B3"].value, found["B3"].formula) == (280, "=?")
    assert (found["C3"].value, found["C3"].is_error) == ("#REF!", True)


def test_the_corners_of_an_xlsb_reserve_no_room(tmp_path: Path) -> None:
    number = struct.pack("<d", 1.0)
    far = row(0) + binary(5, at(0, number)) + row(1_048_575) + binary(5, at(16_383, number))
    assert refusal(tmp_path, packages.xlsb(far))[0] == "B119"


# --- text ------------------------------------------------------------------------------------

WORDS = {
    "cp932": "名前,スクワット,ベンチ\n田中太郎,180,120\n",
    "cp949": "이름,스쿼트,벤치\n김철수,180,120\n",
    "gb18030": "姓名,深蹲,卧推\n张伟,180,120\n",
    "cp1251": "Имя;Присед;Жим лёжа\nИванов;180;120\nАННА;90;60\n",
    "cp1250": "Imię;Przysiad;Martwy ciąg\nPaweł Łęcki;100;200\n",
    "cp1252": "Name;Kniebeuge;Bankdrücken\nÅsa Größ;100;60\nZoë Núñez;1;2\n",
    "utf-16-le": "Name\tSquat\nAnna\t100\n",
    "utf-16": "Name\tSquat\nZoë\t100\n",
    "utf-8-sig": "Name;Squat\nZoë;100\n",
}


@pytest.mark.parametrize("encoding", WORDS)
def test_the_encoding_is_the_one_whose_words_are_words(encoding: str) -> None:
    data = WORDS[encoding].encode(encoding)
    assert data.decode(encoding_of(data)) == WORDS[encoding]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sep=;\nName;Squat\nAnna;102,5\n", {"A1": "Name", "A2": "Anna", "B2": "102,5"}),
        ('Name,Note\nAnna,"two\nlines, really"\nBo,\n', {"B2": "two\nlines, really", "A3": "Bo"}),
        ('Name,Squat\n"Anna,140\nBo,120\n', {"A2": '"Anna', "B2": "140", "B3": "120"}),
        ("Name,Squat\nAnna,140,,old knee, better now\nBo\n", {"E2": " better now", "A3": "Bo"}),
        ("Name;Squat;Bench\nAnna;102,5;77,5\n", {"B2": "102,5", "C2": "77,5"}),
        ("PK;Squat\nAnna;100\n", {"A1": "PK"}),
    ],
)
def test_a_text_table_is_read_as_a_spreadsheet_program_shows_it(
    tmp_path: Path, text: str, wanted: dict[str, str]
) -> None:
    found = cells(opened(tmp_path, text.encode()))
    assert {name: found[name].value for name in wanted} == wanted


def test_a_row_is_made_when_it_is_asked_for_and_knows_its_address(tmp_path: Path) -> None:
    rows = opened(tmp_path, b"Name,Squat\n,\nAnna,140\n").sheets[0].cells
    assert list(rows) == [1, 3]
    assert rows[3][2] == Cell(rows[3][2].ref, "140")
    assert rows[3][2].ref.cell == "B3"


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xef\xbb\xbf<html><table><tr><td>Anna</td></tr></table>", "web page (HTML)"),
        ("<table><tr><td>Anna</td></tr></table>".encode("utf-16"), "web page (HTML)"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "web page (MHT)"),
        (b'<?xml?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "2003 XML"),
        (b'<?xml version="1.0"?><office:document office:version="1.2"/>', "flat OpenDocument"),
        (b"\x09\x04\x06\x00" + bytes(20), "Excel 2, 3 or 4"),
        (b"\x00\x00\x02\x00\x06\x04" + bytes(20), "Lotus 1-2-3"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', ".dif"),
        (b"ID;PWXL;N;E\r\n", ".slk"),
        (packages.archive({"Index/Document.iwa": "x"}), ".numbers"),
    ],
)
def test_other_tables_are_refused_by_their_name(tmp_path: Path, head: bytes, kind: str) -> None:
    code, message = refusal(tmp_path, head)
    assert code == "B108"
    assert kind in message


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_an_entity_is_never_read(tmp_path: Path, part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(ODD)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert refusal(tmp_path, packages.archive({**parts, part: laughs + parts[part]}))[0] == "B105"


# --- number formats --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ('0.0" kg"', Unit.KG),
        ('0"kg"', Unit.KG),
        ('#,##0 "lbs"', Unit.LB),
        ('[$-409]0 "кг"', Unit.KG),
        ("0.0\\ \\k\\g", Unit.KG),
        ("0.0 [$kg-407]", Unit.KG),
        ('0.0" kg";[Red]-0.0" kg"', Unit.KG),
        ('0" reps"', None),
        ("0.0%", None),
        ("General", None),
        ("#,##0.00", None),
    ],
)
def test_a_unit_in_the_number_format_is_the_unit(code: str, unit: Unit | None) -> None:
    assert unit_of(code) is unit


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "[h]:mm", "d. mmm", '[$-409]m/d/yy "at" h:mm'])
def test_days_and_hours_make_a_date(code: str) -> None:
    assert is_date(code)


@pytest.mark.parametrize("code", ['0.0" days"', "General", "Standard", "0.00E+00", "[Red]0.0", "@"])
def test_a_word_in_quotes_makes_no_date(code: str) -> None:
    assert not is_date(code)


def test_a_serial_number_is_the_day_the_spreadsheet_shows() -> None:
    assert moment(46459, "yyyy-mm-dd") == datetime(2027, 3, 13)  # noqa: DTZ001
    assert moment(44997, "yyyy-mm-dd", from_1904=True) == datetime(2027, 3, 13)  # noqa: DTZ001
    assert moment(59, "yyyy-mm-dd") == datetime(1900, 2, 28)  # noqa: DTZ001
    assert moment(0.5, "hh:mm") == time(12)
    assert moment(1.25, "[h]:mm") == timedelta(hours=30)
    assert moment(1e12, "yyyy-mm-dd") == 1e12
