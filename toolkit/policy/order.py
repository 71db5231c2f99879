"""The order in which the emphases lead: read from a word, checked and completed."""

from __future__ import annotations

import re
from functools import cache

from toolkit.policy.loader import read_table

Order = tuple[str, ...]


@cache
def default_order() -> Order:
    """The method's own order, first block first."""
    return tuple(read_table("season")["rotation"]["order"])


def parse_order(text: str) -> Order | None:
    """An order as a coach writes it, None when a word is no emphasis or comes twice.

    Words may be cut short; it may be incomplete, see `missing_from`.

    >>> parse_order("R, D, I")
    ('repetition', 'difficulty', 'intensity')
    """
    words = [word for word in re.split(r"[^\w]+", text.casefold()) if word]
    if len(words) == 1 and set(words[0]) <= {name[0] for name in default_order()}:
        words = list(words[0])
    names = tuple(emphasis_of(word) for word in words)
    known = tuple(name for name in names if name)
    return known if known and len(set(known)) == len(names) else None


def emphasis_of(word: str) -> str:
    """The emphasis that begins with these letters, an empty text when none does."""
    return next((name for name in default_order() if name.startswith(word)), "")


def missing_from(order: Order) -> Order:
    """The emphases that an order leaves out."""
    return tuple(name for name in default_order() if name not in order)


def completed(order: Order) -> Order:
    """The order with what it leaves out put where the method's own order has it.

    >>> completed(("repetition", "intensity"))
    ('repetition', 'difficulty', 'intensity')
    """
    full = list(order)
    for name in missing_from(order):
        before = default_order()[: default_order().index(name)]
        place = next((full.index(other) + 1 for other in reversed(before) if other in full), 0)
        full.insert(place, name)
    return tuple(full)
