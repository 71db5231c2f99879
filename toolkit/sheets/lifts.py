"""What a coach calls a lift, and which family of the policy table it is."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cache

from toolkit.policy.loader import families
from toolkit.sheets.layout import fold

OTHER = "other"


@cache
def _families_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for family in families().values():
        for name in (*(() if family.key == OTHER else (family.key, family.name)), *family.aliases):
            names.setdefault(fold(name), family.key)
    return names


def family_of(name: str) -> str | None:
    """The family key of a lift's name ("other" for known lifts outside the families), or None."""
    return _families_by_name().get(fold(name))


def identity(name: str) -> str:
    """What makes two names the same lift: the family, or for other lifts the name itself."""
    family = family_of(name)
    return family if family and family != OTHER else fold(name)


def near_lifts(name: str) -> str:
    """A question for a misspelt lift ("Did you mean Squat?"), or an empty text."""
    found = difflib.get_close_matches(fold(name), list(_families_by_name()), 3, 0.72)
    keys = dict.fromkeys(_families_by_name()[word] for word in found)
    return _question(
        families()[key].name if key != OTHER else word.capitalize()
        for key, word in zip(keys, found, strict=False)
    )


def near(word: object, words: Iterable[str], cutoff: float = 0.6) -> str:
    """A question for a misspelt word out of a known list, or an empty text."""
    known = {fold(item): item for item in words}
    found = difflib.get_close_matches(fold(word), list(known), 2, cutoff)
    return _question(known[key] for key in found)


def _question(names: Iterable[str]) -> str:
    text = " or ".join(dict.fromkeys(names))
    return f"Did you mean {text}? " if text else ""
