"""Books without a max in them: logs, charts, standards, bodyweights. Why, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from toolkit import rules
from toolkit.diagnostics import CellRef, Findings, Rule
from toolkit.sheets.grid import Place, is_words
from toolkit.sheets.layout import OWN_NOTES, fold
from toolkit.sheets.logged import has_sets
from toolkit.sheets.months import day_of
from toolkit.sheets.sets import parse_sets
from toolkit.sheets.sights import MAXISH, Outlook, is_of_attempt
from toolkit.sheets.words import Label, Says

FEWEST_STANDARDS = 2
FEWEST_ATTEMPTS = 2
FEWEST_SETS = 4
FEWEST_DAYS = 2
FEWEST_PERCENTS = 6


def is_log(outlook: Outlook) -> bool:
    """True for a sheet of sets as they were done: a header with a day, reps and a weight, or
    days with sets such as 100x5 beside each other."""
    headed = any(
        Says.DATE in says and Says.REPS in says and bool(says & {Says.WEIGHT, Says.LIFT})
        for says in outlook.heads.values()
    )
    sets = sum(len(parse_sets(place.cell.value)) for place in outlook.grid.places)
    days = sum(day_of(place.cell) is not None for place in outlook.grid.places)
    return headed or (sets >= FEWEST_SETS and days >= FEWEST_DAYS)


def is_of_classes(outlook: Outlook) -> bool:
    """True for a sheet of records or standards: lifts by class, age or level, and no names."""
    return any(
        not says & {Says.ATHLETE, Says.SURNAME}
        and _heads_classes(outlook, row)
        for row, says in outlook.heads.items()
    )  # fmt: skip


def _heads_classes(outlook: Outlook, row: int) -> bool:
    """True for a header of lifts whose first column holds two or more classes, or numbers that
    stand for somebody."""
    words = [it for it in outlook.grid.places if it.row == row and is_words(it.cell)]
    first = words[0] if words else None
    if first is None or first.label.lifts:
        return False
    listed = any(Says.LIFT in it.label.says for it in words)
    wide = any(it.label.lifts for it in words)
    says = {said for it in words for said in it.label.says}
    classes = first.label.says & _CLASSES or fold(first.cell.text) in OWN_NOTES
    if not (wide and classes) and not (listed and says & {Says.WEIGHT_CLASS, Says.AGE}):
        return False
    return all(outlook.grid.at(row + step, first.column) is not None for step in (1, 2))


_CLASSES = frozenset({Says.CATEGORY, Says.WEIGHT_CLASS, Says.AGE, Says.GROUP, Says.STANDARD,
                      Says.PLACE})  # fmt: skip


def say_why_nothing(outlooks: Sequence[Outlook], findings: Findings) -> None:
    """One finding on what the book is instead, or on the cell that waits for a max."""
    for place in _empty_maxes(outlooks):
        findings.add(rules.MAX_CELL_EMPTY, place.cell.ref, found=place.cell.text)
        return
    asked = list(_new_maxes(outlooks))
    for place, label in asked:
        lift = label.lifts[0].written
        findings.add(rules.MAYBE_MAX, place.cell.ref, found=place.cell.text, lift=lift,
                     cell=place.cell.ref)  # fmt: skip
    if asked:
        return
    for rule, test in _LOOKS:
        for outlook in outlooks:
            if test(outlook):
                findings.add(rule, CellRef(outlook.grid.sheet.title))
                return


def _empty_maxes(outlooks: Sequence[Outlook]) -> Iterator[Place]:
    """Labels that ask for a max of a lift, with nothing beside or below."""
    for outlook in outlooks:
        for place in outlook.grid.places:
            label = place.label if is_words(place.cell) else None
            if label and len(label.lifts) == 1 and label.says & MAXISH and not label.sentence:
                yield place


def _has_log(outlook: Outlook) -> bool:
    return is_log(outlook) or has_sets(outlook.grid.sheet)


def _new_maxes(outlooks: Sequence[Outlook]) -> Iterator[tuple[Place, Label]]:
    """Typed numbers under "New max", beside "Old max": lifted already, or only hoped for?"""
    for outlook in outlooks:
        for sight in outlook.sights():
            if sight.head is None or sight.row is None or sight.place.cell.formula:
                continue
            head, label = sight.head.place, sight.row.place.label
            old = Says.PREVIOUS in outlook.heads[head.row]
            if old and Says.NEW_MAX in head.label.says and len(label.lifts) == 1:
                yield sight.place, label


def _has_standards(outlook: Outlook) -> bool:
    return is_of_classes(outlook) or _count(outlook, Says.STANDARD) >= FEWEST_STANDARDS


def _is_chart(outlook: Outlook) -> bool:
    percents = sum(
        isinstance(place.cell.value, str) and place.cell.text.endswith("%")
        for place in outlook.grid.places
    )
    return _count(outlook, Says.PERCENT) + percents >= FEWEST_PERCENTS or bool(
        _count(outlook, Says.RPE)
    )


def _has_attempts(outlook: Outlook) -> bool:
    labels = (it.label for it in outlook.grid.places if is_words(it.cell))
    return sum(map(is_of_attempt, labels)) >= FEWEST_ATTEMPTS


def _has_bodyweights(outlook: Outlook) -> bool:
    lifts = any(place.label.lifts for place in outlook.grid.places if is_words(place.cell))
    return bool(_count(outlook, Says.BODYWEIGHT)) and not lifts


def _is_program(outlook: Outlook) -> bool:
    return bool(_count(outlook, Says.SETS) or _count(outlook, Says.WEEK))


def _count(outlook: Outlook, said: Says) -> int:
    return sum(said in place.label.says for place in outlook.grid.places if is_words(place.cell))


_LOOKS: tuple[tuple[Rule, Callable[[Outlook], bool]], ...] = (
    (rules.ONLY_LOG, _has_log),
    (rules.ONLY_STANDARDS, _has_standards),
    (rules.ONLY_ATTEMPTS, _has_attempts),
    (rules.ONLY_BODYWEIGHTS, _has_bodyweights),
    (rules.ONLY_CHART, _is_chart),
    (rules.ONLY_PROGRAM, _is_program),
)
REASONS = frozenset({rules.MAX_CELL_EMPTY, rules.MAYBE_MAX, *(rule for rule, _ in _LOOKS)})
"""The findings that say why no max was found in a book."""
