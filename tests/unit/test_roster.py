"""From a coach's sheet to a roster: layouts, units, kinds of max, meets, the week."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.books import book, settled
from toolkit.diagnostics import Findings
from toolkit.model.athlete import (
    Athlete,
    Lift,
    MaxKind,
    Preferences,
    Priority,
    Roster,
    Sex,
    Stage,
)
from toolkit.sheets.roster import read_roster
from toolkit.units import Unit

TODAY = date(2026, 11, 22)


def read(folder: Path, markdown: str, unit: Unit | None = None) -> tuple[Roster, Findings]:
    result, findings = read_roster(book(folder, markdown), unit=unit, today=TODAY)
    return result, settled(findings)


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
    result, findings = read_roster(path, unit=Unit.KG, today=TODAY)
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
    result, findings = read(tmp_path, MEETS)
    meets = {it.name: it.meet for it in result.athletes}
    found = {name: (meet.name, str(meet.date)) for name, meet in meets.items() if meet}
    assert found == {
        "Anna": ("Spring Open", "2027-03-13"),
        "Bo": ("", "2027-05-01"),
        "Cleo": ("Summer Cup", "2027-06-12"),
        "Dag": ("Summer Cup", "2027-06-12"),
    }
    assert codes(findings) == ["R322 Meets!B4"]


MORE = """| Club night | 2027-01-16 | C | Juniors |
| Nationals | 2027-09-04 | A | Anna |
| Autumn Cup | 2027-11-06 | B | Anna |
"""


def test_the_season_ends_with_the_last_a_meet_and_the_others_are_on_the_way(
    tmp_path: Path,
) -> None:
    """What comes after it is left for another plan, and that is said."""
    result, findings = read(tmp_path, MEETS + MORE)
    anna = result.athletes[0]
    assert anna.meet is not None
    assert (anna.meet.name, str(anna.meet.origin)) == ("Nationals", "Meets!B6")
    assert [(it.name, it.priority, str(it.origin)) for it in anna.other_meets] == [
        ("Club night", Priority.C, "Meets!B5"),
        ("Spring Open", Priority.A, "Meets!B2"),
    ]
    assert codes(findings) == ["R322 Meets!B4", "R323 Meets!B7"]


def test_without_an_a_meet_the_season_ends_with_the_last_of_all(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        "# Team\n| Name | Squat |\n| Anna | 120 |\n"
        "# Meets\n| Meet | Date | Priority |\n| Two | 2027-06-12 | C |\n| One | 2027-03-13 | B |\n",
    )
    (anna,) = result.athletes
    assert anna.meet is not None
    assert (anna.meet.name, [it.name for it in anna.other_meets]) == ("Two", ["One"])


def test_an_athlete_may_name_several_meets(tmp_path: Path) -> None:
    text = MEETS.replace("| Summer Cup |\n", "| Summer Cup; 2027-03-13, 2027-09-04 |\n")
    result, findings = read(tmp_path, text)
    cleo = result.athletes[2]
    assert cleo.meet is not None
    assert (cleo.meet.date, cleo.meet.name) == (date(2027, 9, 4), "")
    assert [it.name for it in cleo.other_meets] == ["Spring Open", "Summer Cup"]
    assert codes(findings) == ["R322 Meets!B4"]


def test_the_same_meet_listed_twice_is_one(tmp_path: Path) -> None:
    again = "| Spring Open | 2027-03-13 | A | Anna |\n"
    result, findings = read(tmp_path, MEETS + again)
    assert result.athletes[0].other_meets == ()
    assert codes(findings) == ["R322 Meets!B4"]


def test_of_two_meets_on_one_day_the_more_important_is_kept(tmp_path: Path) -> None:
    text = MEETS.replace("| A | Juniors |\n| Summer", "| C | Juniors |\n| Summer")
    result, findings = read(tmp_path, text + "| State final | 2027-03-13 | B | Anna |\n")
    anna = result.athletes[0]
    assert anna.meet is not None
    assert (anna.meet.name, anna.other_meets) == ("State final", ())
    assert codes(findings) == ["R322 Meets!B4", "R321 Meets!B2"]


def test_a_meet_of_the_settings_that_is_over_is_a_note_when_all_have_another(
    tmp_path: Path,
) -> None:
    team = "# Team\n| Name | Squat | Meet date |\n| Anna | 120 | 2027-03-13 |\n"
    old = "# Settings\n| Meet | 2026-03-14 |\n"
    assert codes(read(tmp_path, team + old)[1]) == ["R322 Settings!B1"]
    both = team + "| Bo | 150 | |\n" + old
    assert codes(read(tmp_path, both)[1]) == ["R307 Settings!B1"]


def test_a_meet_in_the_past_is_said_once_for_a_whole_group(tmp_path: Path) -> None:
    _, findings = read(
        tmp_path,
        "# Team\n| Name | Squat |\n| Anna | 120 |\n| Bo | 150 |\n"
        "# Meets\n| Meet | Date |\n| Old | 2026-03-14 |\n",
    )
    assert codes(findings) == ["R307 Meets!B2"]


@pytest.mark.parametrize(
    "sheet",
    ["# Settings\n| Meet | 2027-03-13 |\n", "# Meets\n| Meet | Date |\n| Old | 2027-03-13 |\n"],
)
def test_the_cure_for_a_meet_that_is_over_shows_a_date_that_is_ahead(
    tmp_path: Path, sheet: str
) -> None:
    """In whatever year the book is read: the example must not be the date it complains about."""
    path = book(tmp_path, "# Team\n| Name | Squat |\n| Anna | 120 |\n" + sheet)
    _, findings = read_roster(path, unit=Unit.KG, today=date(2028, 2, 29))
    assert [item.code for item in findings] == ["R307"]
    assert "for example 2029-02-01" in next(iter(findings)).hint


# --- the calendar ----------------------------------------------------------------------------

TEAM = """# Team
| Name | Group | Squat |
| Anna | Juniors | 120 |
| Bo | Seniors | 150 |
"""


def test_days_off_are_for_everyone_a_group_or_one_athlete(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        TEAM
        + """# Calendar
| From | To | What | For |
| 2026-12-24 | 2027-01-03 | Hall closed | |
| 2027-02-01 | | Exam | juniors |
| 8 Feb 2027 | 12 Feb 2027 | | BO |
""",
    )
    assert [(it.first, it.last, it.name, it.group) for it in result.days_off] == [
        (date(2026, 12, 24), date(2027, 1, 3), "Hall closed", ""),
        (date(2027, 2, 1), date(2027, 2, 1), "Exam", "Juniors"),
        (date(2027, 2, 8), date(2027, 2, 12), "", "Bo"),
    ]
    assert str(result.days_off[1].origin) == "Calendar!A3"


def test_a_calendar_of_meets_is_read_as_meets(tmp_path: Path) -> None:
    result = roster(tmp_path, TEAM + "# Calendar\n| Meet | Date |\n| Spring Open | 2027-03-13 |\n")
    assert result.days_off == ()
    assert {it.meet.name for it in result.athletes if it.meet} == {"Spring Open"}


def test_a_calendar_drawn_for_the_wall_is_left_alone(tmp_path: Path) -> None:
    result, findings = read(tmp_path, TEAM + "# Calendar\n| March | | |\n| 1 | 2 | 3 |\n")
    assert result.days_off == ()
    assert codes(findings) == ["B114 Calendar"]


# --- preferences -----------------------------------------------------------------------------


def test_an_athlete_may_have_every_preference_of_their_own(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        """
# Athletes
| Athlete | Rotation | Order | Block weeks | Offset | Taper | Taper days | Attempts |
| Anna | Weekly | I, R, D | 4 | Lift | linear | 10 | 90/95/101 |
| Bo | | | | | | | novice |

# Maxes
| Athlete | Lift | Max |
| Anna | Squat | 120 |
| Bo | Squat | 150 |
""",
    )
    anna, bo = result.athletes
    assert anna.preferences == Preferences(
        rotation="weekly",
        order=("intensity", "repetition", "difficulty"),
        block_weeks=4,
        offset="lift",
        taper="linear",
        taper_days=10,
        attempt_shares=(0.90, 0.95, 1.01),
    )
    assert bo.preferences == Preferences(attempts="novice")


def test_a_running_number_called_order_is_no_wish(tmp_path: Path) -> None:
    result, findings = read(tmp_path, "# Team\n| Order | Name | Squat |\n| 1 | Anna | 120 |\n")
    assert result.athletes[0].preferences == Preferences()
    assert codes(findings) == ["B116 Team!A1"]


def test_the_book_has_the_same_preferences(tmp_path: Path) -> None:
    settings = roster(
        tmp_path,
        TEAM
        + """# Settings
| Rotation | Daily |
| Order | difficulty, repetition, intensity |
| Offset | athlete |
| Taper | Exponential |
| Taper days | 21 |
| Attempts | 91/96/100 |
""",
    ).settings
    assert settings.preferences == Preferences(
        rotation="daily",
        order=("difficulty", "repetition", "intensity"),
        offset="athlete",
        taper="exponential",
        taper_days=21,
        attempt_shares=(0.91, 0.96, 1.0),
    )


@pytest.mark.parametrize(
    ("label", "value"),
    [("Rotation", "monthly"), ("Order", "R, X, I"), ("Order", "R, R, I"), ("Offset", "both"),
     ("Taper", "flat"), ("Taper days", "30"), ("Taper days", "10.5"), ("Block weeks", "1")],
)  # fmt: skip
def test_a_preference_that_cannot_be_read_is_named_at_its_cell(
    tmp_path: Path, label: str, value: str
) -> None:
    _, findings = read(tmp_path, f"{TEAM}# Settings\n| {label} | {value} |\n")
    assert codes(findings) == ["C213 Settings!B1"]
    book_ = f"# Athletes\n| Athlete | {label} |\n| Anna | {value} |\n"
    maxes = "# Maxes\n| Athlete | Lift | Max |\n| Anna | Squat | 120 |\n"
    _, findings = read(tmp_path, book_ + maxes)
    assert codes(findings) == ["C213 Athletes!B2"]


def test_an_incomplete_order_is_completed_where_the_method_has_it(tmp_path: Path) -> None:
    result, findings = read(tmp_path, TEAM + "# Settings\n| Order | R, I |\n")
    assert result.settings.preferences.order == ("repetition", "difficulty", "intensity")
    assert codes(findings) == ["C240 Settings!B1"]


# --- the coach's own numbers -----------------------------------------------------------------


def test_the_policy_sheet_is_read_line_by_line(tmp_path: Path) -> None:
    result = roster(
        tmp_path,
        TEAM
        + """# Policy
| Table | Row | Column | Value | Source |
| taper | taper | days | 10 | my own log |
| attempts | style | novice | 0.88, 0.93, 0.98 | club rule |
| Emphasis | repetition.main.1 | percent | | left as it is |
""",
    )
    assert [(it.table, it.row, it.column, it.value, it.source) for it in result.overrides] == [
        ("taper", "taper", "days", 10.0, "my own log"),
        ("attempts", "style", "novice", "0.88, 0.93, 0.98", "club rule"),
    ]
    assert str(result.overrides[0].origin) == "Policy!D2"


def test_a_number_given_twice_counts_once(tmp_path: Path) -> None:
    result, findings = read(
        tmp_path,
        TEAM
        + """# Policy
| Table | Row | Column | Value | Source |
| taper | taper | days | 10 | log |
| taper | taper | days | 12 | log |
""",
    )
    assert [it.value for it in result.overrides] == [10.0]
    assert codes(findings) == ["R319 Policy!D3"]


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
