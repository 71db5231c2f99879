"""Every rule has a bad and a good example: the manual of findings, executed.

`CODE/bad.md` says in its first lines where the finding must be (`at: Maxes!C3`, or `at: the book`),
which other cell it must name (`related:`) and who is not planned because of it (`leaves out:`); the
rest is a workbook. Nothing else may be found
in it, and nothing at all in `CODE/good.md`. For rules of the plan (P) the book is planned too.
"""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from tests.books import book, settled
from tests.rules.answer_makers import ANSWER_EXAMPLES
from tests.rules.makers import EXAMPLES as ROSTER_EXAMPLES
from tests.rules.makers import TODAY, findings_of
from tests.rules.plan_makers import PLAN_EXAMPLES
from toolkit import api, rules
from toolkit.diagnostics import Findings

HERE = Path(__file__).parent
EXAMPLES = {**ROSTER_EXAMPLES, **ANSWER_EXAMPLES, **PLAN_EXAMPLES}
PAIRS = sorted(path.name for path in HERE.iterdir() if (path / "bad.md").exists())


def front(text: str) -> tuple[dict[str, str], str]:
    """The `key: value` lines before the first sheet, and the sheets."""
    head, mark, sheets = text.partition("# ")
    lines = dict(line.split(": ", 1) for line in head.splitlines() if line)
    return lines, mark + sheets


def found_in(folder: Path, code: str, name: str) -> tuple[dict[str, str], Findings]:
    lines, sheets = front((HERE / code / name).read_text(encoding="utf-8"))
    path = book(folder, sheets)
    if code.startswith("P"):
        return lines, settled(api.check_book(path, today=TODAY))
    return lines, api.read_book(path, today=TODAY).findings if code == "B127" else findings_of(path)


@pytest.mark.parametrize("code", sorted(rules.ALL))
def test_every_rule_has_an_example(code: str) -> None:
    """A rule that cannot be shown is not understood."""
    assert code in EXAMPLES or code in PAIRS


@pytest.mark.parametrize("code", sorted({*PAIRS, *EXAMPLES}))
def test_every_example_belongs_to_a_rule(code: str) -> None:
    """An example without a rule is left over from one."""
    assert code in rules.ALL


@pytest.mark.parametrize("code", PAIRS)
def test_the_bad_book_has_this_finding_at_the_marked_cell_and_no_other(
    code: str, tmp_path: Path
) -> None:
    lines, findings = found_in(tmp_path, code, "bad.md")
    at = "" if lines["at"] == "the book" else lines["at"]
    assert [(item.code, str(item.where)) for item in findings] == [(code, at)]
    assert ", ".join(map(str, findings.items[0].related)) == lines.get("related", "")
    assert ", ".join(findings.items[0].leaves_out) == lines.get("leaves out", "")


@pytest.mark.parametrize("code", PAIRS)
def test_the_good_book_has_no_finding_at_all(code: str, tmp_path: Path) -> None:
    _, findings = found_in(tmp_path, code, "good.md")
    assert [(item.code, str(item.where), item.message) for item in findings] == []


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_the_bad_example_has_this_finding_and_the_good_one_has_not(
    code: str, tmp_path: Path
) -> None:
    bad, good = EXAMPLES[code](tmp_path)
    assert code in [item.code for item in bad]
    assert code not in [item.code for item in good]


@pytest.mark.parametrize("code", sorted(ROSTER_EXAMPLES))
def test_a_file_that_cannot_be_opened_is_one_finding(code: str, tmp_path: Path) -> None:
    """Whatever is wrong with a file is said once, and no roster is made up."""
    bad, good = EXAMPLES[code](tmp_path)
    assert [item.code for item in bad] == [code]
    assert len(good) == 0


@pytest.mark.parametrize("rule", rules.ALL.values(), ids=lambda rule: rule.code)
def test_a_rule_speaks_to_a_coach(rule: rules.Rule) -> None:
    """A sentence for what is wrong, a sentence for the cure, a slug that can be typed."""
    assert re.fullmatch(r"[BCRPO]\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.slug)
    for text in (rule.message, rule.hint):
        assert text.endswith((".", "?")), text
        assert all(
            name is None or name.isidentifier() for _, name, *_ in string.Formatter().parse(text)
        )


def test_no_code_and_no_slug_is_used_twice() -> None:
    made = [value for value in vars(rules).values() if isinstance(value, rules.Rule)]
    assert len({rule.code for rule in made}) == len(made)
    assert len({rule.slug for rule in made}) == len(made)
