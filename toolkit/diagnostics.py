"""Findings: what is wrong in the coach's workbook, where, and what to type instead.

Errors are data. Nothing here is raised; a `Findings` collects everything and the faces show it
all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: no plan, look at it, or something we assumed.

    An error that names whom it leaves out forbids the plan of these athletes only.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """Where a value stands in the coach's file: a sheet and a cell in A1 form.

    A CSV file has one nameless sheet (`sheet == ""`); a finding about a whole sheet has no cell.
    """

    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return "!".join(part for part in (self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding. `message` and `hint` are format strings for the values of a finding."""

    code: str
    slug: str
    severity: Severity
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a rule, where it was broken, and the sentence for the coach.

    `leaves_out` names the athletes who are not planned because of it; everybody else is.
    """

    rule: Rule
    where: CellRef
    message: str
    hint: str
    related: tuple[CellRef, ...] = ()
    leaves_out: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity of the rule."""
        return self.rule.severity

    @property
    def code(self) -> str:
        """The code of the rule, for example `C201`."""
        return self.rule.code

    @property
    def forbids_all(self) -> bool:
        """True for an error about the book: nobody is planned until it is mended."""
        return self.severity is Severity.ERROR and not self.leaves_out


@dataclass(slots=True)
class Findings:
    """A growing list of findings about one workbook."""

    workbook: str = ""
    items: list[Diagnostic] = field(default_factory=list)
    _seen: dict[Diagnostic, int] = field(default_factory=dict, repr=False)

    def add(
        self,
        rule: Rule,
        where: CellRef | None = None,
        *,
        related: tuple[CellRef, ...] = (),
        leaves_out: tuple[str, ...] = (),
        **values: object,
    ) -> None:
        """Record one finding; `values` fill the rule's message and hint.

        Twins are kept once, and leave out everybody whom one of them does.
        """
        found = Diagnostic(
            rule,
            where or CellRef(),
            rule.message.format(**values),
            rule.hint.format(**values),
            related,
            leaves_out,
        )
        self._take(found)

    def extend(self, other: Findings) -> None:
        """Take over the findings of another list."""
        for item in other.items:
            self._take(item)

    def _take(self, found: Diagnostic) -> None:
        key = replace(found, leaves_out=())
        if key not in self._seen:
            self._seen[key] = len(self.items)
            self.items.append(found)
            return
        twin = self.items[self._seen[key]]
        everybody = tuple(dict.fromkeys((*twin.leaves_out, *found.leaves_out)))
        self.items[self._seen[key]] = replace(twin, leaves_out=everybody)

    def without(self, drop: Callable[[Diagnostic], bool]) -> Findings:
        """The findings but those for which `drop` is true."""
        kept = Findings(self.workbook)
        for item in self.items:
            if not drop(item):
                kept._take(item)
        return kept

    def drop(self, rule: Rule) -> None:
        """Forget every finding of a rule: what it asked for has been given."""
        kept = self.without(lambda item: item.rule is rule)
        self.items, self._seen = kept.items, kept._seen

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def has_errors(self) -> bool:
        """True when at least one finding forbids every plan."""
        return any(item.forbids_all for item in self.items)

    @property
    def left_out(self) -> dict[str, str]:
        """The athletes who cannot be planned although others can, and the first reason for it."""
        reasons: dict[str, str] = {}
        for item in self.sorted():
            for name in item.leaves_out:
                reasons.setdefault(name, item.message)
        return reasons

    def sorted(self) -> list[Diagnostic]:
        """Errors first, then warnings, then notes; inside each in the order of discovery."""
        return sorted(self.items, key=lambda item: _RANK[item.severity])

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(item.severity is severity for item in self.items)
