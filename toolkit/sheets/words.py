"""What a label says: the lift it names, what kind of number it announces, a value inside it.

The vocabulary is data (`words/*.toml`). Nothing here looks at more than one text at a time, except
`abbreviated`, because the letters S, B and D mean lifts only in company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from toolkit.sheets.parse import Weight, parse_weight
from toolkit.sheets.spelling import Word, is_unspaced, plain, words
from toolkit.sheets.vocabulary import (
    OTHER,
    KnownLift,
    Match,
    Says,
    compound,
    known_lifts,
    longest_match,
    phrases,
    read_words,
)
from toolkit.units import Unit

__all__ = ["OTHER", "Label", "LiftName", "Says", "abbreviated", "lift_named", "read_label"]

LONGEST_LABEL = 300
"""A longer text is prose; only its beginning is read."""
MOST_REPS = 20
TRAINING_MAX_PERCENT = (80, 99)
"""A share of the max in this range, beside the word max, is a training max."""
LIGHTEST_BARE = 20
"""Below it, a number after a lift's name may be a week, a set or a repetition."""
LIGHTEST_SET = 40
"""Below it, "3x20" without a unit is sets and reps."""
HEAVIEST_BARE = 1000
LONG_LABEL = 5
MANY_UNKNOWN = 4
"""An instruction of this many words, or a text with this many unknown ones, reads like prose."""
LONGEST_PHRASE = 18

_MAXES = frozenset({
    Says.ONE_RM, Says.TRAINING_MAX, Says.ESTIMATED, Says.BEST, Says.MEET_BEST, Says.GOAL,
    Says.WORKING, Says.NEW_MAX, Says.PREVIOUS, Says.REP_MAX,
})  # fmt: skip
_WEIGHTS = _MAXES | {
    Says.WEIGHT, Says.BODYWEIGHT, Says.TOTAL, Says.ROUNDING, Says.INCREASE, Says.BAR,
}  # fmt: skip
_COUNTED = frozenset({
    Says.SETS, Says.REPS, Says.WEEK, Says.DAY, Says.SESSION, Says.SET_NUMBER, Says.PERCENT,
    Says.RPE, Says.DATE, Says.YEAR, Says.MONTH, Says.TIME, Says.AGE, Says.HEIGHT, Says.RACK,
    Says.PLACE, Says.POINTS, Says.ATTEMPT, Says.WEIGHT_CLASS,
})  # fmt: skip
"""What is counted in something else than kilograms: a number after it is no weight."""
_NUMBERED = frozenset({Says.PROGRAM, Says.WEEK, Says.DAY, Says.SESSION, Says.MONTH})
"""What has a number of its own behind it."""
_OF_A_MAX = frozenset({Says.ONE_RM, Says.TRAINING_MAX})
_OTHER_MAXES = frozenset({
    Says.TRAINING_MAX, Says.ESTIMATED, Says.MEET_BEST, Says.GOAL, Says.NEW_MAX, Says.PREVIOUS,
    Says.REP_MAX, Says.ATTEMPT, Says.WORKING,
})  # fmt: skip
"""A max, but not a tested 1RM of today: "estimated 1RM" says ESTIMATED, and ONE_RM no more."""

_PARTS = re.compile(r"[:;,.!?=/|\n]|\s-\s?|\s\+\s")
_ATTEMPT = re.compile(r"(?i)(?<![a-z])(squat|bench|deadlift|sq|bp|dl)[1-4](kg|lbs?)?(?![a-z0-9])")
_BEST_OF_THREE = re.compile(r"(?i)(?<![a-z])best[34]\s?(squat|bench|deadlift)")


@dataclass(frozen=True, slots=True)
class LiftName:
    """A lift named in a label.

    `written` is what the coach wrote, `name` the English name (as written where part of it is not
    known), `family` the key of policy/lifts.toml it is planned as. A `variant` is never the main
    lift of its family. A `weak` name is a short form that may mean something else ("KB", "Mark"):
    it wants company, such as another lift in the same row, or a word for a max beside it.
    """

    written: str
    name: str
    family: str
    variant: bool
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text of a cell as a label.

    `reps` belongs to REP_MAX ("5RM"). `value` is a weight that stands in the text itself, without
    its unit where none was written with it; `unit` is any unit in the text. `rest` are the words
    that are not known, folded. A `sentence` is an instruction or prose, no label.
    """

    text: str
    lifts: tuple[LiftName, ...] = ()
    says: frozenset[Says] = frozenset()
    unit: Unit | None = None
    value: Weight | None = None
    value_unit_written: bool = False
    rest: tuple[str, ...] = ()
    sentence: bool = False
    reps: int | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words of a text, the phrases found in them, the places of the unknown words."""

    text: str
    row: tuple[Word, ...]
    matches: tuple[Match, ...]
    unknown: tuple[int, ...]

    @property
    def lifts(self) -> tuple[Match, ...]:
        """The phrases that name a lift. "Incline" is one alone, and a modifier beside another."""
        named = tuple(match for match in self.matches if match.meaning.lift)
        return tuple(it for it in named if it.meaning.modifier is None) or named[-1:]

    @property
    def modifiers(self) -> tuple[Match, ...]:
        """The phrases that change a lift named in the text."""
        lifts = self.lifts
        return tuple(
            match
            for match in self.matches
            if lifts and match.meaning.modifier is not None and match not in lifts
        )

    @property
    def rest(self) -> tuple[str, ...]:
        """The unknown words; signs that are written without spaces are put together again."""
        words: list[str] = []
        for place in self.unknown:
            word = self.row[place].word
            clings = place - 1 in self.unknown and not self.between(place - 1, place)
            if clings and is_unspaced(word) and is_unspaced(self.row[place - 1].word):
                words[-1] += word
            else:
                words.append(word)
        return tuple(words)

    def between(self, left: int, right: int) -> str:
        """What stands between two words: spaces and signs."""
        return self.text[self.row[left].end : self.row[right].start]


def read_label(text: object) -> Label:
    """The label as far as it is understood; any value of a cell may be asked about."""
    return _read(text if isinstance(text, str) else "" if text is None else str(text))


def lift_named(text: object) -> LiftName | None:
    """The lift, when the whole text is the name of one lift and nothing else."""
    label = read_label(text)
    alone = len(label.lifts) == 1 and not (label.says or label.rest or label.unit)
    if not alone or re.search(r"\d", label.text.replace(label.lifts[0].written, "", 1)):
        return None
    return label.lifts[0]


@cache
def spellings() -> Mapping[str, LiftName]:
    """Every spelling of a lift that stands in the tables, as written there."""
    texts = (text for text, meaning in phrases() if meaning.lift and "*" not in text)
    found = {text: lift_named(text) for text in texts}
    return {text: lift for text, lift in found.items() if lift}


def abbreviated(texts: Sequence[object]) -> dict[int, LiftName]:
    """The lifts that the single letters of a row stand for, by their place: S, B, D together."""
    folded = ["".join(word.word for word in words(plain(str(text)))) for text in texts]
    for company in read_words("company")["company"]:
        letters: dict[str, str] = company["letters"]
        if set(letters) <= set(folded):
            return {
                place: _named(str(texts[place]), known_lifts()[letters[letter].casefold()])
                for place, letter in enumerate(folded)
                if letter in letters
            }
    return {}


def _named(written: str, lift: KnownLift) -> LiftName:
    return LiftName(plain(written), lift.name, lift.family, lift.variant)


@lru_cache(maxsize=1 << 16)
def _read(written: str) -> Label:
    text = _BEST_OF_THREE.sub(r"best3 \1 ", plain(written[:LONGEST_LABEL]))
    reading = _understand(text)
    lifts = _lifts(reading)
    says = _says(reading)
    value, unit = _value(reading, says, lifts)
    return Label(
        text,
        lifts,
        says,
        unit or _unit(reading),
        value,
        unit is not None,
        reading.rest,
        len(written) > LONGEST_LABEL or _is_sentence(reading, says),
        _reps(reading) if Says.REP_MAX in says else None,
    )


# --- words and phrases -----------------------------------------------------------------------


def _understand(text: str) -> _Reading:
    row = tuple(part for word in words(text) for part in _parts_of(word))
    matches: list[Match] = []
    unknown: list[int] = []
    place = 0
    while place < len(row):
        match = longest_match(row, place)
        if match and not (match.number and int(float(match.number)) > MOST_REPS):
            matches.append(match)
            place = match.end
            continue
        if row[place].word.isalpha():
            unknown.append(place)
        place += 1
    return _Reading(text, row, tuple(matches), tuple(unknown))


def _parts_of(word: Word) -> Iterator[Word]:
    """A word, or the known words it is written together of."""
    parts = compound(word.word)
    if not parts:
        yield word
        return
    start = word.start
    for part in parts:
        end = word.end if part is parts[-1] else min(start + len(part), word.end)
        yield Word(part, start, end)
        start = end


# --- lifts -----------------------------------------------------------------------------------


def _lifts(reading: _Reading) -> tuple[LiftName, ...]:
    """Each lift once: "Kniebeuge (KB)" says it twice, and the longer word is sure."""
    matches = reading.lifts
    found = [_lift(reading, match, match.meaning.lift) for match in matches]
    first: dict[str, LiftName] = {}
    for lift in sorted(found, key=lambda it: it.weak):
        first.setdefault(lift.name, lift)
    lifts = tuple(lift for lift in found if first[lift.name] is lift)
    if len(lifts) != 2 or any(_parted(reading, *pair) for pair in pairwise(matches)):
        return lifts
    # "Martwy ciąg sumo": a lift and a variation of it, side by side, are the variation.
    variants = [lift for lift in lifts if lift.variant]
    main = {lift.family for lift in lifts if not lift.variant}
    return tuple(variants) if len(variants) == 1 and variants[0].family in main else lifts


def _parted(reading: _Reading, left: Match, right: Match) -> bool:
    """True when a sign such as a comma or a slash stands between two phrases."""
    return bool(_PARTS.search(reading.between(left.end - 1, right.first)))


def _lift(reading: _Reading, match: Match, lift: KnownLift | None) -> LiftName:
    assert lift is not None
    modifiers = _modifiers_of(reading, match)
    first = min([match.first, *(it.first for it in modifiers)])
    end = max([match.end, *(it.end for it in modifiers)])
    first, end = _with_strangers(reading, first, end)
    written = _closed(reading.text, reading.row[first].start, reading.row[end - 1].end)
    for modifier in modifiers:
        lift = _modified(lift, modifier.meaning.modifier or "")
    if any(first <= unknown < end for unknown in reading.unknown):
        return LiftName(written, written, OTHER, variant=True)
    return LiftName(
        written, lift.name, lift.family, lift.variant, match.meaning.weak and not modifiers
    )


def _closed(text: str, start: int, end: int) -> str:
    """A stretch of a text with the bracket that closes it: "Squat (Barbell)"."""
    written = text[start:end]
    opened = written.count("(") > written.count(")")
    return written + ")" if opened and text[end : end + 1] == ")" else written


def _modifiers_of(reading: _Reading, match: Match) -> list[Match]:
    """The modifiers of a lift, the nearest first; where several lifts are named, its neighbours."""
    found = sorted(reading.modifiers, key=lambda it: abs(it.first - match.first))
    if len(reading.lifts) == 1:
        return found
    return [it for it in found if it.end == match.first or it.first == match.end]


def _modified(lift: KnownLift, modifier: str) -> KnownLift:
    """A lift with a modifier: one of the tables, or else a variation that is its own lift."""
    if lift.name.casefold().startswith(modifier.casefold()):
        return lift
    name = f"{modifier} {lift.name[0].lower()}{lift.name[1:]}"
    return known_lifts().get(name.casefold()) or KnownLift(name, OTHER, True)


def _with_strangers(reading: _Reading, first: int, end: int) -> tuple[int, int]:
    """The stretch of a lift with the unknown words right beside it: they may change the lift."""
    unknown = {
        place
        for place in reading.unknown
        if len(reading.row[place].word) > 1 or is_unspaced(reading.row[place].word)
    }
    while first - 1 in unknown and not _PARTS.search(reading.between(first - 1, first)):
        first -= 1
    while end in unknown and not _PARTS.search(reading.between(end - 1, end)):
        end += 1
    return first, end


# --- concepts --------------------------------------------------------------------------------


def _says(reading: _Reading) -> frozenset[Says]:
    spoken = (match for match in reading.matches if match not in reading.modifiers)
    found = {
        says
        for match in spoken
        for says in ({Says.ONE_RM} if _is_numbered(reading, match) else match.meaning.says)
    }
    if Says.REP_MAX in found and _reps(reading) == 1:
        found = found - {Says.REP_MAX} | {Says.ONE_RM}
    at_a_meet = {Says.BEST, Says.EVENT} <= found or _BEST_OF_THREE.search(reading.text)
    if Says.MEET_BEST in found or at_a_meet:
        found = found - {Says.BEST} | {Says.MEET_BEST}
    elif _ATTEMPT.search(reading.text):
        found.add(Says.ATTEMPT)
    found = _with_percent(reading, found)
    return frozenset(found - {Says.ONE_RM} if found & _OTHER_MAXES else found)


def _with_percent(reading: _Reading, found: set[Says]) -> set[Says]:
    """A training max is said by "90 % of max"; "75 % of 1RM" and "% of TM" are percentages."""
    if not any(word.word == "%" for word in reading.row):
        return found - _OF_A_MAX if Says.PERCENT in found else found
    numbers = [
        float(reading.row[place].word.replace(",", "."))
        for place in range(len(reading.row) - 1)
        if reading.row[place + 1].word == "%" and reading.row[place].word[0].isdigit()
    ]
    low, high = TRAINING_MAX_PERCENT
    if found & _OF_A_MAX and len(numbers) == 1 and low <= numbers[0] <= high:
        return found - _OF_A_MAX | {Says.TRAINING_MAX}
    return found - _OF_A_MAX | {Says.PERCENT}


def _reps(reading: _Reading) -> int | None:
    numbers = [
        it.number
        for it in reading.matches
        if Says.REP_MAX in it.meaning.says and it.number and not _is_numbered(reading, it)
    ]
    return int(float(numbers[0].replace(",", "."))) if len(numbers) == 1 else None


def _is_numbered(reading: _Reading, match: Match) -> bool:
    """True for the "2 max" of "Cycle 2 max": the number belongs to the cycle."""
    if Says.REP_MAX not in match.meaning.says or reading.row[match.end - 1].word != "max":
        return False
    before = next((it for it in reading.matches if it.end == match.first), None)
    return before is not None and bool(before.meaning.says & _NUMBERED)


def _unit(reading: _Reading) -> Unit | None:
    units = {match.meaning.unit for match in reading.matches if match.meaning.unit}
    return units.pop() if len(units) == 1 else None


# --- a value inside the label ----------------------------------------------------------------


def _value(
    reading: _Reading, says: frozenset[Says], lifts: tuple[LiftName, ...]
) -> tuple[Weight | None, Unit | None]:
    """The one weight that stands in the text, and the unit written with it."""
    nothing = None, None
    if len(lifts) > 1 or says & _COUNTED or not (lifts or says & _WEIGHTS) or reading.unknown:
        return nothing
    taken = {place for match in reading.matches for place in range(match.first, match.end)}
    free = [
        place
        for place, word in enumerate(reading.row)
        if place not in taken and (word.word[0].isdigit() or word.word == "%")
    ]
    if not free or free[0] == 0:
        return nothing
    start = reading.row[free[0] - 1].end
    end = _behind(reading, free[-1] + 1)
    last = end == len(reading.row)
    joint, text = _joint(reading.text[start : None if last else reading.row[end - 1].end])
    weight = parse_weight(text)
    if weight is None or weight.value <= 0:
        return nothing
    if len(free) != sum(part is not None for part in (weight.value, weight.reps, weight.rpe)):
        return nothing
    likely = last and _is_likely(weight, joint, is_max=bool(says & _MAXES))
    return (weight, weight.unit) if weight.unit or likely else nothing


def _behind(reading: _Reading, place: int) -> int:
    """The place behind the unit that stands here, or this place."""
    units = (it for it in reading.matches if it.first == place and it.meaning.unit)
    return next((match.end for match in units), place)


def _is_likely(weight: Weight, joint: str, *, is_max: bool) -> bool:
    """Whether a number without a unit is a weight, and no week, set or repetition."""
    bare = "-" in joint or not joint
    lightest = LIGHTEST_SET if weight.reps else LIGHTEST_BARE if bare else 0
    return lightest <= weight.value < HEAVIEST_BARE and bool(joint or is_max)


def _joint(text: str) -> tuple[str, str]:
    """What joins a label to its value, and the value: ": ", "140 kg"."""
    found = re.match(r"[\s)\].]*([:=-]*)\s*[(\[]?\s*", text)
    end = found.end() if found else 0
    return (found[1] if found else ""), text[end:].rstrip(" .;,!)]")


# --- prose -----------------------------------------------------------------------------------


def _is_sentence(reading: _Reading, says: frozenset[Says]) -> bool:
    """An instruction, or many words that no label has."""
    # Two signs of Chinese, Japanese or Korean are about one word.
    signs = sum(is_unspaced(word.word) for word in reading.row)
    count = len(reading.row) - signs // 2
    unknown = sum((len(word) + 1) // 2 if is_unspaced(word[0]) else 1 for word in reading.rest)
    instructs = any(match.meaning.instructs for match in reading.matches)
    if instructs and count >= LONG_LABEL:
        return True
    if Says.INCREASE in says and count > LONG_LABEL + 1:
        return True
    return count > LONGEST_PHRASE or (unknown >= MANY_UNKNOWN and 2 * unknown > count - unknown)
