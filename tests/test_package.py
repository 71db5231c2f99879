"""What is handed over: the pinned environment, the wheel, and files that name no machine."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_no_file_names_a_machine_or_a_package_index() -> None:
    """A clone works anywhere, and installs from whatever index its owner has set up."""
    forbidden = re.compile(
        "|".join(["index" + "-url", "find" + "-links", r"[\s\"'=](/work|/root)/"])
    )
    suffixes = {".py", ".toml", ".md", ".txt", ".j2", ".html", ".css", ".csv", ""}
    folders = (".ci", "toolkit", "templates", "tests", "sample_workbooks")
    candidates = [*ROOT.iterdir(), *(path for name in folders for path in (ROOT / name).rglob("*"))]
    files = [path for path in candidates if path.suffix in suffixes and path.is_file()]
    assert ROOT / "tests" / "requirements.txt" in files
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in files}
    found = {path: forbidden.search(text) for path, text in texts.items()}
    assert not {str(path.relative_to(ROOT)): hit[0] for path, hit in found.items() if hit}


def requested() -> set[str]:
    """The distributions that the package and its tests ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    return {re.split(r"[^\w-]", line)[0].lower() for line in lines}


def pins() -> list[str]:
    text = (ROOT / "tests" / "requirements.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_every_dependency_is_pinned_to_one_version() -> None:
    """What the package asks for is what the tests install, exactly."""
    loose = [line for line in pins() if not re.match(r"[\w.-]+==[\w.]+(; |$)", line)]
    assert not loose
    assert {"click", "pytest"} <= requested() <= {line.split("==")[0].lower() for line in pins()}


def run(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=folder
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    run(f"from hatchling.build import build_wheel; build_wheel({str(folder)!r})", ROOT)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_carries_templates_and_policy(wheel: zipfile.ZipFile) -> None:
    """What a coach installs can plan without the checkout."""
    packed = set(wheel.namelist())
    for folder, inside in (("templates", "toolkit/_templates"), ("toolkit", "toolkit")):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" in packed


@pytest.mark.slow
def test_an_installed_copy_plans_without_the_checkout(
    wheel: zipfile.ZipFile, tmp_path: Path
) -> None:
    """The wheel alone, first on the path and far from the repository, makes all the files."""
    site = tmp_path / "site"
    wheel.extractall(site)
    book = ROOT / "sample_workbooks" / "first-meet.xlsx"
    arguments = ["periodize", "plan", str(book), "-o", "out", "--today", "2026-11-22"]
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r}); sys.argv = {arguments!r}; import atexit;"
        "import toolkit; atexit.register(lambda: print('FROM', toolkit.__file__));"
        "from toolkit.cli import main; main()"
    )
    origin = run(code, tmp_path).rpartition("FROM ")[2].strip()
    assert Path(origin).is_relative_to(site)
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"plan.xlsx", "plan.csv", "cards.html"} <= made
