"""Embed in a page only the faces, and of each face only the glyphs, that its text needs."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from toolkit.outputs.templates import templates_dir


@dataclass(frozen=True, slots=True)
class Face:
    """One font file and the CSS family and weight it stands for."""

    family: str
    weight: int
    file: str

    @property
    def path(self) -> Path:
        """The file in the templates' font folder."""
        return templates_dir() / "fonts" / self.file


FACES: tuple[Face, ...] = (
    Face("Noto Sans", 400, "NotoSans-Regular.ttf"),
    Face("Noto Sans", 700, "NotoSans-Bold.ttf"),
    Face("Noto Sans Arabic", 400, "NotoSansArabic-Regular.ttf"),
    Face("Noto Sans Arabic", 700, "NotoSansArabic-Bold.ttf"),
    Face("Noto Sans Hebrew", 400, "NotoSansHebrew-Regular.ttf"),
    Face("Noto Sans Hebrew", 700, "NotoSansHebrew-Bold.ttf"),
    Face("Noto Sans Math", 400, "NotoSansMath-Regular.ttf"),
    Face("Droid Sans Fallback", 400, "DroidSansFallback.ttf"),
)
"""The faces shipped, in the order in which a character looks for one."""


_JOINED = frozenset(map(chr, (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF))))


def families() -> tuple[str, ...]:
    """The CSS families in order of preference."""
    return tuple(dict.fromkeys(face.family for face in FACES))


def font_css(text: str) -> str:
    """`@font-face` rules, fonts as data: addresses, for every face that `text` needs."""
    return "\n".join(
        _rule(face, _subset(face, frozenset(needed))) for face, needed in _shares(text) if needed
    )


def uncovered(text: str) -> str:
    """The characters of `text`, sorted, for which no shipped face has a glyph."""
    covered = frozenset().union(*(_charset(face) for face in FACES))
    return "".join(sorted(char for char in set(text) - covered if not _is_silent(char)))


def _is_silent(char: str) -> bool:
    # Line ends, joiners, marks of direction and variation selectors draw nothing themselves.
    invisible = unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp")
    return invisible or "VARIATION SELECTOR" in unicodedata.name(char, "")


def _shares(text: str) -> Iterable[tuple[Face, set[str]]]:
    """Each face with the characters it draws: those no earlier family has.

    Shapers compose and decompose marks as the font allows, so both forms are kept.
    """
    forms = (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))
    wanted = set().union(*map(set, forms))
    taken: dict[str, set[str]] = {}
    for face in FACES:
        earlier = set().union(*(chars for name, chars in taken.items() if name != face.family))
        mine = (wanted & _charset(face)) - earlier
        taken.setdefault(face.family, set()).update(mine)
        own = {char for char in mine if char.isprintable() and not char.isspace()}
        yield face, mine | _joined_forms(face, mine) if own else set()


def _joined_forms(face: Face, chars: set[str]) -> set[str]:
    """The code points of the joined shapes of Arabic letters in `chars`.

    A PDF writer finds the text behind a glyph by the font's table of characters; without these
    the name looks right on paper and cannot be found in the file.
    """
    return {
        form
        for form in _charset(face)
        if form in _JOINED and set(unicodedata.normalize("NFKC", form)) <= chars
    }


@cache
def _charset(face: Face) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(face.path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=32)
def _subset(face: Face, chars: frozenset[str]) -> bytes:
    from fontTools import subset

    options = subset.Options(
        hinting=False, notdef_outline=True, recalc_timestamp=False, name_IDs=[0, 1, 2, 3, 4, 6, 13]
    )
    if face.family == FACES[0].family:
        # "ff" drawn as one glyph has no character of its own, and the word is lost to a search.
        options.layout_features = [f for f in options.layout_features if f not in ("liga", "clig")]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, chars)))
    out = BytesIO()
    with subset.load_font(str(face.path), options) as font:
        subsetter.subset(font)
        font.save(out)
    return out.getvalue()


def _rule(face: Face, data: bytes) -> str:
    address = "data:font/ttf;base64," + base64.b64encode(data).decode("ascii")
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"src: url({address}) }}"
    )
