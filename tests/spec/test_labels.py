"""The manual of labels (labels.md), line by line, and what holds for every text."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.policy.loader import families
from toolkit.sheets.parse import Weight
from toolkit.sheets.vocabulary import Meaning, phrase_key, phrases, read_words
from toolkit.sheets.words import (
    OTHER,
    Label,
    LiftName,
    Says,
    abbreviated,
    lift_named,
    read_label,
    spellings,
)
from toolkit.units import Unit, plain

MANUAL = Path(__file__).with_name("labels.md")


def lines() -> list[tuple[str, ...]]:
    found = []
    for line in MANUAL.read_text(encoding="utf-8").splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if line.startswith("|") and cells[0] not in {"text", "---"}:
            found.append(cells)
    return found


def unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda it: chr(int(it[1], 16)), text).replace("\\n", "\n")


def shown_lift(lift: LiftName) -> str:
    return lift.name + "*" * lift.variant + "?" * lift.weak


def shown_weight(weight: Weight | None) -> str:
    if weight is None:
        return ""
    reps = f"x {weight.reps}" if weight.reps else ""
    return " ".join(filter(None, (plain(weight.value), weight.unit or "", reps)))


def shown(label: Label) -> tuple[str, ...]:
    return (
        ", ".join(map(shown_lift, label.lifts)),
        ", ".join(says.value for says in Says if says in label.says),
        label.unit or "",
        shown_weight(label.value),
        "yes" if label.sentence else "",
    )


@pytest.mark.parametrize("line", lines(), ids=lambda line: line[0])
def test_a_label_says_what_the_manual_states(line: tuple[str, ...]) -> None:
    text, *expected = line
    assert shown(read_label(unescaped(text))) == tuple(expected)


def test_the_manual_has_fifteen_lines_or_more_for_each_of_fourteen_languages() -> None:
    parts = re.split(r"^## ", MANUAL.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert sum(part.count("\n|") - 2 >= 15 for part in parts) >= 14


def test_a_rep_max_carries_its_repetitions() -> None:
    assert read_label("Squat 5RM").reps == 5
    assert read_label("1RM").reps is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [("Squat Zottman", ("zottman",)), ("Lifter: Anna Berg", ("anna", "berg")), ("Squat max", ())],
)
def test_what_is_not_known_is_left_over(text: str, rest: tuple[str, ...]) -> None:
    assert read_label(text).rest == rest


def test_a_lift_is_shown_as_the_coach_wrote_it() -> None:
    assert read_label("Max. Bank drücken (kg)").lifts[0].written == "Bank drücken"
    assert read_label("1RM Squat - paused").lifts[0].written == "Squat - paused"


@pytest.mark.parametrize(
    ("row", "names"),
    [
        (("Name", "S", "B", "D"), {1: "Squat", 2: "Bench press", 3: "Deadlift"}),
        (("S", "C&J", "Total"), {0: "Snatch", 1: "Clean and jerk"}),
        (("П", "Ж", "Т"), {0: "Squat", 1: "Bench press", 2: "Deadlift"}),
        (("Name", "S", "Age"), {}),
    ],
)
def test_single_letters_are_lifts_only_in_company(
    row: tuple[str, ...], names: dict[int, str]
) -> None:
    assert {place: lift.name for place, lift in abbreviated(row).items()} == names


@pytest.mark.parametrize(
    "text", ["S", "B", "D", "", "Max", "Squat 1RM", "Zottman squat", "12", "%"]
)
def test_what_is_not_the_name_of_one_lift_names_none(text: str) -> None:
    assert lift_named(text) is None


def test_every_family_reads_its_own_name_as_the_main_lift() -> None:
    for family in families().values():
        if family.key != OTHER:
            assert lift_named(family.name) == LiftName(family.name, family.name, family.key, False)


def test_every_spelling_of_the_tables_is_read_as_its_lift() -> None:
    wrong = [
        text
        for text, meaning in phrases()
        if meaning.lift and "*" not in text and spellings()[text].name != meaning.lift.name
    ]
    assert not wrong


def test_every_family_of_the_tables_is_one_of_the_policy() -> None:
    assert {row.get("family", OTHER) for row in read_words("lifts")["lift"]} <= set(families())


# --- the tables ------------------------------------------------------------------------------

TWO_CONCEPTS = [{Says.SETS, Says.REPS}, {Says.SETS, Says.SET_NUMBER}, {Says.ESTIMATED, Says.ONE_RM}]
"""All that one phrase may say twice: "sets x reps", Italian "serie"."""


def claims(meanings: list[Meaning]) -> set[str]:
    """What a phrase claims to be; a modifier may be something else when it stands alone."""
    kinds = {
        f"lift {it.lift.name}" if it.lift
        else "concept" if it.says
        else f"unit {it.unit}" if it.unit
        else "filler" if it.filler
        else "instruction"
        for it in meanings
        if it.modifier is None
    }  # fmt: skip
    modifiers = {it.modifier for it in meanings if it.modifier is not None}
    return kinds | {f"modifier {name}" for name in modifiers if len(modifiers) > 1}


def test_no_phrase_means_two_things() -> None:
    by_key: dict[tuple[str, ...], list[Meaning]] = defaultdict(list)
    for text, meaning in phrases():
        by_key[phrase_key(text)].append(meaning)
    torn = {" ".join(key): claims(them) for key, them in by_key.items() if len(claims(them)) > 1}
    says = {key: set().union(*(it.says for it in them)) for key, them in by_key.items()}
    twice = {" ".join(key): it for key, it in says.items() if len(it) > 1}
    assert not torn
    assert not {key: it for key, it in twice.items() if it not in TWO_CONCEPTS}
    assert () not in by_key


# --- every text ------------------------------------------------------------------------------

SPACES = {ord(" "): "\u00a0"}
WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}


@given(st.one_of(st.text(max_size=400), st.none(), st.floats(), st.integers()))
def test_any_value_of_a_cell_is_read(value: object) -> None:
    label = read_label(value)
    assert label.value is None or label.value.value > 0
    assert all(lift.written in label.text for lift in label.lifts)


@given(st.lists(st.sampled_from([text for text, _ in phrases()]), min_size=1, max_size=6))
def test_phrases_of_the_tables_are_read_in_any_order(texts: list[str]) -> None:
    label = read_label(" ".join(text.replace("#", "5").replace("*", "") for text in texts))
    assert label.value is None or label.value.value > 0


@given(st.sampled_from([line[0] for line in lines() if line[0].isascii() and "\\" not in line[0]]))
def test_width_and_spaces_do_not_count(text: str) -> None:
    wide = text.translate(WIDE)
    assert shown(read_label(wide)) == shown(read_label(text))
    assert shown(read_label(f"  {text.translate(SPACES)} ")) == shown(read_label(text))


@given(st.sampled_from([text for text in spellings() if not re.search("[A-Z]", text[1:])]))
def test_case_does_not_count(text: str) -> None:
    assert lift_named(text.upper()) is not None
    assert spellings()[text].name == lift_named(text.upper()).name  # type: ignore[union-attr]


def test_a_large_book_is_read_well_within_a_second_of_processor_time() -> None:
    texts = [f"{line[0]} {number}" for number in range(20) for line in lines()][:5000]
    start = time.process_time()
    for text in texts:
        read_label(text)
    assert time.process_time() - start < 2.5, "5,000 different labels"


def test_a_unit_of_the_label_is_not_taken_for_the_values_own() -> None:
    apart, inside = read_label("Squat (kg): 140"), read_label("Squat: 140 kg")
    assert (apart.unit, apart.value, apart.value_unit_written) == (Unit.KG, Weight(140.0), False)
    assert inside.value == Weight(140.0, Unit.KG)
    assert inside.value_unit_written
