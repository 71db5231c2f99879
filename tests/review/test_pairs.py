"""Every check has a bad and a good plan: the manual of the review, executed."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit import api
from toolkit.diagnostics import Severity
from toolkit.policy.checks import check_rows
from toolkit.review.report import CHECKS, SEVERITY

from .tables import example, pairs, sections

PAIRS = {path.stem: path for path in pairs()}


@pytest.mark.parametrize("check", list(CHECKS))
def test_every_check_has_a_pair(check: str) -> None:
    """A check that cannot be shown is not understood."""
    assert check in PAIRS


@pytest.mark.parametrize("check", list(PAIRS))
def test_every_pair_belongs_to_a_check(check: str) -> None:
    """A pair without a check is left over from one."""
    assert check in CHECKS


@pytest.mark.parametrize("check", list(PAIRS))
def test_the_bad_plan_has_this_finding_at_its_row_and_no_other(check: str, tmp_path: Path) -> None:
    bad = example(tmp_path, sections(PAIRS[check].read_text(encoding="utf-8"))["bad"])
    row = check_rows()[check]
    findings = api.review_file(bad.path)
    found = [(item.code, str(item.where), item.severity) for item in findings]
    assert found == [(row.code, bad.at, SEVERITY[bad.level])], [i.message for i in findings]


@pytest.mark.parametrize("check", list(PAIRS))
def test_the_message_names_the_check_its_source_and_its_strength(
    check: str, tmp_path: Path
) -> None:
    bad = example(tmp_path, sections(PAIRS[check].read_text(encoding="utf-8"))["bad"])
    row = check_rows()[check]
    message = next(iter(api.review_file(bad.path))).message
    serious = ", serious" if bad.level == "E" else ""
    assert message.endswith(f" ({check}{serious}; {row.source}; {row.strength}).")


@pytest.mark.parametrize("check", list(PAIRS))
def test_nothing_is_said_about_the_good_plan(check: str, tmp_path: Path) -> None:
    good = example(tmp_path, sections(PAIRS[check].read_text(encoding="utf-8"))["good"])
    assert [(item.code, item.message) for item in api.review_file(good.path)] == []


@pytest.mark.parametrize("check", list(PAIRS))
def test_a_review_never_withholds_a_plan(check: str, tmp_path: Path) -> None:
    bad = example(tmp_path, sections(PAIRS[check].read_text(encoding="utf-8"))["bad"])
    assert api.review_file(bad.path).count(Severity.ERROR) == 0
