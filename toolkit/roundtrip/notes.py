"""Notes on cells: the text in the comments part, the box it is drawn in as VML beside it.

A note that is there keeps its text; ours is added below a line. Conversations (threaded comments)
are left alone: their note is only what older programs show of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import ceil

from toolkit.roundtrip.book import SPREADSHEET, Workbook, related, relations
from toolkit.roundtrip.cells import MAX_COLUMN, MAX_ROW, Place, SheetCells, address_of, place_of
from toolkit.roundtrip.markup import (
    Element,
    UnlikeExcel,
    add,
    child,
    children,
    insert_after,
    local,
    make,
    need,
    parse,
    serialise,
    set_text,
)

AUTHOR = "periodize"
LINE = "\n" + "—" * 12 + "\n"
"""Between a coach's note and ours."""

WIDTH = 300
LETTERS = 46
LINE_HEIGHT = 15
"""A note's box: pixels across, letters that fit on a line of it, pixels down for one line."""

_COLUMN_WIDTH = 64
_ROW_HEIGHT = 20
_LETTER_WIDTH = 7
"""In pixels: Excel's own column and row, and one letter of a stated column width."""

_BLOCK = 1024
"""Shapes are numbered in blocks of this many."""

_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout></xml>'
)
_SPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_TYPE = (
    '<v:shapetype{spaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape{spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
    "margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;z-index:1;"
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
    "<x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_VML_SPACE = "urn:schemas-microsoft-com:vml"
_EXCEL_SPACE = "urn:schemas-microsoft-com:office:excel"
_HEIGHT = re.compile(r"(?<![-\w])height:\s*([\d.]+)(px|pt)")

_BEFORE_DRAWINGS = frozenset(
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing".split()
)


def talked_about(book: Workbook, title: str) -> set[Place]:
    """The cells of a sheet with a conversation (threaded comment)."""
    parts = [
        one.part
        for one in relations(book.package, book.sheets[title])
        if one.kind == "threadedComment" and one.part in book.package
    ]
    return {
        place_of(one.get("ref"))
        for part in parts
        for one in book.package.look(part)
        if local(one) == "threadedComment" and one.get("ref")
    }


def add_notes(book: Workbook, cells: SheetCells, notes: Mapping[Place, str]) -> None:
    """Give cells of a sheet a note, or add to the one they have.

    The first line of a text is set in bold.
    """
    if not notes:
        return
    root = book.package.edit(_comments_part(book, cells.part))
    author = _author(root)
    listed = need(root, "commentList")
    there = {place_of(one.get("ref", "")): one for one in children(listed, "comment")}
    fresh: dict[Place, str] = {}
    for place, text in sorted(notes.items()):
        if place in there:
            _say_below(there[place], text)
        else:
            note = add(listed, "comment", ref=address_of(place), authorId=str(author))
            _say(add(note, "text"), text)
            fresh[place] = text
    _draw(book, cells, fresh, {place: notes[place] for place in notes if place in there})


# --- the text --------------------------------------------------------------------------------


def _comments_part(book: Workbook, sheet: str) -> str:
    part = related(book.package, sheet, "comments")
    if part is None:
        part = book.package.fresh_name(book.place("comments{}.xml"))
        empty = f'<comments xmlns="{book.namespace}"><authors/><commentList/></comments>'
        book.package.put(part, empty.encode())
        book.declare(part, f"{SPREADSHEET}.comments+xml")
        book.join(sheet, "comments", part)
    return part


def _author(root: Element) -> int:
    """Our place among the authors of the notes, counted from 0."""
    authors = need(root, "authors")
    names = [one.text for one in children(authors, "author")]
    if AUTHOR not in names:
        add(authors, "author").text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _say(text: Element, words: str) -> None:
    head, _, rest = words.partition("\n")
    _run(text, head, bold=True)
    if rest:
        _run(text, "\n" + rest)


def _say_below(note: Element, words: str) -> None:
    text = child(note, "text")
    if text is None:
        text = add(note, "text")
    for plain in children(text, "t"):
        # Beside runs only other runs are read.
        run = make(text, "r")
        text.replace(plain, run)
        run.append(plain)
    _run(text, LINE)
    _say(text, words)


def _run(text: Element, words: str, *, bold: bool = False) -> None:
    run = make(text, "r")
    insert_after(text, run, {"t", "r"})
    looks = add(run, "rPr")
    if bold:
        add(looks, "b")
    for name, value in (("sz", "9"), ("color", "81"), ("rFont", "Tahoma"), ("family", "2")):
        add(looks, name).set("indexed" if name == "color" else "val", value)
    set_text(add(run, "t"), words)


# --- the box ---------------------------------------------------------------------------------


def _draw(
    book: Workbook, cells: SheetCells, fresh: Mapping[Place, str], grown: Mapping[Place, str]
) -> None:
    """Draw a box for each fresh note, and make the boxes of the others longer."""
    part = _drawing_part(book, cells, len(fresh))
    data = book.package.read(part).decode("utf-8-sig")
    end = data.rfind("</")
    if end < 0:
        raise UnlikeExcel(part)
    spaces = "" if all(one in data for one in _SPACES.split()) else _SPACES
    number = max((int(one) for one in re.findall(r'"_x0000_s(\d+)"', data)), default=0)
    number = number or _first_block(data) * _BLOCK
    shapes = [] if 'id="_x0000_t202"' in data else [_TYPE.format(spaces=spaces)]
    for place, text in sorted(fresh.items()):
        number += 1
        shapes.append(_shape(cells, place, text, number, spaces))
    drawn = (data[:end] + "".join(shapes) + data[end:]).encode()
    book.package.put(part, _longer(drawn, grown) if grown else drawn)


def _drawing_part(book: Workbook, cells: SheetCells, count: int) -> str:
    """The VML of the sheet's notes and buttons, made with its joins where there is none."""
    joined = f"{{{book.joins}}}id"
    element = child(cells.root, "legacyDrawing")
    if element is not None:
        wanted = element.get(joined)
        for one in relations(book.package, cells.part):
            if one.id == wanted and one.part in book.package:
                return one.part
        raise UnlikeExcel(cells.part)
    part = book.package.fresh_name(book.place("drawings/vmlDrawing{}.vml"))
    blocks = range(_free_block(book), _free_block(book) + ceil((count + 1) / _BLOCK))
    book.package.put(part, _VML.format(blocks=",".join(map(str, blocks))).encode())
    book.declare_ending("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    root = book.package.edit(cells.part)
    element = make(root, "legacyDrawing")
    element.set(joined, book.join(cells.part, "vmlDrawing", part))
    insert_after(root, element, _BEFORE_DRAWINGS)
    return part


def _free_block(book: Workbook) -> int:
    """The first block of shape numbers behind those the workbook's drawings use."""
    drawings = [name for name in book.package.names() if name.casefold().endswith(".vml")]
    texts = [book.package.read(name).decode("utf-8", "replace") for name in drawings]
    return 1 + max((int(one) for text in texts for one in _blocks(text)), default=0)


def _first_block(data: str) -> int:
    return int(next(iter(_blocks(data)), "1"))


def _blocks(data: str) -> list[str]:
    stated = re.findall(r'<o:idmap[^>]*\bdata="([\d, ]+)"', data)
    return [one for group in stated for one in re.findall(r"\d+", group)]


def _lines(text: str) -> int:
    """How many lines of the box a text fills."""
    return sum(max(1, ceil(len(line) / LETTERS)) for line in text.split("\n"))


def _shape(cells: SheetCells, place: Place, text: str, number: int, spaces: str) -> str:
    height = LINE_HEIGHT * _lines(text) + 12
    left = min(place[1] + 1, MAX_COLUMN - 8)
    top = min(max(place[0] - 1, 1), MAX_ROW - 60)
    right, over = _walk(left, 15 + WIDTH, lambda column: _width(cells, column))
    bottom, below = _walk(top, 4 + height, lambda row: _height(cells, row))
    # Excel counts from 0 here.
    anchor = (left - 1, 15, top - 1, 4, right - 1, over, bottom - 1, below)
    return _SHAPE.format(
        spaces=spaces,
        number=number,
        width=WIDTH * 3 // 4,
        height=height * 3 // 4,
        anchor=", ".join(map(str, anchor)),
        row=place[0] - 1,
        column=place[1] - 1,
    )


def _walk(start: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """The column or row that lies so far on from the beginning of another, and how far into it."""
    at = start
    while pixels >= size(at) and at < start + 500:
        pixels -= size(at)
        at += 1
    return at, min(pixels, size(at))


def _width(cells: SheetCells, column: int) -> int:
    """Pixels across a column."""
    for one in cells.columns:
        if int(one.get("min", "0")) <= column <= int(one.get("max", "0")):
            if one.get("hidden") in ("1", "true"):
                return 0
            if one.get("width"):
                return int(float(one.get("width")) * _LETTER_WIDTH)
    stated = _format_of(cells).get("defaultColWidth")
    return int(float(stated) * _LETTER_WIDTH) if stated else _COLUMN_WIDTH


def _height(cells: SheetCells, number: int) -> int:
    """Pixels down a row."""
    row = cells.row(number)
    if row is not None and row.get("hidden") in ("1", "true"):
        return 0
    stated = None if row is None else row.get("ht")
    stated = stated or _format_of(cells).get("defaultRowHeight")
    return int(float(stated) * 4 / 3) if stated else _ROW_HEIGHT


def _format_of(cells: SheetCells) -> Mapping[str, str]:
    found = child(cells.root, "sheetFormatPr")
    return {} if found is None else dict(found.attrib)


def _longer(data: bytes, notes: Mapping[Place, str]) -> bytes:
    """The drawing with the boxes of these notes made longer by what is added to them.

    A drawing that is no sound XML, which Excel allows, is left as it is.
    """
    try:
        root = parse(data, "drawing")
    except UnlikeExcel:
        return data
    for shape in root.iter(f"{{{_VML_SPACE}}}shape"):
        said = shape.find(f"{{{_EXCEL_SPACE}}}ClientData")
        if said is None or said.get("ObjectType") != "Note":
            continue
        place = int(need(said, "Row").text) + 1, int(need(said, "Column").text) + 1
        if place in notes:
            _stretch(shape, child(said, "Anchor"), LINE_HEIGHT * _lines(LINE + notes[place]))
    return serialise(root, declared=False)


def _stretch(shape: Element, anchor: Element | None, pixels: int) -> None:
    """Make a box longer: Excel goes by the anchor where there is one, else by the style."""
    if anchor is not None:
        edges = [int(one) for one in anchor.text.split(",")]
        edges[6] += ceil(pixels / _ROW_HEIGHT)
        anchor.text = ", ".join(map(str, edges))
        return
    style = shape.get("style", "")
    shape.set("style", _HEIGHT.sub(lambda found: _taller(found, pixels), style))


def _taller(found: re.Match[str], pixels: int) -> str:
    """A `height:50px` or `height:40pt` with so much more."""
    more = pixels if found[2] == "px" else pixels * 3 / 4
    return f"height:{float(found[1]) + more:g}{found[2]}"
