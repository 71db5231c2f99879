"""What a book leaves open, as questions with a short list of answers.

Nothing here knows how a question is put: the terminal asks in its way, a page in its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from toolkit import rules
from toolkit.diagnostics import CellRef, Rule
from toolkit.model.reading import Reading
from toolkit.policy.loader import families
from toolkit.sheets.answers import Answers, Mapped
from toolkit.sheets.roster import Understood
from toolkit.units import Unit

MOST_QUESTIONS = 6
"""More than that is no short list: the findings name the rest."""


class Asks(StrEnum):
    """What a question is about."""

    UNIT = "unit"
    ATHLETE = "athlete"
    VALUE = "value"
    LIFT = "lift"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer, as it is shown and as it is kept."""

    label: str
    answer: Answers


@dataclass(frozen=True, slots=True)
class Question:
    """Something the book does not say. `option` is what to type to answer it beforehand; `is_open`:
    a name may be typed in place of a choice."""

    kind: Asks
    text: str
    choices: tuple[Choice, ...]
    option: str
    is_open: bool = False


def questions(understood: Understood) -> tuple[Question, ...]:
    """The open questions of a book, the most important first."""
    return tuple(_all(understood))[:MOST_QUESTIONS]


def typed(question: Question, text: str) -> Answers:
    """The answer to an open question that was typed: a name."""
    return Answers(athlete_name=" ".join(text.split())) if question.is_open else Answers()


def _all(understood: Understood) -> Iterator[Question]:
    if _has(understood, rules.UNIT_OPEN):
        yield _unit(understood)
    yield from (_lift(it) for it in understood.readings if not it.lift)
    yield from _values(understood)
    if _has(understood, rules.ATHLETE_UNNAMED):
        yield _athlete(understood)


def _has(understood: Understood, rule: Rule) -> bool:
    return any(item.rule is rule for item in understood.findings)


def _unit(understood: Understood) -> Question:
    sample = next(it for it in understood.readings if it.unit is None)
    choices = tuple(Choice(str(unit), Answers(unit=unit)) for unit in Unit)
    text = f"Is {sample.as_written} in {sample.ref} kg or lb? No unit is written for it."
    return Question(Asks.UNIT, text, choices, "--unit lb")


def _athlete(understood: Understood) -> Question:
    name = understood.path.stem
    choices = (Choice(name, Answers(athlete_name=name)),)
    text = "Whose book is this? It names no athlete."
    return Question(Asks.ATHLETE, text, choices, f'--athlete-name "{name}"', is_open=True)


def _lift(found: Reading) -> Question:
    main = [family.name for family in families().values() if family.contested == "powerlifting"]
    choices = tuple(_choice(lift, found, lift) for lift in main)
    text = f"Which lift is the {found.as_written} in {found.ref}{_whose(found)}?"
    return Question(Asks.LIFT, text, choices, choices[0].answer.maps[0].option)


def _values(understood: Understood) -> Iterator[Question]:
    """Where one lift has several maxes: one question for all of them."""
    by_cell = {reading.ref: reading for reading in understood.readings}
    rivals: dict[CellRef, list[Reading]] = {}
    for item in understood.findings:
        if item.rule is rules.LIFT_TWICE and {item.where, *item.related} <= set(by_cell):
            (first,) = item.related
            rivals.setdefault(first, [by_cell[first]]).append(by_cell[item.where])
    for found in rivals.values():
        choices = tuple(_choice(_described(it), it, it.lift) for it in found)
        text = f"Which {found[0].lift} max{_whose(found[0])} counts?"
        yield Question(Asks.VALUE, text, choices, choices[0].answer.maps[0].option)


def _choice(label: str, found: Reading, lift: str) -> Choice:
    return Choice(label, Answers(maps=(Mapped.to(found.athlete, lift, found.ref),)))


def _described(found: Reading) -> str:
    unit = f" {found.unit}" if found.unit and found.unit_source != "cell" else ""
    return f"{found.as_written}{unit} in {found.ref} ({found.kind})"


def _whose(found: Reading) -> str:
    return f" of {found.athlete}" if found.athlete else ""
