"""The looks of cells: new ones behind those that are there, whose order cells count on."""

from __future__ import annotations

from copy import deepcopy
from typing import Literal

from toolkit.roundtrip.book import SPREADSHEET, Workbook, related
from toolkit.roundtrip.markup import (
    Element,
    UnlikeExcel,
    add,
    child,
    children,
    insert_after,
    make,
    need,
)

DARK = "FF1F1F1F"
LIGHT = 0.6
"""Above this lightness (0 black, 1 white) a letter is not read on our colours."""

Kind = Literal["error", "warning", "note", "plain", "heading", "link"]

FILLS: dict[str, str] = {
    "error": "FFEE8577",
    "warning": "FFFFD24D",
    "note": "FFDDEBF7",
    "heading": "FF404040",
}
"""ARGB. In print without colours they are three greys, the error the darkest."""

_MINIMAL = (
    '<styleSheet xmlns="{0}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    "</styleSheet>"
)


class Styles:
    """The style sheet of a workbook; new looks are made once for each look they start from."""

    def __init__(self, book: Workbook) -> None:
        part = related(book.package, book.part, "styles") or _new_part(book)
        self._package, self._part = book.package, part
        self._root = book.package.look(part)
        self._looks = self._list("cellXfs")
        self._made: dict[tuple[str, int], int] = {}
        self._fills: dict[str, int] = {}

    def coloured(self, base: int, severity: str) -> int:
        """A cell's look with the colour of a severity behind it, and letters that can be read."""
        return self._look(severity, base)

    def of_list(self, kind: Kind) -> int:
        """A look of our own sheet: wrapped text, and for a heading white on dark."""
        return self._look(f"list {kind}", 0)

    def _look(self, kind: str, base: int) -> int:
        if (kind, base) not in self._made:
            self._package.edit(self._part)
            listed = children(self._looks, "xf")
            if not listed:
                raise UnlikeExcel(self._part)
            look = deepcopy(listed[base] if base < len(listed) else listed[0])
            self._paint(look, kind.rpartition(" ")[2])
            if kind.startswith("list "):
                self._wrap(look)
            self._made[kind, base] = self._append(self._looks, look)
        return self._made[kind, base]

    def _paint(self, look: Element, kind: str) -> None:
        if kind in FILLS:
            look.set("fillId", str(self._fill(kind)))
            look.set("applyFill", "1")
        number = int(look.get("fontId", "0"))
        if kind == "heading":
            font = self._font(number, "FFFFFFFF", bold=True)
        elif kind == "link":
            font = self._font(number, "FF0563C1", underlined=True)
        elif kind in FILLS and self._is_light(number):
            font = self._font(number, DARK)
        else:
            return
        look.set("fontId", str(font))
        look.set("applyFont", "1")

    def _wrap(self, look: Element) -> None:
        for old in children(look, "alignment"):
            look.remove(old)
        look.insert(0, make(look, "alignment", vertical="top", wrapText="1"))
        look.set("applyAlignment", "1")

    def _fill(self, kind: str) -> int:
        if kind not in self._fills:
            fill = make(self._list("fills"), "fill")
            pattern = add(fill, "patternFill", patternType="solid")
            add(pattern, "fgColor", rgb=FILLS[kind])
            add(pattern, "bgColor", indexed="64")
            self._fills[kind] = self._append(self._list("fills"), fill)
        return self._fills[kind]

    def _is_light(self, font: int) -> bool:
        fonts = children(self._list("fonts"), "font")
        colour = child(fonts[font], "color") if font < len(fonts) else None
        if colour is None:
            return False
        if colour.get("rgb"):
            return _lightness(colour.get("rgb")) > LIGHT
        # The theme's first and third colours are its papers, 1 and 9 the fixed whites.
        return colour.get("theme") in ("0", "2") or colour.get("indexed") in ("1", "9")

    def _font(self, base: int, colour: str, *, bold: bool = False, underlined: bool = False) -> int:
        fonts = self._list("fonts")
        listed = children(fonts, "font")
        font = deepcopy(listed[base]) if base < len(listed) else make(fonts, "font")
        for name, wanted in (("b", bold), ("u", underlined)):
            if wanted and child(font, name) is None:
                insert_after(font, make(font, name), _BEFORE[name])
        old = child(font, "color")
        if old is not None:
            font.replace(old, make(font, "color", rgb=colour))
        else:
            insert_after(font, make(font, "color", rgb=colour), _BEFORE["color"])
        return self._append(fonts, font)

    def _list(self, name: str) -> Element:
        return need(self._root, name)

    def _append(self, group: Element, one: Element) -> int:
        """The index of a new last member; the stated count follows."""
        group.append(one)
        count = len(children(group, one.tag.rpartition("}")[2]))
        group.set("count", str(count))
        return count - 1


_BEFORE: dict[str, frozenset[str]] = {
    "b": frozenset(),
    "u": frozenset("b i strike condense extend outline shadow".split()),
    "color": frozenset("b i strike condense extend outline shadow u vertAlign sz".split()),
}
"""What stands before these in a font."""


def _lightness(argb: str) -> float:
    """How light a colour is to the eye, 0 black to 1 white."""
    red, green, blue = (int(argb[-6:][at : at + 2], 16) for at in (0, 2, 4))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def _new_part(book: Workbook) -> str:
    part = book.place("styles.xml")
    book.package.put(part, _MINIMAL.format(book.namespace).encode())
    book.declare(part, f"{SPREADSHEET}.styles+xml")
    book.join(book.part, "styles", part)
    return part
