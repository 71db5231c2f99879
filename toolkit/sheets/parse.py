"""What a coach types, as values: weights, rep sets, dates, days. Text in, value or None out.

Nothing here knows about cells or findings; `fields.py` adds those.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache

from toolkit.model.athlete import Plate, Priority, Sex, Stage
from toolkit.model.reading import ReadKind
from toolkit.policy.loader import read_table
from toolkit.sheets.layout import ATTEMPT_STYLES, FORMULAS, fold
from toolkit.sheets.vocabulary import units
from toolkit.units import Unit

LIGHTEST_REP_SET = 15
"""Below it, "5x3" without a unit is sets x reps and not a weight: it is not guessed at."""

_NUMBER = r"\d+(?:[.,]\d+)*"
_UNITS = {**units(), "#": Unit.LB}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_RECORD = r"(?:\s*\((?:new )?p[rb]\)|\s+p[rb])!*"
"""What a coach adds to a new best: "140 (PR)"."""
_WEIGHT = re.compile(rf"({_NUMBER})\s*({_UNIT})?\.?(?:{_RECORD})?", re.IGNORECASE)
_SET = re.compile(
    rf"({_NUMBER})\s*({_UNIT})?\s*(?:x|\*|for)\s*({_NUMBER})\s*({_UNIT})?\s*(?:reps?)?"
    rf"(?:\s*(?:@|at|rpe)\s*(?:rpe\s*)?({_NUMBER}))?",
    re.IGNORECASE,
)


_SIGNS = {
    **{ord(sign): "x" for sign in "×✕✖хХ"},
    **dict.fromkeys(map(ord, "\u2212\u2010\u2011\u2012\u2013\u2014"), "-"),
    **dict.fromkeys(map(ord, "\u200b\u200e\u200f\ufeff"), None),
    ord("\u066b"): ".",
}


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight as written; `reps` and `rpe` only for a rep set, `unit` only when it was written."""

    value: float
    unit: Unit | None = None
    reps: int | None = None
    rpe: float | None = None


def tidy(value: object) -> str:
    """Text as the eye sees it: full-width digits, no-break spaces and × made ordinary."""
    return _tidied(str(value))


@lru_cache(maxsize=1 << 16)
def _tidied(text: str) -> str:
    if text.isascii():
        return " ".join(text.split())
    signs = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return " ".join("".join(str(unicodedata.decimal(sign, sign)) for sign in signs).split())


def parse_decimal(text: str) -> float | None:
    """A number with a decimal point or comma; "1,250" and "1.250,5" hold thousands."""
    body = text.lstrip("+-")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", body):
        body = body.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", body):
        body = body.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d*[.,]?\d+", body):
        body = body.replace(",", ".")
    else:
        return None
    return -float(body) if text.startswith("-") else float(body)


def parse_number(value: object) -> float | None:
    """A number, or text that is one; a date or a truth value is not."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e15 else None
    return parse_decimal(tidy(value)) if isinstance(value, str) else None


def parse_unit(value: object) -> Unit | None:
    """kg or lb, in the words coaches use for them."""
    return _UNITS.get(tidy(value).strip(" .()[]").casefold())


def parse_weight(value: object) -> Weight | None:
    """A weight ("140", "225 lb", "102,5") or a rep set ("140x5", "140 x 5 @ 8")."""
    number = parse_number(value)
    if number is not None:
        return Weight(number)
    if not isinstance(value, str):
        return None
    text = tidy(value)
    negative, text = text.startswith("-"), text.removeprefix("-").strip()
    if found := _WEIGHT.fullmatch(text):
        weight = parse_decimal(found[1])
        unit = parse_unit(found[2]) if found[2] else None
        return None if weight is None else Weight(-weight if negative else weight, unit)
    return None if negative else _rep_set(text)


def _rep_set(text: str) -> Weight | None:
    found = _SET.fullmatch(text)
    if found is None or (found[2] and found[4]):
        return None
    first, second = parse_decimal(found[1]), parse_decimal(found[3])
    rpe = parse_decimal(found[5]) if found[5] else None
    if first is None or second is None or (found[5] and rpe is None):
        return None
    written = found[2] or found[4]
    # "5x175" is reps x weight, as logs write it; the unit says which number is the weight.
    swapped = bool(found[4]) if written else first < second
    weight, reps = (second, first) if swapped else (first, second)
    if reps != int(reps) or reps < 1 or (not written and weight < LIGHTEST_REP_SET):
        return None
    return Weight(weight, parse_unit(written) if written else None, int(reps), rpe)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_PACKED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DMY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\s?г\.?)?")
_NAMED = (
    re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?[ -](?P<m>[a-z]{3,9})\.?,?[ -](?P<y>\d{4})"),
    re.compile(r"(?P<m>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})"),
)


def parse_date(value: object) -> date | None:
    """A day. "13/03/2027" is one, "03/04/2027" is two and therefore none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = re.sub(r"^[a-z]{3,9},? (?=\d{1,2}[ .])", "", tidy(value).casefold())
    if found := _ISO.fullmatch(text) or _PACKED.fullmatch(text):
        return _day(*(int(part) for part in found.groups()[:3]))
    if found := _DOTTED.fullmatch(text):  # with points it is always the day first
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _DMY.fullmatch(text):
        return _day_or_month_first(*(int(part) for part in found.groups()))
    for pattern in _NAMED:
        if (found := pattern.fullmatch(text)) and found["m"][:3] in _MONTHS:
            return _day(int(found["y"]), _MONTHS.index(found["m"][:3]) + 1, int(found["d"]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_or_month_first(first: int, second: int, year: int) -> date | None:
    if first == second or second > 12:
        return _day(year, first, second)
    return _day(year, second, first) if first > 12 else None


_DAY_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "m mo mon monday montag lundi lunes пн 一",
            "tu tue tues tuesday di dienstag mardi martes вт 二",
            "w we wed weds wednesday mi mittwoch mercredi ср 三",
            "th thu thur thurs thursday do donnerstag jeudi jueves чт 四",
            "f fr fri friday freitag vendredi viernes пт 五",
            "sa sat saturday samstag samedi sabado сб 六",
            "su sun sunday so sonntag dimanche domingo вс 日",
        )
    )
    for word in words.split()
}


def parse_days(value: object) -> tuple[int, ...] | None:
    """Weekdays, Monday = 0, in the order of the week: "Mon Wed Fri", "Mon-Fri", "M/W/F".

    As many as there may be sessions in a week: one day is for rest.
    """
    days = _weekdays(value)
    return days if days and len(days) <= read_table("limits")["sessions"]["high"] else None


def _weekdays(value: object) -> tuple[int, ...] | None:
    text = tidy(value).casefold()
    if found := re.fullmatch(r"(\w+)\s*(?:-|to)\s*(\w+)", text):
        ends = (_DAY_WORDS.get(found[1]), _DAY_WORDS.get(found[2]))
        if ends[0] is not None and ends[1] is not None:
            return tuple(range(ends[0], ends[1] + 1)) or None
    numbers = [_DAY_WORDS.get(word) for word in fold(text).split() if word != "and"]
    days = sorted({number for number in numbers if number is not None})
    return tuple(days) if days and None not in numbers and len(days) == len(numbers) else None


_NEW = "new novice learning beginner learner n neu nouveau nuevo новый"
_EXPERIENCED = "experienced exp e advanced intermediate trained known old veteran erfahren опытный"
STAGE_WORDS = {
    **dict.fromkeys((*_NEW.split(), "new lift"), Stage.NEW),
    **dict.fromkeys(_EXPERIENCED.split(), Stage.EXPERIENCED),
}
_SEX_WORDS = {
    **dict.fromkeys("f female woman women w girl girls ж 女".split(), Sex.FEMALE),
    **dict.fromkeys("m male man men boy boys м 男".split(), Sex.MALE),
}
_PRIORITY_WORDS = {
    "a": Priority.A, "1": Priority.A, "high": Priority.A, "main": Priority.A,
    "b": Priority.B, "2": Priority.B, "medium": Priority.B, "normal": Priority.B,
    "c": Priority.C, "3": Priority.C, "low": Priority.C,
}  # fmt: skip
_TRAINING_MAX_WORDS = ("training max", "train max", "tm", "t max", "training 1rm")
_KIND_WORDS = {
    **dict.fromkeys(
        ("1rm", "1 rm", "max", "tested", "tested max", "true max", "one rep max", "rep max"),
        ReadKind.ONE_RM,
    ),
    **dict.fromkeys(("pr", "pb", "best", "best single", "personal best"), ReadKind.BEST_SINGLE),
    **dict.fromkeys(("meet best", "competition max", "competition best"), ReadKind.MEET_BEST),
    **dict.fromkeys(
        ("estimated", "estimate", "est", "e1rm", "est 1rm", "estimated 1rm"), ReadKind.ESTIMATED
    ),
    **dict.fromkeys(("rep set", "set"), ReadKind.REP_SET),
    **dict.fromkeys(
        ("working load", "working weight", "working set", "work set"), ReadKind.WORKING_LOAD
    ),
}


def _word(value: object) -> str:
    return fold(str(int(value)) if isinstance(value, float) and value.is_integer() else value)


def parse_stage(value: object) -> Stage | None:
    """New or experienced."""
    return STAGE_WORDS.get(_word(value))


def parse_priority(value: object) -> Priority | None:
    """A, B or C."""
    return _PRIORITY_WORDS.get(_word(value))


def parse_sex(value: object) -> Sex | None:
    """F or M."""
    return _SEX_WORDS.get(_word(value))


def parse_kind(value: object) -> ReadKind | None:
    """What a column of kinds says of a max: 1RM, training max, estimated, best single ..."""
    if says_training_max(value):
        return ReadKind.TRAINING_MAX
    return _KIND_WORDS.get(_word(value))


def says_training_max(value: object) -> bool:
    """True when a label speaks of a training max: "Squat TM", "Training max (kg)"."""
    return any(f" {word} " in f" {fold(value)} " for word in _TRAINING_MAX_WORDS)


def parse_fraction(value: object) -> float | None:
    """A share: 0.9, "90 %", "0,9"; a bare number above 3 is a percentage."""
    text = tidy(value)
    number = parse_number(text.removesuffix("%").strip() if isinstance(value, str) else value)
    if number is None:
        return None
    return number / 100 if text.endswith("%") or number > 3 else number


_PLATE = re.compile(rf"({_NUMBER})(?:\s*x\s*(\d+))?")


def parse_plates(value: object) -> tuple[Plate, ...] | None:
    """Plates, heaviest first: "25x2, 20, 15" or "25 20 15"; the count is of pairs."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = repr(value)
    text = re.sub(r"\s*x\s*", "x", tidy(value).casefold())
    plates: dict[float, Plate] = {}
    for word in _plate_words(text):
        found = _PLATE.fullmatch(word)
        weight = parse_decimal(found[1]) if found else None
        if found is None or not weight or weight in plates:
            return None
        plates[weight] = Plate(weight, int(found[2]) if found[2] else None)
    return tuple(sorted(plates.values(), key=lambda plate: -plate.weight)) or None


_FORMULAS = {
    **{fold(name): name for name in FORMULAS},
    **dict.fromkeys(("oconner", "oconnor", "o connor", "o conner et al"), "O'Conner"),
    **dict.fromkeys(("rpe", "rts", "rts chart", "chart", "rpe table"), "RPE chart"),
}


def parse_formula(value: object) -> str | None:
    """The name of an estimate formula: "Epley", "RPE chart"."""
    return _FORMULAS.get(fold(value))


def parse_attempts(value: object) -> tuple[str, tuple[float, ...]] | None:
    """A style ("novice") and no shares, or no style and three shares of the expected third.

    Shares are written as "91/96/100", "91 %, 96 %, 100 %" or "0.91 0.96 1"; they never fall, and
    each lies inside the limit of policy/limits.toml.

    >>> parse_attempts("92,5 / 97 / 100")
    ('', (0.925, 0.97, 1.0))
    """
    word = fold(value)
    if word in ATTEMPT_STYLES:
        return word, ()
    text = re.sub(r"(?<=\d)\s*[/-]\s*(?=\d)", ";", re.sub(r"\s*%", "", tidy(value)))
    numbers = [parse_decimal(part) for part in _plate_words(text)]
    shares = _shares([number for number in numbers if number is not None])
    low, high = _share_limit()
    fits = len(shares) == 3 == len(numbers) and list(shares) == sorted(shares)
    return ("", shares) if fits and low <= shares[0] and shares[2] <= high else None


def _shares(numbers: list[float]) -> tuple[float, ...]:
    """Percentages or fractions as fractions; both at once are neither."""
    percents = [number > 3 for number in numbers]
    if any(percents) and not all(percents):
        return ()
    return tuple(round(number / 100 if any(percents) else number, 6) for number in numbers)


@cache
def _share_limit() -> tuple[float, float]:
    row = read_table("limits")["attempt_share"]
    return row["low"], row["high"]


def _plate_words(text: str) -> list[str]:
    # A comma followed by a space, or any semicolon, parts plates; "2,5" alone is a decimal comma.
    if re.search(r"[;\s]", text):
        return [word for word in re.split(r"[;\s]+|,\s+", text.replace(", ", " ")) if word]
    return [word for word in text.split(",") if word]
