"""A last sheet that lists every finding, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from toolkit.diagnostics import CellRef, Diagnostic
from toolkit.roundtrip.book import Workbook
from toolkit.roundtrip.markup import Element, add, parse, serialise, set_text
from toolkit.roundtrip.styles import Kind, Styles
from toolkit.sheetnames import FINDINGS_HEADINGS, a1, quoted, safe_title

TITLE = "Findings"
COLUMNS = tuple(zip(FINDINGS_HEADINGS, (9, 18, 10, 62, 62), strict=True))
"""Headings, and the widths of their columns in letters."""

LINE_POINTS = 15
"""The height of one line of text."""

NOTHING = "No findings: the book is ready to plan."

_EMPTY = (
    '<worksheet xmlns="{0}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
    '<sheetView showGridLines="0" workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
    ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    "<cols/><sheetData/></worksheet>"
)


def add_findings_sheet(book: Workbook, styles: Styles, findings: Sequence[Diagnostic]) -> str:
    """Append the sheet; returns its title, which is unlike all others."""
    title = safe_title(TITLE, book.titles)
    root = parse(_EMPTY.format(book.namespace).encode(), TITLE)
    columns, data = (root.find(f"{{{book.namespace}}}{name}") for name in ("cols", "sheetData"))
    for number, (_, width) in enumerate(COLUMNS, start=1):
        place = {"min": str(number), "max": str(number)}
        add(columns, "col", **place, width=str(width), customWidth="1")
    heading = styles.of_list("heading")
    _row(data, 0, [(name, heading) for name, _ in COLUMNS])
    for row, item in enumerate(findings, start=1):
        _row(data, row, _texts(book, styles, item))
    if not findings:
        _row(data, 1, [("", styles.of_list("plain"))] * 3 + [(NOTHING, styles.of_list("plain"))])
    _links(book, root, findings)
    add(
        root,
        "pageMargins",
        left="0.4",
        right="0.4",
        top="0.5",
        bottom="0.5",
        header="0.3",
        footer="0.3",
    )
    add(root, "pageSetup", orientation="landscape", fitToHeight="0")
    book.add_sheet(title, serialise(root))
    return title


def _texts(book: Workbook, styles: Styles, item: Diagnostic) -> list[tuple[str, int]]:
    """The cells of a line: text and look."""
    plain = styles.of_list("plain")
    where = styles.of_list("link") if _target(book, item.where) else plain
    severity: Kind = item.severity.value
    return [
        (item.code, plain),
        (str(item.where) or "the book", where),
        (item.severity.value, styles.of_list(severity)),
        (item.message, plain),
        (item.hint, plain),
    ]


def _row(data: Element, row: int, texts: Sequence[tuple[str, int]]) -> None:
    widths = [width for _, width in COLUMNS]
    lines = max(ceil(len(text) / width) for (text, _), width in zip(texts, widths, strict=False))
    height = str(LINE_POINTS * max(lines, 1))
    line = add(data, "row", r=str(row + 1), ht=height, customHeight="1")
    for column, (text, style) in enumerate(texts):
        cell = add(line, "c", r=a1(row, column), s=str(style), t="inlineStr")
        set_text(add(add(cell, "is"), "t"), text)


def _links(book: Workbook, root: Element, findings: Sequence[Diagnostic]) -> None:
    targets = [(a1(row, 1), _target(book, item.where)) for row, item in enumerate(findings, 1)]
    found = [(ref, target) for ref, target in targets if target]
    if found:
        links = add(root, "hyperlinks")
        for ref, target in found:
            add(links, "hyperlink", ref=ref, location=target)


def _target(book: Workbook, where: CellRef) -> str:
    """Where a finding's link leads: its cell, its sheet's first cell, or nowhere."""
    if where.sheet not in book.titles:
        return ""
    return f"{quoted(where.sheet)}!{where.cell or 'A1'}"
