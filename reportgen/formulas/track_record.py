"""The arithmetic of a track record: how good were the probabilities, how often did the ranges hold.

Pure functions of what was said and what came; nothing here knows where either was written.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.formulas.watch import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures import Figure

#: What somebody scores who always says 50%, whatever comes: 0.5 squared.
NO_SKILL = 0.25


@dataclass(frozen=True, slots=True)
class Score:
    """A mean score and the number of forecasts it is the mean of; None where there are none."""

    value: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of how many intervals held what came."""

    inside: int
    count: int


def brier_score(probabilities: Sequence[float], outcomes: Sequence[bool]) -> Score:
    """Mean squared distance of probabilities from what came, 1 if it came true and 0 if not.

    0 is perfect, 1 is certain and always wrong. This is half of the sum over both outcomes that the
    paper defines. A probability outside 0 to 1, or lists of different lengths, are a ValueError; of
    no forecasts there is no score. Reference: Brier, 1950, Verification of forecasts expressed in
    terms of probability.
    """
    wrong = [p for p in probabilities if not 0 <= p <= 1]
    if wrong:
        raise ValueError(f"a probability lies between 0 and 1, not at {wrong[0]:g}")
    squares = [(p - came) ** 2 for p, came in zip(probabilities, outcomes, strict=True)]
    return Score(math.fsum(squares) / len(squares) if squares else None, len(squares))


def brier_skill(probabilities: Sequence[float], outcomes: Sequence[bool]) -> Score:
    """How much of the error of always saying the base rate the forecasts have avoided.

    1 is perfect, 0 no better than the share of forecasts that came true, negative worse. Where all
    came true, or none did, the base rate makes no error and there is no skill to state. Reference:
    Brier's score against climatology, as in Murphy, 1973.
    """
    score = brier_score(probabilities, outcomes)
    if score.value is None:
        return score
    base_rate = sum(outcomes) / score.count
    reference = base_rate * (1 - base_rate)
    return Score(1 - score.value / reference if reference > 0 else None, score.count)


def coverage(intervals: Sequence[tuple[float, float]], actuals: Sequence[float]) -> Coverage:
    """How many of the intervals, ends included, held the value that came.

    An interval whose low end lies above its high end is a ValueError. Reference: the empirical coverage of
    prediction intervals, as in Christoffersen, 1998, Evaluating interval forecasts.
    """
    for low, high in intervals:
        if not low <= high:
            raise ValueError(f"an interval runs from low to high, not from {low:g} to {high:g}")
    held = [low <= actual <= high for (low, high), actual in zip(intervals, actuals, strict=True)]
    return Coverage(sum(held), len(held))


def on_logarithmic_path(start: float, end: float, part: float) -> float:
    """Where a path of constant growth stands after a part of its time; both ends above zero only."""
    return float(start * (end / start) ** part)


def came_true(rule: Interval, figure: Figure) -> bool | None:
    """Whether a figure lies where the rule says; None where it does not decide.

    A bound or a range decides only where everything it allows lies on one side. A house definition.
    """
    possible = _possible(figure)
    if possible is None:
        return None
    if _holds(rule, possible):
        return True
    return None if _touch(rule, possible) else False


def _possible(figure: Figure) -> Interval | None:
    """All values that a figure may stand for."""
    if not figure.known or figure.value is None:
        return None
    low = -math.inf if figure.bound == "upper" else figure.value
    top = figure.value if figure.high is None else figure.high
    high = math.inf if figure.bound == "lower" else top
    return Interval(low, high, low_in=low > -math.inf, high_in=high < math.inf)


def _holds(outer: Interval, inner: Interval) -> bool:
    """Whether all of one interval lies in the other."""
    low = outer.low < inner.low or (outer.low == inner.low and (outer.low_in or not inner.low_in))
    high = outer.high > inner.high or (
        outer.high == inner.high and (outer.high_in or not inner.high_in)
    )
    return low and high


def _touch(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a value in common."""
    first, second = sorted((one, other), key=lambda interval: (interval.low, not interval.low_in))
    if first.high == second.low:
        return first.high_in and second.low_in
    return first.high > second.low
