"""Examples of rules about the coach's answers: options, and the file beside the book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.books import book
from tests.rules.makers import ROSTER, TODAY, Example
from toolkit import api
from toolkit.diagnostics import Findings

NAMELESS = "# My maxes\n| Lift | kg |\n| Squat | 140 |\n| Bench | soon |\n"


def answered(sheets: str, bad: dict[str, Any], good: dict[str, Any]) -> Example:
    """The same book with an answer that does not fit and with one that does."""

    def example(folder: Path) -> tuple[Findings, Findings]:
        path = book(folder, sheets)
        found = [api.read_book(path, today=TODAY, **options).findings for options in (bad, good)]
        return found[0], found[1]

    return example


def kept(bad: str, good: str) -> Example:
    """The same book with a bad and a good file of answers beside it."""

    def example(folder: Path) -> tuple[Findings, Findings]:
        path = book(folder, ROSTER, "club.xlsx")
        found = []
        for text in (bad, good):
            (folder / "club.answers.toml").write_text(text, encoding="utf-8")
            found.append(api.read_book(path, today=TODAY).findings)
        return found[0], found[1]

    return example


def a_crowd(folder: Path) -> tuple[Findings, Findings]:
    """More athletes than a check plans, and a few."""

    def squad(count: int) -> Path:
        rows = "".join(f"| Lifter {n} | 100 kg |\n" for n in range(count))
        return book(folder, f"# Squad\n| Name | Squat |\n{rows}", f"{count}.xlsx")

    many, few = (api.check_book(squad(n), today=TODAY) for n in (api.MOST_CHECKED + 1, 1))
    return many, few


SQUAT = {"maps": ["squat=B2"]}
ANSWER_EXAMPLES: dict[str, Callable[[Path], tuple[Findings, Findings]]] = {
    "B128": answered(NAMELESS, SQUAT, {**SQUAT, "athlete_name": "Anna Berg"}),
    "B129": answered(NAMELESS, {"maps": ["bench=B3"]}, SQUAT),
    "B130": answered(NAMELESS, {"maps": ["squat=Maxes!B2"]}, {"maps": ["squat=My maxes!B2"]}),
    "B131": answered(ROSTER, {"use": ["Team"]}, {"use": ["Squad"]}),
    "B132": kept('unit = "stone"\n', 'unit = "kg"\n'),
    "B133": kept('units = "kg"\n', 'unit = "kg"\n'),
    "B134": a_crowd,
}
"""Examples by rule code."""
