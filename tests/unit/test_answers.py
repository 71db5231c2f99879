"""What a coach answers: how it is typed, what it changes, and what is said when it does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import book
from tests.unit.test_readings import TODAY, one, understood
from toolkit import api
from toolkit.diagnostics import Findings
from toolkit.model.reading import ReadKind
from toolkit.sheets.answers import Answers, Mapped, parse_map, parse_maps
from toolkit.sheets.answers_file import answers_path, read_answers, write_answers
from toolkit.sheets.questions import Asks, questions, typed
from toolkit.units import Unit

SQUAD = """# Squad
| Name | Squat (kg) | Bench (kg) | Note |
| Anna | 140 | 80 | 150 |
| Bo | 180 | 120 | soon |
"""
BLOCK = "# 5-3-1 (me)\n| Plan of | spring | \n| Monday | 315 |\n| Thursday | 225 |\n"


@pytest.mark.parametrize(
    ("text", "sheet", "cell", "athlete", "kind", "unit"),
    [
        ("squat=C4", "", "C4", "", None, None),
        ("squat = sheet1!c4", "sheet1", "C4", "", None, None),
        ("Anna Berg:squat=$C$4 lbs", "", "C4", "Anna Berg", None, Unit.LB),
        ("squat='5/3/1'!B2 lb TM", "5/3/1", "B2", "", ReadKind.TRAINING_MAX, Unit.LB),
        ("squat=My Sheet!B2 1RM", "My Sheet", "B2", "", ReadKind.ONE_RM, None),
        ("=1+1:squat=A1", "", "A1", "=1+1", None, None),
        ("x=1:squat=Sheet1!A1", "Sheet1", "A1", "x=1", None, None),
        ("athlete=Sheet1!B2", "Sheet1", "B2", "", None, None),
        ("Athlete column=B", "", "B", "", None, None),
    ],
)
def test_a_map_is_typed_as_lift_and_cell(
    text: str,
    sheet: str,
    cell: str,
    athlete: str,
    kind: ReadKind | None,
    unit: Unit | None,
) -> None:
    mapped = parse_map(text)
    assert isinstance(mapped, Mapped)
    assert (mapped.ref.sheet, mapped.ref.cell, mapped.athlete) == (sheet, cell, athlete)
    assert (mapped.kind, mapped.unit) == (kind, unit)
    assert parse_map(mapped.text) == mapped


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("squat", "names no cell"),
        ("squat=", "names no cell"),
        ("squat=Sheet1", "names no cell"),
        ("=C4", "names no cell"),
        ("Anna:=C4", "names no lift"),
        ("squat=C", "whole column"),
        ("squat=C0", "names no cell"),
        ("squat=C4 stone", "neither a kind"),
        ("squat=C4 kg lb", "neither a kind"),
        ("athlete column=B2", "athlete column=B"),
    ],
)
def test_a_map_that_cannot_be_read_is_a_sentence(text: str, says: str) -> None:
    found = parse_map(text)
    assert isinstance(found, str)
    assert says in found


def test_a_mapped_cell_wins_over_what_was_found_and_keeps_the_coachs_word(tmp_path: Path) -> None:
    found = understood(tmp_path, SQUAD, "Anna:back squat=D2")
    values = {(it.athlete, it.lift): (it.value, str(it.ref)) for it in found.readings}
    assert values["Anna", "Squat"] == (150, "Squad!D2")
    assert values["Bo", "Squat"] == (180, "Squad!B3")
    assert len(found.readings) == 4
    assert next(it for it in found.readings if it.value == 150).unit is None


def test_a_map_makes_a_roster_of_a_book_that_has_none(tmp_path: Path) -> None:
    maps = ("squat=B2 lb", "bench='5-3-1 (me)'!B3 training max lb")
    found = understood(tmp_path, BLOCK, *maps)
    assert [(it.athlete, it.name, it.value, str(it.kind)) for it in found.readings] == [
        (None, "Squat", 315, "1RM"),
        (None, "Bench press", 225, "training max"),
    ]
    assert [it.code for it in found.findings] == ["B128"]
    (athlete,) = found.roster.athletes
    assert (athlete.name, athlete.unit) == ("book", Unit.LB)
    named = understood(tmp_path, BLOCK, *maps, athlete_name="Anna Berg")
    assert named.readings[0].athlete == "Anna Berg"
    assert named.roster.athletes[0].name == "Anna Berg"
    assert named.athletes == ("Anna Berg",)


def test_a_map_of_the_same_cell_keeps_its_kind_and_unit(tmp_path: Path) -> None:
    """Naming one of two values must not make a 1RM of a training max."""
    sheets = (
        "# Maxes\n| Athlete | Lift | Max | Kind | Unit |\n"
        "| Anna | Squat | 300 | training max | lb |\n| Anna | Squat | 320 | 1RM | lb |\n"
    )
    reading = one(tmp_path, sheets, "Anna:squat=Maxes!C2")
    assert (reading.value, reading.kind, reading.unit) == (300, ReadKind.TRAINING_MAX, Unit.LB)
    said = one(tmp_path, sheets, "squat=C2 1RM kg")
    assert (said.kind, said.unit) == (ReadKind.ONE_RM, Unit.KG)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Anna:squat=D9", "is empty"),
        ("Anna:squat=ZZ99", "is empty"),
        ("Anna:squat=D3", 'is no weight: "soon"'),
        ("Anna:squat=E2", "shows the error #REF!"),
        ("Anna:squat=E3", "was never stored"),
    ],
)
def test_a_mapped_cell_without_a_weight_is_named_and_nothing_else_is_taken(
    tmp_path: Path, text: str, why: str
) -> None:
    sheets = SQUAD.replace("| 150 |", "| 150 | #REF! |").replace("soon |", "soon | =A1*2 |")
    found = understood(tmp_path, sheets, text)
    (item,) = [item for item in found.findings if item.code == "B129"]
    assert why in item.message
    assert str(item.where) == f"Squad!{text[-2:] if 'ZZ' not in text else 'ZZ99'}"
    assert "Squat" not in [it.name for it in found.readings if it.athlete == "Anna"]


@pytest.mark.parametrize(
    ("text", "why", "near"),
    [
        ("squat=B2", "2 athletes", ""),
        ("Ana:squat=B2", 'no athlete "Ana"', "Did you mean Anna?"),
        ("Anna:squat=Squadd!B2", 'no sheet "Squadd"', "Did you mean Squad?"),
    ],
)
def test_an_answer_that_fits_nothing_says_why(
    tmp_path: Path, text: str, why: str, near: str
) -> None:
    found = understood(tmp_path, SQUAD, text)
    (item,) = [item for item in found.findings if item.code == "B130"]
    assert why in item.message
    assert near in item.hint


def test_a_column_of_names_is_read_where_its_heading_says_nothing(tmp_path: Path) -> None:
    sheets = "# Squad\n| Name | Squat (kg) | Wer |\n| Reds | 140 | Anna |\n| Reds | 150 | Bo |\n"
    assert "R301" in [item.code for item in understood(tmp_path, sheets).findings]
    found = understood(tmp_path, sheets, "athlete column=C")
    assert found.athletes == ("Anna", "Bo")
    assert list(found.findings) == []


def test_the_name_may_stand_in_a_cell(tmp_path: Path) -> None:
    found = understood(tmp_path, BLOCK, "squat=B2", "athlete=A1")
    assert found.readings[0].athlete == "Plan of"


def test_only_the_sheets_to_be_used_are_read(tmp_path: Path) -> None:
    sheets = SQUAD + "# Old (hidden)\n| Name | Squat (kg) |\n| Zoe | 100 |\n"
    assert understood(tmp_path, sheets, use=("old",)).athletes == ("Zoe",)
    assert understood(tmp_path, sheets).athletes == ("Anna", "Bo")


def test_a_name_for_a_book_that_has_its_own_is_not_used(tmp_path: Path) -> None:
    found = understood(tmp_path, SQUAD, athlete_name="Zoe")
    assert [item.code for item in found.findings] == ["B133"]
    assert found.athletes == ("Anna", "Bo")


# --- the file beside the book ----------------------------------------------------------------


def problems(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    path = tmp_path / "club.xlsx"
    answers_path(path).write_text(text, encoding="utf-8")
    findings = Findings()
    read_answers(path, findings)
    return [(item.code, item.message) for item in findings]


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        ('unit = "kg"\nuse = [\n', "B132", 2, ""),
        ('unit = "kg"\nunit = "lb"\n', "B132", 2, ""),
        ('\nunit = "stone"\n', "B132", 2, "stone"),
        ("unit = 3\n", "B132", 1, "3"),
        ("athlete_name = 7\n", "B132", 1, "7"),
        ('use = "Sheet 2"\n', "B132", 1, "list"),
        ('map = [\n  "squat=C4",\n  "bench",\n]\n', "B132", 3, "names no cell"),
        ('unit = "kg"\nunits = "kg"\n', "B133", 2, "Did you mean unit"),
        ('book = "other.xlsx"\n', "B133", 1, "other.xlsx"),
    ],
)
def test_a_broken_file_of_answers_is_a_finding_with_its_line(
    tmp_path: Path, text: str, code: str, line: int, says: str
) -> None:
    ((found, message),) = problems(tmp_path, text)
    assert found == code
    assert f"ine {line}:" in message
    assert says in message


def test_answers_are_kept_beside_the_book_and_used_the_next_time(tmp_path: Path) -> None:
    path = book(tmp_path, BLOCK, "club.xlsx")
    before = path.read_bytes()
    first = api.read_book(path, today=TODAY, maps=["squat=B2"], unit="lb")
    assert api.remember_answers(first) == ("Remembered in club.answers.toml: unit lb, squat=B2.")
    text = (tmp_path / "club.answers.toml").read_text(encoding="utf-8")
    assert 'unit = "lb"' in text
    assert path.read_bytes() == before
    again = api.read_book(path, today=TODAY)
    assert again.understood is not None
    assert [(it.value, it.unit) for it in again.understood.readings] == [(315, Unit.LB)]
    assert api.remember_answers(again) == ""
    assert api.remembered_text(again) == (
        "Using your answers in club.answers.toml: unit lb, squat=B2."
    )


def test_a_later_option_wins_over_the_file(tmp_path: Path) -> None:
    path = book(tmp_path, BLOCK, "club.xlsx")
    write_answers(path, Answers(Unit.LB, maps=parse_maps(["squat=B2"])))
    later = api.read_book(path, today=TODAY, unit="kg", maps=["squat=B3"])
    assert later.understood is not None
    assert [(it.value, it.unit) for it in later.understood.readings] == [(225, Unit.KG)]


def test_an_option_that_the_book_did_not_need_is_not_kept(tmp_path: Path) -> None:
    path = book(tmp_path, SQUAD)
    assert api.remember_answers(api.read_book(path, today=TODAY, unit="lb")) == ""
    assert not answers_path(path).exists()


def test_an_answer_that_does_not_fit_is_not_kept(tmp_path: Path) -> None:
    path = book(tmp_path, BLOCK)
    assert api.remember_answers(api.read_book(path, today=TODAY, maps=["squat=B9"])) == ""
    assert not answers_path(path).exists()


def test_the_answers_about_another_book_are_neither_used_nor_written_over(tmp_path: Path) -> None:
    """club.csv beside club.xlsx: the name of the file is the same."""
    write_answers(tmp_path / "club.csv", Answers(Unit.LB))
    kept = (tmp_path / "club.answers.toml").read_bytes()
    read = api.read_book(book(tmp_path, BLOCK, "club.xlsx"), today=TODAY, maps=["squat=B2"])
    assert read.answers.unit is None
    assert "B133" in [item.code for item in read.findings]
    assert "another book" in write_answers(tmp_path / "club.xlsx", read.answers)
    assert (tmp_path / "club.answers.toml").read_bytes() == kept


def test_where_nothing_can_be_written_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root every folder can be written, so the disk is made to refuse."""
    read = api.read_book(book(tmp_path, BLOCK, "club.xlsx"), today=TODAY, maps=["squat=B2"])

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "write_text", refuse)
    assert api.remember_answers(read) == (
        "Your answers are not remembered: club.answers.toml cannot be written "
        "(Read-only file system)."
    )


# --- questions -------------------------------------------------------------------------------


def test_two_values_are_one_question_and_each_choice_settles_it(tmp_path: Path) -> None:
    sheets = (
        "# Maxes\n| Athlete | Lift | Max |\n| Anna | Squat | 140 kg |\n| Anna | Squat | 150 kg |\n"
    )
    (asked,) = questions(understood(tmp_path, sheets))
    assert asked.kind is Asks.VALUE
    assert [choice.label for choice in asked.choices] == [
        "140 kg in Maxes!C2 (1RM)",
        "150 kg in Maxes!C3 (1RM)",
    ]
    for choice, value in zip(asked.choices, (140, 150), strict=True):
        settled = understood(tmp_path, sheets, *choice.answer.maps)
        assert [it.value for it in settled.readings] == [value]
        assert list(settled.findings) == []


def test_a_max_without_a_lift_is_asked_about(tmp_path: Path) -> None:
    sheets = "# Maxes\n| Athlete | Lift | Max |\n| Anna | | 140 kg |\n"
    (asked,) = questions(understood(tmp_path, sheets))
    assert (asked.kind, asked.text) == (
        Asks.LIFT,
        "Which lift is the 140 kg in Maxes!C2 of Anna?",
    )
    assert asked.option == '--map "Anna:squat=Maxes!C2"'
    settled = understood(tmp_path, sheets, *asked.choices[2].answer.maps)
    assert [it.name for it in settled.readings] == ["Deadlift"]
    assert list(settled.findings) == []


def test_the_unit_and_the_name_are_asked_for(tmp_path: Path) -> None:
    found = questions(understood(tmp_path, BLOCK, "squat=B2"))
    assert [asked.kind for asked in found] == [Asks.UNIT, Asks.ATHLETE]
    assert [choice.answer.unit for choice in found[0].choices] == [Unit.KG, Unit.LB]
    assert typed(found[1], " Anna  Berg ") == Answers(athlete_name="Anna Berg")


def test_a_book_that_says_everything_is_asked_nothing(tmp_path: Path) -> None:
    assert questions(understood(tmp_path, SQUAD)) == ()
