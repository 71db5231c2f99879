"""Sets as coaches write them into one cell of a log: "100x5", "5x5 @ 100", "100 kg x 3,3,2"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.sheets.parse import parse_decimal, parse_unit, tidy
from toolkit.units import Unit

LIGHTEST = 30
"""Below it, and without a unit, two numbers may both be counts: "3x20" is sets and reps."""
MOST_SETS = 12
MOST_REPS = 30
LONGEST = 120
"""A longer text is prose."""
HARDEST = 10
"""An effort after "@" is at most so much; more is a weight."""

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_UNIT = r"\s*(kgs?|kilos?|lbs?|pounds?|#|кг|公斤|фунт\w*)?\.?"
_REPS = r"(\d{1,2}(?:\s*[,+/]\s*\d{1,2})*)(?!\d)"
_EFFORT = rf"(?:\s*(?:@|rpe)\s*(?:rpe\s*)?{_NUMBER}{_UNIT})?"
_TWO = re.compile(rf"{_NUMBER}{_UNIT}\s*[x*]\s*{_REPS}{_UNIT}(?:\s*reps?)?{_EFFORT}", re.IGNORECASE)
_THREE = re.compile(
    rf"{_NUMBER}{_UNIT}\s*[x*]\s*(\d{{1,2}})\s*[x*]\s*{_NUMBER}{_UNIT}{_EFFORT}", re.IGNORECASE
)
_SCHEME_AT = re.compile(
    rf"(\d{{1,2}})\s*x\s*(\d{{1,2}})\s*(?:@|at|-|,|:|\s)\s*{_NUMBER}{_UNIT}", re.IGNORECASE
)
_WEIGHT_LAST = re.compile(
    rf"(\d{{1,2}})\s*x\s*(\d{{2,3}}(?:[.,]\d+)?){_UNIT}{_EFFORT}", re.IGNORECASE
)
_LISTED = re.compile(
    rf"{_NUMBER}{_UNIT}\s*-?\s*\((\d{{1,2}}(?:\s*[,/]\s*\d{{1,2}})*)\)", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"\s*[;\n|&]\s*|\s{2,}|,\s+(?=\d+(?:[.,]\d+)?\s*(?:kg|lbs?)?\s*[xX×хХ*])"
    r"|(?<=[xX×хХ*]\d),(?=\d+[xX×хХ*])|(?<=[xX×хХ*]\d\d),(?=\d+[xX×хХ*])"
)


@dataclass(frozen=True, slots=True)
class WrittenSet:
    """One set of a text: its weight, its reps and, where they are written, unit and RPE."""

    weight: float
    reps: int
    unit: Unit | None = None
    rpe: float | None = None


def parse_sets(value: object) -> tuple[WrittenSet, ...]:
    """The sets of a cell; none where one of them cannot be understood.

    Of several sets with one weight the longest stands for all of them. Where it is open which
    number counts the reps, it is the smaller: an estimate is never more than was lifted.

    >>> parse_sets("5x5 @ 100")
    (WrittenSet(weight=100.0, reps=5, unit=None, rpe=None),)
    """
    if (
        not isinstance(value, str)
        or len(value) > LONGEST
        or not re.search(r"\d\D*[xX×хХ*(]\D*\d", value)
    ):
        return ()
    parts = [part for part in map(tidy, _BETWEEN.split(value.strip())) if part]
    sets = [_one_set(part) for part in parts]
    return tuple(one for one in sets if one is not None) if None not in sets else ()


def _one_set(text: str) -> WrittenSet | None:
    found = next(_ways(text), None)
    return found if found is not None and 1 <= found.reps <= MOST_REPS else None


def _ways(text: str) -> Iterator[WrittenSet | None]:
    """What a text may be, the longest way of writing first."""
    if found := _SCHEME_AT.fullmatch(text):
        yield _at_weight(*found.groups())
    if found := _THREE.fullmatch(text):
        yield _of_three(*found.groups())
    if found := _TWO.fullmatch(text):
        yield _of_two(*found.groups())
    if found := _WEIGHT_LAST.fullmatch(text):
        reps, weight, unit, rpe, rpe_unit = found.groups()
        yield _set(_decimal(weight), int(reps), unit, rpe, rpe_unit)
    if found := _LISTED.fullmatch(text):
        yield _of_two(found[1], found[2], found[3], None, None, None)


def _at_weight(sets: str, reps: str, weight: str, unit: str | None) -> WrittenSet | None:
    """Weigh "5x5 @ 100"; "100x5 @ 8" and "5x5 @ 8" speak of effort."""
    value = _decimal(weight)
    if int(sets) > MOST_SETS or (value <= HARDEST and not unit):
        return _of_two(sets, None, reps, None, weight, unit)
    return WrittenSet(value, int(reps), parse_unit(unit) if unit else None)


def _of_three(
    first: str, unit: str | None, second: str, third: str, third_unit: str | None,
    rpe: str | None, rpe_unit: str | None,
) -> WrittenSet | None:  # fmt: skip
    """Read three numbers: a weight with reps and sets in either order ("110x3x3"), or sets of reps
    at a weight ("3x5x100")."""
    one, two, three = _decimal(first), int(second), _decimal(third)
    if unit or (not third_unit and one > max(two, three) and one >= LIGHTEST):
        reps = min(two, three)
        return _set(one, reps, unit, rpe, rpe_unit)
    if three > max(one, two) and one <= MOST_SETS and (third_unit or three >= LIGHTEST):
        return _set(three, two, third_unit, rpe, rpe_unit)
    return None


def _of_two(
    first: str, unit: str | None, reps: str, other_unit: str | None,
    rpe: str | None, rpe_unit: str | None,
) -> WrittenSet | None:  # fmt: skip
    """Weight and reps: "100x5", "100 kg x 3,3,2", "5 x 90 kg"."""
    counts = [int(count) for count in re.findall(r"\d+", reps)]
    if unit and other_unit:
        return None
    if other_unit and len(counts) == 1:
        return _set(counts[0], _decimal(first), other_unit, rpe, rpe_unit)
    return _set(_decimal(first), max(counts), unit, rpe, rpe_unit)


def _set(
    weight: float, reps: float, unit: str | None, rpe: str | None, rpe_unit: str | None
) -> WrittenSet | None:
    if not unit and max(weight, reps) < LIGHTEST:
        return None
    if not unit and weight < reps:
        weight, reps = reps, weight
    effort = _decimal(rpe) if rpe else None
    if rpe_unit or (effort is not None and effort > HARDEST) or reps != int(reps):
        return None
    return WrittenSet(weight, int(reps), parse_unit(unit) if unit else None, effort)


def _decimal(text: str) -> float:
    return parse_decimal(text) or 0.0
