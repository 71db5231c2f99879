"""`periodize review`: the command and its twin in the api."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from toolkit import api
from toolkit.cli import main

from .tables import HERE, example, sections

HEAD = "date,lift,sets,reps,percent_1rm,load,training_max\n"


def review(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["review", *arguments], catch_exceptions=False)


def bad(folder: Path, check: str) -> Path:
    text = (HERE / "pairs" / f"{check}.md").read_text(encoding="utf-8")
    return example(folder, sections(text)["bad"]).path


def test_a_finding_does_not_make_the_command_fail(tmp_path: Path) -> None:
    """A review is advice: it ends with 0, and prints what the api says."""
    path = bad(tmp_path, "TAP-05")
    done = review(str(path))
    assert done.exit_code == 0
    assert "plan.csv  P16  warning P505 heavy-too-late" in done.output
    for item in api.review_file(path):
        assert item.message in done.output
        assert item.hint in done.output


def test_the_base_rates_stand_below_every_review(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(HEAD + "2027-01-04,Squat,3,5,0.7,140,200\n", encoding="utf-8")
    done = review(str(path))
    assert "The review has nothing to say." in done.output
    assert "74 % of all attempts are made" in done.output
    assert "Aasa 2017" in done.output


def test_a_file_that_cannot_be_read_fails(tmp_path: Path) -> None:
    done = review(str(tmp_path / "gone.csv"))
    assert done.exit_code == 1
    assert "B101" in done.output
    assert "74 %" not in done.output


def test_the_findings_as_json(tmp_path: Path) -> None:
    done = review(str(bad(tmp_path, "MEET-04")), "--format", "json")
    data = json.loads(done.output)
    assert [row["code"] for row in data["findings"]] == ["P584"]
    assert data["findings"][0]["severity"] == "warning"
