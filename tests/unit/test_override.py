"""The coach's Policy sheet: every number of the method has a line, and may be changed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.diagnostics import CellRef, Findings
from toolkit.model.athlete import Override
from toolkit.model.prescription import Emphasis
from toolkit.policy.method import TABLES, build_policy, default_policy, read_tables
from toolkit.policy.order import completed, missing_from, parse_order
from toolkit.policy.override import apply, effective_rows
from toolkit.policy.rows import PolicyRow, flatten
from toolkit.policy_text import HEADERS, policy_csv, policy_lines

ROWS = flatten(read_tables())
AT = CellRef("Policy", "D2")


def line(
    table: str, row: str, column: str, value: float | str, source: str = "own log"
) -> Override:
    return Override(table, row, column, value, source, AT)


def codes(findings: Findings) -> list[str]:
    return [item.code for item in findings]


def row_of(rows: tuple[PolicyRow, ...], table: str, row: str, column: str) -> PolicyRow:
    (found,) = [it for it in rows if (it.table, it.row, it.column) == (table, row, column)]
    return found


# --- the method as lines ---------------------------------------------------------------------


def test_every_number_has_a_line_of_its_own_and_a_source() -> None:
    places = [(row.table, row.row, row.column) for row in ROWS]
    assert len(set(places)) == len(places) > 400
    assert {row.table for row in ROWS} == set(TABLES)
    assert [row.name for row in ROWS if not row.source] == []


def test_lines_are_named_as_a_coach_would_look_for_them() -> None:
    assert row_of(ROWS, "taper", "taper", "days").value == 14
    assert row_of(ROWS, "emphasis", "repetition.main.1", "percent").value == 0.675
    assert row_of(ROWS, "emphasis", "difficulty.main.1.back-off", "reps").value == 5
    assert row_of(ROWS, "lifts", "family.bench press", "frequency").value == 3
    assert row_of(ROWS, "season", "rotation", "order").text == "repetition, difficulty, intensity"


def test_every_number_may_be_pasted_back_as_it_is_shown() -> None:
    """What is printed is read again as the same value, and changes nothing."""
    pasted = [
        Override(row.table, row.row, row.column, row.text, row.source, CellRef("Policy", f"D{n}"))
        for n, row in enumerate(ROWS)
        if row.text
    ]
    findings = Findings()
    assert apply(pasted, findings) is default_policy()
    assert [(item.code, str(item.where), item.message) for item in findings] == []


def test_the_tables_as_shipped_build_the_default_policy() -> None:
    assert build_policy(read_tables()) == default_policy()


# --- the coach's numbers ---------------------------------------------------------------------


def test_without_lines_the_policy_is_the_methods_own() -> None:
    assert apply([], Findings()) is default_policy()


def test_the_coachs_numbers_are_in_the_policy_and_nothing_else_changes() -> None:
    findings = Findings()
    policy = apply(
        [
            line("taper", "taper", "days", 10),
            line("Emphasis", "repetition.main.1", "percent", "70 %"),
            line("attempts", "style", "novice", "0,86; 0,92; 0,98"),
            line("season", "rotation", "order", "D, R, I"),
            line("warmups", "", "gap", 0.07),
        ],
        findings,
    )
    assert codes(findings) == []
    assert policy.taper.days == 10
    assert policy.emphasis[Emphasis.REPETITION].doses("main", 1)[0].percent == 0.70
    assert policy.attempts.styles["novice"] == (0.86, 0.92, 0.98)
    assert policy.rotation.order[0] is Emphasis.DIFFICULTY
    assert policy.warm_ups.gap == 0.07
    assert policy.learning == default_policy().learning
    assert default_policy().taper.days == 14


def test_a_changed_number_is_printed_with_the_coachs_source() -> None:
    policy = apply([line("emphasis", "repetition.main.1", "percent", 0.7)], Findings())
    assert policy.emphasis[Emphasis.REPETITION].source.startswith("Policy sheet: own log; METHOD")
    assert policy.emphasis[Emphasis.INTENSITY] == default_policy().emphasis[Emphasis.INTENSITY]


def test_a_step_the_method_leaves_open_may_be_chosen() -> None:
    policy = apply([line("emphasis", "difficulty.main.2.top", "step", "reps")], Findings())
    assert policy.emphasis[Emphasis.DIFFICULTY].doses("main", 2)[0].step == "reps"


@pytest.mark.parametrize(
    ("table", "row", "column", "question"),
    [
        ("tapr", "taper", "days", "Did you mean taper?"),
        ("taper", "tapr", "days", "Did you mean taper?"),
        ("taper", "taper", "day", "Did you mean days?"),
        ("recipes", "soup", "salt", ""),
        ("defaults", "season", "paper", ""),
    ],
)
def test_an_unknown_line_is_named_with_what_is_near_and_not_used(
    table: str, row: str, column: str, question: str
) -> None:
    findings = Findings()
    assert apply([line(table, row, column, 1)], findings) is default_policy()
    (found,) = findings
    assert (found.code, found.where) == ("C243", AT)
    assert found.hint.startswith(question)


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("emphasis/repetition.main.1/percent", 67.5, "C244"),
        ("emphasis/repetition.main.1/percent", 1.11, "C244"),
        ("emphasis/repetition.main.1/percent", -0.1, "C244"),
        ("emphasis/repetition.main.1/percent", "heavy", "C244"),
        ("emphasis/repetition.main.1/percent", "120 kg", "C245"),
        ("emphasis/repetition.main.1/sets", 0, "C244"),
        ("emphasis/repetition.main.1/sets", 3.5, "C244"),
        ("emphasis/repetition.main.1/reps", 21, "C244"),
        ("emphasis/repetition.main.1/rpe", 11, "C244"),
        ("emphasis/repetition.main.1/role", "warm-up", "C244"),
        ("emphasis/rest_s/repetition", "3 min", "C245"),
        ("attempts/grid/step_kg", "5 lb", "C245"),
        ("attempts/style/novice", "0.9, 0.95", "C244"),
        ("attempts/style/novice", "0.95, 0.9, 0.99", "C244"),
        ("attempts/style/novice", "90 %, 0.95, 99 %", "C245"),
        ("attempts/style/novice", "0.9, 95, 0.99", "C244"),
        ("taper/taper/cut_range", "0.6, 0.41", "C244"),
        ("taper/taper/profile", "cliff", "C244"),
        ("season/rotation/order", "R, X", "C244"),
        ("season/rotation/order", "R, R, I", "C244"),
        ("season/rotation/block_weeks", 9, "C249"),
        ("season/rotation/shortest_block", 4, "C247"),
        ("learning/length/longest", 3, "C249"),
        ("learning/length/longest", 7, "C247"),
        ("taper/taper/days", 28, "C249"),
        ("taper/taper/volume", 1.0, "C249"),
        ("taper/taper/volume", 0.42, "C247"),
        ("taper/taper/days_range", "7, 12", "C247"),
        ("taper/experienced.top/percent", 1.05, "C250"),
        ("taper/experienced.top/percent", 0.90, "C250"),
        ("taper/new.top/percent", 0.85, "C249"),
        ("lifts/family.squat/heavy_days", 3, "C249"),
        ("lifts/family.squat/last_percent", 0.92, "C249"),
        ("emphasis/intensity.main.1.top/percent", 0.60, "C249"),
        ("emphasis/intensity.main.1.top/percent", 0.93, "C250"),
        ("emphasis/difficulty.main.1.back-off/sets", 15, "C250"),
        ("emphasis/difficulty.second.5/sets", 20, "C250"),
        ("emphasis/difficulty.main.1.top/reps", 8, "C250"),
        ("learning/weeks/percent", ", ".join(["0.55"] * 8 + ["0.65"] * 8), "C249"),
        ("learning/session/rpe", 9, "C249"),
        ("season/heavy_exposure/days", 40, "C249"),
        ("season/heavy_exposure/reps", 18, "C250"),
        ("season/test.groups.3/reps", 3, "C250"),
        ("defaults/season/sessions", 7, "C249"),
        ("scores/dots/factor", 400, "C251"),
        ("RPE chart/effort/lowest", 4, "C251"),
        ("estimates/formula.brzycki/constants", "36, 38, 1", "C251"),
        ("checks/TAP-02.limits/days", "28, 5", "C244"),
        ("dials/intensity/lifts", "10", "C244"),
        ("defaults/training_days/3", "0, 2", "C244"),
        ("defaults/training_days/3", "0, 2, 7", "C244"),
    ],
)
def test_a_number_that_cannot_be_is_a_finding_and_not_used(
    place: str, value: float | str, code: str
) -> None:
    findings = Findings()
    table, row, column = place.split("/")
    assert apply([line(table, row, column, value)], findings) is default_policy()
    assert set(codes(findings)) == {code}
    assert {item.where for item in findings} == {AT}


def test_numbers_that_fit_together_may_be_changed_together() -> None:
    findings = Findings()
    lines = [
        line("season", "rotation", "shortest_block", 4),
        line("season", "rotation", "block_weeks", 5),
    ]
    rotation = apply(lines, findings).rotation
    assert (rotation.shortest_block, rotation.block_weeks) == (4, 5)
    assert codes(findings) == []


def test_a_set_that_only_two_lines_make_possible_is_taken_with_both() -> None:
    """Each alone would be beyond RPE 9.5; it is the plan as a whole that is judged."""
    heavy = line("emphasis", "difficulty.main.1.top", "percent", 0.87)
    findings = Findings()
    assert apply([heavy], findings) is default_policy()
    (found,) = findings
    assert "5 reps at 0.87 would be RPE 10.2" in found.message
    assert found.message.endswith("(law 7); the plan keeps 0.824.")
    fewer = line("emphasis", "difficulty.main.1.top", "reps", 4)
    findings = Findings()
    policy = apply([heavy, fewer], findings)
    assert codes(findings) == []
    assert policy.emphasis[Emphasis.DIFFICULTY].doses("main", 1)[0].percent == 0.87


def test_the_lines_that_break_a_law_together_are_all_named() -> None:
    rows = [f"intensity.main.{week}.{role}" for week in (1, 2, 3) for role in ("top", "back-off")]
    lines = [
        Override("emphasis", row, "percent", 0.78, "own log", CellRef("Policy", f"D{number}"))
        for number, row in enumerate(rows, start=2)
    ]
    other = line("taper", "taper", "days", 10)
    findings = Findings()
    policy = apply([*lines, other], findings)
    (found,) = findings
    assert (found.code, str(found.where), [str(it) for it in found.related]) == (
        "C250",
        "Policy!D2",
        [f"Policy!D{number}" for number in range(3, 8)],
    )
    assert policy.emphasis == default_policy().emphasis
    assert policy.taper.days == 10


def test_thresholds_and_targets_are_the_coachs_too() -> None:
    findings = Findings()
    policy = apply(
        [
            line("checks", "TAP-02.limits", "days", "7, 10"),
            line("dials", "repetition", "lifts", "30, 60"),
        ],
        findings,
    )
    assert codes(findings) == []
    assert policy.checks["TAP-02"].limits["days"] == [7, 10]
    assert policy.checks["TAP-02"].source.startswith("Policy sheet: own log; ")
    assert policy.dials.rows["repetition"].lifts == (30, 60)


def test_an_order_that_leaves_one_out_is_completed_and_said() -> None:
    findings = Findings()
    policy = apply([line("season", "rotation", "order", "I, R")], findings)
    assert [it.value for it in policy.rotation.order] == ["intensity", "repetition", "difficulty"]
    assert codes(findings) == ["C240"]


@given(
    st.sampled_from(ROWS),
    st.one_of(st.floats(-5, 200), st.integers(-5, 200), st.text(max_size=12)),
)
def test_whatever_is_typed_there_is_a_policy(row: PolicyRow, value: float | str) -> None:
    """A value is taken or is a finding; it never breaks the policy."""
    findings = Findings()
    policy = apply([line(row.table, row.row, row.column, value)], findings)
    assert codes(findings) == [] or findings.items[0].where == AT
    assert policy.rotation.order


# --- the effective table ---------------------------------------------------------------------


def test_the_effective_table_marks_what_is_yours() -> None:
    rows = effective_rows([line("taper", "taper", "days", 10)], Findings())
    assert [row.name for row in rows if row.yours] == ["taper, taper, days"]
    days = row_of(rows, "taper", "taper", "days")
    assert (days.value, days.source) == (10, "own log")
    assert len(rows) == len(ROWS)


def test_the_table_as_text_lines_up_and_as_csv_can_be_pasted() -> None:
    rows = effective_rows([line("taper", "taper", "days", 10)], Findings())
    text = list(policy_lines(rows))
    assert text[0].split() == list(HEADERS)
    (days,) = [row for row in text if row.split()[:3] == ["taper", "taper", "days"]]
    assert days.split()[3:] == ["10", "yours", "own", "log"]
    assert days.index("10") == text[0].index("Value")
    pasted = list(csv.DictReader(io.StringIO(policy_csv(rows))))
    overrides = [
        Override(it["Table"], it["Row"], it["Column"], it["Value"], it["Source"], AT)
        for it in pasted
        if it["Value"]
    ]
    findings = Findings()
    assert apply(overrides, findings).taper.days == 10
    assert [row.name for row in effective_rows(overrides, findings) if row.yours] == [
        "taper, taper, days"
    ]
    assert codes(findings) == []


# --- orders ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["R, D, I", "rdi", "Repetition > diff > int", "R D I", "R-D-I"])
def test_an_order_is_read_however_it_is_written(text: str) -> None:
    assert parse_order(text) == ("repetition", "difficulty", "intensity")


@pytest.mark.parametrize("text", ["", "R, R, D", "timing, R", "1", "R, D, I, R", "hard first"])
def test_what_is_no_order_is_not_guessed(text: str) -> None:
    assert parse_order(text) is None


@given(st.permutations(["repetition", "difficulty", "intensity"]), st.integers(1, 3))
def test_a_completed_order_has_all_three_and_keeps_what_was_said(
    names: list[str], count: int
) -> None:
    said = tuple(names[:count])
    full = completed(said)
    assert missing_from(full) == ()
    assert tuple(name for name in full if name in said) == said
    assert len(full) == 3
