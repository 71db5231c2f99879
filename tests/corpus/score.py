"""What check_json says of a book, held against the truths marked in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.corpus.files import write
from tests.corpus.marks import Book, Truth

TODAY = date(2026, 11, 1)
MAIN = {
    *("squat", "bench press", "deadlift", "overhead press"),
    *("snatch", "clean and jerk", "power clean", "front squat"),
}
"""The lifts with a family. Any other lift may be named in English or in the coach's words, but
never like one of these."""
OPTIONS = {"unit": "--unit", "athlete": "--athlete-name", "lift": "--map", "log": "--from-log"}

Check = Callable[[Path], dict[str, Any]]


@dataclass
class Score:
    """One book, read: what was found of what is in it, and each fault in a sentence."""

    name: str
    found: int = 0
    expected: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """A wrong reading first: it is the worst that can happen."""
        return [
            *(f"wrong: {text}" for text in self.wrong),
            *(f"missing: {text}" for text in self.missing),
            *(f"unsaid: {text}" for text in self.unsaid),
        ]


def check(path: Path) -> dict[str, Any]:
    """The toolkit's own answer."""
    from toolkit import api

    return api.check_json(path, today=TODAY)  # type: ignore[attr-defined, no-any-return]


def read_and_score(book: Book, checked: Check = check) -> Score:
    """The score of a book that is written for it and thrown away."""
    with TemporaryDirectory() as folder:
        return score(book, checked(write(Path(folder), book)))


def score(book: Book, answer: dict[str, Any]) -> Score:
    """Hold one answer against a book."""
    result = Score(book.name, expected=len(book.wanted))
    left: dict[str, list[Truth]] = {}
    for truth in book.truths:
        left.setdefault(truth.cell(book.form), []).append(truth)
    for reading in answer["maxes"]:
        here = left.get(reading["cell"], [])
        truth = next((one for one in here if not _differs(one, reading, book.form)), None)
        if truth is None:
            result.wrong.append(_explained(book, here, reading))
        else:
            here.remove(truth)
            result.found += truth.need == "must"
    missed = [truth for here in left.values() for truth in here if truth.need == "must"]
    result.missing = [_text(truth, book.form) for truth in missed]
    result.unsaid = list(_unsaid(book, answer["findings"]))
    return result


def _differs(truth: Truth, reading: dict[str, Any], form: str) -> list[str]:
    """In what a reading is not this truth."""
    pairs = {
        "cell": reading["cell"] == truth.cell(form),
        "lift": _same_lift(truth, reading["lift"]),
        "value": abs(reading["value"] - truth.value) < 0.01,
        "unit": reading["unit"] == truth.unit,
        "kind": reading["kind"] in truth.kinds,
        "athlete": _same_athlete(truth, reading["athlete"]),
    }
    return [what for what, same in pairs.items() if not same]


def _same_lift(truth: Truth, said: str) -> bool:
    names = {_fold(name) for name in truth.lifts}
    return _fold(said) in names or (bool(names - MAIN) and _fold(said) not in MAIN)


def _same_athlete(truth: Truth, said: str | None) -> bool:
    if said is None or not truth.athletes:
        return said is None and not truth.athletes
    return _fold(said) in {_fold(name) for name in truth.athletes}


def _fold(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _explained(book: Book, here: list[Truth], reading: dict[str, Any]) -> str:
    """A wrong reading, and what it should have been if its cell holds a truth."""
    said = [reading[key] for key in ("athlete", "lift", "value", "unit", "kind", "cell")]
    if not here:
        return f"{said} is no max"
    near = min(here, key=lambda truth: len(_differs(truth, reading, book.form)))
    differs = ", ".join(_differs(near, reading, book.form))
    return f"{said}: another {differs} than {_text(near, book.form)}"


def _text(truth: Truth, form: str) -> str:
    who = "/".join(truth.athletes) or None
    said = [
        who,
        "/".join(truth.lifts),
        truth.value,
        truth.unit,
        "/".join(truth.kinds),
        truth.cell(form),
    ]
    return str(said)


def _unsaid(book: Book, findings: list[dict[str, Any]]) -> Iterable[str]:
    """What a finding should have said and none did."""
    texts = [" ".join(str(one.get(key) or "") for key in ("cell", "message", "hint"))
             for one in findings]  # fmt: skip
    for ask in book.asks:
        if not any(OPTIONS[ask] in text for text in texts):
            yield f"no finding offers {OPTIONS[ask]}"
    for title, row, column in book.refused:
        cell = Truth((), (), 0, None, (), title, row, column).cell(book.form)
        if not any(_names(text, cell) for text in texts):
            yield f"no finding names {cell}"
    clash = [truth.cell(book.form) for truth in book.truths if truth.need == "conflict"]
    if clash and not any(all(_names(text, cell) for cell in clash) for text in texts):
        yield f"no finding names {' and '.join(clash)} together"
    if book.nothing and not any(one["severity"] == "error" for one in findings):
        yield f"no error says that there is no max in it ({book.nothing})"


def _names(text: str, cell: str) -> bool:
    """Whether a cell is named, with its sheet or alone."""
    alone = cell.rsplit("!", 1)[-1]
    return re.search(rf"(?<![A-Z0-9]){re.escape(alone)}(?![0-9])", text) is not None


def table(scores: list[Score]) -> str:
    """The scores as a table for the eye, the sums of each class at its end."""
    lines = [f"{'book':<58} {'found':>9} {'wrong':>6} {'unsaid':>7}"]
    lines += [_line(one.name[:58], [one]) for one in scores]
    lines.append("")
    for letter in sorted({one.name[0] for one in scores}):
        lines.append(_line(f"class {letter}", [one for one in scores if one.name[0] == letter]))
    lines.append(_line(f"all {len(scores)} books, {_clean(scores)} without a fault", scores))
    return "\n".join(lines)


def _line(name: str, scores: list[Score]) -> str:
    found = f"{sum(one.found for one in scores)}/{sum(one.expected for one in scores)}"
    wrong, unsaid = (sum(len(getattr(one, key)) for one in scores) for key in ("wrong", "unsaid"))
    return f"{name:<58} {found:>9} {wrong or '':>6} {unsaid or '':>7}"


def _clean(scores: list[Score]) -> int:
    return sum(not one.faults for one in scores)
