"""The parts of an .xlsx package: its sheets in order, their merges, its styles and its texts."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from toolkit.sheets.cells import MAX_CELLS, Area, areas, too_full
from toolkit.sheets.formats.xml import XmlError, parse

_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^<>]{0,200}?\bref=[\"']([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)[\"']"
)
_TABLE_PART = re.compile(r"worksheets/|sharedstrings", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

MAX_MERGES = 50_000
"""Merged areas of a sheet; the worst of real ones has a thousand."""

MAX_SMALL_ELEMENTS = 300_000
"""Elements of a part that is no sheet and no list of texts."""

MAX_STYLES = 65_490
"""The cell formats that Excel allows in a book."""

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A worksheet as the workbook lists it, and the file of the package that holds its cells."""

    title: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Style:
    """A cell format's number format: its number, and its code where the file spells it out."""

    number: int = 0
    code: str | None = None


def find(archive: zipfile.ZipFile, path: str) -> str | None:
    """The name under which the package really holds a part: some writers change its case."""
    wanted = path.lstrip("/")
    names = archive.namelist()
    if wanted in names:
        return wanted
    return next((name for name in names if name.casefold() == wanted.casefold()), None)


def _elements(archive: zipfile.ZipFile, path: str) -> list[tuple[str, Attributes]]:
    """Every element of a small part with its attributes, in order; none when it is missing."""
    name = find(archive, path)
    found: list[tuple[str, Attributes]] = []
    if name is not None:
        parse(
            archive.read(name),
            lambda tag, attributes: found.append((tag, attributes)),
            lambda _: None,
            lambda _: None,
            max_elements=MAX_SMALL_ELEMENTS,
        )
    return found


def _related(archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """What a part points to: the kind and the path of each relation by its id."""
    folder, name = posixpath.split(path)
    rels = _elements(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        it["Id"]: (
            posixpath.basename(it.get("Type", "")),
            posixpath.normpath(posixpath.join("/", folder, it.get("Target", ""))).lstrip("/"),
        )
        for tag, it in rels
        if tag == "Relationship" and "Id" in it and it.get("TargetMode") != "External"
    }


class Package:
    """An .xlsx file as a zip archive of related parts."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        root = _related(archive, "").values()
        self.workbook = next((it for kind, it in root if kind == "officeDocument"), "")
        if find(archive, self.workbook) is None:
            self.workbook = "xl/workbook.xml"
        self.related = _related(archive, self.workbook)

    @cached_property
    def elements(self) -> list[tuple[str, Attributes]]:
        """What the workbook's own part says; that of an .xlsb is no XML and is not asked."""
        return _elements(self.archive, self.workbook)

    @property
    def from_1904(self) -> bool:
        """True when the workbook counts its days from 1904."""
        return any(
            tag == "workbookPr" and it.get("date1904") in {"1", "true"} for tag, it in self.elements
        )

    def sheets(self) -> list[Part]:
        """The worksheets in the order of the tabs; chart and dialog sheets hold no cells."""
        found = []
        for tag, it in self.elements:
            relation = next((it[key] for key in it if key.endswith(":id")), "")
            kind, path = self.related.get(relation, ("", ""))
            if tag == "sheet" and kind == "worksheet":
                hidden = it.get("state", "visible") != "visible"
                found.append(Part(it.get("name", ""), path, hidden))
        return found

    def read(self, path: str) -> bytes:
        """A part's bytes; a sheet without its part means a damaged file."""
        name = find(self.archive, path)
        if name is None:
            raise XmlError(f"no part {path}")
        return self.archive.read(name)

    def _part(self, kind: str) -> str:
        return next((path for found, path in self.related.values() if found == kind), "")

    def styles(self) -> list[Style]:
        """The number format of every cell style, by its index."""
        codes: dict[int, str] = {}
        styles: list[Style] = []
        inside = False
        for tag, it in _elements(self.archive, self._part("styles")):
            if tag == "numFmt" and it.get("numFmtId", "").isdecimal():
                codes[int(it["numFmtId"])] = it.get("formatCode", "")
            elif tag in {"cellXfs", "cellStyleXfs", "cellStyles"}:
                inside = tag == "cellXfs"
            elif tag == "xf" and inside:
                number = int(it.get("numFmtId", "0"))
                styles.append(Style(number, codes.get(number)))
        return styles[:MAX_STYLES]

    def texts(self) -> list[str]:
        """The shared texts by their index."""
        path = self._part("sharedStrings")
        return shared_texts(self.archive.read(name)) if (name := find(self.archive, path)) else []


def shared_texts(xml: bytes) -> list[str]:
    """The texts of a shared strings part, formatted runs joined, pronunciations left out."""
    texts: list[str] = []
    runs: list[str] = []
    reading = spoken = False

    def start(tag: str, _: Attributes) -> None:
        nonlocal reading, spoken
        reading = tag == "t" and not spoken
        spoken = spoken or tag == "rPh"

    def end(tag: str) -> None:
        nonlocal reading, spoken
        reading = False
        if tag == "rPh":
            spoken = False
        elif tag == "si":
            texts.append(unescaped("".join(runs)))
            runs.clear()
            if len(texts) > MAX_CELLS:
                raise too_full()

    def data(text: str) -> None:
        if reading:
            runs.append(text)

    parse(xml, start, end, data)
    return texts


def unescaped(text: str) -> str:
    """A line break that Excel wrote as `_x000D_` is one again."""
    return _ESCAPED.sub(lambda it: chr(int(it[1], 16)), text) if "_x" in text else text


def merges(xml: bytes) -> tuple[Area, ...]:
    """The merged areas of a sheet's part, found without parsing it."""
    found = islice(_MERGE.finditer(xml), MAX_MERGES)
    return areas(it[1].decode("ascii") for it in found)


def xml_bytes(parts: Iterable[zipfile.ZipInfo]) -> tuple[int, int]:
    """The unpacked bytes that reading a workbook costs: its sheets and texts; all the rest."""
    xml = [it for it in parts if it.filename.casefold().endswith((".xml", ".rels"))]
    table = sum(it.file_size for it in xml if _TABLE_PART.search(it.filename))
    return table, sum(it.file_size for it in xml) - table
