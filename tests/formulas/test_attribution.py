"""Attribution: both methods sum to the whole change, and each keeps the properties it is known for."""

import math
from collections.abc import Mapping
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.formulas.attribution import attribute, log_attribution, shapley_attribution

POSITIVE = st.floats(0.01, 1e4)
ANY = st.floats(-100, 100)
PAIRS = st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=6)
#: The parts of sales x margin x multiple - net debt before and after.
FOUR = st.fixed_dictionaries(dict.fromkeys(("sales", "margin", "multiple", "debt"), ANY))


def product(drivers: Mapping[str, float]) -> float:
    return math.prod(drivers.values())


def equity(drivers: Mapping[str, float]) -> float:
    return drivers["sales"] * drivers["margin"] * drivers["multiple"] - drivers["debt"]


def test_three_factors_as_in_the_lmdi_reference() -> None:
    """RERATE-03: 1 x 10 x 2 = 20 becomes 4 x 5 x 3 = 60.

    https://github.com/MatthewHeun/LMDIR/blob/master/tests/testthat/test_lmdi.R
    """
    parts = log_attribution((1, 10, 2), (4, 5, 3))
    assert parts == pytest.approx((50.47438029, -25.23719014, 14.76280986), abs=1e-7)


def test_shapley_splits_the_same_change_otherwise_but_into_the_same_total() -> None:
    """The first factor's step of 3 meets 20, 10, 30 and 15 with weights 1/3, 1/6, 1/6, 1/3: 55."""
    found = shapley_attribution(
        product,
        {"earnings": 1, "multiple": 10, "shares": 2},
        {"earnings": 4, "multiple": 5, "shares": 3},
    )
    assert found == pytest.approx({"earnings": 55, "multiple": -32.5, "shares": 17.5})
    assert math.fsum(found.values()) == pytest.approx(60 - 20)


@given(PAIRS)
def test_logarithmic_parts_sum_to_the_change(pairs: list[tuple[float, float]]) -> None:
    before, after = zip(*pairs, strict=True)
    change = math.prod(after) - math.prod(before)
    size = max(math.prod(after), math.prod(before))
    assert math.fsum(log_attribution(before, after)) == pytest.approx(change, abs=1e-9 * size)


@given(PAIRS)
def test_both_methods_agree_in_total(pairs: list[tuple[float, float]]) -> None:
    before = {str(place): old for place, (old, _) in enumerate(pairs)}
    after = {str(place): new for place, (_, new) in enumerate(pairs)}
    by_logarithm = attribute(before, after)
    by_orders = attribute(before, after, product)
    assert (by_logarithm.method, by_orders.method) == ("logarithmic mean", "Shapley")
    assert by_logarithm.total == by_orders.total
    # A step in between may be larger than either end: what is rounded there is rounded in the sum.
    size = math.prod(max(pair) for pair in pairs)
    for found in (by_logarithm, by_orders):
        assert math.fsum(found.contributions.values()) == pytest.approx(
            found.total, abs=1e-9 * size
        )


@given(FOUR, FOUR)
def test_shapley_parts_sum_to_the_change_whatever_the_signs(
    before: dict[str, float], after: dict[str, float]
) -> None:
    found = shapley_attribution(equity, before, after)
    change = equity(after) - equity(before)
    assert math.fsum(found.values()) == pytest.approx(change, abs=1e-6)


@given(FOUR, FOUR)
def test_shapley_is_the_average_over_all_orders(
    before: dict[str, float], after: dict[str, float]
) -> None:
    """Walked through in all 24 orders, which is the definition."""
    steps = dict.fromkeys(before, 0.0)
    orders = list(permutations(before))
    for order in orders:
        here = dict(before)
        for name in order:
            reached = here | {name: after[name]}
            steps[name] += (equity(reached) - equity(here)) / len(orders)
            here = reached
    assert shapley_attribution(equity, before, after) == pytest.approx(steps, abs=1e-6)


@given(FOUR, FOUR)
def test_a_driver_on_which_nothing_depends_explains_nothing(
    before: dict[str, float], after: dict[str, float]
) -> None:
    found = shapley_attribution(equity, before | {"weather": 1}, after | {"weather": 2})
    assert found["weather"] == 0
    without = shapley_attribution(equity, before, after)
    assert found == pytest.approx(without | {"weather": 0}, abs=1e-6)


@given(FOUR, FOUR, ANY, ANY)
def test_drivers_that_do_the_same_explain_the_same(
    before: dict[str, float], after: dict[str, float], old: float, new: float
) -> None:
    alike_before = before | {"sales": old, "margin": old}
    alike_after = after | {"sales": new, "margin": new}
    found = shapley_attribution(equity, alike_before, alike_after)
    assert found["sales"] == pytest.approx(found["margin"], abs=1e-6)


@given(PAIRS)
def test_the_order_of_the_factors_does_not_matter(pairs: list[tuple[float, float]]) -> None:
    before, after = zip(*pairs, strict=True)
    size = max(math.prod(after), math.prod(before))
    turned = log_attribution(before[::-1], after[::-1])[::-1]
    assert log_attribution(before, after) == pytest.approx(turned, abs=1e-9 * size)


@pytest.mark.parametrize("bad", [0.0, -1.0, math.nan, math.inf])
def test_logarithms_of_what_is_not_positive_are_refused(bad: float) -> None:
    for before, after in (((2.0, bad), (3.0, 4.0)), ((2.0, 1.0), (3.0, bad))):
        with pytest.raises(ValueError, match="use Shapley"):
            log_attribution(before, after)


def test_factors_whose_product_has_no_size_are_refused() -> None:
    with pytest.raises(ValueError, match="use Shapley"):
        log_attribution((1e200, 1e200), (1e200, 1e201))


def test_a_loss_is_attributed_by_shapley() -> None:
    """Earnings from -1 to 2, multiple from 10 to 20: -10 becomes 40.

    Earnings: 3 x (10 + 20) / 2 = 45; multiple: 10 x (-1 + 2) / 2 = 5.
    """
    found = attribute({"earnings": -1, "multiple": 10}, {"earnings": 2, "multiple": 20})
    assert found.method == "Shapley"
    assert found.contributions == pytest.approx({"earnings": 45, "multiple": 5})
    assert found.total == 50


def test_drivers_are_matched_by_name_whatever_their_order() -> None:
    found = attribute({"earnings": 2, "multiple": 10}, {"multiple": 10, "earnings": 4})
    assert found.contributions == pytest.approx({"earnings": 20, "multiple": 0})


@given(st.integers(1, 6))
def test_each_combination_is_valued_once(drivers: int) -> None:
    asked = []

    def valued(given_drivers: Mapping[str, float]) -> float:
        asked.append(tuple(given_drivers.values()))
        return math.fsum(given_drivers.values())

    names = [str(number) for number in range(drivers)]
    shapley_attribution(valued, dict.fromkeys(names, 0.0), dict.fromkeys(names, 1.0))
    assert len(asked) == len(set(asked)) == 2**drivers


def test_twelve_drivers_are_exact_and_thirteen_too_many() -> None:
    def total(drivers: Mapping[str, float]) -> float:
        return math.fsum(drivers.values())

    twelve = {f"driver {number}": float(number) for number in range(12)}
    found = shapley_attribution(total, dict.fromkeys(twelve, 0.0), twelve)
    assert found == pytest.approx(twelve)
    thirteen = twelve | {"driver 12": 12.0}
    with pytest.raises(ValueError, match="13 drivers are too many"):
        shapley_attribution(total, thirteen, thirteen)


def test_a_combination_without_a_value_is_named() -> None:
    """sales / (wacc - growth) has no value where growth alone rises to the old cost of capital."""

    def value(drivers: Mapping[str, float]) -> float:
        spread = drivers["wacc"] - drivers["growth"]
        return drivers["sales"] / spread if spread > 0 else math.nan

    before = {"sales": 10.0, "wacc": 0.08, "growth": 0.03}
    after = {"sales": 10.0, "wacc": 0.12, "growth": 0.08}
    with pytest.raises(ValueError, match="with growth changed"):
        shapley_attribution(value, before, after)
    with pytest.raises(ValueError, match="with nothing changed"):
        shapley_attribution(lambda _: math.inf, before, after)


def test_drivers_known_on_one_side_only_are_named() -> None:
    for function in (None, product):
        with pytest.raises(ValueError, match="one side only: multiple, shares"):
            attribute({"earnings": 1, "multiple": 2}, {"earnings": 1, "shares": 2}, function)


@given(PAIRS)
def test_what_does_not_change_explains_nothing(pairs: list[tuple[float, float]]) -> None:
    before = {str(place): old for place, (old, _) in enumerate(pairs)}
    after = {str(place): new for place, (_, new) in enumerate(pairs)}
    assume(before != after)
    for function in (None, product):
        found = attribute(before | {"still": 3.0}, after | {"still": 3.0}, function)
        assert found.contributions["still"] == 0


def test_factors_before_and_after_must_pair() -> None:
    with pytest.raises(ValueError, match="shorter"):
        log_attribution((1.0, 2.0), (3.0,))
