"""Loading the bar: what goes on each side, and an honest word when it cannot be done."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from toolkit.engine.plates import Loading, load_bar
from toolkit.model.athlete import Equipment, Plate
from toolkit.units import Unit

COMMON = Equipment(Unit.KG, 20, tuple(Plate(w) for w in (25, 20, 15, 10, 5, 2.5, 1.25)))
POUNDS = Equipment(Unit.LB, 45, tuple(Plate(w) for w in (45, 35, 25, 10, 5, 2.5)))


def gym(**pairs: int | None) -> Equipment:
    """Equipment with a 20 kg bar; `gym(p25=1, p15=2)` has one pair of 25s and two of 15s."""
    plates = (Plate(float(name[1:].replace("_", ".")), count) for name, count in pairs.items())
    return Equipment(Unit.KG, 20, tuple(plates))


def test_heaviest_plates_stand_nearest_the_collar() -> None:
    """95 kg is 25 + 10 + 2.5 on each side of a 20 kg bar."""
    loading = load_bar(95, COMMON)
    assert loading == Loading((25, 10, 2.5), 0)
    assert loading.text(20) == "25 + 10 + 2.5 a side"


def test_the_empty_bar_says_so() -> None:
    """A load equal to the bar needs no plates."""
    assert load_bar(20, COMMON).text(20) == "bar only"


def test_pounds_are_loaded_with_pound_plates() -> None:
    """225 lb is two 45s a side."""
    assert load_bar(225, POUNDS).text(45) == "45 + 45 a side"


def test_a_load_below_the_bar_is_not_pretended() -> None:
    """15 kg cannot be made with a 20 kg bar, and the text names the bar."""
    loading = load_bar(15, COMMON)
    assert not loading.exact
    assert loading.text(20) == "cannot be loaded: the bar alone is 20"


def test_what_is_missing_is_said() -> None:
    """Without small plates the loading stops below and names the weight missing on each side."""
    loading = load_bar(62.5, gym(p20=None, p10=None))
    assert loading == Loading((20,), 1.25)
    assert loading.text(20) == "cannot be loaded: 1.25 a side missing"


def test_greedy_is_not_enough_for_odd_sets() -> None:
    """30 a side from 25s and 15s is two 15s, though a 25 would go on first."""
    assert load_bar(80, gym(p25=None, p15=None)) == Loading((15, 15), 0)


def test_pairs_are_counted() -> None:
    """With one pair of 20s the second 20 is made of smaller plates."""
    assert load_bar(100, gym(p20=1, p10=None)) == Loading((20, 10, 10), 0)


def test_too_few_plates_in_the_gym_leave_a_remainder() -> None:
    """Everything there is goes on, and the rest is reported."""
    assert load_bar(300, gym(p25=2, p10=1)) == Loading((25, 25, 10), 80)


def test_the_order_of_the_equipment_does_not_matter() -> None:
    """Plates listed light to heavy are still loaded heavy to light."""
    mixed = Equipment(Unit.KG, 20, tuple(Plate(w) for w in (2.5, 25, 10)))
    assert load_bar(95, mixed).plates == (25, 10, 2.5)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([25, 20, 15, 12.5, 10, 7.5, 5, 2.5, 1.25, 0.5]), st.integers(0, 3)
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda pair: pair[0],
    ),
    st.integers(0, 400),
)
def test_a_loading_is_found_whenever_one_exists(
    plates: list[tuple[float, int]], quarters: int
) -> None:
    """Against brute force over every choice of counts: least remainder, never above the load."""
    equipment = Equipment(Unit.KG, 20, tuple(Plate(w, n) for w, n in plates))
    side = quarters / 4
    loading = load_bar(20 + 2 * side, equipment)
    sums = [
        sum(n * w for n, (w, _) in zip(counts, plates, strict=True))
        for counts in product(*(range(n + 1) for _, n in plates))
    ]
    assert sum(loading.plates) == max(total for total in sums if total <= side)
    assert sum(loading.plates) + loading.remainder == side
    assert all(loading.plates.count(w) <= n for w, n in plates)
    assert list(loading.plates) == sorted(loading.plates, reverse=True)
