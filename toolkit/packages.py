"""How much a packed file may unpack to. Asked before any parser sees it: 448 KB can hold 4 GB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

MAX_MEMBERS = 5_000
MAX_PART_BYTES = 100_000_000
MAX_TOTAL_BYTES = 200_000_000
MAX_RATIO = 200
SMALL_PART_BYTES = 10_000_000
"""A part below this size is harmless however well it was packed."""


class Packed(Protocol):
    """One member of a zip file, as its directory states it. Sizes in bytes."""

    @property
    def file_size(self) -> int:
        """Unpacked."""
        ...

    @property
    def compress_size(self) -> int:
        """As it lies in the file."""
        ...


def is_bomb(parts: Sequence[Packed]) -> bool:
    """True when the members of a zip file unpack to more than a workbook can need."""
    return (
        len(parts) > MAX_MEMBERS
        or sum(part.file_size for part in parts) > MAX_TOTAL_BYTES
        or any(
            part.file_size > MAX_PART_BYTES
            or part.file_size > max(SMALL_PART_BYTES, MAX_RATIO * part.compress_size)
            for part in parts
        )
    )
