"""What a coach calls a lift, and which family of the policy table it is; when two names are one."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from functools import cache

from toolkit.sheets.layout import fold
from toolkit.sheets.words import lift_named, spellings

NEAR = 0.76
"""How alike a misspelt word must be; below it, "Order" is near "Rudern"."""


def family_of(name: str) -> str | None:
    """The family key of a lift's name ("other" for known lifts outside the families), or None."""
    lift = lift_named(name)
    return lift.family if lift else None


def name_key(name: str) -> str:
    """What makes two spellings one athlete: case and spaces do not count, accents do."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def canonical(name: str) -> str:
    """The English name of a known lift ("Kniebeuge" is Squat), else the coach's own."""
    lift = lift_named(name)
    return lift.name if lift else name


def identity(name: str) -> str:
    """What makes two names the same lift. A variation is never its family's main lift."""
    return fold(canonical(name))


@cache
def near_lifts(name: str) -> str:
    """A question for a misspelt lift ("Did you mean Squat?"), or an empty text."""
    known = _names_by_spelling()
    found = difflib.get_close_matches(fold(name), list(known), 3, NEAR)
    return _question(known[spelling] for spelling in found)


@cache
def _names_by_spelling() -> dict[str, str]:
    return {fold(spelling): lift.name for spelling, lift in spellings().items()}


def near(word: object, words: Iterable[str], cutoff: float = 0.6) -> str:
    """A question for a misspelt word out of a known list, or an empty text."""
    known = {fold(item): item for item in words}
    found = difflib.get_close_matches(fold(word), list(known), 2, cutoff)
    return _question(known[key] for key in found)


def _question(names: Iterable[str]) -> str:
    text = " or ".join(dict.fromkeys(names))
    return f"Did you mean {text}? " if text else ""
