"""LibreOffice opens what was annotated, with every colour and note in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests import torture as made
from tests.rules.makers import TODAY
from tests.torture import torture
from tests.unit.test_roundtrip import BY_HAND, annotated
from toolkit import api
from toolkit.roundtrip.styles import FILLS

pytestmark = [
    pytest.mark.client,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
]

Convert = Callable[[Path, str], Path]
Marks = dict[tuple[str, str], tuple[str, str]]


def marks(path: Path) -> Marks:
    """The words of every note and the colour of its cell."""
    return {
        (sheet.title, cell.coordinate): (cell.comment.text, cell.fill.fgColor.rgb)
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


@pytest.mark.parametrize("changes", ["as written", "conversation", "absolute", "nowhere", "strict"])
def test_colours_and_notes_survive(changes: str, tmp_path: Path, soffice: Convert) -> None:
    path = tmp_path / "copy.xlsx"
    path.write_bytes(annotated(torture(tmp_path, *BY_HAND[changes])))
    found = marks(soffice(path, "xlsx"))
    texts = {place: text for place, (text, _) in found.items()}
    assert "error: " in texts["Squad", "B2"]
    assert texts["Ann's notes", "A2"].startswith(made.COACH)
    assert "warning: " in texts["Ann's notes", "A2"]
    ours = {place: colour for place, (text, colour) in found.items() if "\n" in text}
    assert len(ours) == 10
    assert set(ours.values()) == {FILLS[kind] for kind in ("error", "warning", "note")}


def test_the_sample_with_mistakes_prints_with_its_list(tmp_path: Path, soffice: Convert) -> None:
    broken = Path(__file__).parents[2] / "sample_workbooks" / "broken.xlsx"
    path = tmp_path / "marked.xlsx"
    findings = api.annotate(broken, path, today=TODAY)
    assert marks(soffice(path, "xlsx")).keys() >= {
        (item.where.sheet, item.where.cell) for item in findings if item.where.cell
    }
    last = PdfReader(soffice(path, "pdf")).pages[-1].extract_text()
    assert all(item.code in last for item in findings)
