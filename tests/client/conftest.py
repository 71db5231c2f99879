"""The programs that judge the output: absent, a test skips; in CI a missing one is a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Convert = Callable[[Path, str], Path]

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Without it LibreOffice trusts the values in the file, and the test would read our own back."""


def program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    missing = f"{names[0]} is not installed"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture
def soffice(tmp_path: Path) -> Convert:
    """Converts a file with LibreOffice, every formula recalculated: (file, "xlsx" or "pdf")."""
    command = program("soffice", "libreoffice")
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")

    def convert(source: Path, target: str) -> Path:
        into = tmp_path / "converted"
        subprocess.run(
            [
                command,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                target,
                "--outdir",
                str(into),
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        return into / f"{source.stem}.{target.partition(':')[0]}"

    return convert
