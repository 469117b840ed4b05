"""Scenarios: weights, gain for loss, and when each path reaches the target."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.assumptions.inputs import Input
from reportgen.evaluation import masked
from reportgen.formulas import scenarios
from reportgen.problems import Position
from reportgen.resolution import Resolution

if TYPE_CHECKING:
    from reportgen.figures import Figure, Formula

KEYS = ("bull", "base", "bear")
PRICE = scenarios.probability_weighted(
    KEYS,
    "outlook_share_price",
    "probability_weighted_price",
    "Price at the horizon, probability-weighted",
    "money_per_share",
)
REST = scenarios.remaining_scenarios(KEYS, "bull")
YEARS = scenarios.years_to_target("bull", "Bull")
CAPS = st.floats(1e9, 1e13)
WEIGHTS = st.lists(st.floats(0.01, 1), min_size=3, max_size=3).map(
    lambda parts: [part / sum(parts) for part in parts]
)


def resolution(formula: Formula, values: tuple[float, ...]) -> Resolution:
    inputs = {
        name: Input(name, value, "count", name, Position("here"))
        for name, value in zip(formula.parameters, values, strict=True)
    }
    return Resolution(inputs, {formula.name: formula}, "USD", {})


def shown(formula: Formula, *values: float) -> Figure:
    return resolution(formula, values).figure(formula.name)


def test_pelham_holdings() -> None:
    """SCEN-01, oxfordledge.com/learn/practitioner-toolkit-201/risk-reward-and-sizing/.

    Price 52; 80 at 35%, 58 at 45%, 32 at 20%: 60.5; 54% up, 38% down, 1.4 to one.
    """
    assert PRICE(0.35, 80, 0.45, 58, 0.2, 32) == pytest.approx(60.5, abs=0.006)
    assert scenarios.scenario_upside(80, 52) == pytest.approx(0.54, abs=0.006)
    assert scenarios.scenario_downside(52, 32) == pytest.approx(0.38, abs=0.006)
    assert scenarios.upside_downside_ratio(80, 52, 32) == pytest.approx(1.4, abs=0.006)


def test_what_is_weighted_is_named_pair_by_pair() -> None:
    assert PRICE.parameters[:3] == (
        "scenario.bull.probability",
        "scenario.bull.outlook_share_price",
        "scenario.base.probability",
    )
    assert PRICE.expression.startswith(
        "scenario.bull.probability * scenario.bull.outlook_share_price + scenario.base.probability"
    )


@given(WEIGHTS, CAPS)
def test_equal_values_give_that_value(weights: list[float], cap: float) -> None:
    pairs = [number for weight in weights for number in (weight, cap)]
    assert PRICE(*pairs) == pytest.approx(cap, rel=1e-9)
    assert REST(*pairs[2:]) == pytest.approx(cap, rel=1e-9)


@given(WEIGHTS, st.lists(CAPS, min_size=3, max_size=3))
def test_the_mean_of_all_is_the_best_and_the_rest(weights: list[float], caps: list[float]) -> None:
    pairs = [number for pair in zip(weights, caps, strict=True) for number in pair]
    together = weights[0] * caps[0] + (1 - weights[0]) * REST(*pairs[2:])
    assert PRICE(*pairs) == pytest.approx(together, rel=1e-9)
    assert min(caps) * (1 - 1e-9) <= PRICE(*pairs) <= max(caps) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("probabilities", "fault"),
    [
        ((0.5, 0.3, 0.1), "the probabilities must sum to 100%"),
        ((0.5, 0.5, 1e-8), "the probabilities must sum to 100%"),
        ((0.9, 0.4, -0.3), "a probability cannot be negative"),
    ],
)
def test_probabilities_that_are_none_stop_a_build(
    probabilities: tuple[float, ...], fault: str
) -> None:
    values = tuple(number for probability in probabilities for number in (probability, 10.0))
    found = resolution(PRICE, values)
    found.figure(PRICE.name)
    assert [problem.what for problem in found.problems] == [fault]


def test_probabilities_may_miss_one_by_a_rounding_error() -> None:
    assert shown(PRICE, 0.1 + 0.2, 10, 0.3, 10, 0.4, 10).value == pytest.approx(10)


def test_the_rest_without_probability_has_no_mean() -> None:
    figure = shown(REST, 0.0, 3.0, 0.0, 2.0)
    assert (figure.printed, figure.reason) == ("n.m.", "the other scenarios have no probability")


def test_there_must_be_another_scenario() -> None:
    with pytest.raises(ValueError, match="no scenario beside bull"):
        scenarios.remaining_scenarios(("bull",), "bull")


def test_expected_change_of_market_cap() -> None:
    """From 2.0 to 2.42 is +21%, over two years 10% a year."""
    assert scenarios.probability_weighted_return(2.42, 2.0) == pytest.approx(0.21)
    assert scenarios.probability_weighted_return_a_year(2.42, 2.0, 2.0) == pytest.approx(0.1)
    near = shown(scenarios.probability_weighted_return_a_year, 2.42, 2.0, 0.05)
    assert near.printed == "n.m."


def test_without_downside_there_is_no_ratio() -> None:
    for worst in (52.0, 53.0):
        ratio = shown(scenarios.upside_downside_ratio, 80.0, 52.0, worst)
        assert (ratio.printed, ratio.reason) == ("n.m.", "no downside in the scenarios")
        downside = shown(scenarios.scenario_downside, 52.0, worst)
        assert (downside.printed, downside.reason) == ("none", "no downside in the scenarios")


def test_a_negative_upside_stays_negative() -> None:
    """Best 47 and worst 42 from 52: 5 down over 10 down."""
    assert shown(scenarios.upside_downside_ratio, 47.0, 52.0, 42.0).value == pytest.approx(-0.5)
    assert shown(scenarios.scenario_upside, 39.0, 52.0).printed == "−25.0%"


def test_probability_at_which_the_target_is_expected() -> None:
    """Best 5, others 3, target 4: half. Weighted by it the market cap is the target."""
    assert shown(scenarios.break_even_probability, 4.0, 5.0, 3.0).value == 0.5
    assert shown(scenarios.break_even_probability, 5.0, 5.0, 3.0).value == 1.0


def test_a_target_out_of_reach_and_one_that_needs_no_best_case() -> None:
    short = shown(scenarios.break_even_probability, 4.0, 3.9, 3.0)
    assert short.printed == "n.m."
    assert short.reason == "even certainty of the best scenario falls short"
    for best, rest in ((5.0, 4.0), (5.0, 4.5), (4.0, 4.0)):
        idle = shown(scenarios.break_even_probability, 4.0, best, rest)
        assert (idle.value, idle.printed) == (0.0, "0.0%")
        assert idle.reason == "the other scenarios reach the target without it"


def test_when_a_path_reaches_the_target() -> None:
    """From 1 to 4 in two years doubles every year: 2 after one year, 8 after three."""
    assert YEARS(1.0, 2.0, 4.0, 2.0) == pytest.approx(1)
    assert YEARS(1.0, 8.0, 4.0, 2.0) == pytest.approx(3)
    day = dt.date(2026, 3, 10)
    on = shown(scenarios.reaches_target_on("bull", "Bull"), day.toordinal(), 3.0)
    assert on.printed == "9 Mar 2029"  # 3 x 365 days; 2028 has one more


@given(CAPS, st.floats(1.01, 20), st.floats(0.2, 10))
def test_a_path_that_ends_at_the_target_reaches_it_at_the_horizon(
    cap: float, multiple: float, years: float
) -> None:
    assert YEARS(cap, cap * multiple, cap * multiple, years) == pytest.approx(years)


@pytest.mark.parametrize(
    ("cap", "target", "value", "years", "reason"),
    [
        (2.0, 4.0, 2.0, 1.5, "never on this path"),
        (2.0, 4.0, 1.0, 1.5, "never on this path"),
        (4.0, 4.0, 5.0, 1.5, "target reached; the cap stands above it"),
        (2.0, 4.0, 5.0, 0.0, "horizon passed"),
    ],
)
def test_paths_that_never_reach_it(
    cap: float, target: float, value: float, years: float, reason: str
) -> None:
    figure = shown(YEARS, cap, target, value, years)
    assert (figure.printed, figure.reason) == ("n.m.", reason)


def test_a_day_beyond_a_century_is_not_named() -> None:
    """Also one beyond the calendar, which ends with the year 9999."""
    for years in (101.0, 1e6):
        on = shown(scenarios.reaches_target_on("bear", "Bear"), 739_000.0, years)
        assert (on.printed, on.reason) == ("n.m.", "more than 100 years away")


def test_rise_in_a_scenario() -> None:
    upside = shown(scenarios.upside_in_scenario("bear", "Bear"), 1.5, 2.0)
    assert (upside.printed, upside.label) == ("−25.0%", "Bear: change of market cap to the horizon")


def test_arrays_and_numbers_give_the_same() -> None:
    values = np.array([4.0, 2.0, 1.0, 8.0])
    found = masked(YEARS, [1.0, 2.0, values, 2.0])
    assert found.tolist() == pytest.approx([1, 2, np.nan, 2 / 3], nan_ok=True)
    rest = np.array([3.0, 4.5, 3.9, 5.0])
    found = masked(scenarios.break_even_probability, [4.0, np.array([5, 5, 3.9, 5]), rest])
    assert found.tolist() == pytest.approx([0.5, 0, np.nan, 0], nan_ok=True)
    chances = np.array([0.5, 0.6])
    found = masked(PRICE, [chances, 2.0, 0.25, 4.0, 0.25, 8.0])
    assert found.tolist() == pytest.approx([4, np.nan], nan_ok=True)
