"""Laws of the coach's answers: what is kept is what was said, and no file of answers fails."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.diagnostics import CellRef, Findings
from toolkit.model.reading import ReadKind
from toolkit.sheets.answers import NOTHING, Answers, Mapped, parse_map
from toolkit.sheets.answers_file import answers_path, answers_text, read_answers, write_answers
from toolkit.units import Unit

BOOK = "club.xlsx"
signs = st.characters(codec="utf-8", exclude_categories=("Cs",))
words = st.text(signs, max_size=30).map(lambda text: " ".join(text.split()))
names = words.filter(lambda name: not set(name) & set(":!="))
lifts = names.map(str.casefold).filter(lambda it: it and it not in ("athlete", "athlete column"))
sheets = words.filter(lambda title: not set(title) & set("[]:*?/\\"))
cells = st.from_regex(r"[A-Z]{1,3}[1-9][0-9]{0,6}", fullmatch=True)
maps = st.builds(
    Mapped,
    lifts,
    st.builds(CellRef, sheets, cells),
    names,
    st.sampled_from([None, *ReadKind]),
    st.sampled_from([None, *Unit]),
)
answers = st.builds(
    Answers,
    st.sampled_from([None, *Unit]),
    words,
    st.lists(maps, max_size=4, unique_by=lambda mapped: mapped.target).map(tuple),
    st.lists(st.text(signs, min_size=1, max_size=20), max_size=3).map(tuple),
)


@given(maps)
@example(Mapped("squat", CellRef("5/3/1", "B2"), "Anna", ReadKind.TRAINING_MAX, Unit.LB))
@example(Mapped("squat", CellRef("It's 'mine'", "B2")))
@example(Mapped("squat", CellRef("C4 x", "B2")))
def test_a_map_reads_as_it_is_written(mapped: Mapped) -> None:
    assert parse_map(mapped.text) == mapped


@given(st.text(max_size=60))
def test_any_text_is_a_map_or_a_sentence(text: str) -> None:
    found = parse_map(text)
    assert found.endswith(".") if isinstance(found, str) else parse_map(found.text) == found


@given(answers, st.text(signs, max_size=20))
def test_the_file_of_answers_is_toml_and_holds_what_was_said(given_: Answers, book: str) -> None:
    table = tomllib.loads(answers_text(given_, book))
    assert table["book"] == book
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / BOOK
        assert write_answers(path, given_) == ""
        findings = Findings()
        assert read_answers(path, findings) == given_
        assert list(findings) == []
        assert [it.name for it in Path(folder).iterdir()] == ["club.answers.toml"]


@given(answers, answers)
def test_later_answers_win_and_the_same_answers_change_nothing(new: Answers, old: Answers) -> None:
    both = new.over(old)
    assert both.over(old) == both
    assert new.over(NOTHING) == new
    assert set(new.maps) <= set(both.maps)
    assert len({mapped.target for mapped in both.maps}) == len(both.maps)


toml = st.sampled_from(
    ["unit", "map", "use", "book", "=", '"', '"kg"', '"squat=C4"', "[", "]", "\n", "3", "{", "'''",
     "[[", "1979-05-27", "\\", "#", "true", ",", " ", "\x00", "é"]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=60), st.lists(toml).map(lambda it: "".join(it).encode())))
def test_whatever_stands_in_the_file_is_answers_or_a_finding(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / BOOK
        answers_path(path).write_bytes(content)
        findings = Findings()
        assert isinstance(read_answers(path, findings), Answers)
        assert all(item.code in ("B132", "B133") for item in findings)
