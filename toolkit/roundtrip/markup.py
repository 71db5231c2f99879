"""The XML inside a workbook: parsed without entities or network, written back as it was.

lxml, because it keeps the prefixes that `mc:Ignorable` names; other parsers rename them and Excel
then offers to repair the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

Element = Any
"""An lxml element; lxml ships no types."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_DOCUMENT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

MAX_TEXT = 32_000
"""Excel holds 32,767 characters in a cell or a note."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class UnlikeExcel(ValueError):
    """A part of the package is not as Excel writes it; its text names the part."""


def parse(data: bytes, name: str) -> Element:
    """The root element of a part. No entity is resolved; a part that declares one is refused."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, strip_cdata=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise UnlikeExcel(name) from problem
    if root.getroottree().docinfo.doctype:
        raise UnlikeExcel(name)
    return root


def serialise(root: Element, *, declared: bool = True) -> bytes:
    """A part with everything around its root, as UTF-8; drawings do without a declaration."""
    from lxml import etree

    tree = root.getroottree()
    data: bytes = etree.tostring(
        tree,
        xml_declaration=declared,
        encoding="UTF-8",
        standalone=tree.docinfo.standalone if declared else None,
    )
    return data


def local(element: Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def space(element: Element) -> str:
    """The namespace of an element, as Strict and ordinary workbooks differ in it."""
    return str(element.tag).partition("}")[0].removeprefix("{")


def children(parent: Element, name: str) -> list[Element]:
    """The children of this name in the parent's own namespace."""
    found: list[Element] = parent.findall(f"{{{space(parent)}}}{name}")
    return found


def child(parent: Element, name: str) -> Element | None:
    """The first child of this name, or None."""
    return parent.find(f"{{{space(parent)}}}{name}")


def need(parent: Element, name: str) -> Element:
    """The first child of this name, which Excel always writes."""
    found = child(parent, name)
    if found is None:
        raise UnlikeExcel(f"{local(parent)}/{name}")
    return found


def make(parent: Element, name: str, /, **attributes: str) -> Element:
    """A new element in the parent's namespace and prefix, not yet anywhere in it."""
    return parent.makeelement(f"{{{space(parent)}}}{name}", attributes)


def add(parent: Element, name: str, /, **attributes: str) -> Element:
    """A new last child in the parent's namespace and prefix."""
    element = make(parent, name, **attributes)
    parent.append(element)
    return element


def insert_after(parent: Element, element: Element, earlier: Collection[str]) -> None:
    """Put a child behind the last of those that must stand before it."""
    places = [index for index, one in enumerate(parent) if local(one) in earlier]
    parent.insert(places[-1] + 1 if places else 0, element)


def set_text(element: Element, text: str) -> None:
    """A text as Excel stores it: no control character, spaces kept, `_x0041_` kept as written."""
    clean = _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))[:MAX_TEXT]
    element.text = _ESCAPE.sub("_x005F_", clean)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
