"""The house rules of CONTRIBUTING.md, checked on the source and on the running program.

Each check is a plain function from a module to the complaints about it, so that it can be shown a
bad module too: a check that finds nothing wrong anywhere would prove nothing.
"""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

LAYERS = {
    **dict.fromkeys(("units", "diagnostics", "rules", "packages", "sheetnames"), 0),
    "model": 1,
    "policy": 2,
    "engine": 3,
    "review": 4,
    **dict.fromkeys(("sheets", "outputs", "roundtrip"), 5),
    "api": 6,
    "": 7,  # toolkit/__init__.py offers what api.py offers
    **dict.fromkeys(("findings_text", "policy_text", "progress"), 7),  # what the command shows
    **dict.fromkeys(("cli", "web", "__main__"), 8),
}
FACES = 8

PURE_LIBRARY = {
    *("__future__", "abc", "bisect", "calendar", "collections", "dataclasses", "datetime"),
    *("decimal", "enum", "fractions", "functools", "heapq", "itertools", "math", "operator"),
    *("re", "statistics", "string", "types", "typing", "unicodedata"),
}
"""All that the layers up to the review may import from outside: nothing here does I/O."""

POLICY_LIBRARY = PURE_LIBRARY | {"csv", "difflib", "importlib", "io", "tomllib"}
"""The policy layer also reads the tables that lie beside it."""

HEAVY = {
    *("pandas", "numpy", "openpyxl", "xlsxwriter", "jinja2"),
    *("plutoprint", "pypdf", "fontTools", "lxml", "rich"),
    *("olefile", "python_calamine"),
}
"""What `periodize --help` must not wait for."""

UNPREDICTABLE = {"random", "secrets", "uuid"}
CLOCKS = {
    ("date", "today"),
    ("datetime", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    *(("time", name) for name in ("time", "time_ns", "localtime", "gmtime", "strftime", "ctime")),
}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")

MAX_LINES = 50
USUAL_LINES = 20


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name, and its text and tree."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def part(self) -> str:
        """The part of the toolkit it belongs to: `engine` for `toolkit.engine.plan`."""
        return [*self.name.split("."), ""][1]

    @property
    def layer(self) -> int:
        return LAYERS.get(self.part, 0)


def modules() -> Iterator[Module]:
    for path in sorted((ROOT / "toolkit").rglob("*.py")):
        dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield Module(dotted.removesuffix(".__init__"), path.read_text(encoding="utf-8"))


def imports(module: Module) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Line, module and names of every import, those inside functions too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = tuple(alias.name for alias in node.names)
            yield node.lineno, "." * node.level + (node.module or ""), names


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def targets(name: str, names: tuple[str, ...]) -> set[str]:
    """The parts of the toolkit that an import reaches."""
    if name == "toolkit":
        # The version is a constant any layer may print; it draws nothing in.
        return {part if part in LAYERS else "" for part in names if part != "__version__"}
    return {name.split(".")[1]}


def unplaced(module: Module) -> Iterator[str]:
    """Every part has its layer."""
    if module.part not in LAYERS:
        yield f"{module.name}: give {module.part} a layer in LAYERS, tests/test_house.py"


def upward_imports(module: Module) -> Iterator[str]:
    """Imports point down; inside one part and among the foundations they may point anywhere."""
    for line, name, names in imports(module):
        if name.startswith("."):
            yield f"{module.name}:{line}: write the import out from `toolkit`"
        elif name.split(".")[0] == "toolkit":
            for part in targets(name, names):
                foundation = LAYERS.get(part, FACES) == module.layer == 0
                below = LAYERS.get(part, FACES) < module.layer
                if part != module.part and not below and not foundation:
                    yield f"{module.name}:{line}: imports {part or 'the package'}, not below it"


def impure_imports(module: Module) -> Iterator[str]:
    """No files, clock, randomness or heavy library up to the review; no pandas in the reader."""
    for line, name, _ in imports(module):
        top = name.split(".")[0]
        allowed = POLICY_LIBRARY if module.part == "policy" else PURE_LIBRARY
        if top in UNPREDICTABLE and module.layer < FACES:
            yield f"{module.name}:{line}: {top} makes the output unpredictable"
        if module.layer <= LAYERS["review"] and top not in allowed | {"toolkit"}:
            yield f"{module.name}:{line}: {top} does not belong below the edges"
        if module.part == "sheets" and top == "pandas":
            yield f"{module.name}:{line}: pandas loses cell addresses; read with openpyxl"


def clock_and_print(module: Module) -> Iterator[str]:
    """Only the faces read the clock and print; the pure layers open no file either."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or module.layer >= FACES:
            continue
        match node.func:
            case ast.Name("print"):
                yield f"{module.name}:{node.lineno}: prints; return it to the face"
            case ast.Name("open") if module.layer <= LAYERS["review"]:
                yield f"{module.name}:{node.lineno}: opens a file; that is for the edges"
            case ast.Attribute(ast.Name(owner), method) | ast.Attribute(
                ast.Attribute(_, owner), method
            ) if (owner, method) in CLOCKS:
                yield f"{module.name}:{node.lineno}: reads the clock; take today as an argument"


def untyped(module: Module) -> Iterator[str]:
    """Every function says what it takes and what it returns."""
    for function in functions(module):
        arguments = function.args
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        starred = [item for item in (arguments.vararg, arguments.kwarg) if item]
        for item in [*named, *starred]:
            if item.annotation is None and item.arg not in {"self", "cls"}:
                yield f"{module.name}:{function.lineno}: {function.name}: {item.arg} has no type"
        if function.returns is None:
            yield f"{module.name}:{function.lineno}: {function.name} does not say what it returns"


def long_functions(module: Module) -> Iterator[str]:
    for function in functions(module):
        if length(function) > MAX_LINES:
            yield f"{module.name}:{function.lineno}: {function.name} has {length(function)} lines"


def no_docstring(module: Module) -> Iterator[str]:
    if not ast.get_docstring(module.tree):
        yield f"{module.name}: no docstring says what the module is for"


def unfinished(module: Module) -> Iterator[str]:
    for number, line in enumerate(module.text.splitlines(), 1):
        if UNFINISHED.search(line):
            yield f"{module.name}:{number}: unfinished: {line.strip()}"


Check = Callable[[Module], Iterator[str]]
CHECKS: tuple[Check, ...] = (
    unplaced,
    upward_imports,
    impure_imports,
    clock_and_print,
    untyped,
    long_functions,
    no_docstring,
    unfinished,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_module_keeps_the_house_rule(check: Check) -> None:
    complaints = [complaint for module in modules() for complaint in check(module)]
    assert not complaints, "\n".join(["", *complaints])


BAD = [
    (unplaced, "toolkit.misc", ""),
    (upward_imports, "toolkit.engine.plan", "from toolkit.sheets import reader"),
    (upward_imports, "toolkit.sheets.reader", "def f(): from toolkit.outputs.frame import x"),
    (upward_imports, "toolkit.outputs.cards", "from toolkit import plan"),
    (upward_imports, "toolkit.outputs.cards", "from toolkit import sheets"),
    (upward_imports, "toolkit.model.athlete", "from ..engine import plan"),
    (upward_imports, "toolkit.units", "import toolkit.model.athlete"),
    (upward_imports, "toolkit.engine.plan", "from toolkit.review.report import review_plan"),
    (upward_imports, "toolkit.api", "from toolkit.cli import main"),
    (impure_imports, "toolkit.engine.plan", "from pathlib import Path"),
    (impure_imports, "toolkit.engine.plan", "import pandas as pd"),
    (impure_imports, "toolkit.policy.loader", "import openpyxl"),
    (impure_imports, "toolkit.review.rows", "from pathlib import Path"),
    (impure_imports, "toolkit.outputs.frame", "import random"),
    (impure_imports, "toolkit.sheets.reader", "import pandas"),
    (clock_and_print, "toolkit.api", "today = date.today()"),
    (clock_and_print, "toolkit.api", "now = datetime.datetime.now()"),
    (clock_and_print, "toolkit.outputs.pdf", "stamp = time.time()"),
    (clock_and_print, "toolkit.outputs.pdf", "print('x')"),
    (clock_and_print, "toolkit.engine.plan", "open('x')"),
    (untyped, "toolkit.units", "def f(x) -> int: ..."),
    (untyped, "toolkit.units", "def f(*x) -> int: ..."),
    (untyped, "toolkit.units", "def f(x: int): ..."),
    (long_functions, "toolkit.units", "def f() -> None:\n" + "    x = 1\n" * MAX_LINES),
    (no_docstring, "toolkit.units", "x = 1"),
    (unfinished, "toolkit.units", "x = 1  # " + "TO" + "DO"),
]


@pytest.mark.parametrize(("check", "name", "text"), BAD)
def test_a_module_that_breaks_the_house_rule_is_named(check: Check, name: str, text: str) -> None:
    assert [line for line in check(Module(name, text)) if line.startswith(name)]


GOOD = [
    (unplaced, "toolkit.engine.week", ""),
    (upward_imports, "toolkit", "from toolkit.api import plan"),
    (upward_imports, "toolkit.engine.plan", "from toolkit.engine import week\nimport math"),
    (upward_imports, "toolkit.rules", "from toolkit.diagnostics import Rule"),
    (upward_imports, "toolkit.outputs.workbook", "from toolkit import __version__"),
    (upward_imports, "toolkit.cli", "from toolkit import api"),
    (impure_imports, "toolkit.outputs.frame", "import pandas"),
    (clock_and_print, "toolkit.cli", "print(date.today())"),
    (clock_and_print, "toolkit.engine.plan", "date(2027, 3, 13).weekday()"),
    (long_functions, "toolkit.units", "def f() -> None:\n" + "    x = 1\n" * (MAX_LINES - 1)),
]


@pytest.mark.parametrize(("check", "name", "text"), GOOD)
def test_a_module_that_keeps_the_house_rule_is_left_alone(
    check: Check, name: str, text: str
) -> None:
    assert not list(check(Module(name, text)))


def test_nine_functions_in_ten_fit_on_a_small_screen() -> None:
    lengths = [length(function) for module in modules() for function in functions(module)]
    ninetieth = statistics.quantiles(lengths, n=10)[-1]
    assert ninetieth <= USUAL_LINES, f"the 90th percentile is {ninetieth:.0f} lines"


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=ROOT
    )


HELP = "import sys; sys.argv = ['periodize', '--help']; from toolkit.cli import main; main()"


@pytest.mark.parametrize("code", ["import toolkit", HELP], ids=["import", "help"])
def test_a_start_does_not_load_what_only_a_plan_needs(code: str) -> None:
    report = f"import atexit, sys; atexit.register(lambda: print('LOADED', *sys.modules)); {code}"
    done = run(report)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert "toolkit" in loaded
    assert not loaded & HEAVY


def seconds(code: str) -> float:
    start = time.perf_counter()
    assert run(code).returncode == 0
    return time.perf_counter() - start


def test_help_comes_within_eight_bare_starts_of_python() -> None:
    """Judged by the best of interleaved pairs, on a busy machine of more: noise only adds time."""
    seconds(HELP)  # the first start compiles the modules
    slow, bare = [], []
    while len(bare) < 40 and (len(bare) < 7 or min(slow) > 8 * min(bare)):
        slow.append(seconds(HELP))
        bare.append(seconds("pass"))
    ratio = min(slow) / min(bare)
    assert ratio <= 8, f"periodize --help takes {ratio:.1f} times a bare start of Python"
