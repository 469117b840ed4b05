"""Zeros of a function: all of them, none that are not there, and the price back from the growth."""

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.evaluation import resolve
from reportgen.figures import Formula
from reportgen.formulas import cash_flow, equity_value
from reportgen.roots import Solution, roots, solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMULAS = {
    formula.name: formula
    for module in (cash_flow, equity_value)
    for formula in vars(module).values()
    if isinstance(formula, Formula)
}
#: DCF-02: Damodaran, Tesla in November 2021, millions of dollars (TeslaNov2021DIY.xlsx, listed at
#: https://pages.stern.nyu.edu/~adamodar/New_Home_Page/spreadsh.htm): 571.2882 a share at 35% growth.
TESLA: dict[str, Any] = {
    "trailing_net_sales": 46848.0, "base_operating_income": 5650.4, "terminal_growth": 0.0156,
    "target_margin": 0.16, "margin_convergence_years": 5.0, "cash_tax_rate": 0.11989234157083435,
    "terminal_tax_rate": 0.25, "cost_of_capital": 0.06, "terminal_cost_of_capital": 0.0606,
    "sales_to_capital": 4.0, "later_sales_to_capital": 8 / 3, "reinvestment_lag": 0.0,
    "terminal_return_on_capital": 0.15, "risk_free_rate": 0.0156, "net_operating_loss": 0.0,
    "failure_probability": 0.0, "failure_proceeds": 0.5, "net_debt": -5937.0,
    "equity_stakes_value": 0.0, "shares": 1123.0, "option_counts": (101.62,),
    "option_strikes": (69.04,), "option_maturity": 5.8, "option_volatility": 0.3,
}  # fmt: skip


def dearer_by(price: float, growth: Any) -> Any:  # noqa: ANN401 - a number or an array
    """Value of a Tesla share at that growth less the price."""
    rates = {"first_year_growth": growth, "revenue_growth": growth}
    return resolve("value_per_share", TESLA | rates, FORMULAS) - price


def test_one_root_to_the_thirteenth_digit() -> None:
    assert roots(lambda x: x * x - 2, 0, 2) == pytest.approx((math.sqrt(2),), rel=1e-13)


def test_several_roots_in_rising_order() -> None:
    """The sine is zero at each multiple of pi."""
    found = roots(np.sin, 1, 10)
    assert found == pytest.approx((math.pi, 2 * math.pi, 3 * math.pi), rel=1e-13)


def test_no_root_gives_the_values_at_both_ends() -> None:
    assert solve(lambda x: x * x + 1, -1, 2) == Solution((), 2.0, 5.0)


def test_a_zero_on_the_grid_counts_once() -> None:
    """Three points: -1, 0 and 1; and the ends of the interval are part of it."""
    assert roots(lambda x: x, -1, 1, points=3) == (0.0,)
    assert roots(lambda x: x * x - 1, -1, 1) == (-1.0, 1.0)
    assert roots(lambda x: x * x, -1, 1, points=3) == (0.0,)


def test_a_stretch_of_zeros_counts_once() -> None:
    """Zero up to 0.5: the first point of it stands for all."""
    assert roots(lambda x: np.maximum(x - 0.5, 0), 0, 1) == (0.0,)


def test_a_root_at_or_near_zero_between_the_points() -> None:
    assert roots(lambda x: x, -1, 1) == pytest.approx((0,), abs=1e-30)
    assert roots(lambda x: x - 1e-9, -1, 1) == pytest.approx((1e-9,), rel=1e-12)
    assert roots(lambda x: x, -5e-324, 5e-324) == (0.0,)


@pytest.mark.parametrize(
    "jumping",
    [
        lambda x: 1 / x,
        lambda x: 1 / (x - 0.3),
        lambda x: np.tan(x + math.pi / 2 - 0.2),
        lambda x: np.sign(x - 0.3),
        lambda x: np.where(x < 0.3, -2 - x, 2 + x),
    ],
)
def test_poles_and_jumps_are_no_roots(jumping: Any) -> None:  # noqa: ANN401 - a function of arrays
    assert roots(jumping, -1, 1) == ()
    assert roots(jumping, -1, 1, points=65) == ()


def test_a_root_beside_a_pole_is_found() -> None:
    """1/x = 2 at one half; x - 1/x = 0 at -1 and 1, and jumps at 0."""
    assert roots(lambda x: 1 / x - 2, -1, 1) == pytest.approx((0.5,), rel=1e-13)
    assert roots(lambda x: x - 1 / x, -2, 3) == pytest.approx((-1, 1), rel=1e-13)


def test_what_is_not_a_number_is_never_a_root() -> None:
    assert roots(lambda x: np.where(x < 0.5, np.nan, x), 0, 1) == ()
    assert roots(lambda x: np.where(abs(x) < 0.3, np.nan, x), -1, 1) == ()
    assert roots(lambda x: x * np.nan, 0, 1) == ()
    assert math.isnan(solve(lambda x: np.where(x < 0.5, np.nan, x), 0, 1).low_value)


def test_a_root_close_to_the_edge_of_the_defined_is_found() -> None:
    """Both lie in the first step of 64 in which there are numbers: 1 / (x - 0.1) = 1000 at 0.101."""

    def gordon(x: "NDArray[np.float64]") -> "NDArray[np.float64]":
        return np.where(x <= 0.1, np.nan, 1 / (x - 0.1) - 1000)

    assert roots(gordon, 0, 1) == pytest.approx((0.101,), rel=1e-12)
    assert roots(lambda x: np.log(x) + 20, -1, 1) == pytest.approx((math.exp(-20),), rel=1e-12)


def test_an_infinite_value_still_has_a_side() -> None:
    """exp(x^2) leaves the floats beyond 26.6: the step before it goes from below zero to infinity."""
    assert roots(lambda x: np.exp(x * x) - 1e300, 0, 64, points=5) == pytest.approx(
        (math.sqrt(math.log(1e300)),), rel=1e-12
    )


def test_a_constant_may_be_returned_as_one_number() -> None:
    assert solve(lambda _: 3.0, 0, 1) == Solution((), 3.0, 3.0)


@pytest.mark.parametrize(
    ("low", "high", "points", "message"),
    [
        (1.0, 1.0, 64, "the interval from 1.0 to 1.0 is empty or not finite"),
        (0.0, math.inf, 64, "empty or not finite"),
        (math.nan, 1.0, 64, "empty or not finite"),
        (0.0, 1.0, 2, "a grid needs at least 3 points, not 2"),
    ],
)
def test_an_interval_that_is_none_is_refused(
    low: float, high: float, points: int, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        solve(np.sin, low, high, points)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=5, unique=True))
def test_the_roots_of_a_polynomial_are_found(places: list[int]) -> None:
    """Irrational places at least one apart, on a grid of 0.4: each in a step of its own."""
    expected = sorted(place + 1 / math.pi for place in places)

    def polynomial(x: "NDArray[np.float64]") -> Any:  # noqa: ANN401 - an array
        return np.prod([x - place for place in expected], axis=0)

    assert roots(polynomial, -52, 52, points=261) == pytest.approx(expected, rel=1e-12)


def test_the_growth_that_explains_teslas_value_is_the_one_it_was_made_of() -> None:
    found = solve(partial(dearer_by, 571.2882126917644), -0.2, 0.6)
    assert found.roots == pytest.approx((0.35,), rel=1e-12)
    assert found.low_value < 0 < found.high_value


@pytest.mark.parametrize("price", [200.0, 571.2882, 1200.0])
def test_the_same_growth_as_brents_method(price: float) -> None:
    brentq = pytest.importorskip("scipy.optimize").brentq
    expected = brentq(lambda growth: float(dearer_by(price, growth)), -0.2, 0.6, xtol=1e-15)
    assert roots(partial(dearer_by, price), -0.2, 0.6) == pytest.approx((expected,), rel=1e-12)


@given(st.floats(100, 1500))
def test_the_value_at_the_implied_growth_is_the_price(price: float) -> None:
    (growth,) = roots(partial(dearer_by, price), -0.2, 0.6)
    assert dearer_by(0, growth) == pytest.approx(price, rel=1e-11)


def test_no_growth_explains_an_absurd_price() -> None:
    found = solve(partial(dearer_by, 1e6), -0.2, 0.6)
    assert found.roots == ()
    assert found.high_value == pytest.approx(dearer_by(1e6, 0.6))


def test_two_growth_rates_explain_a_price_where_new_capital_earns_too_little() -> None:
    """At 0.3 of sales for each unit of capital a little growth eats value, much of it brings it back."""
    poor = TESLA | {"sales_to_capital": 0.3, "later_sales_to_capital": 2.0}

    def per_share(growth: Any) -> Any:  # noqa: ANN401 - a number or an array
        rates = {"first_year_growth": growth, "revenue_growth": growth}
        return resolve("value_per_share", poor | rates, FORMULAS)

    shrinking, growing = roots(lambda growth: per_share(growth) - 105, -0.2, 0.6)
    assert shrinking < 0 < growing
    assert per_share(shrinking) == pytest.approx(105)
    assert per_share(growing) == pytest.approx(105)
