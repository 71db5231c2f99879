"""`periodize explain`: why a number is what it is, and what a finding means."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.books import book
from toolkit import api, rules
from toolkit.cli import main
from toolkit.model.prescription import AttemptRule, LoadRule, Role
from toolkit.outputs.explain_text import code_names, explain_code
from toolkit.policy.checks import check_rows
from toolkit.units import plain

TODAY = date(2026, 11, 22)
SQUAD = """# Maxes
| Athlete | Lift | Max | Goal | Stage |
| Anna Berg | Squat | 141 | 145 | |
| Anna Berg | Bench | 100x5 | | |
| Anna Berg | Deadlift | 405 lb | | |
| Bo Lund | Squat | 36 | | new |

# Meets
| Meet | Date |
| Spring Open | 2027-03-13 |
"""


@pytest.fixture
def squad(tmp_path: Path) -> api.Book:
    return api.read_book(book(tmp_path, SQUAD), today=TODAY)


def week(squad: api.Book, number: int, lift: str | None = None, athlete: str = "Anna Berg") -> str:
    return api.explain(squad, athlete, number, today=TODAY, lift=lift)


def flat(text: str) -> str:
    return " ".join(text.split())


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_every_load_of_every_week_stands_there_with_its_arithmetic(squad: api.Book) -> None:
    """Max x percent, what it comes to, and the load it is rounded to."""
    for season in api.plan(squad, today=TODAY).seasons:
        for number, planned in enumerate(season.weeks, start=1):
            text = flat(week(squad, number, athlete=season.athlete.name))
            for session in planned.sessions:
                for one in session.prescriptions:
                    for group in one.work:
                        assert f"{plain(group.load)} {group.unit}" in text
                        assert flat(f"Why: {group.reason.text}") in text
                        assert flat(group.reason.source) in text
                        if isinstance(group.rule, LoadRule):
                            assert f"{plain(group.rule.training_max * group.rule.percent)}" in text


def test_the_arithmetic_is_right(squad: api.Book) -> None:
    """Every "a x b % = c, rounded to d" of a season, calculated again."""
    number = r"(\d+(?:\.\d+)?)"
    sums = rf"{number} (?:kg|lb) x {number} % = {number}"
    pattern = rf"{sums}(?:, rounded (?:down )?to {number})?"
    found = [hit for n in range(1, 17) for hit in re.findall(pattern, flat(week(squad, n)))]
    assert len(found) > 60
    for start, share, product, rounded in found:
        assert float(start) * float(share) / 100 == pytest.approx(float(product), abs=0.02)
        assert not rounded or abs(float(rounded) - float(product)) <= 2.5 + 1e-9


def test_the_bar_is_the_least_and_is_said_so(squad: api.Book) -> None:
    text = flat(week(squad, 1, athlete="Bo Lund"))
    assert re.search(r"36 kg x [\d.]+ % = 1\d\.?\d*: the bar of 20 kg is the least", text)


def test_what_leads_and_what_it_means_comes_first(squad: api.Book) -> None:
    text = flat(week(squad, 1))
    assert text.startswith("Anna Berg, week 1 of 16, Mon 23 November to Sun 29 November 2026")
    assert "repetition (block 1, week 1 of" in text
    assert "Many sets at a moderate weight." in text
    assert "learning" in flat(week(squad, 1, athlete="Bo Lund")).split("The maxes")[0]


def test_each_max_says_where_it_comes_from(squad: api.Book) -> None:
    text = flat(week(squad, 1))
    assert "Bench: 112.5 kg, estimated from 100x5 by Brzycki: good up to six repetitions" in text
    assert "Deadlift: 405 lb, tested." in text


def test_a_meet_day_shows_the_third_the_shares_and_the_grid(squad: api.Book) -> None:
    text = flat(week(squad, 16, "Squat"))
    assert "Sat 13 March: Spring Open" in text
    assert "Expected third: the goal of 145 kg." in text
    assert "145 kg x 92.5 % = 134.12, rounded down to 132.5 (steps of 2.5 kg)" in text
    deadlift = flat(week(squad, 16, "Deadlift"))
    assert re.search(
        r"the max of 405 lb and [\d.]+ % expected gain, at 0.4536 kg a pound", deadlift
    )


def test_attempts_that_fall_on_one_step_are_spread_and_it_is_said(tmp_path: Path) -> None:
    text = "# S\n| Name | Squat | Meet date |\n| Bo | 30 | 2027-03-13 |\n"
    light = api.read_book(book(tmp_path, text), today=TODAY)
    season = api.plan(light, today=TODAY).seasons[0]
    rule = season.attempts[0].attempts[1].group.rule
    assert isinstance(rule, AttemptRule)
    shown = flat(week(light, len(season.weeks), athlete="Bo"))
    assert "so that every attempt is a step below the next" in shown


def test_one_lift_alone_leaves_the_others_out(squad: api.Book) -> None:
    text = week(squad, 2, "bench")
    assert "Bench" in text
    assert "Squat" not in text and "Deadlift" not in text


def test_a_top_set_of_a_difficulty_block_is_a_target_and_the_rest_a_cap(squad: api.Book) -> None:
    season = api.plan(squad, today=TODAY).seasons[0]
    number = next(
        planned.number
        for planned, _, one, group in season.set_groups()
        if group.role is Role.TOP and str(one.lead) == "difficulty" and str(one.phase) == "rotation"
    )
    text = week(squad, number, "Squat")
    assert "aim at RPE" in text and "at most" in text


@pytest.mark.parametrize(
    ("athlete", "number", "lift", "said"),
    [
        ("Ana Berg", 1, None, "Did you mean Anna Berg?"),
        ("Zoe", 1, None, "It has Anna Berg, Bo Lund."),
        ("Anna Berg", 17, None, "has the weeks 1 to 16"),
        ("Anna Berg", 0, None, "has the weeks 1 to 16"),
        ("Anna Berg", 1, "Skwat", "Did you mean Squat?"),
        ("Bo", 1, "Bench", 'no lift "Bench"'),
    ],
)
def test_what_is_not_in_the_plan_is_said_with_what_is_near(
    squad: api.Book, athlete: str, number: int, lift: str | None, said: str
) -> None:
    with pytest.raises(api.NotFound, match=re.escape(said)):
        week(squad, number, lift, athlete)


@pytest.mark.parametrize("written", ["anna berg", "ANNA BERG", "Anna", "berg"])
def test_a_name_in_any_case_or_one_word_of_it_is_enough(squad: api.Book, written: str) -> None:
    assert week(squad, 1, athlete=written).startswith("Anna Berg, week 1")


def test_one_word_that_two_names_share_is_not_enough(tmp_path: Path) -> None:
    text = "# S\n| Name | Squat |\n| Anna Berg | 100 |\n| Anna Lund | 100 |\n"
    two = api.read_book(book(tmp_path, text), today=TODAY)
    with pytest.raises(api.NotFound, match="Did you mean Anna Lund or Anna Berg"):
        week(two, 1, athlete="Anna")


def test_the_same_question_has_the_same_answer(squad: api.Book) -> None:
    assert week(squad, 5) == week(squad, 5)


def test_no_line_is_wider_than_a_terminal(squad: api.Book) -> None:
    for number in range(1, 17):
        assert max(map(len, week(squad, number).splitlines())) <= 96


# --- codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", rules.ALL.values(), ids=lambda rule: rule.code)
def test_every_finding_is_explained_by_code_and_by_slug(rule: rules.Rule) -> None:
    text = explain_code(rule.code)
    assert text is not None
    assert text == explain_code(rule.slug) == explain_code(rule.code.lower())
    assert "What to do: " in text and "Source: " in text
    assert "{" not in text


@pytest.mark.parametrize("name", sorted(check_rows()))
def test_every_plan_check_is_explained_with_source_and_strength(name: str) -> None:
    row, text = check_rows()[name], explain_code(name)
    assert text is not None
    assert flat(row.what) in flat(text)
    assert f"Source: {row.source} (strength {row.strength})" in flat(text)
    assert "{" not in text


def test_a_check_that_is_left_out_on_purpose_says_why() -> None:
    text = explain_code("LOD-03")
    assert text is not None
    assert "acute:chronic" in text and "on purpose" in text


def test_a_finding_that_a_check_stands_behind_names_its_source() -> None:
    text = explain_code("taper-off")
    assert text is not None
    assert text.startswith("P414 taper-off")
    assert "TAP-01" in text and "Bosquet 2007" in text


def test_an_unknown_code_has_a_near_miss() -> None:
    with pytest.raises(api.NotFound, match="Did you mean taper-off"):
        api.explain_code("tapper-off")
    with pytest.raises(api.NotFound, match='no finding and no check "qqqq"'):
        api.explain_code("qqqq")
    assert explain_code("qqqq") is None
    assert len(code_names()) == len(set(code_names()))


# --- the command -----------------------------------------------------------------------------


def test_the_command_prints_what_the_functions_return(tmp_path: Path, squad: api.Book) -> None:
    options = ("--athlete", "Anna", "--week", "3", "--lift", "Squat", "--today", TODAY.isoformat())
    done = run("explain", tmp_path / "book.xlsx", *options)
    assert (done.exit_code, done.output) == (0, week(squad, 3, "Squat") + "\n")
    coded = run("explain", "TAP-01")
    assert (coded.exit_code, coded.output) == (0, api.explain_code("TAP-01") + "\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("book.xlsx",), "--athlete NAME --week 3"),
        (("book.xlsx", "--athlete", "Anna"), "--athlete NAME --week 3"),
        (("book.xlsx", "--athlete", "Anne Berg", "--week", "1"), "Did you mean Anna Berg?"),
        (("book.xlsx", "--athlete", "Anna", "--week", "0"), "--week"),
        (("book.xlsx", "--athlete", "Anna", "--week", "60"), "weeks 1 to 16"),
        (("P407", "--week", "3"), "go with a book"),
        (("P4077",), "Did you mean P407"),
    ],
)
def test_a_mistyped_command_is_a_usage_error(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    path = book(tmp_path, SQUAD)
    typed = [str(path) if word == "book.xlsx" else word for word in arguments]
    done = run("explain", *typed, *(() if "P4" in typed[0] else ("--today", "2026-11-22")))
    assert done.exit_code == 2
    assert said in flat(done.output)


@pytest.mark.parametrize("name", ["gone.xlsx", "gone.csv"])
def test_a_file_that_is_not_there_is_a_finding_and_no_code(name: str, tmp_path: Path) -> None:
    done = run("explain", tmp_path / name, "--athlete", "Anna", "--week", "1")
    assert done.exit_code == 1
    assert "B101" in done.output


def test_a_book_with_errors_shows_them_and_explains_nothing(tmp_path: Path) -> None:
    path = book(tmp_path, "# S\n| Name | Squat |\n| Anna | ~100 |\n")
    done = run("explain", path, "--athlete", "Anna", "--week", "1", "--today", "2026-11-22")
    assert done.exit_code == 1
    assert "C201" in done.output and "1 error." in done.output
