"""Spreadsheet files made by hand, byte by byte, so that a test shows what a format says.

`xls` and `bare_xls` take the records of a BIFF workbook, `ods` the tables of an OpenDocument one,
`xlsb` the records of a binary one, `xlsx` the XML of its only sheet.
"""

from __future__ import annotations

import io
import struct
import zipfile

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SECTOR = 512


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip file with these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def ods(tables: str, styles: str = "") -> bytes:
    """An OpenDocument spreadsheet."""
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": kind, "content.xml": content})


def relations(*targets: tuple[str, str]) -> str:
    """A relations part: kind and target of rId1, rId2 ..."""
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def xlsx(sheet: str, styles: str = "", texts: str = "") -> bytes:
    """An Excel workbook with one sheet named Squad: the elements inside `worksheet`."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{what}+xml"/>'
        for part, what in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    parts = (
        ("worksheet", "worksheets/sheet1.xml"),
        ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"),
    )
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{overrides}</Types>",
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="Squad" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(*parts),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        }
    )


# --- .xls ------------------------------------------------------------------------------------


def record(kind: int, body: bytes = b"") -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body


def cell(kind: int, row: int, column: int, body: bytes, style: int = 0) -> bytes:
    """The record of a cell, row and column from 0."""
    return record(kind, struct.pack("<HHH", row, column, style) + body)


def bare_xls(
    shared: bytes, cells: bytes, *, version: int = 0x0600, title: bytes = b"\x05\x00Squad"
) -> bytes:
    """The records of a workbook with one sheet: those that all sheets share, and its cells."""
    begin = record(0x0809, struct.pack("<HH", version, 5) + bytes(4 if version < 0x0600 else 12))
    end = record(0x000A)
    at = len(begin) + 4 + 6 + len(title) + len(shared) + len(end)
    bound = record(0x0085, struct.pack("<IBB", at, 0, 0) + title)
    return begin + bound + shared + end + begin + cells + end


def xls(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file whose only stream holds these records."""
    stream += bytes(-len(stream) % SECTOR + 4096)
    count = len(stream) // SECTOR
    free, chain_end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    fat = [*range(1, count), chain_end, chain_end, table]
    fat += [free] * (SECTOR // 4 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, count, 0, 4096, chain_end, 0,
        chain_end, 0, count + 1,
    )  # fmt: skip
    header += b"\xff" * (SECTOR - len(header))
    folder = _entry("Root Entry", 5, 1, chain_end, 0) + _entry(name, 2, free, 0, len(stream))
    folder += bytes(SECTOR - len(folder))
    return header + stream + folder + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    free = 0xFFFFFFFF
    letters = (name + "\0").encode("utf-16-le")
    head = letters + bytes(64 - len(letters)) + struct.pack("<HBB", len(letters), kind, 1)
    return (
        head + struct.pack("<III", free, free, child) + bytes(36) + struct.pack("<IQ", start, size)
    )


# --- .xlsb -----------------------------------------------------------------------------------


def wide(text: str) -> bytes:
    """A text as .xlsb writes it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary(kind: int, body: bytes = b"") -> bytes:
    """One record of a binary part."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    assert len(body) < 128
    return head + bytes([len(body)]) + body


def xlsb(cells: bytes) -> bytes:
    """A binary workbook with one sheet named Squad: the records of its rows and cells."""
    bundle = binary(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Squad"))
    workbook = binary(131) + binary(143) + bundle + binary(144) + binary(132)
    size = binary(148, struct.pack("<4I", 0, 9, 0, 9))
    sheet = binary(129) + size + binary(145) + cells + binary(146) + binary(130)
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
            "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": workbook,
            "xl/_rels/workbook.bin.rels": relations(("worksheet", "worksheets/sheet1.bin")),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
