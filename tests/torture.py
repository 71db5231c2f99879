"""A workbook with all that other libraries lose, to be changed without losing any of it.

Made with XlsxWriter; what that cannot make (conversations, macros, absolute joins, rows and cells
that do not say where they are, the Strict namespace) is put in by hand.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import xlsxwriter

Parts = dict[str, bytes]
Change = Callable[[Parts], None]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TRANSITIONAL_TO_STRICT = (
    (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (DOCUMENT, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)
COACH = "Squat & bench, ask Bo"


def torture(folder: Path, *changes: Change, name: str = "torture.xlsx") -> Path:
    """Write the workbook, changed by hand, into a folder; returns its path."""
    path = folder / name
    with xlsxwriter.Workbook(str(path)) as book:
        _roster(book, book.add_worksheet("Squad"))
        _notes(book.add_worksheet("Ann's notes"))
        _merged(book, book.add_worksheet("Merged"))
        book.add_worksheet("Empty")
        book.add_chartsheet("Chart").set_chart(_chart(book))
        book.define_name("Best", "=Squad!$B$2")
        book.set_custom_property("Club", "North")
    parts = read_parts(path)
    for change in changes:
        change(parts)
    write_parts(path, parts)
    return path


def _roster(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    heading = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864"})
    money = book.add_format({"num_format": "0.0", "locked": False, "border": 1})
    sheet.write_row("A1", ["Name", "Squat", "Bench"], heading)
    for row, line in enumerate([("Ann", "~180", 90.5), ("Bo", -3, 120)], start=1):
        sheet.write_row(row, 0, line, money)
    sheet.write_formula("D2", "=B3*2", money, -6)
    sheet.write_rich_string("A5", "not ", book.add_format({"italic": True}), "plain")
    sheet.add_table("F1:G3", {"columns": [{"header": "Day"}, {"header": "Lift"}]})
    sheet.conditional_format("B2:B3", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("C2:C3", {"validate": "decimal", "criteria": ">", "value": 0})
    sheet.add_sparkline("E2", {"range": "Squad!B2:C2"})
    sheet.insert_image("H1", "dot.png", {"image_data": BytesIO(_png())})
    sheet.insert_chart("H5", _chart(book))
    sheet.insert_textbox("H20", "a shape")
    sheet.write_dynamic_array_formula("J1", "=SORT(C2:C3)")
    sheet.write_array_formula("K1:K2", "{=C2:C3*2}")
    sheet.set_column("C:C", 12, money)
    sheet.freeze_panes(1, 1)
    sheet.set_header("&CClub")
    sheet.protect("secret")
    sheet.autofilter("A1:C3")


def _notes(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.write_column("A1", ["Ask", 1, 2, 3])
    sheet.write_comment("A2", COACH, {"author": "Coach"})
    sheet.write_comment("A3", "a conversation", {"author": "tc={1}"})
    sheet.insert_button("D4", {"caption": "Press"})


def _merged(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.merge_range("B2:D4", "wide", book.add_format({"align": "center"}))
    sheet.write("A6", "below")
    sheet.set_row(8, 30, book.add_format({"italic": True}))


def _chart(book: xlsxwriter.Workbook) -> xlsxwriter.chart.Chart:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Squad!$C$2:$C$3"})
    return chart


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


# --- changes by hand -------------------------------------------------------------------------


def conversation(parts: Parts) -> None:
    """A threaded comment on A3 of the second sheet."""
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    person = "{00000000-0000-0000-0000-000000000001}"
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="A3" '
        f'dT="2026-01-01T00:00:00.00" personId="{person}" id="{person}"><text>a conversation'
        "</text></threadedComment></ThreadedComments>"
    ).encode()
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2017/10/'
        'relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
    )
    _insert(parts, "xl/worksheets/_rels/sheet2.xml.rels", "</Relationships>", relation)
    _insert(
        parts,
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/xl/threadedComments/threadedComment1.xml" '
        'ContentType="application/vnd.ms-excel.threadedcomments+xml"/>',
    )


def macros(parts: Parts) -> None:
    """Code of the workbook, as in an .xlsm."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    _swap(parts, "[Content_Types].xml", kind, macro)
    _insert(
        parts,
        "[Content_Types].xml",
        "<Override",
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>',
    )
    parts["xl/vbaProject.bin"] = bytes(range(256)) * 8
    relation = (
        '<Relationship Id="rId98" Type="http://schemas.microsoft.com/office/2006/relationships/'
        'vbaProject" Target="vbaProject.bin"/>'
    )
    _insert(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", relation)


def absolute(parts: Parts) -> None:
    """Joins that begin at the root of the package."""
    for name in ("xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet2.xml.rels"):
        text = parts[name].decode().replace('Target="../', 'Target="/xl/')
        parts[name] = re.sub(r'Target="(?=\w)(?!http)', 'Target="/xl/', text).encode()


def nowhere(parts: Parts) -> None:
    """Rows and cells of the third sheet that follow each other without saying where they are."""
    rows = "".join(f'<row><c t="inlineStr"><is><t>{n}</t></is></c><c/></row>' for n in range(9))
    data = f"<sheetData>{rows}</sheetData>"
    text = re.sub("<sheetData>.*</sheetData>", data, parts["xl/worksheets/sheet3.xml"].decode())
    parts["xl/worksheets/sheet3.xml"] = text.encode()


def strict(parts: Parts) -> None:
    """The namespaces of Strict Open XML."""
    for name in parts:
        if name.endswith((".xml", ".rels")) and "docProps" not in name:
            for old, new in TRANSITIONAL_TO_STRICT:
                parts[name] = parts[name].replace(old.encode(), new.encode())


def signed(parts: Parts) -> None:
    """A digital signature."""
    parts["_xmlsignatures/origin.sigs"] = b""


def chained(parts: Parts) -> None:
    """A list of the formula cells, as Excel writes it, and stored values that are trusted."""
    _swap(parts, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="D2" i="1"/></calcChain>'.encode()
    _insert(
        parts,
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="rId97" Type="{DOCUMENT}/calcChain" Target="calcChain.xml"/>',
    )
    _insert(
        parts,
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.calcChain+xml"/>',
    )


def _insert(parts: Parts, name: str, before: str, text: str) -> None:
    _swap(parts, name, before, text + before)


def _swap(parts: Parts, name: str, old: str, new: str) -> None:
    assert old.encode() in parts[name], name
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)


def read_parts(path: Path) -> Parts:
    """Every part of a workbook by name, in order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_parts(path: Path, parts: Parts) -> None:
    """A workbook of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), data)
