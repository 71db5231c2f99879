"""One workbook for the tests of a module, written from the module's own `plan` fixture."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from toolkit.model.season import Plan
from toolkit.outputs.workbook import write_workbook


@pytest.fixture(scope="module")
def path(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("workbook") / "plan.xlsx"
    write_workbook(plan, target)
    return target


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


@pytest.fixture(scope="module")
def shown(path: Path) -> Workbook:
    return load_workbook(path, data_only=True)
