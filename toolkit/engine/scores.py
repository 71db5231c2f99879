"""Scores that compare lifters of different bodyweight: DOTS, Wilks, IPF GL, Sinclair.

Totals and bodyweights in kg, results unrounded. A score is only worth its formula's year: `Score`
carries it, and it is printed beside every number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import exp, log10

from toolkit.model.athlete import Sex
from toolkit.policy.scores import Polynomial, PolynomialScore, SinclairCycle, score_tables


@dataclass(frozen=True, slots=True)
class Score:
    """One score: the formula, its year (or cycle, and what it assumes), the points, the source."""

    name: str
    year: str
    points: float
    source: str

    @property
    def label(self) -> str:
        """The name with its year: `DOTS 2019`, `IPF GL 2020 classic`."""
        return f"{self.name} {self.year}".strip()


def dots(total_kg: float, bodyweight_kg: float, sex: Sex) -> float:
    """DOTS points of a powerlifting total.

    >>> round(dots(600, 82.5, Sex.MALE), 4)
    406.4356
    """
    return total_kg * coefficient(score_tables().dots, bodyweight_kg, sex)


def wilks(total_kg: float, bodyweight_kg: float, sex: Sex) -> float:
    """Points by the original Wilks formula."""
    return total_kg * coefficient(score_tables().wilks, bodyweight_kg, sex)


def wilks2(total_kg: float, bodyweight_kg: float, sex: Sex) -> float:
    """Points by the Wilks formula of 2020."""
    return total_kg * coefficient(score_tables().wilks2, bodyweight_kg, sex)


def coefficient(table: PolynomialScore, bodyweight_kg: float, sex: Sex) -> float:
    """What a polynomial score multiplies the total by; bodyweight held inside the table's range."""
    divisor = table.by_sex[sex]
    return table.factor / _value(divisor.coefficients, _held(bodyweight_kg, divisor))


def _held(bodyweight_kg: float, divisor: Polynomial) -> float:
    low, high = divisor.range
    return min(high, max(low, bodyweight_kg))


def _value(coefficients: tuple[float, ...], x: float) -> float:
    total = 0.0
    for factor in reversed(coefficients):
        total = total * x + factor
    return total


def ipf_gl(
    total_kg: float,
    bodyweight_kg: float,
    sex: Sex,
    event: str = "total",
    equipment: str = "classic",
) -> float:
    """IPF GL points; `event` "total" (three lifts) or "bench", `equipment` classic or equipped."""
    table = score_tables().ipf_gl
    if bodyweight_kg < table.lightest_kg:
        return 0.0
    a, b, c = table.constants[event, equipment, sex]
    return table.factor * total_kg / (a - b * exp(-c * bodyweight_kg))


def sinclair_cycle(day: date) -> SinclairCycle:
    """The Olympic cycle whose coefficients hold on a day: the latest that has begun, else the
    earliest known."""
    cycles = score_tables().sinclair
    return next((one for one in reversed(cycles) if one.first <= day.year), cycles[0])


def sinclair_coefficient(bodyweight_kg: float, sex: Sex, cycle: SinclairCycle) -> float:
    """What a weightlifting total is multiplied by; 1 from the cycle's heaviest bodyweight on."""
    a, heaviest = cycle.by_sex[sex]
    if bodyweight_kg >= heaviest:
        return 1.0
    return float(10 ** (a * log10(bodyweight_kg / heaviest) ** 2))


def sinclair(total_kg: float, bodyweight_kg: float, sex: Sex, cycle: SinclairCycle) -> float:
    """The Sinclair total in kg: what the lifter would lift at the heaviest bodyweight."""
    return total_kg * sinclair_coefficient(bodyweight_kg, sex, cycle)


def glossbrenner(total_kg: float, bodyweight_kg: float, sex: Sex) -> float:
    """Glossbrenner points: the mean of an older coefficient and Wilks'."""
    table = score_tables().glossbrenner
    heavy_from, slope, intercept = table.heavy[sex]
    older = _malone(bodyweight_kg) if sex is Sex.FEMALE else _schwartz(bodyweight_kg)
    newer = slope * bodyweight_kg + intercept
    if bodyweight_kg < heavy_from:
        newer = coefficient(score_tables().wilks, bodyweight_kg, sex)
    return total_kg * (older + newer) / 2


def _schwartz(bodyweight_kg: float) -> float:
    table = score_tables().glossbrenner
    weight = max(bodyweight_kg, table.lightest_kg[Sex.MALE])
    if weight <= table.schwartz_to:
        return _value(table.schwartz, weight)
    lines = table.schwartz_lines
    _, at, fall, reference = next((one for one in lines if weight <= one[0]), lines[-1])
    return at - fall * (weight - reference)


def _malone(bodyweight_kg: float) -> float:
    table = score_tables().glossbrenner
    factor, power, constant = table.malone
    weight = max(bodyweight_kg, table.lightest_kg[Sex.FEMALE])
    return float(factor * weight**power + constant)


def powerlifting_scores(total_kg: float, bodyweight_kg: float, sex: Sex) -> tuple[Score, ...]:
    """What a total of squat, bench press and deadlift is worth (GL: classic, without a suit)."""
    tables = score_tables()
    given = [
        Score(one.name, one.year, total_kg * coefficient(one, bodyweight_kg, sex), one.source)
        for one in (tables.dots, tables.wilks, tables.wilks2)
    ]
    return (given[0], _gl_score(total_kg, bodyweight_kg, sex, "total"), *given[1:])


def bench_scores(load_kg: float, bodyweight_kg: float, sex: Sex) -> tuple[Score, ...]:
    """What a bench press alone is worth: only GL has a table for it."""
    return (_gl_score(load_kg, bodyweight_kg, sex, "bench"),)


def _gl_score(total_kg: float, bodyweight_kg: float, sex: Sex, event: str) -> Score:
    table = score_tables().ipf_gl
    points = ipf_gl(total_kg, bodyweight_kg, sex, event)
    return Score(table.name, f"{table.year} classic", points, table.source)


def weightlifting_scores(
    total_kg: float, bodyweight_kg: float, sex: Sex, day: date
) -> tuple[Score, ...]:
    """What a total of snatch and clean and jerk is worth, by the cycle of the meet's day."""
    cycle = sinclair_cycle(day)
    points = sinclair(total_kg, bodyweight_kg, sex, cycle)
    return (Score("Sinclair", cycle.label, points, cycle.source),)
