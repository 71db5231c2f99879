"""From a coach's sheet to a roster: layouts, units, kinds of max, meets, the week."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.books import book
from toolkit.diagnostics import Findings
from toolkit.model.athlete import Athlete, Lift, MaxKind, Priority, Roster, Sex, Stage
from toolkit.sheets.roster import read_roster
from toolkit.units import Unit

TODAY = date(2026, 11, 22)


def read(folder: Path, markdown: str, unit: Unit | None = None) -> tuple[Roster, Findings]:
    return read_roster(book(folder, markdown), unit=unit, today=TODAY)


def roster(folder: Path, markdown: str, unit: Unit | None = None) -> Roster:
    """The roster of a book in which nothing is found."""
    result, findings = read(folder, markdown, unit)
    assert [(item.code, str(item.where), item.message) for item in findings] == []
    return result


def codes(findings: Findings) -> list[str]:
    return [f"{item.code} {item.where}" for item in findings]


def lifts(athlete: Athlete) -> dict[str, Lift]:
    return {lift.name: lift for lift in athlete.lifts}


# --- layouts ---------------------------------------------------------------------------------

BARE = """
# Sheet1
| Name | Squat | Bench | Deadlift |
| Anna | 120   | 70    | 140      |
| NA   | 100   | 60    | 120      |
| None | 90    | 50    | 110      |
"""


def test_a_bare_roster_is_a_complete_input_and_na_is_a_name(tmp_path: Path) -> None:
    athletes = roster(tmp_path, BARE).athletes
    assert [athlete.name for athlete in athletes] == ["Anna", "NA", "None"]
    assert [(it.name, it.family, it.max.value) for it in athletes[0].lifts] == [
        ("Squat", "squat", 120),
        ("Bench", "bench press", 70),
        ("Deadlift", "deadlift", 140),
    ]
    assert str(athletes[0].lifts[1].origin) == "Sheet1!C2"
    assert str(athletes[0].origin) == "Sheet1!A2"


def test_titles_spacer_columns_and_derived_columns_are_passed_over(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        """
# 2027
Barbell club
Maxes of November
| | Lifter  | Age | BW | Squat 1RM (kg) | | Squat goal | Bench (lb) | Total | #no | Notes |
| | Anna    | 24  | 63 | 120            | | 130        | 155        | 190   | 1   | tall  |
| |         |     |    |                | |            |            |       |     |       |
| | Average |     | 63 | 120            | |            | 155        | 190   |     |       |
""",
    )
    (anna,) = result.athletes
    found = lifts(anna)
    assert (found["Squat"].max.value, found["Squat"].max.unit) == (120, Unit.KG)
    assert found["Squat"].goal == 130
    assert (found["Bench"].max.value, found["Bench"].max.unit) == (155, Unit.LB)
    assert anna.bodyweight_kg == 63


def test_names_may_stand_in_a_column_without_a_heading(tmp_path: Path) -> None:
    result = roster(tmp_path, "# Team\n| | Squat | Bench |\n| Anna | 120 | 70 |\n")
    assert [athlete.name for athlete in result.athletes] == ["Anna"]


def test_first_and_last_name_make_one_name(tmp_path: Path) -> None:
    result = roster(tmp_path, "# Team\n| First name | Last name | Squat |\n| Anna | Berg | 120 |\n")
    assert result.athletes[0].name == "Anna Berg"


def test_a_wide_roster_may_carry_what_the_method_can_use(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        """
# Team
| Name | Unit | Stage | Priority | Group | Sex | Bodyweight | Meet date | Start | \
Training days | Sessions | Tested on | Squat |
| Anna | lb | new | A | Juniors | F | 139 | 2027-03-13 | 2026-11-30 | \
Mon Thu | 2 | 2026-11-01 | 225 |
""",
    )  # fmt: skip
    (anna,) = result.athletes
    (squat,) = anna.lifts
    assert (anna.unit, anna.group, anna.sex) == (Unit.LB, "Juniors", Sex.FEMALE)
    assert anna.bodyweight_kg == pytest.approx(63.05, abs=0.01)
    assert anna.meet is not None
    assert anna.meet.date == date(2027, 3, 13)
    assert (anna.start, anna.training_days, anna.sessions) == (date(2026, 11, 30), (0, 3), 2)
    assert (squat.stage, squat.priority) == (Stage.NEW, Priority.A)
    assert (squat.max.unit, squat.max.tested_on) == (Unit.LB, date(2026, 11, 1))


def test_a_long_list_keeps_the_order_of_its_athletes(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        """
# Log
| Lifter | Exercise  | Weight | Date       | Group |
| Bo     | Bench     | 100    | 2026-11-01 | Sen   |
| Anna   | Squat     | 120    | 2026-11-02 |       |
| Bo     | Back squat | 180   | 2026-11-03 |       |
""",
    )
    assert [(it.name, [lift.name for lift in it.lifts]) for it in result.athletes] == [
        ("Bo", ["Bench", "Back squat"]),
        ("Anna", ["Squat"]),
    ]
    assert result.athletes[0].group == "Sen"
    assert result.athletes[0].lifts[1].max.tested_on == date(2026, 11, 3)


def test_athletes_come_in_the_order_of_the_athletes_sheet(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        """
# Maxes
| Athlete | Lift | Max |
| bo  lund | Squat | 180 |
| Anna | Squat | 120 |

# Lifters
| Name |
| Anna |
| Bo Lund |
""",
    )
    assert [athlete.name for athlete in result.athletes] == ["Anna", "Bo Lund"]


def test_a_roster_as_csv_names_cells_without_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Name;Squat;Bench\nAnna;102,5;~70\n", encoding="utf-8")
    result, findings = read_roster(path, today=TODAY)
    assert result.athletes[0].lifts[0].max.value == 102.5
    assert codes(findings) == ["C201 C2"]


def test_notes_of_the_coach_are_left_alone(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        "# _Draft\n| Name | Squat |\n| X | heavy |\n"
        "# Team\n| Name | Squat | _Deadlift | # Bench |\n| Anna | 120 | soon | #REF! |\n",
    )
    assert [lift.name for lift in result.athletes[0].lifts] == ["Squat"]


# --- the max ---------------------------------------------------------------------------------


def one_max(folder: Path, max_cell: str, **more: str) -> Lift:
    labels, values = " | ".join(["Athlete", "Lift", "Max", *more]), " | ".join(more.values())
    result = roster(folder, f"# Maxes\n| {labels} |\n| Anna | Squat | {max_cell} | {values} |\n")
    return result.athletes[0].lifts[0]


@pytest.mark.parametrize(
    ("typed", "kind", "value", "formula"),
    [
        ("140", MaxKind.TESTED, 140, ""),
        ('"140"', MaxKind.TESTED, 140, ""),
        ("140x5", MaxKind.ESTIMATED, 157.5, "Brzycki"),
        ("140 x 5 @ 8", MaxKind.ESTIMATED, 172.63, "RPE chart"),
        ("140x1", MaxKind.TESTED, 140, ""),
        ("=70*2 -> 140", MaxKind.TESTED, 140, ""),
    ],
)
def test_a_max_is_a_weight_or_a_set(
    tmp_path: Path, typed: str, kind: MaxKind, value: float, formula: str
) -> None:
    found = one_max(tmp_path, typed).max
    assert (found.kind, found.formula) == (kind, formula)
    assert found.value == pytest.approx(value, abs=0.01)


def test_what_the_coach_wrote_is_kept(tmp_path: Path) -> None:
    found = one_max(tmp_path, "140 x 5 @ 8").max
    assert (found.as_written, found.reps, found.rpe) == ("140 x 5 @ 8", 5, 8)


@pytest.mark.parametrize(
    "markdown",
    [
        "# Maxes\n| Athlete | Lift | Max | Kind |\n| Anna | Squat | 126 | training max |\n",
        "# Maxes\n| Athlete | Lift | TM |\n| Anna | Squat | 126 |\n",
        "# Maxes\n| Athlete | Lift | Max |\n| Anna | Squat TM | 126 |\n",
        "# Team\n| Name | Squat TM |\n| Anna | 126 |\n",
        "# Team\n| Name | Training max squat (kg) |\n| Anna | 126 |\n",
    ],
)
def test_a_training_max_is_never_read_as_a_max(tmp_path: Path, markdown: str) -> None:
    """Read as a 1RM it would make every load a tenth too light."""
    result, _ = read(tmp_path, markdown)
    (squat,) = result.athletes[0].lifts
    assert squat.max.kind is MaxKind.TRAINING_MAX
    assert squat.max.value == pytest.approx(140)


def test_the_share_of_a_training_max_is_a_setting(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        "# Team\n| Name | Squat TM |\n| Anna | 126 |\n"
        "# Settings\n| Setting | Value |\n| Training max fraction | 84% |\n",
    )
    assert result.athletes[0].lifts[0].max.value == pytest.approx(150)


def test_where_a_max_and_a_training_max_stand_side_by_side_the_max_counts(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        "# Team\n| Name | Squat TM | Squat |\n| Anna | 120 | 140 |\n| Bo | 180 | |\n",
    )
    assert [it.lifts[0].max.value for it in result.athletes] == [140, pytest.approx(200)]


def test_a_lift_of_another_language_keeps_its_name(tmp_path: Path) -> None:
    names = {
        "Kniebeuge": "squat", "Жим лёжа": "bench press", "硬拉": "deadlift",
        "OHP": "overhead press", "C&J": "clean and jerk", "Hip thrust": "other",
    }  # fmt: skip
    header, values = " | ".join(names), " | ".join("100" for _ in names)
    result = roster(tmp_path, f"# Team\n| Name | {header} |\n| Anna | {values} |\n")
    assert {lift.name: lift.family for lift in result.athletes[0].lifts} == names


def test_two_names_of_one_lift_with_two_values_are_an_error_with_both_cells(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "# Team\n| Name | Squat | Back squat |\n| Anna | 120 | 125 |\n")
    (found,) = findings
    assert (found.code, str(found.where)) == ("R302", "Team!C2")
    assert [str(cell) for cell in found.related] == ["Team!B2"]


def test_a_formula_without_a_value_in_an_empty_template_row_is_no_row(tmp_path: Path) -> None:
    roster(tmp_path, "# Team\n| Name | Squat | Total |\n| Anna | 120 | =B2 |\n| | =A1 | =B3 |\n")


def test_a_name_that_is_a_formula_is_read_by_its_value(tmp_path: Path) -> None:
    result = roster(tmp_path, '# Team\n| Name | Squat |\n| =X1 -> Anna | 120 |\n| "=cmd" | 100 |\n')
    assert [athlete.name for athlete in result.athletes] == ["Anna", "=cmd"]


# --- units -----------------------------------------------------------------------------------

UNITS = """
# Athletes
| Athlete | Unit |
| Anna | lb |
| Bo | |

# Maxes
| Athlete | Lift | Max{header} | Unit |
| Anna | Squat | 225 | {row} |
| Anna | Bench | 100 kg | {row} |
| Bo | Squat | 180 | |

# Settings
| Setting | Value |
| Unit | {settings} |
"""


@pytest.mark.parametrize(
    ("header", "row", "settings", "unit", "expected"),
    [
        ("", "", "", None, "lb kg kg"),
        ("", "", "lb", None, "lb kg lb"),
        ("", "", "lb", Unit.KG, "lb kg kg"),
        ("", "", "", Unit.LB, "lb kg lb"),
        ("", "kg", "lb", None, "kg kg lb"),
        (" (kg)", "", "lb", None, "kg kg kg"),
        (" (kg)", "lb", "", None, "lb kg kg"),
    ],
)
def test_the_nearest_word_about_the_unit_counts(
    tmp_path: Path, header: str, row: str, settings: str, unit: Unit | None, expected: str
) -> None:
    """The value's own, then the row's, the header's, the athlete's, the command's, the book's."""
    text = UNITS.format(header=header, row=row, settings=settings)
    result = roster(tmp_path, text, unit)
    found = [lift.max.unit.value for athlete in result.athletes for lift in athlete.lifts]
    assert " ".join(found) == expected


def test_an_athlete_whose_maxes_are_all_in_pounds_trains_in_pounds(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        "# Team\n| Name | Squat | Bench |\n| Anna | 225 lb | 135 lb |\n| Bo | 100 | 90 lb |\n",
    )
    assert [athlete.unit for athlete in result.athletes] == [Unit.LB, None]


def test_a_goal_is_kept_in_the_unit_of_its_max(tmp_path: Path) -> None:
    squat = one_max(tmp_path, "225 lb", Goal="110 kg")
    assert squat.goal == pytest.approx(242.5, abs=0.01)


# --- meets -----------------------------------------------------------------------------------

MEETS = """
# Athletes
| Athlete | Group | Meet |
| Anna | Juniors | |
| Bo | Seniors | 2027-05-01 |
| Cleo | | Summer Cup |
| Dag | | |

# Maxes
| Athlete | Lift | Max |
| Anna | Squat | 120 |
| Bo | Squat | 120 |
| Cleo | Squat | 120 |
| Dag | Squat | 120 |

# Meets
| Meet | Date | Priority | Athletes |
| Spring Open | 2027-03-13 | A | Juniors |
| Summer Cup | 2027-06-12 | B | dag |
| Last year | 2026-06-12 | A | Juniors |
"""


def test_a_meet_is_for_a_name_a_group_or_whoever_names_it(tmp_path: Path) -> None:
    meets = {it.name: it.meet for it in roster(tmp_path, MEETS).athletes}
    found = {name: (meet.name, str(meet.date)) for name, meet in meets.items() if meet}
    assert found == {
        "Anna": ("Spring Open", "2027-03-13"),
        "Bo": ("", "2027-05-01"),
        "Cleo": ("Summer Cup", "2027-06-12"),
        "Dag": ("Summer Cup", "2027-06-12"),
    }


def test_the_next_meet_of_first_priority_is_planned_for_and_it_is_said(tmp_path: Path) -> None:
    more = "| Club night | 2027-01-16 | C | Juniors |\n| Nationals | 2027-09-04 | A | Anna |\n"
    result, findings = read(tmp_path, MEETS + more)
    assert result.athletes[0].meet is not None
    assert result.athletes[0].meet.name == "Spring Open"
    assert codes(findings) == ["R310 Meets!B2"]


def test_a_meet_in_the_past_is_said_once_for_a_whole_group(tmp_path: Path) -> None:
    _, findings = read(
        tmp_path,
        "# Team\n| Name | Squat |\n| Anna | 120 |\n| Bo | 150 |\n"
        "# Meets\n| Meet | Date |\n| Old | 2026-03-14 |\n",
    )
    assert codes(findings) == ["R307 Meets!B2"]


# --- the week --------------------------------------------------------------------------------


def test_the_coachs_week_is_read_in_order_and_names_lifts_as_the_athletes_do(
    tmp_path: Path,
) -> None:
    result = roster(
        tmp_path,
        """
# Maxes
| Athlete | Lift | Max |
| Anna | Squat | 120 |
| Оксана | Присед | 110 |

# Week
| Day | Order | Exercise | Lift | Ratio | Sets x reps | For |
| Wed | 2 | Plank | | | 3x45 s | |
| Mon | 1 | Squat | | | | |
| Wed | 1 | Paused squat | squat | 85% | | Anna |
""",
    )
    assert [(it.day, it.exercise, it.lift, it.ratio, it.text, it.group) for it in result.week] == [
        (0, "Squat", "Squat", None, "", ""),
        (0, "Squat", "Присед", None, "", ""),
        (2, "Paused squat", "Squat", 0.85, "", "Anna"),
        (2, "Paused squat", "Присед", 0.85, "", "Anna"),
        (2, "Plank", "", None, "3x45 s", ""),
    ]


# --- settings --------------------------------------------------------------------------------


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = roster(
        tmp_path,
        """
# Team
| Name | Squat |
| Anna | 120 |

# Settings
| Unit | lb |
| Start | 2026-11-30 |
| Meet | 2027-03-13 |
| Meet name | Spring Open |
| Sessions | 4 |
| Training days | Mon Tue Thu Sat |
| Block weeks | 4 |
| Season weeks | 16 |
| Attempts | Conservative |
| Training max fraction | 0.85 |
| Paper | Letter |
| Bar (kg) | 15 |
| Plates (kg) | 20x1, 10, 5, 2.5 |
| Bar (lb) | 35 |
| Silence | untested sheet-hidden |
""",
    ).settings
    assert settings.unit is Unit.LB
    assert (settings.start, settings.meet) == (date(2026, 11, 30), date(2027, 3, 13))
    assert (settings.meet_name, settings.sessions) == ("Spring Open", 4)
    assert settings.training_days == (0, 1, 3, 5)
    assert (settings.preferences.block_weeks, settings.season_weeks) == (4, 16)
    assert (settings.preferences.attempts, settings.paper) == ("conservative", "letter")
    assert settings.training_max_fraction == 0.85
    assert settings.equipment_kg is not None
    assert settings.equipment_lb is not None
    assert (settings.equipment_kg.bar, settings.equipment_kg.plates[0].pairs) == (15, 1)
    assert (settings.equipment_lb.bar, settings.equipment_lb.step) == (35, 5)
    assert settings.silenced == ("untested", "sheet-hidden")


def test_a_silenced_note_is_not_heard_and_an_error_always_is(tmp_path: Path) -> None:
    _, findings = read(
        tmp_path,
        "# Team\n| Name | Squat | Bench |\n| Anna | 120 | |\n| Bo | ~1 | 80 |\n"
        "# Settings\n| Silence | untested |\n",
    )
    assert codes(findings) == ["C201 Team!B3"]


def test_all_findings_come_at_once(tmp_path: Path) -> None:
    _, findings = read(
        tmp_path,
        "# Team\n| Name | Squat | Bench |\n"
        "| Anna | ~1 | -5 |\n| Bo | 2000 | #DIV/0! |\n| Bo | 9 | 9 |\n",
    )
    assert sorted(codes(findings)) == [
        "C201 Team!B2", "C202 Team!C2", "C203 Team!B3", "C205 Team!C3", "R301 Team!A4",
    ]  # fmt: skip
