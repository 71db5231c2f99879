"""A workbook as its package tells it: which part is which sheet, and how parts are joined."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from toolkit.roundtrip.markup import (
    DOCUMENT,
    MAIN,
    PACKAGE,
    STRICT,
    STRICT_DOCUMENT,
    TYPES,
    Element,
    UnlikeExcel,
    child,
    children,
    insert_after,
    local,
    make,
    need,
    space,
)
from toolkit.roundtrip.package import Package, TooBig

SUFFIXES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xltx",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
    "application/vnd.ms-excel.addin.macroEnabled.main+xml": ".xlam",
}
"""The one file name ending Excel accepts for each kind of workbook."""

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BEFORE_CALCULATION = frozenset(
    "fileVersion fileSharing workbookPr AlternateContent workbookProtection revisionPtr bookViews "
    "sheets functionGroups externalReferences definedNames".split()
)


STRANGE = (UnlikeExcel, TooBig, ValueError, LookupError)
"""What a package raises whose parts are not as Excel writes them."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One join of a part to another. `kind` is the last word of its type; `part` a part name."""

    id: str
    kind: str
    part: str


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str) -> list[Relation]:
    """What a part is joined to inside the package; `""` asks for the package itself."""
    if _rels_of(part) not in package:
        return []
    return [
        Relation(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], _target(part, one))
        for one in package.look(_rels_of(part))
        if local(one) == "Relationship" and one.get("TargetMode") != "External"
    ]


def _target(part: str, relation: Element) -> str:
    """The part a relation points to: absolute, or seen from the folder of its source."""
    target = unquote(relation.get("Target", "")).replace("\\", "/").partition("#")[0]
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def related(package: Package, part: str, kind: str) -> str | None:
    """The first part of a kind that a part is joined to and that is there."""
    parts = (one.part for one in relations(package, part) if one.kind == kind)
    return next((name for name in parts if name in package), None)


class Workbook:
    """A workbook's package with its sheets by title."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        part = related(self.package, "", "officeDocument")
        if part is None or part.endswith(".bin"):
            raise UnlikeExcel("_rels/.rels")
        self.part = part
        root = self.package.look(part)
        if space(root) not in (MAIN, STRICT) or child(root, "sheets") is None:
            raise UnlikeExcel(part)
        self.strict = space(root) == STRICT
        self.sheets = self._sheets(root)
        """The part of every worksheet by its title; charts and dialogs are none."""

    @property
    def namespace(self) -> str:
        """The namespace of sheets, styles and comments."""
        return STRICT if self.strict else MAIN

    @property
    def joins(self) -> str:
        """The namespace of `r:id`, and how the types of relations begin."""
        return STRICT_DOCUMENT if self.strict else DOCUMENT

    @property
    def titles(self) -> list[str]:
        """The titles of all sheets, charts too."""
        sheets = need(self.package.look(self.part), "sheets")
        return [one.get("name", "") for one in children_of(sheets)]

    @property
    def suffix(self) -> str:
        """How the file's name must end."""
        return SUFFIXES.get(self._content_type(self.part), ".xlsx")

    @property
    def is_signed(self) -> bool:
        """True when a signature seals the package, which any change would break."""
        return any(name.startswith("_xmlsignatures/") for name in self.package.names())

    def _sheets(self, root: Element) -> dict[str, str]:
        parts = {
            one.id: one.part
            for one in relations(self.package, self.part)
            if one.kind == "worksheet" and one.part in self.package
        }
        found = {
            one.get("name", ""): parts.get(one.get(f"{{{self.joins}}}id", ""))
            for one in children_of(need(root, "sheets"))
        }
        return {title: part for title, part in found.items() if part}

    def _content_type(self, part: str) -> str:
        name = f"/{part}".casefold()
        for one in self.package.look("[Content_Types].xml"):
            if local(one) == "Override" and one.get("PartName", "").casefold() == name:
                return str(one.get("ContentType", ""))
        return ""

    # --- changes -------------------------------------------------------------------------------

    def place(self, name: str) -> str:
        """A part name in the workbook's own folder."""
        return posixpath.join(posixpath.dirname(self.part), name)

    def join(self, source: str, kind: str, part: str) -> str:
        """Join a part to another; returns the id of the relation."""
        name = _rels_of(source)
        if name not in self.package:
            self.package.put(name, f'<Relationships xmlns="{PACKAGE}"/>'.encode())
        root = self.package.edit(name)
        taken = {one.get("Id") for one in root}
        fresh = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        target = posixpath.relpath(part, posixpath.dirname(source) or ".")
        one = root.makeelement(f"{{{PACKAGE}}}Relationship")
        for key, value in (("Id", fresh), ("Type", f"{self.joins}/{kind}"), ("Target", target)):
            one.set(key, value)
        root.append(one)
        return fresh

    def declare(self, part: str, content_type: str) -> None:
        """State what a new part is."""
        root = self.package.edit("[Content_Types].xml")
        one = root.makeelement(f"{{{TYPES}}}Override")
        one.set("PartName", f"/{part}")
        one.set("ContentType", content_type)
        root.append(one)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """State what the parts with an ending are, unless it is stated."""
        root = self.package.look("[Content_Types].xml")
        if any(one.get("Extension", "").casefold() == ending for one in root):
            return
        one = root.makeelement(f"{{{TYPES}}}Default")
        one.set("Extension", ending)
        one.set("ContentType", content_type)
        insert_after(self.package.edit("[Content_Types].xml"), one, {"Default"})

    def add_sheet(self, title: str, data: bytes) -> str:
        """A new last sheet; returns its part."""
        part = self.package.fresh_name(self.place("worksheets/sheet{}.xml"))
        self.package.put(part, data)
        self.declare(part, f"{SPREADSHEET}.worksheet+xml")
        sheets = need(self.package.edit(self.part), "sheets")
        numbers = [int(one.get("sheetId", "0")) for one in children_of(sheets)]
        sheet = make(sheets, "sheet", name=title, sheetId=str(max(numbers, default=0) + 1))
        sheet.set(f"{{{self.joins}}}id", self.join(self.part, "worksheet", part))
        sheets.append(sheet)
        self.sheets[title] = part
        return part

    def calculate_on_opening(self) -> None:
        """Have Excel calculate everything when it opens the file: stored values may be stale."""
        root = self.package.edit(self.part)
        calculation = child(root, "calcPr")
        if calculation is None:
            calculation = make(root, "calcPr")
            insert_after(root, calculation, _BEFORE_CALCULATION)
        calculation.set("fullCalcOnLoad", "1")

    def drop_calculation_chain(self) -> None:
        """Leave out the list of formula cells, which Excel makes anew; a wrong one is a repair."""
        for one in relations(self.package, self.part):
            if one.kind == "calcChain":
                self.package.remove(one.part)
                _drop(self.package.edit(_rels_of(self.part)), "Id", one.id)
                _drop(self.package.edit("[Content_Types].xml"), "PartName", f"/{one.part}")


def open_workbook(data: bytes) -> Workbook | None:
    """The workbook in these bytes; None for any other file, and for one too large to edit."""
    try:
        return Workbook(data)
    except STRANGE:
        return None


def children_of(sheets: Element) -> list[Element]:
    """The entries of the list of sheets."""
    return children(sheets, "sheet")


def _drop(root: Element, key: str, value: str) -> None:
    for one in [one for one in root if one.get(key) == value]:
        root.remove(one)
