"""The score tables of policy/scores.toml, typed. Bodyweights in kg."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.model.athlete import Sex
from toolkit.policy.loader import read_table


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A divisor by bodyweight: coefficients, the constant first, and the range it holds in."""

    coefficients: tuple[float, ...]
    range: tuple[float, float]


@dataclass(frozen=True, slots=True)
class PolynomialScore:
    """factor x total / polynomial(bodyweight)."""

    name: str
    year: str
    factor: float
    by_sex: dict[Sex, Polynomial]
    source: str


@dataclass(frozen=True, slots=True)
class GlScore:
    """factor x total / (A - B e^(-C bodyweight)); `constants` by event, equipment and sex."""

    name: str
    year: str
    factor: float
    lightest_kg: float
    constants: dict[tuple[str, str, Sex], tuple[float, float, float]]
    source: str


@dataclass(frozen=True, slots=True)
class SinclairCycle:
    """The coefficients of one Olympic cycle: (A, b) by sex, b in kg."""

    first: int
    last: int
    by_sex: dict[Sex, tuple[float, float]]
    source: str

    @property
    def label(self) -> str:
        """The cycle as it is printed: `2025-28`."""
        return f"{self.first}-{self.last % 100:02d}"


@dataclass(frozen=True, slots=True)
class Glossbrenner:
    """What the Glossbrenner coefficient is made of, see the table."""

    lightest_kg: dict[Sex, float]
    heavy: dict[Sex, tuple[float, float, float]]
    schwartz: tuple[float, ...]
    schwartz_to: float
    schwartz_lines: tuple[tuple[float, float, float, float], ...]
    malone: tuple[float, float, float]
    source: str


@dataclass(frozen=True, slots=True)
class ScoreTables:
    """Every score the toolkit knows."""

    dots: PolynomialScore
    wilks: PolynomialScore
    wilks2: PolynomialScore
    ipf_gl: GlScore
    sinclair: tuple[SinclairCycle, ...]
    glossbrenner: Glossbrenner


@cache
def score_tables() -> ScoreTables:
    """The tables as shipped."""
    table = read_table("scores")
    return ScoreTables(
        dots=_polynomial(table["dots"]),
        wilks=_polynomial(table["wilks"]),
        wilks2=_polynomial(table["wilks2"]),
        ipf_gl=_gl(table["ipf_gl"]),
        sinclair=_cycles(table["sinclair"]),
        glossbrenner=_glossbrenner(table["glossbrenner"]),
    )


def _polynomial(row: dict[str, Any]) -> PolynomialScore:
    by_sex = {
        sex: Polynomial(tuple(row[sex.value]["coefficients"]), tuple(row[sex.value]["range"]))
        for sex in Sex
    }
    return PolynomialScore(row["name"], row["year"], row["factor"], by_sex, row["source"])


def _gl(row: dict[str, Any]) -> GlScore:
    constants = {
        (event, equipment, sex): tuple(row[event][equipment][sex.value])
        for event in ("total", "bench")
        for equipment in row[event]
        for sex in Sex
    }
    return GlScore(
        row["name"], row["year"], row["factor"], row["lightest_kg"], constants, row["source"]
    )


def _cycles(row: dict[str, Any]) -> tuple[SinclairCycle, ...]:
    def cycle(one: dict[str, Any]) -> SinclairCycle:
        first, last = one["years"]
        by_sex = {sex: tuple(one[sex.value]) for sex in Sex}
        return SinclairCycle(first, last, by_sex, row["source"])

    return tuple(cycle(one) for one in row["cycle"])


def _glossbrenner(row: dict[str, Any]) -> Glossbrenner:
    return Glossbrenner(
        lightest_kg={sex: row["lightest_kg"][sex.value] for sex in Sex},
        heavy={sex: tuple(row["heavy"][sex.value]) for sex in Sex},
        schwartz=tuple(row["schwartz"]),
        schwartz_to=row["schwartz_to"],
        schwartz_lines=tuple(tuple(line) for line in row["schwartz_lines"]),
        malone=tuple(row["malone"]),
        source=row["source"],
    )
