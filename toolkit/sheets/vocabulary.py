"""The words of the gym, read from the tables beside this file into one tree of phrases.

A phrase of the tables is a row of words as `spelling.words` folds them. "#" stands for any number,
and a star at the end of a word for an ending of up to four letters: "приседани*".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from toolkit.sheets.spelling import Word, is_unspaced, plain, words
from toolkit.units import Unit

OTHER = "other"
LONGEST_ENDING = 4
SHORTEST_STEM = 3
SHORTEST_COMPOUND = 5


class Says(StrEnum):
    """What a label speaks of."""

    ONE_RM = "one_rm"
    TRAINING_MAX = "training_max"
    ESTIMATED = "estimated"
    BEST = "best"
    MEET_BEST = "meet_best"
    ATTEMPT = "attempt"
    GOAL = "goal"
    WORKING = "working"
    NEW_MAX = "new_max"
    PREVIOUS = "previous"
    REP_MAX = "rep_max"
    LIFT = "lift"
    SETS = "sets"
    REPS = "reps"
    WEIGHT = "weight"
    PERCENT = "percent"
    RPE = "rpe"
    DATE = "date"
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    SESSION = "session"
    SET_NUMBER = "set_number"
    TIME = "time"
    DISTANCE = "distance"
    VOLUME = "volume"
    ATHLETE = "athlete"
    SURNAME = "surname"
    GROUP = "group"
    COACH = "coach"
    SEX = "sex"
    AGE = "age"
    HEIGHT = "height"
    BODYWEIGHT = "bodyweight"
    WEIGHT_CLASS = "weight_class"
    CATEGORY = "category"
    UNIT = "unit"
    TOTAL = "total"
    AVERAGE = "average"
    POINTS = "points"
    PLACE = "place"
    ROUNDING = "rounding"
    INCREASE = "increase"
    BAR = "bar"
    PLATES = "plates"
    RACK = "rack"
    STANDARD = "standard"
    EQUIPPED = "equipped"
    RAW = "raw"
    NOTE = "note"
    WARM_UP = "warm_up"
    ASSISTANCE = "assistance"
    ENTER = "enter"
    PROGRAM = "program"
    EVENT = "event"
    PLACE_NAME = "place_name"


@dataclass(frozen=True, slots=True)
class KnownLift:
    """A lift of the tables: its English name, the family it is planned as, whether it is a
    variation of a family's lift."""

    name: str
    family: str
    variant: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one phrase means. A phrase may be a lift, a modifier of one ("" for a modifier that
    leaves the lift what it is), concepts, a unit, a filler or a verb of an instruction."""

    lift: KnownLift | None = None
    weak: bool = False
    modifier: str | None = None
    says: frozenset[Says] = frozenset()
    unit: Unit | None = None
    filler: bool = False
    instructs: bool = False


@dataclass(slots=True)
class Node:
    """A place in the tree of phrases."""

    meaning: Meaning | None = None
    after: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text: the words from `first` up to `end`, the number it holds."""

    first: int
    end: int
    meaning: Meaning
    number: str = ""


def read_words(name: str) -> dict[str, Any]:
    """The parsed content of `toolkit/sheets/words/<name>.toml`."""
    path = files("toolkit.sheets") / "words" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _spellings(row: dict[str, Any]) -> Iterator[str]:
    """The phrases of a table: its lists are languages, two letters each."""
    for key, value in row.items():
        if len(key) == 2:
            yield from value
            if key == "de":
                yield from (_without_umlauts(text) for text in value)


def _without_umlauts(text: str) -> str:
    return text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


@cache
def units() -> dict[str, Unit]:
    """Every word for a unit."""
    return {text: unit for unit in Unit for text in _spellings(read_words("units")[unit.value])}


@cache
def known_lifts() -> dict[str, KnownLift]:
    """Every known lift by its English name in small letters."""
    return {
        row["name"].casefold(): KnownLift(
            row["name"], row.get("family", OTHER), row.get("variant", False)
        )
        for row in read_words("lifts")["lift"]
    }


@cache
def phrases() -> tuple[tuple[str, Meaning], ...]:
    """Every phrase of the tables and what it means; a phrase of two concepts stands here twice."""
    return (*_lift_phrases(), *_modifier_phrases(), *_label_phrases(), *_small_phrases())


def _lift_phrases() -> Iterator[tuple[str, Meaning]]:
    for row in read_words("lifts")["lift"]:
        lift = known_lifts()[row["name"].casefold()]
        for text in dict.fromkeys((row["name"], *_spellings(row))):
            yield text, Meaning(lift=lift)
        for text in row.get("weak", ()):
            yield text, Meaning(lift=lift, weak=True)


def _modifier_phrases() -> Iterator[tuple[str, Meaning]]:
    for row in read_words("modifiers")["modifier"]:
        for text in _spellings(row):
            yield text, Meaning(modifier=row["name"])


def _label_phrases() -> Iterator[tuple[str, Meaning]]:
    for says, row in read_words("labels").items():
        for text in _spellings(row):
            yield text, Meaning(says=frozenset({Says(says)}))


def _small_phrases() -> Iterator[tuple[str, Meaning]]:
    yield from ((text, Meaning(unit=unit)) for text, unit in units().items())
    tables = read_words("small")
    yield from ((text, Meaning(filler=True)) for text in _spellings(tables["filler"]))
    yield from ((text, Meaning(instructs=True)) for text in _spellings(tables["instruction"]))


def phrase_key(phrase: str) -> tuple[str, ...]:
    """A phrase of the tables as the words it is looked up by."""
    keys: list[str] = []
    text = plain(phrase)
    for word in words(text.replace("#", "0")):
        starred = text[word.end : word.end + 1] == "*"
        keys.append("#" if text[word.start] == "#" else word.word + "*" * starred)
    return tuple(keys)


@cache
def tree() -> Node:
    """All phrases as one tree, from word to word."""
    root = Node()
    for phrase, meaning in phrases():
        node = root
        for key in phrase_key(phrase):
            node = node.after.setdefault(key, Node())
        node.meaning = _both(node.meaning, meaning)
    return root


def _both(known: Meaning | None, more: Meaning) -> Meaning:
    """A phrase of two tables: two concepts, or a modifier that is something else when alone."""
    if known is None:
        return more
    return replace(
        known,
        lift=known.lift or more.lift,
        modifier=more.modifier if known.modifier is None else known.modifier,
        says=known.says | more.says,
    )


def longest_match(row: Sequence[Word], first: int) -> Match | None:
    """The longest phrase that begins with this word."""
    best = None
    stack: list[tuple[Node, int, str]] = [(tree(), first, "")]
    while stack:
        node, place, number = stack.pop()
        meaning = node.meaning
        if meaning and (best is None or place > best.end) and _ends(row, first, place, meaning):
            best = Match(first, place, meaning, number)
        if place < len(row):
            word = row[place].word
            stack.extend(
                (node.after[key], place + 1, word if key == "#" else number)
                for key in reversed(_keys(word))
                if key in node.after
            )
    return best


def _ends(row: Sequence[Word], first: int, end: int, meaning: Meaning) -> bool:
    """A single sign of Chinese, Japanese or Korean is a word only with nothing like it beside;
    but a particle clings to its word.
    """
    return end - first > 1 or meaning.filler or _stands_alone(row, first)


def _stands_alone(row: Sequence[Word], place: int) -> bool:
    if not is_unspaced(row[place].word):
        return True
    beside = (
        place and row[place - 1].end == row[place].start and row[place - 1].word,
        place + 1 < len(row) and row[place + 1].start == row[place].end and row[place + 1].word,
    )
    return not any(word and is_unspaced(word) for word in beside)


@cache
def _phrase_words() -> frozenset[str]:
    return frozenset(key for phrase, _ in phrases() for key in phrase_key(phrase))


@lru_cache(maxsize=1 << 16)
def _keys(word: str) -> tuple[str, ...]:
    """What a word is looked up by, the surest first: itself, a number, its stems."""
    if word[0].isdigit():
        return (word, "#")
    shortest = max(SHORTEST_STEM, len(word) - LONGEST_ENDING)
    stems = (f"{word[:length]}*" for length in range(len(word), shortest - 1, -1))
    return (word, *(stem for stem in stems if stem in _phrase_words()))


@lru_cache(maxsize=1 << 16)
def compound(word: str) -> tuple[str, ...]:
    """A word written together out of known ones, as its parts: "kniebeugenmax", "squatkg"."""
    known = any(key in _phrase_words() for key in _keys(word))
    if known or len(word) < SHORTEST_COMPOUND or not word.isalpha():
        return ()
    for cut in range(len(word) - 2, 1, -1):
        head, tail = word[:cut], word[cut:]
        if tail in _last_parts() and (parts := _head_parts(head)):
            return (*parts, tail)
    return ()


def _head_parts(head: str) -> tuple[str, ...]:
    # German and the Scandinavian languages join with an s or an n: "Trainingsmaximum".
    for body in (head, head.removesuffix("s"), head.removesuffix("n")):
        if body in _parts():
            return (body,)
    return compound(head)


@cache
def _parts() -> frozenset[str]:
    """The words that longer ones are put together of."""
    single = ((phrase_key(text), meaning) for text, meaning in phrases())
    return frozenset(
        key[0]
        for key, meaning in single
        if len(key) == 1 and len(key[0]) > 2 and not (meaning.filler or meaning.instructs)
    )


@cache
def _last_parts() -> frozenset[str]:
    """At the end of a word a unit may stand too: "squatkg"."""
    return _parts() | {key[0] for key in map(phrase_key, units()) if len(key) == 1}
