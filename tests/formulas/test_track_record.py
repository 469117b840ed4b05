"""The arithmetic of a track record, by hand and from the textbook."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.figures import Figure, Status
from reportgen.formulas.track_record import (
    NO_SKILL,
    Coverage,
    Score,
    brier_score,
    brier_skill,
    came_true,
    coverage,
    on_logarithmic_path,
)
from reportgen.formulas.watch import parse_rule

if TYPE_CHECKING:
    from reportgen.assumptions.inputs import Bound

SAID = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("probability", "rained", "score"),
    [(1.0, True, 0.0), (1.0, False, 1.0), (0.7, True, 0.09), (0.3, True, 0.49), (0.5, True, 0.25)],
)
def test_the_score_of_one_day_s_rain(probability: float, rained: bool, score: float) -> None:  # noqa: FBT001 - a case
    """https://en.wikipedia.org/wiki/Brier_score, the example of the chance of rain."""
    found = brier_score([probability], [rained])
    assert found.value == pytest.approx(score)
    assert found.count == 1


def test_the_score_is_the_mean_of_squares() -> None:
    """(0.3^2 + 0.7^2 + 0.1^2 + 0.6^2) / 4 = (0.09 + 0.49 + 0.01 + 0.36) / 4 = 0.2375."""
    found = brier_score([0.7, 0.3, 0.9, 0.6], [True, True, True, False])
    assert found.value == pytest.approx(0.2375)
    assert found.count == 4


def test_skill_is_what_is_saved_of_the_base_rate_s_error() -> None:
    """Three of four came true: saying 75% scores 0.75 x 0.25 = 0.1875; 1 - 0.2375 / 0.1875 = -0.2667."""
    found = brier_skill([0.7, 0.3, 0.9, 0.6], [True, True, True, False])
    assert found.value == pytest.approx(-0.26667, abs=1e-5)
    assert found.count == 4


def test_of_nothing_there_is_no_score() -> None:
    assert brier_score([], []) == brier_skill([], []) == Score(None, 0)


def test_where_all_came_true_there_is_no_skill_to_state() -> None:
    assert brier_skill([0.9, 0.8], [True, True]) == Score(None, 2)


@pytest.mark.parametrize("probability", [-0.01, 1.01, math.nan, math.inf])
def test_what_is_no_probability_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        brier_score([0.5, probability], [True, False])


def test_every_forecast_needs_its_outcome() -> None:
    with pytest.raises(ValueError, match="shorter"):
        brier_score([0.5, 0.5], [True])


@given(SAID)
def test_a_score_lies_between_perfect_and_always_wrong(said: list[tuple[float, bool]]) -> None:
    probabilities, outcomes = [p for p, _ in said], [came for _, came in said]
    found = brier_score(probabilities, outcomes).value
    opposite = brier_score([1 - p for p in probabilities], [not came for came in outcomes]).value
    assert found is not None
    assert 0 <= found <= 1
    assert found == pytest.approx(opposite)
    assert brier_score([0.5] * len(said), outcomes).value == NO_SKILL


@given(SAID)
def test_saying_the_base_rate_has_no_skill(said: list[tuple[float, bool]]) -> None:
    outcomes = [came for _, came in said]
    found = brier_skill([sum(outcomes) / len(outcomes)] * len(outcomes), outcomes).value
    assert found == (None if len(set(outcomes)) == 1 else pytest.approx(0, abs=1e-9))


# Intervals


def test_coverage_counts_what_lies_inside_with_the_ends() -> None:
    intervals = [(1.0, 3.0), (1.0, 3.0), (1.0, 3.0), (1.0, 3.0)]
    assert coverage(intervals, [1.0, 3.0, 0.999, 3.001]) == Coverage(2, 4)
    assert coverage([], []) == Coverage(0, 0)


def test_an_interval_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="from low to high"):
        coverage([(3.0, 1.0)], [2.0])


def test_an_interval_may_be_a_single_value_and_each_needs_what_came() -> None:
    assert coverage([(3.0, 3.0)], [3.0]) == Coverage(1, 1)
    with pytest.raises(ValueError, match="shorter"):
        coverage([(1.0, 3.0), (1.0, 3.0)], [2.0])


def test_half_the_time_is_the_geometric_mean() -> None:
    """From 100 to 400 the middle is the root of 100 x 400 = 200; from 100 to 25 it is 50."""
    assert on_logarithmic_path(100.0, 400.0, 0.5) == pytest.approx(200)
    assert on_logarithmic_path(100.0, 25.0, 0.5) == pytest.approx(50)
    assert on_logarithmic_path(100.0, 400.0, 0.0) == 100
    assert on_logarithmic_path(100.0, 400.0, 1.0) == pytest.approx(400)


# What a figure decides


def figure(value: float | None, bound: Bound | None = None, high: float | None = None) -> Figure:
    status: Status = "n/a" if value is None else "bound" if bound else "ok"
    return Figure("f", "F", "rate", value, status, "", high=high, bound=bound)


@pytest.mark.parametrize(
    ("rule", "given_", "came"),
    [
        (">= 24%", figure(0.24), True),
        ("> 24%", figure(0.24), False),
        ("18% to 24%", figure(0.24), False),
        ("18% to 24%", figure(0.18), True),
        (">= 24%", figure(None), None),
        # More than 25% is above 24%; more than 20% may be or not; and it is surely not below 20%.
        (">= 24%", figure(0.25, "lower"), True),
        (">= 24%", figure(0.20, "lower"), None),
        ("< 20%", figure(0.20, "lower"), False),
        ("18% to 24%", figure(0.20, "lower"), None),
        ("18% to 24%", figure(0.24, "lower"), False),
        # Less than 20% is not above 24%, and says nothing of 18% to 24%.
        (">= 24%", figure(0.20, "upper"), False),
        ("18% to 24%", figure(0.20, "upper"), None),
        ("<= 20%", figure(0.20, "upper"), True),
        # A range decides where both of its ends lie on one side.
        (">= 24%", figure(0.24, high=0.30), True),
        (">= 24%", figure(0.20, high=0.24), None),
        ("> 24%", figure(0.20, high=0.24), False),
        ("18% to 24%", figure(0.18, high=0.24), None),
        ("18% to 24%", figure(0.19, high=0.23), True),
        ("18% to 24%", figure(0.10, high=0.30), None),
    ],
)
def test_a_rule_is_decided_only_by_what_is_known(
    rule: str,
    given_: Figure,
    came: bool | None,  # noqa: FBT001 - a case
) -> None:
    assert came_true(parse_rule(rule), given_) is came


def test_a_figure_that_would_mislead_decides_nothing() -> None:
    assert came_true(parse_rule("> 0"), Figure("f", "F", "rate", 1.0, "n.m.", "n.m.")) is None
