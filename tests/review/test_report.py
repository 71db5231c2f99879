"""The review as a whole: its table, how findings are gathered, and what it says of own plans."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.books import book
from toolkit import api, rules
from toolkit.diagnostics import Findings, Severity
from toolkit.model.season import Plan
from toolkit.policy.checks import base_rates, check_rows
from toolkit.review.report import CHECKS, review_plan, review_rows
from toolkit.review.report import rules as review_rules
from toolkit.review.rows import PlanRow, plan_rows

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
NO_PLAN = ("broken", "training-log")
"""Books with errors, and a log, which gives maxes only when it is asked to."""
KINDS = (".xlsx", ".xls", ".csv")
BOOKS = sorted(p for p in SAMPLES.iterdir() if p.suffix in KINDS and p.stem not in NO_PLAN)
TODAY = date(2026, 11, 2)
PARTS = "TAP PER DOS PRG DEL LOD NOV MEET DAT".split()
HOW_MANY = (12, 5, 6, 7, 3, 3, 5, 6, 2)
"""The checks of EVIDENCE.md 10, part by part."""


@cache
def planned(path: Path) -> Plan:
    """The plan of a sample."""
    return api.plan(api.read_book(path, today=TODAY), today=TODAY)


def codes(findings: Findings) -> list[str]:
    return [item.code for item in findings]


def test_every_check_of_the_evidence_is_in_the_table() -> None:
    parts = zip(PARTS, HOW_MANY, strict=True)
    listed = [f"{part}-{n:02}" for part, most in parts for n in range(1, most + 1)]
    assert sorted(check_rows()) == sorted(listed)


@pytest.mark.parametrize("check", list(check_rows()))
def test_a_check_is_judged_or_says_why_not(check: str) -> None:
    row = check_rows()[check]
    if check in CHECKS:
        assert not row.judged
        assert row.code
    else:
        assert row.judged == "not from a plan"
        assert row.why.endswith(".")
    assert row.what.endswith(".")
    assert row.source
    assert re.match(r"[ABCDX]|rule", row.strength)


@pytest.mark.parametrize("check", list(CHECKS))
def test_a_check_speaks_to_a_coach(check: str) -> None:
    """A sentence for what is wrong (id and source follow it), a sentence for the cure."""
    row = check_rows()[check]
    assert re.fullmatch(r"P5\d\d", row.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row.slug)
    assert not row.message.endswith(".")
    assert row.hint.endswith(".")
    assert "{athlete}" in row.message
    names = [name for _, name, *_ in string.Formatter().parse(row.message + row.hint)]
    assert all(name is None or name.isidentifier() for name in names)


def test_no_code_and_no_slug_is_used_twice() -> None:
    own = list(review_rules().values())
    every = [*own, *rules.ALL.values()]
    assert len({rule.code for rule in every}) == len(every)
    assert len({rule.slug for rule in every}) == len(every)


@pytest.mark.parametrize("check", list(CHECKS))
def test_what_makes_a_check_superfluous_exists(check: str) -> None:
    row = check_rows()[check]
    assert set(row.said_by) <= set(rules.ALL)
    assert set(row.unless) <= set(CHECKS)


def test_no_check_withholds_a_plan() -> None:
    assert all(rule.severity is not Severity.ERROR for rule in review_rules().values())


def test_base_rates_have_a_source() -> None:
    texts = [f"{one.text} {one.source} {one.strength}" for one in base_rates()]
    assert any("74 %" in text for text in texts)
    assert any("10 %" in text for text in texts)
    assert any("1.0 to 4.4 per 1,000 hours" in text for text in texts)
    assert all(one.source and one.strength for one in base_rates())


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_the_toolkits_own_plans_raise_no_warning(path: Path) -> None:
    findings = review_plan(planned(path), at_once=False)
    warnings = [item.message for item in findings if item.severity is not Severity.NOTE]
    assert warnings == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_the_notes_on_an_own_plan_are_few_enough_to_read(path: Path) -> None:
    """On average one for every second lift of the book at most."""
    plan = planned(path)
    lifts = sum(len(season.courses) for season in plan.seasons)
    assert len(review_plan(plan, at_once=False)) <= lifts / 2


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_planning_a_book_shows_no_note_of_the_review(path: Path) -> None:
    shown = api.check_book(path, today=TODAY)
    assert not set(codes(shown)) & set(review_rules())


def test_no_check_says_more_than_once_per_lift() -> None:
    """A plan that is wrong everywhere gives one finding per check and lift, at its worst place."""
    plan = planned(SAMPLES / "club.xlsx")
    heavy = [
        row if row.role == "warm-up" else _made_heavier(row)
        for row in plan_rows(plan)
        if row.athlete == plan.seasons[0].athlete.name
    ]
    found = [(item.code, item.where) for item in review_rows(heavy)]
    assert len(found) > 3
    assert len(found) == len(set(found))


def _made_heavier(row: PlanRow) -> PlanRow:
    return replace(row, percent_1rm=(row.percent_1rm or 0) + 0.2)


def test_what_the_planner_says_itself_is_not_said_again(tmp_path: Path) -> None:
    """A new lift done once a week is the planner's P409; the review alone says NOV-02."""
    text = "# A\n| Name | Squat | Stage | Training days |\n| Bo Lund | 120 | new | Wed |\n"
    path = book(tmp_path, text)
    shown = codes(api.check_book(path, today=TODAY))
    assert "P409" in shown
    assert "P572" not in shown
    plan = api.plan(api.read_book(path, today=TODAY), today=TODAY)
    assert "P572" in codes(review_plan(plan, at_once=False))


def test_a_check_can_be_silenced_by_its_name(tmp_path: Path) -> None:
    text = (
        "# A\n| Name | Squat (kg) |\n| Bo Lund | 120 |\n"
        "# Settings\n| Setting | Value |\n| Silence | load-jump, monotony |\n"
    )
    assert codes(api.read_book(book(tmp_path, text), today=TODAY).findings) == []
