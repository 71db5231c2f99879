"""The package of a workbook: a zip of parts. What is not changed is copied as it was packed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from toolkit.packages import is_bomb
from toolkit.roundtrip.markup import Element, UnlikeExcel, parse, serialise

MAX_EDITED_BYTES = 50_000_000
"""The largest part that is edited: its tree takes about fifteen times as much memory."""

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8 = 0x800
_ENCRYPTED = 0x1
_ZIP64 = 1


class TooBig(ValueError):
    """The package unpacks to more than a workbook can need, or a part is too large to edit."""


class Package:
    """The parts of a workbook by name, some of them changed. The bytes it came from stay alone.

    Part names are compared as Excel does: without regard to case.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
            raise UnlikeExcel("the zip") from problem
        if is_bomb(members):
            raise TooBig
        self._members = {_folded(one.filename): one for one in members}
        if len(self._members) < len(members) or any(one.flag_bits & _ENCRYPTED for one in members):
            raise UnlikeExcel("the zip")
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._bytes: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._gone: set[str] = set()

    def __contains__(self, name: str) -> bool:
        key = _folded(name)
        return key not in self._gone and (key in self._members or key in self._names)

    def names(self) -> list[str]:
        """Every part, in the order of the file, new ones last."""
        old = [one.filename for key, one in self._members.items() if key not in self._gone]
        return [*old, *self._names.values()]

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a part as they lie in the file, or as they were put."""
        key = _folded(name)
        if key in self._bytes:
            return self._bytes[key]
        if name not in self:
            raise UnlikeExcel(name)
        try:
            return self._zip.read(self._members[key])
        except (zipfile.BadZipFile, OSError, zlib.error, NotImplementedError, EOFError) as problem:
            raise UnlikeExcel(name) from problem

    def look(self, name: str) -> Element:
        """The root of a part, to be read only."""
        key = _folded(name)
        if key not in self._trees:
            data = self.read(name)
            if len(data) > MAX_EDITED_BYTES:
                raise TooBig
            self._trees[key] = parse(data, name)
        return self._trees[key]

    def edit(self, name: str) -> Element:
        """The root of a part whose changes are saved."""
        root = self.look(name)
        self._changed.add(_folded(name))
        return root

    def put(self, name: str, data: bytes) -> None:
        """A part with these bytes, in its old place where there was one."""
        key = _folded(name)
        self._bytes[key] = data
        self._trees.pop(key, None)
        self._changed.discard(key)
        self._gone.discard(key)
        if key not in self._members:
            self._names[key] = name

    def remove(self, name: str) -> None:
        """Leave a part out."""
        self._gone.add(_folded(name))

    def fresh_name(self, pattern: str) -> str:
        """A part name that is free: the pattern with the first number that makes it so."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def save(self) -> bytes:
        """The package. Parts that were not changed keep their packed bytes, order and dates."""
        content = self._bytes | {key: serialise(self._trees[key]) for key in self._changed}
        first = next(iter(self._members.values()))
        out, directory = bytearray(), bytearray()
        count = 0
        for key, member in self._members.items():
            if key in self._gone:
                continue
            packed = _deflated(content[key]) if key in content else self._packed(member)
            _write(out, directory, member, packed)
            count += 1
        for key, name in self._names.items():
            info = zipfile.ZipInfo(name, first.date_time)
            _write(out, directory, info, _deflated(content[key]))
            count += 1
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(out), 0)
        return bytes(out + directory + end)

    def _packed(self, member: zipfile.ZipInfo) -> tuple[int, int, int, bytes]:
        """Method, checksum, unpacked size and packed bytes of a part as they lie in the file."""
        at = member.header_offset
        try:
            fields = _LOCAL.unpack_from(self._data, at)
        except struct.error as problem:
            raise UnlikeExcel(member.filename) from problem
        start = at + _LOCAL.size + fields[-2] + fields[-1]
        packed = self._data[start : start + member.compress_size]
        return member.compress_type, member.CRC, member.file_size, packed


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _deflated(data: bytes) -> tuple[int, int, int, bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    return zipfile.ZIP_DEFLATED, zlib.crc32(data), len(data), packed


def _write(
    out: bytearray,
    directory: bytearray,
    info: zipfile.ZipInfo,
    content: tuple[int, int, int, bytes],
) -> None:
    """Append one member and its line of the directory, sizes stated in both."""
    method, checksum, size, packed = content
    name = info.orig_filename.encode()
    flags = 0 if info.orig_filename.isascii() else _UTF8
    year, month, day, hour, minute, second = info.date_time
    when = (hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day)
    sizes: tuple[Any, ...] = (checksum, len(packed), size, len(name))
    extra = _without_zip64(info.extra)
    system = info.create_system << 8 | info.create_version
    place = (len(info.comment), 0, info.internal_attr, info.external_attr, len(out))
    directory += _CENTRAL.pack(
        b"PK\1\2", system, 20, flags, method, *when, *sizes, len(extra), *place
    )
    directory += name + extra + info.comment
    out += _LOCAL.pack(b"PK\3\4", 20, flags, method, *when, *sizes, 0) + name + packed


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields but the 64-bit sizes, which would contradict the plain ones."""
    kept, at = bytearray(), 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind != _ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return bytes(kept)
