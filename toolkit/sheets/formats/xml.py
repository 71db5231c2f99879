"""XML as a stream of events, without a tree: memory does not grow with the file.

A document type is refused before anything in it is read, so there are no entities: no billion
laughs, no external file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from toolkit.sheets.cells import too_full

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Data = Callable[[str], None]

DEEPEST = 200
"""No spreadsheet nests its elements deeper; a parser's stack is not tried further."""

MAX_ELEMENTS = 1_500_000
"""Elements of a part, three to a filled cell: some seconds."""

_PIECE = 1 << 18
_LONGEST = 1 << 20
"""Bytes of one tag: a parser reads it again for every piece that does not end it."""


class XmlError(ValueError):
    """A part is no XML that a spreadsheet program wrote."""


def parse(
    xml: bytes, start: Start, end: End, data: Data, *, max_elements: int = MAX_ELEMENTS
) -> None:
    """Call `start`, `end` and `data` for what is in the document, element names without their
    prefix, attributes with it.
    """
    names: dict[str, str] = {}
    depth = seen = 0

    def local(name: str) -> str:
        found = names.get(name)
        if found is None:
            found = names[name] = name.rpartition(":")[2]
        return found

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, seen
        depth += 1
        seen += 1
        if depth > DEEPEST:
            raise XmlError("nested too deep")
        if seen > max_elements:
            raise too_full()
        start(local(name), attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(local(name))

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = data
    try:
        _feed(parser, xml)
    except expat.ExpatError as problem:
        raise XmlError(str(problem)) from problem


def _feed(parser: expat.XMLParserType, xml: bytes) -> None:
    """Piece by piece, so that a tag without an end is seen before it has filled the memory."""
    for at in range(0, len(xml), _PIECE):
        parser.Parse(xml[at : at + _PIECE], False)
        if at - parser.CurrentByteIndex > _LONGEST:
            raise XmlError("a tag of a megabyte")
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise XmlError("a document type")
