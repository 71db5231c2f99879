"""A label as a row of folded words: what looks the same to the eye is the same word.

Width, case, accents, kinds of space and hyphen do not count; nor does a Cyrillic letter inside a
Latin word. Where a script writes without spaces, every sign is a word of its own, so that a phrase
is found inside a longer text ("MAX重量"), and CamelCase is taken apart ("Best3SquatKg").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

UNSPACED = "\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Kana, Han and Hangul: Korean has spaces, but its particles cling to the word."""

_WORD = re.compile(
    rf"\d+(?:[.,]\d+)*|%|[{UNSPACED}]|[^\W\d_{UNSPACED}](?:[^\W\d_{UNSPACED}]|[\u0300-\u036f])*"
)
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_UNSPACED_SIGN = re.compile(rf"[{UNSPACED}]")

_SIGNS = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fb\uff65"), "-"),
    **dict.fromkeys(map(ord, "×✕✖"), "x"),
    ord("٪"): "%",
    ord("\u066b"): ".",
}
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ё": "е"}
)
_CYRILLIC_TWINS = dict(zip("авекмнорстухіјѕԁԛԝһ", "abekmhopctyxijsdqwh", strict=True))
_GREEK_TWINS = dict(zip("αβεικνορτυχ", "abeiknoptux", strict=True))
_TO_LATIN = str.maketrans({**_GREEK_TWINS, **_CYRILLIC_TWINS})
_TO_CYRILLIC = str.maketrans({twin: sign for sign, twin in _CYRILLIC_TWINS.items()})


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and the stretch of the text it was written in."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Text in ordinary widths, spaces, hyphens and digits; the letters stay as written."""
    signs = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return " ".join("".join(str(unicodedata.decimal(sign, sign)) for sign in signs).split())


def words(text: str) -> tuple[Word, ...]:
    """The folded words of a plain text, in order; digits and percent signs are words too."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        run, start = found[0], found.start()
        parts = _CAMEL.split(run) if run.isascii() and run.isalpha() else [run]
        for part in parts:
            yield Word(fold_word(part), start, start + len(part))
            start += len(part)


def is_unspaced(word: str) -> bool:
    """True for one sign of a script that is written without spaces."""
    return _UNSPACED_SIGN.fullmatch(word) is not None


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """One word without case and accents, its look-alike letters in the script of the others."""
    if word.isascii():
        return word.lower()
    if is_unspaced(word):
        return word
    folded = _one_script(unicodedata.normalize("NFC", word.casefold()))
    if _is_cyrillic(folded[0]):
        return "".join(sign for sign in folded if not unicodedata.combining(sign)).translate(
            _LETTERS
        )
    letters = unicodedata.normalize("NFD", folded)
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return bare.translate(_LETTERS)


def _is_cyrillic(sign: str) -> bool:
    return "\u0400" <= sign <= "\u052f"


def _one_script(word: str) -> str:
    cyrillic = sum(_is_cyrillic(sign) for sign in word)
    greek = sum("\u0370" <= sign <= "\u03ff" for sign in word)
    latin = len(word) - cyrillic - greek
    if not latin or not cyrillic + greek:
        return "x" if word == "х" else word
    as_latin, as_cyrillic = word.translate(_TO_LATIN), word.translate(_TO_CYRILLIC)
    if all(map(_is_cyrillic, as_cyrillic)) and (cyrillic > latin or not as_latin.isascii()):
        return as_cyrillic
    return as_latin
