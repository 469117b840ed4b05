"""Probabilities of the market path: closed forms, a published case, and their limits."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.assumptions.inputs import Input
from reportgen.evaluation import masked
from reportgen.formulas.probability import (
    daily_touch_probability,
    normal_cumulative,
    terminal_probability,
    touch_probability,
)
from reportgen.problems import Position
from reportgen.resolution import Resolution

if TYPE_CHECKING:
    from reportgen.figures import Formula

ALL = (terminal_probability, touch_probability, daily_touch_probability)
CAPS = st.floats(0.1, 10)
DRIFTS = st.floats(-1, 1)
VOLATILITIES = st.floats(0.01, 2)
YEARS = st.floats(1 / 252, 10)


def test_the_worked_check() -> None:
    """Cap 2.89T, target 4T, 9% drift, 32% volatility, eighteen months."""
    path = (2.89e12, 4e12, 0.09, 0.32, 1.5)
    assert terminal_probability(*path) == pytest.approx(0.2480, abs=5e-5)
    assert touch_probability(*path) == pytest.approx(0.458, abs=5e-4)
    assert daily_touch_probability(*path) == pytest.approx(0.441, abs=5e-4)


def test_a_stock_at_38_ends_above_40() -> None:
    """PROB-01, wizedu.com/questions/1617292/a-stock-price-follows-geometric-brownian-motion.

    Drift 16%, volatility 35%, six months: 1 - N(0.008) = 0.4968 by table.
    """
    assert terminal_probability(38, 40, 0.16, 0.35, 0.5) == pytest.approx(0.4968, abs=0.0003)


@given(CAPS, CAPS, DRIFTS, VOLATILITIES, YEARS)
def test_to_touch_is_at_least_as_likely_as_to_end_there(
    cap: float, target: float, drift: float, volatility: float, years: float
) -> None:
    terminal, touch, daily = (f(cap, target, drift, volatility, years) for f in ALL)
    assert 0 <= terminal <= daily <= touch + 1e-12
    assert touch <= 1


@given(CAPS, st.floats(1, 20), VOLATILITIES, YEARS)
def test_without_drift_of_the_logarithm_a_touch_is_twice_as_likely(
    cap: float, multiple: float, volatility: float, years: float
) -> None:
    """The reflection principle: from the target on, half of all paths end above it."""
    path = (cap, cap * multiple, volatility**2 / 2, volatility, years)
    terminal = terminal_probability(*path)
    assert touch_probability(*path) == pytest.approx(2 * terminal, rel=1e-9, abs=1e-15)


@given(DRIFTS, VOLATILITIES, YEARS)
def test_a_target_next_to_the_cap_is_touched(drift: float, volatility: float, years: float) -> None:
    assert touch_probability(1.0, 1 + 1e-12, drift, volatility, years) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("target", [1.0, 0.5])
@pytest.mark.parametrize("volatility", [0.0, 0.3])
def test_a_target_that_is_reached_is_certain_to_have_been(target: float, volatility: float) -> None:
    """Even if the cap then falls below it."""
    assert touch_probability(1.0, target, -0.9, volatility, 1.0) == 1
    assert daily_touch_probability(1.0, target, -0.9, volatility, 1.0) == 1
    assert terminal_probability(1.0, target, -0.9, volatility, 1.0) < 0.5


@pytest.mark.parametrize("volatility", [0.0, -0.2])
@pytest.mark.parametrize("function", ALL)
def test_without_volatility_the_answer_is_yes_or_no(function: Formula, volatility: float) -> None:
    """At 10% for two years the cap grows by 22.1% (e to the 0.2)."""
    assert function(1.0, 1.22, 0.1, volatility, 2.0) == 1
    assert function(1.0, 1.23, 0.1, volatility, 2.0) == 0


@given(CAPS, st.floats(1.1, 3), st.floats(0.2, 1), YEARS)
def test_a_little_volatility_is_nearly_none(
    cap: float, multiple: float, drift: float, years: float
) -> None:
    if abs(drift * years - math.log(multiple)) > 0.01:
        path = (cap, cap * multiple, drift)
        for function in ALL:
            almost = function(*path, 1e-4, years)
            assert almost == pytest.approx(function(*path, 0.0, years), abs=1e-12)


@pytest.mark.parametrize("function", ALL)
def test_without_volatility_to_arrive_on_the_last_day_is_to_arrive(function: Formula) -> None:
    """Twice the cap after a year at a rate of log 2, to the last digit."""
    assert function(1.0, 2.0, math.log(2.0), 0.0, 1.0) == 1
    assert function(1.0, 1.0, 0.0, 0.0, 1.0) == 1


def test_closes_see_a_target_that_is_as_much_higher_as_the_correction_says() -> None:
    """Broadie, Glasserman and Kou: 0.5826 daily deviations, of 252 trading days a year."""
    higher = 4 * math.exp(0.5826 * 0.32 / math.sqrt(252))
    found = daily_touch_probability(2.89, 4.0, 0.09, 0.32, 1.5)
    expected = touch_probability(2.89, higher, 0.09, 0.32, 1.5)
    assert found == pytest.approx(expected, rel=1e-9)
    assert round(found, 3) == 0.441


def test_the_reflected_term_stays_finite_where_its_factors_do_not() -> None:
    """Volatility 1%, drift 0.5 for a year, target e to the 0.5: exp(2 x 0.5 x 0.5 / 0.0001) is e to the 5000.

    Of the normal distribution's tail at 100 - 0.005 the ratio to its density is 1/x - 1/x^3 + ...
    """
    volatility = 0.01
    growth = 0.5 - volatility**2 / 2
    first, second = (growth - 0.5) / volatility, (growth + 0.5) / volatility
    tail = NormalDist().pdf(first) * (1 / second - 1 / second**3 + 3 / second**5)
    expected = NormalDist().cdf(first) + tail
    found = touch_probability(1.0, math.exp(0.5), 0.5, volatility, 1.0)
    assert found == pytest.approx(expected, rel=1e-9)


@given(st.floats(0.02, 0.3), st.floats(0.01, 1))
def test_where_no_factor_overflows_it_is_the_textbook_formula(
    distance: float, volatility: float
) -> None:
    def normal(value: float) -> float:
        return math.erfc(-value / math.sqrt(2)) / 2

    drift, years = 0.04, 1.5
    growth, spread = (drift - volatility**2 / 2) * years, volatility * years**0.5
    exponent = 2 * growth * distance / spread**2
    if exponent < 200:
        second = math.exp(exponent) * normal((-growth - distance) / spread)
        expected = normal((growth - distance) / spread) + second
        found = touch_probability(1.0, math.exp(distance), drift, volatility, years)
        assert found == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("second", [25, 29.9, 30.1, 36])
def test_the_series_of_the_tail_joins_the_tail_itself(second: float) -> None:
    """The ratio is told by a series from 30 on; up to 36 floats can still hold the factors."""
    volatility, first = 0.02, -2.0
    growth, distance = volatility * (second + first) / 2, volatility * (second - first) / 2
    reflected = math.exp(2 * growth * distance / volatility**2) * math.erfc(second / 2**0.5) / 2
    expected = math.erfc(-first / 2**0.5) / 2 + reflected
    drift = growth + volatility**2 / 2
    found = touch_probability(1.0, math.exp(distance), drift, volatility, 1.0)
    assert found == pytest.approx(expected, rel=1e-10)


def test_closes_are_watched_as_a_simulation_watches_them() -> None:
    """63 closes, 20,000 paths of a fixed seed: within three standard errors, where the touch is not."""
    cap, target, drift, volatility, days, paths = 1.0, 1.1, 0.1, 0.3, 63, 20_000
    generator = np.random.default_rng(20261122)
    step = (drift - volatility**2 / 2) / 252
    moves = generator.normal(step, volatility / 252**0.5, (paths, days))
    share = float(np.mean(np.cumsum(moves, axis=1).max(axis=1) >= math.log(target / cap)))
    error = math.sqrt(share * (1 - share) / paths)
    path = (cap, target, drift, volatility, days / 252)
    assert daily_touch_probability(*path) == pytest.approx(share, abs=3 * error)
    assert touch_probability(*path) > share + 3 * error


def test_with_one_close_left_only_that_close_counts() -> None:
    path = (1.0, 1.02, 0.09, 0.32, 1 / 252)
    assert daily_touch_probability(*path) == terminal_probability(*path)


def test_the_normal_distribution_is_exact_far_into_its_tail() -> None:
    """Tables: N(1.96) = 0.9750021, N(-10) = 7.619853e-24."""
    assert normal_cumulative(1.96) == pytest.approx(0.9750021049, rel=1e-9)
    assert normal_cumulative(-10.0) == pytest.approx(7.619853024160526e-24, rel=1e-12, abs=0)
    assert normal_cumulative(np.array([0.0, 1.96])).tolist() == [0.5, normal_cumulative(1.96)]


@given(st.lists(st.tuples(CAPS, CAPS, DRIFTS, st.floats(-0.5, 2), YEARS), min_size=1, max_size=20))
def test_arrays_and_numbers_give_the_same(paths: list[tuple[float, ...]]) -> None:
    columns = [np.array(column) for column in zip(*paths, strict=True)]
    for function in ALL:
        alone = [function(*path) for path in paths]
        assert masked(function, columns).tolist() == pytest.approx(alone, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("formula", ALL)
def test_after_the_horizon_there_is_no_probability(formula: Formula) -> None:
    values = {"market_cap": 1.0, "target_market_cap": 2.0, "market_drift": 0.1,
              "market_volatility": 0.3, "years_to_horizon": 0.0}  # fmt: skip
    inputs = {n: Input(n, v, "count", n, Position("here")) for n, v in values.items()}
    figure = Resolution(inputs, {formula.name: formula}, "USD", {}).figure(formula.name)
    assert (figure.printed, figure.reason) == ("n.m.", "horizon passed")
    assert figure.label.endswith("real-world drift")
